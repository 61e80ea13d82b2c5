"""The page of a unit: what it is, its line, children, people, history, and the year in force."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.home.queries.place import LOOK, place_of, view_asked
from neuguong.home.queries.unit import UnitPage, unit_page
from neuguong.home.rules import deadline_words
from neuguong.home.views.asked import Doors, bar_of, sentence
from neuguong.home.views.year import minimums_of
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import unit_seen
from neuguong.org.rights import Right
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import today
from neuguong.ui.parts import Link


@require_safe
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """One unit, for those who may know of it."""
    by = reader(request)
    place = place_of(
        unit_seen(by, slug),
        request.GET.get("ky", ""),
        today=today(),
        view=view_asked(by, request.GET.get("cay", "")),
    )
    page = unit_page(by, place, today=today())
    context = {
        "bar": bar_of(request, by, place),
        "page": page,
        "unit": page.place.unit,
        "day": format_day(place.day),
        **_identity(page),
        **_around(page, Doors.at(place)),
        **_year(page),
        "doors": _doors(by, page),
        "history_url": reverse("home:history", args=[page.place.unit.slug]),
    }
    return render(request, "home/unit.html", context)


def _identity(page: UnitPage) -> dict[str, Any]:
    """What the unit is today, and on the day looked at where that differs."""
    now, then = page.state, page.then
    return {
        "facts": _facts(page.place.unit, now),
        "then": _differences(now, then),
        "not_then": then is None,
        "history": [
            (state, _span(state), state.valid_to is None) for state in reversed(page.states)
        ],
    }


def _facts(unit: Unit, state: UnitState | None) -> list[tuple[str, str]]:
    """What is written of the unit today, empty lines left out."""
    found = [(_("Loại"), sentence(unit.type.label)), (_("Ngày lập"), format_day(unit.opened_on))]
    if unit.closed_on is not None:
        found.append((_("Ngày kết thúc"), format_day(unit.closed_on)))
    if state is not None:
        found += [
            (_("Mã tổ chức"), state.code),
            (_("Địa bàn"), state.place),
            (_("Cơ quan, thôn"), state.host_unit),
        ]
    return [(label, words) for label, words in found if words]


def _differences(now: UnitState | None, then: UnitState | None) -> list[tuple[str, str]]:
    """What was otherwise on the day looked at."""
    if now is None or then is None or now.pk == then.pk:
        return []
    found = [(_("Tên"), then.name), (_("Loại"), sentence(then.type.label))]
    found.append((_("Cấp trên"), then.parent.name if then.parent else "–"))
    same = (now.name, now.type_id, now.parent_id) == (then.name, then.type_id, then.parent_id)
    return [] if same else found


def _span(state: UnitState) -> str:
    if state.valid_to is None:
        return _("từ %(day)s") % {"day": format_day(state.valid_from)}
    days = {"first": format_day(state.valid_from), "last": format_day(state.valid_to)}
    return _("từ %(first)s đến trước %(last)s") % days


def _around(page: UnitPage, doors: Doors) -> dict[str, Any]:
    """The units above and below, and those before and after."""
    return {
        "trail": [Link(above.short_name, doors.unit(above)) for above in page.above]
        + [Link(page.place.unit.short_name)],
        "children": [(child, doors.unit(child)) for child in page.children],
        "before": [(found.name, doors.unit(found)) for found in page.before],
        "after": [(found.name, doors.unit(found)) for found in page.after],
    }


def _year(page: UnitPage) -> dict[str, Any]:
    """The programme year that holds, as words."""
    year = page.year
    found = year.found
    phases = list(found.phases.all()) if found else []
    return {
        "year": year,
        "year_url": f"{reverse('home:year', args=[page.place.unit.slug])}?nam={year.year}",
        "phases": [(phase, deadline_words(phase.last_day, today=today())) for phase in phases],
        "minimums": minimums_of(found),
    }


def _doors(by: AccountActor, page: UnitPage) -> list[Link]:
    """Where one goes from here, as far as the reader may."""
    unit, year = page.place.unit, page.place.year
    found = []
    if by.may(LOOK, at=unit):
        found.append(Link(_("Số liệu"), Doors.at(page.place).figures(unit)))
    if by.may("deeds.view", at=unit):
        words = f"{reverse('deeds:list', args=[unit.slug])}?nam={year}"
        found.append(Link(_("Danh sách việc làm"), words))
    found += _of_the_year(by, unit, year)
    if by.may("reports.view", at=unit):
        report = f"{reverse('reports:report', args=[unit.slug])}?ky={page.place.period.key}"
        found.append(Link(_("Báo cáo"), report))
    found.append(Link(_("Tải danh sách về"), f"{reverse('exchange:ways_out')}?dv={unit.slug}"))
    if any(by.may(right, at=unit) for right in (Right.CHANGE, Right.REORGANISE)):
        found.append(Link(_("Sắp xếp"), f"{reverse('reorganisations:list')}?dv={unit.slug}"))
    if unit.closed_on is not None:
        return [*found, *_log(by, unit)]
    if by.may("exchange.import", at=unit) and by.may("org.found", at=unit):
        found.append(Link(_("Nhập đơn vị"), f"{reverse('exchange:units')}?dv={unit.slug}"))
    if by.may("exchange.import", at=unit) and by.may("people.change", at=unit):
        found.append(Link(_("Nhập người"), f"{reverse('exchange:people')}?dv={unit.slug}"))
    found.append(Link(_("Ai xem được"), reverse("people:who", args=[unit.slug])))
    if by.may("privacy.record", at=unit):
        found.append(Link(_("Thông báo, đồng ý"), reverse("privacy:unit", args=[unit.slug])))
    if by.may("privacy.set", at=unit):
        found.append(Link(_("Căn cứ dùng dữ liệu"), reverse("privacy:basis", args=[unit.slug])))
    return [*found, *_log(by, unit)]


def _of_the_year(by: AccountActor, unit: Unit, year: int) -> list[Link]:
    """Pages of the working year, each with the right it asks for."""
    pages = (
        ("plans.view", _("Kế hoạch"), "plans:unit"),
        ("honours.view", _("Ghi danh, khen thưởng"), "honours:roll"),
        ("meetings.view", _("Sinh hoạt"), "meetings:unit"),
        ("study.view", _("Học tập"), "study:unit"),
        ("ceremonies.view", _("Nghi lễ, phong trào"), "ceremonies:unit"),
        ("duties.view", _("Đến hạn"), "duties:owed"),
        ("evaluations.view", _("Kiểm điểm, xếp loại"), "evaluations:unit"),
        ("evaluations.view", _("Buổi tổng kết năm"), "home:evening"),
        ("inspections.view", _("Kiểm tra, giám sát"), "inspections:year"),
        ("attendance.view", _("Chấm công"), "attendance:year"),
    )
    return [
        Link(label, f"{reverse(name, args=[unit.slug])}?nam={year}")
        for right, label, name in pages
        if by.may(right, at=unit)
    ]


def _log(by: AccountActor, unit: Unit) -> list[Link]:
    if not by.may("audit.view", at=unit):
        return []
    return [Link(_("Nhật ký"), reverse("home:log_unit", args=[unit.slug]))]
