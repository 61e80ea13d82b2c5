"""Plans and bodies of units that end: they end with them, with what is needed to undo it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q

from neuguong.people.actions import Image
from neuguong.plans.models import Body, Plan

_FIELDS: Final[dict[str, tuple[type[models.Model], str, str]]] = {
    "plans.plan": (Plan, "force_from", "force_to"),
    "plans.body": (Body, "valid_from", "valid_to"),
}
_PART: Final = 5_000


@transaction.atomic
def end_plans(*, units: Collection[int], on: date) -> list[Image]:
    """Let plans in force and bodies of units that end on a day end too; gives an image of each.

    A plan stays with the unit that made it; who carries the unit on begins like it (`adopt_plan`).
    The caller asked for the right, and records it.
    """
    images = []
    for kind, (model, first, last) in _FIELDS.items():
        for part in _parts(units):
            rows = model._default_manager.filter(unit__in=part)
            rows = rows.filter(Q(**{last: None}) | Q(**{f"{last}__gt": on}))
            for pk, begins, ends in list(rows.values_list("pk", first, last)):
                until = max(on, begins)
                if kind == "plans.body" and until == begins:
                    continue  # set up for a day to come: nothing to end
                model._default_manager.filter(pk=pk).update(**{last: until})
                before = {last: ends.isoformat() if ends else None}
                images.append(Image(kind, pk, before, {last: until.isoformat()}))
    return images


def is_ours(image: Image) -> bool:
    """Whether an image is of a row of this room."""
    return image.kind in _FIELDS


@transaction.atomic
def put_plans_back(*, images: Iterable[Image]) -> list[Image]:
    """Give plans and bodies their days back; gives those that were changed since and stay."""
    changed = []
    for image in images:
        model, _first, last = _FIELDS[image.kind]
        was = (image.before or {}).get(last)
        left = (image.after or {}).get(last)
        row = model._default_manager.filter(pk=image.row).values_list(last, flat=True).first()
        if row is None or row.isoformat() != left:
            changed.append(image)
            continue
        value: Any = date.fromisoformat(was) if was else None
        model._default_manager.filter(pk=image.row).update(**{last: value})
    return changed


def _parts(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(set(ids))
    return [ordered[start : start + _PART] for start in range(0, len(ordered), _PART)]
