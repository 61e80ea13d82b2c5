"""What a unit owes, by when; marked, excused; and whom to call about it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.duties import actions
from neuguong.duties.forms import ContactForm, DoneForm, ExcuseForm
from neuguong.duties.models import STATE_LABELS, Duty
from neuguong.duties.queries import contact_of, duty_seen, first_unit, owed_by
from neuguong.duties.rights import Right
from neuguong.duties.rules import SEEN, DutyKind, DutyState
from neuguong.duties.views.asked import Asked, address, unit_asked
from neuguong.lib.dates import Period, format_day
from neuguong.people.access import AccountActor, denial, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.parts import Cell, Column, Link, Table

_KEYS = {
    DutyState.OPEN: "registered",
    DutyState.DONE: "done",
    DutyState.LATE: "doing",
    DutyState.EXCUSED: "closed",
}


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the unit one works for owes, or the wall of those beneath it."""
    unit = first_unit(reader(request))
    if unit is None:
        return redirect("home:home")
    return redirect("duties:owed" if unit.type.is_cell else "duties:wall", unit.slug)


@login_required
@require_safe
def owed(request: HttpRequest, slug: str) -> HttpResponse:
    """What the unit owes in the year: late, ahead, done."""
    found = unit_asked(request, slug)
    by, unit = found.by, found.unit
    duties = owed_by(unit, found.year)
    late = [d for d in duties if d.state == DutyState.OPEN and d.due_on < today()]
    ahead = [d for d in duties if d.state == DutyState.OPEN and d.due_on >= today()]
    over = [d for d in duties if d.state != DutyState.OPEN]
    context = {
        "unit": unit,
        "year": found.year,
        "tabs": found.tabs("owed"),
        "late": _table(by, _("Quá hạn"), late),
        "ahead": _table(by, _("Sắp tới"), ahead),
        "over": _table(by, _("Đã xong"), over),
        "contact": contact_of(unit),
        "contact_url": reverse("duties:contact", args=[unit.slug])
        if by.may(Right.ANSWER, at=unit) else "",
    }  # fmt: skip
    return render(request, "duties/owed.html", context)


def _table(by: AccountActor, caption: str, duties: list[Duty]) -> Table | None:
    head = [
        Column(_("Hạn")), Column(_("Việc")), Column(_("Trạng thái")), Column(_("Ghi nhận")),
    ]  # fmt: skip
    return Table(caption, head, [_line(by, duty) for duty in duties]) if duties else None


def _line(by: AccountActor, duty: Duty) -> list[Cell]:
    state = DutyState(duty.state)
    late = state is DutyState.OPEN and duty.due_on < today()
    note = Period.parse(duty.period).label
    words = str(STATE_LABELS[state])
    if duty.done_on is not None:
        words = f"{words}, {format_day(duty.done_on)}"
    if duty.excuse:
        words = f"{words}: {duty.excuse}"
    may, url = "", ""
    is_open = state is DutyState.OPEN
    if is_open and DutyKind(duty.kind) not in SEEN and _may_mark(by, duty):
        may, url = _("Đánh dấu đã làm"), reverse("duties:done", args=[duty.pk])
    elif is_open and by.may(Right.SET, at=duty.rule.unit):
        may, url = _("Miễn"), reverse("duties:excuse", args=[duty.pk])
    elif is_open:
        may = _("tự ghi nhận khi đơn vị làm xong")
    return [
        Cell(format_day(duty.due_on)),
        Cell(duty.rule.title, note=f"{note} · {duty.rule.unit.short_name}"),
        Cell(words, state="late" if late else _KEYS[state]),
        Cell(may, url),
    ]


def _may_mark(by: AccountActor, duty: Duty) -> bool:
    return by.may(Right.ANSWER, at=duty.unit) or by.may(Right.SET, at=duty.rule.unit)


@login_required
@require_http_methods(ASKS)
def done(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Mark what no record shows."""
    by = reader(request)
    found = duty_seen(by, duty_id)
    if not _may_mark(by, found):
        raise PermissionDenied(denial(Right.ANSWER))
    form = DoneForm(typed(request), initial={"day": today()})
    question = Question(
        title=_("Đánh dấu đã làm"), go=_("Ghi đã làm"), said=_("Đã ghi."),
        sentence=f"{found.rule.title}, {found.unit.name}",
        back=address("owed", found.unit, found.rule.year),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.mark_done(
            by=by, duty_id=found.pk, day=form.cleaned_data["day"], today=today()
        ),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def excuse(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Let a unit off."""
    by = reader(request)
    found = duty_seen(by, duty_id)
    by.require(Right.SET, at=found.rule.unit)
    form = ExcuseForm(typed(request))
    question = Question(
        title=_("Miễn việc này"), go=_("Miễn"), said=_("Đã miễn; không tính là thiếu."),
        sentence=f"{found.rule.title}, {found.unit.name}",
        back=address("owed", found.unit, found.rule.year),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.excuse(by=by, duty_id=found.pk, reason=form.cleaned_data["why"]),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to call about what the unit owes."""
    found: Asked = unit_asked(request, slug)
    by, unit = found.by, found.unit
    by.require(Right.ANSWER, at=unit)
    form = ContactForm(typed(request), initial=ContactForm.initial_of(contact_of(unit)))
    if request.method == "POST" and attempt(form, lambda: actions.set_contact(
        by=by, unit_id=unit.pk, **form.cleaned_data,
    )):  # fmt: skip
        return told(request, _("Đã lưu đầu mối."), found.url("owed"))
    trail = [Link(unit.name, found.url("owed")), Link(_("Đầu mối nhận nhắc"))]
    context = {"form": form, "title": _("Đầu mối nhận nhắc"), "go": _("Lưu"), "trail": trail,
               "over": unit.name, "back": trail[0].url}  # fmt: skip
    return shown(request, "duties/form.html", context)
