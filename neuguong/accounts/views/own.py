"""One's own account: how one signs in, and where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.accounts import rules
from neuguong.accounts.actions import change_password, end_others, end_session, follow_session
from neuguong.accounts.forms import PasswordForm
from neuguong.accounts.gate import is_required
from neuguong.accounts.queries import has_second_step, outside_name, sessions_of, steps_of
from neuguong.accounts.views.asked import address_of
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import TO_BE_MENDED, typed


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Password, second step, passkeys, open sessions."""
    by = reader(request)
    steps = {str(step.type): step for step in steps_of(by.account.pk)}
    here = request.session.session_key
    sessions = [
        (row, rules.device_words(row.agent), row.session_key == here)
        for row in sessions_of(by.account.pk, timezone.now())
    ]
    context = {
        "account": by.account,
        "telephone": steps.get("totp"),
        "codes": steps.get("recovery_codes"),
        "has_passkeys": "webauthn" in steps,
        "bears_passkeys": rules.bears_passkeys(request.get_host(), is_secure=request.is_secure()),
        "must": is_required(by),
        "outside": outside_name(by.account.pk),
        "outside_site": settings.NEUGUONG_OIDC_NAME,
        "sessions": sessions,
        "others": sum(1 for _row, _words, is_here in sessions if not is_here),
    }
    return render(request, "accounts/mine.html", context)


@never_cache
@require_safe
@login_required
def begin_two_steps(request: HttpRequest) -> HttpResponse:
    """Why a second step comes first, for those who answer for others."""
    by = reader(request)
    if not is_required(by) or has_second_step(by.account.pk):
        return redirect("mfa_index")
    bears = rules.bears_passkeys(request.get_host(), is_secure=request.is_secure())
    return render(request, "accounts/begin_two_steps.html", {"bears_passkeys": bears})


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session ends."""
    by = reader(request)
    form = PasswordForm(typed(request), account=by.account)
    if request.method == "POST" and form.is_valid():
        try:
            account = change_password(
                by=by,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                session_key=request.session.session_key or "",
                address=address_of(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            was = request.session.session_key or ""
            update_session_auth_hash(request, account)
            follow_session(was=was, is_now=request.session.session_key or "")
            messages.success(request, _("Đã đổi mật khẩu. Các phiên khác đã kết thúc."))
            return redirect("mfa_index")
    status = 200 if request.method != "POST" else TO_BE_MENDED
    return render(request, "accounts/password.html", {"form": form}, status=status)


@require_POST
@login_required
def end_one(request: HttpRequest, signed_in_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    by = reader(request)
    if not end_session(by=by, signed_in_id=signed_in_id, address=address_of(request)):
        raise Http404
    messages.success(request, _("Đã kết thúc phiên ấy."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_rest(request: HttpRequest) -> HttpResponse:
    """End all one's sessions but this one."""
    here = request.session.session_key or ""
    ended = end_others(by=reader(request), session_key=here, address=address_of(request))
    said = ngettext("Đã kết thúc %(count)s phiên.", "Đã kết thúc %(count)s phiên.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("mfa_index")
