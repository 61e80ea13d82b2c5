"""Flag salutes of a unit's year, and of the units beneath; the records behind their count."""

from collections.abc import Iterator
from dataclasses import dataclass

from neuguong.ceremonies.models import SALUTE_LABELS, FlagSalute
from neuguong.ceremonies.rules import SaluteKind
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of, page_within


@dataclass(frozen=True, slots=True)
class Months:
    """A unit with the months in which it saluted at their start."""

    unit: Unit
    months: frozenset[int]
    weeks: int


def salutes_of(unit: Unit, year: int) -> list[FlagSalute]:
    """The salutes of a unit in a year."""
    return list(FlagSalute.objects.filter(unit=unit, day__year=year))


def months_beneath(unit: Unit, year: int) -> list[Months]:
    """The months of each Party unit beneath one, itself first; weekly salutes as a number."""
    units = list(branch_of(unit).select_related("type").order_by("path"))
    units = [each for each in units if each.type.family == "party" and _lived(each, year)]
    months: dict[int, set[int]] = {}
    weeks: dict[int, int] = {}
    rows = FlagSalute.objects.filter(unit__in=[each.pk for each in units], day__year=year)
    for pk, kind, day in rows.values_list("unit", "kind", "day"):
        if kind == SaluteKind.MONTH:
            months.setdefault(pk, set()).add(day.month)
        else:
            weeks[pk] = weeks.get(pk, 0) + 1
    return [
        Months(each, frozenset(months.get(each.pk, ())), weeks.get(each.pk, 0)) for each in units
    ]


def _lived(unit: Unit, year: int) -> bool:
    return unit.opened_on.year <= year and (unit.closed_on is None or unit.closed_on.year >= year)


def list_salutes(ask: Ask) -> Iterator[Record]:
    """The salutes behind a count of them."""
    rows = FlagSalute.objects.select_related("unit").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        kind = str(SALUTE_LABELS[SaluteKind(row.kind)])
        yield Record(
            id=row.pk, kind="ceremonies.FlagSalute", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1,
            text=_("Chào cờ %(kind)s") % {"kind": kind}, who=row.unit.name, day=row.day,
            state=kind, link=("org:unit", row.unit_id),
        )  # fmt: skip
