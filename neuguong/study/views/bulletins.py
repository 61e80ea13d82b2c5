"""A bulletin: its words to mend, how long it reads, the sheet to print in large letters."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.people.access import reader
from neuguong.study.actions import change_bulletin, mark_read, refresh_bulletin
from neuguong.study.forms import BulletinForm, ReadForm
from neuguong.study.queries import bulletin_seen
from neuguong.study.rights import Right
from neuguong.study.views.asked import address, is_closed, trail_of
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The words of a bulletin; whoever may write for the unit mends them here."""
    by = reader(request)
    found = bulletin_seen(by, bulletin_id)
    may_note = by.may(Right.NOTE, at=found.unit)
    if request.method == "POST":
        by.require(Right.NOTE, at=found.unit)
    initial = {"title": found.title, "day": found.day, "body": found.body}
    closed = is_closed(by, found.unit, found.day.year)
    form = BulletinForm(typed(request), initial=initial, closed=closed) if may_note else None
    here = reverse("study:bulletin", args=[found.pk])
    if request.method == "POST" and form is not None and attempt(
        form,
        lambda: change_bulletin(
            by=by, bulletin_id=found.pk, title=form.cleaned_data["title"],
            day=form.cleaned_data["day"], body=form.cleaned_data["body"], reason=form.reason,
        ),
    ):  # fmt: skip
        return told(request, _("Đã lưu bản tin."), here)
    context = {
        "bulletin": found, "form": form, "may_note": may_note,
        "trail": trail_of(
            found.unit, found.day.year,
            Link(_("Truyền thanh"), address("broadcasts", found.unit, found.day.year)),
            Link(found.title),
        ),
    }  # fmt: skip
    return shown(request, "study/bulletin.html", context)


@require_safe
@login_required
def printed(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The sheet from which it is read: large letters, A4."""
    found = bulletin_seen(reader(request), bulletin_id)
    context = {"bulletin": found, "back": reverse("study:bulletin", args=[found.pk])}
    return render(request, "study/bulletin_print.html", context)


@require_http_methods(ASKS)
@login_required
def refresh(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Make the words anew from the news, after asking once."""
    by = reader(request)
    found = bulletin_seen(by, bulletin_id)
    by.require(Right.NOTE, at=found.unit)
    question = Question(
        title=_("Soạn lại từ tin mới"), sentence=_("Lời đang có được thay bằng tin mới của đơn vị."),
        go=_("Soạn lại"), back=reverse("study:bulletin", args=[found.pk]), said=_("Đã soạn lại."),
        bad=True,
    )  # fmt: skip
    form = ActForm(typed(request), closed=is_closed(by, found.unit, found.day.year))
    return asked(
        request, question, form,
        lambda: refresh_bulletin(by=by, bulletin_id=found.pk, reason=form.reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def read_out(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Say on which day it was read out."""
    by = reader(request)
    found = bulletin_seen(by, bulletin_id)
    by.require(Right.NOTE, at=found.unit)
    question = Question(
        title=_("Ghi là đã đọc"), sentence=found.title, go=_("Lưu"),
        back=reverse("study:bulletin", args=[found.pk]), said=_("Đã ghi ngày đọc."),
    )  # fmt: skip
    form = ReadForm(typed(request), initial={"day": today()})
    return asked(
        request, question, form,
        lambda: mark_read(
            by=by, bulletin_id=found.pk, day=form.cleaned_data["day"], today=today()
        ),
    )  # fmt: skip
