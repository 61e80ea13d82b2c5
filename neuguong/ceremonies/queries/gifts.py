"""What was given at a volunteer day or to a twinned commune: sums over the contributions of deeds.

Nothing is kept here: every sum is read from the deeds and opens to them, so nothing is counted twice.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q

from neuguong.ceremonies.models import Twinning, VolunteerDay
from neuguong.ceremonies.rules import is_there
from neuguong.deeds.models import CONTRIBUTION_LABELS, Contribution, Deed
from neuguong.deeds.rules import CONTRIBUTION_SCALE, ContributionKind, DeedState
from neuguong.lib.amounts import Qualifier, format_amount, from_scaled, merge_qualifiers
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of

_MOST: Final = 300
_UNITS: Final = {ContributionKind.LABOUR_DAYS: "ngày công", ContributionKind.LAND: "m²"}


@dataclass(frozen=True, slots=True)
class Gifts:
    """Contributions with their sums in words, by kind: ("Tiền đóng góp", "15.500.000 đồng")."""

    rows: list[Contribution]
    sums: list[tuple[str, str]]


def gifts_of_deeds(deeds: Iterable[Deed]) -> Gifts:
    """The accepted contributions of these deeds, each once."""
    ids = {deed.pk for deed in deeds}
    rows = Contribution.objects.filter(deed__in=ids, counted=1)
    rows = rows.select_related("deed__registration__unit", "unit", "registration__unit")
    return _summed(list(rows.order_by("day", "pk")))


def gifts_of_days(days: Iterable[VolunteerDay]) -> Gifts:
    """The same for volunteer days; a deed tied to two of them is counted once."""
    return gifts_of_deeds(deed for day in days for deed in day.deeds.all())


def gifts_to_commune(twinning: Twinning, first: date, last: date) -> Gifts:
    """What the branch of the unit gave for the commune in these days: by place, or by deeds tied by hand."""
    since = max(first, twinning.since)
    until = min(last, twinning.until) if twinning.until else last
    tied = set(twinning.deeds.values_list("pk", flat=True))
    rows = Contribution.objects.filter(
        unit__in=branch_of(twinning.unit), counted=1, day__gte=since, day__lte=until
    )
    rows = rows.filter(~Q(place="") | ~Q(deed__place="") | Q(deed__in=tied))
    rows = rows.select_related("deed__registration__unit", "unit", "registration__unit")
    found = [
        row
        for row in rows.order_by("day", "pk")
        if row.deed_id in tied
        or is_there(row.place, twinning.commune)
        or (row.deed is not None and is_there(row.deed.place, twinning.commune))
    ]
    return _summed(found)


def deeds_of_branch(unit: Unit, ids: Collection[int]) -> list[Deed]:
    """Those of these deeds that were registered in the branch of a unit."""
    return list(Deed.objects.filter(pk__in=list(ids), unit__in=branch_of(unit)))


def deeds_to_tie(unit: Unit, year: int) -> list[Deed]:
    """The collective deeds of a unit and those directly beneath in a year, to choose from."""
    units = [unit.pk, *unit.children.values_list("pk", flat=True)]
    rows = Deed.objects.filter(
        unit__in=units, registration__year=year, registration__person=None
    ).exclude(state=int(DeedState.REPLACED))
    rows = rows.select_related("registration__unit")
    return list(rows.order_by("unit__path", "number", "pk")[:_MOST])


def _summed(rows: list[Contribution]) -> Gifts:
    sums = []
    for kind in ContributionKind:
        mine = [row for row in rows if row.kind == kind]
        if mine:
            amount = from_scaled(sum(row.amount_scaled for row in mine), CONTRIBUTION_SCALE[kind])
            unit = _UNITS.get(kind, _("đồng"))
            qualifier = _merged([Qualifier(row.qualifier) for row in mine])
            sums.append((str(CONTRIBUTION_LABELS[kind]), format_amount(amount, unit, qualifier)))
    return Gifts(rows, sums)


def _merged(found: list[Qualifier]) -> Qualifier:
    """The qualifier of a sum of so qualified parts."""
    least = found.count(Qualifier.AT_LEAST) + found.count(Qualifier.ORDER)
    return merge_qualifiers(
        found.count(Qualifier.EXACTLY), least, found.count(Qualifier.AT_MOST),
        found.count(Qualifier.ABOUT),
    )  # fmt: skip


DEEDS: Final = Prefetch("deeds", Deed.objects.select_related("registration__unit"))
