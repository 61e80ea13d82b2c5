"""Pages of the kit: how a reader wants to see, and the living style guide."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.ui import guide
from neuguong.ui.context import CONTRAST_COOKIE, CONTRASTS, SIZE_COOKIE, SIZES
from neuguong.ui.forms import SampleForm

YEAR_IN_SECONDS: Final = 365 * 24 * 3600


@require_safe
@never_cache
def display(request: HttpRequest) -> HttpResponse:
    """Keep text size and contrast in cookies, and go back to the page one came from."""
    back = request.GET.get("tro-ve", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = HttpResponseRedirect(back if safe else "/")
    offered = {SIZE_COOKIE: tuple(map(str, SIZES)), CONTRAST_COOKIE: CONTRASTS}
    for name, values in offered.items():
        value = request.GET.get(name)
        if value in values:
            response.set_cookie(
                name,
                value,
                max_age=YEAR_IN_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )
    return response


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every token, part, state and drawing with invented values."""
    context = {
        **guide.sample(),
        "form": SampleForm(),
        "faulty": SampleForm({"sua-amount": "15.50.000", "sua-done": "x"}, prefix="sua"),
    }
    return render(request, "ui/guide.html", context)
