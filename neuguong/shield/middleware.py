"""What every request passes on its way: the pace of costly pages, state secrets, the standby."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from neuguong.lib.secrecy import marking_in, secret_refusal, speaks_of_secrets
from neuguong.shield.pace import Pace
from neuguong.shield.pages import CONFLICT, held_back, is_secret_field
from neuguong.shield.rules import caution, too_fast
from neuguong.shield.standby import STANDBY, Standby, reading_there, seen_by_now
from neuguong.ui.menu import actor_of

Answer = Callable[[HttpRequest], HttpResponse]

SEEN_COOKIE: Final = "da-thay"
_READS: Final = ("GET", "HEAD")
_TOO_MANY: Final = 429


class PaceMiddleware:
    """Lets one account open only so many costly pages a minute."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.costly: frozenset[str] = import_string(settings.NEUGUONG_COSTLY)
        self.pace = Pace()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the page is known only afterwards."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """429 with the seconds to wait for one who asks too fast."""
        match, actor = request.resolver_match, actor_of(request)
        most: int = settings.COSTLY_PER_MINUTE
        if not most or actor is None or match is None or match.view_name not in self.costly:
            return None
        if not (wait := self.pace.ask(actor.id, most)):
            return None
        title = _("Xin chờ một chút.")
        return held_back(request, title=title, sentence=too_fast(wait), status=_TOO_MANY, wait=wait)


class SecrecyMiddleware:
    """Refuses typed texts that carry a marking of state secrets; warns of those that speak of them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; afterwards a word of caution where it is due."""
        response = self.get_response(request)
        was_kept = request.method == "POST" and response.status_code == 302
        if was_kept and any(speaks_of_secrets(text) for text in _texts(request)):
            messages.warning(request, caution())
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """409 with the sentence of the rule, and the form to be mended."""
        if request.method != "POST":
            return None
        marking = next((found for text in _texts(request) if (found := marking_in(text))), "")
        if not marking:
            return None
        sentence = secret_refusal(marking, _("Nội dung vừa gõ")).text
        title = _("Không nhận nội dung mật.")
        return held_back(request, title=title, sentence=sentence, status=CONFLICT)


class StandbyMiddleware:
    """Reads heavy pages at the hot standby whenever it knows all that their reader has seen."""

    def __init__(self, get_response: Answer) -> None:
        if STANDBY not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.heavy: frozenset[str] = import_string(settings.NEUGUONG_ON_STANDBY)
        self.standby = Standby()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page from the standby, or from the primary together with how far that had written."""
        seen = request.COOKIES.get(SEEN_COOKIE)
        if self._is_heavy(request) and self.standby.knows(seen):
            request.fault_there = None  # type: ignore[attr-defined]
            with reading_there():
                response = self.get_response(request)
            fault: Error | None = request.fault_there  # type: ignore[attr-defined]
            if fault is None:
                response.headers["Server-Timing"] = 'db;desc="standby"'
                return response
            self.standby.leave_alone(fault)
            del request.fault_there  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and (now := seen_by_now()):
            response.set_cookie(
                SEEN_COOKIE,
                now,
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A page that failed at the standby is made again at the primary."""
        if not isinstance(fault, Error) or not hasattr(request, "fault_there"):
            return None
        request.fault_there = fault
        return HttpResponse(status=503)

    def _is_heavy(self, request: HttpRequest) -> bool:
        if request.method not in _READS:
            return False
        try:
            return resolve(request.path_info).view_name in self.heavy
        except Resolver404:
            return False


def _texts(request: HttpRequest) -> list[str]:
    """What was typed into a form, without secrets."""
    return [
        str(value)
        for name, values in request.POST.lists()
        for value in values
        if not is_secret_field(name)
    ]
