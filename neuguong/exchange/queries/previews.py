"""The preview of a long file as it was kept: what is said of the whole, and its rows in packed parts."""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from neuguong.exchange.models import ImportPage

ROWS_OF_A_PART: Final = 200
_QUICKLY: Final = 1


def packed(data: object) -> bytes:
    """Plain values as few bytes."""
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), _QUICKLY)


def kept_head(run_id: int, mark: str, since: datetime) -> dict[str, Any] | None:
    """What was kept of the whole file since a moment under this mark; None when nothing was."""
    page = ImportPage.objects.filter(run=run_id, number=0, mark=mark, kept_at__gte=since).first()
    return _unpacked(page.data) if page else None


def kept_rows(run_id: int, places: Sequence[int]) -> list[Any]:
    """The rows at places counted from 0 through the whole file."""
    numbers = {1 + place // ROWS_OF_A_PART for place in places}
    parts = dict(_parts(run_id, numbers))
    return [parts[1 + place // ROWS_OF_A_PART][place % ROWS_OF_A_PART] for place in places]


def _parts(run_id: int, numbers: Iterable[int]) -> Iterable[tuple[int, Any]]:
    found = ImportPage.objects.filter(run=run_id, number__in=sorted(numbers))
    for number, data in found.values_list("number", "data"):
        yield number, _unpacked(data)


def _unpacked(data: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(data))
