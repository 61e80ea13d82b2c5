"""The wall: each unit directly beneath against each deadline, in one statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Substr

from neuguong.duties.models import Duty, DutyRule
from neuguong.duties.rules import DutyState
from neuguong.lib.actor import PathRange
from neuguong.lib.ids import PATH_WIDTH
from neuguong.org.models import Unit
from neuguong.org.queries import within


@dataclass(frozen=True, slots=True)
class WallCell:
    """How a branch stands with one deadline: how often due so far, done, in time, and late."""

    due: int = 0
    done: int = 0
    in_time: int = 0
    late: int = 0

    @property
    def state(self) -> str:
        """A key of the states of pages: none, done, doing (late but done), missing."""
        if not self.due:
            return "none"
        if self.late:
            return "missing"
        return "done" if self.in_time == self.due else "doing"


@dataclass(frozen=True, slots=True)
class Wall:
    """Deadlines as columns, units directly beneath as rows, and the cells by unit and deadline."""

    rules: list[DutyRule]
    units: list[Unit]
    cells: dict[tuple[int, int], WallCell]

    def cell(self, unit: Unit, rule: DutyRule) -> WallCell:
        """One cell; empty where nothing is owed."""
        return self.cells.get((unit.pk, rule.pk), WallCell())

    def whole(self, rule: DutyRule) -> WallCell:
        """The whole branch with one deadline: the sums of the cells."""
        found = [cell for (_unit, pk), cell in self.cells.items() if pk == rule.pk]
        return WallCell(
            sum(c.due for c in found), sum(c.done for c in found),
            sum(c.in_time for c in found), sum(c.late for c in found),
        )  # fmt: skip


def wall_of(unit: Unit, year: int, *, today: date) -> Wall:
    """Every unit directly beneath with every deadline of the year that falls on its branch.

    Due are those done, and those whose day is over; what is still ahead is not held against anybody.
    """
    length = len(unit.path) + PATH_WIDTH
    over = Q(due_on__lt=today) | Q(done_on__isnull=False)
    rows = Duty.objects.filter(rule__year=year).exclude(state=DutyState.EXCUSED)
    rows = within(rows, (PathRange.branch(unit.path),), "unit__path").exclude(unit=unit)
    grouped = rows.annotate(branch=Substr("unit__path", 1, length)).values("branch", "rule")
    counted = grouped.annotate(
        due=Count("pk", filter=over),
        done=Count("pk", filter=Q(done_on__isnull=False)),
        in_time=Count("pk", filter=Q(state=DutyState.DONE)),
        late=Count("pk", filter=Q(state=DutyState.OPEN, due_on__lt=today)),
    ).order_by()
    found: dict[str, dict[int, WallCell]] = defaultdict(dict)
    for row in counted:
        found[row["branch"]][row["rule"]] = WallCell(
            row["due"], row["done"], row["in_time"], row["late"]
        )
    units = list(Unit.objects.filter(path__in=list(found)).order_by("sort", "id"))
    ids = {pk for cells in found.values() for pk in cells}
    rules = list(DutyRule.objects.filter(pk__in=ids).order_by("rhythm", "due_on", "id"))
    cells = {(each.pk, pk): cell for each in units for pk, cell in found[each.path].items()}
    return Wall(rules, units, cells)
