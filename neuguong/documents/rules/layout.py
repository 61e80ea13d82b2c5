"""The official layouts of Party documents as dated values, and the lines they prescribe.

Units: millimetres for paper and margins, points for letters and lines. Where our sources disagree
(line spacing, size of the title) the value is a field, so an office can `replace` it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document looks that bears a day in `[valid_from, valid_to)`."""

    key: str
    citation: str
    valid_from: date
    valid_to: date | None
    title_size: float
    line_spacing: float
    paragraph_gap: float = 6
    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    page_number_from_edge: float = 10
    indent: float = 10
    party: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    party_size: float = 15
    star: str = "*"
    number_word: str = "Số"
    draft_words: str = "DỰ THẢO"
    separator: str = "-----"
    body_size: float = 14
    table_size: float = 13
    recipients_word: str = "Nơi nhận:"
    recipients_size: float = 12
    signing_lines: int = 4
    annex_word: str = "Phụ lục"


LAYOUTS: Final = (
    Layout(
        key="36-HD/VPTW",
        citation="Hướng dẫn 36-HD/VPTW, ngày 03/4/2018 của Văn phòng Trung ương Đảng",
        valid_from=date(2018, 4, 3),
        valid_to=date(2026, 5, 27),
        title_size=16,
        line_spacing=19,
    ),
    Layout(
        key="05-HD/VPTW",
        citation="Hướng dẫn 05-HD/VPTW, ngày 27/5/2026 của Văn phòng Trung ương Đảng",
        valid_from=date(2026, 5, 27),
        valid_to=None,
        title_size=14,
        line_spacing=19,
    ),
)


def layout_on(day: date) -> Layout:
    """The layout in force on a day; a day before the oldest we hold gets that one."""
    in_force = [layout for layout in LAYOUTS if layout.valid_from <= day]
    return in_force[-1] if in_force else LAYOUTS[0]


def layout_named(key: str) -> Layout:
    """The layout with this key; raises KeyError when there is none."""
    return {layout.key: layout for layout in LAYOUTS}[key]


def heading_line(level: int, numbering: str, text: str) -> str:
    """A heading as printed: "I- KẾT QUẢ", "1. Đăng ký", "a) Tập thể" (05-HD/VPTW)."""
    if level == 1:
        return f"{numbering}- {text}".upper() if numbering else text.upper()
    mark = "." if level == 2 else ")"
    return f"{numbering}{mark} {text}" if numbering else text


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """The lines under "Nơi nhận": a hyphen before each, a comma after each, a full stop at the last."""
    bare = [recipient.strip().rstrip(",.;") for recipient in recipients if recipient.strip()]
    return tuple(f"- {each}{',' if n < len(bare) else '.'}" for n, each in enumerate(bare, 1))


def short_day(day: date) -> str:
    """A day in running text: 05/02/2026, 15/12/2022, 03/4/2018."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def month_words(day: date) -> str:
    """The month and year beside the place: "tháng 02 năm 2026", "tháng 12 năm 2022"."""
    return f"tháng {f'{day.month:02}' if day.month <= 2 else day.month} năm {day.year}"
