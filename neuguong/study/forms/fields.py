"""Fields that every form here is made of, and the form that can show the refusal of an act."""

from datetime import time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.lib.refusal import Refusal


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


class ActForm(forms.Form):
    """A form under one button; where the year is closed it asks why it is corrected."""

    fields_of: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closed:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do đính chính"), max_length=300,
                help_text=_("Năm này đã chốt; lý do được giữ trong nhật ký."),
            )  # fmt: skip

    @property
    def reason(self) -> str:
        """The reason of a correction, empty where none was asked."""
        return str(self.cleaned_data.get("reason", ""))

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule, at its field where there is one."""
        name = self.fields_of.get(refusal.code)
        self.add_error(name if name in self.fields else None, refusal.text)


class WhyForm(ActForm):
    """A form that asks for a reason."""

    reason_given = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 2})
    )

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.cleaned_data.get("reason_given", ""))
