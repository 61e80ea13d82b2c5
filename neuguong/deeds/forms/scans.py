"""What one gives with paper that comes back: the files, a code as typed, or the person chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.rules.papers import LENGTH
from neuguong.lib.vietnamese import nfc
from neuguong.ui.fields import ActForm, SeveralFiles

MOST_FILES = 15
COLLECTIVE = 0  # stands for the unit itself among the people to choose from
_CODE_CODES = ("code_wrong", "code_foreign", "code_moved", "code_or_person", "registered_already")


class ScansField(forms.FileField):
    """Some scans or photos chosen at once; what they are is judged when they are taken in."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The list of files."""
        chosen = (data if isinstance(data, list) else [data]) or [None]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(
                _("Mỗi lần gửi nhiều nhất %(most)s tệp. Gửi trước một phần, rồi gửi tiếp."),
                code="scans_many",
                params={"most": MOST_FILES},
            )
        return [super(ScansField, self).clean(each, initial) for each in chosen]


def _code_field(help_text: Any) -> forms.CharField:
    """The field in which the letters of a form are typed."""
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(
        label=_("Mã phiếu"),
        help_text=help_text,
        required=False,
        max_length=LENGTH * 2,
        widget=forms.TextInput(attrs),
    )


def _signed_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Phiếu đã có chữ ký của người đăng ký"), required=False, initial=True
    )


class ScansForm(ActForm):
    """Scans or photos of signed forms, and the code where a machine cannot read it."""

    fields_of = dict.fromkeys(_CODE_CODES, "code")

    scans = ScansField(
        label=_("Bản quét hoặc ảnh chụp phiếu"),
        help_text=_(
            "PDF, JPG hoặc PNG. Quét cả tập vào một tệp PDF cũng được: trang của ai về người ấy."
        ),
        widget=SeveralFiles({"accept": "application/pdf,image/*"}),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp rỗng. Hãy chọn lại tệp.")},
    )
    code = _code_field(_("Để trống: mã được đọc từ ô vuông cuối phiếu. Chỉ gõ khi gửi một tệp."))
    signed = _signed_field()

    def clean(self) -> dict[str, Any]:
        """One code is of one paper."""
        typed = super().clean() or self.cleaned_data
        if typed.get("code", "").strip() and len(typed.get("scans") or []) > 1:
            self.add_error(
                "code", _("Mã gõ tay chỉ dùng khi gửi một tệp. Bỏ mã, hoặc gửi từng tệp.")
            )
        return typed


class MatchForm(ActForm):
    """Whose a waiting scan is: by the code on it, or by choosing the person or the unit itself."""

    fields_of = dict.fromkeys(_CODE_CODES, "code")

    code = _code_field(_("Mười lăm chữ và số ở cuối phiếu."))
    person = forms.TypedChoiceField(
        label=_("Hoặc chọn người, tập thể"), required=False, coerce=int, empty_value=None
    )
    signed = _signed_field()

    def __init__(
        self, *args: Any, people: Sequence[tuple[int, str]], unit_name: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("chưa chọn")),
            (str(COLLECTIVE), _("tập thể: %(unit)s") % {"unit": unit_name}),
            *((str(pk), nfc(name)) for pk, name in people),
        ]

    def clean(self) -> dict[str, Any]:
        """A code or a person, so that nothing is attached by guess."""
        typed = super().clean() or self.cleaned_data
        if not typed.get("code", "").strip() and typed.get("person") is None and not self.errors:
            self.add_error("code", _("Gõ mã trên phiếu, hoặc chọn người."))
        return typed
