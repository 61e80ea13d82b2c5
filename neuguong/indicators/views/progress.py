"""Who has not: a duty over the children of a unit, with counts and the doors to each."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.indicators.queries.completeness import (
    Completeness,
    Progress,
    completeness_of,
    duties_of,
)
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.rules import duty_of
from neuguong.indicators.views.asked import address, folded, frame_of, spot_asked
from neuguong.lib.amounts import format_number
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.ui.charts import Part, StackChart
from neuguong.ui.parts import Cell, Column, Link, Table

_MOST: Final = 200


@require_safe
@login_required
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the branch is with the duty `viec` of the year, and who has not done it."""
    by, spot = reader(request), spot_asked(request, slug)
    duty = duty_of(request.GET.get("viec", ""))
    found = completeness_of(spot.unit, spot.period, duty, spot.view)
    whole = found.whole
    context = {
        **frame_of(request, by, spot, "progress", "viec"),
        "duty": duty,
        "duties": [
            Link(
                str(one.label),
                address("progress", spot, spot.unit, viec=one.code),
                one is duty,
                f"{format_number(so_far.done)}/{format_number(so_far.owed)}",
            )
            for one, so_far in duties_of(spot.unit, spot.period, spot.view)
        ],
        "figure": f"{format_number(found.complete)}/{format_number(len(found.owing))}",
        "amount": f"{format_number(whole.done)}/{format_number(whole.owed)}",
        "missing": format_number(whole.missing),
        "chart": _chart(found),
        "table": _table(by, spot, found) if found.late else None,
        "late": format_number(len(found.late)),
    }
    return render(request, "indicators/progress.html", context)


def _chart(found: Completeness) -> StackChart | None:
    """How many units have done all, some, nothing."""
    words = {"done": _("đã đủ"), "doing": _("đang dở"), "missing": _("chưa có")}
    tones = {"done": "ok", "doing": "sent", "missing": "none"}
    counts = {state: sum(1 for row in found.owing if row.state == state) for state in words}
    if not found.owing:
        return None
    parts = [
        Part(words[state], count, format_number(count), tones[state])
        for state, count in counts.items()
    ]
    return StackChart(_("Các đơn vị trực thuộc"), parts)


def _table(by: AccountActor, spot: Spot, found: Completeness) -> Table:
    """Those who have not, most missing first."""
    word = str(found.duty.word)
    head = [
        Column(_("Đơn vị")),
        Column(_("Còn thiếu (%(word)s)") % {"word": word}, number=True, short=_("Còn thiếu")),
        Column(_("Đã làm"), number=True),
        Column(_("Phải làm"), number=True),
        Column(_("Trạng thái")),
    ]
    words = {"doing": _("đang dở"), "missing": _("chưa có")}
    rows = [
        [
            Cell(row.label, _door(by, spot, row, found.duty.code)),
            Cell(format_number(row.missing)),
            Cell(format_number(row.done)),
            Cell(format_number(row.owed)),
            Cell(words[row.state], state=row.state),
        ]
        for row in found.late[:_MOST]
    ]
    return Table(str(found.duty.question), head, rows, shape=folded(4))


def _door(by: AccountActor, spot: Spot, row: Progress, code: str) -> str:
    """One level down; at a cell the list in which each person stands with their state."""
    if row.unit is None and not row.is_own:
        return ""
    unit: Unit = row.unit or spot.unit
    if (unit.type.is_cell or row.unit is None) and by.may("deeds.view", at=unit):
        return f"{reverse('deeds:list', args=[unit.slug])}?nam={spot.period.last_year}"
    return address("progress", spot, unit, viec=code) if row.unit else ""
