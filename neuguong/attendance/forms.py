"""What people type about attendance: when work begins, and why a month is taken back."""

from datetime import time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.attendance.rules import Hours
from neuguong.ui.fields import ActForm, DayField


class HoursForm(ActForm):
    """When work begins, from a day on."""

    fields_of: ClassVar = {"hours_strange": "starts"}

    starts = forms.TimeField(
        label=_("Giờ vào làm"), input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        widget=forms.TextInput({"size": 6, "autocomplete": "off"}), help_text=_("Ví dụ 7:30."),
    )  # fmt: skip
    grace = forms.IntegerField(
        label=_("Cho muộn (phút)"), min_value=0, max_value=120,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    since = DayField(label=_("Áp dụng từ ngày"))

    @staticmethod
    def initial_of(hours: Hours) -> dict[str, Any]:
        """What the form shows of the hours that hold."""
        starts: time = hours.starts
        return {"starts": f"{starts.hour}:{starts.minute:02}", "grace": hours.grace}

    @property
    def hours(self) -> Hours:
        """What was typed, for the act."""
        return Hours(self.cleaned_data["starts"], self.cleaned_data["grace"])


class DropForm(ActForm):
    """Why a month is taken back."""

    why = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 2}))
