"""The header by which a browser runs nothing that is not ours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: Answer) -> Answer:
    """Middleware: the policy of the settings on every answer."""
    policy = "; ".join(
        f"{what} {where}" for what, where in settings.CONTENT_SECURITY_POLICY.items()
    )

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return answer
