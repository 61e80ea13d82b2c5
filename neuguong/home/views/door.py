"""Signing in and out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from neuguong.home.actions import check_password, note_leaving
from neuguong.home.forms import SignInForm
from neuguong.home.views.asked import reader
from neuguong.lib.refusal import Refused


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; afterwards go where one wanted to go."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = check_password(
                **form.cleaned_data, address=request.META["REMOTE_ADDR"], now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            login(request, account)
            return redirect(onward)
    status = 200 if request.method != "POST" else 422
    return render(request, "home/sign_in.html", {"form": form, "onward": onward}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; what was saved stays saved."""
    if request.user.is_authenticated:
        note_leaving(by=reader(request), address=request.META["REMOTE_ADDR"])
    logout(request)
    return redirect("home:sign_in")


def _onward(request: HttpRequest) -> str:
    """The address one wanted before signing in, if it is ours; else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else "/"
