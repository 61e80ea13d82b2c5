"""The page of one meeting: the whole sheet for those who write, what others may read for the rest."""

from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.lib.refusal import Refused
from neuguong.meetings.actions import hold_meeting, save_meeting
from neuguong.meetings.forms.sheet import Sheet
from neuguong.meetings.models import Meeting
from neuguong.meetings.queries.page import MeetingPage, checks_of, page_of
from neuguong.meetings.queries.place import (
    Reading,
    meeting_seen,
    meeting_to_write,
    rule_for,
)
from neuguong.meetings.queries.unit import own_tasks
from neuguong.meetings.rights import Right
from neuguong.meetings.rules import ItemKind, MeetingState
from neuguong.meetings.rules.states import WRITABLE
from neuguong.meetings.views import words
from neuguong.people.access import AccountActor, acts_at, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import today, typed
from neuguong.ui.parts import Link

SECTIONS: Final = (
    ("chuan-bi", "Chuẩn bị"), ("diem-danh", "Điểm danh"), ("noi-dung", "Nội dung"),
    ("ket-luan", "Kết luận"), ("bieu-quyet", "Biểu quyết"), ("tu-danh-gia", "Tự đánh giá"),
    ("bien-ban", "Biên bản"),
)  # fmt: skip
_NEXT: Final = {key: after for (key, _a), (after, _b) in pairwise(SECTIONS)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One meeting, written as it goes; others read what is theirs to know."""
    by = reader(request)
    if request.method == "POST":
        return _written(request, by, meeting_to_write(by, uid))
    found, reading = meeting_seen(by, uid)
    if reading is not Reading.WHOLE:
        return _read(request, by, found, reading)
    page = page_of(found, today())
    return _shown(request, by, page, Sheet(None, page, closed=_closed(found)))


def _written(request: HttpRequest, by: AccountActor, found: Meeting) -> HttpResponse:
    """Save all that was typed; `lam` says from which section, or that the minutes are closed."""
    did, _colon, section = request.POST.get("lam", "luu").partition(":")
    page = page_of(found, today())
    sheet = Sheet(typed(request), page, closed=_closed(found))
    said = _("Chưa lưu. Xem chỗ cần sửa.")
    if sheet.is_valid():
        try:
            saved = _save(by, found, sheet, did, section)
        except Refused as refused:
            sheet.refuse(refused.refusal)
            said = refused.refusal.text
        else:
            return _answered(request, saved, did, section)
    if did == "tu-dong":
        return JsonResponse({"said": said}, status=422)
    found.refresh_from_db()
    return _shown(request, by, page_of(found, today()), sheet)


def _save(by: AccountActor, found: Meeting, sheet: Sheet, did: str, section: str) -> Meeting:
    scored = did == "chot" or section == "tu-danh-gia" or found.points is not None
    reason = sheet.head.cleaned_data.get("reason", "")
    with transaction.atomic():
        saved = save_meeting(
            by=by, meeting_id=found.pk, entry=sheet.entry(is_scored=scored),
            version=sheet.head.cleaned_data["version"], now=timezone.now(), reason=reason,
        )  # fmt: skip
        if did == "chot":
            saved = hold_meeting(by=by, meeting_id=found.pk, today=today(), reason=reason)
    return saved


def _answered(request: HttpRequest, saved: Meeting, did: str, section: str) -> HttpResponse:
    if did == "tu-dong":
        clock = f"{timezone.localtime():%H:%M}"
        said = _("Đã tự lưu lúc %(clock)s.") % {"clock": clock}
        return JsonResponse({"version": saved.version, "said": said})
    if did == "chot":
        messages.success(request, _("Đã chốt biên bản. Xem lại rồi gửi lên trên."))
        return redirect(f"{words.url('meeting', saved)}#bien-ban")
    messages.success(request, _("Đã lưu."))
    after = _NEXT.get(section, section) if section else ""
    return redirect(f"{words.url('meeting', saved)}{f'#{after}' if after else ''}")


def _closed(found: Meeting) -> bool:
    return year_closed(found.unit, found.day.year)


def _shown(request: HttpRequest, by: AccountActor, page: MeetingPage, sheet: Sheet) -> HttpResponse:
    found = page.meeting
    state = MeetingState(found.state)
    context = {
        "page": page,
        "meeting": found,
        "sheet": sheet,
        "title": words.title(found),
        "when": words.when(found),
        "state": words.state_cell(found),
        "sections": [Link(str(label), f"#{key}") for key, label in _sections()],
        "review": ItemKind.REVIEW,
        "standing": ItemKind.STANDING,
        "topic": ItemKind.TOPIC,
        "is_cell": found.unit.type.is_cell,
        "came": words.came(found),
        "grade": words.grade(found),
        "trail": _trail(found),
        "version": found.version,
        "may": {
            "write": state in WRITABLE,
            "send": state is MeetingState.HELD,
            "reopen": state in (MeetingState.HELD, MeetingState.SENT),
            "confide": acts_at(by, Right.CONFIDE, found.unit),
        },
    }
    status = 422 if sheet.data is not None else 200
    return render(request, "meetings/meeting.html", context, status=status)


def _sections() -> list[tuple[str, str]]:
    return [(key, _(label)) for key, label in SECTIONS]


def _read(request: HttpRequest, by: AccountActor, found: Meeting, reading: Reading) -> HttpResponse:
    """What members are told of a meeting, or the counts that levels above read."""
    is_member = reading is Reading.MEMBER
    context: dict[str, Any] = {
        "meeting": found,
        "title": words.title(found),
        "when": words.when(found),
        "state": words.state_cell(found),
        "came": words.came(found),
        "grade": words.grade(found),
        "trail": _trail(found),
        "is_member": is_member,
        "items": list(found.items.all()) if is_member else [],
        "tasks": [task for task in own_tasks(by) if task.unit_id == found.unit_id],
        "checks": checks_of(found, rule_for(found.unit, found.day), today()),
    }
    return render(request, "meetings/read.html", context)


def _trail(found: Meeting) -> list[Link]:
    return [Link(found.unit.short_name, words.unit_url(found.unit)), Link(words.title(found))]
