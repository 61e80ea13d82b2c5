"""At every request: who must set up a second step does that first; sessions say they are in use.

A form that was sent after the session ended is kept until its owner has signed in again.
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from neuguong.accounts import rules
from neuguong.accounts.actions.own import note_seen
from neuguong.accounts.queries import has_second_step
from neuguong.people.access import AccountActor, Nobody

REQUIRED: Final = "REQUIRED"
SEEN: Final = "seen_at"
TWO_STEPS: Final = "two_steps"
KEPT: Final = "kept_form"
OWNER_COOKIE: Final = "cua-ai"
_MOST: Final = 200_000  # characters of a form that is kept
_SECRET: Final = ("password", "csrfmiddlewaretoken", "code", "credential", "old", "new")
_OPEN_SPACES: Final = {"accounts", "ui"}
_OPEN_NAMES: Final = ("mfa_", "account_", "openid_", "socialaccount_")


def is_required(by: AccountActor) -> bool:
    """Whether this account must sign in with two steps, by its roles of today and the settings."""
    if settings.NEUGUONG_SECOND_FACTOR != REQUIRED:
        return False
    return rules.needs_two_steps(grant.role for grant in by.grants)


class GateMiddleware:
    """Leads to the second step, keeps sessions fresh in their owner's list, keeps late forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep what was sent too late."""
        response = self.get_response(request)
        by = request.actor  # type: ignore[attr-defined]
        if isinstance(by, AccountActor):
            if SEEN in request.session and OWNER_COOKIE not in request.COOKIES:
                _mark_owner(response, by)
        elif _came_too_late(request, response):
            keep_form(request)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Before any page: the session is in use; the second step comes first."""
        by = request.actor  # type: ignore[attr-defined]
        if not isinstance(by, AccountActor):
            return None
        _touch(request)
        if _is_open(request) or not is_required(by) or request.session.get(TWO_STEPS):
            return None
        if has_second_step(by.account.pk):
            request.session[TWO_STEPS] = True
            return None
        return redirect("accounts:begin_two_steps")


def _touch(request: HttpRequest) -> None:
    now, key = timezone.now(), request.session.session_key
    seen = request.session.get(SEEN)
    if key and seen is not None and now.timestamp() - seen > rules.SEEN_EVERY.total_seconds():
        request.session[SEEN] = now.timestamp()
        note_seen(session_key=key, now=now)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    spaces = _OPEN_SPACES & set(match.namespaces)
    return bool(spaces) or (match.url_name or "").startswith(_OPEN_NAMES)


# --- forms that came too late -------------------------------------------------------------------------


def _came_too_late(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A form of a page that asks for signing in, sent by one whose session has ended."""
    if request.method != "POST" or not isinstance(getattr(request, "actor", None), Nobody):
        return False
    if response.status_code != 302 or request.headers.get("HX-Request"):
        return False
    return "next=" in response.headers.get("Location", "") and not request.FILES


def keep_form(request: HttpRequest) -> None:
    """Keep what was typed in the session that has just begun, for the same owner only."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in _SECRET)
        for value in values
    ]
    if fields and sum(len(name) + len(str(value)) for name, value in fields) <= _MOST:
        request.session[KEPT] = {
            "path": request.get_full_path(),
            "fields": fields,
            "owner": request.COOKIES.get(OWNER_COOKIE, ""),
        }


def take_form(request: HttpRequest, by: AccountActor) -> dict[str, Any] | None:
    """The form that was kept, if this account typed it; asked for once and then forgotten."""
    kept: dict[str, Any] | None = request.session.pop(KEPT, None)
    if kept and constant_time_compare(kept["owner"], owner_mark(by)):
        return kept
    return None


def owner_mark(by: AccountActor) -> str:
    """What the browser carries to say whose forms these are; it opens nothing."""
    return salted_hmac("neuguong.accounts.owner", str(by.id), algorithm="sha256").hexdigest()


def _mark_owner(response: HttpResponseBase, by: AccountActor) -> None:
    response.set_cookie(
        OWNER_COOKIE, owner_mark(by), max_age=30 * 86_400, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
