"""Fields of meetings: days and times as a phone picks them, people of a roster, short numbers."""

from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from django import forms

from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext_lazy as _
from neuguong.meetings.queries.roster import Member, names_of
from neuguong.ui.fields import DayField

TIMES: Final = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%Hg%M", "%H.%M", "%H"]
Choice = tuple[str, str]


class Words(forms.CharField):
    """Typed words in NFC."""

    def to_python(self, value: Any) -> Any:
        """The words as they are kept."""
        return nfc(super().to_python(value) or "")


def day_field(label: str, *, required: bool = False, **more: Any) -> DayField:
    """A day as it is written here, 25/3/2026."""
    return DayField(label=label, required=required, **more)


def time_field(label: str, **more: Any) -> forms.TimeField:
    """A time of the day as it is written here: 19:30, 19h30."""
    widget = forms.TextInput({"autocomplete": "off", "size": 5, "placeholder": "19:30"})
    widget.format_value = _clock  # type: ignore[method-assign]  # hours and minutes, no seconds
    return forms.TimeField(
        label=label, required=False, input_formats=TIMES, widget=widget,
        error_messages={"invalid": _("Ghi giờ như 19:30 hoặc 19h30.")}, **more,
    )  # fmt: skip


def _clock(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, time) else value


def words_field(
    label: str, most: int, *, required: bool = False, hint: str = "", rows: int = 0, **more: Any
) -> Words:
    """One line of words, or so many rows of them; `hint` stands in the empty field."""
    look: dict[str, Any] = {"placeholder": hint} if hint else {}
    widget = forms.Textarea({"rows": rows, **look}) if rows else forms.TextInput(look)
    return Words(label=label, max_length=most, required=required, widget=widget, **more)


def text_field(
    label: str, rows: int = 2, *, required: bool = False, hint: str = "", **more: Any
) -> Words:
    """Some lines of words; `hint` stands in the empty field."""
    widget = forms.Textarea({"rows": rows, **({"placeholder": hint} if hint else {})})
    return Words(label=label, required=required, widget=widget, **more)


def number_field(label: str, most: int = 999) -> forms.IntegerField:
    """A small whole number, typed with the figures of a phone."""
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, widget=widget
    )


def person_field(label: str, people: Sequence[Choice], empty: str) -> forms.TypedChoiceField:
    """One of the roster, or nobody."""
    return forms.TypedChoiceField(
        label=label, required=False, choices=[("", empty), *people], coerce=int, empty_value=None
    )


def people_choices(roster: Sequence[Member]) -> list[Choice]:
    """The people of a roster to choose from."""
    return [(f"{pk}", name) for pk, name in names_of(roster).items()]
