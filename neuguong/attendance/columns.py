"""Columns of the file one can take away: the sums of each month."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.attendance.models import AttendanceMonth
from neuguong.lib.dates import format_month
from neuguong.lib.tables import Head, Table
from neuguong.lib.vietnamese import slugify_vi
from neuguong.org.models import Unit


def months_sheet(unit: Unit, year: int, rows: Sequence[AttendanceMonth]) -> Table:
    """The months of a unit with their sums; nobody is named."""
    return Table(
        name=f"cham-cong-{slugify_vi(unit.slug)}-{year}",
        classification=_("Tài liệu nội bộ"),
        title=_("Chấm công năm %(year)s, %(unit)s") % {"year": year, "unit": unit.name},
        sheet=_("Chấm công"),
        heads=[
            Head(word)
            for word in (
                _("Tháng"), _("Số người"), _("Ngày công"), _("Có mặt"), _("Lượt muộn"),
                _("Nghỉ phép"), _("Vắng"),
            )
        ],
        rows=[
            [
                format_month(row.month), row.people, Decimal(row.due) / 2, Decimal(row.there) / 2,
                row.late, row.excused, row.absent,
            ]
            for row in rows
        ],
        frozen=1,
    )  # fmt: skip
