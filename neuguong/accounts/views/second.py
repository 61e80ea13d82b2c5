"""The second step, by the views of django-allauth: our words, our log, never kept by a browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as AgainByCodeView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from neuguong.accounts import rules
from neuguong.accounts.actions import note_second_step
from neuguong.accounts.gate import TWO_STEPS
from neuguong.accounts.queries import has_second_step
from neuguong.accounts.views.asked import address_of
from neuguong.people.access import reader
from neuguong.ui.asked import TO_BE_MENDED

View = Callable[..., HttpResponseBase]
SET_UP: Final = "people.second_step_set"
GIVEN_UP: Final = "people.second_step_dropped"
NEW_CODES: Final = "people.recovery_codes"


class _Said:
    """A page with a mistyped form says so by its status; what changed is kept in the log."""

    request: HttpRequest
    act: str = ""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with the sentence."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = TO_BE_MENDED
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, and keep in the log that it was done."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if self.act:
            note_second_step(
                by=reader(self.request), act=self.act, address=address_of(self.request)
            )
            self.request.session[TWO_STEPS] = has_second_step(reader(self.request).account.pk)
        return response


class _Authenticate(_Said, AuthenticateView):  # type: ignore[misc]
    template_name = "accounts/second.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows; the button of a passkey only to one who has such a key."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        keys = context.get("js_data", {}).get("request_options", {}).get("publicKey", {})
        context["has_passkey"] = bool(keys.get("allowCredentials")) and _are_borne(self.request)
        return context


class _Again(_Said, ReauthenticateView):  # type: ignore[misc]
    template_name = "accounts/again.html"


class _AgainByCode(_Said, AgainByCodeView):  # type: ignore[misc]
    template_name = "accounts/again.html"


class _AgainByPasskey(_Said, ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/again_by_passkey.html"


class _SetUp(_Said, ActivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/set_up.html"
    act = SET_UP

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The seed in fours, for those who type it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        seed: str = context["form"].secret
        context["seed"] = " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
        return context


class _GiveUp(_Said, DeactivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/give_up.html"
    act = GIVEN_UP


class _Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/codes.html"


class _NewCodes(_Said, GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/new_codes.html"
    act = NEW_CODES


class _CodesFile(DownloadRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/codes.txt"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The codes as a text file with a name of ours."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong.txt"'
        return response


class _Passkeys(ListWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/passkeys.html"


class _AddPasskey(_Said, AddWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/add_passkey.html"
    act = SET_UP


class _RemovePasskey(_Said, RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/remove_passkey.html"
    act = GIVEN_UP

    def may(self) -> bool:
        """Whether this key may go; the last second step of one who must have one may not."""
        return bool(get_adapter().can_delete_authenticator(self.get_object()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it may go."""
        return {**super().get_context_data(**kwargs), "may": self.may()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away, if it may go."""
        return super().form_valid(form) if self.may() else redirect(self.request.path)


class _NamePasskey(_Said, EditWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/name_passkey.html"


def _are_borne(request: HttpRequest) -> bool:
    return rules.bears_passkeys(request.get_host(), is_secure=request.is_secure())


def _where_borne(view: View) -> View:
    """The page exists only where browsers allow passkeys."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _are_borne(request):
            raise Http404
        return view(request, *args, **kwargs)

    return asked


def _page(view: type[Any]) -> View:
    wrapped: View = sensitive_post_parameters()(never_cache(view.as_view()))
    return wrapped


authenticate = _page(_Authenticate)
again = _page(_Again)
again_by_code = _page(_AgainByCode)
set_up = _page(_SetUp)
give_up = _page(_GiveUp)
codes = _page(_Codes)
new_codes = _page(_NewCodes)
codes_file = _page(_CodesFile)
login_passkey = _where_borne(_page(LoginWebAuthnView))
again_by_passkey = _where_borne(_page(_AgainByPasskey))
passkeys = _where_borne(_page(_Passkeys))
add_passkey = _where_borne(_page(_AddPasskey))
remove_passkey = _where_borne(_page(_RemovePasskey))
name_passkey = _where_borne(_page(_NamePasskey))
