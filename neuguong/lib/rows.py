"""Many rows of one model at once: written as fast as the engine takes them, or asked who needs them."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db import connection, models, transaction
from django.db.models.base import ModelState

from neuguong.lib.ids import uuid7, uuid7s

_BINDS: Final = {
    "DateField": "date",
    "DateTimeField": "moment",
    "DecimalField": "amount",
    "UUIDField": "uuid",
    "JSONField": "json",
    "BooleanField": "flag",
}
_BATCH: Final = 400
# SQLite remembers each page that a statement with triggers touches, so a statement of one row costs
# twice what it does without them; one of thirty rows hardly more. Values in one statement:
_VALUES: Final = 900
Bind = Callable[[Any], Any]


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model with ids of their own, which they have afterwards.

    Rows they point at must be written before. COPY on PostgreSQL, one prepared statement of some
    rows on SQLite, at ten times the speed of `bulk_create`; needs a transaction.
    """
    if not rows:
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("rows are inserted outside a transaction")
    model = type(rows[0])
    _point_at_written(rows, model)
    for row, pk in zip(rows, _next_ids(model, len(rows)), strict=True):
        row.pk = pk
        row._state.adding = False
    fields = model._meta.concrete_fields
    take = itemgetter(*(str(field.attname) for field in fields))
    _put(model, fields, (take(row.__dict__) for row in rows))


def learn_sizes() -> None:
    """Let PostgreSQL see how large its tables have become, before autovacuum comes round.

    After many rows in one go it would otherwise plan as if the tables were empty. SQLite needs none.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


Row = TypeVar("Row", bound=models.Model)


def new_row(model: type[Row], **values: Any) -> Row:
    """A new row with the defaults of its fields, as the model itself would make it, but more quickly.

    For lists of thousands: values by the names of fields, rows for foreign keys, nothing else.
    """
    plain, made, keys = _defaults(model)
    row = model.__new__(model)
    state = row.__dict__
    state["_state"] = ModelState()
    state.update(plain)
    for name, make in made:
        state[name] = make()
    for name, value in values.items():
        attname = keys.get(name)
        if attname is None:
            state[name] = value
        else:
            state[attname] = value.pk if value is not None else None
            row._state.fields_cache[name] = value
    return row


@cache
def _defaults(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, str]]:
    """Defaults by column, those that are made anew for each row, and columns of foreign keys."""
    plain: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    keys: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        attname = str(field.attname)
        if isinstance(field, models.ForeignKey):
            keys[field.name] = attname
        if callable(field.default) and field.has_default():
            made.append((attname, field.default))
        else:
            plain[attname] = field.get_default()
    return plain, made, keys


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows that nobody needs as objects afterwards: values by the names of their columns.

    Names are those of fields, with `_id` for one that points at a row; columns that are left out must
    have a default in the database, as the id has. Rows may come one by one.
    """
    fields = {str(field.attname): field for field in model._meta.concrete_fields}
    _put(model, [fields[name] for name in names], rows)


PlainRow = list[Any]


class PlainRows:
    """New rows of one model kept as the driver takes them, for lists of a hundred thousand.

    What many rows have in common is drawn once and copied. Until they are written, a column that
    points at another new row holds that row itself.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.rows: list[PlainRow] = []
        self._fields = model._meta.concrete_fields
        self._places = {str(field.attname): place for place, field in enumerate(self._fields)}
        self._binds = [_bind(field) for field in self._fields]
        plain, made, _keys = _defaults(model)
        self._blank: PlainRow = [None] * len(self._fields)
        self._id = self._places[str(model._meta.pk.attname)]
        self._uids = [self._places[name] for name, make in made if make is uuid7]
        if len(self._uids) != len(made):
            raise TypeError(f"{model.__name__} has a default that is made anew for each row")
        for name, value in plain.items():
            self._set(self._blank, name, value)

    def draw(self, values: Mapping[str, Any]) -> PlainRow:
        """A row with these values by the names of their columns and the defaults of the others."""
        row = self._blank.copy()
        for name, value in values.items():
            self._set(row, name, value)
        return row

    def add(self, drawn: PlainRow, **own: Any) -> PlainRow:
        """A copy of a drawn row with what is its own: numbers, or the new rows it points at."""
        row = drawn.copy()
        for name, value in own.items():
            row[self._places[name]] = value
        self.rows.append(row)
        return row

    def write(self, **pointing: Callable[[Any], int | None]) -> None:
        """Give every row its id and write all; `pointing` tells the id of the row a column holds."""
        if not self.rows:
            return
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are inserted outside a transaction")
        for row, pk in zip(self.rows, _next_ids(self.model, len(self.rows)), strict=True):
            row[self._id] = pk
        for place in self._uids:
            bind = self._binds[place] or _as_it_is
            for row, uid in zip(self.rows, uuid7s(len(self.rows)), strict=True):
                row[place] = bind(uid)
        for name, id_of in pointing.items():
            place = self._places[name]
            for row in self.rows:
                row[place] = id_of(row[place])
        _send(self.model, self._fields, self.rows)

    def id_of(self, row: PlainRow) -> int:
        """The id of a row of this model that was written."""
        return int(row[self._id])

    def _set(self, row: PlainRow, name: str, value: Any) -> None:
        place = self._places[name]
        bind = self._binds[place]
        row[place] = value if value is None or bind is None else bind(value)


def _as_it_is(value: Any) -> Any:
    return value


def _put(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    rows: Iterable[Sequence[Any]],
) -> None:
    binds = [(place, bind) for place, field in enumerate(fields) if (bind := _bind(field))]
    _send(model, fields, (_bound(row, binds) for row in rows))


def _send(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    values: Iterable[Sequence[Any]],
) -> None:
    """Values as the driver takes them, in the order of the fields, into the table."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    table = quote(model._meta.db_table)
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
        ):
            for row_values in values:
                copy.write_row(row_values)
        return
    # The driver's own cursor: Django's would look for percent signs in every call.
    driver = connection.connection
    into = f"INSERT INTO {table} ({columns}) VALUES "  # noqa: S608
    marks = f"({', '.join('?' * len(fields))})"
    many = max(1, _VALUES // len(fields))
    rest = iter(values)
    last: list[Sequence[Any]] = []

    def bites() -> Iterator[list[Any]]:
        while bite := list(islice(rest, many)):
            if len(bite) < many:
                last.extend(bite)
            else:
                yield list(chain.from_iterable(bite))

    driver.executemany(into + ", ".join([marks] * many), bites())
    driver.executemany(into + marks, last)


def _bound(values: Sequence[Any], binds: Sequence[tuple[int, Bind]]) -> list[Any]:
    bound = list(values)
    for place, bind in binds:
        if bound[place] is not None:
            bound[place] = bind(bound[place])
    return bound


def _point_at_written(rows: Sequence[models.Model], model: type[models.Model]) -> None:
    """A row made before the one it points at was written learns its id now."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        for row in rows:
            if getattr(row, field.attname) is None and field.is_cached(row):
                there = field.get_cached_value(row)
                if there is not None:
                    setattr(row, field.attname, there.pk)


def _next_ids(model: type[models.Model], count: int) -> Sequence[int]:
    table = model._meta.db_table
    column = str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # SQLite's writer is alone, so the next numbers stay free until they are written.
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        first = int(cursor.fetchone()[0]) + 1
        return range(first, first + count)


def _bind(field: models.Field[Any, Any]) -> Bind | None:
    """How a value of a column is given to the driver; None where it goes as it is."""
    postgresql = connection.vendor == "postgresql"
    kind = _BINDS.get(field.get_internal_type())
    if kind == "json":
        encoder = getattr(field, "encoder", None)
        return lambda value: json.dumps(value, cls=encoder, ensure_ascii=False)
    if kind == "amount":
        places, digits = getattr(field, "decimal_places", 0), getattr(field, "max_digits", 0)
        adapt = connection.ops.adapt_decimalfield_value
        return None if postgresql else lambda value: adapt(value, digits, places)
    if kind == "moment":
        return None if postgresql else _utc
    if kind == "date":
        return None if postgresql else lambda value: value.isoformat()
    if kind == "uuid":
        return None if postgresql else lambda value: value.hex
    if kind == "flag":
        return None
    if "Integer" in field.get_internal_type():
        return int  # a member of an IntEnum goes as its number
    return None


def _utc(moment: datetime) -> str:
    """As Django keeps it in SQLite: the time in UTC without its zone."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def pointed_at(
    model: type[models.Model], ids: Collection[int], *, apart: Collection[str] = ()
) -> set[int]:
    """Those of the rows that any row of any table refers to; tables named in `apart` do not matter.

    Tables are named as in `people.membership`. So a lower room can tell that something is in use
    without knowing the rooms above it.
    """
    used: set[int] = set()
    ordered = sorted(set(ids))
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        other, field = relation.related_model, relation.remote_field
        if not isinstance(other, type) or field is None or other._meta.label_lower in apart:
            continue
        name = field.name
        for start in range(0, len(ordered), _BATCH):
            rows = other._base_manager.filter(**{f"{name}__in": ordered[start : start + _BATCH]})
            used.update(rows.values_list(name, flat=True))
    return used
