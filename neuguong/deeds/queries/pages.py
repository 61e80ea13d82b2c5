"""Reads for the pages of deeds: what one may know of, the vocabulary, search, checks."""

from collections.abc import Collection, Iterable, Sequence

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
from neuguong.deeds.rules import CATEGORIES, DeedState, Standing
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import within


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


def full_deeds() -> QuerySet[Deed]:
    """Deeds with everything a page shows of them, in a fixed number of statements."""
    return (
        Deed.objects.select_related("category", "work__unit", "replaced_by", "carried_from")
        .order_by("number")
        .prefetch_related(
            Prefetch("results", Result.objects.prefetch_related("quantities")),
            "contributions",
            Prefetch("evidence", _shown_evidence()),
        )
    )


def full_registrations() -> QuerySet[Registration]:
    """Registrations with everything a page shows, in a fixed number of statements."""
    return Registration.objects.select_related(
        "unit__type", "unit__parent", "person__account", "collective"
    ).prefetch_related(
        Prefetch("deeds", full_deeds()),
        Prefetch("evidence", _shown_evidence().filter(deed=None)),
        Prefetch("contributions", Contribution.objects.filter(deed=None)),
    )


def _shown_evidence() -> QuerySet[Evidence]:
    return Evidence.objects.filter(removed_at=None).select_related("file")


def is_used(deed: Deed) -> bool:
    """Whether anything hangs on a deed, so that it can no longer be taken out."""
    used = (deed.results, deed.contributions, deed.evidence, deed.replaces, deed.carried_to)
    return any(rows.exists() for rows in used)


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
    rows = full_deeds().select_related(
        "registration__unit__type", "registration__unit__parent", "registration__person__account",
        "unit", "category", "work__unit", "replaced_by", "carried_from",
    )  # fmt: skip
    deed = rows.filter(pk=deed_id).first()
    if deed is None or not may_read(by, deed.registration):
        raise Http404
    return deed


def work_seen(by: Actor, work_id: int) -> Work:
    """A shared work for one who may view its unit; otherwise 404."""
    rows = Work.objects.select_related("unit__type", "unit__parent").prefetch_related(
        "quantities", "contributions", Prefetch("deeds", _deeds_of_work())
    )
    work = rows.filter(pk=work_id).first()
    if work is None or not by.may(Right.VIEW, at=work.unit):
        raise Http404
    return work


def _deeds_of_work() -> QuerySet[Deed]:
    return Deed.objects.select_related("registration__unit").order_by("registration__sort", "pk")


def works_of(unit: Unit, year: int) -> QuerySet[Work]:
    """Shared works a deed of this unit could join: its own and those of the units above it."""
    paths = [unit.path[:end] for end in range(5, len(unit.path) + 1, 5)]
    return Work.objects.filter(unit__path__in=paths, year=year).select_related(
        "unit"
    ).prefetch_related("quantities")  # fmt: skip


def gift_seen(by: Actor, contribution_id: int) -> Contribution:
    """A contribution for one who may read its registration; otherwise 404."""
    rows = Contribution.objects.select_related("registration__unit", "deed")
    gift = rows.filter(pk=contribution_id).first()
    if gift is None or not may_read(by, gift.registration):
        raise Http404
    return gift


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


def examples_for(branches: Collection[PathRange], year: int, limit: int = 40) -> QuerySet[Deed]:
    """Deeds of collectives in the branches that are done and have figures: candidates for a report."""
    rows = within(Deed.objects.all(), branches, "unit__path")
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
