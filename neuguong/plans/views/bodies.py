"""Steering committees, assisting sections, and the field each leader answers for."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.documents.rules import issuing_body
from neuguong.files.views import file_response
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor, reader
from neuguong.people.actions import set_field
from neuguong.people.queries import posts_on
from neuguong.plans import actions
from neuguong.plans.forms import BodyForm, EndForm, FieldForm, RulesForm, SeatForm
from neuguong.plans.models import BODY_LABELS, ROLE_LABELS, Body
from neuguong.plans.queries.bodies import BodyPage, bodies_of, body_seen, post_seen, seat_seen
from neuguong.plans.queries.plans import people_of
from neuguong.plans.rights import Right
from neuguong.plans.rules import BodyKind, SeatRole
from neuguong.plans.views.asked import bar_of, form_page, tabs_of, unit_asked, year_asked
from neuguong.ui.asked import ASKS, Question, asked, attempt, today, told, typed
from neuguong.ui.fields import ActForm


@require_safe
@login_required
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    """The bodies of a unit with their members, decisions and rules."""
    by = reader(request)
    unit = unit_asked(by, slug)
    year = year_asked(request, unit)
    context = {
        "bar": bar_of(by, unit, year, "bodies"),
        "unit": unit,
        "tabs": tabs_of(by, unit, year, "bodies"),
        "bodies": [_shown(page) for page in bodies_of(unit, today())],
        "may": {"write": by.may(Right.WRITE, at=unit)},
        "names": by.sees_names(unit.path),
        "new_url": reverse("plans:set_up_body", args=[unit.slug]),
    }
    return render(request, "plans/bodies.html", context)


@require_safe
@login_required
def body(request: HttpRequest, body_id: int) -> HttpResponse:
    """A body stands on the page of its unit."""
    found = body_seen(reader(request), body_id)
    return redirect(f"{reverse('plans:bodies', args=[found.unit.slug])}#ban-{found.pk}")


def _shown(page: BodyPage) -> dict[str, Any]:
    found = page.body
    return {
        "page": page,
        "body": found,
        "kind": BODY_LABELS[BodyKind(found.kind)],
        "decided": format_day(found.decided_on),
        "rules_on": format_day(found.rules_on) if found.rules_on else "",
        "until": format_day(found.valid_to) if found.valid_to else "",
        "seats": [(ROLE_LABELS[SeatRole(seat.role)], seat) for seat in page.seats],
    }


@login_required
@require_http_methods(ASKS)
def set_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a body by its decision."""
    by = reader(request)
    unit = unit_asked(by, slug)
    by.require(Right.WRITE, at=unit)
    stands = [
        page.body for page in bodies_of(unit, today())
        if page.stands and page.body.kind == BodyKind.STEERING
    ]  # fmt: skip
    kind = BodyKind.ASSISTING if stands else BodyKind.STEERING
    about = _("học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh")
    initial = {
        "kind": int(kind), "name": f"{BODY_LABELS[kind]} {about}", "issuer": issuing_body(unit.name),
    }  # fmt: skip
    form = BodyForm(typed(request), initial=initial)
    back = reverse("plans:bodies", args=[unit.slug])

    def act() -> None:
        helps = stands[0].pk if stands else None
        actions.set_up_body(by=by, unit_id=unit.pk, entry=form.entry_for(helps), today=today())

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lập. Thêm thành viên và quy chế làm việc."), back)
    return _page(request, form, _("Lập Ban Chỉ đạo, bộ phận giúp việc"), back, unit.name)


@login_required
@require_http_methods(ASKS)
def seat(request: HttpRequest, body_id: int) -> HttpResponse:
    """Give somebody a place in a body."""
    by = reader(request)
    found = _to_write(by, body_id)
    people = people_of(found.unit, today(), named=by.sees_names(found.unit.path))
    form = SeatForm(typed(request), people=people, initial={"since": found.valid_from})

    def act() -> None:
        actions.seat_person(
            by=by, body_id=found.pk, entry=form.entry, since=form.cleaned_data["since"]
        )

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã thêm thành viên."), _back(found))
    return _page(request, form, _("Thêm thành viên"), _back(found), found.name)


@login_required
@require_http_methods(ASKS)
def leave(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Let somebody leave a body."""
    by = reader(request)
    found = seat_seen(by, seat_id)
    by.require(Right.WRITE, at=found.body.unit)
    who = (
        found.name
        if by.sees_names(found.body.unit.path)
        else str(ROLE_LABELS[SeatRole(found.role)])
    )
    question = Question(
        title=_("Thôi tham gia"),
        sentence=_("%(who)s thôi tham gia %(body)s.") % {"who": who, "body": found.body.name},
        go=_("Ghi thôi tham gia"),
        back=_back(found.body),
        said=_("Đã ghi."),
    )
    form = EndForm(typed(request), initial={"on": today()})
    return asked(
        request, question, form,
        lambda: actions.leave_seat(by=by, seat_id=found.pk, on=form.cleaned_data["on"]),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def rules(request: HttpRequest, body_id: int) -> HttpResponse:
    """Keep the working rules of a body and their scan."""
    by = reader(request)
    found = _to_write(by, body_id)
    initial = {"number": found.rules_number, "on": found.rules_on or found.decided_on}
    form = RulesForm(typed(request), request.FILES or None, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        actions.keep_rules(
            by=by, body_id=found.pk, number=data["number"], on=data["on"], upload=data["upload"]
        )

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu quy chế làm việc."), _back(found))
    return _page(request, form, _("Quy chế làm việc"), _back(found), found.name)


@require_safe
@login_required
def rules_file(request: HttpRequest, body_id: int) -> FileResponse:
    """The scan of the working rules."""
    found = body_seen(reader(request), body_id)
    if found.rules_file is None:
        raise Http404
    return file_response(found.rules_file)


@login_required
@require_http_methods(ASKS)
def end(request: HttpRequest, body_id: int) -> HttpResponse:
    """End a body."""
    by = reader(request)
    found = _to_write(by, body_id)
    question = Question(
        title=_("Kết thúc hoạt động"),
        sentence=found.name,
        go=_("Ghi kết thúc"),
        back=_back(found),
        said=_("Đã ghi ngày kết thúc."),
    )
    form = EndForm(typed(request), initial={"on": today()})
    return asked(
        request, question, form,
        lambda: actions.end_body(
            by=by, body_id=found.pk, on=form.cleaned_data["on"], today=today()
        ),
    )  # fmt: skip


@require_safe
@login_required
def fields(request: HttpRequest, slug: str) -> HttpResponse:
    """The field each leader of a unit answers for; it prints on the plan."""
    by = reader(request)
    unit = unit_asked(by, slug)
    year = year_asked(request, unit)
    context = {
        "bar": bar_of(by, unit, year, "fields"),
        "unit": unit,
        "tabs": tabs_of(by, unit, year, "fields"),
        "posts": posts_on(unit, today()),
        "names": by.sees_names(unit.path),
        "may": {"change": by.may("people.change", at=unit)},
    }
    return render(request, "plans/fields.html", context)


@login_required
@require_http_methods(ASKS)
def field(request: HttpRequest, post_id: int) -> HttpResponse:
    """Write the field of one leader."""
    by = reader(request)
    post = post_seen(by, post_id)
    by.require("people.change", at=post.unit)
    form = FieldForm(typed(request), initial={"field": post.field})
    back = reverse("plans:fields", args=[post.unit.slug])

    def act() -> None:
        set_field(by=by, post_id=post.pk, field=form.cleaned_data["field"])

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu lĩnh vực phụ trách."), back)
    over = f"{post.person.full_name}, {post.title}" if by.sees_names(post.unit.path) else post.title
    return _page(request, form, _("Lĩnh vực phụ trách"), back, over)


def _to_write(by: AccountActor, body_id: int) -> Body:
    found = body_seen(by, body_id)
    by.require(Right.WRITE, at=found.unit)
    return found


def _back(found: Body) -> str:
    return reverse("plans:bodies", args=[found.unit.slug])


def _page(request: HttpRequest, form: ActForm, title: str, back: str, over: str) -> HttpResponse:
    return form_page(request, form, title=title, go=_("Lưu"), back=back, over=over)
