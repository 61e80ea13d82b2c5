"""What an officer types into a report: words of a part, the heading, which deeds to tell."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.rules.papers import PaperKind
from neuguong.lib.dates import DayError, format_day, parse_day
from neuguong.reports.actions import HeadingEntry
from neuguong.reports.models import ReportDraft, ReportWords
from neuguong.reports.rules import Part


class WordsForm(forms.Form):
    """The words of one part; the prefix of the form is the key of the part."""

    text = forms.CharField(
        label=_("Lời"), required=False, widget=forms.Textarea({"rows": 5}), strip=True
    )
    left_out = forms.BooleanField(label=_("Không đưa mục này vào báo cáo"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def of(cls, part: Part, words: ReportWords | None, data: object = None) -> "WordsForm":
        """The form of a part with what was written so far, or with what was just typed."""
        initial = {
            "text": words.text if words else "",
            "left_out": words.left_out if words else False,
            "version": words.version if words else 0,
        }
        form = cls(data, initial=initial, prefix=part.key)  # type: ignore[arg-type]
        form.fields["text"].label = part.title
        form.fields["text"].help_text = part.prompt
        if not part.can_be_left_out:
            del form.fields["left_out"]
        return form


class HeadingForm(forms.Form):
    """What stands around the words; an empty field follows the rules."""

    number = forms.CharField(label=_("Số"), required=False, max_length=20)
    day = forms.CharField(label=_("Ngày văn bản"), required=False, max_length=30)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=120)
    signer_name = forms.CharField(label=_("Họ tên người ký"), required=False, max_length=120)
    superior = forms.CharField(
        label=_("Cấp trên, dòng đầu bên trái"), required=False, max_length=200
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=200)
    place = forms.CharField(label=_("Địa danh"), required=False, max_length=100)
    recipients = forms.CharField(
        label=_("Nơi nhận, mỗi nơi một dòng"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    @classmethod
    def of(cls, draft: ReportDraft, data: object = None) -> "HeadingForm":
        """The form with what was set so far."""
        names = (name for name in cls.base_fields if name != "day")
        initial = {name: getattr(draft, name) for name in names}
        initial["day"] = format_day(draft.day) if draft.day else ""
        return cls(data, initial=initial, prefix="dau")  # type: ignore[arg-type]

    def clean_day(self) -> date | None:
        """The day as it is read, or the sentence that says how to write it."""
        typed = self.cleaned_data["day"].strip()
        if not typed:
            return None
        try:
            return parse_day(typed)
        except DayError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault

    @property
    def entry(self) -> HeadingEntry:
        """What was typed, for the act."""
        return HeadingEntry(**self.cleaned_data)


_COLLECTIVE = 0  # stands for the unit as a whole among those to print for


class PaperForm(forms.Form):
    """Which forms to print, how large, and whose; its names stand in the address."""

    mau = forms.ChoiceField(
        label=_("Mẫu"),
        choices=[
            ("dang-ky", _("Bản đăng ký đầu năm")),
            ("ket-qua", _("Phiếu kết quả cuối năm")),
        ],
        initial="dang-ky",
        widget=forms.RadioSelect,
    )
    khuon = forms.ChoiceField(
        label=_("Khổ"),
        choices=[
            ("a4", _("A4, mỗi người một tờ")),
            ("a5", _("A5, hai người một tờ A4, cắt đôi")),
        ],
        initial="a4",
        widget=forms.RadioSelect,
    )
    ai = forms.TypedMultipleChoiceField(
        label=_("In cho"),
        help_text=_("Không đánh dấu gì thì in cho mọi người, không in phiếu tập thể."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: object = None, *, people: list[tuple[int, str]], unit_name: str
    ) -> None:
        super().__init__(data, use_required_attribute=False)  # type: ignore[arg-type]
        field = self.fields["ai"]
        assert isinstance(field, forms.ChoiceField)
        self._everybody = [pk for pk, _name in people]
        whole = _("Tập thể: %(unit)s") % {"unit": unit_name}
        field.choices = [(str(_COLLECTIVE), whole), *((str(pk), name) for pk, name in people)]

    @property
    def kind(self) -> PaperKind:
        """Which form is asked for."""
        is_results = self.cleaned_data.get("mau") == "ket-qua"
        return PaperKind.RESULTS if is_results else PaperKind.PROMISE

    @property
    def collective(self) -> bool:
        """Whether the form of the unit as a whole was chosen."""
        return _COLLECTIVE in self.cleaned_data["ai"]

    @property
    def people(self) -> list[int]:
        """The people whose forms are printed; all of them where nothing was chosen."""
        chosen: list[int] = self.cleaned_data["ai"]
        return [pk for pk in chosen if pk != _COLLECTIVE] if chosen else self._everybody
