"""The page of a unit's history: its states along the years, whom it follows and who follows it."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.home.queries.history import HistoryPage, Kin, history_page
from neuguong.home.queries.place import may_see_figures
from neuguong.home.views.asked import sentence
from neuguong.home.views.lineage import Box, Lines, Stretch, Years
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit, UnitState
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Link, Table


@require_safe
@login_required
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """One unit through the years, for those who may know of it."""
    by = reader(request)
    page = history_page(by, slug)
    context = {
        "page": page,
        "unit": page.unit,
        "trail": [Link(above.short_name, _unit_url(above)) for above in page.above]
        + [Link(page.unit.short_name, _unit_url(page.unit)), Link(_("Lịch sử"))],
        "years": _years(page),
        "states": _states(page, by),
        "drawn": _drawn(page) if page.passings else None,
        "kin": _kin_table(page, by) if page.passings else None,
        "plans": [
            (plan, reverse("reorganisations:plan", args=[plan.pk])) for plan in page.plans
        ],
    }  # fmt: skip
    return render(request, "home/history.html", context)


def _unit_url(unit: Unit) -> str:
    return reverse("home:unit", args=[unit.slug])


def _history_url(unit: Unit) -> str:
    return reverse("home:history", args=[unit.slug])


def _figures_url(by: AccountActor, unit: Unit, last: date) -> str:
    """The figures as they were in the year of a day."""
    if not may_see_figures(by, unit):
        return ""
    return f"{reverse('home:figures', args=[unit.slug])}?ky={last.year}"


def _last_day(closed_on: date | None) -> date:
    return closed_on - timedelta(days=1) if closed_on else today()


def _years(page: HistoryPage) -> Years | None:
    """The line of years; none for a unit that is not there yet."""
    stretches = [
        Stretch(number, state.valid_from, max(_last_day(state.valid_to), state.valid_from),
                f"{state.name}, {_span(state)}")
        for number, state in enumerate(page.states, 1)
    ]  # fmt: skip
    if not stretches or stretches[-1].last <= stretches[0].first:
        return None
    words = _("%(count)s mốc, từ ngày %(first)s. Bảng ở dưới ghi đủ.") % {
        "count": len(stretches), "first": format_day(stretches[0].first),
    }  # fmt: skip
    title = _("%(name)s qua các năm") % {"name": page.unit.name}
    return Years(title, words, stretches)


def _span(state: UnitState) -> str:
    if state.valid_to is None:
        return _("từ %(day)s") % {"day": format_day(state.valid_from)}
    days = {"first": format_day(state.valid_from), "last": format_day(_last_day(state.valid_to))}
    return _("%(first)s đến %(last)s") % days


def _states(page: HistoryPage, by: AccountActor) -> list[dict[str, Any]]:
    """Each state with what is otherwise than in the one before it."""
    lines: list[dict[str, Any]] = []
    before: UnitState | None = None
    for number, state in enumerate(page.states, 1):
        changed = _changed(before, state)
        lines.append(
            {
                "number": number,
                "state": state,
                "span": _span(state),
                "changed": changed,
                "figures_url": _figures_url(by, page.unit, _last_day(state.valid_to)),
            }
        )
        before = state
    return lines


def _changed(before: UnitState | None, state: UnitState) -> str:
    """What began with a state, in a few words."""
    if before is None:
        return _("lập")
    found = []
    if before.name != state.name:
        found.append(_("đổi tên"))
    if before.type_id != state.type_id:
        found.append(_("đổi loại"))
    if before.parent_id != state.parent_id:
        found.append(_("chuyển cấp trên"))
    if before.code != state.code:
        found.append(_("đổi mã"))
    return ", ".join(found) or _("đổi thông tin")


def _life(unit: Unit) -> str:
    if unit.closed_on is None:
        return _("từ %(day)s") % {"day": format_day(unit.opened_on)}
    return _("đến %(day)s") % {"day": format_day(_last_day(unit.closed_on))}


def _drawn(page: HistoryPage) -> Lines:
    boxes = [
        Box(
            kin.unit.pk, kin.generation, kin.unit.name, _life(kin.unit),
            _history_url(kin.unit) if kin.opens and kin.unit.pk != page.unit.pk else "",
            kin.unit.pk == page.unit.pk, kin.unit.closed_on is not None,
        )
        for kin in page.kin
    ]  # fmt: skip
    title = _("Trước và sau %(name)s") % {"name": page.unit.name}
    words = _("Từ trái sang phải: đơn vị trước, đơn vị sau. Bảng ở dưới ghi đủ.")
    return Lines(title, words, boxes, [(one.before, one.after) for one in page.passings])


def _kin_table(page: HistoryPage, by: AccountActor) -> Table:
    """The same family as a table: who went into whom, on which day."""
    units = {kin.unit.pk: kin for kin in page.kin}
    columns = [
        Column(_("Đơn vị trước")), Column(_("Ngày")), Column(_("Đơn vị sau")),
        Column(_("Số liệu như khi đó")),
    ]  # fmt: skip
    rows = []
    for one in page.passings:
        before, after = units[one.before], units[one.after]
        last = _last_day(before.unit.closed_on)
        url = _figures_url(by, before.unit, last) if before.opens else ""
        year = f"{last.year}"
        rows.append(
            [
                _name_cell(before),
                Cell(format_day(one.on)),
                Cell(
                    f"{after.unit.name}, {_life(after.unit)}",
                    _unit_url(after.unit) if after.opens else "",
                ),
                Cell(_("năm %(year)s") % {"year": year}, url) if url else Cell("–"),
            ]
        )
    return Table(_("Ai tiếp nối ai"), columns, rows)


def _name_cell(kin: Kin) -> Cell:
    note = f"{sentence(kin.unit.type.label)}, {_life(kin.unit)}"
    return Cell(kin.unit.name, _unit_url(kin.unit) if kin.opens else "", note)
