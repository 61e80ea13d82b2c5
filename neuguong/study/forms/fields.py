"""What several forms here are made of: an hour, a reason."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.ui.fields import ActForm


class HourField(forms.CharField):
    """An hour as it is written here: 7:30, 7h30, 17 giờ."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"placeholder": "7:30", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An hour of the database as one writes it."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        """The hour that was typed, or None."""
        typed = super().clean(value).lower().replace("giờ", ":").replace("h", ":").strip(" '’:")
        if not typed:
            return None
        hour, _colon, minute = typed.partition(":")
        hour, minute = hour.strip(), minute.strip(" '’") or "0"
        if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
            raise forms.ValidationError(_("Ghi giờ như 7:30 hoặc 17:00."), code="hour")
        return time(int(hour), int(minute))


class WhyForm(ActForm):
    """A form that asks for a reason."""

    reason_given = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 2})
    )

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.cleaned_data.get("reason_given", ""))
