"""Study of a unit in a year: figures, themes, conferences, and how far the units beneath are."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit
from neuguong.org.queries import tops_of, unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.rollup.queries import children_figures, figures_of
from neuguong.study.models import Conference
from neuguong.study.queries import conferences_for, theme_shares, themes_for
from neuguong.study.rights import Right
from neuguong.study.rules import ConferenceState
from neuguong.study.views.asked import address, tabs_of, year_asked, years_of
from neuguong.ui.parts import Cell, Column, Figure, Table

_TILES = ("study.sessions", "study.attendances", "study.members_rate", "study.to_make_up")
_COLUMNS = ("study.members_asked", "study.members_studied", "study.members_rate",
            "study.to_make_up")  # fmt: skip
_STATES = {
    ConferenceState.PLANNED: "registered",
    ConferenceState.HELD: "done",
    ConferenceState.CALLED_OFF: "closed",
}


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The study page of the unit one works for."""
    by = reader(request)
    unit = next((unit for unit in tops_of(by) if by.may(Right.VIEW, at=unit)), None)
    return redirect("home:home") if unit is None else redirect("study:unit", unit.slug)


@require_safe
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Themes, conferences and figures of a unit in a year."""
    by = reader(request)
    found = unit_seen(by, slug, Right.VIEW)
    year = year_asked(request, found)
    themes = themes_for(found, year)
    shares = theme_shares(found, themes)
    conferences = conferences_for(found, year)
    context = {
        "unit": found,
        "year": year,
        "years": years_of(request, found, year),
        "tabs": tabs_of(found, year, "unit", by),
        "figures": _figures(by, found, year),
        "themes": [(theme, shares[theme.pk]) for theme in themes],
        "conferences": _conferences(found, conferences),
        "children": _children(by, found, year),
        "may_run": by.may(Right.RUN, at=found) and found.closed_on is None,
        "theme_url": address("add_theme", found, year),
        "conference_url": address("add_conference", found, year),
    }
    return render(request, "study/unit.html", context)


def _figures(by: AccountActor, unit: Unit, year: int) -> list[Figure]:
    """The tiles; each opens to its records."""
    if year < unit.opened_on.year or not by.may("rollup.view", at=unit):
        return []
    figures = figures_of(unit, Period("year", year), list(_TILES))
    records = reverse("home:records", args=[unit.slug])
    return [
        Figure(
            str(found.label),
            found.number,
            f"{records}?ky={year}&do={key}",
            "" if found.unit == "%" else str(found.unit),
        )
        for key, found in figures.items()
    ]


def _conferences(unit: Unit, conferences: list[Conference]) -> Table | None:
    """The conferences that concern the unit, the newest first."""
    if not conferences:
        return None
    head = [
        Column(_("Hội nghị")),
        Column(_("Ngày")),
        Column(_("Hình thức")),
        Column(_("Trạng thái")),
    ]
    rows = []
    for found in conferences:
        url = f"{reverse('study:conference', args=[found.pk])}?dv={unit.slug}"
        days = [format_day(session.day) for session in found.sessions.all()]
        note = found.unit.name if found.unit_id != unit.pk else ""
        rows.append(
            [
                Cell(found.title, url, note),
                Cell(", ".join(days)),
                Cell(found.get_form_display()),
                Cell(found.get_state_display(), state=_STATES[ConferenceState(found.state)]),
            ]
        )
    return Table(_("Hội nghị học tập"), head, rows)


def _children(by: AccountActor, unit: Unit, year: int) -> Table | None:
    """How far each unit beneath is."""
    if year < unit.opened_on.year or not by.may("rollup.view", at=unit):
        return None
    lines = children_figures(unit, Period("year", year), list(_COLUMNS))
    lines = [row for row in lines if not row.is_empty]
    if not lines or (len(lines) == 1 and lines[0].unit is None):
        return None
    head = [Column(_("Đơn vị")), Column(_("Phải học"), number=True),
            Column(_("Đã học"), number=True), Column(_("Tỷ lệ"), number=True),
            Column(_("Còn học bù"), number=True)]  # fmt: skip
    rows = []
    for row in lines:
        url = address("unit", row.unit, year) if row.unit is not None else ""
        cells = [Cell(row.figures[key].text if key.endswith("rate") else row.figures[key].number)
                 for key in _COLUMNS]  # fmt: skip
        rows.append([Cell(row.label, url), *cells])
    return Table(_("Đảng viên của các đơn vị trực thuộc"), head, rows, shape="cards rows5 k4")
