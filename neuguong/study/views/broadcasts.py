"""Loudspeaker series of a unit: slots, runs planned and made; and its bulletins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.rollup.queries import figures_of
from neuguong.study.actions import add_series, answer_runs, plan_runs, remove_runs, write_bulletin
from neuguong.study.forms import AnswerForm, NewBulletinForm, RunsForm, SeriesForm
from neuguong.study.models import Series
from neuguong.study.queries import bulletins_of, series_of, series_seen, themes_for
from neuguong.study.rights import Right
from neuguong.study.rules import RunState
from neuguong.study.views.asked import (
    address,
    is_closed,
    tabs_of,
    trail_of,
    year_asked,
    years_of,
)
from neuguong.ui.asked import ASKS, FormPage, attempt, form_page, shown, today, told, typed
from neuguong.ui.parts import Cell, Column, Figure, Link, Table

_TONES = {RunState.PLANNED: "registered", RunState.MADE: "done", RunState.NOT_MADE: "not_done"}


@require_http_methods(ASKS)
@login_required
def broadcasts(request: HttpRequest, slug: str) -> HttpResponse:
    """The series and bulletins of a unit in a year; a bulletin is begun here."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    year = year_asked(request, unit)
    may_note = by.may(Right.NOTE, at=unit) and unit.closed_on is None
    if request.method == "POST":
        by.require(Right.NOTE, at=unit)
    form = NewBulletinForm(
        typed(request), initial={"day": today()}, closed=is_closed(by, unit, year)
    )
    made = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            write_bulletin(by=by, unit_id=unit.pk, day=form.cleaned_data["day"], reason=form.reason)
        ),
    ):
        return told(
            request, _("Đã soạn nháp từ tin của đơn vị. Đọc lại và sửa."),
            reverse("study:bulletin", args=[made[0].pk]),
        )  # fmt: skip
    context = {
        "unit": unit, "year": year, "years": years_of(request, unit, year),
        "tabs": tabs_of(unit, year, "broadcasts", by), "table": _table(series_of(unit, year)),
        "bulletins": bulletins_of(unit, year), "form": form if may_note else None,
        "may_run": by.may(Right.RUN, at=unit) and unit.closed_on is None,
        "series_url": address("add_series", unit, year), "figures": _figures(by, unit, year),
    }  # fmt: skip
    return shown(request, "study/broadcasts.html", context)


def _figures(by: AccountActor, unit: Unit, year: int) -> list[Figure]:
    if year < unit.opened_on.year or not by.may("rollup.view", at=unit):
        return []
    found = figures_of(unit, Period("year", year), ["study.broadcasts"])["study.broadcasts"]
    url = f"{reverse('home:records', args=[unit.slug])}?ky={year}&do={found.key}"
    return [Figure(str(found.label), found.number, url, str(found.unit))]


def _table(found: list[Series]) -> Table | None:
    """The series with how many runs were made of those planned."""
    if not found:
        return None
    head = [Column(_("Loạt bài")), Column(_("Khung giờ")), Column(_("Đã phát"), number=True),
            Column(_("Chưa phát"), number=True)]  # fmt: skip
    rows = []
    for series in found:
        states = [run.state for run in series.broadcasts.all()]
        slots = ", ".join(str(slot) for slot in series.slots.all())
        rows.append(
            [
                Cell(series.title, reverse("study:series", args=[series.pk]), series.source),
                Cell(slots),
                Cell(str(states.count(RunState.MADE))),
                Cell(str(states.count(RunState.PLANNED))),
            ]
        )
    return Table(_("Các loạt bài"), head, rows)


@require_http_methods(ASKS)
@login_required
def new_series(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a series of a unit."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.RUN, at=unit)
    year = year_asked(request, unit)
    form = SeriesForm(
        typed(request), themes=[(theme.pk, theme.title) for theme in themes_for(unit, year)],
        closed=is_closed(by, unit, year),
    )  # fmt: skip
    page = FormPage(
        title=_("Lập loạt bài truyền thanh năm %(year)s") % {"year": year},
        go=_("Lưu loạt bài"),
        said=_("Đã lập loạt bài. Giờ lập ngày phát."),
        trail=trail_of(unit, year, Link(_("Loạt bài mới"))),
        back=address("broadcasts", unit, year),
    )
    return form_page(request, page, form,
        lambda: add_series(by=by, unit_id=unit.pk, entry=form.entry(year), reason=form.reason),
        lambda made: reverse("study:series", args=[made.pk]),
    )  # fmt: skip


@require_safe
@login_required
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    """A series: its runs, those of days gone by to be answered for."""
    by = reader(request)
    found = series_seen(by, series_id)
    return _series_page(request, by, found, None, None)


@require_http_methods(["POST"])
@login_required
def plan(request: HttpRequest, series_id: int) -> HttpResponse:
    """Plan runs of a series."""
    by = reader(request)
    found = series_seen(by, series_id)
    by.require(Right.RUN, at=found.unit)
    form = RunsForm(request.POST, closed=is_closed(by, found.unit, found.year))
    made: list[int] = []
    if attempt(
        form,
        lambda: made.append(
            plan_runs(
                by=by, series_id=found.pk, first=form.cleaned_data["first"],
                last=form.cleaned_data["last"], weekdays=form.cleaned_data["weekdays"],
                reason=form.reason,
            )
        ),
    ):  # fmt: skip
        words = _("Đã lập %(n)s lượt phát.") % {"n": made[0]}
        return told(request, words, reverse("study:series", args=[found.pk]))
    return _series_page(request, by, found, form, None)


@require_http_methods(["POST"])
@login_required
def answer(request: HttpRequest, series_id: int) -> HttpResponse:
    """Say of the runs ticked that they were made, fell out, or are not planned any more."""
    by = reader(request)
    found = series_seen(by, series_id)
    by.require(Right.RUN, at=found.unit)
    form = _answer_form(request, by, found)
    if attempt(form, lambda: _answer(by, request, found, form)):
        return told(request, _("Đã ghi."), reverse("study:series", args=[found.pk]))
    return _series_page(request, by, found, None, form)


def _answer(by: AccountActor, request: HttpRequest, found: Series, form: AnswerForm) -> int:
    runs, why = form.cleaned_data["runs"], form.cleaned_data["why"]
    if "remove" in request.POST:
        return remove_runs(by=by, series_id=found.pk, run_ids=runs, reason=form.reason)
    if "not_made" in request.POST:
        return answer_runs(
            by=by, series_id=found.pk, made=(), not_made=runs, why=why, today=today(),
            reason=form.reason,
        )  # fmt: skip
    return answer_runs(by=by, series_id=found.pk, made=runs, today=today(), reason=form.reason)


def _answer_form(request: HttpRequest, by: AccountActor, found: Series) -> AnswerForm:
    open_runs = [run for run in found.broadcasts.all() if run.state != RunState.MADE]
    return AnswerForm(
        typed(request),
        choices=[(run.pk, f"{format_day(run.day)}, {run.slot}") for run in open_runs],
        initial={"runs": [run.pk for run in open_runs
                          if run.day <= today() and run.state == RunState.PLANNED]},
        closed=is_closed(by, found.unit, found.year),
    )  # fmt: skip


def _series_page(
    request: HttpRequest, by: AccountActor, found: Series, runs: RunsForm | None,
    answers: AnswerForm | None,
) -> HttpResponse:  # fmt: skip
    may_run = by.may(Right.RUN, at=found.unit)
    closed = is_closed(by, found.unit, found.year)
    made = [run for run in found.broadcasts.all() if run.state == RunState.MADE]
    form = answers or _answer_form(request, by, found)
    open_runs = [run for run in found.broadcasts.all() if run.state != RunState.MADE]
    context = {
        "series": found, "may_run": may_run, "made": made,
        "runs_form": runs or RunsForm(closed=closed), "form": form,
        "open_runs": [
            (run, option, _TONES[RunState(run.state)])
            for run, option in zip(open_runs, form["runs"], strict=True)
        ],
        "trail": trail_of(
            found.unit, found.year,
            Link(_("Truyền thanh"), address("broadcasts", found.unit, found.year)),
            Link(found.title),
        ),
    }  # fmt: skip
    return shown(request, "study/series.html", context)
