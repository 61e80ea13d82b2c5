"""What has been kept too long, what soon will be, and what earlier runs have reported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from neuguong.deeds.models import Evidence, Registration
from neuguong.evaluations.queries.reviews import reviews_ended_before
from neuguong.jobs.models import Job
from neuguong.lib.actor import Actor
from neuguong.org.queries import within
from neuguong.people.models import Membership, Person
from neuguong.privacy.models import Breach, DataRequest, Forgetting, RetentionRun
from neuguong.privacy.queries.forgetting import term_months
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import OPEN, TERMS, WARN_DAYS, RecordKind, months_before

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of record: its term, how many are older, how many will be within the next weeks."""

    kind: RecordKind
    months: int
    before: date
    due: int
    soon: int


def kept_too_long(today: date) -> list[Kept]:
    """Every kind of record with what is over its term and what soon will be."""
    found = []
    for kind in TERMS:
        months = term_months(kind, today)
        before = months_before(today, months)
        due = count_of(kind, before)
        soon = count_of(kind, before + timedelta(days=WARN_DAYS)) - due
        found.append(Kept(kind, months, before, due, max(0, soon)))
    return found


def count_of(kind: RecordKind, before: date) -> int:
    """How many records of a kind ended before a day."""
    if kind in _ROWS:
        return _ROWS[kind](before).count()
    return int(import_string(elsewhere()[kind.value][0])(before))


def rows_of(kind: RecordKind, before: date) -> Rows:
    """The records of a kind of the rooms below that ended before a day."""
    return _ROWS[kind](before)


def elsewhere() -> Mapping[str, tuple[str, str]]:
    """Kinds kept by rooms above: who counts them, and who clears them away."""
    found: Mapping[str, tuple[str, str]] = import_string(f"{settings.NEUGUONG_HANDLERS}.KEPT_ABOVE")
    return found


def gone_people(before: date) -> QuerySet[Person]:
    """Who belongs to no unit since before a day, and is not forgotten: to be looked at by the desk."""
    open_ones = Membership.objects.filter(person=OuterRef("pk"))
    newer = open_ones.filter(Q(valid_to=None) | Q(valid_to__gte=before))
    young = Registration.objects.filter(person=OuterRef("pk"), year__gte=before.year)
    rows = Person.objects.filter(
        ~Exists(newer), ~Exists(young), ~Exists(Forgetting.objects.filter(person=OuterRef("pk")))
    )
    return rows.filter(Exists(open_ones))


def gone_people_of(by: Actor, today: date) -> list[Person]:
    """Those of the branches whose desk one runs, a hundred at most."""
    before = months_before(today, term_months(RecordKind.PROGRAMME, today))
    theirs = within(
        Membership.objects.filter(person=OuterRef("pk")), by.scope(Right.DESK), "unit__path"
    )
    return list(gone_people(before).filter(Exists(theirs)).order_by("pk")[:100])


def runs(limit: int = 12) -> list[RetentionRun]:
    """The last runs with their reports."""
    return list(RetentionRun.objects.all()[:limit])


def _removed_pictures(before: date) -> Rows:
    return Evidence.objects.filter(removed_at__date__lt=before)


def _jobs(before: date) -> Rows:
    return Job.objects.filter(finished_at__date__lt=before)


def _requests(before: date) -> Rows:
    rows = DataRequest.objects.filter(closed_on__lt=before).exclude(state__in=OPEN)
    return rows.exclude(answer__isnull=True).exclude(entered_by_name="")


def _breaches(before: date) -> Rows:
    return Breach.objects.filter(closed_at__date__lt=before)


_ROWS: Final[Mapping[RecordKind, Callable[[date], Rows]]] = {
    RecordKind.PROGRAMME: gone_people,
    RecordKind.EVIDENCE: _removed_pictures,
    RecordKind.JOBS: _jobs,
    RecordKind.REQUESTS: _requests,
    RecordKind.BREACHES: _breaches,
    RecordKind.REVIEWS: reviews_ended_before,
}
