"""Files that were handed in long ago."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from neuguong.exchange.models import ImportPage, ImportRow, ImportRun, ListRun
from neuguong.exchange.rules import MadeKind

_KINDS = {
    "people.person": MadeKind.PERSON,
    "deeds.registration": MadeKind.REGISTRATION,
    "deeds.deed": MadeKind.DEED,
    "deeds.contribution": MadeKind.GIFT,
}


def old_imports(before: date) -> QuerySet[ImportRun]:
    """Imports that ended before a day and still hold what their writer sent."""
    pages = ImportPage.objects.filter(run=OuterRef("pk"))
    facts = ImportRow.objects.filter(run=OuterRef("pk")).exclude(before=None, after=None)
    rows = ImportRun.objects.filter(ended_at__date__lt=before)
    return rows.filter(Q(file__isnull=False) | Exists(pages) | Exists(facts))


def old_lists(before: date) -> QuerySet[ListRun]:
    """The same of lists of units and people."""
    return ListRun.objects.filter(ended_at__date__lt=before, file__isnull=False)


def imports_about(rows: Collection[tuple[str, int]]) -> QuerySet[ImportRun]:
    """Imports that have ended and made, or changed, one of these rows."""
    about = Q(pk__in=())
    for label, kind in _KINDS.items():
        ids = [pk for name, pk in rows if name == label]
        kinds = [kind, MadeKind.CHANGE] if kind is MadeKind.DEED else [kind]
        about |= Q(kind__in=kinds, object_id__in=ids)
    runs = ImportRow.objects.filter(about).order_by().values("run")
    return ImportRun.objects.filter(pk__in=runs, ended_at__isnull=False).select_related("file")


def lists_of(unit_ids: Collection[int]) -> QuerySet[ListRun]:
    """Lists that have ended, brought for one of these units, and still hold their file."""
    found = ListRun.objects.filter(unit__in=list(unit_ids), ended_at__isnull=False)
    return found.filter(file__isnull=False).select_related("file")


def old_uploads(before: date) -> int:
    """How many of both there are."""
    return old_imports(before).count() + old_lists(before).count()
