"""Thousands of values given to one statement as a table, and rows changed by it; on both engines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, models

_KINDS: Final = {
    "CharField": "text",
    "TextField": "text",
    "DateField": "date",
    "BooleanField": "boolean",
    "ForeignKey": "bigint",
}


def as_table(columns: Mapping[str, str]) -> str:
    """A select with these columns and their types (bigint, text, date, boolean) and one parameter.

    The parameter is what `as_rows` makes.
    """
    if connection.vendor == "postgresql":
        named = ", ".join(
            f"(j.value->>{place})::{kind} AS {name}"
            for place, (name, kind) in enumerate(columns.items())
        )
        return f"SELECT {named} FROM json_array_elements(%s::json) j"  # noqa: S608
    named = ", ".join(
        f"json_extract(j.value, '$[{place}]') AS {name}" for place, name in enumerate(columns)
    )
    return f"SELECT {named} FROM json_each(%s) j"  # noqa: S608


def as_rows(rows: Iterable[Sequence[Any]]) -> str:
    """The parameter of `as_table`: numbers, texts, days, truths and None, in the order of columns."""
    return json.dumps([list(row) for row in rows], default=_day, ensure_ascii=False)


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Change rows of a model in one statement: each row begins with its id, then the values of `names`.

    Names are those of columns, with `_id` for one that points at a row. Returns how many were changed.
    """
    fields = {str(field.attname): field for field in model._meta.concrete_fields}
    kinds = {"row_id": "bigint"} | {name: _kind(fields[name]) for name in names}
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    setting = ", ".join(f"{quote(str(fields[name].column))} = v.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {setting} FROM ({as_table(kinds)}) v"  # noqa: S608
            f" WHERE {table}.{quote(str(model._meta.pk.column))} = v.row_id",
            [as_rows(rows)],
        )
        changed: int = cursor.rowcount
    return changed


def _kind(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ForeignKey):
        return "bigint"
    if isinstance(field, models.CharField):
        return "text"
    return _KINDS.get(field.get_internal_type(), "bigint")


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
