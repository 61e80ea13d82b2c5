"""What indicators, targets and checks mean: better or worse, reached or not, what may be written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Final

from neuguong.lib.amounts import NBSP, Qualifier, format_amount, format_number
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

NOTHING: Final = "–"
MOST_UNITS_CUT: Final = 8_000  # the cut by sector reads the records of the branch
MOST_DECIMALS: Final = 4
LOOK: Final = "rollup.view"
KEY_PREFIX: Final = "indicators."


class Direction(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"
    NEUTRAL = "neutral"


class Severity(IntEnum):
    """How much a broken rule asks for a look; none of them blocks."""

    HINT = 1
    LIKELY_WRONG = 2
    IMPOSSIBLE = 3


class Operator(StrEnum):
    """How the two sides of a rule stand to each other when all is well."""

    AT_MOST = "<="
    LESS = "<"
    EQUAL = "=="
    AT_LEAST = ">="
    MORE = ">"

    @property
    def sign(self) -> str:
        """As it is printed."""
        return {"<=": "≤", ">=": "≥", "==": "="}.get(self.value, self.value)


_HOLDS: Final[dict[Operator, Callable[[Fraction, Fraction], bool]]] = {
    Operator.AT_MOST: lambda left, right: left <= right,
    Operator.LESS: lambda left, right: left < right,
    Operator.EQUAL: lambda left, right: left == right,
    Operator.AT_LEAST: lambda left, right: left >= right,
    Operator.MORE: lambda left, right: left > right,
}


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator as an officer writes it; an empty key is made from the name."""

    name: str
    formula: str
    unit: str
    decimals: int = 1
    direction: Direction = Direction.MORE
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule in words with its two sides; it is broken where they do not stand so."""

    sentence: str
    left: str
    operator: Operator
    right: str
    severity: Severity = Severity.LIKELY_WRONG


@dataclass(frozen=True, slots=True)
class Duty:
    """What every unit owes in a year: `done` of `owed`, both formulas, counted in `word`."""

    code: str
    label: str
    question: str
    owed: str
    done: str
    word: str


_SENT: Final = "deeds.members + deeds.members_waiting"

DUTIES: Final = (
    Duty("mo-ban", gettext_lazy("Mở bản đăng ký"), gettext_lazy("Đảng viên nào chưa có bản đăng ký"),
         "people.members", f"{_SENT} + deeds.members_writing", gettext_lazy("người")),
    Duty("gui", gettext_lazy("Gửi đăng ký"), gettext_lazy("Đảng viên nào chưa gửi đăng ký"),
         "people.members", _SENT, gettext_lazy("người")),
    Duty("xac-nhan", gettext_lazy("Xác nhận đăng ký"), gettext_lazy("Bản nào chưa được xác nhận"),
         "people.members", "deeds.members", gettext_lazy("người")),
    Duty("bao-ket-qua", gettext_lazy("Báo kết quả"), gettext_lazy("Việc nào chưa báo kết quả"),
         "deeds.all", "deeds.all - deeds.open + deeds.told", gettext_lazy("việc")),
    Duty("chot-ket-qua", gettext_lazy("Xác nhận kết quả"), gettext_lazy("Việc nào chưa có kết quả cuối"),
         "deeds.all", "deeds.all - deeds.open", gettext_lazy("việc")),
)  # fmt: skip
SIGNS_OF_LIFE: Final = (
    "deeds.people",
    "deeds.collectives",
    "deeds.people_waiting",
    "deeds.collectives_waiting",
)


def duty_of(code: str) -> Duty:
    """The duty of that code, else that of sending the registration."""
    return next((duty for duty in DUTIES if duty.code == code), DUTIES[1])


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction to so many decimals, halves away from zero."""
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step, ROUND_HALF_UP)


def written(value: Decimal | None, unit: str, decimals: int, *, is_about: bool = False) -> str:
    """A value as it is shown: "98,5%", "khoảng 1,2 triệu" with its unit; a dash where there is none."""
    if value is None:
        return NOTHING
    number = rounded(Fraction(value), decimals)
    if number < 0 or not is_about:
        sign = "−" if number < 0 else ""
        words = f"{sign}{format_number(abs(number))}"
        return f"{words}%" if unit == "%" else f"{words}{NBSP}{unit}".strip()
    return format_amount(number, unit, Qualifier.ABOUT)


def change(now: Decimal | None, then: Decimal | None) -> str:
    """By how much a value differs from the one before: "+23", "−5"; a dash where one is unknown."""
    if now is None or then is None:
        return NOTHING
    step = now - then
    if not step:
        return _("không đổi")
    return f"{'+' if step > 0 else '−'}{format_number(abs(step))}"


def reached(value: Decimal | None, target: Decimal, direction: Direction) -> bool | None:
    """Whether a target is reached; None where there is no value or no better side."""
    if value is None or direction is Direction.NEUTRAL:
        return None
    return value >= target if direction is Direction.MORE else value <= target


def share_of_way(value: Decimal, target: Decimal, direction: Direction) -> int:
    """How much of the way to a target is done, in whole percent from 0 to 100."""
    if direction is Direction.LESS:
        return 100 if value <= target else int(100 * target / value)
    if target <= 0:
        return 100 if value >= target else 0
    return max(0, min(100, int(100 * value / target)))


def holds(left: Fraction, operator: Operator, right: Fraction) -> bool:
    """Whether two sides stand as the rule says."""
    return _HOLDS[operator](left, right)


def days_in_order(start: date, end: date | None) -> Refusal | None:
    """What holds from a day ends after it."""
    if end is None or end > start:
        return None
    return Refusal("days_reversed", _("Ngày hết hiệu lực phải sau ngày bắt đầu. Xem lại hai ngày."))


def may_define(entry: IndicatorEntry) -> Refusal | None:
    """An indicator has a name, a unit and a sensible number of decimals."""
    if not entry.name.strip() or not entry.unit.strip():
        return Refusal("indicator_unnamed", _("Ghi tên chỉ số và đơn vị tính, ví dụ “%”."))
    if not 0 <= entry.decimals <= MOST_DECIMALS:
        return Refusal(
            "indicator_decimals",
            _("Số chữ số lẻ từ 0 đến %(most)s.") % {"most": MOST_DECIMALS},
        )
    return None


def may_rule(entry: RuleEntry) -> Refusal | None:
    """A rule says in a sentence what should hold."""
    if entry.sentence.strip():
        return None
    return Refusal("rule_unnamed", _("Ghi quy tắc bằng một câu, ví dụ “Việc xong ≤ việc đăng ký”."))


def may_state(year: int, source: str, *, today: date) -> Refusal | None:
    """A figure from outside names its source and a year that has begun."""
    if not source.strip():
        return Refusal("source_missing", _("Ghi nguồn của con số: ai công bố, ở văn bản nào."))
    if not 1990 <= year <= today.year:
        return Refusal("external_year", _("Năm từ 1990 đến %(year)s.") % {"year": f"{today.year}"})
    return None


def whole_years_only(period: Period) -> Refusal | None:
    """Outside one's own branch only whole years are shown (design 11)."""
    if period.kind in ("year", "years"):
        return None
    return Refusal(
        "whole_years_only",
        _("Đơn vị này ở ngoài phạm vi của anh, chị, nên chỉ xem được số cả năm. Chọn một năm."),
    )


def not_too_many(units: int) -> Refusal | None:
    """The cut by sector reads every record of the branch, so the branch must not be too large."""
    if units <= MOST_UNITS_CUT:
        return None
    return Refusal(
        "branch_too_large",
        _(
            "Nhánh này có %(units)s đơn vị, nhiều hơn %(most)s. Chọn một đơn vị trực thuộc rồi xem"
            " theo khối."
        )
        % {"units": format_number(units), "most": format_number(MOST_UNITS_CUT)},
    )
