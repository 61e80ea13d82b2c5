"""Columns of the files one can take away: the wall, and the list to phone through."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from neuguong.duties.queries import CallLine, Wall
from neuguong.lib.dates import format_day
from neuguong.lib.tables import Head, Table
from neuguong.lib.vietnamese import slugify_vi
from neuguong.org.models import Unit


def wall_sheet(unit: Unit, year: int, wall: Wall) -> Table:
    """Units beneath against deadlines: done of due."""
    return Table(
        name=f"theo-doi-han-{slugify_vi(unit.slug)}-{year}",
        classification=_("Tài liệu nội bộ"),
        title=_("Theo dõi hạn năm %(year)s, %(unit)s") % {"year": year, "unit": unit.name},
        sheet=_("Theo dõi"),
        heads=[Head(_("Đơn vị"), 40), *(Head(rule.title, 20) for rule in wall.rules)],
        rows=[
            [each.name, *(_words(wall, each, number) for number in range(len(wall.rules)))]
            for each in wall.units
        ],
        above=[_("Mỗi ô: đã làm trên đã đến hạn.")],
        frozen=1,
    )


def _words(wall: Wall, unit: Unit, number: int) -> str:
    cell = wall.cell(unit, wall.rules[number])
    return f"{cell.done}/{cell.due}" if cell.due else ""


def calls_sheet(unit: Unit, lines: Sequence[CallLine]) -> Table:
    """Whom to call; it names people, and says so at its top."""
    return Table(
        name=f"danh-sach-goi-{slugify_vi(unit.slug)}",
        classification=_("Tài liệu nội bộ – có dữ liệu cá nhân"),
        title=_("Danh sách gọi nhắc, %(unit)s") % {"unit": unit.name},
        sheet=_("Gọi nhắc"),
        heads=[
            Head(_("Đơn vị"), 36), Head(_("Người nhận"), 24), Head(_("Điện thoại"), 16),
            Head(_("Việc"), 50), Head(_("Hạn"), 14), Head(_("Đã gọi"), 12),
        ],
        rows=[
            [
                line.unit.name, line.name, line.phone,
                "; ".join(duty.rule.title for duty in line.duties),
                format_day(line.duties[0].due_on), "",
            ]
            for line in lines
        ],
        frozen=1,
    )  # fmt: skip
