"""A table of text (.csv, .txt): its encoding and separator are found, never asked for."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from neuguong.exchange.workbook.oldfonts import (
    Code,
    from_tcvn3,
    from_vni,
    is_vietnamese,
    modernised,
)
from neuguong.exchange.workbook.refusals import (
    MAX_COLUMN,
    MAX_ROW,
    not_a_workbook,
    too_many_columns,
    too_many_rows,
)
from neuguong.exchange.workbook.sheets import Row, Sheet, clean_value
from neuguong.lib.vietnamese import nfc

_SEPARATORS: Final = (",", ";", "\t", "|")
_CONTROLS: Final = frozenset(range(9)) | frozenset(range(14, 32))
_FORMULA: Final = frozenset("=+-@\t\r\n")
_SEARCHED_LINES: Final = 60
_SAMPLE: Final = 64 * 1024
SAID_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_UTF16: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_sheet(data: bytes) -> Sheet:
    """The one sheet of a file of text; Refused if it is not a table."""
    text = decoded(data)
    if text.lstrip()[:1] in ("<", "{") or text.startswith("%PDF"):
        raise not_a_workbook()
    if not _CONTROLS.isdisjoint(map(ord, text[:4096])):
        raise not_a_workbook()
    said = SAID_SEPARATOR.match(text)
    separator = said[1] if said else separator_of(text)
    rows = []
    if said:
        text = "\n" + text[said.end() :]  # rows keep their numbers
    try:
        for number, values in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1
        ):
            if number > MAX_ROW:
                raise too_many_rows()
            if len(values) > MAX_COLUMN:
                raise too_many_columns()
            cells = tuple(clean_value(bare(value)) for value in values)
            if any(value is not None for value in cells):
                rows.append(Row(number, cells))
    except csv.Error:
        raise not_a_workbook() from None
    return Sheet("CSV", tuple(modernised(rows, {})))


def bare(value: str) -> str:
    """A value without the apostrophe that keeps it from running as a formula, as our own files have it."""
    return value[1:] if value[:1] == "'" and value[1:2] in _FORMULA else value


def decoded(data: bytes) -> str:
    """The text in NFC: UTF-8, UTF-16 with or without its mark, Windows-1258, TCVN3 or VNI."""
    try:
        if encoding := utf16_of(data):
            return nfc(data.decode(encoding)).lstrip("\ufeff")
        try:
            return nfc(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return _of_one_byte(data)
    except UnicodeDecodeError:
        raise not_a_workbook() from None


def utf16_of(data: bytes) -> str:
    """Which UTF-16 it is, by its mark or by the zeros in every other place; empty if it is none."""
    if known := _UTF16.get(data[:2]):
        return known
    start = data[:4096]
    evens, odds = start[0::2].count(0), start[1::2].count(0)
    enough = len(start) // 8
    if odds > enough and evens * 4 < odds:
        return "utf-16-le"
    return "utf-16-be" if evens > enough and odds * 4 < evens else ""


def _of_one_byte(data: bytes) -> str:
    """Text with one byte for a letter, in whichever way makes the most Vietnamese words of it."""
    return from_one_byte(data, code_of_bytes(data))


def from_one_byte(data: bytes, code: Code | None) -> str:
    """Text with one byte for a letter in Unicode: Windows-1258, or one of the old codes."""
    if code is None:
        return nfc(data.decode("cp1258", errors="replace"))
    western = data.decode("cp1252", errors="replace")
    return from_tcvn3(western) if code is Code.TCVN3 else nfc(from_vni(western))


def code_of_bytes(data: bytes) -> Code | None:
    """The old code of text with one byte for a letter, None for Windows-1258; Refused if it is no text."""
    if b"\0" in data:
        raise not_a_workbook()
    ways = {code: from_one_byte(data, code) for code in (None, Code.TCVN3, Code.VNI)}
    scores = {code: is_vietnamese(text[:_SAMPLE]) for code, text in ways.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= 0 or ways[best].count("\ufffd") > len(data) // 100:
        raise not_a_workbook()
    return best


def separator_of(text: str) -> str:
    """The sign that cuts the first lines into fields most evenly."""
    start = text[:_SAMPLE].splitlines(keepends=True)[:_SEARCHED_LINES]
    counted = [(_evenness(start, sign), sign) for sign in _SEPARATORS]
    best, sign = max(counted, key=lambda pair: pair[0])
    if best == 0:
        raise not_a_workbook()
    return sign


def _evenness(lines: Iterable[str], sign: str) -> float:
    """The commonest number of fields (when above one), the more the more lines have just so many."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return 0
    total = sum(widths.values())
    widths.pop(1, None)
    if not widths:
        return 0
    width, times = widths.most_common(1)[0]
    return (times / total) ** 2 * min(width, 20)
