"""Papers of a meeting: minutes, resolution, invitation, calendar file; and the dated rules."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.documents import html
from neuguong.documents.document import Document
from neuguong.lib.dates import format_day
from neuguong.lib.vietnamese import slugify_vi
from neuguong.meetings.actions import set_rule
from neuguong.meetings.forms.small import RuleForm, rule_values
from neuguong.meetings.models import Meeting, MeetingRule
from neuguong.meetings.queries.invitation import calendar_of, invitation_of
from neuguong.meetings.queries.paper import minutes_of, rendered, resolution_of
from neuguong.meetings.queries.place import (
    Reading,
    meeting_seen,
    meeting_to_write,
    rule_for,
    rules_along,
    rules_to_come,
    sheets,
    unit_of_meetings,
)
from neuguong.meetings.rights import Right
from neuguong.meetings.views import words
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, attempt, shown, today, typed
from neuguong.ui.parts import Link

_MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_safe
@never_cache
@login_required
def minutes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes, to read, or as a file in the form `dang`."""
    return _paper(request, uid, minutes_of, _("Biên bản"), "minutes")


@require_safe
@never_cache
@login_required
def resolution(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The resolution, to read, or as a file in the form `dang`."""
    return _paper(request, uid, resolution_of, _("Nghị quyết"), "resolution")


@require_safe
@never_cache
@login_required
def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Words to paste into a chat, and a list to phone through."""
    found = meeting_to_write(reader(request), uid)
    context = {
        "meeting": found,
        "title": words.title(found),
        "when": words.when(found),
        "invitation": invitation_of(found),
        "trail": [
            Link(found.unit.short_name, words.unit_url(found.unit)),
            Link(words.title(found), words.url("meeting", found)),
            Link(_("Giấy mời")),
        ],
    }
    return render(request, "meetings/invitation.html", context)


@require_safe
@login_required
def calendar(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The meeting as a calendar file, for those who belong into it."""
    found, reading = meeting_seen(reader(request), uid)
    if reading is Reading.COUNTS:
        raise Http404
    answer = HttpResponse(
        calendar_of(found, timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="sinh-hoat.ics"'
    return answer


@require_http_methods(ASKS)
@login_required
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The guidelines that held and hold for a unit by day; those who may set them find a form."""
    by = reader(request)
    unit = unit_of_meetings(by, slug)
    form = None
    if request.method == "POST":
        by.require(Right.SET, at=unit)
    if by.may(Right.SET, at=unit):
        initial = rule_values(rule_for(unit, today()))
        form = RuleForm(typed(request), sheets=sheets(), initial=initial)
        if request.method == "POST" and attempt(
            form, lambda: set_rule(by=by, unit_id=unit.pk, entry=form.entry)
        ):
            messages.success(request, _("Đã đặt quy định."))
            return redirect("meetings:rules", unit.slug)
    in_force = rules_along(unit, today())
    context = {
        "unit": unit,
        "form": form,
        "trail": [Link(unit.short_name, words.unit_url(unit)), Link(_("Quy định"))],
        "rules": [_rule(rule, n == 0) for n, rule in enumerate(in_force)],
        "coming": [_rule(rule, False) for rule in rules_to_come(unit, today())],
        "sheets": sheets(),
    }
    return shown(request, "meetings/rules.html", context)


def _paper(
    request: HttpRequest, uid: UUID, compose: Callable[[Meeting], Document], name: str, page: str
) -> HttpResponse:
    found = meeting_to_write(reader(request), uid)
    document = compose(found)
    form = request.GET.get("dang", "")
    if form:
        answer = HttpResponse(rendered(document, form), content_type=_MIMES[form])
        stem = slugify_vi(f"{name} {words.title(found)} {found.unit.short_name}")
        answer.headers["Content-Disposition"] = f'attachment; filename="{stem}.{form}"'
        return answer
    context = {
        **html.context(document),
        "meeting": found,
        "name": name,
        "title": words.title(found),
        "here": words.url(page, found),
        "is_draft": document.draft,
        "trail": [
            Link(found.unit.short_name, words.unit_url(found.unit)),
            Link(words.title(found), words.url("meeting", found)),
            Link(name),
        ],
    }
    return render(request, "meetings/paper.html", context)


def _rule(rule: MeetingRule, is_now: bool) -> dict[str, object]:
    """A rule in short sentences."""
    said = [
        _("Thường kỳ ít nhất %(minutes)s phút; kết hợp chuyên đề ít nhất %(combined)s phút.")
        % {"minutes": rule.minutes, "combined": rule.minutes_combined},
    ]
    if rule.large_from:
        said.append(_("Chi bộ từ %(members)s đảng viên: ít nhất %(minutes)s phút.")
                    % {"members": rule.large_from, "minutes": rule.minutes_large})  # fmt: skip
    said.append(_("Mỗi tháng %(times)s kỳ thường kỳ.") % {"times": rule.regular_a_month})
    if rule.thematic_a_quarter:
        said.append(_("Mỗi quý ít nhất %(times)s kỳ chuyên đề, không thay kỳ thường kỳ.")
                    % {"times": rule.thematic_a_quarter})  # fmt: skip
    if rule.materials_days:
        said.append(_("Gửi tài liệu trước ít nhất %(days)s ngày.") % {"days": rule.materials_days})
    if rule.send_days:
        said.append(_("Gửi kết quả lên trên trong %(days)s ngày.") % {"days": rule.send_days})
    if rule.never_merged:
        said.append(_("Không họp ghép với họp chuyên môn."))
    return {
        "citation": rule.citation,
        "since": format_day(rule.since),
        "where": rule.unit.name if rule.unit else _("Mọi đơn vị"),
        "sheet": rule.sheet.title,
        "said": said,
        "is_now": is_now,
    }
