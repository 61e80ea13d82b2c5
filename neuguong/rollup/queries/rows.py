"""The lines of the table by child: who stands under a unit on the tree of a view, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from neuguong.lib.dates import Period
from neuguong.lib.words import gettext as _
from neuguong.org.models import Succession, Unit
from neuguong.rollup.queries.figure import Figure, Form, Sum
from neuguong.rollup.queries.standing import Standing
from neuguong.rollup.queries.view import View

_DISTRICT_RANK: Final = 20  # of the types one step below a province


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table by child: a child, or the unit's own records where `unit` is None.

    `label` is the child's name on the tree shown. Children that had ended by then stand under a
    `heading`. `planned` is the id below zero of a unit that only a plan knows.
    """

    unit: Unit | None
    label: str
    figures: dict[str, Figure]
    heading: str = ""
    planned: int = 0
    sums: Mapping[str, Sum] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether every figure of the line is nothing."""
        return all(figure.is_zero for figure in self.figures.values())

    @property
    def is_own(self) -> bool:
        """Whether the line is the unit's own records."""
        return self.unit is None and not self.planned


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading and what they add up to; open children and own records have none."""

    heading: str
    rows: list[Row]
    figures: dict[str, Figure]


def rows_of(unit: Unit, period: Period, view: View, standing: Standing, form: Form) -> list[Row]:
    """A line for every child, those that have ended last, and one for the unit's own records."""
    children = list(standing.children)
    ended = _headings(children, standing.day or timezone.localdate(), view)
    order = {heading: place for place, heading in enumerate(sorted(set(ended.values())))}
    children.sort(key=lambda child: order.get(ended.get(child.pk, ""), -1))
    rows = []
    for child in children:
        sums = standing.sums.get(child.pk, {})
        label = view.names.get(child.pk) or getattr(child, "name_then", None) or child.name
        row = Row(child, label, form.figures(sums), ended.get(child.pk, ""), sums=sums)
        if _existed(child, period) or not row.is_empty:
            rows.append(row)
    for number in standing.planned:
        sums = standing.sums.get(number, {})
        label = view.names.get(number, _("Đơn vị mới"))
        rows.append(Row(None, label, form.figures(sums), planned=number, sums=sums))
    sums = standing.sums.get(unit.pk, {})
    own = Row(None, _("Trực tiếp ở đơn vị"), form.figures(sums), sums=sums)
    return [*rows, own]


def sections(rows: Sequence[Row], form: Form) -> list[Section]:
    """The lines parted by heading, each part with its sum; the first has none and may be empty."""
    parts: dict[str, list[Row]] = {"": []}
    for row in rows:
        parts.setdefault(row.heading, []).append(row)
    made = []
    for heading, found in parts.items():
        total: dict[str, Sum] = {}
        for row in found:
            for key, sum_ in row.sums.items():
                total[key] = total.get(key, Sum()).plus(sum_)
        made.append(Section(heading, found, form.figures(total)))
    return made


def _headings(children: Sequence[Unit], day: date, view: View) -> dict[int, str]:
    """The heading of each child that had ended by a day, or that a plan ends."""
    ended = {
        child.pk: child
        for child in children
        if child.closed_on is not None and child.closed_on <= day
    }
    found: dict[int, str] = {}
    if ended:
        successors: dict[int, int] = {}
        rows = Succession.objects.filter(predecessor__in=list(ended), on__lte=day)
        for before in rows.values_list("predecessor_id", flat=True):
            successors[before] = successors.get(before, 0) + 1
        found = {pk: _heading(child, successors.get(pk, 0)) for pk, child in ended.items()}
    return found | {
        child.pk: view.headings[child.pk] for child in children if child.pk in view.headings
    }


def _heading(child: Unit, successors: int) -> str:
    if successors > 1:
        return _("Trước khi chia tách")
    if child.type.rank == _DISTRICT_RANK:
        return _("Đơn vị cấp huyện trước khi kết thúc")
    return _("Trước khi hợp nhất") if successors else _("Đã kết thúc")


def _existed(unit: Unit, period: Period) -> bool:
    return unit.opened_on <= period.last_day and (
        unit.closed_on is None or unit.closed_on > period.first_day
    )
