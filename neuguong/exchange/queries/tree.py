"""A list of units matched with a branch: what each row is, and the sums of the whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.tree import TreeRow
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit, UnitType

NEW_ONE: Final = "new"  # an answer to a doubt: it is another one


class RowState(StrEnum):
    """What would become of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(slots=True)
class UnitLine:
    """One row with what it means: the unit above, the unit it is, or those it may be."""

    row: TreeRow
    above: "UnitLine | Unit | None" = None
    unit: Unit | None = None
    type: UnitType | None = None
    on: date = date.min
    near: list[Unit] = field(default_factory=list)
    is_renamed: bool = False

    @property
    def state(self) -> RowState:
        """The gravest thing to say of the row."""
        if self.row.faults:
            return RowState.WRONG
        if self.near:
            return RowState.DOUBTFUL
        if self.unit is None:
            return RowState.NEW
        return RowState.CHANGED if self.is_renamed else RowState.SAME

    @property
    def above_name(self) -> str:
        """The name of the unit above."""
        if isinstance(self.above, UnitLine):
            return self.above.unit.name if self.above.unit else self.above.row.name
        return self.above.name if self.above else ""


@dataclass(slots=True)
class UnitsPlan:
    """All rows of a list of units, those above before those beneath in `order`."""

    under: Unit | None
    lines: list[UnitLine]
    order: list[UnitLine]
    notes: list[str]

    @property
    def counts(self) -> Counter[str]:
        """How many rows of each state."""
        return Counter(line.state.value for line in self.lines)

    @property
    def faults(self) -> list[Finding]:
        """Everything that keeps a row out."""
        return [fault for line in self.lines for fault in line.row.faults]

    @property
    def warnings(self) -> list[Finding]:
        """Everything to look at, doubts with it."""
        doubts = [
            line.row.table.finding(line.row.number, "name", "unit_doubtful", _doubt(line.near))
            for line in self.lines
            if line.state is RowState.DOUBTFUL
        ]
        return [*(each for line in self.lines for each in line.row.warnings), *doubts]

    def summary(self) -> dict[str, Any]:
        """The command's JSON."""
        counts = self.counts
        return {
            "rows": len(self.lines),
            **{state.value: counts[state.value] for state in RowState},
            "errors": [as_data(each) for each in self.faults],
            "warnings": [as_data(each) for each in self.warnings],
            "notes": self.notes,
        }


def _doubt(near: Sequence[Unit]) -> str:
    names = "; ".join(f"{unit.name} ({unit.slug})" for unit in near[:3])
    return _("gần giống %(names)s đã có; hãy trả lời là một đơn vị hay đơn vị khác.") % {
        "names": names
    }


def as_data(each: Finding) -> dict[str, Any]:
    """A finding for JSON."""
    return {
        "sheet": each.sheet, "row": each.row, "column": each.column, "heading": each.heading,
        "value": each.value, "message": each.message, "code": each.code,
    }  # fmt: skip
