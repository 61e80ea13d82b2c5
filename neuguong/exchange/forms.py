"""Shapes of what people hand in: a file for a unit and a year, a cell mended, a reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.lib.refusal import Refusal
from neuguong.org.models import Unit


class UploadForm(forms.Form):
    """A workbook or a table of text, where it belongs and of which year."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_(
            "Bảng tính .xlsx hoặc tệp .csv, không quá 20 MB. Gửi lên chưa ghi gì vào hệ thống."
        ),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )
    unit = forms.ChoiceField(
        label=_("Nhập vào đơn vị"),
        help_text=_("Tệp không có cột chi bộ thì mọi người trong tệp thuộc đơn vị này."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100)

    def __init__(self, *args: Any, places: Iterable[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(str(place.pk), place.name) for place in places]
        self.fields["year"].initial = today.year

    def refuse(self, refusal: Refusal) -> None:
        """Show why the file was not taken, beside the file."""
        self.add_error("file", forms.ValidationError(refusal.text, code=refusal.code))


class MendForm(forms.Form):
    """One cell typed over: sheet, reference and the new text."""

    sheet = forms.CharField(max_length=200)
    cell = forms.RegexField(r"^[A-Z]{1,3}[0-9]{1,7}$")
    text = forms.CharField(max_length=2000, required=False)


class ApplyForm(forms.Form):
    """Whether faulty rows stay behind, and why a closed year is corrected."""

    good_rows = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=400, required=False)
