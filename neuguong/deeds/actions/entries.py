"""What one must say to register, to report, to contribute: plain values every way in shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from neuguong.deeds.models import Work
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind, DeedState, RegistrationState
from neuguong.lib.amounts import Qualifier
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.people.rules import Category


@dataclass(frozen=True, slots=True)
class QuantityEntry:
    """An amount achieved: number of a result kind (0 = another kind), in the unit word written."""

    kind: int
    amount: Decimal
    unit_word: str
    qualifier: Qualifier = Qualifier.EXACTLY


@dataclass(frozen=True, slots=True)
class ContributionEntry:
    """What was given: VND, labour-days, m², or goods with their value in VND.

    `accepted_on` is the day the unit had it, where a list says that it has, done or not.
    """

    kind: ContributionKind
    amount: Decimal
    day: date
    qualifier: Qualifier = Qualifier.EXACTLY
    people: int | None = None
    days: Decimal | None = None
    words: str = ""
    via: str = ""
    place: str = ""
    beneficiary_kind: BeneficiaryKind = BeneficiaryKind.NONE
    beneficiary_count: int | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeedEntry:
    """What is promised."""

    text: str
    category: int | None = None
    field: str = ""
    tags: str = ""
    target_amount: Decimal | None = None
    target_kind: int = 0
    target_unit: str = ""
    planned_cost: int | None = None
    place: str = ""
    beneficiary_kind: BeneficiaryKind = BeneficiaryKind.NONE
    beneficiary_count: int | None = None
    partners: str = ""
    deadline: date | None = None
    expected_evidence: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """What came of a deed that is brought in together with its promise.

    `state` is where the deed stands since `day`; `told_on` the day of the result, if another.
    """

    state: DeedState
    day: date
    text: str = ""
    reason: str = ""
    quantities: Sequence[QuantityEntry] = ()
    contributions: Sequence[ContributionEntry] = ()
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """A deed of a bulk registration with what came of it, if anything has, and the work it is part of."""

    deed: DeedEntry
    outcome: OutcomeEntry | None = None
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class BulkRegistration:
    """One subject with its deeds, as a list or a workbook brings it: a person or a collective.

    `gifts` are what the subject gave beside all deeds.
    """

    unit: Unit
    deeds: Sequence[BulkDeed]
    registered_on: date
    person: Person | None = None
    category: Category = Category.OFFICIAL
    collective: Unit | None = None
    post: str = ""
    state: RegistrationState = RegistrationState.CONFIRMED
    gifts: Sequence[ContributionEntry] = ()
