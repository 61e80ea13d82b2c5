"""What one types about series, runs and bulletins."""

from collections.abc import Sequence
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.study.actions import SeriesEntry
from neuguong.study.forms.fields import HourField
from neuguong.ui.fields import ActForm, DayField

_DAYS = (
    (0, _("thứ hai")), (1, _("thứ ba")), (2, _("thứ tư")), (3, _("thứ năm")), (4, _("thứ sáu")),
    (5, _("thứ bảy")), (6, _("chủ nhật")),
)  # fmt: skip


class SeriesForm(ActForm):
    """A series with its slots of the day."""

    fields_of: ClassVar = {"title_missing": "title", "no_slot": "begins_1", "slot_order": "ends_1"}

    title = forms.CharField(label=_("Tên loạt bài"), max_length=300)
    source = forms.CharField(
        label=_("Biên tập từ"), max_length=300, required=False,
        help_text=_("Bài giảng, tài liệu nào; ai nói."),
    )  # fmt: skip
    theme = forms.TypedChoiceField(
        label=_("Chuyên đề"), coerce=int, required=False, empty_value=None
    )
    begins_1 = HourField(label=_("Khung giờ thứ nhất, từ"))
    ends_1 = HourField(label=_("đến"))
    begins_2 = HourField(label=_("Khung giờ thứ hai, từ"), required=False)
    ends_2 = HourField(label=_("đến"), required=False)

    def __init__(self, *args: Any, themes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"begins_1": time(11), "ends_1": time(11, 30), "begins_2": time(17),
             "ends_2": time(17, 30)},
        )  # fmt: skip
        super().__init__(*args, **kwargs)
        field = self.fields["theme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *themes]

    def entry(self, year: int) -> SeriesEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        pairs = [(data["begins_1"], data["ends_1"]), (data["begins_2"], data["ends_2"])]
        slots = [(begins, ends) for begins, ends in pairs if begins and ends]
        return SeriesEntry(year, data["title"], slots, data["source"], data["theme"])


class RunsForm(ActForm):
    """From when to when a series is on the air."""

    fields_of: ClassVar = {"no_run": "last", "run_year": "last", "too_many": "last"}

    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến ngày"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Vào các thứ"), coerce=int, required=False, choices=_DAYS,
        widget=forms.CheckboxSelectMultiple, help_text=_("Không chọn là mọi ngày."),
    )  # fmt: skip


class AnswerForm(ActForm):
    """Which runs are meant, and why they fell out."""

    fields_of: ClassVar = {"reason_missing": "why"}

    runs = forms.TypedMultipleChoiceField(
        label=_("Lượt phát"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label=_("Lý do không phát"), max_length=200, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["runs"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


class NewBulletinForm(ActForm):
    """For which day a bulletin is made."""

    day = DayField(label=_("Ngày đọc"))


class BulletinForm(ActForm):
    """The words of a bulletin."""

    fields_of: ClassVar = {"title_missing": "title", "too_long": "body"}

    title = forms.CharField(label=_("Tên bản tin"), max_length=200)
    day = DayField(label=_("Ngày đọc"))
    body = forms.CharField(
        label=_("Lời đọc"), required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 18}),
        help_text=_("Không có tên người, trừ khi chính họ đã đồng ý cho nêu tên."),
    )  # fmt: skip


class ReadForm(ActForm):
    """On which day it was read out."""

    fields_of: ClassVar = {"day_ahead": "day"}

    day = DayField(label=_("Đã đọc ngày"))
