"""Reads for the pages of deeds: one's own, a collective's, the secretary's list, search, checks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404

from neuguong.deeds.models import (
    Contribution,
    Deed,
    DeedCategory,
    Evidence,
    Quantity,
    Registration,
    Result,
    Work,
)
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import CATEGORIES, DeedState, RegistrationState, Standing
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.people.models import Membership, Person
from neuguong.people.queries import memberships_on
from neuguong.programme.queries import minimum_for


def category_hints() -> list[tuple[int, list[str]]]:
    """Numbers of the categories with the folded words that point to each, most telling first."""
    order = {entry.number: place for place, entry in enumerate(CATEGORIES)}
    rows = DeedCategory.objects.filter(valid_to=None).values_list("number", "hints")
    found = sorted(rows, key=lambda row: order.get(row[0], 0))
    return [(number, hints.split("\n") if hints else []) for number, hints in found]


def categories() -> QuerySet[DeedCategory]:
    """The categories in use, in the order of their numbers."""
    return DeedCategory.objects.filter(valid_to=None).order_by("number")


def deed_counts(registration_ids: Sequence[int]) -> dict[int, int]:
    """How many deeds each registration holds, replaced ones left out."""
    rows = Deed.objects.filter(registration_id__in=list(registration_ids))
    rows = rows.exclude(state=DeedState.REPLACED)
    return dict(rows.values_list("registration_id").annotate(number=Count("pk")))


def full_registrations() -> QuerySet[Registration]:
    """Registrations with everything a page shows, in a fixed number of statements."""
    evidence = Evidence.objects.filter(removed_at=None).select_related("file")
    results = Result.objects.prefetch_related("quantities")
    deeds = (
        Deed.objects.select_related("category", "work", "replaced_by")
        .order_by("number")
        .prefetch_related(
            Prefetch("results", results),
            "contributions",
            Prefetch("evidence", evidence),
        )
    )
    return Registration.objects.select_related(
        "unit__type", "person", "collective"
    ).prefetch_related(Prefetch("deeds", deeds), Prefetch("evidence", evidence.filter(deed=None)))


def may_read(by: Actor, found: Registration) -> bool:
    """One's own; a collective's by those who may view; a person's also by name only locally."""
    if by.person_id is not None and by.person_id == found.person_id:
        return True
    if not by.may(Right.VIEW, at=found.unit):
        return False
    return found.person_id is None or by.sees_names(found.unit.path)


def registration_seen(by: Actor, registration_id: int) -> Registration:
    """A registration with its deeds, for one who may know of it; otherwise 404."""
    found = full_registrations().filter(pk=registration_id).first()
    if found is None or not may_read(by, found):
        raise Http404
    return found


def deed_seen(by: Actor, deed_id: int) -> Deed:
    """A deed for one who may know of its registration; otherwise 404."""
    deed = (
        Deed.objects.select_related("registration__unit", "unit", "category", "work")
        .filter(pk=deed_id)
        .first()
    )
    if deed is None or not may_read(by, deed.registration):
        raise Http404
    return deed


def work_seen(by: Actor, work_id: int) -> Work:
    """A shared work for one who may view its unit; otherwise 404."""
    work = Work.objects.select_related("unit__type").filter(pk=work_id).first()
    if work is None or not by.may(Right.VIEW, at=work.unit):
        raise Http404
    return work


def works_of(unit: Unit, year: int) -> QuerySet[Work]:
    """Shared works a deed of this unit could join: its own and those of the units above it."""
    paths = [unit.path[:end] for end in range(5, len(unit.path) + 1, 5)]
    return Work.objects.filter(unit__path__in=paths, year=year).select_related("unit")


def evidence_seen(by: Actor, evidence_id: int) -> Evidence:
    """A photo or scan for one who may read its registration; otherwise 404."""
    evidence = (
        Evidence.objects.select_related("file", "registration__unit")
        .filter(pk=evidence_id, removed_at=None)
        .first()
    )
    if evidence is None or not may_read(by, evidence.registration):
        raise Http404
    return evidence


def own_registration(by: Actor, year: int) -> Registration | None:
    """The actor's own registration of the year."""
    if by.person_id is None:
        return None
    return full_registrations().filter(person_id=by.person_id, year=year).first()


def collective_registration(unit: Unit, year: int) -> Registration | None:
    """The unit's own registration of the year."""
    return full_registrations().filter(collective=unit, year=year).first()


def home_unit(person_id: int, day: date) -> Unit | None:
    """The unit where a person registers: their cell first, else the first they belong to."""
    rows = Membership.objects.filter(person_id=person_id, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("unit__type")
    row = rows.order_by("category", "pk").first()
    return row.unit if row else None


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the secretary's list: a person of the unit and how far their year has come."""

    person: Person
    category: int
    registration: Registration | None
    deeds: int
    done: int
    told: int
    minimum: int

    @property
    def missing(self) -> int:
        """How many deeds are still missing to the minimum of the plan."""
        return max(0, self.minimum - self.deeds)


def secretary_list(unit: Unit, year: int, day: date) -> list[ListLine]:
    """Everybody of the unit with their registration of the year, by given name."""
    members = list(memberships_on(unit, day))
    people = [row.person_id for row in members]
    registrations = {
        found.person_id: found
        for found in Registration.objects.filter(year=year, person_id__in=people)
        .select_related("unit")
        .annotate(
            deed_count=Count("deeds", filter=~Q(deeds__state=DeedState.REPLACED)),
            done_count=Count("deeds", filter=Q(deeds__state=DeedState.DONE)),
            told_count=Count("deeds", filter=Q(deeds__state=DeedState.REPORTED)),
        )
    }
    minimums = {
        category: minimum_for(unit, year, category)
        for category in {row.category for row in members}
    }
    lines: dict[int, ListLine] = {}
    for row in members:
        found = registrations.get(row.person_id)
        lines.setdefault(
            row.person_id,
            ListLine(
                person=row.person,
                category=row.category,
                registration=found,
                deeds=getattr(found, "deed_count", 0),
                done=getattr(found, "done_count", 0),
                told=getattr(found, "told_count", 0),
                minimum=minimums[row.category],
            ),
        )
    return list(lines.values())


def waiting_registrations(unit: Unit, year: int) -> QuerySet[Registration]:
    """What the cell has to read: sent or amended, with the deeds, oldest first."""
    states = (RegistrationState.SUBMITTED, RegistrationState.AMENDED)
    rows = full_registrations().filter(unit=unit, year=year, state__in=states)
    return rows.order_by("submitted_on", "sort")


def told_deeds(unit: Unit, year: int) -> QuerySet[Deed]:
    """Deeds whose result was told and waits for the cell's word."""
    rows = Deed.objects.filter(unit=unit, year=year, state=DeedState.REPORTED)
    return rows.select_related("registration__unit").prefetch_related(
        "results__quantities", "contributions"
    )


def similar_last_year(found: Registration) -> dict[int, str]:
    """Deeds of this registration whose words were the subject's own already last year."""
    before = Deed.objects.filter(
        year=found.year - 1,
        registration__person=found.person_id,
        registration__collective=found.collective_id,
    )
    known = dict(before.values_list("search", "text"))
    return {deed.pk: known[deed.search] for deed in found.deeds.all() if deed.search in known}


def search_deeds(by: Actor, words: str, limit: int = 20) -> list[Deed]:
    """Deeds whose text holds all the words, marks or none, newest first, by those who may read them."""
    folded = fold(words)
    if not folded:
        return []
    rows = within(
        Deed.objects.select_related("registration__unit"), by.scope(Right.VIEW), "unit__path"
    )
    for word in folded.split():
        rows = rows.filter(search__contains=word)
    return list(rows.order_by("-pk")[:limit])


def examples_for(unit: Unit, year: int, limit: int = 40) -> QuerySet[Deed]:
    """Deeds of collectives in the branch that are done and have figures: candidates for a report."""
    rows = within(Deed.objects.all(), [PathRange.branch(unit.path)], "unit__path")
    rows = rows.filter(
        year=year, state=DeedState.DONE, standing=Standing.COUNTED, subject_kind__gt=1
    )
    rows = rows.annotate(figures=Count("results__quantities") + Count("contributions"))
    return rows.filter(figures__gt=0).select_related("registration__unit").order_by(
        "-figures", "pk"
    )[:limit]  # fmt: skip


def wrong_copies() -> list[str]:
    """Rows whose copied columns differ from the registration they belong to (invariant I4)."""
    off = ~Q(unit=F("registration__unit")) | ~Q(subject_kind=F("registration__subject_kind"))
    deeds = Deed.objects.filter(
        off
        | ~Q(year=F("registration__year"))
        | (~Q(state=DeedState.REPLACED) & ~Q(standing=F("registration__standing")))
    )
    quantities = Quantity.objects.filter(result__isnull=False).filter(
        ~Q(unit=F("result__deed__unit"))
        | ~Q(subject_kind=F("result__deed__subject_kind"))
        | Q(counted=1) & ~Q(result__deed__state=DeedState.DONE)
        | Q(counted=1) & ~Q(result__deed__standing=Standing.COUNTED)
        | Q(counted=1) & Q(result__deed__work__isnull=False)
    )
    gifts = Contribution.objects.filter(
        off | Q(counted=1) & ~Q(registration__standing=Standing.COUNTED)
    )
    named: tuple[tuple[str, Iterable[int]], ...] = (
        (str(_("Việc")), deeds.values_list("pk", flat=True)),
        (str(_("Số lượng")), quantities.values_list("pk", flat=True)),
        (str(_("Đóng góp")), gifts.values_list("pk", flat=True)),
    )
    return [
        _("%(what)s số %(pk)s: cột chép lại khác với bản đăng ký.") % {"what": what, "pk": pk}
        for what, keys in named
        for pk in keys
    ]
