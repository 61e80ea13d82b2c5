"""What acts on plans are told, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from neuguong.lib.amounts import Qualifier
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.plans.models import Plan, PlanTarget
from neuguong.plans.rules import BodyKind, SeatRole, TaskKind


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """The words of a plan around its tasks; `basis` are numbers of basis documents."""

    title: str
    theme: str = ""
    purpose: str = ""
    measures_text: str = ""
    head_sets_example: bool = True
    below_due_on: date | None = None
    basis: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A number to be reached; `standard` is the key of a common one, else empty."""

    name: str
    unit_word: str
    target: Decimal
    qualifier: Qualifier = Qualifier.EXACTLY
    standard: str = ""
    is_breakthrough: bool = False


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """One task; `person` is of the unit, `person_words` who answers as it is written."""

    objective: str
    kind: TaskKind = TaskKind.TASK
    roadmap: str = ""
    solution: str = ""
    indicator: str = ""
    person: Person | None = None
    person_words: str = ""
    deadline: date | None = None
    term_target: PlanTarget | None = None
    targets: Sequence[TargetEntry] = ()


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """A whole plan for `add_many`; with `approved_on` it is in force, with `submitted_on` it waits.

    Without `tasks` those of the parent are copied with their links.
    """

    unit: Unit
    parent: Plan | None
    entry: PlanEntry
    tasks: Sequence[TaskEntry] = ()
    submitted_on: date | None = None
    approved_on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """The words of a term's programme."""

    first_year: int
    last_year: int
    title: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body as its decision sets it up."""

    kind: BodyKind
    name: str
    decision: str
    decided_on: date
    issuer: str
    helps_id: int | None = None


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """Somebody's place: a person known here, or only a name as the decision writes it."""

    role: SeatRole
    name: str = ""
    post: str = ""
    person: Person | None = None
