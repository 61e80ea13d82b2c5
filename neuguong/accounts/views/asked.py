"""What pages of this room ask of a request: who reads, from where, and where they wanted to go."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from neuguong.accounts.gate import KEPT


def address_of(request: HttpRequest) -> str:
    """From where the request comes, as the settings for proxies have found it."""
    return str(request.META["REMOTE_ADDR"])


def onward_of(request: HttpRequest) -> str:
    """The address one wanted before signing in, if it is ours; else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else "/"


def after_sign_in(request: HttpRequest) -> str:
    """Where one goes after signing in: to the form that came too late, else where one wanted."""
    return reverse("accounts:kept") if KEPT in request.session else onward_of(request)
