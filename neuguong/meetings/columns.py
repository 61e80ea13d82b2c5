"""Meetings as a list to take along: counts, theme and grade, nothing of what was said."""

from collections.abc import Iterable

from django.utils import timezone

from neuguong.lib.tables import Head, Table, Value
from neuguong.lib.vietnamese import slugify_vi
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Meeting
from neuguong.org.models import Unit


def meetings_sheet(unit: Unit, year: int, meetings: Iterable[Meeting]) -> Table:
    """The meetings of a unit or branch in a year as a table of a workbook."""
    heads = (
        Head(_("Đơn vị"), 32), Head(_("Loại"), 26), Head(_("Ngày họp"), 12), Head(_("Số phút"), 10),
        Head(_("Đảng viên"), 10), Head(_("Phải dự"), 10), Head(_("Có mặt"), 10),
        Head(_("Vắng có lý do"), 12), Head(_("Vắng không lý do"), 12), Head(_("Chuyên đề"), 40),
        Head(_("Điểm"), 8), Head(_("Xếp loại"), 12), Head(_("Trạng thái"), 20),
        Head(_("Gửi lên trên ngày"), 14),
    )  # fmt: skip
    return Table(
        name=slugify_vi(f"sinh-hoat {unit.short_name} {year}"),
        classification=_("Lưu hành nội bộ"),
        sheet=_("Sinh hoạt"),
        title=_("Các kỳ sinh hoạt năm %(year)s, %(unit)s") % {"year": year, "unit": unit.name},
        heads=heads,
        rows=[_row(meeting) for meeting in meetings],
    )


def _row(meeting: Meeting) -> tuple[Value, ...]:
    sent = timezone.localdate(meeting.sent_at) if meeting.sent_at else None
    return (
        meeting.unit.name, str(meeting.get_kind_display()), meeting.day, meeting.minutes or None,
        meeting.members, meeting.expected, meeting.present, meeting.excused, meeting.absent,
        meeting.topic, meeting.points, str(meeting.get_grade_display()),
        str(meeting.get_state_display()), sent,
    )  # fmt: skip
