"""Takes the words of a cell apart: several deeds in one cell, amounts of money inside a sentence."""

import re
from itertools import pairwise
from typing import Final

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.lib.amounts import AmountError, ParsedAmount, parse_amount
from neuguong.lib.vietnamese import fold

_NUMBERED: Final = re.compile(
    r"(?:^|(?<=[\s.;,:]))(?:(?:việc|nội dung)\s+)?(\d{1,2})\s*[.)\-/:]\s*(?=[^\W\d])", re.IGNORECASE
)
_BULLETED: Final = re.compile(r"^\s*[-–+*•·▪]\s*", re.MULTILINE)
_ENDS: Final = " \t\r\n;"
_MONEY: Final = re.compile(
    r"(?P<each>mỗi[^,;.\d]{0,25})?"
    r"(?P<amount>(?:(?:hàng|hơn|trên|gần|khoảng|ít nhất|dưới|từ|không dưới)\s+)*"
    r"(?:\d[\d.,]*\d|\d|(?<=hàng )(?:chục|trăm|nghìn|triệu|tỷ)(?: triệu| tỷ| nghìn)?)\s*"
    r"(?:(?:tỷ|tỉ|triệu|nghìn|ngàn|tr|k)\b(?:\s*\d[\d.,]*\s*(?:triệu|nghìn|ngàn|tr)\b)*\s*)?"
    r"(?:đồng|vnđ|vnd|đ\b)?(?: trở lên)?)(?P<after>\s*/)?",
    re.IGNORECASE,
)
_IS_MONEY: Final = re.compile(
    r"\d\s*(?:ty|ti|trieu|nghin|ngan|tr)\b|(?:dong|vnd|vnđ)\b|\dd\b|trieu|ty\b"
)
_UNIT_WORDS: Final = "|".join(
    sorted({re.escape(word) for kind in RESULT_KINDS for word in kind.words}, key=len, reverse=True)
)
_QUANTITY: Final = re.compile(
    r"(?:(?:hơn|trên|gần|khoảng|ít nhất)\s+)?(?<![\d.,/])\d[\d.,]*\s*"
    rf"(?:{_UNIT_WORDS})(?![\w/])",
    re.IGNORECASE,
)
_NOT_GIVEN: Final = re.compile(
    r"thu nhập|doanh thu|lợi nhuận|vay|nợ|lãi|mức lương|sản lượng", re.IGNORECASE
)


def split_deeds(text: str) -> list[str]:
    """The deeds of one cell: numbered, with dashes, on lines of their own, or parted by semicolons."""
    for split in (_by_numbers, _by_bullets, _by_lines, _by_semicolons):
        parts = split(text)
        if len(parts) > 1 or (parts and parts[0] != text):
            break
    else:
        parts = [text]
    return [clean for part in parts if (clean := _one_line(part))]


def split_values(text: str, count: int) -> list[str] | None:
    """The values of a cell beside `count` deeds, one for each; None if the cell is not so divided."""
    for parts in (_by_numbers(text), _by_bullets(text), text.strip().splitlines()):
        bare = [part.strip(_ENDS) for part in parts]
        if len(bare) == count and count > 1:
            return bare
    return None


def money_in(text: str) -> list[ParsedAmount]:
    """The amounts of money that a sentence says were given, in đồng; income, loans and rates left out."""
    found: list[ParsedAmount] = []
    for match in _MONEY.finditer(text):
        amount = match["amount"].strip(" .,")
        if match["each"] or match["after"] or not _IS_MONEY.search(fold(amount)):
            continue
        if _NOT_GIVEN.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        try:
            parsed = parse_amount(amount)
        except AmountError:
            continue
        if parsed.value > 0:
            found.append(parsed)
    return found


def quantity_in(text: str) -> ParsedAmount | None:
    """The one amount with a unit of measure that a sentence names: "Trồng 500 cây quế"; None if not one."""
    found = list(_QUANTITY.finditer(text))
    if len(found) != 1:
        return None
    try:
        return parse_amount(found[0][0])
    except AmountError:
        return None


def _by_numbers(text: str) -> list[str]:
    """Parts that begin with 1, 2, 3 … in this order; figures elsewhere in the sentence do not count."""
    marks: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text):
        if int(match[1]) == len(marks) + 1:
            marks.append(match)
    if not marks or text[: marks[0].start()].strip() or (len(marks) == 1 and "\n" in text.strip()):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _by_bullets(text: str) -> list[str]:
    starts = [match.end() for match in _BULLETED.finditer(text)]
    if not starts or _BULLETED.sub("", text[: starts[0]]).strip():
        return []
    bounds = [*starts, len(text) + 1]
    return [
        _BULLETED.sub("", text[a:b].rsplit("\n", 1)[0] if b <= len(text) else text[a:b])
        for a, b in pairwise(bounds)
    ]


def _by_lines(text: str) -> list[str]:
    """Lines are deeds when each begins with a capital and is more than a word or two."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line[0].isupper() and len(line.split()) >= 3 for line in lines):
        return lines
    return []


def _by_semicolons(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > 1 and all(len(part.split()) >= 2 for part in parts):
        return parts
    return []


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip(_ENDS)
