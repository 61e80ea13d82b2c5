"""The list of a unit's ratings as a file: levels only, no word of any review."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from neuguong.lib.tables import Head, Table
from neuguong.org.models import Unit
from neuguong.ui.parts import Table as Shown


def ratings_sheet(unit: Unit, year: int, shown: Shown | None) -> Table:
    """What the page of a unit lists, to take away; it says at its top how it may be handled."""
    columns = [str(column.label) for column in shown.columns] if shown else [_("Đơn vị")]
    rows: Sequence[list[str]] = [[cell.text for cell in row] for row in shown.rows] if shown else []
    return Table(
        f"xep-loai-{unit.slug.replace('/', '-')}-{year}",
        _("Tài liệu nội bộ – có dữ liệu cá nhân"),
        _("Kiểm điểm, xếp loại, %(unit)s, năm %(year)s") % {"unit": unit.name, "year": year},
        _("Bảng"),
        [Head(column, 16 if place else 44) for place, column in enumerate(columns)],
        rows,
        frozen=1,
    )
