"""What every answer tells the browser: run nothing that is not ours, keep nothing that is personal.

Beside it: who asks from behind a proxy, pages that cost much, pages that a hot standby may answer.
"""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponseBase]

# One account may open so many of them a minute: NEUGUONG_COSTLY_PER_MINUTE.
COSTLY: Final = frozenset({
    "home:search", "home:log", "reports:report", "reports:paper", "exchange:export_deeds",
    "exchange:export_people", "exchange:export_units", "exchange:marked", "exchange:list_marked",
})  # fmt: skip

# Figures and reports: they read much and write nothing.
ON_STANDBY: Final = frozenset({
    "home:figures", "reports:report", "indicators:compare", "indicators:cuts", "indicators:one",
    "indicators:overview", "indicators:progress", "indicators:review",
})  # fmt: skip

_SIGN_OUT: Final = ":sign_out"
_CACHING: Final = "Cache-Control"


def security_headers(get_response: Answer) -> Answer:
    """Middleware: the policies of the settings on every answer, static files included."""
    fixed = {
        "Content-Security-Policy": "; ".join(
            f"{what} {where}" for what, where in settings.CONTENT_SECURITY_POLICY.items()
        ),
        "Reporting-Endpoints": f'csp="{settings.CONTENT_SECURITY_POLICY["report-uri"]}"',
        "Permissions-Policy": ", ".join(
            f"{what}={who}" for what, who in settings.PERMISSIONS_POLICY.items()
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header(_CACHING):
            # what somebody signed in was shown is kept nowhere on the way, nor on the browser's disk
            add_never_cache_headers(response)
        match = getattr(request, "resolver_match", None)
        if request.method == "POST" and match and match.view_name.endswith(_SIGN_OUT):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer


def address_behind_proxies(get_response: Answer) -> Answer:
    """Middleware: REMOTE_ADDR becomes the address that the last trusted proxy saw, told by nobody else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.TRUSTED_PROXIES:
            said = request.headers.get("X-Forwarded-For", "")
            request.META["REMOTE_ADDR"] = _asker(request.META.get("REMOTE_ADDR", ""), said)
        return get_response(request)

    return answer


def _asker(nearest: str, said: str) -> str:
    """The first address, from the near end of the chain, that is no trusted proxy of ours."""
    asker = nearest
    for each in reversed([part.strip() for part in said.split(",") if part.strip()]):
        if not _is_trusted(asker):
            break
        try:
            asker = str(ip_address(each))
        except ValueError:
            break
    return asker


def _is_trusted(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in settings.TRUSTED_PROXIES)
