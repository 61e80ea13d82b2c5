"""What one types about a whole registration: reasons, the optional parts, a person to be added."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.models import Registration
from neuguong.deeds.rules.papers import PLEDGE
from neuguong.lib.vietnamese import nfc
from neuguong.people.actions import PersonEntry
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category
from neuguong.ui.fields import ActForm, DayField, PhotosField

_SCAN_CODES = (
    "file_empty", "file_too_large", "photo_heic", "not_a_scan", "photo_too_many_pixels",
    "photo_unreadable", "pdf_not_pdf", "pdf_incomplete", "pdf_polyglot", "pdf_encrypted",
    "pdf_unreadable", "pdf_active", "pdf_attachment", "evidence_many",
)  # fmt: skip


class WhyForm(ActForm):
    """A reason that the next reader understands."""

    fields_of = {"reason_missing": "why"}

    why = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Ghi lý do để người sau đọc còn hiểu.")},
    )

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = help_text

    @property
    def reason(self) -> str:
        """The reason, which serves a closed year as well."""
        return str(self.cleaned_data.get("reason") or self.cleaned_data.get("why", ""))


class PartsForm(ActForm):
    """Study, own programme, pledge, and how it is signed."""

    fields_of = {"sign_for_another": "signed", **dict.fromkeys(_SCAN_CODES, "scan")}

    study_contents = forms.CharField(
        label=_("Nội dung học tập"),
        help_text=_("Mỗi dòng một chuyên đề: học gì, khi nào, bằng cách nào."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
    )
    action_programme = forms.CharField(
        label=_("Chương trình hành động"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
    )
    pledge_text = forms.CharField(
        label=_("Lời cam kết"), required=False, widget=forms.Textarea({"rows": 4}), max_length=5000
    )
    signed = forms.ChoiceField(label=_("Ký cam kết"), required=False, widget=forms.RadioSelect)
    scan = forms.FileField(
        label=_("Bản đã ký trên giấy"),
        help_text=_("Ảnh chụp rõ hoặc tệp PDF."),
        required=False,
        widget=forms.FileInput({"accept": "image/*,application/pdf"}),
    )

    def __init__(self, *args: Any, found: Registration, own: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _parts(found))
        super().__init__(*args, **kwargs)
        choices = [("", _("Chưa ký")), ("paper", _("Đã ký trên giấy"))]
        if own or found.signed_how == "screen":
            choices.insert(1, ("screen", _("Tôi đã đọc và cam kết")))
        field = self.fields["signed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Nobody signs an empty pledge."""
        typed = super().clean() or self.cleaned_data
        if typed.get("signed") and not typed.get("pledge_text", "").strip():
            self.add_error("pledge_text", _("Chưa có lời cam kết để ký."))
        return typed

    @property
    def pledge_is_own(self) -> bool:
        """Whether the pledge is other than the words offered."""
        return bool(self.cleaned_data["pledge_text"].strip() != str(PLEDGE))


def _parts(found: Registration) -> dict[str, str]:
    return {
        "study_contents": found.study_contents,
        "action_programme": found.action_programme,
        "pledge_text": found.pledge_text or str(PLEDGE),
        "signed": found.signed_how,
    }


class PictureForm(ActForm):
    """Photos of a deed, and what they show."""

    fields_of = dict.fromkeys(_SCAN_CODES, "photos")

    photos = PhotosField(
        label=_("Ảnh"),
        help_text=_("Vị trí trong ảnh được xóa trước khi lưu."),
        error_messages={"required": _("Chưa chọn ảnh.")},
    )
    caption = forms.CharField(
        label=_("Ảnh chụp gì"),
        help_text=_("Không ghi tên người được giúp khi họ chưa đồng ý."),
        required=False,
        max_length=200,
    )


class PersonForm(ActForm):
    """Somebody to be put into a unit."""

    fields_of = {"name_empty": "full_name", "birth_year": "birth_year"}

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, error_messages={"required": _("Chưa ghi họ và tên.")}
    )
    birth_year = forms.IntegerField(
        label=_("Năm sinh"),
        help_text=_("Để phân biệt người trùng tên."),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Ghi bốn chữ số, ví dụ 1975.")},
    )
    category = forms.TypedChoiceField(
        label=_("Đối tượng"),
        coerce=int,
        choices=[(str(int(c)), label) for c, label in CATEGORY_LABELS.items()],
    )
    since = DayField(
        label=_("Từ ngày"),
        help_text=_("Ngày vào đơn vị. Không nhớ thì để ngày đầu năm."),
        error_messages={"required": _("Ghi ngày vào đơn vị, ví dụ 03/02/2020.")},
    )
    nickname = forms.CharField(label=_("Tên gọi khác"), required=False, max_length=60)
    other = forms.BooleanField(
        label=_("Đây là người khác, cùng tên"), required=False, widget=forms.HiddenInput
    )

    def entry(self) -> PersonEntry:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return PersonEntry(
            full_name=nfc(typed["full_name"]),
            category=Category(typed["category"]),
            birth_year=typed["birth_year"],
            nickname=typed["nickname"],
        )

    def ask_about_namesake(self) -> None:
        """Let the next press of the button mean that this is somebody else."""
        self.fields["other"].widget = forms.CheckboxInput()

    @property
    def first_day(self) -> date:
        """The first day in the unit."""
        day: date = self.cleaned_data["since"]
        return day


def chosen_ids(values: Sequence[str]) -> list[int]:
    """The numbers among the values of ticked boxes."""
    return [int(value) for value in values if value.isascii() and value.isdigit()]
