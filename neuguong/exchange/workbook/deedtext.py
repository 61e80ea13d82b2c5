"""Takes the words of a cell apart: several deeds in one cell, amounts of money inside a sentence."""

import re
from itertools import pairwise
from typing import Final

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.lib.amounts import AmountError, ParsedAmount, parse_amount
from neuguong.lib.vietnamese import fold

_NUMBERED: Final = re.compile(
    r"(?:^|(?<=[\s.;,:]))(?:(?:việc|nội dung)\s+(?:số\s+)?)?(?<!\w)\(?(\d{1,2})"
    r"\s*[.)\-/:]\s*(?=[^\W\d])",
    re.IGNORECASE,
)
_LETTERED: Final = re.compile(
    r"(?:^|(?<=[\n;]))\s*\(?([a-eđ])\s*[.)/]\s*(?=[^\W\d])", re.IGNORECASE
)
_CIRCLED: Final = re.compile("\\s*([①-⑳])\\s*")
_LEAD_IN: Final = re.compile(
    r"[^.;\n]{0,60}(?:việc|nội dung|đăng ký|cam kết|như sau|cụ thể)[^.;\n]{0,30}:\s*", re.IGNORECASE
)
_FIGURED: Final = re.compile(r"\s*\(?(\d{1,2})\s*[.,)\-:]\s+(?=\S)")
_BULLETED: Final = re.compile(r"^\s*[-–+*•·▪●○◦✓✔➢❖]\s*|(?<=;)\s*[-–+•]\s+", re.MULTILINE)
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
_IN_WORDS: Final = re.compile(r"\s*\([^()\d]*\bđồng\b[^()]*\)", re.IGNORECASE)
_A_YEAR: Final = re.compile(r"\s*/\s*(?:1\s*)?năm\b", re.IGNORECASE)
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
    for split in (_by_numbers, _by_letters, _by_circles, _by_bullets, _by_lines, _by_semicolons):
        parts = split(text)
        if len(parts) > 1 or (parts and parts[0] != text):
            break
    else:
        parts = [text]
    return [clean for part in parts if (clean := _one_line(part))]


def split_values(text: str, count: int) -> list[str] | None:
    """The values of a cell beside `count` deeds, one for each; None if the cell is not so divided."""
    lines = text.strip().splitlines()
    for parts in (_by_numbers(text), _by_bullets(text), _without_figures(lines), text.split(";")):
        bare = [part.strip(_ENDS) for part in parts]
        if len(bare) == count and count > 1:
            return bare
    return None


def money_in(text: str) -> list[ParsedAmount]:
    """The amounts of money that a sentence says were given, in đồng; income, loans and rates left out."""
    found: list[ParsedAmount] = []
    for match in _MONEY.finditer(text):
        amount = match["amount"].strip(" .,")
        rest = text[match.end("amount") :]
        is_money = _IS_MONEY.search(fold(amount)) or _IN_WORDS.match(rest)
        if match["each"] or not is_money or (match["after"] and not _A_YEAR.match(rest)):
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
    if (
        not marks
        or not _may_lead(text[: marks[0].start()])
        or (len(marks) == 1 and "\n" in text.strip())
    ):
        return []
    return _cut(text, marks)


def _may_lead(text: str) -> bool:
    """Whether what stands before the first number is nothing, or only says that deeds follow."""
    return not text.strip() or bool(_LEAD_IN.fullmatch(text))


def _by_letters(text: str) -> list[str]:
    """Parts that begin with a), b), c)."""
    marks: list[re.Match[str]] = []
    for match in _LETTERED.finditer(text):
        if len(marks) < 5 and match[1].lower() == "abcde"[len(marks)]:
            marks.append(match)
    return _cut(text, marks) if len(marks) > 1 and _may_lead(text[: marks[0].start()]) else []


def _by_circles(text: str) -> list[str]:
    marks = list(_CIRCLED.finditer(text))
    return _cut(text, marks) if marks and not text[: marks[0].start()].strip() else []


def _cut(text: str, marks: list[re.Match[str]]) -> list[str]:
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _without_figures(lines: list[str]) -> list[str]:
    """Lines without the numbers in front of them, if they count 1, 2, 3: "1. 400" is 400."""
    found = [_FIGURED.match(line) for line in lines]
    counted = [int(match[1]) for match in found if match]
    if counted != list(range(1, len(lines) + 1)):
        return lines
    return [line[match.end() :] for line, match in zip(lines, found, strict=True) if match]


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
    bare = _without_figures(lines)
    if len(lines) > 1 and bare is not lines:
        return bare
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
