"""The programme year of a unit: read it, set it, close it, open it again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.home.forms import MINIMUM_LABELS, ReasonForm, YearForm
from neuguong.home.queries.place import working_year
from neuguong.home.queries.unit import basis_documents, own_year, year_in_force
from neuguong.home.rules import deadline_words
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader, who_can
from neuguong.programme import actions
from neuguong.programme.models import PHASE_LABELS, ProgrammeYear
from neuguong.programme.queries import years_set
from neuguong.programme.rights import Right
from neuguong.ui.asked import today
from neuguong.ui.parts import Link


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """The year in force for a unit; those who may set it find a form."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    asked = _year_asked(request, unit)
    in_force = year_in_force(unit, asked)
    own = own_year(unit, asked)
    form = None
    if by.may(Right.SET, at=unit):
        form = YearForm(
            request.POST or None,
            year=asked,
            documents=basis_documents(),
            closed=in_force.is_closed,
            initial=YearForm.initial_of(own or in_force.found),
        )
    if request.method == "POST":
        by.require(Right.SET, at=unit)
        if form is not None and form.is_valid() and _saved(by, unit, asked, form):
            messages.success(request, _("Đã lưu năm %(year)s.") % {"year": f"{asked}"})
            return redirect(_address(unit, asked))
    who = "" if form else who_can(Right.SET, unit, today())
    context = {"form": form, "fields": _fields(form), "who_can": who, **_words(by, unit, asked)}
    return render(request, "home/year.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_year(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the year of a unit after asking once."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.CLOSE, at=unit)
    asked = _year_asked(request, unit)
    if request.method == "POST":
        actions.close_year(by=by, unit_id=unit.pk, year=asked, today=today())
        messages.success(request, _("Đã chốt năm %(year)s.") % {"year": f"{asked}"})
        return redirect(_address(unit, asked))
    context = {
        "title": _("Chốt năm %(year)s của %(unit)s") % {"year": f"{asked}", "unit": unit.name},
        "sentence": _("Sau khi chốt, mỗi lần sửa đều phải ghi lý do đính chính."),
        "points": [
            _("Chốt cho cả các đơn vị trực thuộc."),
            _("Không bản ghi nào bị đổi hay mất. Lãnh đạo đơn vị mở lại được, có lý do."),
        ],
        "go": _("Chốt năm %(year)s") % {"year": f"{asked}"},
        "back": _address(unit, asked),
    }
    return render(request, "ui/confirm.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_year(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed year again, with the reason that is kept."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.CLOSE, at=unit)
    asked = _year_asked(request, unit)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reopen_year(by=by, unit_id=unit.pk, year=asked, reason=reason)
        messages.success(request, _("Đã mở lại năm %(year)s.") % {"year": f"{asked}"})
        return redirect(_address(unit, asked))
    context = {
        "title": _("Mở lại năm %(year)s của %(unit)s") % {"year": f"{asked}", "unit": unit.name},
        "sentence": _("Năm mở lại thì ghi và sửa như thường, không cần lý do từng lần."),
        "form": form,
        "go": _("Mở lại năm %(year)s") % {"year": f"{asked}"},
        "back": _address(unit, asked),
    }
    return render(request, "ui/confirm.html", context)


def minimums_of(found: ProgrammeYear | None) -> list[tuple[str, int]]:
    """The least number of deeds by who registers, in the order of the vocabulary."""
    if found is None:
        return []
    return [
        (str(MINIMUM_LABELS[row.category]), row.minimum)
        for row in found.minimums.all()
        if row.category in MINIMUM_LABELS
    ]


def _year_asked(request: HttpRequest, unit: Unit) -> int:
    typed = request.GET.get("nam", "")
    if len(typed) == 4 and typed.isascii() and typed.isdigit():
        return int(typed)
    return working_year(unit, today=today())


def _saved(by: AccountActor, unit: Unit, asked: int, form: YearForm) -> bool:
    """Set the year as typed; a refusal stands above the form."""
    try:
        actions.set_year(by=by, unit_id=unit.pk, year=asked, entry=form.entry, reason=form.reason)
    except Refused as refused:
        form.add_error(None, refused.refusal.text)
        return False
    return True


def _address(unit: Unit, asked: int) -> str:
    return f"{reverse('home:year', args=[unit.slug])}?nam={asked}"


def _fields(form: YearForm | None) -> dict[str, Any]:
    """The fields of the form, gathered as the page lays them out."""
    if form is None:
        return {}
    return {
        "words": [form[name] for name in ("title", "theme", "motto")],
        "phases": [
            (label, form[f"first_{kind}"], form[f"last_{kind}"])
            for kind, label in PHASE_LABELS.items()
        ],
        "minimums": [form[f"least_{number}"] for number in MINIMUM_LABELS],
        "rest": [form[name] for name in ("cut_day", "basis", "reason") if name in form.fields],
    }


def _words(by: AccountActor, unit: Unit, asked: int) -> dict[str, Any]:
    """The year in force as words, and what may be done with it."""
    in_force = year_in_force(unit, asked)
    found = in_force.found
    own = found if in_force.is_own else None
    may_close = by.may(Right.CLOSE, at=unit)
    years = sorted({*years_set(unit), asked, today().year}, reverse=True)
    return {
        "unit": unit,
        "year": in_force,
        "phases": [
            (phase, deadline_words(phase.last_day, today=today()))
            for phase in (found.phases.all() if found else ())
        ],
        "minimums": minimums_of(found),
        "tabs": [Link(f"{number}", _address(unit, number), number == asked) for number in years],
        "may_close": may_close and not in_force.is_closed,
        "may_reopen": may_close and own is not None and own.closed_on is not None,
        "close_url": f"{reverse('home:close_year', args=[unit.slug])}?nam={asked}",
        "reopen_url": f"{reverse('home:reopen_year', args=[unit.slug])}?nam={asked}",
    }
