"""A list of people matched with those known: new, known, filled in, doubtful; changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from neuguong.exchange import rules
from neuguong.exchange.queries.tree import NEW_ONE, RowState, as_data
from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.roster import RosterReading, RosterRow
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of, grassroots_path, within
from neuguong.people.models import CATEGORY_LABELS, Membership, Person, Post
from neuguong.people.rights import Right as PeopleRight
from neuguong.people.rules import PARTY_MEMBERS, Category, birth_year_problem, may_join

_BATCH = 300


@dataclass(slots=True)
class PersonLine:
    """One row with what it means: the unit, the person, or those it may be."""

    row: RosterRow
    unit: Unit | None = None
    since: date = date.min
    category: Category = Category.RESIDENT
    person: Person | None = None
    near: list[Membership] = field(default_factory=list)
    joins: bool = False
    fills: dict[str, Any] = field(default_factory=dict)
    new_posts: list[str] = field(default_factory=list)
    same_as: "PersonLine | None" = None
    asked: bool = False

    @property
    def state(self) -> RowState:
        """The gravest thing to say of the row."""
        if self.row.faults:
            return RowState.WRONG
        if self.near:
            return RowState.DOUBTFUL
        if self.person is None:
            return RowState.NEW
        changed = self.joins or self.fills or self.new_posts
        return RowState.CHANGED if changed else RowState.SAME

    @property
    def doubt_key(self) -> str:
        """What an answer to the doubt is remembered under."""
        where = self.unit.pk if self.unit else 0
        return f"nguoi:{where}:{self.row.birth_year}:{fold(self.row.name)}"[:300]


@dataclass(slots=True)
class PeoplePlan:
    """All rows of a list of people."""

    under: Unit
    lines: list[PersonLine]
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
            line.row.table.finding(
                line.row.number, "name", "person_doubtful", doubt_words(line.near)
            )
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


def plan_people(
    *, by: Actor, under: Unit, reading: RosterReading, on: date, today: date,
    answers: Mapping[str, str] | None = None,
) -> PeoplePlan:  # fmt: skip
    """Match every row with the people of its grassroots organisation, by name, birth year and cell."""
    lines = [PersonLine(row) for row in reading.rows]
    cells = _Cells(by, under)
    for line in lines:
        _place(line, cells, on=on, today=today)
    _Matcher(by, under, lines, today, answers or {}).match()
    return PeoplePlan(under, lines, list(reading.notes))


def doubt_words(near: Sequence[Membership]) -> str:
    """Who a doubtful row may be."""
    who = "; ".join(
        f"{each.person.full_name} ({each.person.birth_year or '?'}, {each.unit.short_name})"
        for each in near[:3]
    )
    return _("có thể là %(who)s đã có; hãy trả lời là một người hay hai người.") % {"who": who}


class _Cells:
    """Answers for each name of a file which unit of the branch it means."""

    def __init__(self, by: Actor, under: Unit) -> None:
        self.by, self.under = by, under
        self._answers: dict[str, Unit | Refusal] = {}
        self._by_key: dict[str, list[Unit]] = defaultdict(list)
        self._by_slug: dict[str, Unit] = {}
        for unit in branch_of(under).filter(closed_on=None).select_related("type"):
            self._by_slug[unit.slug] = unit
            for key in {*rules.name_keys(unit.name), *rules.name_keys(unit.short_name)}:
                self._by_key[key].append(unit)

    def find(self, typed: str) -> Unit | Refusal:
        """The unit meant, the list's own where none is named, or why none."""
        if not typed:
            return self.under
        if typed not in self._answers:
            self._answers[typed] = self._found(typed)
        return self._answers[typed]

    def _found(self, typed: str) -> Unit | Refusal:
        if typed in self._by_slug:
            return self._by_slug[typed]
        plain = fold(typed)
        if rules.is_body_itself(typed) or plain in (
            fold(self.under.name),
            fold(self.under.short_name),
        ):
            return self.under
        near = {u.pk: u for key in rules.name_keys(typed) for u in self._by_key[key]}.values()
        same = [unit for unit in near if plain in (fold(unit.name), fold(unit.short_name))]
        found = same or [unit for unit in near if rules.same_place(typed, unit.name)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(unit.slug for unit in found[:3])
            text = _("là tên của nhiều đơn vị (%(names)s); hãy ghi tên đường dẫn thay cho tên.")
            return Refusal("unit_ambiguous", text % {"names": names})
        text = _("chưa có trong %(unit)s; hãy sửa tên cho đúng, hoặc nhập danh sách đơn vị trước.")
        return Refusal("unit_unknown", text % {"unit": self.under.name})


def _place(line: PersonLine, cells: _Cells, *, on: date, today: date) -> None:
    """Where the person belongs, from when, as what."""
    row = line.row
    found = cells.find(row.unit)
    if isinstance(found, Refusal):
        row.fault("unit", found.code, found.text)
        return
    line.unit = found
    line.category = row.category or rules.usual_category(found.type.family)
    line.since = row.since or max(on, found.opened_on)
    if not cells.by.may(PeopleRight.CHANGE, at=found):
        row.fault("unit", "people_denied", _("anh, chị chưa có quyền thêm người ở đơn vị này."))
    if line.since < found.opened_on:
        text = _("sớm hơn ngày lập của %(unit)s; hãy ghi ngày muộn hơn.") % {"unit": found.name}
        row.fault("since", "since_early", text)
    elif line.since > today:
        row.fault("since", "since_late", _("chưa đến; hãy ghi ngày đã vào đơn vị."))
    if refusal := birth_year_problem(row.birth_year or None, today=today):
        row.fault("birth", refusal.code, refusal.text)


class _Matcher:
    """Compares rows with people whose names and places the actor may know."""

    def __init__(
        self, by: Actor, under: Unit, lines: list[PersonLine], today: date,
        answers: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.by, self.under, self.lines, self.today, self.answers = by, under, lines, today, answers
        self._known: dict[str, list[Membership]] = defaultdict(list)
        for each in self._memberships():
            self._known[fold(each.person.full_name)].append(each)
        self._posts = self._open_posts()
        self._rows: dict[tuple[object, ...], int] = {}
        self._taken: dict[tuple[int, int], int] = {}
        self._new_by_uid: dict[str, PersonLine] = {}
        self._new_by_birth: dict[tuple[str, int], int] = {}

    def match(self) -> None:
        """Settle every row without a fault."""
        for line in self.lines:
            if not line.row.faults:
                self._tell_twins(line)
            if not line.row.faults:
                self._settle(line)

    def _memberships(self) -> Iterator[Membership]:
        """Open memberships under the nearest grassroots organisation, of people so named."""
        names = sorted({fold(line.row.name) for line in self.lines if line.row.name})
        branch = PathRange.branch(min(grassroots_path(self.under), self.under.path, key=len))
        rows = within(Membership.objects.all(), [branch], "unit__path")
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=self.today))
        rows = rows.select_related("person", "unit").order_by("pk")
        seen: set[int] = set()
        for start in range(0, len(names), _BATCH):
            named = Q(person__search__in=names[start : start + _BATCH])
            for each in rows.filter(named | ~Q(person__nickname="")):
                if each.pk not in seen and self.by.sees_names(each.unit.path):
                    seen.add(each.pk)
                    yield each

    def _open_posts(self) -> dict[int, set[tuple[int, str]]]:
        people = sorted({each.person_id for known in self._known.values() for each in known})
        found: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for start in range(0, len(people), _BATCH):
            rows = Post.objects.filter(person_id__in=people[start : start + _BATCH])
            rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=self.today))
            for person, unit, title in rows.values_list("person_id", "unit_id", "title"):
                found[person].add((unit, fold(title)))
        return found

    def _tell_twins(self, line: PersonLine) -> None:
        row = line.row
        unit = line.unit.pk if line.unit else 0
        key = (unit, fold(row.name), row.birth_year, fold(row.nickname))
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            text = _("đã có ở dòng %(row)s; nếu là hai người, hãy ghi năm sinh hoặc tên gọi khác.")
            row.fault("name", "person_twice", text % {"row": first})

    def _settle(self, line: PersonLine) -> None:
        row, unit = line.row, line.unit
        assert unit is not None
        line.new_posts = _posts_in(row)
        named = self._known.get(fold(row.name), [])
        if row.uid and self._settle_by_uid(line, named):
            return
        here = [each for each in named if each.unit_id == unit.pk]
        found, near = self._choose(row, here)
        if found is None and not near and row.birth_year:
            away = [each for each in named if each.unit_id != unit.pk]
            near = [each for each in away if each.person.birth_year == row.birth_year]
        if near:
            found, line.near = self._answered(line, near)
        if found is not None:
            self._take(line, found)
        elif not line.near and row.birth_year:
            self._tell_namesake(line)

    def _settle_by_uid(self, line: PersonLine, named: Sequence[Membership]) -> bool:
        """Whether the mark of our own files says who it is: somebody known, or a new one above."""
        row, unit = line.row, line.unit.pk if line.unit else 0
        known = [each for each in named if str(each.person.uid) == row.uid]
        if known:
            self._take(line, min(known, key=lambda each: each.unit_id != unit))
            return True
        first = self._new_by_uid.setdefault(row.uid, line)
        if first is line or fold(first.row.name) != fold(row.name):
            return False
        line.same_as = first
        if {line.category, first.category} <= PARTY_MEMBERS:
            where = first.unit.name if first.unit else ""
            refusal = may_join(line.since, None, other_cell=where)
            if refusal:
                row.fault("category", refusal.code, refusal.text)
        return True

    def _tell_namesake(self, line: PersonLine) -> None:
        """A new person of the same name and year elsewhere in the file may be the same one."""
        row = line.row
        first = self._new_by_birth.setdefault((fold(row.name), row.birth_year), row.number)
        if first != row.number:
            text = _(
                "cùng tên, cùng năm sinh với dòng %(row)s ở đơn vị khác; hãy xem có phải một người."
            )
            row.warn("name", "person_namesake", text % {"row": first})

    def _choose(
        self, row: RosterRow, here: list[Membership]
    ) -> tuple[Membership | None, list[Membership]]:
        """The one person of this unit who is meant, or those it may be."""
        people = list({each.person_id: each for each in here}.values())
        if row.nickname:
            called = [e for e in people if fold(e.person.nickname) == fold(row.nickname)]
            people = called or [e for e in people if not e.person.nickname]
        if not row.birth_year:
            return (people[0], []) if len(people) == 1 else (None, people)
        same = [each for each in people if each.person.birth_year == row.birth_year]
        if len(same) == 1:
            return same[0], []
        unsure = [each for each in people if each.person.birth_year is None]
        if not same and len(unsure) == 1 and len(people) == 1:
            return unsure[0], []
        slips = [e for e in people if abs((e.person.birth_year or 0) - row.birth_year) == 1]
        return None, same or [*unsure, *slips]

    def _answered(
        self, line: PersonLine, near: list[Membership]
    ) -> tuple[Membership | None, list[Membership]]:
        """What was said of this doubt, in this file or before; else the doubt stays."""
        line.asked = True
        answer = self.answers.get(line.row.key) or self.answers.get(line.doubt_key) or ""
        if answer == NEW_ONE:
            return None, []
        named = self._known.get(fold(line.row.name), [])
        unit = line.unit.pk if line.unit else 0
        chosen = [each for each in named if str(each.person_id) == answer]
        chosen.sort(key=lambda each: each.unit_id != unit)
        return (chosen[0], []) if chosen else (None, near)

    def _take(self, line: PersonLine, found: Membership) -> None:
        """A known person: what the row adds to what is known; what it contradicts is only told."""
        row, person, unit = line.row, found.person, line.unit
        assert unit is not None
        first = self._taken.setdefault((person.pk, unit.pk), row.number)
        if first != row.number:
            text = _("là cùng một người với dòng %(row)s; hãy bỏ một dòng hoặc ghi rõ năm sinh.")
            row.fault("name", "person_twice", text % {"row": first})
            return
        line.person = person
        line.joins = found.unit_id != unit.pk
        if line.joins:
            self._check_join(line)
        elif row.category is not None and row.category != found.category:
            label = CATEGORY_LABELS[Category(found.category)]
            text = _("khác đối tượng đang ghi là %(label)s; tệp không đổi đối tượng.")
            row.warn("category", "category_differs", text % {"label": label})
        held = self._posts[person.pk]
        line.new_posts = [each for each in _posts_in(row) if (unit.pk, fold(each)) not in held]
        line.fills = self._missing(person, row)
        if line.fills and not self._may_correct(person):
            row.warn(
                "name", "correct_denied", _("còn thiếu thông tin, nhưng anh, chị không sửa được.")
            )
            line.fills = {}

    def _check_join(self, line: PersonLine) -> None:
        assert line.person is not None
        other = None
        if line.category in PARTY_MEMBERS:
            cells = line.person.memberships.filter(
                valid_to=None, category__in=sorted(PARTY_MEMBERS)
            )
            other = cells.select_related("unit").first()
        refusal = may_join(line.since, None, other_cell=other.unit.name if other else None)
        if refusal:
            line.row.fault("name", refusal.code, refusal.text)

    def _missing(self, person: Person, row: RosterRow) -> dict[str, Any]:
        """What the row knows of a person and we do not; nothing known is overwritten."""
        wanted = {"birth_year": row.birth_year, "sex": row.sex, "nickname": nfc(row.nickname)}
        return {key: value for key, value in wanted.items() if value and not getattr(person, key)}

    def _may_correct(self, person: Person) -> bool:
        rows = person.memberships.filter(valid_to=None).select_related("unit")
        return all(self.by.may(PeopleRight.CHANGE, at=each.unit) for each in rows)


def _posts_in(row: RosterRow) -> list[str]:
    """The posts of a cell, parted by semicolons."""
    return [post for each in row.post.split(";") if (post := " ".join(each.split()))]
