"""Understands what attendance machines write: a row a day, a row a stamp, or a grid of days.

A table comes as rows of plain values, numbered as in the file. Nothing is guessed silently: a cell that
says nothing known is a fault with its row, column and remedy.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from neuguong.attendance.rules.marks import DayMark, Mark
from neuguong.lib.dates import DayError, Period, parse_day
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _

Cell = object
Line = tuple[int, Sequence[Cell]]

_HEADER_ROWS: Final = 20
_GRID_DAYS: Final = 15
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("ho va ten", "ho ten", "ten nhan vien", "ten", "nhan vien", "name", "ten can bo"),
    "code": (
        "ma nv",
        "ma nhan vien",
        "ma cham cong",
        "ma cc",
        "ma so",
        "user id",
        "id",
        "ac no",
        "so the",
        "ma",
    ),
    "stamp": ("ngay gio", "thoi gian cham", "thoi gian", "date time", "datetime", "gio cham"),
    "day": ("ngay cham cong", "ngay", "date"),
    "first": ("gio vao", "vao 1", "vao", "check in", "clock in", "in"),
    "last": ("gio ra", "ra 2", "ra 1", "ra", "check out", "clock out", "out"),
    "mark": ("ky hieu", "trang thai", "loai cong", "cong", "status"),
}
_MARKS: Final[Mapping[str, Mark]] = {
    **dict.fromkeys(("x", "+", "✓", "v x", "1", "ct", "h", "hn", "cong tac", "di hoc", "co mat",
                     "du cong", "dd"), Mark.PRESENT),
    **dict.fromkeys(("t", "m", "tre", "muon", "di muon", "di tre", "x t"), Mark.LATE),
    **dict.fromkeys(("1/2", "x/2", "nc", "0.5", "0,5", "nua ngay", "p/2"), Mark.HALF),
    **dict.fromkeys(("p", "ph", "np", "phep", "o", "om", "ts", "thai san", "ro", "r", "nb", "co phep",
                     "viec rieng"), Mark.EXCUSED),
    **dict.fromkeys(("k", "kp", "v", "vang", "khong phep", "ko", "0"), Mark.ABSENT),
    **dict.fromkeys(("-", "cn", "t7", "l", "le", "nghi le", "off", "/"), Mark.OFF),
}  # fmt: skip
_TIMES: Final = re.compile(r"([01]?\d|2[0-3])[:hg.]([0-5]\d)")
_MONTH: Final = re.compile(
    r"(?:thang|ky|month)?\s*\b(0?[1-9]|1[0-2])\s*(?:[/\-.]|nam|\s)\s*(20\d\d)\b"
)


class Shape(StrEnum):
    """The kinds of tables that machines write."""

    DAILY = "daily"
    STAMPS = "stamps"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that could not be read: row and column as in the file, and what to do."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Reading:
    """What a table says: its shape, days, faults; `shape` None where it is no table of attendance."""

    shape: Shape | None = None
    marks: list[DayMark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def months(self) -> set[int]:
        """The months (yyyymm) of which it speaks."""
        return {mark.day.year * 100 + mark.day.month for mark in self.marks}


def read_table(lines: Sequence[Line], month: int) -> Reading:
    """The days in a table; `month` (yyyymm) is that of grids that name none above their days."""
    for place, (_number, cells) in enumerate(lines[:_HEADER_ROWS]):
        keys, days = _heading(cells)
        named = "name" in keys or "code" in keys
        body = lines[place + 1 :]
        if named and len(days) >= _GRID_DAYS:
            said = _month_said(lines[: place + 1]) or month
            return _grid(body, keys, days, said)
        if named and "stamp" in keys:
            return _stamps(body, keys)
        if named and "day" in keys and ("first" in keys or "mark" in keys):
            return _daily(body, keys)
    return Reading()


def _heading(cells: Sequence[Cell]) -> tuple[dict[str, int], dict[int, int]]:
    """Meaning → column, and column → day of the month, of a row of headings."""
    keys: dict[str, int] = {}
    days: dict[int, int] = {}
    for column, cell in enumerate(cells):
        words = " ".join(re.sub(r"[^0-9a-z ]", " ", fold(str(cell))).split()) if cell else ""
        for key, known in _HEADINGS.items():
            if words in known and key not in keys:
                keys[key] = column
        number = _day_number(cell)
        if number is not None and number not in days.values():
            days[column] = number
    return keys, days


def _day_number(cell: Cell) -> int | None:
    if isinstance(cell, datetime | date):
        return cell.day
    found = re.fullmatch(r"\s*(?:ng[aà]y\s*)?(\d{1,2})(?:\.0)?\s*", nfc(str(cell)), re.IGNORECASE)
    if found is None or isinstance(cell, bool):
        return None
    number = int(found[1])
    return number if 1 <= number <= 31 else None


def _month_said(lines: Iterable[Line]) -> int | None:
    for _number, cells in lines:
        for cell in cells:
            if isinstance(cell, str) and (found := _MONTH.search(fold(cell))):
                return int(found[2]) * 100 + int(found[1])
            if isinstance(cell, datetime | date):
                return cell.year * 100 + cell.month
    return None


def _who(cells: Sequence[Cell], keys: Mapping[str, int]) -> tuple[str, str]:
    name = _text(_at(cells, keys.get("name")))
    code = _text(_at(cells, keys.get("code"))).removesuffix(".0")
    return name or code, code


def _at(cells: Sequence[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else None


def _text(cell: Cell) -> str:
    return "" if cell is None else nfc(" ".join(str(cell).split()))


def _grid(
    body: Sequence[Line], keys: Mapping[str, int], days: Mapping[int, int], month: int
) -> Reading:
    made = Reading(Shape.GRID)
    last = Period.of_month(month).last_day
    for number, cells in body:
        name, code = _who(cells, keys)
        if not name or not re.search(r"\w", name) or _is_foot(name):
            continue
        for column, day in days.items():
            cell = _at(cells, column)
            if day > last.day or cell is None or _text(cell) == "":
                continue
            try:
                mark, first, end = _mark_of(cell)
            except ValueError:
                made.faults.append(_unknown(number, column, cell))
                continue
            made.marks.append(DayMark(name, code, last.replace(day=day), mark, first, end))
    return made


def _daily(body: Sequence[Line], keys: Mapping[str, int]) -> Reading:
    made = Reading(Shape.DAILY)
    for number, cells in body:
        name, code = _who(cells, keys)
        said = _at(cells, keys["day"])
        if not name or said is None or _is_foot(name):
            continue
        day = _day(said)
        if day is None:
            made.faults.append(
                Fault(number, keys["day"] + 1, _("Không đọc được ngày “%(said)s”. Ghi như 05/10/2026.")
                      % {"said": _text(said)})
            )  # fmt: skip
            continue
        first, end = _time(_at(cells, keys.get("first"))), _time(_at(cells, keys.get("last")))
        marked = _at(cells, keys.get("mark"))
        try:
            mark = _mark_of(marked)[0] if marked is not None and _text(marked) else None
        except ValueError:
            made.faults.append(_unknown(number, keys["mark"], marked))
            continue
        if mark is None:
            mark = Mark.PRESENT if first is not None else Mark.ABSENT
        made.marks.append(DayMark(name, code, day, mark, first, end))
    return made


def _stamps(body: Sequence[Line], keys: Mapping[str, int]) -> Reading:
    made = Reading(Shape.STAMPS)
    found: dict[tuple[str, str, date], list[time]] = {}
    for number, cells in body:
        name, code = _who(cells, keys)
        said = _at(cells, keys["stamp"])
        if not name or said is None:
            continue
        moment = _moment(said, _at(cells, keys.get("day")))
        if moment is None:
            made.faults.append(
                Fault(number, keys["stamp"] + 1,
                      _("Không đọc được lần chấm “%(said)s”. Ghi như 05/10/2026 07:28.")
                      % {"said": _text(said)})
            )  # fmt: skip
            continue
        found.setdefault((name, code, moment.date()), []).append(moment.time())
    for (name, code, day), times in found.items():
        end = max(times) if len(times) > 1 else None
        made.marks.append(DayMark(name, code, day, Mark.PRESENT, min(times), end))
    return made


def _mark_of(cell: Cell) -> tuple[Mark, time | None, time | None]:
    """The mark in a cell: a known sign, hours worked, or the times of coming and going."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return Mark.PRESENT, cell, None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _worked(float(cell)), None, None
    text = fold(_text(cell))
    times = [time(int(h), int(m)) for h, m in _TIMES.findall(text)]
    if times:
        return Mark.PRESENT, min(times), max(times) if len(times) > 1 else None
    if text in _MARKS:
        return _MARKS[text], None, None
    return _worked(float(text.replace(",", "."))), None, None


def _worked(hours: float) -> Mark:
    """A number in a cell is a count of days up to one, else of hours."""
    if not 0 <= hours <= 24:
        raise ValueError(hours)
    if hours == 0:
        return Mark.ABSENT
    if hours == 0.5 or 1 < hours < 6:
        return Mark.HALF
    return Mark.PRESENT


def _day(said: Cell) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    try:
        return parse_day(_text(said).split(" ")[0])
    except DayError:
        return None


def _time(said: Cell) -> time | None:
    if isinstance(said, datetime):
        return said.time()
    if isinstance(said, time):
        return said
    if isinstance(said, timedelta):
        return _clock(said)
    if isinstance(said, float) and 0 < said < 1:
        return _clock(timedelta(days=said))
    found = _TIMES.search(fold(_text(said))) if said is not None else None
    return time(int(found[1]), int(found[2])) if found else None


def _clock(since_midnight: timedelta) -> time:
    minutes = round(since_midnight.total_seconds() / 60) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _moment(said: Cell, day: Cell) -> datetime | None:
    if isinstance(said, datetime):
        return said
    on, at = _day(day if day is not None else said), _time(said)
    return datetime.combine(on, at) if on and at else None


def _is_foot(name: str) -> bool:
    return fold(name).startswith(("tong", "cong", "nguoi lap", "ghi chu", "ky hieu", "thu truong"))


def _unknown(number: int, column: int, cell: Cell) -> Fault:
    return Fault(
        number, column + 1,
        _("Không hiểu ký hiệu “%(said)s”. Dùng: x có mặt, M đi muộn, 1/2 nửa ngày, P nghỉ phép, K vắng.")
        % {"said": _text(cell)},
    )  # fmt: skip
