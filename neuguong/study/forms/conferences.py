"""What one types to set a theme, plan a conference, add a sitting or something to read."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import PARTY_MEMBERS, Category
from neuguong.study.actions import ConferenceEntry, SessionEntry, ThemeEntry
from neuguong.study.forms.fields import HourField
from neuguong.study.models import FORM_LABELS
from neuguong.study.rules import Form
from neuguong.ui.fields import ActForm, DayField

MEMBERS = sorted(int(each) for each in PARTY_MEMBERS - {Category.EXEMPT})


class ThemeForm(ActForm):
    """A theme of a year."""

    fields_of: ClassVar = {"title_missing": "title"}

    title = forms.CharField(
        label=_("Tên chuyên đề"), max_length=400, widget=forms.Textarea({"rows": 2})
    )
    note = forms.CharField(
        label=_("Nội dung chính"), max_length=8000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    def entry(self, year: int) -> ThemeEntry:
        """What was typed, for the act."""
        return ThemeEntry(year, self.cleaned_data["title"], self.cleaned_data["note"])


class MaterialForm(ActForm):
    """Something to read."""

    fields_of: ClassVar = {"title_missing": "title", "url": "url", "nothing_given": "url"}

    title = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    url = forms.CharField(label=_("Đường dẫn"), max_length=400, required=False)
    upload = forms.FileField(
        label=_("Hoặc tệp PDF, ảnh"), required=False, help_text=_("Không quá 20 MB.")
    )


class SessionForm(ActForm):
    """A sitting: day, hour, place."""

    fields_of: ClassVar = {"session_year": "day", "url": "url"}

    day = DayField(label=_("Ngày"))
    begins = HourField(label=_("Giờ"), required=False)
    place = forms.CharField(label=_("Nơi"), max_length=200, required=False)
    url = forms.CharField(label=_("Đường dẫn họp trực tuyến"), max_length=400, required=False)

    def session(self) -> SessionEntry:
        """The sitting that was typed, for the act."""
        data = self.cleaned_data
        return SessionEntry(data["day"], data["begins"], data["place"], data["url"])


class ConferenceForm(SessionForm):
    """A conference, with its first sitting when it is new."""

    fields_of: ClassVar = {**SessionForm.fields_of, "title_missing": "title"}

    theme = forms.TypedChoiceField(label=_("Chuyên đề"), coerce=int)
    title = forms.CharField(label=_("Tên hội nghị"), max_length=300)
    form = forms.TypedChoiceField(
        label=_("Hình thức"), coerce=int, widget=forms.RadioSelect,
        choices=[(int(key), label) for key, label in FORM_LABELS.items()],
        initial=int(Form.IN_PERSON),
    )  # fmt: skip
    speaker = forms.CharField(label=_("Báo cáo viên"), max_length=160, required=False)
    categories = forms.TypedMultipleChoiceField(
        label=_("Ai phải học"), coerce=int, widget=forms.CheckboxSelectMultiple, initial=MEMBERS,
        choices=[(int(key), label) for key, label in CATEGORY_LABELS.items()],
        help_text=_("Danh sách tự lấy theo người đang sinh hoạt trong ngày học."),
    )  # fmt: skip
    units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị nào phải học"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn đơn vị nào là tất cả đơn vị trực thuộc."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    field_order = (
        "theme", "title", "form", "day", "begins", "place", "url", "speaker", "categories",
        "units", "note",
    )  # fmt: skip

    def __init__(
        self, *args: Any, themes: Sequence[tuple[int, str]], units: Sequence[tuple[int, str]],
        is_new: bool = True, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.choose("theme", themes)
        self.choose("units", units)
        if not units:
            del self.fields["units"]
        for name in () if is_new else ("day", "begins", "place", "url"):
            del self.fields[name]

    def choose(self, name: str, choices: Sequence[tuple[int, str]]) -> None:
        """Offer these choices in a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def entry(self) -> ConferenceEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return ConferenceEntry(
            theme_id=data["theme"], title=data["title"], form=Form(data["form"]),
            speaker=data["speaker"], categories=data["categories"],
            unit_ids=data.get("units") or (), note=data["note"],
        )  # fmt: skip
