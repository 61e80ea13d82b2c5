"""Takes text apart that holds several things: one cell with a list in it, a block copied from a sheet."""

import re
from itertools import pairwise
from typing import Final

from neuguong.lib.vietnamese import nfc

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
# A cell in quotes only where a sheet would have put them: around a tab, a line break or a quote.
_CELL: Final = re.compile(
    r'"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)|([^\t\r\n]*)',
)
_AFTER: Final = re.compile(r"\t|\r?\n|\Z")


def split_items(text: str, *, semicolons: bool = True) -> list[str]:
    """The items of one cell: numbered, lettered, with dashes, on lines of their own, or by semicolons.

    Semicolons part a sentence only where `semicolons` says that the text came from a sheet.
    """
    ways = (_by_numbers, _by_letters, _by_circles, _by_bullets, _by_lines)
    for split in (*ways, _by_semicolons) if semicolons else ways:
        parts = split(text)
        if len(parts) > 1 or (parts and parts[0] != text):
            break
    else:
        parts = [text]
    return [clean for part in parts if (clean := one_line(part).strip(_ENDS))]


def split_values(text: str, count: int) -> list[str] | None:
    """The values of a cell beside `count` items, one for each; None if the cell is not so divided."""
    lines = text.strip().splitlines()
    for parts in (_by_numbers(text), _by_bullets(text), _without_figures(lines), text.split(";")):
        bare = [part.strip(_ENDS) for part in parts]
        if len(bare) == count and count > 1:
            return bare
    return None


def split_block(text: str) -> list[list[str]]:
    """The cells of a block copied from a sheet: rows by line, columns by tab, quotes as sheets put them."""
    rows: list[list[str]] = [[]]
    text, at = nfc(text).rstrip("\r\n"), 0
    while True:
        cell = _CELL.match(text, at)
        assert cell is not None  # the second way of the pattern matches nothing as well
        quoted = cell[1]
        rows[-1].append(cell[2] if quoted is None else quoted.replace('""', '"'))
        after = _AFTER.match(text, cell.end())
        at = after.end() if after else cell.end()
        if after is None or not after[0]:
            return rows
        if after[0] != "\t":
            rows.append([])


def one_line(text: str) -> str:
    """The text on one line, with single spaces, its letters composed."""
    return " ".join(nfc(text).split())


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
    """Whether what stands before the first number is nothing, or only says that items follow."""
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
    """Lines are items when each begins with a capital and is more than a word or two."""
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
