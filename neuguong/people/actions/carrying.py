"""People of units that end: taken along to where they go, set-based, with what is needed to undo it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q

from neuguong.lib.rows import insert_rows, new_row
from neuguong.lib.rowset import update_rows
from neuguong.people.models import Grant, Membership, Post

_PART: Final = 5_000
_MODELS: Final[dict[str, type[models.Model]]] = {
    "people.membership": Membership,
    "people.post": Post,
    "people.grant": Grant,
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the members of a unit go that ends; `unit` None: their membership ends with it."""

    unit: int | None = None
    persons: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Image:
    """A row before and after: None before for a new one, None after for one that is gone."""

    kind: str
    row: int
    before: Row | None
    after: Row | None


@transaction.atomic
def carry_people(
    *, ends: Mapping[int, Destination], grants: Mapping[int, Collection[int]], on: date
) -> list[Image]:
    """End memberships and posts at units that end on a day, and begin them where people go.

    `grants` says to which units the roles held at a unit are given besides. Gives an image of every
    row that changed. The caller asked for the right, and records it.
    """
    return [*_memberships(ends, on), *_posts(ends, on), *_grants(grants, on)]


def changed_since(images: Iterable[Image]) -> list[Image]:
    """Those of the rows that are not as the images left them."""
    found = []
    for kind, group in _by_kind(images).items():
        now = _rows(_MODELS[kind], [image.row for image in group])
        found += [image for image in group if now.get(image.row) != image.after]
    return found


@transaction.atomic
def put_back(*, images: Iterable[Image]) -> None:
    """Give rows back as they were before; what was new goes, what went is there again."""
    for kind, group in _by_kind(images).items():
        model = _MODELS[kind]
        names = [
            str(field.attname) for field in model._meta.concrete_fields if not field.primary_key
        ]
        for part in _parts([image.row for image in group if image.before is None]):
            model._default_manager.filter(pk__in=part).delete()
        rows = [
            (image.row, *(image.before[name] for name in names))
            for image in group
            if image.before is not None and image.after is not None
        ]
        if rows:
            update_rows(model, names, rows)
        lost = [image for image in group if image.after is None and image.before is not None]
        if lost:
            model._default_manager.bulk_create(
                [model(pk=image.row, **(image.before or {})) for image in lost], batch_size=500
            )


def _memberships(ends: Mapping[int, Destination], on: date) -> list[Image]:
    before: dict[int, Row] = {}
    for part in _parts(ends):
        rows = Membership.objects.filter(unit__in=part).filter(
            Q(valid_to=None) | Q(valid_to__gt=on)
        )
        before |= _rows_of(rows)
    changed, gone, begun = dict[int, Row](), list[int](), list[Row]()
    there = _there(before, ends, on)
    for pk, row in before.items():
        to = ends[row["unit_id"]].persons.get(row["person_id"], ends[row["unit_id"]].unit)
        began = row["valid_from"] < on.isoformat()
        key = (row["person_id"], to, row["category"])
        if began:
            changed[pk] = row | {"valid_to": on.isoformat()}
        elif to is not None and key not in there:
            changed[pk] = row | {"unit_id": to}
        else:
            gone.append(pk)
        if began and to is not None and key not in there:
            begun.append(row | {"unit_id": to, "valid_from": on.isoformat()})
        there.add(key)
    images = _update(Membership, before, changed)
    for part in _parts(gone):
        Membership.objects.filter(pk__in=part).delete()
    images += [Image("people.membership", pk, before[pk], None) for pk in gone]
    return images + _insert(Membership, begun)


def _there(
    rows: Mapping[int, Row], ends: Mapping[int, Destination], on: date
) -> set[tuple[int, int | None, int]]:
    """Who belongs already where others go: person, unit and category."""
    goals = {
        unit
        for end in ends.values()
        for unit in (end.unit, *end.persons.values())
        if unit is not None
    }
    found: set[tuple[int, int | None, int]] = set()
    for part in _parts({row["person_id"] for row in rows.values()}):
        held = Membership.objects.filter(person__in=part, valid_from__lte=on)
        held = held.filter(Q(valid_to=None) | Q(valid_to__gt=on)).order_by()
        for person, unit, category in held.values_list("person_id", "unit_id", "category"):
            if unit in goals:
                found.add((person, unit, category))
    return found


def _posts(ends: Mapping[int, Destination], on: date) -> list[Image]:
    before: dict[int, Row] = {}
    for part in _parts(ends):
        rows = Post.objects.filter(unit__in=part).filter(Q(valid_to=None) | Q(valid_to__gt=on))
        before |= _rows_of(rows)
    day = on.isoformat()
    changed = {pk: row | {"valid_to": max(day, row["valid_from"])} for pk, row in before.items()}
    return _update(Post, before, changed)


def _grants(goals: Mapping[int, Collection[int]], on: date) -> list[Image]:
    """The roles held at a unit are given at others too; those held stay, for corrections."""
    held: dict[int, Row] = {}
    there: set[tuple[int, str, int]] = set()
    for part in _parts({*goals, *(unit for units in goals.values() for unit in units)}):
        rows = Grant.objects.filter(unit__in=part).filter(Q(valid_to=None) | Q(valid_to__gt=on))
        held |= _rows_of(rows)
    there = {(row["account_id"], row["role"], row["unit_id"]) for row in held.values()}
    begun = []
    for row in held.values():
        for unit in goals.get(row["unit_id"], ()):
            key = (row["account_id"], row["role"], unit)
            if key not in there:
                there.add(key)
                begun.append(row | {"unit_id": unit, "valid_from": on.isoformat()})
    return _insert(Grant, begun)


def _update(
    model: type[models.Model], before: Mapping[int, Row], changed: Mapping[int, Row]
) -> list[Image]:
    if not changed:
        return []
    names = [name for name in ("unit_id", "valid_to") if name in next(iter(changed.values()))]
    update_rows(model, names, [(pk, *(row[name] for name in names)) for pk, row in changed.items()])
    label = model._meta.label_lower
    return [Image(label, pk, before[pk], row) for pk, row in changed.items() if row != before[pk]]


def _insert(model: type[models.Model], rows: Sequence[Row]) -> list[Image]:
    """Write new rows, given as JSON would hold them."""
    made = [
        new_row(model, **{name: _read(name, value) for name, value in row.items()}) for row in rows
    ]
    insert_rows(made)
    label = model._meta.label_lower
    return [Image(label, new.pk, None, row) for new, row in zip(made, rows, strict=True)]


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and name.startswith("valid_") else value


def _rows(model: type[models.Model], ids: Collection[int]) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for part in _parts(ids):
        found |= _rows_of(model._default_manager.filter(pk__in=part))
    return found


def _rows_of(rows: models.QuerySet[Any]) -> dict[int, Row]:
    """Rows by id as JSON could hold them."""
    return {
        row.pop("id"): {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
        }
        for row in rows.order_by("pk").values().iterator()
    }


def _by_kind(images: Iterable[Image]) -> dict[str, list[Image]]:
    found: dict[str, list[Image]] = {}
    for image in images:
        found.setdefault(image.kind, []).append(image)
    return found


def _parts(ids: Iterable[int]) -> list[list[int]]:
    ordered = sorted(set(ids))
    return [ordered[start : start + _PART] for start in range(0, len(ordered), _PART)]
