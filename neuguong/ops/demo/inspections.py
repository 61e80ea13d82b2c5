"""Inspections of the demo: a finished round in Pác Nặm, one under way in Nậm Sang, letters as numbers."""

from datetime import date, timedelta
from typing import Final

from neuguong.inspections.actions import (
    FindingEntry,
    VisitEntry,
    add_finding,
    conclude,
    note_visit,
    plan_inspection,
    recheck,
    state_letters,
    state_remedy,
)
from neuguong.inspections.models import Finding
from neuguong.inspections.rules import FindingKind, InspectionKind
from neuguong.lib.dates import Period
from neuguong.ops.demo import nam_sang, offices, pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

_ABOUT: Final = "Việc thực hiện kế hoạch học tập và làm theo Bác"
# Commune, kind, day, what was good, the fault, whether it was found fixed.
_PAC_NAM: Final = (
    ("co-linh", InspectionKind.INSPECTION, date(2022, 7, 12),
     "Các chi bộ đăng ký đủ, đúng hạn, việc làm theo cụ thể",
     "Hai chi bộ chưa ghi kết quả theo tháng", True),
    ("xuan-la", InspectionKind.SUPERVISION, date(2022, 8, 9),
     "Sổ ghi danh được mở và ghi đều", "Ảnh minh chứng còn thiếu ở một số việc", True),
    ("nhan-mon", InspectionKind.SUPERVISION, date(2022, 8, 23),
     "Sinh hoạt chuyên đề đủ bốn quý", "Kế hoạch của hai chi bộ còn chung chung", False),
)  # fmt: skip


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Load the visits of Pác Nặm in 2022 and of Nậm Sang this year, and what units say of letters."""
    for commune, kind, day, good, fault, fixed in _PAC_NAM:
        found = _visit(by, units, pac_nam.ROOT, f"{pac_nam.ROOT}/{commune}", kind, day)
        add_finding(by=by, inspection_id=found, entry=FindingEntry(FindingKind.GOOD, good))
        row = _fault(by, found, fault, date(2022, 9, 30))
        state_remedy(by=by, finding_id=row.pk, remedy="Đã bổ sung", today=date(2022, 9, 26))
        recheck(
            by=by, finding_id=row.pk, day=date(2022, 10, 14), fixed=fixed, today=today,
            note="" if fixed else "Còn một chi bộ",
        )  # fmt: skip
        conclude(
            by=by, inspection_id=found, day=day + timedelta(days=10), number="",
            words="Đơn vị đã triển khai kế hoạch nghiêm túc.\nKhắc phục hạn chế đã nêu, báo cáo kết quả"
            " trước ngày hẹn.",
        )  # fmt: skip
    _this_year(by, units, today)
    for slug, period, count in (
        (offices.BAC_KAN, "2023", 0), (pac_nam.ROOT, "2022", 0), (nam_sang.ROOT, f"{today.year}-Q1", 0),
    ):  # fmt: skip
        state_letters(
            by=by, unit_id=units[slug].pk, period=Period.parse(period), count=count, today=today
        )


def _this_year(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """One visit is over and its fault stands, one is to come."""
    cells = sorted(
        slug for slug, unit in units.items()
        if slug.startswith(f"{nam_sang.ROOT}/") and unit.type.is_cell
    )  # fmt: skip
    held = max(date(today.year, 1, 2), today - timedelta(days=40))
    found = _visit(by, units, nam_sang.ROOT, cells[0], InspectionKind.SUPERVISION, held)
    _fault(by, found, "Chưa ghi kết quả các việc đã xong", held + timedelta(days=20))
    plan_inspection(
        by=by, unit_id=units[nam_sang.ROOT].pk, year=today.year,
        entry=VisitEntry(
            units[cells[1]].pk, InspectionKind.INSPECTION, _ABOUT,
            min(date(today.year, 12, 31), today + timedelta(days=10)), "Chủ nhiệm Ủy ban Kiểm tra",
        ),
    )  # fmt: skip


def _visit(
    by: SystemActor, units: dict[str, Unit], root: str, slug: str, kind: InspectionKind, day: date
) -> int:
    entry = VisitEntry(units[slug].pk, kind, _ABOUT, day, "Chủ nhiệm Ủy ban Kiểm tra")
    made = plan_inspection(by=by, unit_id=units[root].pk, year=day.year, entry=entry)
    note_visit(by=by, inspection_id=made.pk, day=day, today=day)
    return made.pk


def _fault(by: SystemActor, found: int, text: str, due: date) -> Finding:
    entry = FindingEntry(FindingKind.FAULT, text, due)
    return add_finding(by=by, inspection_id=found, entry=entry)
