"""Makes the plan of an import: matches rows with units, people, registrations, deeds; changes nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.deeds import rules as deed_rules
from neuguong.deeds.actions.guard import scaled_contribution, scaled_quantity
from neuguong.deeds.models import Registration
from neuguong.deeds.rules import RegistrationState
from neuguong.exchange import rules
from neuguong.exchange.queries.entries import Moment, quantities_of
from neuguong.exchange.queries.hints import tell_hints
from neuguong.exchange.queries.known import Answers, Doubt, KnownDeeds
from neuguong.exchange.queries.namesakes import Namesake, doubt_of, namesakes
from neuguong.exchange.queries.persons import Known, PersonMatcher
from neuguong.exchange.queries.plan import Plan, Subject
from neuguong.exchange.queries.units import NewUnit, Place, UnitMatcher
from neuguong.exchange.queries.works import SharedWorks
from neuguong.exchange.workbook.drafts import DeedDraft, GiftDraft, RowDraft, fault
from neuguong.exchange.workbook.giving import GIVEN
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import accepts
from neuguong.people.rights import Right as PeopleRight
from neuguong.people.rules import birth_year_problem
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import closed_among

_BATCH: Final = 400


def plan_import(
    *, by: Actor, unit: Unit, year: int, reading: Reading, today: date,
    known_only: bool = False, reason: str = "", answers: Answers | None = None, run_id: int = 0,
) -> Plan:  # fmt: skip
    """Match every row with what the branch knows; what cannot be matched becomes a fault of its row.

    `answers` are what a person said of earlier doubts, by their keys. What the run `run_id` itself has
    written, from earlier pieces of the same file, is not taken for something known.
    """
    plan = Plan(unit, year, reading)
    planner = _Planner(by, plan, today, answers or {}, known_only=known_only)
    planner.run_id = run_id
    planner.match_places()
    planner.match_people()
    planner.match_registrations()
    planner.match_works()
    planner.check_amounts()
    plan.subjects = [s for s in planner.subjects() if s.rows]
    planner.tell_twins()
    planner.tell_known()
    tell_hints(plan)
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
    if deed.quantity is not None:
        refusal = deed_rules.amount_problem(deed.quantity.value, _("Số lượng"))
        if refusal:
            yield "quantity", refusal
    for entry in quantities_of(deed):
        try:
            scaled_quantity(entry.kind, entry.amount, entry.unit_word)
        except Refused as refused:
            yield ("achieved" if deed.achieved else "quantity"), refused.refusal
    for key, value in (("money", deed.money_given), ("planned_money", deed.money_planned)):
        refusal = deed_rules.amount_problem(Decimal(value), _("Số tiền")) if value else None
        if refusal:
            yield key, refusal
    yield from _gift_problems(deed.gifts)


def _gift_problems(gifts: Sequence[GiftDraft]) -> Iterator[tuple[str, Refusal]]:
    for gift in gifts:
        key = next(key for key, kind in GIVEN.items() if kind is gift.kind)
        try:
            scaled_contribution(gift.kind, gift.amount.value)
        except Refused as refused:
            yield key, refused.refusal


class _Planner:
    """Walks the rows several times, each time knowing more."""

    def __init__(
        self, by: Actor, plan: Plan, today: date, answers: Answers, *, known_only: bool
    ) -> None:
        self.by = by
        self.plan = plan
        self.today = today
        self.answers = answers
        self.run_id = 0
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
        rows = self.plan.reading.rows
        placed = [row for row in rows if id(row) in self._places and row.work is None]
        self._group(placed)
        days = date(self.plan.year, 1, 1), max(self.today, date(self.plan.year, 12, 31))
        persons = [s for s in self._subjects.values() if s.form is SubjectForm.PERSON and s.name]
        people = PersonMatcher(self.plan.unit, {subject.name for subject in persons}, *days)
        unknown = [subject for subject in persons if not self._match_person(subject, people)]
        near = namesakes(self.plan.unit, {subject.name for subject in unknown}, *days)
        for subject in unknown:
            self._match_namesake(subject, near.get(fold(subject.name), ()))
        self._join_chosen()

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

    def _match_person(self, subject: Subject, people: PersonMatcher) -> bool:
        """Whether the unit knows who is meant, or cannot tell which of two."""
        place = subject.place
        if not isinstance(place, Unit):
            return False
        found = people.find(place.pk, subject.name, subject.birth_year, subject.first.nickname)
        if isinstance(found, Known):
            subject.known = found
        elif found is not None:
            _refuse_rows(subject, found)
        return found is not None

    def _match_namesake(self, subject: Subject, near: Sequence[Namesake]) -> None:
        """Somebody new, unless a person says that it is one of those of the same name nearby."""
        doubt = doubt_of(subject.first, subject.place, subject.birth_year, near, self.answers)
        if doubt is not None:
            self._doubt(doubt)
            chosen = next((each for each in near if each.answer == doubt.chosen), None)
            if chosen is not None:
                subject.known, subject.place = chosen.known, chosen.unit
                return
        refusal = self._may_be_new(subject)
        if refusal:
            _refuse_rows(subject, refusal)
        elif doubt is None:
            row, text = subject.first, _("người mới, sẽ thêm vào đơn vị")
            row.news.append(fault(row, "name", "person_new", text, row.name))

    def _join_chosen(self) -> None:
        """Rows of one who was chosen go with the rows that name them in their own unit."""
        first: dict[int, Subject] = {}
        for key, subject in list(self._subjects.items()):
            if subject.known is None:
                continue
            mine = first.setdefault(subject.known.person.pk, subject)
            if mine is not subject:
                mine.rows.extend(subject.rows)
                del self._subjects[key]

    def _doubt(self, doubt: Doubt) -> None:
        row = doubt.row
        self.plan.doubts[row.sheet, row.number].append(doubt)
        row.warnings.append(fault(row, doubt.column, doubt.code, doubt.text, doubt.typed or None))

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

    def match_works(self) -> None:
        """Shared works: those that have a row of their own, and those that deeds are part of."""
        rows = [row for row in self.plan.reading.rows if not row.faults]
        told = [(row, row.work, self._places[id(row)]) for row in rows if row.work is not None]
        named = any(deed.work for row in rows for deed in row.deeds)
        if not (told or named):
            return
        works = self.plan.works = SharedWorks(self.plan.unit, self.plan.year)
        for row, draft, place in told:
            found = works.tell(row, draft, place)
            if found.is_known:
                self.plan.known_rows.add((row.sheet, row.number))
            elif found.work is not None:
                text = _("đã có trong hệ thống với số liệu khác; hãy sửa ở trang của công trình.")
                row.warnings.append(fault(row, "work", "work_differs", text, draft.title))
            else:
                text = _("công trình chung mới, sẽ mở")
                row.news.append(fault(row, "work", "work_new", text, draft.title))
        for row in rows:
            for deed in row.deeds:
                if deed.work:
                    works.join(row, deed.work, self._places[id(row)])

    def check_amounts(self) -> None:
        """What the tables cannot keep is told here, by its row, before anything is written."""
        fine: set[int] = set()
        for row in self.plan.reading.rows:
            for deed in row.deeds if not row.faults else ():
                if id(deed) in fine:  # rows with equal cells share their deeds
                    continue
                problems = list(_amount_problems(deed))
                if not problems:
                    fine.add(id(deed))
                for key, refusal in problems:
                    row.faults.append(fault(row, key, refusal.code, refusal.text, None))
            for key, refusal in _gift_problems(row.gifts):
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

    def tell_known(self) -> None:
        """What is there already is not written twice, but compared fact by fact."""
        there = {s.registration.pk: s.registration for s in self.plan.subjects if s.registration}
        known = KnownDeeds(self.by, there, Moment(self.today), self.answers, self.run_id)
        for subject in self.plan.subjects:
            drafts = [(row, deed) for row in subject.rows for deed in row.deeds]
            gifts = [(row, gift) for row in subject.rows for gift in row.gifts]
            if subject.registration is None:
                subject.deeds, subject.gifts = drafts, gifts
                continue
            subject.gifts = known.new_gifts(subject.registration, gifts)
            fresh = {id(row) for row, _gift in subject.gifts}
            self.plan.known_rows |= {
                (row.sheet, row.number) for row, _gift in gifts if id(row) not in fresh
            }
            found = known.match(subject.registration, drafts)
            subject.deeds = found.fresh
            self.plan.deeds_known += len(found.same)
            self.plan.changes += found.changes
            self.plan.absent += [f"{subject.name}: {text}" for text in found.absent]
            for doubt in found.doubts:
                self._doubt(doubt)
            busy = {id(row) for row, _draft in found.fresh}
            busy |= {id(change.row) for change in found.changes}
            self.plan.known_rows |= {
                (row.sheet, row.number) for row in found.same if id(row) not in busy
            }
        self.plan.subjects = [s for s in self.plan.subjects if s.deeds or s.gifts]
