"""Tells what a column holds from its cells alone, where its heading says nothing known."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from neuguong.exchange.workbook.sheets import Row, Sheet, Value
from neuguong.exchange.workbook.subjects import is_collective
from neuguong.lib.vietnamese import fold

_SAMPLE: Final = 60
_FAMILIES: Final = (
    "nguyen tran le pham hoang huynh vu vo phan truong bui dang do ngo ho duong dinh doan lam "
    "mai trinh dao cao ly luong luu trieu nong ma ha ban phung chiu giang vang sung lau thao lo "
    "quang cam tong luc lang quan chu be mac hua vi loc sam ta thach to tang thai than trang van "
    "vuong kieu khuat la nghiem"
)
_FAMILY_NAMES: Final = frozenset(_FAMILIES.split())
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ ]+[^\W\d_]+){1,5}")
_ENOUGH: Final = 0.6


def found_by_content(
    sheet: Sheet, last: int, keys: Mapping[int, str], columns: Iterable[int]
) -> dict[int, str]:
    """The keys with the name and the deed found among columns of unknown heading, if they are missing."""
    found = dict(keys)
    rows = [row for row in sheet.rows if row.number > last][:_SAMPLE]
    free = [column for column in columns if column not in found]
    if not {"name", "collective"} & set(found.values()):
        best = max(free, key=lambda column: _like_names(rows, column), default=0)
        if best and _like_names(rows, best) >= _ENOUGH:
            found[best] = "name"
            free.remove(best)
    if "deed" not in found.values() and rows:
        best = max(free, key=lambda column: _like_sentences(rows, column), default=0)
        if best and _like_sentences(rows, best) >= _ENOUGH:
            found[best] = "deed"
    return found


def _texts(rows: Iterable[Row], column: int) -> list[str]:
    values: list[Value] = [row.at(column) for row in rows]
    return [" ".join(value.split()) for value in values if isinstance(value, str)]


def _like_names(rows: Iterable[Row], column: int) -> float:
    """The share of the texts that begin with a family name, or name a unit."""
    texts = _texts(rows, column)
    good = sum(
        bool(_NAME.fullmatch(text)) and fold(text).split()[0] in _FAMILY_NAMES for text in texts
    )
    units = sum(map(is_collective, texts))
    return (good + units / 2) / len(texts) if good > 1 or (good and len(texts) < 4) else 0


def _like_sentences(rows: Iterable[Row], column: int) -> float:
    """The share of the texts that are several words beginning with a capital, and differ."""
    texts = _texts(rows, column)
    if not texts or len(set(texts)) * 2 < len(texts):
        return 0
    return sum(len(text.split()) >= 4 and not is_collective(text) for text in texts) / len(texts)
