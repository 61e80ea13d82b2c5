"""Files that were handed in long ago."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from neuguong.exchange.models import ImportPage, ImportRow, ImportRun, ListRun


def old_imports(before: date) -> QuerySet[ImportRun]:
    """Imports that ended before a day and still hold what their writer sent."""
    pages = ImportPage.objects.filter(run=OuterRef("pk"))
    facts = ImportRow.objects.filter(run=OuterRef("pk")).exclude(before=None, after=None)
    rows = ImportRun.objects.filter(ended_at__date__lt=before)
    return rows.filter(Q(file__isnull=False) | Exists(pages) | Exists(facts))


def old_lists(before: date) -> QuerySet[ListRun]:
    """The same of lists of units and people."""
    return ListRun.objects.filter(ended_at__date__lt=before, file__isnull=False)


def old_uploads(before: date) -> int:
    """How many of both there are."""
    return old_imports(before).count() + old_lists(before).count()
