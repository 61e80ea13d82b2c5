"""Columns of the files one can take away: figures by child, records behind a figure.

Every file says at its top how it may be handled.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from neuguong.home.queries.figures import FiguresPage, in_sections
from neuguong.home.queries.logwords import LogLine
from neuguong.home.queries.place import Place
from neuguong.lib.amounts import Qualifier, from_scaled
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Kind, Measure, Record
from neuguong.lib.tables import Head, Table, Value
from neuguong.rollup.queries import Figure, Row

_WORDS: Final = {
    Qualifier.AT_LEAST: "ít nhất",
    Qualifier.AT_MOST: "gần",
    Qualifier.ABOUT: "khoảng",
    Qualifier.ORDER: "ít nhất",
}


def _table(
    name: str, title: str, above: Sequence[str], head: Sequence[str],
    rows: Iterable[Sequence[Value]], *, named: bool = False,
) -> Table:  # fmt: skip
    """A table to take away; with `named` it holds names of people."""
    internal, personal = _("Tài liệu nội bộ"), _("Tài liệu nội bộ – có dữ liệu cá nhân")
    heads = [Head(word, 16 if place else 44) for place, word in enumerate(head)]
    return Table(
        name, personal if named else internal, title, _("Bảng"), heads, rows, above=above, frozen=1
    )


def figures_sheet(page: FiguresPage, measures: Sequence[Measure], rows: Sequence[Row]) -> Table:
    """The table by child with every measure of the tab; its last line is the unit."""
    place = page.place
    lines: list[list[Value]] = [
        [
            f"{row.heading}: {row.label}" if row.heading else row.label,
            *(_value(row.figures[measure.key]) for measure in measures),
        ]
        for row in in_sections(rows)
    ]
    lines.append([place.unit.name, *(_value(page.this[measure.key]) for measure in measures)])
    head = [_("Đơn vị"), *(_heading(measure, page.this[measure.key]) for measure in measures)]
    return _table(
        name=f"so-lieu-{_file_name(place.unit.slug)}-{place.period.key}-{page.group.code}"
        + _file_view(place),
        title=f"{place.unit.name}, {place.period.label}",
        above=[_("Cây tổ chức ngày %(day)s.") % {"day": format_day(place.day)}, *_unsigned(place)],
        head=head,
        rows=lines,
    )


def _file_view(place: Place) -> str:
    return "" if place.view.is_signed else f"-{place.view.key.replace(':', '-')}"


def _unsigned(place: Place) -> list[str]:
    """The line that says that figures on this tree are not those one signs."""
    words = _("%(view)s: chưa phải số liệu ký duyệt.") % {"view": place.view.label}
    return [] if place.view.is_signed else [words]


def records_sheet(
    measure: Measure,
    figure: Figure,
    records: Iterable[Record],
    *,
    where: str,
    name: str,
    named: bool = False,
) -> Table:
    """The records behind a figure; the last line is what they add up to."""
    lines: list[list[Value]] = []
    total = 0
    for record in records:
        total += record.amount
        word = _WORDS.get(Qualifier(record.qualifier), "")
        amount = from_scaled(record.amount, measure.scale)
        lines.append(
            [record.text, record.who, record.unit_name, record.day, record.state, word, amount]
        )
    sum_ = from_scaled(total, measure.scale)
    lines.append([_("Cộng %(rows)s dòng") % {"rows": f"{len(lines)}"}, "", "", None, "", "", sum_])
    unit = _("đếm") if measure.kind is Kind.RATIO else str(measure.unit)
    return _table(
        name=f"ban-ghi-{_file_name(name)}",
        title=f"{figure.label}, {where}",
        named=named,
        above=[_("Con số: %(figure)s.") % {"figure": figure.text}],
        head=[
            _("Nội dung"), _("Ai"), _("Đơn vị"), _("Ngày"), _("Trạng thái"), _("Mức"),
            _("Số (%(unit)s)") % {"unit": unit},
        ],
        rows=lines,
    )  # fmt: skip


def log_sheet(lines: Iterable[LogLine], day: date) -> Table:
    """Entries of the log as their reader may see them."""
    return _table(
        name=f"nhat-ky-{day:%Y%m%d}",
        title=_("Nhật ký, tải ngày %(day)s") % {"day": format_day(day)},
        named=True,
        above=[],
        head=[
            _("Lúc"), _("Ai"), _("Làm gì"), _("Trên gì"), _("Đơn vị"), _("Thay đổi"), _("Lý do"),
        ],
        rows=[
            [
                f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.words, line.about, line.where,
                "; ".join(line.changes), line.reason,
            ]
            for line in lines
        ],
    )  # fmt: skip


def _heading(measure: Measure, total: Figure) -> str:
    words = [str(measure.unit), _WORDS.get(total.qualifier, "")]
    return f"{measure.label} ({', '.join(filter(None, words))})"


def _value(figure: Figure) -> Value:
    return figure.value


def _file_name(slug: str) -> str:
    return slug.replace("/", "-")
