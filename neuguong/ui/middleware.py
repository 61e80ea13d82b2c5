"""A refusal that reached no form becomes a page of one sentence, or a note in the page that asked."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from neuguong.lib.refusal import Refused

CONFLICT: Final = 409


class RefusalMiddleware:
    """Answers `Refused` with status 409, and says that pages differ by the reader's cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The sentence of the rule: for htmx as a note above the page, otherwise as a page."""
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("HX-Request") == "true":
            note = {"kind": "bad", "text": exception.refusal.text}
            response = render(request, "ui/parts/note.html", note, status=CONFLICT)
            response.headers["HX-Retarget"] = "#says"
            response.headers["HX-Reswap"] = "innerHTML"
            return response
        page = {"refusal": exception.refusal, "back": _page_before(request)}
        return render(request, "409.html", page, status=CONFLICT)


def _page_before(request: HttpRequest) -> str:
    """The page of this house the request came from, or the first page."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    here = request.build_absolute_uri()
    if not ours or before == here:
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
