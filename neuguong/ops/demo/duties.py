"""The calendar of duties of the demo: what the commune asks of its cells this year, by when."""

from datetime import date
from typing import Final

from neuguong.duties.actions import look_after, mark_done, set_contact, set_rule
from neuguong.duties.models import DutyRule
from neuguong.duties.rules import DutyKind, Owes, Rhythm, RuleEntry
from neuguong.ops.demo import nam_sang
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

_CELLS: Final = Owes.CELLS
_HALF_YEAR: Final = 4  # the place of the half-year report among the deadlines


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Load the deadlines of Nậm Sang, some reports sent, and whom to call at the first cells."""
    year, root = today.year, units[nam_sang.ROOT]
    entries = (
        RuleEntry(DutyKind.PLAN, "Kế hoạch năm", _CELLS, Rhythm.ONCE, date(year, 2, 28)),
        RuleEntry(DutyKind.REGISTRATION, "Đăng ký việc làm theo", _CELLS, Rhythm.ONCE, date(year, 3, 31)),
        RuleEntry(DutyKind.MEETING, "Sinh hoạt thường kỳ", _CELLS, Rhythm.MONTHLY, days_after=2),
        RuleEntry(DutyKind.THEME, "Sinh hoạt chuyên đề", _CELLS, Rhythm.QUARTERLY),
        RuleEntry(DutyKind.REPORT, "Báo cáo sáu tháng", _CELLS, Rhythm.ONCE, date(year, 6, 5)),
        RuleEntry(DutyKind.REPORT, "Báo cáo năm", _CELLS, Rhythm.ONCE, date(year, 11, 20)),
    )  # fmt: skip
    made: list[DutyRule] = [
        set_rule(by=by, unit_id=root.pk, year=year, entry=entry, today=today) for entry in entries
    ]
    sent = made[_HALF_YEAR].duties.order_by("unit__sort", "id")
    for place, duty in enumerate(sent[:9]):
        day = date(year, 6, 3 + place // 2)
        if day <= today:
            mark_done(by=by, duty_id=duty.pk, day=day, today=today)
    for number, duty in enumerate(sent[:4], 1):
        set_contact(
            by=by,
            unit_id=duty.unit_id,
            name=f"Bí thư chi bộ số {number}",
            phone=f"0200 000 00{number}",
        )
    look_after(by=by, today=today)
