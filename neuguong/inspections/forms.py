"""What people type about inspections and letters; whether it is allowed is said by the acts."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.inspections.actions import FindingEntry, VisitEntry
from neuguong.inspections.models import FINDING_LABELS, KIND_LABELS, Inspection
from neuguong.inspections.rules import MOST_LETTERS, FindingKind, InspectionKind
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.ui.fields import ActForm, DayField

_LINES = {"rows": 3}


class VisitForm(ActForm):
    """A visit of the plan."""

    fields_of: ClassVar = {
        "words_missing": "title",
        "day_of_other_year": "planned_on",
        "not_beneath": "inspected",
    }

    kind = forms.TypedChoiceField(
        label=_("Hình thức"), coerce=int, widget=forms.RadioSelect,
        choices=[(int(key), label) for key, label in KIND_LABELS.items()],
        initial=int(InspectionKind.INSPECTION),
    )  # fmt: skip
    inspected = forms.TypedChoiceField(label=_("Đơn vị được kiểm tra"), coerce=int)
    title = forms.CharField(
        label=_("Nội dung"), max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("Ví dụ: Việc thực hiện kế hoạch học tập và làm theo Bác."),
    )  # fmt: skip
    planned_on = DayField(label=_("Ngày dự kiến"))
    lead = forms.CharField(label=_("Người chủ trì"), max_length=160, required=False)
    team = forms.CharField(label=_("Thành phần"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspected"].choices = [  # type: ignore[attr-defined]  # a choice field
            (unit.pk, unit.described) for unit in units
        ]
        self.fields["planned_on"].year = year  # type: ignore[attr-defined]  # a field of days

    @staticmethod
    def initial_of(found: Inspection) -> dict[str, Any]:
        """What the form shows of a visit."""
        names = ("kind", "title", "planned_on", "lead", "team")
        shown = {name: getattr(found, name) for name in names}
        return {**shown, "inspected": found.inspected_id}

    @property
    def entry(self) -> VisitEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return VisitEntry(
            data["inspected"], InspectionKind(data["kind"]), data["title"], data["planned_on"],
            data["lead"], data["team"],
        )  # fmt: skip


class HeldForm(ActForm):
    """The day of a visit."""

    fields_of: ClassVar = {"day_ahead": "day", "day_of_other_year": "day"}

    day = DayField(label=_("Ngày làm việc"))


class FindingForm(ActForm):
    """What was found."""

    fields_of: ClassVar = {"words_missing": "text"}

    kind = forms.TypedChoiceField(
        label=_("Loại"), coerce=int, widget=forms.RadioSelect,
        choices=[(int(key), label) for key, label in FINDING_LABELS.items()],
        initial=int(FindingKind.FAULT),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Nội dung"), max_length=1000, widget=forms.Textarea(_LINES),
        help_text=_("Ghi việc, không ghi tên người được kiểm tra khi không cần."),
    )  # fmt: skip
    due_on = DayField(
        label=_("Hạn khắc phục"), required=False, help_text=_("Chỉ cho hạn chế. Như 30/9.")
    )

    @property
    def entry(self) -> FindingEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return FindingEntry(FindingKind(data["kind"]), data["text"], data["due_on"])


class MendForm(ActForm):
    """What was done about a fault."""

    fields_of: ClassVar = {"words_missing": "remedy"}

    remedy = forms.CharField(
        label=_("Đã khắc phục thế nào"), max_length=1000, widget=forms.Textarea(_LINES)
    )


class RecheckForm(ActForm):
    """What looking again showed."""

    fields_of: ClassVar = {"day_ahead": "day", "before_visit": "day"}

    outcome = forms.ChoiceField(
        label=_("Kết quả"), widget=forms.RadioSelect,
        choices=[("1", _("Đã khắc phục")), ("0", _("Chưa xong"))],
    )  # fmt: skip
    day = DayField(label=_("Ngày kiểm tra lại"))
    note = forms.CharField(
        label=_("Ghi chú"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    @property
    def fixed(self) -> bool:
        """Whether the fault is no more."""
        return bool(self.cleaned_data["outcome"] == "1")


class ConclusionForm(ActForm):
    """The conclusion."""

    fields_of: ClassVar = {"words_missing": "words", "before_visit": "day"}

    words = forms.CharField(
        label=_("Kết luận"), max_length=8000, widget=forms.Textarea({"rows": 6})
    )
    number = forms.CharField(
        label=_("Số thông báo"), max_length=40, required=False, help_text=_("Để trống nếu chưa có.")
    )
    day = DayField(label=_("Ngày kết luận"))


class CallOffForm(ActForm):
    """Why a visit is called off."""

    fields_of: ClassVar = {"reason_missing": "why"}

    why = forms.CharField(label=_("Lý do hủy"), max_length=300, widget=forms.Textarea({"rows": 2}))


class LettersForm(ActForm):
    """How many letters came in a part of the year."""

    fields_of: ClassVar = {
        "letters_twice": "period", "period_ahead": "period", "letters_count": "count",
    }  # fmt: skip

    period = forms.ChoiceField(label=_("Kỳ"))
    count = forms.IntegerField(
        label=_("Số đơn khiếu nại, tố cáo"), min_value=0, max_value=MOST_LETTERS,
        help_text=_("Không có đơn nào thì ghi 0. Không ghi nội dung đơn ở bất cứ đâu."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [Period("year", year), *(Period("quarter", year, n) for n in range(1, 5))]
        parts += [Period("half", year, n) for n in (1, 2)]
        parts += [Period("month", year, n) for n in range(1, 13)]
        self.fields["period"].choices = [  # type: ignore[attr-defined]  # a choice field
            (part.key, part.label[:1].upper() + part.label[1:]) for part in parts
        ]
