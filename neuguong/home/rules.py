"""What pages offer and how they say it: periods, groups of measures, deadlines."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from neuguong.lib.amounts import NBSP, format_number
from neuguong.lib.dates import Period, format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

NAMES_OPEN_FOR: Final = timedelta(hours=8)
LARGEST_FILE: Final = 20_000  # rows of a downloaded list
SMALL: Final = 5  # outside one's branch a smaller number could point at somebody

PARTY_DEEDS: Final = "deeds.by_party_collectives"
MASS_DEEDS: Final = "deeds.by_mass_organisations"
PEOPLE: Final = "deeds.people"
PERSONAL_DEEDS: Final = "deeds.by_individuals"
COMPLETED: Final = "deeds.completed"
OPEN: Final = "deeds.open"
MASS_ORGANISATIONS: Final = "organisations.mass"

# The four figures every page of figures begins with.
MAIN: Final = (PARTY_DEEDS, MASS_DEEDS, PEOPLE, PERSONAL_DEEDS)
WAITING: Final = ("deeds.people_waiting", "deeds.collectives_waiting")


@dataclass(frozen=True, slots=True)
class Group:
    """A tab of the page of figures: the measures of some groups; `columns` stand in its table.

    Without columns the table shows the first measures that are not zero.
    """

    code: str
    label: str
    groups: tuple[str, ...]
    columns: tuple[str, ...] = ()


GROUPS: Final = (
    Group("viec-lam", gettext_lazy("Việc làm"), ("deeds",), (*MAIN, "deeds.completion_rate")),
    Group("ket-qua", gettext_lazy("Kết quả"), ("results",)),
    Group(
        "dong-gop",
        gettext_lazy("Đóng góp"),
        ("contributions", "contributions_by"),
        (
            "contributions.money",
            "contributions.money_mobilised",
            "contributions.labour_days",
            "contributions.land",
            "contributions.goods_value",
        ),
    ),
    Group("xep-loai", gettext_lazy("Xếp loại, kê khai"), ("evaluations",)),
    Group(
        "sinh-hoat",
        gettext_lazy("Sinh hoạt"),
        ("meetings",),
        (
            "meetings.regular",
            "meetings.thematic",
            "meetings.cells_with_thematic",
            "meetings.attendance",
            "meetings.tasks_rate",
        ),
    ),
    Group(
        "neu-guong",
        gettext_lazy("Ghi danh, khen thưởng"),
        ("honours", "models"),
        (
            "honours.roll.collectives",
            "honours.roll.individuals",
            "honours.awards.merit_collectives",
            "honours.awards.merit_individuals",
            "models.new",
        ),
    ),
    Group("to-chuc", gettext_lazy("Tổ chức và người"), ("organisations", "people", "plans")),
)
MOST_COLUMNS: Final = 5

_WHY: Final = {
    "deeds": gettext_lazy(
        "Đếm trong các bản đăng ký đã xác nhận. Việc thay bằng việc khác chỉ đếm một lần. Việc chuyển"
        " sang năm sau ở năm cũ là việc chưa xong."
    ),
    "waiting": gettext_lazy(
        "Đếm các bản đã gửi mà nơi nhận chưa xác nhận. Chúng chưa vào số chính."
    ),
    "results": gettext_lazy(
        "Cộng số lượng của các việc đã xác nhận hoàn thành. Công trình nhiều bên cùng làm chỉ đếm một lần."
    ),
    "contributions": gettext_lazy(
        "Cộng các khoản của việc đã xác nhận hoàn thành và các khoản đã được xác nhận riêng. Tiền của"
        " mình, tiền vận động và tiền ngân sách không cộng lẫn."
    ),
    "organisations": gettext_lazy("Đếm những tổ chức đang hoạt động trong ngày cuối của kỳ."),
    "evaluations": gettext_lazy(
        "Đếm các mức xếp loại đã có quyết định. Điều cấp ủy kê khai thì theo biên bản của chính đơn vị, không"
        " cộng, không suy từ đâu ra."
    ),
    "meetings": gettext_lazy(
        "Đếm các kỳ sinh hoạt đã chốt biên bản. Mỗi quý mỗi chi bộ là một lượt phải sinh hoạt chuyên đề, kể"
        " cả chi bộ chưa họp."
    ),
    "honours": gettext_lazy(
        "Đếm lượt đã có quyết định. Số lượt và số người, tập thể khác nhau là hai số, không cộng với nhau;"
        " dòng đếm 1 là lần đầu của một người, dòng đếm 0 là lần sau."
    ),
    "models": gettext_lazy(
        "Đếm mô hình được công nhận trong kỳ. Lượt làm theo tính ở đơn vị làm theo."
    ),
    "people": gettext_lazy("Đếm những người đang sinh hoạt trong ngày cuối của kỳ."),
}
_WHY_RATIO: Final = gettext_lazy(
    "Tỷ lệ lấy hai con số cộng lên rồi mới chia, không lấy trung bình. Dòng đếm 1 là dòng đạt, dòng đếm"
    " 0 là dòng chưa đạt."
)


def why(group: str, *, is_ratio: bool) -> str:
    """How a figure of this group is counted, in words for the one who reads its records."""
    if is_ratio:
        return str(_WHY_RATIO)
    return str(_WHY.get(group.removesuffix("_by"), ""))


def group_of(code: str | None) -> Group:
    """The tab of that code, else the first."""
    return next((group for group in GROUPS if group.code == code), GROUPS[0])


def as_it_was_only(*, is_signed: bool) -> Refusal | None:
    """Outside one's own branch figures are shown as they were, for only those are signed (design 11)."""
    if is_signed:
        return None
    return Refusal(
        "as_it_was_only",
        _("Ngoài phạm vi của mình chỉ xem được số liệu theo cây tổ chức như khi đó."),
    )


def whole_years_only(period: Period) -> Refusal | None:
    """Outside one's own branch only whole years are shown (design 11)."""
    if period.kind in ("year", "years"):
        return None
    return Refusal(
        "whole_years_only",
        _("Đơn vị này ở ngoài phạm vi của anh, chị, nên chỉ xem được số cả năm. Chọn một năm."),
    )


def is_small(number: Decimal) -> bool:
    """Whether a number is hidden outside one's own branch: small, but not nothing (design 11)."""
    return 0 < number < SMALL


def file_not_too_long(rows: int) -> Refusal | None:
    """A list is downloaded whole or not at all."""
    if rows <= LARGEST_FILE:
        return None
    return Refusal(
        "file_too_long",
        _(
            "Danh sách có %(rows)s dòng, nhiều hơn %(most)s dòng một tệp. Chọn đơn vị trực thuộc hoặc kỳ"
            " ngắn hơn rồi tải."
        )
        % {"rows": format_number(rows), "most": format_number(LARGEST_FILE)},
    )


def starting_year(
    years_set: Collection[int], *, opened_on: date, closed_on: date | None, today: date
) -> int:
    """The year a page begins with: the newest set so far, within the life of the unit."""
    last = today.year if closed_on is None else min(today.year, (closed_on - _DAY).year)
    first = min(opened_on.year, last)
    known = [year for year in years_set if first <= year <= last]
    return max(known, default=last)


def offered_periods(current: Period, years: Iterable[int]) -> list[Period]:
    """What the bar offers: years, newest first, each part of the year one looks at, and that itself."""
    year = current.year
    offered = [Period("year", found) for found in sorted({*years, year}, reverse=True)]
    offered += [Period("half", year, number) for number in (1, 2)]
    offered += [Period("quarter", year, number) for number in range(1, 5)]
    offered += [Period("month", year, number) for number in range(1, 13)]
    return offered if current in offered else [current, *offered]


def change(now: Decimal, then: Decimal) -> str:
    """By how much a figure differs: "+23", "−5"; no arrow, for more is not always better."""
    step = now - then
    if not step:
        return _("không đổi")
    return f"{'+' if step > 0 else '−'}{format_number(abs(step))}"


def deadline_words(day: date, *, today: date) -> str:
    """A deadline as it is said: "31/3/2026, còn 6 ngày"."""
    left = (day - today).days
    if left < 0:
        return _("%(day)s, đã qua") % {"day": format_day(day)}
    if left == 0:
        return _("%(day)s, hôm nay") % {"day": format_day(day)}
    return _("%(day)s, còn %(left)s ngày") % {"day": format_day(day), "left": f"{left}"}


_WEEKDAYS: Final = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def weekday(day: date) -> str:
    """The day with its weekday: "Thứ Tư, 25/3/2026"."""
    return f"{_WEEKDAYS[day.weekday()]}, {format_day(day)}"


def given_name(full_name: str, others: Collection[str], birth_year: int | None) -> str:
    """What people call each other: the given name; two of one name carry the birth year, "Thái ’58"."""
    given = full_name.split()[-1] if full_name.split() else full_name
    twins = sum(1 for other in others if other.split()[-1:] == [given])
    if twins > 1 and birth_year:
        return f"{given}{NBSP}’{birth_year % 100:02}"
    return given


_DAY: Final = timedelta(days=1)
