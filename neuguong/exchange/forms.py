"""Shapes of what people hand in: a file for a unit and a year, a cell mended, a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.exchange.workbook.headings import COLUMNS, MONEY_KEYS
from neuguong.exchange.workbook.layout import Said
from neuguong.lib.refusal import Refusal
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class ColumnAsked:
    """A column of a sheet whose meaning may be corrected; `key` is empty where it is not read."""

    number: int
    letter: str
    heading: str
    key: str
    factor: int = 1


class UploadForm(forms.Form):
    """A workbook or a table of text, where it belongs and of which year."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_(
            "Bảng tính .xlsx, .xls, .ods hoặc tệp .csv, không quá 20 MB."
            " Gửi lên chưa ghi gì vào hệ thống."
        ),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    unit = forms.ChoiceField(
        label=_("Nhập vào đơn vị"),
        help_text=_("Tệp không có cột chi bộ thì mọi người trong tệp thuộc đơn vị này."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100)
    pointed = forms.BooleanField(
        label=_("Tên cột trong tệp khác thường, tôi sẽ chỉ từng cột là gì"), required=False
    )

    def __init__(self, *args: Any, places: Iterable[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(str(place.pk), place.described) for place in places]
        self.fields["year"].initial = today.year

    def refuse(self, refusal: Refusal) -> None:
        """Show why the file was not taken, beside the file."""
        self.add_error("file", forms.ValidationError(refusal.text, code=refusal.code))


class AttendanceForm(forms.Form):
    """A file of an attendance machine, of which unit and month."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_("Tệp máy chấm công xuất ra: .xlsx, .xls, .ods, .csv, không quá 20 MB."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    unit = forms.TypedChoiceField(label=_("Của đơn vị"), coerce=int)
    month_typed = forms.CharField(
        label=_("Tháng"), max_length=10, help_text=_("Như 10/2026; tệp ghi rõ tháng thì theo tệp.")
    )
    good_cells = forms.BooleanField(label=_("Nhập phần đọc được, bỏ ô sai"), required=False)
    replace = forms.BooleanField(label=_("Thay tháng đã có"), required=False)
    reason = forms.CharField(
        label=_("Lý do đính chính"), max_length=400, required=False,
        help_text=_("Chỉ khi năm đã chốt."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(place.pk, place.described) for place in places]
        self.fields["month_typed"].initial = f"{today.month}/{today.year}"

    def clean_month_typed(self) -> str:
        """A month of a year."""
        typed = str(self.cleaned_data["month_typed"]).strip()
        number, _slash, year = typed.partition("/")
        fits = number.isdigit() and year.isdigit() and 1 <= int(number) <= 12
        if not fits or not 2000 <= int(year) <= 2100:
            raise forms.ValidationError(_("Ghi tháng như 10/2026."), code="month")
        return typed

    @property
    def month(self) -> int:
        """The month typed, yyyymm."""
        number, _slash, year = str(self.cleaned_data["month_typed"]).partition("/")
        return int(year) * 100 + int(number)

    def refuse(self, refusal: Refusal) -> None:
        """Show why the file was not taken, beside the file or the reason."""
        name = "reason" if refusal.code == "year_closed" else "file"
        self.add_error(name, forms.ValidationError(refusal.text, code=refusal.code))


class MendForm(forms.Form):
    """One cell typed over: sheet, reference and the new text."""

    sheet = forms.CharField(max_length=200)
    cell = forms.RegexField(r"^[A-Z]{1,3}[0-9]{1,7}$")
    text = forms.CharField(max_length=2000, required=False)


class ApplyForm(forms.Form):
    """Whether faulty rows stay behind, and why a closed year is corrected."""

    good_rows = forms.BooleanField(required=False)
    keep = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=400, required=False)


class AnswerForm(forms.Form):
    """An answer to a doubt: its key and what was chosen."""

    key = forms.CharField(max_length=300)
    value = forms.CharField(max_length=201)


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=_("Lý do hoàn tác"), max_length=400)


class MeaningForm(forms.Form):
    """How a sheet is meant: whether it is read, its rows of headings, the key and factor of each column."""

    read = forms.BooleanField(
        label=_("Đọc trang này"),
        required=False,
        help_text=_("Bỏ chọn nếu trang này không có việc làm theo."),
    )
    first = forms.IntegerField(label=_("Dòng tên cột đầu tiên"), min_value=1, max_value=100_000)
    last = forms.IntegerField(label=_("Dòng tên cột cuối cùng"), min_value=1, max_value=100_000)

    def __init__(
        self, *args: Any, columns: Iterable[ColumnAsked], said: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(columns)
        for name in ("read", "first", "last"):
            self.fields[name].initial = said.get(name)
        for column in self.asked:
            words = {"letter": column.letter, "heading": column.heading}
            self.fields[f"key_{column.number}"] = forms.ChoiceField(
                label=_("Cột %(letter)s “%(heading)s” là") % words, required=False,
                choices=[("", _("không đọc")), *((c.key, c.label) for c in COLUMNS)],
                initial=column.key,
            )  # fmt: skip
            if column.key in MONEY_KEYS:
                self.fields[f"factor_{column.number}"] = forms.TypedChoiceField(
                    label=_("Số tiền ở cột %(letter)s ghi bằng") % words, coerce=int, required=False,
                    choices=[(1, _("đồng")), (1_000, _("nghìn đồng")), (1_000_000, _("triệu đồng")),
                             (1_000_000_000, _("tỷ đồng"))],
                    initial=column.factor,
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Rows in order, and no two columns for one thing."""
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("Dòng cuối đứng trước dòng đầu. Ghi lại hai số."))
        seen: set[str] = set()
        for column in self.asked:
            name = f"key_{column.number}"
            key = data.get(name)
            if key and key in seen:
                self.add_error(name, _("Hai cột cùng là một thứ. Chọn “không đọc” cho một cột."))
            seen.add(key or "")
        return data

    def said(self) -> Said:
        """The same as an import keeps it."""
        data = self.cleaned_data
        return Said(
            read=data["read"],
            header=(data["first"], data["last"]),
            columns={c.number: data.get(f"key_{c.number}") or "" for c in self.asked},
            factors={
                c.number: data[f"factor_{c.number}"]
                for c in self.asked
                if data.get(f"factor_{c.number}")
            },
        )


class ListForm(forms.Form):
    """A list of units or people, the branch it is for, and the day from which it holds."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_("Bảng tính hoặc tệp .csv, không quá 20 MB. Gửi lên chưa ghi gì vào hệ thống."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    unit = forms.ChoiceField(label=_("Nhập vào đơn vị"))
    on = forms.DateField(
        label=_("Tính từ ngày"),
        help_text=_("Dòng không ghi ngày thì lấy ngày này, ví dụ 01/02/2026."),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.TextInput({"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, places: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(str(place.pk), place.described) for place in places]

    def refuse(self, refusal: Refusal) -> None:
        """Show why the file was not taken, beside the file."""
        self.add_error("file", forms.ValidationError(refusal.text, code=refusal.code))


class AnnexForm(ListForm):
    """The annex of a resolution, the branch in which its units stand, and the day it holds from."""

    def __init__(self, *args: Any, places: Iterable[Unit], everywhere: bool, **kwargs: Any) -> None:
        branches = list(places)
        super().__init__(*args, places=branches, **kwargs)
        unit, day = self.fields["unit"], self.fields["on"]
        unit.label, day.label = _("Trong nhánh của"), _("Ngày có hiệu lực")
        day.help_text = _("Tệp có cột ngày thì lấy ngày trong tệp.")
        if isinstance(unit, forms.ChoiceField) and everywhere:
            unit.required = False
            known = [(str(place.pk), place.described) for place in branches]
            unit.choices = [*known, ("", _("cả cây"))]
