"""Around one meeting: open it, send it up, open it again, call it off; what came of a task; confidences."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.lib.dates import format_day
from neuguong.meetings.actions import (
    cancel_meeting,
    confide,
    drop_confidence,
    end_task,
    open_meeting,
    reopen_meeting,
    send_meeting,
)
from neuguong.meetings.forms.small import ConfideForm, OpenForm, ReasonForm, SmallForm, TaskEndForm
from neuguong.meetings.queries.page import checks_of
from neuguong.meetings.queries.place import (
    confided,
    meeting_to_write,
    require_here,
    rule_for,
    task_to_write,
    unit_of_meetings,
)
from neuguong.meetings.queries.proposed import proposal_for
from neuguong.meetings.rights import Right
from neuguong.meetings.views import words
from neuguong.people.access import reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the next meeting, proposed as the last one was."""
    by, unit = reader(request), unit_of_meetings(reader(request), slug)
    require_here(by, Right.WRITE, unit)
    proposal = proposal_for(unit, today())
    initial = {
        "kind": int(proposal.kind), "day": proposal.day, "starts": proposal.starts,
        "place": proposal.place, "topic": proposal.topic,
    }  # fmt: skip
    closed = year_closed(unit, proposal.day.year)
    form = OpenForm(typed(request), initial=initial, closed=closed)
    if request.method == "POST" and form.is_valid():
        made = []

        def act() -> None:
            made.append(open_meeting(
                by=by, unit_id=unit.pk, entry=form.entry, now=timezone.now(),
                reason=form.cleaned_data.get("reason", ""),
            ))  # fmt: skip

        if attempt(form, act):
            return redirect(words.url("meeting", made[0]))
    trail = [Link(unit.short_name, words.unit_url(unit)), Link(_("Kỳ sinh hoạt mới"))]
    return shown(request, "meetings/new.html", {"unit": unit, "form": form, "trail": trail})


@require_http_methods(ASKS)
@login_required
def send(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send the result up, after reading what the guideline asks."""
    by = reader(request)
    found = meeting_to_write(by, uid)
    checks = checks_of(found, rule_for(found.unit, found.day), today())
    above = found.unit.parent.name if found.unit.parent else _("cấp trên")
    question = Question(
        title=_("Gửi kết quả lên trên"),
        sentence=_(
            "%(above)s sẽ thấy: đã họp, thời lượng, số người dự, chuyên đề, xếp loại."
            " Ý kiến, biểu dương, nhắc nhở, kết luận ở lại chi bộ."
        ) % {"above": above},
        points=[check.text for check in checks if check.is_kept is False],
        go=_("Gửi lên trên"),
        back=words.url("meeting", found),
        said=_("Đã gửi lên trên."),
    )  # fmt: skip
    return asked(
        request, question, SmallForm(typed(request)),
        lambda: send_meeting(by=by, meeting_id=found.pk, now=timezone.now()),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open closed minutes again."""
    by = reader(request)
    found = meeting_to_write(by, uid)
    form = ReasonForm(typed(request))
    question = Question(
        title=_("Mở lại biên bản"),
        sentence=_(
            "Kỳ sinh hoạt chưa được đếm cho tới khi chốt lại. Nếu đã gửi lên trên, ghi lý do."
        ),
        go=_("Mở lại"),
        back=words.url("meeting", found),
        said=_("Đã mở lại. Sửa xong, nhớ chốt và gửi lại."),
    )
    return asked(
        request, question, form,
        lambda: reopen_meeting(by=by, meeting_id=found.pk, reason=form.cleaned_data["reason"]),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call off a meeting that was not held."""
    by = reader(request)
    found = meeting_to_write(by, uid)
    question = Question(
        title=_("Hủy kỳ sinh hoạt"),
        sentence=_("Kỳ ngày %(day)s không họp nữa và không được đếm.")
        % {"day": format_day(found.day)},
        go=_("Hủy kỳ này"),
        back=words.unit_url(found.unit),
        said=_("Đã hủy kỳ sinh hoạt."),
    )
    return asked(
        request, question, SmallForm(typed(request)),
        lambda: cancel_meeting(by=by, meeting_id=found.pk),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def task(request: HttpRequest, task_uid: UUID) -> HttpResponse:
    """Say what came of a conclusion."""
    by = reader(request)
    found = task_to_write(by, task_uid)
    form = TaskEndForm(typed(request), initial={"done_on": today()})
    question = Question(
        title=_("Ghi kết quả việc được giao"),
        sentence=found.text,
        points=[_("Hạn %(day)s.") % {"day": format_day(found.deadline)}] if found.deadline else [],
        go=_("Lưu kết quả"),
        back=words.unit_url(found.unit),
        said=_("Đã ghi kết quả."),
    )
    return asked(
        request, question, form,
        lambda: end_task(
            by=by, task_id=found.pk, done_on=form.cleaned_data["done_on"],
            outcome=form.cleaned_data["outcome"], dropped=form.cleaned_data["dropped"],
            today=today(),
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@never_cache
@login_required
def private(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Notes of criticism, for the committee of that cell alone."""
    by = reader(request)
    found, notes = confided(by, uid)
    form = ConfideForm(typed(request))
    dropped = request.POST.get("bo", "")
    if request.method == "POST" and dropped:
        known = [note.pk for note in notes if f"{note.pk}" == dropped]
        if known:
            drop_confidence(by=by, meeting_id=found.pk, criticism_id=known[0])
            messages.success(request, _("Đã xóa ghi chép."))
        return redirect(words.url("private", found))
    if request.method == "POST" and attempt(
        form,
        lambda: confide(
            by=by, meeting_id=found.pk, text=form.cleaned_data["text"], now=timezone.now()
        ),
    ):
        return told(request, _("Đã ghi, đã mã hóa."), words.url("private", found))
    trail = [
        Link(found.unit.short_name, words.unit_url(found.unit)),
        Link(words.title(found), words.url("meeting", found)),
        Link(_("Ghi chép phê bình")),
    ]
    context = {"meeting": found, "notes": notes, "form": form, "trail": trail}
    return shown(request, "meetings/private.html", context)
