"""Where browsers report what they blocked; what people see when the machine itself is in trouble."""

import json
import sys
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from neuguong.shield.actions import note_reports
from neuguong.shield.pace import Pace
from neuguong.shield.pages import held_back
from neuguong.shield.rules import (
    MAX_REPORT_BYTES,
    MAX_REPORTS,
    REPORTS_PER_MINUTE,
    kept_of,
    status_of,
    too_large,
    trouble_of,
    trouble_words,
)

_TYPES: Final = ("application/csp-report", "application/reports+json", "application/json")
_WAIT: Final = 30  # seconds
_pace: Final = Pace()


@csrf_exempt
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """Count what a browser says it blocked; 400, 413 and 429 for what is no such report."""
    if request.content_type not in _TYPES:
        return HttpResponse(status=400)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REPORT_BYTES:
        return HttpResponse(status=413)
    if _pace.ask(request.META.get("REMOTE_ADDR", ""), REPORTS_PER_MINUTE):
        return HttpResponse(status=429)
    try:
        told = json.loads(request.read(MAX_REPORT_BYTES))
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    reports: list[Any] = told if isinstance(told, list) else [told]
    kept = [
        found
        for report in reports[:MAX_REPORTS]
        if isinstance(report, dict) and (found := kept_of(report, request.get_host()))
    ]
    if kept:
        kinds = {(one.directive, one.blocked.value, _kind_of_page(one.path)) for one in kept}
        note_reports(day=timezone.localdate(), kinds=sorted(kinds))
    return HttpResponse(status=204)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Handler of faults: 503 and 507 with the form handed back, 500 for what nobody foresaw."""
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    title, sentence = trouble_words(trouble)
    status = status_of(trouble)
    return held_back(request, title=title, sentence=sentence, status=status, wait=_WAIT)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of requests that are refused as such: 413 for what is too large, else 400."""
    if isinstance(exception, RequestDataTooBig) or _is_too_many(exception):
        title = _("Nội dung gửi lên quá lớn.")
        return held_back(request, title=title, sentence=too_large(), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def _is_too_many(exception: Exception) -> bool:
    return isinstance(exception, SuspiciousOperation) and type(exception).__name__.startswith(
        "TooMany"
    )


def _kind_of_page(path: str) -> str:
    """The name of the page behind a path, so that no name or number of anybody is kept."""
    try:
        return resolve(path).view_name[:80]
    except Resolver404:
        return ""
