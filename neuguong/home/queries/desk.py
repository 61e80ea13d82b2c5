"""The front page of each role: a cell's desk, a branch's desk, one's own year, the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from neuguong.audit.queries import SealState, seal_state
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries import (
    ListLine,
    deed_counts,
    home_unit,
    own_registration,
    secretary_list,
    told_deeds,
)
from neuguong.deeds.rights import Right as DeedRight
from neuguong.deeds.rules import RegistrationState
from neuguong.home.queries.figures import Missing, missing_in, shown_rows
from neuguong.home.queries.place import LOOK, Place, place_of
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor
from neuguong.people.queries import category_on
from neuguong.people.roles import ROLES, rights_of
from neuguong.privacy.queries.consents import untold
from neuguong.programme.models import Phase
from neuguong.programme.queries import minimum_for, year_of
from neuguong.rollup.models import Check
from neuguong.rollup.queries import (
    Figure,
    Row,
    children_figures,
    figures_of,
    last_check,
    triggers_missing,
    waiting,
)

CHECK = "ops.check"
DATA_LOOK = "home.look_over"  # the job that looks over the data
_ROLLING = 12  # recounts of single branches that the page tells of
CELL_FIGURES = ("deeds.people", "deeds.all", "deeds.by_collectives", "deeds.kept", "people.members")
BRANCH_FIGURES = ("deeds.people", "deeds.all", "deeds.completion_rate", "deeds.open")
BRANCH_COLUMNS = ("deeds.people", "deeds.all", "deeds.people_waiting", "deeds.open")
WAITING_STATES = (RegistrationState.SUBMITTED, RegistrationState.AMENDED)


class DeskKind(StrEnum):
    """Whose front page it is."""

    CELL = "cell"
    BRANCH = "branch"
    LOOK = "look"
    MACHINE = "machine"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Desk:
    """One front page an account has: of a unit it works for, of the machine, or its own."""

    kind: DeskKind
    unit: Unit | None
    role: str


_ORDER = list(DeskKind)


def desks_of(by: AccountActor) -> list[Desk]:
    """The desks of an account, those with work waiting first; its own last."""
    found: dict[tuple[DeskKind, int], Desk] = {}
    for grant in by.grants:
        kind = _kind(
            rights_of(grant.role),
            is_cell=grant.unit.type.is_cell,
            is_person=by.person_id is not None,
        )
        role = ROLES.get(grant.role)
        unit = None if kind in (DeskKind.MACHINE, DeskKind.OWN) else grant.unit
        found.setdefault(
            (kind, unit.pk if unit else 0), Desk(kind, unit, str(role.label) if role else "")
        )
    if by.person_id is not None:
        found.setdefault((DeskKind.OWN, 0), Desk(DeskKind.OWN, None, ""))
    return sorted(found.values(), key=lambda desk: _ORDER.index(desk.kind))


def _kind(rights: frozenset[str], *, is_cell: bool, is_person: bool) -> DeskKind:
    """Which desk the rights of one grant ask for; who may only look and is a person has their own."""
    if CHECK in rights:
        return DeskKind.MACHINE
    if DeedRight.CONFIRM in rights and is_cell:
        return DeskKind.CELL
    if DeedRight.VIEW in rights:
        return DeskKind.BRANCH
    return DeskKind.OWN if is_person and LOOK in rights else DeskKind.LOOK


@dataclass(frozen=True, slots=True)
class CellDesk:
    """What a secretary sees first: who has not sent, what waits, the cell's own registration."""

    place: Place
    lines: Sequence[ListLine]
    collective: Registration | None
    collective_deeds: int
    collective_minimum: int
    told: int
    phases: Sequence[Phase]
    figures: dict[str, Figure]
    untold: int  # people who were not told how their data is used


def cell_desk(unit: Unit, *, today: date) -> CellDesk:
    """The desk of a cell in its working year, in a fixed number of statements."""
    place = place_of(unit, "", today=today)
    collective = Registration.objects.filter(collective=unit, year=place.year).first()
    counts = deed_counts([collective.pk]) if collective else {}
    return CellDesk(
        place=place,
        lines=secretary_list(unit, place.year, place.day),
        collective=collective,
        collective_deeds=counts.get(collective.pk, 0) if collective else 0,
        collective_minimum=minimum_for(unit, place.year, 0),
        told=told_deeds(unit, place.year).count(),
        phases=phases_of(unit, place.year),
        figures=figures_of(unit, place.period, CELL_FIGURES),
        untold=untold(unit, today).count(),
    )


@dataclass(frozen=True, slots=True)
class BranchDesk:
    """What an officer or leader sees first: what waits here, who is silent, the figures of the branch."""

    place: Place
    figures: dict[str, Figure]
    rows: list[Row]
    missing: Missing
    waiting: int
    told: int
    phases: Sequence[Phase]


def branch_desk(unit: Unit, *, today: date) -> BranchDesk:
    """The desk of a branch in its working year, in a fixed number of statements."""
    place = place_of(unit, "", today=today)
    here = Registration.objects.filter(unit=unit, year=place.year, state__in=WAITING_STATES)
    return BranchDesk(
        place=place,
        figures=figures_of(unit, place.period, BRANCH_FIGURES),
        rows=shown_rows(children_figures(unit, place.period, BRANCH_COLUMNS)),
        missing=missing_in(place),
        waiting=here.count(),
        told=told_deeds(unit, place.year).count(),
        phases=phases_of(unit, place.year),
    )


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """One's own year: where one registers, what one promised, by when."""

    unit: Unit | None
    year: int
    registration: Registration | None
    deeds: Sequence[Deed]
    minimum: int
    phases: Sequence[Phase]


def own_desk(by: AccountActor, *, today: date) -> OwnDesk:
    """The year of the person behind an account."""
    unit = home_unit(by.person_id, today) if by.person_id is not None else None
    year = today.year if unit is None else place_of(unit, "", today=today).year
    found = own_registration(by, year)
    category = found.category if found else _category(by, unit, today)
    least = minimum_for(unit, year, category) if unit is not None and category else 0
    return OwnDesk(
        unit=unit,
        year=year,
        registration=found,
        deeds=list(found.deeds.all()) if found else [],
        minimum=least,
        phases=phases_of(unit, year) if unit is not None else [],
    )


def _category(by: AccountActor, unit: Unit | None, today: date) -> int:
    person = by.account.person
    if unit is None or person is None:
        return 0
    return category_on(person, unit, today) or 0


@dataclass(frozen=True, slots=True)
class Integrity:
    """The state of the counting and of the log: the newest recount, what waits, what is missing."""

    check: Check | None
    waiting: int
    missing: Sequence[str]
    seals: SealState
    rolling: Sequence[Check] = ()

    @property
    def is_well(self) -> bool:
        """Whether the last recounts found no difference and nothing is missing."""
        wrong = any(check.difference_count for check in self.differing)
        return not self.missing and self.check is not None and not wrong

    @property
    def differing(self) -> list[Check]:
        """The recounts that found something: the last of everything, and those of branches since."""
        checks = [self.check] if self.check else []
        checks += [check for check in self.rolling if not self.check or check.at > self.check.at]
        return [check for check in checks if check.difference_count]


def integrity_of() -> Integrity:
    """What the machine knows of itself."""
    rolling = Check.objects.exclude(scope="").order_by("-at", "-pk")[:_ROLLING]
    return Integrity(last_check(), waiting(), triggers_missing(), seal_state(), list(rolling))


def phases_of(unit: Unit, year: int) -> list[Phase]:
    """The stretches of the year that holds for the unit, in order."""
    found = year_of(unit, year)
    return list(found.phases.all()) if found else []
