"""The page of a registration, and the acts on it as a whole."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.rules import Part
from neuguong.deeds import actions
from neuguong.deeds.forms import GiftForm, PartsForm
from neuguong.deeds.models import Registration
from neuguong.deeds.queries import registration_seen, similar_last_year, story_of
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import RegistrationState
from neuguong.deeds.views.asked import (
    asks_reason,
    log_url,
    note_reading,
    plain_form,
    registration_to_write,
    why_form,
)
from neuguong.deeds.views.cards import badge_of, card_of
from neuguong.deeds.views.places import list_url, sheet_url
from neuguong.people.access import AccountActor, reader, who_can
from neuguong.programme.queries import pledge_list, year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.parts import Link

WAITING = (RegistrationState.SUBMITTED, RegistrationState.AMENDED)


@login_required
@require_safe
def registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """All of one registration: deeds, optional parts, papers, and what was done to it."""
    by = reader(request)
    found = registration_seen(by, registration_id)
    note_reading(by, found, Part.REGISTRATION)
    similar = similar_last_year(found)
    confirms = by.may(Right.CONFIRM, at=found.unit)
    context = {
        "found": found,
        "badge": badge_of(found),
        "cards": [
            card_of(deed, may=(), today=today(), similar=similar) for deed in found.deeds.all()
        ],
        "story": story_of(found),
        "log_url": log_url(by, found.unit, "home:log_registration", found.pk),
        "pledge": pledge_list(found.pledge_version) if found.pledge_version else [],
        "trail": _trail(by, found),
        "sheet_url": sheet_url(by, found) if _may_write(by, found) else "",
        "who_can": _who_can(found) if not confirms and found.state in WAITING else "",
        "may_confirm": confirms and found.state in WAITING,
        "may_withdraw": confirms and found.state != RegistrationState.WITHDRAWN,
        "closed": year_closed(found.unit, found.year),
    }
    return render(request, "deeds/registration.html", context)


def _who_can(found: Registration) -> str:
    return who_can(Right.CONFIRM, found.unit, today())


def _may_write(by: AccountActor, found: Registration) -> bool:
    own = by.person_id is not None and found.person_id == by.person_id
    return own or by.may(Right.REGISTER, at=found.unit)


def _trail(by: AccountActor, found: Registration) -> list[Link]:
    if not by.may(Right.VIEW, at=found.unit):
        return []
    label = _("Việc làm, %(unit)s") % {"unit": found.unit.name}
    return [Link(label, list_url(found.unit, found.year)), Link(_("Bản đăng ký"))]


@login_required
@require_http_methods(ASKS)
def submit(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Send a draft or a mended registration to the unit."""
    by = reader(request)
    found = registration_to_write(by, registration_id)
    form = plain_form(request, found.unit, found.year)
    question = Question(
        title=_("Gửi bản đăng ký"),
        sentence=_("Gửi xong, %(unit)s đọc và xác nhận.") % {"unit": found.unit_name},
        go=_("Gửi đăng ký"),
        back=sheet_url(by, found),
        said=_("Đã gửi bản đăng ký. Chờ %(unit)s xác nhận.") % {"unit": found.unit_name},
    )
    return asked(request, question, form, lambda: actions.submit_registration(
        by=by, registration_id=found.pk, today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def confirm(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Confirm what was sent; from now on it counts."""
    by = reader(request)
    found = registration_seen(by, registration_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = plain_form(request, found.unit, found.year)
    question = Question(
        title=_("Xác nhận bản đăng ký"),
        sentence=_("Các việc của %(name)s được tính từ khi xác nhận.") % {"name": found.name},
        go=_("Xác nhận"),
        back=list_url(found.unit, found.year),
        said=_("Đã xác nhận bản đăng ký của %(name)s.") % {"name": found.name},
    )
    return asked(request, question, form, lambda: actions.confirm_registration(
        by=by, registration_id=found.pk, today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def give_back(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Give a registration back with the reason its owner reads."""
    by = reader(request)
    found = registration_seen(by, registration_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = why_form(
        request, _("Người đăng ký đọc đúng câu này. Ví dụ: Việc 2 cần ghi rõ làm gì, ở đâu.")
    )
    question = Question(
        title=_("Trả lại bản đăng ký"),
        sentence=_("%(name)s sửa theo lý do này rồi gửi lại.") % {"name": found.name},
        go=_("Trả lại"),
        back=list_url(found.unit, found.year),
        said=_("Đã trả lại bản đăng ký của %(name)s.") % {"name": found.name},
    )
    return asked(request, question, form, lambda: actions.return_registration(
        by=by, registration_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def withdraw(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Take a registration out of the count, with its reason."""
    by = reader(request)
    found = registration_seen(by, registration_id)
    by.require(Right.CONFIRM, at=found.unit)
    form = why_form(request)
    question = Question(
        title=_("Rút bản đăng ký"),
        sentence=_("Bản này thôi được tính. Vẫn đọc được cùng lý do."),
        go=_("Rút bản đăng ký"),
        back=list_url(found.unit, found.year),
        said=_("Đã rút bản đăng ký của %(name)s.") % {"name": found.name},
        bad=True,
    )
    return asked(request, question, form, lambda: actions.withdraw_registration(
        by=by, registration_id=found.pk, reason=form.reason, today=today()))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def parts(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Study, own programme, pledge and signature: parts one may leave out."""
    by = reader(request)
    found = registration_to_write(by, registration_id)
    closed = asks_reason(by, found.unit, found.year)
    own = found.person_id is None or found.person_id == by.person_id
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PartsForm(*posted, found=found, own=own, closed=closed)
    if posted and attempt(form, lambda: _keep_parts(by, found, form)):
        return told(request, _("Đã lưu phần cam kết."), f"{sheet_url(by, found)}#cam-ket")
    items = pledge_list(found.pledge_version)
    context = {"found": found, "form": form, "pledge": items, "back": sheet_url(by, found)}
    return shown(request, "deeds/parts.html", context)


def _keep_parts(by: AccountActor, found: Registration, form: PartsForm) -> None:
    said = form.cleaned_data
    items = pledge_list()
    actions.sign_registration(
        by=by,
        registration_id=found.pk,
        how=said["signed"],
        pledge_text=said["pledge_text"] if said["signed"] or form.pledge_is_own else "",
        version=items[0].version if items else "",
        now=timezone.now(),
        study_contents=said["study_contents"],
        action_programme=said["action_programme"],
        scan=said["scan"],
        reason=form.reason,
    )


@login_required
@require_http_methods(ASKS)
def add_gift(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Write something given beside the deeds of a registration."""
    by = reader(request)
    found = registration_to_write(by, registration_id, Right.REPORT)
    closed = asks_reason(by, found.unit, found.year)
    form = GiftForm(typed(request), year=found.year, closed=closed)
    question = Question(
        title=_("Ghi đóng góp"),
        sentence=_("Đóng góp ngoài các việc đã đăng ký. Tính khi đơn vị xác nhận đã nhận."),
        go=_("Ghi đóng góp"),
        back=sheet_url(by, found),
        said=_("Đã ghi đóng góp."),
    )
    return asked(request, question, form, lambda: actions.add_contribution(
        by=by, registration_id=found.pk, entry=form.entry(form.cleaned_data["day"]), today=today(),
        reason=form.reason))  # fmt: skip
