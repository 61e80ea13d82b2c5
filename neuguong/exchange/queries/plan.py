"""What bringing a file in would do, as plain values: subjects, new ones, changes, doubts."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from neuguong.deeds.models import Registration
from neuguong.exchange import rules
from neuguong.exchange.queries.changes import CellChange, Change
from neuguong.exchange.queries.known import Doubt, Drafts
from neuguong.exchange.queries.persons import Known
from neuguong.exchange.queries.units import NewUnit, Place
from neuguong.exchange.queries.works import SharedWorks, WorkPlan
from neuguong.exchange.workbook.drafts import GiftDraft, RowDraft
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.refusal import Refusal
from neuguong.org.models import Unit
from neuguong.people.rules import Category

_MOST_NAMED: Final = 200
RowKey = tuple[str, int]


@dataclass(slots=True)
class Subject:
    """One who registers in the file: the rows that speak of them, and the deeds not yet there.

    `gifts` are what they gave beside all deeds and what is not there yet.
    """

    form: SubjectForm
    place: Place
    name: str
    birth_year: int = 0
    known: Known | None = None
    registration: Registration | None = None
    rows: list[RowDraft] = field(default_factory=list)
    deeds: Drafts = field(default_factory=list)
    gifts: list[tuple[RowDraft, GiftDraft]] = field(default_factory=list)

    @property
    def first(self) -> RowDraft:
        """The row that speaks of them first."""
        return self.rows[0]

    @property
    def is_new_person(self) -> bool:
        """A person whom the unit does not know yet."""
        return self.form is SubjectForm.PERSON and self.known is None

    @property
    def category(self) -> Category:
        """As the file says, as the unit knows, or as is usual there."""
        typed = next((row.category for row in self.rows if row.category is not None), None)
        if typed is not None:
            return typed
        if self.known is not None:
            return self.known.category
        if isinstance(self.place, Unit):
            return rules.usual_category(self.place.type.family)
        return rules.usual_category(rules.family_of(self.place.kind))


@dataclass
class Plan:
    """Everything an import would write, once all its faults are known."""

    unit: Unit
    year: int
    reading: Reading
    subjects: list[Subject] = field(default_factory=list)
    deeds_known: int = 0
    known_rows: set[RowKey] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    doubts: dict[RowKey, list[Doubt]] = field(default_factory=lambda: defaultdict(list))
    absent: list[str] = field(default_factory=list)
    works: SharedWorks | None = None
    refusal: Refusal | None = None

    @cached_property
    def changed_cells(self) -> dict[RowKey, dict[str, CellChange]]:
        """What would change, by row and then by the key of the column."""
        found: dict[RowKey, dict[str, CellChange]] = defaultdict(dict)
        for change in self.changes:
            for cell in change.cells:
                table = change.row.table
                key = cell.key if table and table.use(cell.key) else "deed"
                found[change.row.sheet, change.row.number][key] = cell
        return dict(found)

    @property
    def fault_rows(self) -> int:
        """How many rows have a fault."""
        return sum(bool(row.faults) for row in self.reading.rows)

    @property
    def new_units(self) -> list[NewUnit]:
        """Units to be made, each once."""
        places = [s.place for s in self.subjects] + [each.place for each in self.new_works]
        return list({each.key: each for each in places if isinstance(each, NewUnit)}.values())

    @property
    def new_people(self) -> list[Subject]:
        """People to be made."""
        return [subject for subject in self.subjects if subject.is_new_person]

    @property
    def deeds_new(self) -> int:
        """Deeds to be written."""
        return sum(len(subject.deeds) for subject in self.subjects)

    @property
    def gifts_new(self) -> int:
        """Gifts beside deeds to be written."""
        return sum(len(subject.gifts) for subject in self.subjects)

    @property
    def new_works(self) -> list[WorkPlan]:
        """Shared works to be opened."""
        planned = self.works.planned.values() if self.works else ()
        return [each for each in planned if each.work is None and not each.row.faults]

    def summary(self) -> dict[str, Any]:
        """The summary of the file and what it would add."""
        return {
            **self.reading.summary(),
            "new_people": [
                {"name": s.name, "unit": s.place.name, "row": s.first.number}
                for s in self.new_people
            ],
            "new_units": [{"name": each.name, "type": each.kind} for each in self.new_units],
            "deeds_new": self.deeds_new,
            "gifts_new": self.gifts_new,
            "works_new": len(self.new_works),
            "deeds_known": self.deeds_known,
            "deeds_changed": len(self.changes),
            "changes": [
                {
                    "row": change.row.number,
                    "deed": change.before.text,
                    "was": cell.was,
                    "will": cell.will,
                }
                for change in self.changes[:_MOST_NAMED]
                for cell in change.cells
            ],
            "doubts": sum(len(found) for found in self.doubts.values()),
            "absent": self.absent[:_MOST_NAMED],
            "notes": self.reading.notes,
        }
