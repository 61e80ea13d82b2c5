"""Keeping what browsers report as blocked, as counted kinds; letting it go after some months."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from neuguong.shield.models import PolicyReport


@transaction.atomic
def note_reports(*, day: date, kinds: Iterable[tuple[str, str, str]]) -> None:
    """Count each (directive, what was blocked, kind of page) once more for this day."""
    for directive, blocked, page in kinds:
        row = {"day": day, "directive": directive, "blocked": blocked, "page": page}
        PolicyReport.objects.bulk_create([PolicyReport(**row, count=0)], ignore_conflicts=True)
        PolicyReport.objects.filter(**row).update(count=F("count") + 1)


def forget_reports(before: date) -> int:
    """Remove what was reported before a day; returns how many rows."""
    return PolicyReport.objects.filter(day__lt=before).delete()[0]
