"""Telling what came of a deed, and the unit's word on it; gifts and pictures."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.audit.rules import Part
from neuguong.deeds import actions
from neuguong.deeds.forms import DoneForm, GiftForm, PictureForm, ResultSheet, unit_words
from neuguong.deeds.queries import deed_seen, evidence_seen, gift_seen
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import DeedState
from neuguong.deeds.views.asked import (
    asks_reason,
    deed_to_write,
    note_reading,
    plain_form,
    why_form,
)
from neuguong.deeds.views.cards import card_of, gift_in_words
from neuguong.deeds.views.places import deed_on_sheet, deed_url, sheet_url
from neuguong.files.views import file_response
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed


@login_required
@require_http_methods(ASKS)
def report(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Tell what was achieved: words, amounts, gifts, photos, the day, finished or going on."""
    by = reader(request)
    found = deed_to_write(by, deed_id, Right.REPORT)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResultSheet(
        *posted, year=found.year, today=today(), about=found.text,
        closed=asks_reason(by, found.unit, found.year),
        shared=found.work_id is not None, unit=found.target_unit,
    )  # fmt: skip
    if posted and attempt(form, lambda: actions.report_result(
        by=by, deed_id=found.pk, now=timezone.now(), today=today(), **form.said(),
    )):  # fmt: skip
        return told(request, _("Đã gửi kết quả."), deed_on_sheet(by, found))
    context = {
        "form": form,
        "card": card_of(found, may=(), today=today()),
        "deed": found,
        "returned": found.reason if found.state == DeedState.IN_PROGRESS else "",
        "back": deed_on_sheet(by, found),
        "units": unit_words(),
    }
    return shown(request, "deeds/report.html", context)


@login_required
@require_http_methods(ASKS)
def confirm_done(request: HttpRequest, deed_id: int) -> HttpResponse:
    """The unit confirms that a deed is done."""
    by = reader(request)
    found = deed_seen(by, deed_id)
    by.require(Right.CONFIRM, at=found.unit)
    closed = asks_reason(by, found.unit, found.year)
    form = DoneForm(typed(request), year=found.year, closed=closed, initial={"day": today()})
    question = Question(
        title=_("Xác nhận hoàn thành"),
        sentence=found.text,
        go=_("Xác nhận hoàn thành"),
        back=deed_url(found),
        said=_("Đã xác nhận hoàn thành."),
    )
    return asked(request, question, form, lambda: actions.confirm_done(
        by=by, deed_id=found.pk, day=form.cleaned_data["day"], today=today(),
        reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def return_result(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Give a told result back to its writer with a reason."""
    by = reader(request)
    found = deed_seen(by, deed_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = why_form(request, _("Người báo kết quả đọc đúng câu này."))
    question = Question(
        title=_("Trả lại kết quả"),
        sentence=found.text,
        go=_("Trả lại kết quả"),
        back=deed_url(found),
        said=_("Đã trả lại kết quả. Việc trở về đang làm."),
    )
    return asked(request, question, form, lambda: actions.return_result(
        by=by, deed_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def add_deed_gift(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Write something given for a deed."""
    by = reader(request)
    found = deed_to_write(by, deed_id, Right.REPORT)
    closed = asks_reason(by, found.unit, found.year)
    form = GiftForm(typed(request), year=found.year, closed=closed)
    question = Question(
        title=_("Ghi đóng góp"),
        sentence=found.text,
        go=_("Ghi đóng góp"),
        back=deed_url(found),
        said=_("Đã ghi đóng góp."),
    )
    return asked(request, question, form, lambda: actions.add_contribution(
        by=by, registration_id=found.registration_id, deed_id=found.pk,
        entry=form.entry(form.cleaned_data["day"]), today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def accept_gift(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """The unit has the gift: it counts, whether or not its deed is done."""
    by = reader(request)
    gift = gift_seen(by, contribution_id)
    by.require(Right.CONFIRM, at=gift.unit)
    form = plain_form(request, gift.unit, gift.registration.year)
    question = Question(
        title=_("Xác nhận đóng góp"),
        sentence=f"{gift.registration.name}: {gift_in_words(gift)}",
        go=_("Xác nhận đã nhận"),
        back=deed_url(gift.deed) if gift.deed else sheet_url(by, gift.registration),
        said=_("Đã xác nhận đóng góp."),
    )
    return asked(request, question, form, lambda: actions.accept_contribution(
        by=by, contribution_id=gift.pk, today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def add_photos(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Add pictures to a deed."""
    by = reader(request)
    found = deed_to_write(by, deed_id, Right.REPORT)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PictureForm(*posted, closed=asks_reason(by, found.unit, found.year))
    question = Question(
        title=_("Thêm ảnh"),
        sentence=found.text,
        go=_("Gửi ảnh"),
        back=deed_url(found),
        said=_("Đã lưu ảnh. Vị trí trong ảnh đã xóa."),
    )
    return asked(request, question, form, lambda: actions.add_photos(
        by=by, deed_id=found.pk, uploads=form.cleaned_data["photos"], now=timezone.now(),
        caption=form.cleaned_data["caption"], reason=form.reason))  # fmt: skip


@login_required
@require_safe
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """The bytes of a picture or paper, for one who may read what it belongs to."""
    by = reader(request)
    found = evidence_seen(by, evidence_id)
    small = request.GET.get("nho") == "1" and bool(found.file.thumbnail_sha256)
    if not small:  # small pictures stand on pages that are kept themselves
        note_reading(by, found.registration, Part.EVIDENCE)
    return file_response(found.file, thumbnail=small)


@login_required
@require_POST
def remove_evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Take a picture away from view."""
    by = reader(request)
    found = evidence_seen(by, evidence_id)
    onward = deed_url(found.deed) if found.deed else sheet_url(by, found.registration)
    form = plain_form(request, found.registration.unit, found.registration.year)
    question = Question(
        title=_("Bỏ ảnh"),
        sentence=_("Ảnh thôi hiện ở trang này. Nhật ký vẫn ghi là đã có."),
        go=_("Bỏ ảnh"),
        back=onward,
        said=_("Đã bỏ ảnh."),
    )
    return asked(request, question, form, lambda: actions.remove_evidence(
        by=by, evidence_id=found.pk, now=timezone.now(), reason=form.reason))  # fmt: skip
