"""A movement: launch it, join it, say what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.ceremonies.actions import (
    join_movement,
    launch_movement,
    leave_movement,
    tell_outcome,
)
from neuguong.ceremonies.forms import JoinForm, MovementForm, OutcomeForm
from neuguong.ceremonies.models import Movement
from neuguong.ceremonies.queries import joinings_in, movement_seen
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.views.asked import address, is_closed, trail_of, year_asked
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on, tops_of, unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import (
    ASKS,
    FormPage,
    Question,
    asked,
    attempt,
    form_page,
    shown,
    today,
    told,
    typed,
)
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Launch a movement."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    form = MovementForm(
        typed(request), closed=is_closed(by, unit, year), initial={"launched_on": today()}
    )
    page = FormPage(
        title=_("Phát động phong trào thi đua"), go=_("Phát động"), said=_("Đã phát động."),
        trail=trail_of(unit, year, Link(_("Phong trào mới"))), back=address("unit", unit, year),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: launch_movement(by=by, unit_id=unit.pk, entry=form.entry, reason=form.reason),
        lambda made: reverse("ceremonies:movement", args=[made.pk]),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def movement(request: HttpRequest, movement_id: int) -> HttpResponse:
    """A movement with the units that joined; one's own unit joins here."""
    by = reader(request)
    found = movement_seen(by, movement_id)
    unit = _own(by, found, request.GET.get("dv", ""))
    may_join = by.may(Right.WRITE, at=unit)
    joined = joinings_in(found, unit)
    own = next((row for row in joined if row.unit_id == unit.pk), None)
    if request.method == "POST":
        by.require(Right.WRITE, at=unit)
    year = found.launched_on.year
    form = JoinForm(
        typed(request), closed=is_closed(by, unit, year),
        initial={"people": own.people if own else None, "day": own.joined_on if own else today()},
    )  # fmt: skip
    here = f"{reverse('ceremonies:movement', args=[found.pk])}?dv={unit.slug}"
    if request.method == "POST" and attempt(
        form,
        lambda: join_movement(
            by=by, movement_id=found.pk, unit_id=unit.pk, people=form.cleaned_data["people"],
            day=form.cleaned_data["day"], today=today(), reason=form.reason,
        ),
    ):  # fmt: skip
        return told(request, _("Đã ghi đơn vị tham gia."), here)
    context = {
        "movement": found, "unit": unit, "joined": joined, "own": own,
        "people": sum(row.people for row in joined), "form": form if may_join else None,
        "may_tell": by.may(Right.WRITE, at=found.unit),
        "trail": trail_of(unit, year, Link(found.title)),
    }  # fmt: skip
    return shown(request, "ceremonies/movement.html", context)


@require_http_methods(ASKS)
@login_required
def leave(request: HttpRequest, movement_id: int) -> HttpResponse:
    """Take back that a unit takes part, after asking once."""
    by = reader(request)
    found = movement_seen(by, movement_id)
    unit = _own(by, found, request.GET.get("dv", ""))
    by.require(Right.WRITE, at=unit)
    question = Question(
        title=_("Bỏ tham gia"),
        sentence=_("%(unit)s không còn trong danh sách tham gia.") % {"unit": unit.name},
        go=_("Bỏ tham gia"), said=_("Đã bỏ."),
        back=f"{reverse('ceremonies:movement', args=[found.pk])}?dv={unit.slug}",
    )  # fmt: skip
    form = ActForm(typed(request), closed=is_closed(by, unit, found.launched_on.year))
    return asked(
        request, question, form,
        lambda: leave_movement(
            by=by, movement_id=found.pk, unit_id=unit.pk, reason=form.reason
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def outcome(request: HttpRequest, movement_id: int) -> HttpResponse:
    """Say what came of a movement."""
    by = reader(request)
    found = movement_seen(by, movement_id)
    by.require(Right.WRITE, at=found.unit)
    here = reverse("ceremonies:movement", args=[found.pk])
    year = found.launched_on.year
    form = OutcomeForm(
        typed(request), closed=is_closed(by, found.unit, year), initial={"outcome": found.outcome}
    )
    page = FormPage(
        title=_("Kết quả phong trào"), go=_("Lưu kết quả"), said=_("Đã lưu kết quả."), back=here,
        trail=trail_of(found.unit, year, Link(found.title, here)),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: tell_outcome(
            by=by, movement_id=found.pk, text=form.cleaned_data["outcome"], reason=form.reason
        ),
        lambda made: here,
    )  # fmt: skip


def _own(by: AccountActor, found: Movement, slug: str) -> Unit:
    """The unit as which the reader meets a movement."""
    if slug:
        return unit_seen(by, slug, Right.VIEW)
    if by.may(Right.VIEW, at=found.unit):
        return found.unit
    mine = [unit for unit in tops_of(by) if by.may(Right.VIEW, at=unit)]
    lines = lines_on(mine, found.launched_on)
    return next(unit for unit in mine if found.unit_id in lines[unit.pk])
