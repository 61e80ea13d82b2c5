"""Keeping the preview of a long file, so that its next page needs no plan of the whole file."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from neuguong.exchange.models import ImportPage
from neuguong.exchange.queries.previews import ROWS_OF_A_PART, packed


@transaction.atomic
def keep_preview(
    *, run_id: int, mark: str, head: dict[str, Any], rows: Iterable[Any], now: datetime
) -> None:
    """Keep what a preview says of a file and of each row, as plain values, in place of what was kept."""
    forget_preview(run_id=run_id)
    parts = [head, *_parts(rows)]
    ImportPage.objects.bulk_create(
        (
            ImportPage(run_id=run_id, number=number, mark=mark, kept_at=now, data=packed(part))
            for number, part in enumerate(parts)
        ),
        batch_size=50,
    )


def forget_preview(*, run_id: int) -> None:
    """Nothing is kept of a file that was brought in or put away."""
    ImportPage.objects.filter(run=run_id).delete()


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, ROWS_OF_A_PART)):
        yield part
