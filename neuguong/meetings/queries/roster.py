"""Who belongs into a meeting on its day, who was there, and how somebody attended over a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from neuguong.meetings.models import Absence, Meeting
from neuguong.meetings.rules import AbsenceKind, MeetingState
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.people.queries import party_members, posts_on
from neuguong.people.rules import Category

COUNTED_STATES = (MeetingState.HELD, MeetingState.SENT)


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a roster: who, as what, holding which post; `votes` where they are official."""

    person: Person
    category: int
    post: str = ""

    @property
    def votes(self) -> bool:
        """Whether their hand counts."""
        return self.category == Category.OFFICIAL

    @property
    def is_exempt(self) -> bool:
        """Whether they need not come."""
        return self.category == Category.EXEMPT


@dataclass(frozen=True, slots=True)
class Attendance:
    """How somebody attended in a period: meetings they belonged into, and those they missed."""

    meetings: int
    excused: int
    absent: int

    @property
    def present(self) -> int:
        """How many they came to."""
        return self.meetings - self.excused - self.absent


def roster_of(unit: Unit, day: date) -> list[Member]:
    """The members of a cell on a day, or those who hold posts in a committee; by given name."""
    posts: dict[int, str] = {}
    holders: dict[int, Person] = {}
    for post in posts_on(unit, day):
        posts.setdefault(post.person_id, post.title)
        holders.setdefault(post.person_id, post.person)
    if not unit.type.is_cell and holders:
        people = sorted(
            holders.values(), key=lambda each: (each.sort, each.birth_year or 0, each.pk)
        )
        return [Member(each, Category.OFFICIAL, posts[each.pk]) for each in people]
    return [
        Member(row.person, row.category, posts.get(row.person_id, ""))
        for row in party_members(unit, day)
    ]


def names_of(roster: Iterable[Member]) -> dict[int, str]:
    """The names of a roster by person; those who share one are told apart by their year of birth."""
    members = list(roster)
    names = [member.person.full_name for member in members]
    return {
        member.person.pk: f"{name} ({member.person.birth_year})"
        if names.count(name) > 1 and member.person.birth_year
        else name
        for member, name in zip(members, names, strict=True)
    }


def rosters_of(units: Iterable[Unit], day: date) -> dict[int, list[Member]]:
    """The members of many cells on one day, asked at once."""
    rows = Membership.objects.filter(unit__in=list(units), valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    rows = rows.filter(category__in=(Category.OFFICIAL, Category.PROBATIONARY, Category.EXEMPT))
    found: dict[int, list[Member]] = {}
    for row in rows.select_related("person").order_by("person__sort", "person__birth_year", "pk"):
        found.setdefault(row.unit_id, []).append(Member(row.person, row.category))
    return found


def attendance_of(person: Person, first: date, last: date) -> Attendance:
    """How a person attended meetings of their cells in the days from `first` to `last`, both in."""
    held = 0
    for row in Membership.objects.filter(person=person, valid_from__lte=last).filter(
        Q(valid_to=None) | Q(valid_to__gt=first)
    ):
        meetings = Meeting.objects.filter(
            unit_id=row.unit_id, state__in=COUNTED_STATES,
            day__gte=max(first, row.valid_from), day__lte=last,
        )  # fmt: skip
        if row.valid_to is not None:
            meetings = meetings.filter(day__lt=row.valid_to)
        held += meetings.count()
    missed = Absence.objects.filter(
        person=person, meeting__state__in=COUNTED_STATES,
        meeting__day__gte=first, meeting__day__lte=last,
    )  # fmt: skip
    kinds = list(missed.values_list("kind", flat=True))
    return Attendance(
        held - kinds.count(AbsenceKind.EXEMPT),
        kinds.count(AbsenceKind.EXCUSED),
        kinds.count(AbsenceKind.ABSENT),
    )


def missed_in_a_row(unit: Unit, before: date, most: int = 3) -> bool:
    """Whether somebody missed more than `most` of the last meetings one after another."""
    held = Meeting.objects.filter(unit=unit, day__lte=before, state__in=COUNTED_STATES)
    last = list(held.order_by("-day", "-pk").values_list("pk", flat=True)[: most + 1])
    if len(last) <= most:
        return False
    kinds = (AbsenceKind.EXCUSED, AbsenceKind.ABSENT)
    rows = Absence.objects.filter(meeting_id__in=last, kind__in=kinds)
    counts: dict[int, int] = {}
    for person_id in rows.values_list("person_id", flat=True):
        counts[person_id] = counts.get(person_id, 0) + 1
    return any(count > most for count in counts.values())
