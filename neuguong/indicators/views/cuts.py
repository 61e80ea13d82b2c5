"""Figures cut by sector or family: a table of measures, and the units behind each number."""

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from neuguong.indicators.queries.cuts import CutTable, cut_of, units_of_group
from neuguong.indicators.queries.defined import addable_measures, label_of
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.rules import NOTHING
from neuguong.indicators.views.asked import (
    address,
    figures_door,
    frame_of,
    records_door,
    spot_asked,
)
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.rules import FAMILY_NUMBERS, SECTOR_NUMBERS, Family, Sector
from neuguong.people.access import reader
from neuguong.rollup.queries.cuts import Cut
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Link, Table

SECTOR_LABELS: Final = {
    Sector.STATE: gettext_lazy("Cơ quan nhà nước"),
    Sector.PUBLIC_SERVICE: gettext_lazy("Đơn vị sự nghiệp"),
    Sector.PARTY_UNIONS: gettext_lazy("Cơ quan đảng, đoàn thể"),
    Sector.ENTERPRISE: gettext_lazy("Doanh nghiệp"),
    Sector.RESIDENTIAL: gettext_lazy("Thôn, tổ dân phố"),
    Sector.ARMED_FORCES: gettext_lazy("Lực lượng vũ trang"),
}
FAMILY_LABELS: Final = {
    Family.PARTY: gettext_lazy("Tổ chức đảng"),
    Family.MASS: gettext_lazy("MTTQ, đoàn thể"),
    Family.STATE: gettext_lazy("Cơ quan nhà nước"),
    Family.OTHER: gettext_lazy("Khác"),
}
_GROUPS: Final = (
    ("viec-lam", gettext_lazy("Việc làm"), ("deeds", "waiting")),
    ("ket-qua", gettext_lazy("Kết quả"), ("results",)),
    ("dong-gop", gettext_lazy("Đóng góp"), ("contributions", "contributions_by")),
    ("to-chuc", gettext_lazy("Tổ chức và người"), ("organisations", "people")),
)
_CODES: Final = {"khoi": Cut.SECTOR, "he": Cut.FAMILY}
_ROWS: Final = 200


@require_safe
@login_required
def cuts(request: HttpRequest, slug: str) -> HttpResponse:
    """The branch by `theo` (khoi or he); with `o` and `do` the units behind one number."""
    by, spot = reader(request), spot_asked(request, slug)
    code = request.GET.get("theo", "khoi")
    code = code if code in _CODES else "khoi"
    asked = request.GET.get("nhom", "")
    group = next((found for found in _GROUPS if found[0] == asked), _GROUPS[0])
    context: dict[str, Any] = {
        **frame_of(request, by, spot, "cuts", "theo", "nhom"),
        "ways": [
            Link(words, address("cuts", spot, spot.unit, theo=key, nhom=group[0]), key == code)
            for key, words in (("khoi", _("Theo khối")), ("he", _("Theo hệ tổ chức")))
        ],
        "groups": [
            Link(str(one[1]), address("cuts", spot, spot.unit, theo=code, nhom=one[0]),
                 one is group)
            for one in _GROUPS
        ],
    }  # fmt: skip
    try:
        context |= _body(request, spot, code, group)
    except Refused as refused:
        context |= {
            "refusal": refused.refusal.text,
            "tree_url": figures_door(spot, spot.unit),
        }
    return render(request, "indicators/cuts.html", context)


def _body(
    request: HttpRequest, spot: Spot, code: str, group: tuple[str, Any, Any]
) -> dict[str, Any]:
    number, key = request.GET.get("o", ""), request.GET.get("do", "")
    if number.isascii() and number.isdigit() and len(number) < 3 and key:
        return _behind(spot, code, int(number), key)
    keys = [measure.key for measure in addable_measures() if measure.group in group[2]]
    found = cut_of(spot.unit, spot.period, keys, _CODES[code], today=today(), view=spot.view)
    return {
        "table": _table(spot, code, found),
        "adds_up": found.adds_up,
        "day": format_day(found.day),
    }


def _words(code: str) -> dict[int, str]:
    """The groups of a cut in their order, and the one of units for which none is known."""
    if code == "he":
        named = {FAMILY_NUMBERS[family]: str(label) for family, label in FAMILY_LABELS.items()}
    else:
        named = {SECTOR_NUMBERS[sector]: str(label) for sector, label in SECTOR_LABELS.items()}
    return {**named, 0: _("Chưa xếp")}


def _table(spot: Spot, code: str, found: CutTable) -> Table | None:
    """A row for each measure that is not nothing, a column for each group, the whole at the end."""
    words = {n: label for n, label in _words(code).items() if n in found.groups}
    full = [figure for figure in found.whole.values() if not figure.is_zero]
    if not full:
        return None
    head = [Column(_("Chỉ tiêu")), *(Column(label, number=True) for label in words.values())]
    head.append(Column(_("Cộng"), number=True))
    rows = []
    for whole in full:
        cells = [Cell(whole.label, note=whole.unit)]
        for number in words:
            figure = found.groups[number][whole.key]
            url = address("cuts", spot, spot.unit, theo=code, o=f"{number}", do=whole.key)
            cells.append(Cell(NOTHING) if figure.is_zero else Cell(figure.number, url))
        rows.append([*cells, Cell(whole.number, records_door(spot, spot.unit, whole.key))])
    caption = _("Số liệu theo khối") if code == "khoi" else _("Số liệu theo hệ tổ chức")
    return Table(caption, head, rows, shape="")


def _behind(spot: Spot, code: str, number: int, key: str) -> dict[str, Any]:
    """The units behind one number of the table, each with what is its own."""
    if key not in {measure.key for measure in addable_measures()}:
        raise Refused(Refusal("measure_unknown", _("Không có chỉ tiêu này. Chọn lại trong bảng.")))
    found = units_of_group(
        spot.unit, spot.period, key, _CODES[code], number, today=today(), view=spot.view
    )
    label = label_of(key)
    head = [Column(_("Đơn vị")), Column(label, number=True)]
    rows = [
        [
            Cell(unit.name, figures_door(spot, unit)),
            Cell(figure.number, records_door(spot, unit, key, rieng="1")),
        ]
        for unit, figure in found[:_ROWS]
    ]
    title = _("%(group)s: %(measure)s") % {
        "group": _words(code).get(number, _("Chưa xếp")),
        "measure": label,
    }
    return {
        "table": Table(title, head, rows, shape="cards") if rows else None,
        "behind": title,
        "units": len(found),
        "more": max(0, len(found) - _ROWS),
        "back": address("cuts", spot, spot.unit, theo=code),
    }
