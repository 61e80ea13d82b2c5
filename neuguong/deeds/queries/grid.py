"""Reads for the grid of a cell: everybody's deeds on one screen, what came of them, what has changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from django.db.models import Prefetch
from django.utils.translation import override

from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.queries.cell import minimums_of, secretary_list
from neuguong.deeds.queries.checks import hints_of
from neuguong.deeds.rules import (
    OPEN_STATES,
    ContributionKind,
    DeedState,
    Hint,
    RegistrationState,
    Standing,
)
from neuguong.lib.amounts import format_amount, format_number
from neuguong.lib.dates import format_day
from neuguong.lib.listing import one_line
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.programme.rules import COLLECTIVE


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: a person of the unit, or the unit itself (`person` None), with the deeds.

    Replaced deeds are left out of `deeds`; `next_number` comes after all of them. `hints` are those of
    the gentle checks, by deed.
    """

    unit: Unit
    person: Person | None
    registration: Registration | None
    deeds: tuple[Deed, ...]
    minimum: int
    next_number: int = 1
    hints: Mapping[int, Sequence[Hint]] = field(default_factory=dict)
    has_account: bool = False

    @property
    def key(self) -> str:
        """How the row is named in a form: "u" for the unit itself, "p12" for a person."""
        return f"p{self.person.pk}" if self.person else "u"

    @property
    def elsewhere(self) -> str:
        """The unit where the person registered this year, when it is not this one."""
        found = self.registration
        return found.unit_name if found and found.unit_id != self.unit.pk else ""

    @property
    def mark(self) -> str:
        """A short mark that changes whenever anything shown in the row does."""
        if self.registration is None or self.elsewhere:
            return ""
        return _mark(self.registration.state, [_shown(deed) for deed in self.deeds])


def grid_rows(
    unit: Unit, year: int, day: date, keys: Collection[str] | None = None
) -> list[GridRow]:
    """The unit itself, then everybody of it by given name, in a fixed number of statements.

    `keys` asks for some rows only.
    """
    own = Registration.objects.filter(year=year, collective=unit).select_related("unit").first()
    minimum = minimums_of(unit, year).get(COLLECTIVE, 0)
    rows = [GridRow(unit, None, own, (), minimum)]
    rows += [
        GridRow(
            unit, line.person, line.registration, (), line.minimum, has_account=line.has_account
        )
        for line in secretary_list(unit, year, day)
    ]
    if keys is not None:
        rows = [row for row in rows if row.key in keys]
    return _with_deeds(rows)


def _with_deeds(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows with the deeds that are registered here, and what may be asked about them."""
    here = [row.registration.pk for row in rows if row.registration and not row.elsewhere]
    told = Deed.objects.order_by("number").prefetch_related("results__quantities", "contributions")
    found = Registration.objects.filter(pk__in=here).prefetch_related(Prefetch("deeds", told))
    read = {one.pk: one for one in found}
    hints = hints_of(read.values())
    whole = []
    for row in rows:
        one = read.get(row.registration.pk) if row.registration else None
        every = list(one.deeds.all()) if one else []
        whole.append(
            replace(
                row,
                deeds=tuple(deed for deed in every if deed.state != DeedState.REPLACED),
                next_number=max((deed.number for deed in every), default=0) + 1,
                hints=hints,
            )
        )
    return whole


def grid_marks(unit: Unit, year: int) -> dict[str, str]:
    """The mark of each row that has a registration here, by the row's key, in two statements."""
    states: dict[int, tuple[str, int]] = {}
    rows = Registration.objects.filter(unit=unit, year=year)
    for found in rows.only("person_id", "collective_id", "state"):
        if found.person_id is not None:
            states[found.pk] = (f"p{found.person_id}", found.state)
        elif found.collective_id == unit.pk:
            states[found.pk] = ("u", found.state)
    shown: dict[int, list[tuple[int, str, int]]] = {pk: [] for pk in states}
    deeds = Deed.objects.filter(registration__in=list(states)).exclude(state=DeedState.REPLACED)
    for deed in deeds.only("registration_id", "text", "state").order_by("number"):
        shown[deed.registration_id].append(_shown(deed))
    return {key: _mark(state, shown[pk]) for pk, (key, state) in states.items()}


def _shown(deed: Deed) -> tuple[int, str, int]:
    return deed.pk, deed.text, deed.state


def _mark(state: int, deeds: list[tuple[int, str, int]]) -> str:
    return sha256(repr((state, deeds)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the results grid holds of one deed: a result with at most one amount, gifts of two kinds.

    `several` says that more was told than a row can hold; such a deed is written on its own page.
    """

    deed: Deed
    result: Result | None
    quantity: Quantity | None
    money: Contribution | None
    labour: Contribution | None
    several: bool = False

    @property
    def said(self) -> dict[str, str]:
        """The cells as they are written: text, amount, money, labour, day, finished."""
        return {
            "text": self.result.text if self.result else "",
            "amount": _amount(self.quantity),
            "money": _gift(self.money),
            "labour": _gift(self.labour),
            "day": format_day(self.result.day) if self.result else "",
            "finished": "1" if self.deed.state == DeedState.REPORTED else "",
        }

    @property
    def locked(self) -> frozenset[str]:
        """Cells that cannot be written here: amounts of a shared work, gifts accepted already."""
        shut = {"amount"} if self.deed.work_id is not None else set()
        for name, gift in (("money", self.money), ("labour", self.labour)):
            if gift is not None and gift.accepted_on is not None:
                shut.add(name)
        return frozenset(shut)

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been told yet."""
        return not (self.result or self.money or self.labour)

    @property
    def mark(self) -> str:
        """A short mark that changes whenever a cell of the row does."""
        return sha256(repr((self.deed.state, self.several, self.said)).encode()).hexdigest()[:8]


def _amount(row: Quantity | None) -> str:
    with override("vi"):  # a cell is typed, and read back, in the words of Vietnamese
        return one_line(format_amount(row.amount, row.unit_word, row.qualifier)) if row else ""


def _gift(row: Contribution | None) -> str:
    if row is None:
        return ""
    if row.qualifier == 1:
        return format_number(row.amount)
    with override("vi"):
        return one_line(format_amount(row.amount, "", row.qualifier))


def telling_of(deed: Deed) -> Telling:
    """What was told of a deed; its results and gifts may be prefetched."""
    results = list(deed.results.all())
    amounts = [row for result in results for row in result.quantities.all()]
    gifts = list(deed.contributions.all())
    money = [gift for gift in gifts if gift.kind == ContributionKind.OWN_MONEY]
    labour = [gift for gift in gifts if gift.kind == ContributionKind.LABOUR_DAYS]
    return Telling(
        deed=deed,
        result=results[-1] if results else None,
        quantity=amounts[0] if amounts else None,
        money=money[0] if money else None,
        labour=labour[0] if labour else None,
        several=any(len(rows) > 1 for rows in (results, amounts, money, labour)),
    )


def tellings(unit: Unit, year: int) -> list[Telling]:
    """The open deeds of a unit that count, the unit's own first, then by given name."""
    rows = Deed.objects.filter(
        unit=unit, year=year, state__in=sorted(OPEN_STATES), standing=Standing.COUNTED
    )
    rows = rows.select_related("registration__person", "registration__unit", "work")
    rows = rows.prefetch_related("results__quantities", "contributions")
    found = sorted(rows, key=_place)
    return [telling_of(deed) for deed in found]


def _place(deed: Deed) -> tuple[bool, str, int, int]:
    of = deed.registration
    return of.person_id is not None, of.sort, of.pk, deed.number


def unsent_registrations(unit: Unit, year: int) -> list[Registration]:
    """Drafts of the unit that hold a deed, by given name."""
    rows = Registration.objects.filter(unit=unit, year=year, state=RegistrationState.DRAFT)
    return list(rows.filter(deeds__isnull=False).distinct().order_by("sort", "pk"))
