"""Signing in by password, by slip, through another site; signing out; a form that came too late."""

import logging
from collections.abc import Callable
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from neuguong.accounts import rules
from neuguong.accounts.actions import check_password, enter_by_slip, note_leaving
from neuguong.accounts.forms import SignInForm, SlipForm
from neuguong.accounts.gate import KEPT, take_form
from neuguong.accounts.views.asked import address_of, after_sign_in, onward_of
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor, reader
from neuguong.people.models import Account
from neuguong.ui.asked import TO_BE_MENDED, typed

log = logging.getLogger(__name__)
NO_ANSWER: Final = 502


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; afterwards for the second step, then go where one wanted to go."""
    onward = onward_of(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            account = check_password(
                **form.cleaned_data, address=address_of(request), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            return _let_in(request, account)
    context = {
        "form": form,
        "onward": onward,
        "outside": settings.NEUGUONG_OIDC_NAME,
        "passkeys": _bears_passkeys(request),
        "is_late": KEPT in request.session,
    }
    status = 200 if request.method != "POST" else TO_BE_MENDED
    return render(request, "accounts/sign_in.html", context, status=status)


@sensitive_post_parameters("code", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Come in by a printed slip: its code once, then a password of one's own."""
    if request.user.is_authenticated:
        return redirect("mfa_index")
    given = {"name": request.GET.get("ten", "")[:80], "code": request.GET.get("ma", "")[:40]}
    form = SlipForm(typed(request), initial=given)
    if request.method == "POST":
        form.account = Account(username=request.POST.get("name", "")[:80])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = enter_by_slip(
                name=data["name"],
                code=data["code"],
                password=data["new"],
                address=address_of(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            return _let_in(request, account)
    status = 200 if request.method != "POST" else TO_BE_MENDED
    return render(request, "accounts/slip.html", {"form": form}, status=status)


@never_cache
@require_safe
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """The form that was sent after the session had ended, ready to be sent again."""
    found = take_form(request, reader(request))
    if found is None:
        return redirect("/")
    page = {"path": found["path"], "fields": found["fields"]}
    return render(request, "accounts/kept.html", page)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; what was saved stays saved."""
    by = request.actor  # type: ignore[attr-defined]
    if isinstance(by, AccountActor):
        note_leaving(
            by=by, session_key=request.session.session_key or "", address=address_of(request)
        )
    logout(request)
    return redirect("accounts:sign_in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go and sign in at the other site; where the settings name none, there is no such page."""
    return _asked_there(openid.login, request, provider_id)


@never_cache
@require_safe
def outside_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the other site."""
    return _asked_there(openid.callback, request, provider_id)


@never_cache
@require_safe
def outside_stopped(request: HttpRequest) -> HttpResponse:
    """Signing in at the other site was given up."""
    _require_outside()
    return redirect("accounts:sign_in")


def _asked_there(
    ask: Callable[..., HttpResponseBase], request: HttpRequest, provider_id: str
) -> HttpResponseBase:
    """What comes of asking the other site; a clear page when it is silent or talks nonsense."""
    _require_outside()
    try:
        return ask(request, provider_id)
    except (RequestException, ValueError, KeyError):
        log.warning("the other site did not answer as it should", exc_info=True)
        return render(request, "socialaccount/authentication_error.html", status=NO_ANSWER)


def _require_outside() -> None:
    if not settings.NEUGUONG_OIDC_NAME:
        raise Http404


def _bears_passkeys(request: HttpRequest) -> bool:
    return rules.bears_passkeys(request.get_host(), is_secure=request.is_secure())


def _let_in(request: HttpRequest, account: Account) -> HttpResponse:
    """Hand over to the stages after the password; it was typed just now, so it is not asked again."""
    extra: dict[str, Any] = {"username": account.username, "reauthenticated": True}
    record_authentication(request, account, "password", **extra)
    answer: HttpResponse = perform_login(
        request, account, email_verification="none", redirect_url=after_sign_in(request)
    )
    return answer
