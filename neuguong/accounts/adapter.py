"""How django-allauth speaks and acts in this house: Vietnamese words, no e-mail, no signing up."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.accounts.actions import check_password, note_entry
from neuguong.accounts.gate import SEEN, is_required
from neuguong.accounts.queries import has_other_step, outside_account
from neuguong.lib.qr import drawing
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.people.models import Account

REFUSED: Final = 403
_WRONG: Final = _("Mã chưa đúng. Xem lại rồi nhập lại.")
_TOO_OFTEN: Final = _("Đã thử quá nhiều lần. Chờ một lát rồi thử lại.")
_SAID: Final[Mapping[str, Any]] = {
    "mfa/messages/totp_activated.txt": _("Đã đặt lớp thứ hai. Từ nay đăng nhập cần thêm mã trên điện thoại."),
    "mfa/messages/totp_deactivated.txt": _("Đã bỏ mã trên điện thoại."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã có bộ mã dự phòng mới; bộ cũ không dùng được nữa."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa truy cập."),
    "mfa/messages/webauthn_removed.txt": _("Đã bỏ khóa truy cập."),
}  # fmt: skip


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in: no e-mail, no signing up, waits kept by the door, sessions that their owner sees."""

    error_messages: Final = {
        **{key: _("Không làm được việc này.") for key in DefaultAccountAdapter.error_messages},
        "account_inactive": _("Tài khoản này đang ngừng dùng."),
        "incorrect_code": _WRONG,
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an administrator only."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password only the second step."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own sentences; nothing for what goes without saying."""
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent; the log keeps what happened."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the settings for proxies have found."""
        return str(request.META["REMOTE_ADDR"])

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The front page."""
        return "/"

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Whether the password is right, asked as at the door, with its waits."""
        address = str(self.request.META["REMOTE_ADDR"])
        try:
            found = check_password(
                name=user.username, password=password, address=address, now=timezone.now()
            )
        except Refused as refused:
            if refused.refusal.code == "sign_in_too_often":
                raise self.validation_error("rate_limited") from refused
            return False
        return found.pk == user.pk

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to show once more that it is oneself, in our words."""
        words = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã trên điện thoại hoặc mã dự phòng"),
            "mfa_reauthenticate:webauthn": _("Dùng khóa truy cập"),
        }
        found = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in found]

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in for good, and keep that it happened."""
        super().login(request, user)
        now = timezone.now()
        if request.session.session_key is None:
            request.session.cycle_key()
        request.session[SEEN] = now.timestamp()
        note_entry(
            by=AccountActor(user, today=timezone.localdate(now)),
            session_key=request.session.session_key or "",
            address=str(request.META["REMOTE_ADDR"]),
            agent=request.headers.get("User-Agent", ""),
            now=now,
        )


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: seeds sealed with the secret of the site, the code drawn by ourselves."""

    error_messages: Final = {
        **{key: _("Không làm được việc này.") for key in DefaultMFAAdapter.error_messages},
        "incorrect_code": _WRONG,
        "cannot_delete_authenticator": _(
            "Vai trò của anh, chị phải có lớp thứ hai, nên không bỏ được. Đổi điện thoại thì thêm cách"
            " khác trước, hoặc hỏi người quản trị để lấy phiếu mới."
        ),
        "cannot_generate_recovery_codes": _("Đặt lớp thứ hai trước, rồi mới có mã dự phòng."),
    }

    def get_totp_issuer(self) -> str:
        """The name under which telephones list the code."""
        return "Nêu Gương"

    def build_totp_svg(self, url: str) -> str:
        """The square code, drawn here; nothing is fetched."""
        return drawing(url)

    def encrypt(self, text: str) -> str:
        """A seed as it is stored, useless without the secret file."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again; under another secret one that fits no telephone, never an empty one."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have two steps keeps at least one second step."""
        account = authenticator.user
        if not is_required(AccountActor(account, today=timezone.localdate())):
            return True
        return has_other_step(account.pk, authenticator.pk)

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """A name to begin with, which the owner may change."""
        return str(_("Khóa của tôi"))

    def _get_site_name(self) -> str:
        return "Nêu Gương"


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through another site (OIDC): only accounts whose name there an administrator wrote."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody becomes an account by being known elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account of that name, or say that there is none; nothing is stored of the answer."""
        said = sociallogin.account.extra_data or {}
        claims = {**(said.get("userinfo") or {}), **(said.get("id_token") or {})} or said
        subject = str(claims.get(settings.NEUGUONG_OIDC_CLAIM) or "")
        account = outside_account(subject) if subject else None
        if account is None or sociallogin.state.get("process") != "login":
            page = render(request, "accounts/not_known.html", {}, status=REFUSED)
            raise ImmediateHttpResponse(page)
        sociallogin.user = account

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent."""


def _box() -> MultiFernet:
    """The box that the secret of the site opens, and those that older secrets do."""
    known = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [
        hashlib.sha256(b"neuguong.accounts.seed\n" + each.encode()).digest() for each in known
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
