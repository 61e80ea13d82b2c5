"""Who is asked to study, who came, who still has to make up for it; and the records behind figures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of, page_within
from neuguong.people.models import CATEGORY_LABELS, Membership, Person
from neuguong.people.queries import memberships_on
from neuguong.people.rules import PARTY_MEMBERS, Category
from neuguong.study.models import (
    MEANS_LABELS,
    PRESENCE_LABELS,
    Attendance,
    Conference,
    Learner,
    Session,
    Theme,
)
from neuguong.study.rules import Means, Presence

Counted = TypeVar("Counted", Session, Attendance, Learner)
_PARTY = sorted(int(each) for each in PARTY_MEMBERS)


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll of a conference at a unit: as what, what is noted, how far the theme is."""

    person: Person
    category: int
    noted: Attendance | None
    learner: Learner | None


@dataclass(frozen=True, slots=True)
class CatchUp:
    """One gap: who, of which theme, why they were away."""

    learner: Learner
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many were asked and how many have studied."""

    asked: int
    studied: int

    @property
    def left(self) -> int:
        """How many still have to."""
        return self.asked - self.studied


def asked_at(conference: Conference, units: Iterable[Unit]) -> QuerySet[Membership]:
    """Who is asked in these units as of the day of the roll, the Party cell before other places."""
    day = conference.roster_on
    rows = Membership.objects.filter(unit__in=[unit.pk for unit in units], valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    rows = rows.filter(category__in=sorted(conference.asks))
    first = Case(When(category__in=_PARTY, then=Value(0)), default=Value(1),
                 output_field=IntegerField())  # fmt: skip
    return rows.annotate(first=first).order_by("first", "pk")


def roll_of(conference: Conference, unit: Unit) -> list[RollLine]:
    """Everyone of a unit who is asked, by given name, with what is noted of them.

    Who stands in the list of the theme at another unit is left to that unit.
    """
    day = conference.roster_on
    rows = memberships_on(unit, day).filter(category__in=sorted(conference.asks))
    members = {row.person_id: row for row in rows}
    noted = {
        row.person_id: row
        for row in Attendance.objects.filter(conference=conference, unit=unit, person__isnull=False)
        .select_related("person", "session")
    }  # fmt: skip
    listed = {
        row.person_id: row
        for row in Learner.objects.filter(theme=conference.theme_id, person__in=list(members))
    }
    elsewhere = {pk for pk, row in listed.items() if row.unit_id != unit.pk}
    elsewhere |= _party_elsewhere(conference, unit, members.values())
    lines = [
        RollLine(row.person, row.category, noted.pop(pk, None), listed.get(pk))
        for pk, row in members.items()
        if pk not in elsewhere
    ]
    gone = [RollLine(row.person, row.category or 0, row, None) for row in noted.values()
            if row.person is not None]  # fmt: skip
    return sorted([*lines, *gone], key=lambda line: (line.person.sort, line.person.pk))


def _party_elsewhere(conference: Conference, unit: Unit, members: Iterable[Membership]) -> set[int]:
    """Those of an association who are asked as Party members of a cell, and so stand there."""
    people = [row.person_id for row in members if row.category not in PARTY_MEMBERS]
    asks = [number for number in _PARTY if number in conference.asks]
    if not people or not asks:
        return set()
    day = conference.roster_on
    rows = Membership.objects.filter(person__in=people, category__in=asks, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).exclude(unit=unit)
    return set(rows.values_list("person", flat=True))


def gaps_of(unit: Unit, year: int) -> list[CatchUp]:
    """Everyone of a unit who still has to study a theme of the year, by theme and given name."""
    rows = Learner.objects.filter(
        unit=unit, theme__year=year, means=int(Means.NOT_YET), person__isnull=False
    )
    rows = rows.select_related("person", "theme", "conference")
    found = list(rows.order_by("theme_id", "person__sort", "person__birth_year", "pk"))
    why = dict(
        Attendance.objects.filter(
            unit=unit, person__in=[row.person_id for row in found],
            conference__theme__year=year, state=int(Presence.EXCUSED),
        ).values_list("person", "reason")
    )  # fmt: skip
    return [CatchUp(row, why.get(row.person_id or 0, "")) for row in found]


def told_apart(people: Iterable[Person]) -> dict[int, str]:
    """The name of each, with the year of birth where two bear the same."""
    found = list(people)
    number = Counter(person.full_name for person in found)
    return {
        person.pk: f"{person.full_name} ({person.birth_year})"
        if number[person.full_name] > 1 and person.birth_year else person.full_name
        for person in found
    }  # fmt: skip


def learners_of(unit: Unit, year: int) -> list[Learner]:
    """Everyone of a unit who is asked to study a theme of the year, by theme and given name."""
    rows = Learner.objects.filter(unit=unit, theme__year=year).select_related("person", "theme")
    return list(rows.order_by("theme_id", "person__sort", "person__birth_year", "pk"))


def units_with_gaps(unit: Unit, year: int) -> list[tuple[Unit, int]]:
    """The units beneath one that have people who still have to study, with how many."""
    rows = Learner.objects.filter(theme__year=year, means=int(Means.NOT_YET))
    rows = rows.filter(unit__in=branch_of(unit).exclude(pk=unit.pk)).order_by()
    counts = dict(rows.values_list("unit").annotate(number=Count("pk")))
    units = Unit.objects.filter(pk__in=list(counts)).order_by("path")
    return [(found, counts[found.pk]) for found in units]


def nameless_gaps(unit: Unit, year: int) -> list[tuple[Theme, int, int]]:
    """Where a unit gave numbers only: theme, Party members (1) or others (0), how many still have to."""
    rows = Learner.objects.filter(
        unit=unit, theme__year=year, means=int(Means.NOT_YET), person=None
    )
    counts = rows.order_by().values_list("theme", "party").annotate(number=Count("pk"))
    found = list(counts.order_by("theme", "-party"))
    themes = Theme.objects.in_bulk([theme for theme, _party, _number in found])
    return [(themes[theme], party, number) for theme, party, number in found]


def theme_shares(unit: Unit, themes: Sequence[Theme]) -> dict[int, Share]:
    """How many of a branch were asked to study each theme, and how many have; by theme."""
    rows = Learner.objects.filter(theme__in=[theme.pk for theme in themes])
    rows = rows.filter(unit__in=branch_of(unit)).order_by()
    counts = rows.values_list("theme").annotate(
        asked=Count("pk"), studied=Count("pk", filter=Q(means__gt=0))
    )
    found = {theme: Share(asked, studied) for theme, asked, studied in counts}
    return {theme.pk: found.get(theme.pk, Share(0, 0)) for theme in themes}


def child_shares(conference: Conference, unit: Unit) -> list[tuple[Unit, int, int, int]]:
    """Of each unit in a branch that has people asked: how many asked, noted and present."""
    units = {row.pk: row for row in branch_of(unit).select_related("type")}
    counts: dict[int, list[int]] = {}
    for pk, number in (
        asked_at(conference, units.values()).order_by().values_list("unit")
        .annotate(number=Count("pk"))
    ):  # fmt: skip
        counts.setdefault(pk, [0, 0, 0])[0] = number
    rows = Attendance.objects.filter(conference=conference, unit__in=list(units))
    for pk, people, state in rows.values_list("unit", "people", "state"):
        line = counts.setdefault(pk, [0, 0, 0])
        line[1] += people
        line[2] += people * (state in (Presence.IN_PERSON, Presence.ONLINE))
    ordered = sorted(counts, key=lambda pk: units[pk].path)
    return [(units[pk], max(counts[pk][:2]), counts[pk][1], counts[pk][2]) for pk in ordered]


def studied_of(person_id: int, year: int) -> list[Learner]:
    """The themes of a year that a person was asked to study, with how it was done; oldest first."""
    rows = Learner.objects.filter(person=person_id, theme__year=year)
    return list(rows.select_related("theme").order_by("theme_id"))


def own_standing(conference: Conference, person_id: int | None) -> RollLine | None:
    """Where the reader stands on a conference: asked or not, noted or not; None when not asked."""
    if person_id is None:
        return None
    noted = Attendance.objects.filter(conference=conference, person=person_id).first()
    learner = Learner.objects.filter(theme=conference.theme_id, person=person_id).first()
    row = membership_asked(conference, person_id)
    person = Person.objects.get(pk=person_id)
    if row is None and noted is None and learner is None:
        return None
    return RollLine(person, row.category if row else 0, noted, learner)


def membership_asked(conference: Conference, person_id: int) -> Membership | None:
    """The membership by which a person is asked to a conference: the Party cell before other places."""
    day = conference.roster_on
    rows = Membership.objects.filter(person=person_id, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    rows = rows.filter(category__in=sorted(conference.asks)).select_related("unit")
    found = sorted(rows, key=lambda row: (row.category not in PARTY_MEMBERS, row.pk))
    invited = list(conference.units.all()) or [conference.unit]
    return next(
        (row for row in found if any(row.unit.path.startswith(unit.path) for unit in invited)), None
    )


def _rows(rows: QuerySet[Counted], ask: Ask) -> Iterable[Counted]:
    found = rows.filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        found = found.filter(**{f"{facet}__in": sorted(allowed)})
    return page_within(found, ask)


def list_sessions(ask: Ask) -> Iterator[Record]:
    """The sessions behind a count of them."""
    for row in _rows(Session.objects.select_related("unit", "conference"), ask):
        yield Record(
            id=row.pk, kind="study.Session", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=row.conference.title,
            who=row.unit.name, day=row.day, state=_("đợt %(number)s") % {"number": row.number},
            link=("study:conference", row.conference_id),
        )  # fmt: skip


def list_attendances(ask: Ask) -> Iterator[Record]:
    """Who came, by name where the reader may see names; numbers where a unit gave no list."""
    rows = Attendance.objects.select_related("unit", "conference", "person")
    for row in _rows(rows, ask):
        yield Record(
            id=row.pk, kind="study.Attendance", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=row.people, qualifier=1, text=row.conference.title,
            who=_who(ask, row.unit, row.person, row.category), day=None,
            state=str(PRESENCE_LABELS[Presence(row.state)]),
            link=("study:conference", row.conference_id),
        )  # fmt: skip


def list_learners(ask: Ask) -> Iterator[Record]:
    """Who was asked to study a theme, and how they did."""
    rows = Learner.objects.select_related("unit", "theme", "person")
    for row in _rows(rows, ask):
        yield Record(
            id=row.pk, kind="study.Learner", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=row.theme.title,
            who=_who(ask, row.unit, row.person, row.category), day=row.studied_on,
            state=str(MEANS_LABELS[Means(row.means)]), link=("study:theme", row.theme_id),
        )  # fmt: skip


def _who(ask: Ask, unit: Unit, person: Person | None, category: int | None) -> str:
    if person is None:
        return _("ghi bằng số")
    if ask.sees_names(unit.path):
        return person.full_name
    return str(CATEGORY_LABELS[Category(category)]) if category else _("một người")
