"""Volunteer days and twinned communes: plan, hold, tie to deeds, and see what was given."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.ceremonies.actions import (
    drop_volunteer_day,
    end_twinning,
    hold_volunteer_day,
    open_twinning,
    plan_volunteer_day,
    tie_twinning,
)
from neuguong.ceremonies.forms import (
    DeedsForm,
    EndForm,
    HeldForm,
    TwinningForm,
    VolunteerForm,
)
from neuguong.ceremonies.queries import (
    deeds_to_tie,
    gifts_of_deeds,
    gifts_to_commune,
    twinning_seen,
    volunteer_day_seen,
)
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.ceremonies.views.asked import (
    address,
    gifts_table,
    is_closed,
    trail_of,
    year_asked,
    years_of,
)
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, FormPage, Question, asked, form_page, today, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def volunteer_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a volunteer day."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    form = VolunteerForm(typed(request), deeds=_deeds(unit, year), closed=is_closed(by, unit, year))
    page = FormPage(
        title=_("Ngày cuối tuần tình nguyện"), go=_("Lưu"), said=_("Đã lưu."),
        trail=trail_of(unit, year, Link(_("Ngày tình nguyện"))), back=address("unit", unit, year),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: plan_volunteer_day(by=by, unit_id=unit.pk, entry=form.entry, reason=form.reason),
        lambda made: reverse("ceremonies:volunteer_day", args=[made.pk]),
    )  # fmt: skip


@require_safe
@login_required
def volunteer_day(request: HttpRequest, volunteer_id: int) -> HttpResponse:
    """A volunteer day with what was given there, read from its deeds."""
    by = reader(request)
    found = volunteer_day_seen(by, volunteer_id)
    gifts = gifts_of_deeds(found.deeds.all())
    may_write = by.may(Right.WRITE, at=found.unit)
    context = {
        "found": found, "gifts": gifts, "table": gifts_table(by, gifts), "may_write": may_write,
        "may_hold": may_write and found.day <= today(), "held": found.state == EventState.HELD,
        "trail": trail_of(found.unit, found.day.year, Link(found.work)),
    }  # fmt: skip
    return render(request, "ceremonies/volunteer_day.html", context)


@require_http_methods(ASKS)
@login_required
def volunteer_held(request: HttpRequest, volunteer_id: int) -> HttpResponse:
    """Say that a volunteer day took place."""
    by = reader(request)
    found = volunteer_day_seen(by, volunteer_id)
    by.require(Right.WRITE, at=found.unit)
    here = reverse("ceremonies:volunteer_day", args=[found.pk])
    year = found.day.year
    tied = [deed.pk for deed in found.deeds.all()]
    form = HeldForm(
        typed(request), deeds=_deeds(found.unit, year), closed=is_closed(by, found.unit, year),
        initial={"people": found.people or None, "deeds": tied},
    )  # fmt: skip
    page = FormPage(
        title=_("Ghi ngày tình nguyện đã diễn ra"), go=_("Lưu"), said=_("Đã ghi."), back=here,
        trail=trail_of(found.unit, year, Link(found.work, here)),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: hold_volunteer_day(
            by=by, volunteer_id=found.pk, people=form.cleaned_data["people"],
            deed_ids=form.chosen, today=today(), reason=form.reason,
        ),
        lambda made: here,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def volunteer_drop(request: HttpRequest, volunteer_id: int) -> HttpResponse:
    """Take a volunteer day back after asking once."""
    by = reader(request)
    found = volunteer_day_seen(by, volunteer_id)
    by.require(Right.WRITE, at=found.unit)
    question = Question(
        title=_("Bỏ ngày tình nguyện"), go=_("Bỏ"), said=_("Đã bỏ."),
        sentence=_("Tiền, công đã ghi ở các việc làm theo vẫn còn nguyên."),
        back=reverse("ceremonies:volunteer_day", args=[found.pk])
        if request.method != "POST" else address("unit", found.unit, found.day.year),
    )  # fmt: skip
    form = ActForm(typed(request), closed=is_closed(by, found.unit, found.day.year))
    return asked(
        request, question, form,
        lambda: drop_volunteer_day(by=by, volunteer_id=found.pk, reason=form.reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def twinning_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the help to a commune."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    form = TwinningForm(typed(request), closed=is_closed(by, unit, year))
    page = FormPage(
        title=_("Nhận giúp đỡ một xã"), go=_("Lưu"), said=_("Đã lưu."),
        trail=trail_of(unit, year, Link(_("Xã được giúp"))), back=address("unit", unit, year),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: open_twinning(by=by, unit_id=unit.pk, entry=form.entry, reason=form.reason),
        lambda made: reverse("ceremonies:twinning", args=[made.pk]),
    )  # fmt: skip


@require_safe
@login_required
def twinning(request: HttpRequest, twinning_id: int) -> HttpResponse:
    """A commune that is helped, with everything given in a year, read from the deeds."""
    by = reader(request)
    found = twinning_seen(by, twinning_id)
    year = year_asked(request, found.unit)
    gifts = gifts_to_commune(found, date(year, 1, 1), date(year, 12, 31))
    context = {
        "found": found, "year": year, "gifts": gifts, "table": gifts_table(by, gifts),
        "may_write": by.may(Right.WRITE, at=found.unit),
        "years": years_of(request, found.unit, year),
        "trail": trail_of(found.unit, year, Link(found.commune)),
    }  # fmt: skip
    return render(request, "ceremonies/twinning.html", context)


@require_http_methods(ASKS)
@login_required
def twinning_tie(request: HttpRequest, twinning_id: int) -> HttpResponse:
    """Name deeds that help the commune although their place does not say so."""
    by = reader(request)
    found = twinning_seen(by, twinning_id)
    by.require(Right.WRITE, at=found.unit)
    year = year_asked(request, found.unit)
    here = f"{reverse('ceremonies:twinning', args=[found.pk])}?nam={year}"
    tied = [deed.pk for deed in found.deeds.all()]
    form = DeedsForm(typed(request), deeds=_deeds(found.unit, year), initial={"deeds": tied})
    page = FormPage(
        title=_("Việc ghi thêm cho xã"), go=_("Lưu"), said=_("Đã lưu."), back=here,
        trail=trail_of(found.unit, year, Link(found.commune, here)),
    )  # fmt: skip
    others = [deed.pk for deed in found.deeds.all() if deed.registration.year != year]
    return form_page(
        request, page, form,
        lambda: tie_twinning(by=by, twinning_id=found.pk, deed_ids=[*others, *form.chosen]),
        lambda made: here,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def twinning_end(request: HttpRequest, twinning_id: int) -> HttpResponse:
    """End the help to a commune."""
    by = reader(request)
    found = twinning_seen(by, twinning_id)
    by.require(Right.WRITE, at=found.unit)
    question = Question(
        title=_("Kết thúc giúp đỡ"), sentence=found.commune, go=_("Kết thúc"), said=_("Đã ghi."),
        back=reverse("ceremonies:twinning", args=[found.pk]),
    )  # fmt: skip
    form = EndForm(typed(request), initial={"on": today()})
    return asked(
        request, question, form,
        lambda: end_twinning(by=by, twinning_id=found.pk, on=form.cleaned_data["on"]),
    )  # fmt: skip


def _deeds(unit: Unit, year: int) -> list[tuple[int, str]]:
    return [
        (deed.pk, f"{deed.registration.name}: {deed.text}") for deed in deeds_to_tie(unit, year)
    ]
