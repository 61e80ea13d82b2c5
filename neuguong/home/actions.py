"""Looking over the data and keeping what is found."""

from datetime import datetime
from time import monotonic

from django.db import transaction

from neuguong.home.models import DataFault, DataLook
from neuguong.home.queries.faults import MOST, all_found
from neuguong.lib.rows import insert_values


def look_over(*, now: datetime) -> DataLook:
    """Ask every check and keep what it finds instead of what the look before found."""
    began = monotonic()
    found = all_found()
    rows = [
        (code, one.path, one.unit_name, one.kind.value, one.target, one.words)
        for code, rows in found.items()
        for one in rows[:MOST]
    ]
    seconds = round(monotonic() - began, 3)
    with transaction.atomic():
        DataLook.objects.all().delete()
        DataFault.objects.all().delete()
        insert_values(DataFault, ("code", "path", "unit_name", "kind", "target", "words"), rows)
        return DataLook.objects.create(
            at=now, seconds=seconds, counts={code: len(rows) for code, rows in found.items()}
        )
