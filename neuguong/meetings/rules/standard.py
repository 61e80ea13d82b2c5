"""The guidelines and score sheets that every site begins with: data, which officers add to by date.

Texts of the guidelines are known to us through units that apply them (domain 5.3); an officer who has the
original sets what differs from a day on.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.meetings.rules.duties import Duties
from neuguong.meetings.rules.score import CriterionKind, Grade


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One criterion: words, weight, how its points are proposed, bands of percents."""

    text: str
    most: int
    kind: CriterionKind = CriterionKind.SAID
    bands: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet of 100 points."""

    code: str
    title: str
    source: str
    lines: tuple[SheetLine, ...]


_LENGTH, _COME, _TASKS = CriterionKind.LENGTH, CriterionKind.ATTENDANCE, CriterionKind.TASKS

SHEETS: Final = (
    Sheet("mau-a", "Phiếu tự chấm, mẫu A", "Phiếu của chi bộ tổ dân phố, phường Cẩm Lệ", (
        SheetLine("Thời gian, thời lượng sinh hoạt", 5, _LENGTH),
        SheetLine("Tỷ lệ đảng viên dự sinh hoạt", 5, _COME),
        SheetLine("Công tác chuẩn bị", 10),
        SheetLine("Tiến hành sinh hoạt", 40),
        SheetLine("Thực hiện nguyên tắc tổ chức và sinh hoạt đảng", 5),
        SheetLine("Kết quả thực hiện nghị quyết kỳ trước", 30, _TASKS),
        SheetLine("Kết thúc sinh hoạt", 5),
    )),
    Sheet("mau-b", "Phiếu tự chấm, mẫu B", "Phiếu của đảng ủy phường An Phú", (
        SheetLine("Thời gian, thời lượng sinh hoạt", 5, _LENGTH),
        SheetLine("Tỷ lệ đảng viên dự sinh hoạt", 5, _COME, "90:4 75:3 65:2 0:1"),
        SheetLine("Công tác chuẩn bị", 10),
        SheetLine("Tiến hành sinh hoạt", 30),
        SheetLine("Chủ trì, điều hành", 10),
        SheetLine("Thực hiện nguyên tắc tổ chức và sinh hoạt đảng", 5),
        SheetLine("Kết quả thực hiện nghị quyết kỳ trước", 30, _TASKS),
        SheetLine("Kết thúc sinh hoạt", 5),
    )),
)  # fmt: skip

STEPS: Final = ((Grade.GOOD, 90), (Grade.FAIR, 70), (Grade.MIDDLING, 50), (Grade.POOR, 0))

GUIDELINES: Final = (
    Duties(
        citation="Hướng dẫn 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương",
        since=date(2018, 7, 6),
        minutes=90, minutes_combined=120, large_from=0, minutes_large=0,
        regular_a_month=1, thematic_a_quarter=1, materials_days=0, send_days=0, never_merged=True,
    ),
    Duties(
        citation="Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025 của Ban Tổ chức Trung ương",
        since=date(2025, 10, 28),
        minutes=90, minutes_combined=120, large_from=30, minutes_large=120,
        regular_a_month=1, thematic_a_quarter=1, materials_days=1, send_days=2, never_merged=True,
    ),
)  # fmt: skip
