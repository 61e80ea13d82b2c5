"""Columns of the file one can take away: the visits of a year."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from neuguong.inspections.models import KIND_LABELS, STATE_LABELS, Inspection
from neuguong.inspections.rules import InspectionKind, InspectionState
from neuguong.lib.tables import Head, Table, Value
from neuguong.lib.vietnamese import slugify_vi
from neuguong.org.models import Unit


def visits_sheet(unit: Unit, year: int, visits: Sequence[Inspection]) -> Table:
    """The visits with their days, states, conclusions and faults that still stand."""
    heads = [
        Head(_("Hình thức")), Head(_("Đơn vị được kiểm tra"), 36), Head(_("Nội dung"), 50),
        Head(_("Ngày dự kiến")), Head(_("Ngày làm việc")), Head(_("Trạng thái")),
        Head(_("Chưa khắc phục"), 14), Head(_("Số thông báo")), Head(_("Kết luận"), 60),
    ]  # fmt: skip
    return Table(
        name=f"kiem-tra-giam-sat-{slugify_vi(unit.slug)}-{year}",
        classification=_("Tài liệu nội bộ"),
        title=_("Kiểm tra, giám sát năm %(year)s, %(unit)s") % {"year": year, "unit": unit.name},
        sheet=_("Kiểm tra"),
        heads=heads,
        rows=[_row(visit) for visit in visits],
        frozen=2,
    )


def _row(visit: Inspection) -> list[Value]:
    return [
        str(KIND_LABELS[InspectionKind(visit.kind)]), visit.inspected.name, visit.title,
        visit.planned_on, visit.visited_on, str(STATE_LABELS[InspectionState(visit.state)]),
        int(getattr(visit, "open_faults", 0)), visit.number, visit.conclusion,
    ]  # fmt: skip
