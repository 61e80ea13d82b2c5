"""Reads one cell as money, a number, a day, a state: a value, or a problem said in words."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from neuguong.exchange.workbook.reader import CellFault, Value
from neuguong.lib.amounts import (
    AmountError,
    ParsedAmount,
    Qualifier,
    format_number,
    parse_amount,
)
from neuguong.lib.dates import DayError, parse_day
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category

_NOTHING: Final = frozenset(
    {"", "-", "--", "–", "—", "0", "khong", "khong co", "ko", "k", "/", "\\", "…", "..."}
)
_LONGEST_NOTHING: Final = 20
_OWN_WORDS: Final = re.compile(
    r"(?:\d|\b)(?:(?:ty|ti|trieu|tr|nghin|ngan|k)(?:d|dong|vnd)?(?=\d|\b)|(?:dong|vnd|d)\b|₫)"
)
_DONG: Final = ("d", "dong", "vnd", "₫", "vnđ")
_SWOLLEN: Final = {1_000: Decimal(10) ** 7, 1_000_000: Decimal(10) ** 5}
_LABOUR_UNITS: Final = ("", "cong", "ngay cong", "ngay", "cong lao dong", "ngay cong lao dong", "c")
_PEOPLE_TIMES_DAYS: Final = re.compile(
    r"(\d+)\s*(?:người|ng)?\s*[x×*]\s*(\d+(?:[.,]\d+)?)\s*(?:ngày|công|buổi)?\s*(?:công)?",
    re.IGNORECASE,
)
_MOST_LABOUR: Final = 100_000
_SERIAL_DAYS: Final = range(20_000, 80_000)  # 1954 to 2119, as Excel counts
_SERIAL_START: Final = dt.date(1899, 12, 30)
_ALWAYS: Final = re.compile(
    r"(?:thuong xuyen|hang |trong nam|lien tuc|dinh ky|12 thang|ca nam|suot nam|quanh nam|thuong nien)"
)
_SPAN: Final = re.compile(r"(?:tu\s+)?(.+?)\s*(?:-|–|—|->|,|&|\+|\bva\b|\bden\b)\s*(.+)")
_DONE: Final = re.compile(
    r"(?:x|v|y|yes|✓|✔|☑|√|✅|co|roi|tot|kha|ok|done|dung han|du|x x x?)|da .{1,80} xong"
    r"|(?:da |co ban |deu )*(?:thuc hien|lam|trien khai|to chuc|giup|ung ho|dong gop)"
    r"|(?:da |co ban |deu |thuc hien |viec )*(?:hoan thanh|ht[a-z]{0,4}|dht|dat|xong|vuot|lam xong"
    r"|thuc hien xong|trien khai xong|nghiem thu|ban giao|ket thuc)(?:\b.*)?"
)
_NOT_QUITE: Final = re.compile(r"\b(?:chua|khong|dang|mot phan|mot nua|con lai|do dang|cham)\b")
_OPEN: Final = re.compile(
    r"(?:chua|khong|ko|cht|kht|kd|chuyen|se |du kien|dk|tam dung|hoan lai|huy|thoi|no?$|[-–—/0☐✗✘❌]+$)"
)
_STARTED: Final = re.compile(
    r"(?:dang|dth|keo dai|tiep tuc|con do|do dang|moi |da trien khai|(?:da )?hoan thanh mot (?:phan|nua))"
)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_FRACTION: Final = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?= (?!nam)[a-z]|$)(?!/)")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_CATEGORIES: Final = (
    (re.compile(r"dang vien du bi|dv du bi|dvdb|du bi"), Category.PROBATIONARY),
    (re.compile(r".*mien (?:cong tac|sinh hoat)"), Category.EXEMPT),
    (re.compile(r"dang vien|dv$|dvct"), Category.OFFICIAL),
    (re.compile(r"cong chuc|cc$|cbcc"), Category.CIVIL_SERVANT),
    (re.compile(r"vien chuc|vc$"), Category.PUBLIC_EMPLOYEE),
    (re.compile(r"can bo|cb$"), Category.CADRE),
    (re.compile(r"nguoi lao dong|lao dong|nld|hop dong|cong nhan"), Category.WORKER),
    (re.compile(r"doan vien|thanh nien"), Category.YOUTH_MEMBER),
    (re.compile(r"hoi vien"), Category.ASSOCIATION_MEMBER),
    (re.compile(r"quan chung|nhan dan|nguoi dan|qc$|dan$"), Category.RESIDENT),
)


class Problem(Exception):
    """Why a cell cannot be taken: a code, and the rest of a sentence that begins with the place."""

    def __init__(self, code: str, text: str, *, follows: bool = True) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.follows = follows  # whether the text goes on after the value, or stands for itself


class Progress(Enum):
    """What a cell says of a deed; UNKNOWN are words that say nothing of it."""

    DONE = "done"
    REPORTED = "reported"
    STARTED = "started"
    CARRIED_OVER = "carried over"
    GIVEN_UP = "given up"
    OPEN = "open"
    UNKNOWN = "unknown"


# States in so many words, before anything else is made of them.
_ENDED: Final = (
    (
        re.compile(r"(?:dang lam,? )?(?:da )?bao (?:cao )?(?:xong|hoan thanh)|cho xac nhan"),
        Progress.REPORTED,
    ),
    (
        re.compile(
            r"(?:da |se |xin )?(?:chuyen|gia han)(?: tiep)?(?: sang| qua| den)? (?:nam|ky) (?:sau|toi|20\d\d)"
        ),
        Progress.CARRIED_OVER,
    ),
    (
        re.compile(
            r"khong (?:lam|thuc hien|trien khai) (?:duoc|nua)|thoi khong|xin thoi"
            r"|(?:da )?(?:huy|huy bo|bo)$"
        ),
        Progress.GIVEN_UP,
    ),
)


def is_nothing(value: Value) -> bool:
    """Whether a cell of amounts says that there is none: blank, a dash, 0, "không"."""
    if value is None:
        return True
    if isinstance(value, str):
        return len(value) < _LONGEST_NOTHING and fold(value) in _NOTHING
    return value == 0 and not isinstance(value, CellFault)


def checked(value: Value) -> Value:
    """The value itself; `Problem` if Excel left an error, or a formula it never counted."""
    if isinstance(value, CellFault):
        if value.code == "formula_without_value":
            raise Problem(
                value.code,
                _("ô có công thức nhưng chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi gửi."),
            )
        raise Problem(
            value.code,
            _("là lỗi của công thức; hãy sửa công thức hoặc gõ thẳng giá trị."),
        )
    return value


def read_money(value: Value, factor: int = 1) -> ParsedAmount:
    """Đồng, whole; `factor` is that of the heading, and words in the cell ("18 triệu") outweigh it."""
    parsed = _amount(value)
    unit = fold(parsed.unit_text or "")
    if unit and not unit.startswith(_DONG):
        raise Problem(
            "money_unit",
            _("có đơn vị “%(unit)s”, không phải tiền; hãy ghi như 15.500.000 hoặc 15,5 triệu.")
            % {"unit": parsed.unit_text},
        )
    if not (isinstance(value, str) and _OWN_WORDS.search(fold(value))):
        if parsed.value >= _SWOLLEN.get(factor, Decimal(10) ** 13):
            raise Problem(
                "money_swollen",
                _(
                    "số %(value)s quá lớn so với đơn vị ở đầu cột; nếu là đồng, hãy ghi “%(value)s đồng”."
                )
                % {"value": format_number(parsed.value)},
            )
        parsed = ParsedAmount(parsed.value * factor, parsed.qualifier, None)
    return ParsedAmount(parsed.value.quantize(Decimal(1), ROUND_HALF_UP), parsed.qualifier, None)


def read_quantity(value: Value) -> ParsedAmount:
    """An amount with the unit that stands in the cell, if one does."""
    return _amount(value)


_SQUARE_METRES: Final = {
    **dict.fromkeys(("", "m2", "m²", "met vuong"), Decimal(1)),
    **dict.fromkeys(("ha", "hecta", "hec ta"), Decimal(10_000)),
}


def read_land(value: Value) -> ParsedAmount:
    """Square metres of land; "0,5 ha" is five thousand. Sào and mẫu differ from place to place."""
    parsed = _amount(value)
    times = _SQUARE_METRES.get(fold(parsed.unit_text or ""))
    if times is None:
        text = _("có đơn vị “%(unit)s”, không rõ bao nhiêu mét vuông; hãy ghi bằng m² hoặc ha.")
        raise Problem("land_unit", text % {"unit": parsed.unit_text})
    return ParsedAmount(parsed.value * times, parsed.qualifier, None)


def read_labour(value: Value) -> ParsedAmount:
    """Labour-days, halves allowed; "5 người x 2 ngày" is ten."""
    qualifier = Qualifier.EXACTLY
    match = _PEOPLE_TIMES_DAYS.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        days = Decimal(match[1]) * Decimal(match[2].replace(",", "."))
    else:
        parsed = _amount(value)
        if fold(parsed.unit_text or "") not in _LABOUR_UNITS:
            raise Problem(
                "labour_unit",
                _("có đơn vị “%(unit)s”, không phải ngày công; hãy chỉ ghi số, ví dụ 2,5.")
                % {"unit": parsed.unit_text},
            )
        days, qualifier = parsed.value, parsed.qualifier
    if days * 2 != (days * 2).to_integral_value():
        raise Problem("labour_too_fine", _("không tròn nửa ngày công; hãy ghi như 2 hoặc 2,5."))
    if days > _MOST_LABOUR:
        raise Problem("labour_too_many", _("là số ngày công lớn quá mức; hãy xem lại số chữ số."))
    return ParsedAmount(days, qualifier, None)


def read_deadline(value: Value, year: int) -> dt.date:
    """The last day of a deadline: a date of Excel, "31/12/2022", "quý IV", "cả năm", "tháng 3 - tháng 6"."""
    value = checked(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int) and value in _SERIAL_DAYS:
        return _SERIAL_START + dt.timedelta(days=value)
    return _deadline_in(str(value).strip(), year)


@lru_cache(maxsize=4096)
def _deadline_in(typed: str, year: int) -> dt.date:
    if _ALWAYS.match(fold(typed)):
        return dt.date(year, 12, 31)
    try:
        return parse_day(typed, year)
    except DayError as error:
        span = _SPAN.fullmatch(fold(typed))
        if (
            span
            and error.code == "day_unreadable"
            and (day := _end_of_span(span[1], span[2], year))
        ):
            return day
        raise Problem(error.code, one_sentence(error.text), follows=False) from None


def _end_of_span(first: str, last: str, year: int) -> dt.date | None:
    """The last day of "tháng 3 - tháng 9", "quý I, II", where the second may lack the word."""
    word = re.match(r"(?:thang|quy|ngay|t|q)\b", first)
    for typed in (last, f"{word[0]} {last}" if word else last):
        try:
            return parse_day(typed, year)
        except DayError:
            continue
    return None


def read_progress(value: Value) -> Progress:
    """Whether a deed is done, from words ("HT", "x", "✓", "80 %") or a number (1 is 100 %)."""
    value = checked(value)
    if value is None or value is False:
        return Progress.OPEN
    if isinstance(value, bool | int | float):
        return _progress_of(Decimal(str(float(value))) * (1 if value > 1 else 100))
    return _progress_in(str(value))


@lru_cache(maxsize=4096)
def _progress_in(typed: str) -> Progress:
    text = fold(typed).strip(" .;,!()")
    if percent := _PERCENT.search(text):
        return _progress_of(Decimal(percent[1].replace(",", ".")))
    if text.isdecimal() and 1 < int(text) <= 100:
        return _progress_of(Decimal(text))
    if (part := _FRACTION.search(text)) and int(part[1]) < int(part[2]):
        return Progress.STARTED if int(part[1]) else Progress.OPEN
    if ended := next((state for words, state in _ENDED if words.match(text)), None):
        return ended
    if not text or _OPEN.match(text):
        return Progress.OPEN
    if _STARTED.match(text):
        return Progress.STARTED
    if _NOT_QUITE.search(text):
        return Progress.UNKNOWN
    return Progress.DONE if _DONE.fullmatch(text) else Progress.UNKNOWN


def _progress_of(percent: Decimal) -> Progress:
    if percent >= 100:
        return Progress.DONE
    return Progress.STARTED if percent > 0 else Progress.OPEN


def read_birth_year(value: Value) -> int | None:
    """The year of birth in a cell: 1975, "15/5/1975", a date; None when blank."""
    value = checked(value)
    if value is None:
        return None
    if isinstance(value, dt.date):
        return value.year
    if isinstance(value, int) and value in _SERIAL_DAYS:
        return (_SERIAL_START + dt.timedelta(days=value)).year
    match = _YEAR.search(str(value))
    if not match:
        raise Problem("birth_unreadable", _("không có năm sinh; hãy ghi bốn chữ số, ví dụ 1975."))
    return int(match[0])


@lru_cache(maxsize=1024)
def category_of(text: str) -> Category | None:
    """The category that words name: "Đảng viên", "QC", "Công chức"; None if they name none."""
    plain = fold(text)
    return next((category for words, category in _CATEGORIES if words.match(plain)), None)


def one_sentence(text: str) -> str:
    """Sentences of a rule as one that goes on after the place of a cell."""
    return "; ".join(part[:1].lower() + part[1:] for part in re.split(r"\.\s+", text))


def _amount(value: Value) -> ParsedAmount:
    value = checked(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Problem(
            "amount_unreadable", _("không phải một số; hãy ghi bằng chữ số, ví dụ 500.000.")
        )
    try:
        return _parsed(value) if isinstance(value, str) else parse_amount(value)
    except AmountError as error:
        if error.code == "amount_negative":
            text = _("là số âm, mà số ở đây không được nhỏ hơn 0; hãy bỏ dấu trừ hoặc để trống ô.")
            raise Problem(error.code, text) from None
        raise Problem(error.code, one_sentence(error.text), follows=False) from None


@lru_cache(maxsize=4096)
def _parsed(typed: str) -> ParsedAmount:
    return parse_amount(typed)
