"""What bringing a file in would do: matched subjects, new ones, deeds already there; changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from neuguong.deeds import rules as deed_rules
from neuguong.deeds.actions.guard import guess_kind, refuse, scaled_quantity
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import RegistrationState
from neuguong.exchange import rules
from neuguong.exchange.queries.persons import Known, PersonMatcher
from neuguong.exchange.queries.units import NewUnit, Place, UnitMatcher
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft, fault
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import accepts
from neuguong.people.rights import Right as PeopleRight
from neuguong.people.rules import Category, birth_year_problem
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import closed_among

_BATCH: Final = 400


@dataclass(slots=True)
class Subject:
    """One who registers in the file: the rows that speak of them and the deeds not yet there."""

    form: SubjectForm
    place: Place
    name: str
    birth_year: int = 0
    known: Known | None = None
    registration: Registration | None = None
    rows: list[RowDraft] = field(default_factory=list)
    deeds: list[DeedDraft] = field(default_factory=list)

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


@dataclass(slots=True)
class Plan:
    """Everything an import would write, once all its faults are known."""

    unit: Unit
    year: int
    reading: Reading
    subjects: list[Subject] = field(default_factory=list)
    deeds_known: int = 0
    known_rows: set[tuple[str, int]] = field(default_factory=set)
    refusal: Refusal | None = None

    @property
    def fault_rows(self) -> int:
        """How many rows have a fault."""
        return sum(bool(row.faults) for row in self.reading.rows)

    @property
    def new_units(self) -> list[NewUnit]:
        """Units to be made, each once."""
        found = {s.place.key: s.place for s in self.subjects if isinstance(s.place, NewUnit)}
        return list(found.values())

    @property
    def new_people(self) -> list[Subject]:
        """People to be made."""
        return [subject for subject in self.subjects if subject.is_new_person]

    @property
    def deeds_new(self) -> int:
        """Deeds to be written."""
        return sum(len(subject.deeds) for subject in self.subjects)

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
            "deeds_known": self.deeds_known,
            "notes": self.reading.notes,
        }


def plan_import(
    *, by: Actor, unit: Unit, year: int, reading: Reading, today: date,
    known_only: bool = False, reason: str = "",
) -> Plan:  # fmt: skip
    """Match every row with what the branch knows; what cannot be matched becomes a fault of its row."""
    plan = Plan(unit, year, reading)
    planner = _Planner(by, plan, today, known_only=known_only)
    planner.match_places()
    planner.match_people()
    planner.match_registrations()
    planner.check_amounts()
    plan.subjects = [s for s in planner.subjects() if s.rows]
    planner.tell_twins()
    planner.leave_out_known()
    units = {s.place.pk: s.place for s in plan.subjects if isinstance(s.place, Unit)} or {
        unit.pk: unit
    }
    closed = bool(closed_among(units.values(), year))
    plan.refusal = (
        rules.may_read_into(year, today=today)
        or accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or programme_rules.may_write(year, closed=closed, reason=reason)
    )
    return plan


def _refuse_rows(subject: Subject, refusal: Refusal) -> None:
    for row in subject.rows:
        row.faults.append(fault(row, "name", refusal.code, refusal.text, row.name))


def _amount_problems(deed: DeedDraft) -> Iterator[tuple[str, Refusal]]:
    """Amounts that are too large, too fine, or in a unit that their kind is never measured in."""
    for key, amount in (("quantity", deed.quantity), ("achieved", deed.achieved)):
        if amount is None:
            continue
        unit = amount.unit_text or deed.quantity_unit
        try:
            refuse(deed_rules.amount_problem(amount.value, _("Số lượng")))
            if deed.completed:
                kind = guess_kind(f"{deed.text} {deed.result_text}", unit)
                scaled_quantity(kind, amount.value, unit)
        except Refused as refused:
            yield key, refused.refusal
    for key, value in (("money", deed.money_given), ("planned_money", deed.money_planned)):
        refusal = deed_rules.amount_problem(Decimal(value), _("Số tiền")) if value else None
        if refusal:
            yield key, refusal


class _Planner:
    """Walks the rows several times, each time knowing more."""

    def __init__(self, by: Actor, plan: Plan, today: date, *, known_only: bool) -> None:
        self.by = by
        self.plan = plan
        self.today = today
        self.known_only = known_only
        self.units = UnitMatcher(by, plan.unit, plan.year, known_only=known_only)
        self._places: dict[int, Place] = {}
        self._subjects: dict[tuple[str, str, str, int], Subject] = {}

    def subjects(self) -> list[Subject]:
        """All subjects whose rows are good, with their rows."""
        for subject in self._subjects.values():
            subject.rows = [row for row in subject.rows if not row.faults]
        return list(self._subjects.values())

    def match_places(self) -> None:
        told: set[str] = set()
        for row in self.plan.reading.rows:
            typed = row.name if row.form is SubjectForm.COLLECTIVE else row.unit_name
            found = self.units.place(typed)
            if isinstance(found, Refusal):
                key = "name" if row.form is SubjectForm.COLLECTIVE else "unit"
                row.faults.append(fault(row, key, found.code, found.text, typed))
            else:
                self._places[id(row)] = found
                if isinstance(found, NewUnit) and found.key not in told:
                    told.add(found.key)
                    key = "unit" if row.form is SubjectForm.PERSON else "name"
                    text = _("đơn vị mới, sẽ lập trong %(unit)s")
                    words = text % {"unit": self.plan.unit.short_name}
                    row.news.append(fault(row, key, "unit_new", words, typed))

    def match_people(self) -> None:
        placed = [row for row in self.plan.reading.rows if id(row) in self._places]
        self._group(placed)
        ids = {p.pk for p in self._places.values() if isinstance(p, Unit)}
        days = date(self.plan.year, 1, 1), max(self.today, date(self.plan.year, 12, 31))
        people = PersonMatcher(ids, *days)
        for subject in self._subjects.values():
            if subject.form is SubjectForm.PERSON and subject.name:
                self._match_person(subject, people)

    def _group(self, rows: list[RowDraft]) -> None:
        """Rows of one name at one place are one subject, unless their birth years differ."""
        years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        keys: dict[int, tuple[str, str, str]] = {}
        for row in rows:
            place = self._places[id(row)]
            where = place.key if isinstance(place, NewUnit) else str(place.pk)
            name = "" if row.form is SubjectForm.COLLECTIVE else fold(f"{row.name} {row.nickname}")
            keys[id(row)] = (row.form, where, name)
            years[keys[id(row)]].add(row.birth_year or 0)
        for row in rows:
            key = keys[id(row)]
            year = rules.one_birth_year(years[key])
            if year is None:
                year = row.birth_year or 0
                if not year:
                    text = _("trùng tên với người khác năm sinh trong tệp; hãy ghi thêm năm sinh.")
                    row.faults.append(fault(row, "name", "person_ambiguous", text, row.name))
            place = self._places[id(row)]
            subject = self._subjects.setdefault(
                (*key, year), Subject(row.form, place, row.name, year)
            )
            subject.rows.append(row)

    def _match_person(self, subject: Subject, people: PersonMatcher) -> None:
        place = subject.place
        found: Known | Refusal | None = None
        if isinstance(place, Unit):
            found = people.find(place.pk, subject.name, subject.birth_year, subject.first.nickname)
        if isinstance(found, Known):
            subject.known = found
            return
        refusal = found or self._may_be_new(subject)
        if refusal:
            _refuse_rows(subject, refusal)
        else:
            row, text = subject.first, _("người mới, sẽ thêm vào đơn vị")
            row.news.append(fault(row, "name", "person_new", text, row.name))

    def _may_be_new(self, subject: Subject) -> Refusal | None:
        place = subject.place
        at = place if isinstance(place, Unit) else self.plan.unit
        if self.known_only:
            text = _("chưa có trong %(unit)s; hãy sửa tên cho đúng hoặc thêm người này trước.")
            return Refusal("person_unknown", text % {"unit": place.name})
        if not self.by.may(PeopleRight.CHANGE, at=at):
            text = _("chưa có trong %(unit)s; hãy sửa tên, hoặc nhờ cán bộ đơn vị thêm người này.")
            return Refusal("person_unknown", text % {"unit": place.name})
        return birth_year_problem(subject.birth_year or None, today=self.today)

    def match_registrations(self) -> None:
        """The year's registration of each subject; one elsewhere, or one withdrawn, is a fault."""
        people = {s.known.person.pk: s for s in self._subjects.values() if s.known}
        bodies = {
            s.place.pk: s
            for s in self._subjects.values()
            if s.form is SubjectForm.COLLECTIVE and isinstance(s.place, Unit)
        }
        for found in self._registrations("person_id", list(people)):
            self._attach(people[found.person_id or 0], found)
        for found in self._registrations("collective_id", list(bodies)):
            self._attach(bodies[found.collective_id or 0], found)

    def _registrations(self, field_name: str, ids: list[int]) -> Iterator[Registration]:
        for start in range(0, len(ids), _BATCH):
            wanted = {f"{field_name}__in": ids[start : start + _BATCH]}
            yield from Registration.objects.filter(year=self.plan.year, **wanted).select_related(
                "unit"
            )

    def _attach(self, subject: Subject, found: Registration) -> None:
        subject.registration = found
        refusal: Refusal | None = None
        if found.state == RegistrationState.WITHDRAWN:
            text = _("đã rút bản đăng ký của năm này; hãy đăng ký lại trước.")
            refusal = Refusal("registration_withdrawn", text)
        elif isinstance(subject.place, Unit) and found.unit_id != subject.place.pk:
            text = _("đã đăng ký năm %(year)s tại %(unit)s; mỗi năm chỉ đăng ký một nơi.")
            refusal = Refusal(
                "registered_already", text % {"year": found.year, "unit": found.unit_name}
            )
        if refusal:
            _refuse_rows(subject, refusal)

    def check_amounts(self) -> None:
        """What the tables cannot keep is told here, by its row, before anything is written."""
        for row in self.plan.reading.rows:
            for deed in row.deeds if not row.faults else ():
                for key, refusal in _amount_problems(deed):
                    row.faults.append(fault(row, key, refusal.code, refusal.text, None))

    def tell_twins(self) -> None:
        """The same words twice from one subject count twice, but are shown to a person."""
        for subject in self.plan.subjects:
            seen: dict[str, int] = {}
            for row in subject.rows:
                for deed in row.deeds:
                    before = seen.setdefault(fold(deed.text), row.number)
                    if before != row.number:
                        text = _(
                            "giống hệt việc ở dòng %(row)s; nếu chỉ là một việc, hãy bỏ bớt một dòng."
                        )
                        found = fault(row, "deed", "deed_twice", text % {"row": before}, deed.text)
                        row.warnings.append(found)

    def leave_out_known(self) -> None:
        """Deeds already registered are not written twice: the n-th of one text is the n-th there."""
        there = self._deeds_there()
        for subject in self.plan.subjects:
            known = (
                there.get(subject.registration.pk, Counter()) if subject.registration else Counter()
            )
            for row in subject.rows:
                fresh = 0
                for deed in row.deeds:
                    text = fold(deed.text)
                    if known[text] > 0:
                        known[text] -= 1
                        self.plan.deeds_known += 1
                    else:
                        subject.deeds.append(deed)
                        fresh += 1
                if not fresh:
                    self.plan.known_rows.add((row.sheet, row.number))
        self.plan.subjects = [s for s in self.plan.subjects if s.deeds]

    def _deeds_there(self) -> dict[int, Counter[str]]:
        ids = [s.registration.pk for s in self.plan.subjects if s.registration]
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for start in range(0, len(ids), _BATCH):
            rows = Deed.objects.filter(registration_id__in=ids[start : start + _BATCH])
            for registration_id, search in rows.values_list("registration_id", "search"):
                found[registration_id][search] += 1
        return found
