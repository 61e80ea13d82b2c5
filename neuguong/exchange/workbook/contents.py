"""Tells what a column holds from its cells alone, where its heading says nothing known."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
_COUNTED: Final = re.compile(
    r"(?:noi dung|viec lam|cong viec|viec|dang ky|muc)? ?(?:so |thu )?(?:\d|nhat|hai|ba)"
)


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


def refuted_by_content(sheet: Sheet, last: int, keys: Mapping[int, str]) -> dict[int, str]:
    """The keys without names and deeds whose cells are numbers: "Số việc đăng ký" counts, it names none."""
    rows = [row for row in sheet.rows if row.number > last][:_SAMPLE]
    found = dict(keys)
    for column, key in keys.items():
        if key in ("name", "deed", "unit"):
            values = [value for row in rows if (value := row.at(column)) is not None]
            numbers = sum(_is_number(value) for value in values)
            if numbers > 1 and numbers > _ENOUGH * len(values):
                del found[column]
    return found


def parted_names(
    sheet: Sheet, last: int, keys: Mapping[int, str], paths: Mapping[int, Sequence[str]]
) -> dict[int, str]:
    """The keys with a heading of names over two columns as family name and given name."""
    found = dict(keys)
    column = next((c for c, key in keys.items() if key == "name"), 0)
    beside = column + 1
    if not column or "family_name" in keys.values() or keys.get(beside):
        return found
    if paths.get(beside) and paths[beside] == paths[column]:
        rows = [row for row in sheet.rows if row.number > last][:_SAMPLE]
        given = _texts(rows, beside)
        if given and sum(len(text.split()) == 1 for text in given) >= _ENOUGH * len(given):
            found[column], found[beside] = "family_name", "name"
    return found


def further_deeds(keys: Mapping[int, str], paths: Mapping[int, Sequence[str]]) -> tuple[int, ...]:
    """Columns beside that of the deeds with the same heading, or one that only counts on: "Việc 2"."""
    column = next((c for c, key in keys.items() if key == "deed"), 0)
    path = paths.get(column, ())
    found: list[int] = []
    while column and (after := paths.get(column + len(found) + 1)):
        same = path and list(after[:-1]) == list(path[:-1])
        counted = same and all(_COUNTED.fullmatch(fold(each[-1])) for each in (path, after))
        if keys.get(column + len(found) + 1) or not (counted or after == path):
            break
        found.append(column + len(found) + 1)
    return tuple(found)


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return value.strip().replace(".", "").replace(",", "").isdecimal()
    return isinstance(value, int | float)


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
