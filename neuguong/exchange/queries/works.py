"""Shared works that a file speaks of: which are there, which shall be opened, and what differs."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from neuguong.deeds.actions.entries import QuantityEntry
from neuguong.deeds.models import Work
from neuguong.exchange.queries.entries import quantity_entries
from neuguong.exchange.queries.units import NewUnit, Place
from neuguong.exchange.workbook.drafts import RowDraft, WorkDraft
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit
from neuguong.org.queries import line_above

WorkKey = tuple[str, str]


@dataclass(slots=True)
class WorkPlan:
    """A shared work of the file: `work` if it is there, else it is opened at `place`.

    `row` names it first; `draft` is what its own row tells, if it has one.
    """

    title: str
    place: Place
    row: RowDraft
    draft: WorkDraft | None = None
    work: Work | None = None

    @property
    def is_known(self) -> bool:
        """Whether what its own row tells is what stands there."""
        if self.work is None or self.draft is None:
            return False
        told = [(e.amount, e.unit_word) for e in entries_of(self.draft)]
        there = [(_short(q.amount), q.unit_word) for q in self.work.quantities.all()]
        return self.draft.is_done == (self.work.done_on is not None) and sorted(told) == sorted(
            there
        )


def entries_of(draft: WorkDraft) -> list[QuantityEntry]:
    """What a work came to, as the acts take it."""
    return quantity_entries(draft.title, draft.quantities, draft.kinds)


def place_key(place: Place) -> str:
    """What tells places of a file apart."""
    return place.key if isinstance(place, NewUnit) else str(place.pk)


class SharedWorks:
    """The works of a year in a branch and on the line above it, and those of the file."""

    def __init__(self, unit: Unit, year: int) -> None:
        self.unit = unit
        self.planned: dict[WorkKey, WorkPlan] = {}
        self._chosen: dict[WorkKey, WorkPlan] = {}
        self._there: dict[str, list[Work]] = defaultdict(list)
        above = [each.pk for each in line_above(unit)]
        rows = Work.objects.filter(year=year).select_related("unit").prefetch_related("quantities")
        for work in rows.filter(unit__in=above) | rows.filter(unit__path__startswith=unit.path):
            self._there[work.search].append(work)

    def tell(self, row: RowDraft, draft: WorkDraft, place: Place) -> WorkPlan:
        """Take the work's own row in."""
        there = self._there.get(fold(draft.title), ())
        key = place_key(place)
        work = next((each for each in there if str(each.unit_id) == key), None)
        plan = WorkPlan(draft.title, place, row, draft, work)
        return self.planned.setdefault((fold(draft.title), key), plan)

    def join(self, row: RowDraft, title: str, place: Place) -> WorkPlan:
        """The work that a deed of a place is part of: of the file, the nearest there, or a new one."""
        wanted = (fold(title), place_key(place))
        if wanted not in self._chosen:
            self._chosen[wanted] = self._find(row, title, place)
        return self._chosen[wanted]

    def _find(self, row: RowDraft, title: str, place: Place) -> WorkPlan:
        word, path = fold(title), self.unit.path if isinstance(place, NewUnit) else place.path
        for (name, key), plan in self.planned.items():
            at = plan.place
            leads = isinstance(at, Unit) and path.startswith(at.path)
            if name == word and (leads or key == place_key(place)):
                return plan
        near = [work for work in self._there.get(word, ()) if path.startswith(work.unit.path)]
        if near:
            work = max(near, key=lambda each: len(each.unit.path))
            return WorkPlan(title, work.unit, row, work=work)
        plan = WorkPlan(title, self.unit, row)
        return self.planned.setdefault((word, place_key(self.unit)), plan)


def _short(amount: Decimal) -> Decimal:
    return amount.normalize()
