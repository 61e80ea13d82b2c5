"""What one types about salutes, movements, volunteer days, twinning and admissions."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.ceremonies.actions import (
    AdmissionEntry,
    MovementEntry,
    TwinningEntry,
    VolunteerEntry,
)
from neuguong.ceremonies.rules import OATH
from neuguong.lib.dates import format_day
from neuguong.ui.fields import ActForm, DayField

_SHORT = {"rows": 3}
Choices = Sequence[tuple[int, str]]


class TicksForm(ActForm):
    """Ticks of a year: months, and Mondays."""

    fields_of: ClassVar = {"day_ahead": "months"}

    months = forms.TypedMultipleChoiceField(
        coerce=int, required=False, choices=[(n, str(n)) for n in range(1, 13)]
    )
    weeks = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, mondays: Collection[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "weeks", [(day.isoformat(), format_day(day)) for day in mondays])

    @property
    def days(self) -> set[date]:
        """The Mondays that were ticked."""
        return {date.fromisoformat(each) for each in self.cleaned_data["weeks"]}


class BranchTicksForm(ActForm):
    """Ticks of many units: "17-3" is the salute of the unit 17 in March."""

    ticks = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, units: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [f"{unit}-{month}" for unit in units for month in range(1, 13)]
        _choose(self, "ticks", [(key, key) for key in keys])

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """Units with months."""
        parts = (each.split("-") for each in self.cleaned_data["ticks"])
        return {(int(unit), int(month)) for unit, month in parts}


class MovementForm(ActForm):
    """A movement."""

    fields_of: ClassVar = {"words_missing": "title", "days_reversed": "ends_on"}

    title = forms.CharField(label=_("Tên phong trào"), max_length=300)
    launched_on = DayField(label=_("Ngày phát động"))
    ends_on = DayField(label=_("Đến ngày"), required=False)
    basis = forms.CharField(label=_("Văn bản phát động"), max_length=300, required=False)
    content = forms.CharField(
        label=_("Nội dung"), max_length=8000, required=False, widget=forms.Textarea(_SHORT)
    )

    @property
    def entry(self) -> MovementEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return MovementEntry(
            data["title"], data["launched_on"], data["ends_on"], data["basis"], data["content"]
        )


class JoinForm(ActForm):
    """That a unit takes part."""

    fields_of: ClassVar = {"day_ahead": "day", "not_then": "day", "people_many": "people"}

    people = forms.IntegerField(label=_("Số người tham gia"), min_value=0, max_value=100_000)
    day = DayField(label=_("Ngày tham gia"))


class OutcomeForm(ActForm):
    """What came of a movement."""

    outcome = forms.CharField(
        label=_("Kết quả"), max_length=8000, required=False, widget=forms.Textarea(_SHORT)
    )


class DeedsForm(ActForm):
    """Deeds to which what was given belongs."""

    deeds = forms.TypedMultipleChoiceField(
        label=_("Tiền, công đã ghi ở việc nào"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không ghi lại số tiền ở đây: chọn việc thì tiền, công của việc hiện ra."),
    )  # fmt: skip

    def __init__(self, *args: Any, deeds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "deeds", deeds)
        if not deeds:
            del self.fields["deeds"]

    @property
    def chosen(self) -> list[int]:
        """Numbers of the deeds chosen."""
        return list(self.cleaned_data.get("deeds") or ())


class VolunteerForm(DeedsForm):
    """A volunteer day to come."""

    fields_of: ClassVar = {"words_missing": "work"}

    day = DayField(label=_("Ngày"))
    work = forms.CharField(label=_("Làm gì"), max_length=300)
    place = forms.CharField(label=_("Ở đâu"), max_length=200, required=False)
    field_order = ("day", "work", "place", "deeds", "reason")

    @property
    def entry(self) -> VolunteerEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return VolunteerEntry(data["day"], data["work"], data["place"], self.chosen)


class HeldForm(DeedsForm):
    """That a volunteer day took place."""

    fields_of: ClassVar = {"people_many": "people"}

    people = forms.IntegerField(label=_("Số người tham gia"), min_value=1, max_value=100_000)
    field_order = ("people", "deeds", "reason")


class TwinningForm(ActForm):
    """A commune that is helped."""

    fields_of: ClassVar = {"words_missing": "commune"}

    commune = forms.CharField(
        label=_("Xã được giúp"), max_length=160,
        help_text=_("Việc làm có địa điểm ghi tên xã này tự cộng vào đây."),
    )  # fmt: skip
    since = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Văn bản phân công"), max_length=300, required=False)
    content = forms.CharField(
        label=_("Nội dung giúp"), max_length=8000, required=False, widget=forms.Textarea(_SHORT)
    )

    @property
    def entry(self) -> TwinningEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return TwinningEntry(data["commune"], data["since"], data["basis"], data["content"])


class EndForm(ActForm):
    """On which day it ends."""

    fields_of: ClassVar = {"days_reversed": "on"}

    on = DayField(label=_("Ngày kết thúc"))


class AdmissionForm(ActForm):
    """An admission ceremony."""

    fields_of: ClassVar = {"nobody_chosen": "people", "not_here": "people"}

    day = DayField(label=_("Ngày"))
    place = forms.CharField(label=_("Nơi tổ chức"), max_length=200, required=False)
    decision = forms.CharField(
        label=_("Quyết định kết nạp"), max_length=200, required=False,
        help_text=_("Số, ngày, cấp ủy ban hành."),
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=_("Đảng viên mới"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Người trong đơn vị, đoàn thể của tổ chức cơ sở chưa là đảng viên."),
    )  # fmt: skip
    sponsor = forms.CharField(
        label=_("Đảng viên chính thức giúp đỡ"), max_length=160, required=False
    )
    oath = forms.CharField(
        label=_("Lời tuyên thệ"), max_length=4000, widget=forms.Textarea({"rows": 8}),
        initial="\n".join(OATH), help_text=_("Mỗi dòng một điều. Soát theo mẫu của cấp ủy."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "people", people)

    @property
    def entry(self) -> AdmissionEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        people = dict.fromkeys(data["people"], data["sponsor"])
        return AdmissionEntry(data["day"], people, data["place"], data["decision"], data["oath"])


class OathForm(ActForm):
    """That the oath was taken."""

    fields_of: ClassVar = {"oath_missing": "oath_taken"}

    oath_taken = forms.BooleanField(
        label=_("Đảng viên mới đã đọc lời tuyên thệ trước cờ Đảng"), required=False
    )


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
