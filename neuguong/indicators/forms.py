"""Shapes of what people type here: an indicator, a rule, a target, a published figure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.indicators.actions import ExternalEntry, TargetEntry
from neuguong.indicators.measures import MEASURES
from neuguong.indicators.models import DIRECTION_LABELS, OPERATOR_LABELS, SEVERITY_LABELS
from neuguong.indicators.rules import (
    Direction,
    IndicatorEntry,
    Operator,
    RuleEntry,
    Severity,
)
from neuguong.lib.amounts import AmountError, parse_amount
from neuguong.lib.dates import Period, PeriodError
from neuguong.ui.fields import DayField


class AmountField(forms.CharField):
    """A number as people write it: 1.200, 98,5, 4,3 triệu."""

    def clean(self, value: Any) -> Any:
        """The number."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_amount(typed.rstrip(" %")).value
        except AmountError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault


class IndicatorForm(forms.Form):
    """A new indicator, or new words and a new formula for one's own of the same name."""

    name = forms.CharField(label=_("Tên chỉ số"), max_length=160)
    formula = forms.CharField(
        label=_("Công thức"),
        max_length=400,
        help_text=_(
            "Mã chỉ tiêu với + − × ÷ và ngoặc, ví dụ 100 × deeds.kept / deeds.all. Số năm trước:"
            " nam_truoc(deeds.all); số của cấp trên: cap_tren(deeds.all)."
        ),
        widget=forms.TextInput({"spellcheck": "false", "autocapitalize": "none"}),
    )
    unit_word = forms.CharField(label=_("Đơn vị tính"), max_length=40, initial="%")
    decimals = forms.IntegerField(label=_("Số chữ số lẻ"), min_value=0, max_value=4, initial=1)
    direction = forms.ChoiceField(
        label=_("Thế nào là tốt hơn"),
        choices=[(str(key), label) for key, label in DIRECTION_LABELS.items()],
        widget=forms.RadioSelect,
        initial=str(Direction.MORE),
    )
    since = DayField(label=_("Áp dụng từ ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)

    @property
    def entry(self) -> IndicatorEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return IndicatorEntry(
            data["name"], data["formula"], data["unit_word"], data["decimals"],
            Direction(data["direction"]), data["note"],
        )  # fmt: skip


class RuleForm(forms.Form):
    """A rule in words with its two sides."""

    sentence = forms.CharField(
        label=_("Quy tắc, viết thành câu"),
        max_length=200,
        help_text=_("Ví dụ: Số việc hoàn thành không nhiều hơn số việc đăng ký."),
    )
    left = forms.CharField(label=_("Vế trái"), max_length=400)
    operator = forms.ChoiceField(
        label=_("So sánh"), choices=[(str(key), label) for key, label in OPERATOR_LABELS.items()]
    )
    right = forms.CharField(label=_("Vế phải"), max_length=400)
    severity = forms.TypedChoiceField(
        label=_("Khi không đúng"),
        choices=[(int(key), label) for key, label in SEVERITY_LABELS.items()],
        coerce=int,
        initial=int(Severity.LIKELY_WRONG),
    )
    since = DayField(label=_("Áp dụng từ ngày"), max_length=40)

    @property
    def entry(self) -> RuleEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return RuleEntry(
            data["sentence"], data["left"], Operator(data["operator"]), data["right"],
            Severity(data["severity"]),
        )  # fmt: skip


class TargetForm(forms.Form):
    """What is to be reached in a period."""

    key = forms.ChoiceField(label=_("Chỉ số hoặc chỉ tiêu"))
    period = forms.CharField(label=_("Kỳ"), max_length=9, help_text="2026, 2026-Q2, 2026-H1")
    value = AmountField(label=_("Mức cần đạt"), max_length=40)
    for_each = forms.BooleanField(
        label=_("Mức này cho từng đơn vị trực thuộc (tỷ lệ, bình quân), trừ nơi đặt riêng"),
        required=False,
    )

    def __init__(self, *args: Any, choices: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["key"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_period(self) -> Period:
        """The period that was typed."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault

    @property
    def entry(self) -> TargetEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return TargetEntry(data["key"], data["period"], data["value"], data["for_each"])


class ExternalForm(forms.Form):
    """A figure that others published."""

    key = forms.ChoiceField(
        label=_("Chỉ tiêu"), choices=[(measure.key, measure.label) for measure in MEASURES]
    )
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2199)
    value = AmountField(label=_("Giá trị"), max_length=40)
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Ai công bố, văn bản hay ấn phẩm nào."),
    )

    @property
    def entry(self) -> ExternalEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        value: Decimal = data["value"]
        return ExternalEntry(data["key"], data["year"], value, data["source"])
