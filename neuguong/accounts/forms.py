"""Shapes of what people type at the door, and those of django-allauth in our words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.accounts import rules
from neuguong.accounts.actions import check_code
from neuguong.lib.refusal import Refused
from neuguong.people.models import Account

_WRONG_PASSWORD = {
    "password_too_short": _("Mật khẩu ngắn quá: cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
    "password_too_common": _("Mật khẩu này nhiều người dùng, dễ đoán. Chọn mật khẩu khác."),
    "password_entirely_numeric": _("Mật khẩu toàn chữ số dễ đoán. Thêm chữ vào."),
    "password_too_similar": _("Mật khẩu giống tên của anh, chị. Chọn mật khẩu khác."),
}  # fmt: skip
_NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": "autofocus"}


class SignInForm(forms.Form):
    """Name and password."""

    name = forms.CharField(label=_("Tên đăng nhập"), max_length=80, widget=forms.TextInput(_NAME))
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice; `account` may be unknown while it is typed."""

    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=400,
        strip=False,
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Mật khẩu mới, lần nữa"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """Both alike and hard to guess, with our own sentences."""
        data = super().clean() or self.cleaned_data
        new, again = data.get("new"), data.get("again")
        if new and again and new != again:
            self.add_error("again", _("Hai lần gõ mật khẩu không giống nhau."))
        if new:
            try:
                validate_password(new, self.account)
            except ValidationError as fault:
                for each in fault.error_list:
                    self.add_error("new", _WRONG_PASSWORD.get(each.code or "", each))
        return data


class SlipForm(NewPasswordForm):
    """What stands on the slip, and the password one chooses."""

    field_order = ("name", "code", "new", "again")
    name = forms.CharField(label=_("Tên đăng nhập"), max_length=80, widget=forms.TextInput(_NAME))
    code = forms.CharField(
        label=_("Mã trên phiếu"),
        max_length=40,
        help_text=_("Mười hai chữ và số, ví dụ K7MQ-2F9D-XWAB."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class PasswordForm(NewPasswordForm):
    """The password in use, and a new one."""

    field_order = ("old", "new", "again")
    old = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=400,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class AgainForm(forms.Form):
    """The password once more, before what matters; for django-allauth."""

    password = SignInForm.base_fields["password"]

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """The password, if it is that of the one who is signed in."""
        password: str = self.cleaned_data["password"]
        adapter = get_adapter()
        if not adapter.reauthenticate(self.user, password):
            raise adapter.validation_error("incorrect_password")
        return password


# --- the second step, for django-allauth --------------------------------------------------------------


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Mã"),
        max_length=20,
        help_text=_("Sáu chữ số đang hiện trên điện thoại, hoặc một mã dự phòng."),
        widget=forms.TextInput(_CODE),
    )


class _Checked(forms.Form):
    """Asks the door whether a code fits, with its waits."""

    user: Account

    def clean_code(self) -> str:
        """The code, once it has fitted; it then is used up."""
        code: str = self.cleaned_data["code"]
        address = str(context.request.META["REMOTE_ADDR"])
        try:
            found = check_code(account=self.user, code=code, address=address, now=timezone.now())
        except Refused as refused:
            raise ValidationError(refused.refusal.text, code=refused.refusal.code) from refused
        if found is None:
            wrong = rules.wrong_code()
            raise ValidationError(wrong.text, code=wrong.code)
        self.authenticator = found
        return code


class CodeForm(_Checked, AuthenticateForm):  # type: ignore[misc]
    """The code of the second step at the door."""

    code = _code_field()


class CodeAgainForm(_Checked, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before what matters."""

    code = _code_field()


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code that the telephone shows."""

    code = forms.CharField(
        label=_("Mã đang hiện trên điện thoại"),
        max_length=20,
        help_text=_("Sáu chữ số; cứ nửa phút đổi một lần."),
        widget=forms.TextInput(_CODE),
    )


def _credential_field() -> forms.JSONField:
    return forms.JSONField(
        label=_("Khóa"),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Trình duyệt chưa trả lời. Bấm nút để thử lại."),
            "invalid": _("Trình duyệt trả lời không đọc được. Thử lại."),
        },
    )


class PasskeyAtDoorForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of name and password."""

    credential = _credential_field()


class PasskeySecondForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""

    credential = _credential_field()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before what matters."""

    credential = _credential_field()


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and what the browser answers."""

    name = forms.CharField(label=_("Tên khóa"), required=False, max_length=60)
    credential = _credential_field()
    passwordless = forms.BooleanField(
        label=_("Dùng khóa này thay cho mật khẩu"),
        required=False,
        help_text=_("Máy sẽ hỏi vân tay, khuôn mặt hoặc mã PIN của máy."),
    )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Tên khóa"), max_length=60)


# --- for administrators -----------------------------------------------------------------------------


class SlipsForm(forms.Form):
    """New slips for accounts already chosen: why, and whether the second step goes too."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=400,
        help_text=_(
            "Ví dụ: lập tài khoản lần đầu; quên mật khẩu; mất điện thoại. Câu này được giữ lại."
        ),
    )
    drop = forms.BooleanField(
        label=_("Bỏ cả lớp thứ hai (người ấy mất điện thoại); sẽ phải đặt lại khi vào"),
        required=False,
    )


class OutsideForm(forms.Form):
    """By what name the other site knows the account."""

    subject = forms.CharField(
        label=_("Tên ở nơi cấp tài khoản"),
        required=False,
        max_length=255,
        help_text=_("Chép đúng từng chữ. Bỏ trống để thôi cho vào bằng cách ấy."),
    )
