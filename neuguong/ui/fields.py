"""Fields that read what people type: days, amounts with their words, money, several photos."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from neuguong.lib.amounts import (
    AmountError,
    ParsedAmount,
    format_amount,
    format_number,
    parse_amount,
)
from neuguong.lib.dates import DayError, format_day, parse_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc

MOST_PHOTOS = 6
_MONEY_UNITS = {"", "d", "dong", "vnd", "vnđ", "₫"}


class DayField(forms.CharField):
    """A day as it is written here, 25/3/2026 or "tháng 6"; `year` stands in where none is typed."""

    def __init__(self, *, year: int | None = None, example: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "off", "size": 10}))
        super().__init__(**kwargs)
        self.year = year
        if example:
            self.widget.attrs["placeholder"] = example

    def prepare_value(self, value: Any) -> Any:
        """A day as text; what was typed stays as it is."""
        return format_day(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The day, None where nothing was typed, or the sentence that says how to write one."""
        if isinstance(value, date):
            return value
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_day(typed, self.year)
        except DayError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault


class AmountField(forms.Field):
    """An amount as it is written here, perhaps with qualifier and unit: "gần 5 triệu", "12 ngày công"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An amount as text; what was typed stays as it is."""
        if isinstance(value, ParsedAmount):
            with override("vi"):  # an amount is typed, and read back, in the words of Vietnamese
                return format_amount(value.value, value.unit_text or "", value.qualifier)
        return value

    def to_python(self, value: Any) -> ParsedAmount | None:
        """What was read, or the sentence that says how to write it."""
        if not value or isinstance(value, ParsedAmount):
            return value or None
        if not str(value).strip():
            return None
        try:
            return parse_amount(nfc(str(value)))
        except AmountError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault


class MoneyField(AmountField):
    """A sum in whole đồng, typed with or without the word."""

    def prepare_value(self, value: Any) -> Any:
        """The sum with its dots; what was typed stays as it is."""
        return format_number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The number of đồng, or None."""
        read = super().clean(value)
        if not isinstance(read, ParsedAmount):
            return read or None
        if fold(read.unit_text or "") not in _MONEY_UNITS or read.value % 1:
            raise forms.ValidationError(
                _("Ghi số tiền bằng đồng, ví dụ 15.500.000 hoặc 4,3 triệu."), code="not_money"
            )
        return int(read.value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another sum stands there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class SeveralFiles(forms.ClearableFileInput):
    """The field in which several files are chosen at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Some photos chosen at once; what they are is judged when they are stored."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles({"accept": "image/*"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The list of files, empty when none was chosen."""
        chosen = data if isinstance(data, list) else [data] if data else []
        if len(chosen) > MOST_PHOTOS:
            raise forms.ValidationError(
                _(
                    "Mỗi lần gửi nhiều nhất %(most)s ảnh. Gửi trước vài ảnh, rồi thêm ở trang của việc."
                ),
                code="photos_many",
                params={"most": MOST_PHOTOS},
            )
        return [super(PhotosField, self).clean(each, initial) for each in chosen]


class ActForm(forms.Form):
    """A form for an act: places a refusal at its field, asks for a reason where the year is closed."""

    fields_of: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, closed: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.closed = closed
        if closed:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do đính chính"),
                help_text=_("Năm đã chốt. Lý do được giữ cùng lần sửa này."),
                widget=forms.Textarea({"rows": 2}),
                error_messages={"required": _("Năm đã chốt. Muốn sửa, ghi lý do đính chính.")},
            )

    @property
    def reason(self) -> str:
        """The reason typed, or nothing where none is asked."""
        return str(self.cleaned_data.get("reason", ""))

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule at the field it speaks of, else above the form."""
        name = self.fields_of.get(refusal.code)
        self.add_error(name if name in self.fields else None, refusal.text)


class SeveralForms:
    """Forms that stand on one page under one button; answers a template and a view like one form."""

    forms: Sequence[ActForm]

    @property
    def errors(self) -> bool:
        """Whether anything is to be mended."""
        return any(form.errors for form in self.forms if form.is_bound)

    def non_field_errors(self) -> list[str]:
        """Sentences that belong to no field."""
        return [
            str(text) for form in self.forms if form.is_bound for text in form.non_field_errors()
        ]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for form in self.forms for field in form)

    def is_valid(self) -> bool:
        """Whether all that was typed can be read."""
        valid = [
            form.is_valid() for form in self.forms
        ]  # all of them, so that every fault is shown
        return all(valid)
