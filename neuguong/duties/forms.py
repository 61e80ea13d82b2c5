"""What people type about duties: a deadline, a day, a reason, whom to call."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.duties.models import KIND_LABELS, OWES_LABELS, RHYTHM_LABELS, DutyContact
from neuguong.duties.rules import MOST_DAYS, DutyKind, Owes, Rhythm, RuleEntry
from neuguong.ui.fields import ActForm, DayField

_DAYS: dict[str, Any] = {
    "min_value": 0, "max_value": MOST_DAYS,
    "widget": forms.NumberInput({"inputmode": "numeric"}),
}  # fmt: skip


class RuleForm(ActForm):
    """A deadline for those beneath."""

    fields_of: ClassVar = {
        "title_missing": "title", "due_missing": "due_on", "rhythm_wrong": "rhythm",
    }  # fmt: skip

    kind = forms.TypedChoiceField(
        label=_("Việc"), coerce=int, choices=[(int(k), v) for k, v in KIND_LABELS.items()]
    )
    title = forms.CharField(
        label=_("Tên hạn"), max_length=160, help_text=_("Ví dụ: Gửi báo cáo sáu tháng.")
    )
    owes = forms.TypedChoiceField(
        label=_("Ai phải làm"), coerce=int, choices=[(int(k), v) for k, v in OWES_LABELS.items()]
    )
    rhythm = forms.TypedChoiceField(
        label=_("Nhịp"), coerce=int, choices=[(int(k), v) for k, v in RHYTHM_LABELS.items()]
    )
    due_on = DayField(
        label=_("Ngày hạn"), required=False,
        help_text=_("Cho việc một lần trong năm. Trúng ngày nghỉ thì lùi sang ngày làm việc kế tiếp."),
    )  # fmt: skip
    days_after = forms.IntegerField(
        label=_("Số ngày sau tháng, sau quý"), initial=0, required=False, **_DAYS
    )
    remind_days = forms.IntegerField(label=_("Nhắc trước mấy ngày"), initial=5, **_DAYS)
    escalate_days = forms.IntegerField(label=_("Quá mấy ngày thì báo cấp trên"), initial=3, **_DAYS)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].year = year  # type: ignore[attr-defined]  # a field of days

    @property
    def entry(self) -> RuleEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return RuleEntry(
            DutyKind(data["kind"]), data["title"], Owes(data["owes"]), Rhythm(data["rhythm"]),
            data["due_on"], data["days_after"] or 0, data["remind_days"], data["escalate_days"],
        )  # fmt: skip


class DoneForm(ActForm):
    """On which day it was done."""

    fields_of: ClassVar = {"day_ahead": "day"}

    day = DayField(label=_("Ngày làm xong"))


class ExcuseForm(ActForm):
    """Why a unit need not do it."""

    fields_of: ClassVar = {"reason_missing": "why"}

    why = forms.CharField(label=_("Lý do miễn"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ContactForm(ActForm):
    """Whom to call."""

    fields_of: ClassVar = {"name_missing": "name"}

    name = forms.CharField(label=_("Họ tên người nhận nhắc"), max_length=160)
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=40, required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Chỉ khi đơn vị dùng thư điện tử.")
    )

    @staticmethod
    def initial_of(found: DutyContact | None) -> dict[str, str]:
        """What the form shows."""
        if found is None:
            return {}
        return {"name": found.name, "phone": found.phone, "email": found.email}
