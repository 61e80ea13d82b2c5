"""What becomes of a plan: approve it, send it back, apply it, take it back, throw it away."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.lib.amounts import format_number
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.rights import Right
from neuguong.people.access import AccountActor, reader
from neuguong.reorganisations import actions
from neuguong.reorganisations.forms import ReasonForm
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import extent_of, reorganisation_seen
from neuguong.reorganisations.rules import UNDO_DAYS, ReorganisationState
from neuguong.reorganisations.views.asked import confirmed, draft_url, must
from neuguong.reorganisations.views.words import undo_days
from neuguong.ui.asked import ASKS, today


@login_required
@never_cache
@require_http_methods(ASKS)
def approve(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Approve a draft; refused in words while anything stands in its way."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.REORGANISE, found)
    day = format_day(found.effective_on)
    when = (
        _("Máy áp dụng lúc 0 giờ ngày %(day)s.") % {"day": day}
        if found.effective_on > today()
        else _("Ngày %(day)s đã đến: duyệt rồi thì máy áp dụng trong ít phút, tính từ ngày ấy.")
        % {"day": day}
    )
    return confirmed(
        request,
        lambda: actions.approve_reorganisation(
            by=by, reorganisation_id=found.pk, now=timezone.now()
        ),
        title=_("Duyệt phương án “%(title)s”?") % {"title": found.title},
        sentence=when, points=_extent(found), go=_("Duyệt phương án"), back=draft_url(found),
        done=_("Đã duyệt. %(when)s") % {"when": when},
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(ASKS)
def send_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make an approved plan a draft again, with the reason."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.REORGANISE, found)
    return confirmed(
        request,
        lambda reason: actions.return_reorganisation(
            by=by, reorganisation_id=found.pk, reason=reason
        ),
        title=_("Trả phương án về bản thảo?"),
        sentence=_("Người soạn sửa được rồi trình duyệt lại. Chưa đơn vị nào thay đổi."),
        go=_("Trả về bản thảo"), back=draft_url(found), done=_("Đã trả về bản thảo."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(ASKS)
def apply(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Carry an approved plan out now, without waiting for the worker; who comes second finds it done."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.REORGANISE, found)
    if found.state == ReorganisationState.APPLIED:
        messages.success(request, _("Máy đã áp dụng phương án này."))
        return redirect(draft_url(found))
    return confirmed(
        request,
        lambda: _applied(by, found),
        title=_("Áp dụng phương án “%(title)s”?") % {"title": found.title},
        sentence=_("Cây tổ chức thay đổi từ ngày %(day)s. Không bản ghi nào bị sửa hay mất.")
        % {"day": format_day(found.effective_on)},
        points=[
            *_extent(found),
            _("Hoàn tác được trong %(days)s ngày.") % {"days": UNDO_DAYS},
        ],
        go=_("Áp dụng"), back=draft_url(found), done=_("Đã áp dụng."),
    )  # fmt: skip


def _applied(by: AccountActor, found: Reorganisation) -> None:
    """Apply it, unless the worker did so since the question was asked: that is what was wished."""
    try:
        actions.apply_reorganisation(by=by, reorganisation_id=found.pk, now=timezone.now())
    except Refused:
        found.refresh_from_db()
        if found.state != ReorganisationState.APPLIED:
            raise


@login_required
@never_cache
@require_http_methods(ASKS)
def undo(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take an applied plan back, with the reason."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.REORGANISE, found)
    left = undo_days(found, today())
    points = [_("Mọi đơn vị, thành viên và quyền trở lại đúng như trước khi áp dụng.")]
    if left is not None:
        points.append(_("Còn hoàn tác được %(days)s ngày.") % {"days": left})
    return confirmed(
        request,
        lambda reason: actions.undo_reorganisation(
            by=by, reorganisation_id=found.pk, now=timezone.now(), reason=reason
        ),
        title=_("Hoàn tác phương án “%(title)s”?") % {"title": found.title},
        sentence=_("Cây tổ chức trở lại như trước ngày %(day)s.")
        % {"day": format_day(found.effective_on)},
        points=points, go=_("Hoàn tác"), back=draft_url(found), done=_("Đã hoàn tác."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(ASKS)
def drop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Throw a draft away."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.CHANGE, found)
    return confirmed(
        request, lambda: actions.drop_reorganisation(by=by, reorganisation_id=found.pk),
        title=_("Xóa bản thảo “%(title)s”?") % {"title": found.title},
        sentence=_("Bản thảo và các bước của nó bị xóa. Cây tổ chức không đổi."),
        go=_("Xóa bản thảo"), back=draft_url(found), onward=reverse("reorganisations:list"),
        done=_("Đã xóa bản thảo."), bad=True,
    )  # fmt: skip


def _extent(found: Reorganisation) -> Sequence[str]:
    """How much a plan moves, in sentences."""
    extent = extent_of(found)
    words = {name: format_number(count) for name, count in extent.items()}
    return [
        _("%(steps)s bước, %(units)s đơn vị thay đổi.") % words,
        _("%(people)s người chuyển nơi sinh hoạt.") % words,
    ]
