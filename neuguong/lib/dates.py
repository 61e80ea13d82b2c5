"""Days, months (as yyyymm) and periods: read as officials type them, and written by their rules."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, Self

from django.utils.translation import gettext as _

from neuguong.lib.vietnamese import fold, nfc

PeriodKind = Literal["year", "month", "quarter", "half", "years"]
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_LENGTH: Final = {"year": 12, "month": 1, "quarter": 3, "half": 6, "years": 12}
_ROMAN: Final = ("I", "II", "III", "IV")


class PeriodError(ValueError):
    """The text names no period; `text` is a finished sentence with the remedy."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class DayError(ValueError):
    """The text names no day; `text` is a finished sentence with the remedy."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month, quarter, half year or span of years; `number` counts within the year."""

    kind: PeriodKind
    year: int
    number: int = 1
    last_year: int = 0  # the same as `year` unless it is a span

    def __post_init__(self) -> None:
        object.__setattr__(self, "last_year", self.last_year or self.year)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2022", "2022-06", "2022-Q2", "2022-H1" or "2015-2020"; raises `PeriodError`."""
        match = _PERIOD.fullmatch(text.strip())
        if not match:
            raise _not_a_period(text)
        year, number = int(match["year"]), 1
        last_year = int(match["last"] or year)
        kind: PeriodKind = "year" if last_year == year else "years"
        if match["month"]:
            kind, number = "month", int(match["month"])
        elif match["quarter"]:
            kind, number = "quarter", int(match["quarter"])
        elif match["half"]:
            kind, number = "half", int(match["half"])
        if not (FIRST_YEAR <= year <= last_year <= LAST_YEAR and 1 <= number <= 12):
            raise _not_a_period(text)
        return cls(kind, year, number, last_year)

    @classmethod
    def of_month(cls, month: int) -> Self:
        """The period of one month, given as yyyymm."""
        return cls("month", month // 100, month % 100, month // 100)

    @property
    def key(self) -> str:
        """How the period is written in addresses, files and commands; `parse` reads it again."""
        match self.kind:
            case "year":
                return f"{self.year:04}"
            case "years":
                return f"{self.year:04}-{self.last_year:04}"
            case "month":
                return f"{self.year:04}-{self.number:02}"
            case "quarter":
                return f"{self.year:04}-Q{self.number}"
            case "half":
                return f"{self.year:04}-H{self.number}"

    @property
    def label(self) -> str:
        """The period in words that follow "báo cáo": "năm 2022", "quý II/2022"."""
        match self.kind:
            case "year":
                return _("năm %(year)d") % {"year": self.year}
            case "years":
                span = {"first": self.year, "last": self.last_year}
                return _("giai đoạn %(first)d–%(last)d") % span
            case "month":
                return format_month(self.year * 100 + self.number)
            case "quarter":
                words = {"quarter": _ROMAN[self.number - 1], "year": self.year}
                return _("quý %(quarter)s/%(year)d") % words
            case "half" if self.number == 1:
                return _("6 tháng đầu năm %(year)d") % {"year": self.year}
            case _:
                return _("6 tháng cuối năm %(year)d") % {"year": self.year}

    @property
    def months(self) -> tuple[int, ...]:
        """Its months in order, as yyyymm."""
        length = _LENGTH[self.kind]
        first = (self.number - 1) * length + 1
        return tuple(
            year * 100 + month for year in self.years for month in range(first, first + length)
        )

    @property
    def years(self) -> tuple[int, ...]:
        """Its years in order; a part of a year gives that year."""
        return tuple(range(self.year, self.last_year + 1))

    @property
    def first_day(self) -> date:
        """Its first day in the calendar."""
        return date(self.months[0] // 100, self.months[0] % 100, 1)

    @property
    def last_day(self) -> date:
        """Its last day in the calendar, itself included."""
        return last_day_of(self.months[-1])

    def previous(self) -> Self:
        """What it is compared with: the same period a year before, or the span just before."""
        back = len(self.years)
        return type(self)(self.kind, self.year - back, self.number, self.last_year - back)

    def __str__(self) -> str:
        return self.key


def month_of(day: date, cut_day: int = 0) -> int:
    """The month (yyyymm) to which a day counts, where an office closes its month on `cut_day`.

    With 14 the days 15/11 to 14/12 are December; 0 is the calendar month.
    """
    month = day.year * 100 + day.month
    return _next_month(month) if 0 < cut_day < day.day else month


def clamp_month(month: int, year: int) -> int:
    """The month (yyyymm) of `year` that is nearest to `month`."""
    return min(max(month, year * 100 + 1), year * 100 + 12)


def last_day_of(month: int) -> date:
    """The last day of a month given as yyyymm."""
    year, number = divmod(month, 100)
    return date(year, number, monthrange(year, number)[1])


def format_day(day: date) -> str:
    """05/02/2026, 25/3/2026: days under 10 and months 1 and 2 have a zero, as in official papers."""
    return f"{day.day:02}/{_month_number(day.month)}/{day.year}"


def format_day_long(day: date) -> str:
    """The day in full: "ngày 05 tháng 02 năm 2026"."""
    return _("ngày %(day)s tháng %(month)s năm %(year)s") % {
        "day": f"{day.day:02}",
        "month": _month_number(day.month),
        "year": day.year,
    }


def format_month(month: int) -> str:
    """A month given as yyyymm: "tháng 6/2022"."""
    year, number = divmod(month, 100)
    return _("tháng %(month)s/%(year)d") % {"month": _month_number(number), "year": year}


def parse_day(text: str | date, year: int | None = None) -> date:
    """Read a day or a deadline as typed; a month, quarter or year gives its last day.

    `year` stands in where none was typed. Raises `DayError`.
    """
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    plain = _in_figures(_LEAD.sub("", fold(text).strip(" .;,")), text)
    for pattern, build in _DAYS:
        if match := pattern.fullmatch(plain):
            return _checked(match, build, text, year)
    if not plain:
        raise DayError("day_empty", _("Chưa ghi ngày; hãy ghi như 31/12/2022."))
    raise DayError(
        "day_unreadable",
        _("Không đọc được ngày “%(text)s”; hãy ghi như 31/12/2022, tháng 6/2022 hoặc quý IV/2022.")
        % {"text": _short(text)},
    )


def _in_figures(plain: str, text: str) -> str:
    """ "Tháng Mười một" is "tháng 11"; "tháng sau" is the next month, no sixth."""
    match = _MONTH_IN_WORDS.search(plain)
    if match is None or (match[1] == "sau" and "sáu" not in nfc(text).casefold()):
        return plain
    return f"{plain[: match.start(1)]}{_MONTH_WORDS[match[1]]}{plain[match.end(1) :]}"


def _checked(
    match: re.Match[str], build: Callable[[int, re.Match[str]], date], text: str, year: int | None
) -> date:
    """The day of a match, with the year that was typed or the one that stands in."""
    typed = match["y"]
    found = _full_year(typed) if typed else year
    if found is None:
        raise DayError(
            "day_no_year",
            _("“%(text)s” chưa có năm; hãy ghi cả năm, ví dụ 31/12/2022 hoặc tháng 6/2022.")
            % {"text": _short(text)},
        )
    try:
        if FIRST_YEAR <= found <= LAST_YEAR:
            return build(found, match)
    except ValueError:
        pass
    raise DayError(
        "day_not_in_calendar",
        _("Trong lịch không có “%(text)s”; hãy ghi ngày/tháng/năm, ví dụ 31/12/2022.")
        % {"text": _short(text)},
    )


def _full_year(typed: str) -> int:
    """The year of two or four figures: 00 to 69 are of this century."""
    number = int(typed)
    if len(typed) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _day(year: int, match: re.Match[str]) -> date:
    return date(year, int(match["m"]), int(match["d"]))


def _end_of_month(year: int, match: re.Match[str]) -> date:
    return last_day_of(year * 100 + int(match["m"]))


def _end_of_quarter(year: int, match: re.Match[str]) -> date:
    quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["q"]) or int(match["q"])
    return last_day_of(year * 100 + quarter * 3)


def _middle_of_year(year: int, _match: re.Match[str]) -> date:
    return date(year, 6, 30)


def _early_in_year(year: int, _match: re.Match[str]) -> date:
    return date(year, 3, 31)


def _end_of_year(year: int, _match: re.Match[str]) -> date:
    return date(year, 12, 31)


def _month_number(month: int) -> str:
    return f"{month:02}" if month < 3 else str(month)


def _next_month(month: int) -> int:
    return month + 89 if month % 100 == 12 else month + 1


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _not_a_period(text: str) -> PeriodError:
    return PeriodError(
        "period_unreadable",
        _(
            "Không có kỳ “%(text)s”; hãy ghi như 2022, 2022-06, 2022-Q2, 2022-H1 hoặc 2015-2020"
            " (năm trước đứng trước)."
        )
        % {"text": _short(text)},
    )


_PERIOD: Final = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{1,2})|Q(?P<quarter>[1-4])|H(?P<half>[12]))"
    r"|\s*[-–]\s*(?P<last>[0-9]{4}))?",
    re.IGNORECASE,
)
# The patterns below read folded text: no marks, small letters, single spaces.
_LEAD: Final = re.compile(r"^(?:(?:truoc|den|het|trong|cham nhat|muon nhat|xong|vao)\s+)+")
_MONTH_WORDS: Final = {
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12, "gieng": 1, "mot": 1, "hai": 2, "ba": 3,
    "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_MONTH_IN_WORDS: Final = re.compile(rf"\bthang ({'|'.join(_MONTH_WORDS)})\b(?! dau| cuoi)")
_OF_YEAR: Final = r"(?:\s*(?:[/.-]|\bnam\b)\s*(?P<y>[0-9]{4}))?"
_TIME: Final = r"(?:[t ]00?:00(?::00(?:\.0+)?)?)?"
_DAYS: Final[list[tuple[re.Pattern[str], Callable[[int, re.Match[str]], date]]]] = [
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"(?P<y>[0-9]{{4}})-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}}){_TIME}", _day),
        (
            r"(?:ngay )?(?P<d>[0-9]{1,2})\s*([/.-])\s*(?P<m>[0-9]{1,2})"
            rf"(?:\s*\2\s*(?P<y>[0-9]{{4}}|[0-9]{{2}}))?{_TIME}",
            _day,
        ),
        (rf"(?:ngay )?(?P<d>[0-9]{{1,2}}) thang (?P<m>[0-9]{{1,2}}){_OF_YEAR}", _day),
        (r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})", _end_of_month),
        (r"(?P<m>[0-9]{1,2})\s*[/.-]\s*(?P<y>[0-9]{4})", _end_of_month),
        (rf"(?:dau |giua |cuoi )?(?:thang |thang|t)(?P<m>[0-9]{{1,2}}){_OF_YEAR}", _end_of_month),
        (
            rf"(?:dau |giua |cuoi )?(?:quy |quy|q)(?P<q>iv|i{{1,3}}|[1-4]){_OF_YEAR}",
            _end_of_quarter,
        ),
        (r"6 thang dau(?: nam)?(?: (?P<y>[0-9]{4}))?", _middle_of_year),
        (r"6 thang cuoi(?: nam)?(?: (?P<y>[0-9]{4}))?", _end_of_year),
        (r"dau nam(?: (?P<y>[0-9]{4}))?", _early_in_year),
        (r"giua nam(?: (?P<y>[0-9]{4}))?", _middle_of_year),
        (r"(?:ca |cuoi )?nam(?: (?P<y>[0-9]{4}))?", _end_of_year),
        (r"(?P<y>[0-9]{4})", _end_of_year),
    )
]
