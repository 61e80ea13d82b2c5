"""Shapes of what people type about plans, tasks, targets, terms and bodies."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.lib.amounts import ParsedAmount, Qualifier
from neuguong.plans.actions.entries import (
    BodyEntry,
    PlanEntry,
    SeatEntry,
    TargetEntry,
    TaskEntry,
    TermEntry,
)
from neuguong.plans.models import (
    BODY_LABELS,
    KIND_LABELS,
    ROLE_LABELS,
    STANDARD_LABELS,
    TASK_STATE_LABELS,
)
from neuguong.plans.rules import BodyKind, Level, SeatRole, TaskKind, TaskState
from neuguong.ui.fields import ActForm, AmountField, DayField

_NAME = forms.Textarea({"rows": 2})
_LINES = forms.Textarea({"rows": 3})
_LONG = forms.Textarea({"rows": 6})


def _choices(labels: Any) -> list[tuple[int, Any]]:
    return [(int(key), label) for key, label in labels.items()]


class AdoptForm(ActForm):
    """From what a plan begins."""

    source = forms.ChoiceField(label=_("Bắt đầu từ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = sources
        field.initial = sources[0][0]


class PlanForm(ActForm):
    """The words of a plan."""

    fields_of: ClassVar = {"deadline_outside": "below_due_on"}

    title = forms.CharField(label=_("Tên kế hoạch"), max_length=300, widget=_NAME)
    theme = forms.CharField(label=_("Chuyên đề, chủ đề của năm"), widget=_LINES)
    purpose = forms.CharField(
        label=_("Mục đích, yêu cầu"), widget=_LONG, required=False,
        help_text=_("Mỗi ý một dòng; dòng bắt đầu bằng dấu gạch nối thành gạch đầu dòng."),
    )  # fmt: skip
    measures_text = forms.CharField(
        label=_("Tổ chức thực hiện, chế độ báo cáo"), widget=_LONG, required=False
    )
    head_sets_example = forms.BooleanField(
        label=_("Người đứng đầu phải đăng ký ít nhất một việc nêu gương"), required=False
    )
    below_due_on = DayField(label=_("Hạn cấp dưới gửi kế hoạch"), required=False)
    basis: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Căn cứ"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, documents: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["basis"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = documents
        due = self.fields["below_due_on"]
        if isinstance(due, DayField):
            due.year = year

    @property
    def entry(self) -> PlanEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return PlanEntry(
            data["title"], data["theme"], data["purpose"], data["measures_text"],
            data["head_sets_example"], data["below_due_on"],
            [document.pk for document in data["basis"]],
        )  # fmt: skip


class NumberForm(ActForm):
    """The number and day of the signed paper."""

    number = forms.CharField(label=_("Số văn bản"), max_length=20, help_text=_("Ví dụ 05."))
    signed_on = DayField(label=_("Ngày ký"))


class TaskForm(ActForm):
    """One task of a plan."""

    fields_of: ClassVar = {"objective_missing": "objective", "deadline_outside": "deadline"}

    kind = forms.TypedChoiceField(
        label=_("Loại"), choices=_choices(KIND_LABELS), coerce=int, widget=forms.RadioSelect,
        initial=int(TaskKind.TASK),
    )  # fmt: skip
    objective = forms.CharField(
        label=_("Mục tiêu, nội dung"), max_length=600, widget=forms.Textarea({"rows": 2})
    )
    roadmap = forms.CharField(label=_("Lộ trình"), widget=_LINES, required=False)
    solution = forms.CharField(label=_("Giải pháp"), widget=_LINES, required=False)
    indicator = forms.CharField(label=_("Chỉ tiêu, sản phẩm"), max_length=300, required=False)
    person: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Người phụ trách"), queryset=None, required=False,
        empty_label=_("(ghi bên dưới)"),
    )  # fmt: skip
    person_words = forms.CharField(
        label=_("Người, bộ phận phụ trách khác"), max_length=200, required=False
    )
    deadline = DayField(label=_("Hạn"), required=False, example="30/9, quý IV")
    term_target: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Góp vào chỉ tiêu nhiệm kỳ"), queryset=None, required=False,
        empty_label=_("(không)"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, targets: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, target = self.fields["person"], self.fields["term_target"]
        if isinstance(person, forms.ModelChoiceField):
            person.queryset = people
        if isinstance(target, forms.ModelChoiceField):
            target.queryset = targets
        if not targets:
            del self.fields["term_target"]
        deadline = self.fields["deadline"]
        if isinstance(deadline, DayField):
            deadline.year = year

    @property
    def entry(self) -> TaskEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return TaskEntry(
            data["objective"], TaskKind(data["kind"]), data["roadmap"], data["solution"],
            data["indicator"], data["person"], data["person_words"], data["deadline"],
            data.get("term_target"),
        )  # fmt: skip


class MarkForm(ActForm):
    """How far a task has come."""

    fields_of: ClassVar = {"reason_missing": "note"}

    state = forms.TypedChoiceField(
        label=_("Tiến độ"), choices=_choices(TASK_STATE_LABELS), coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = DayField(label=_("Ngày"))
    note = forms.CharField(
        label=_("Kết quả, ghi chú"), widget=_LINES, required=False,
        help_text=_("Thôi làm thì ghi lý do."),
    )  # fmt: skip

    @property
    def state_typed(self) -> TaskState:
        """The state that was chosen."""
        return TaskState(self.cleaned_data["state"])


class ReasonForm(ActForm):
    """Why something is given back or opened again."""

    fields_of: ClassVar = {"reason_missing": "why"}

    why = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea({"rows": 3}))


class AssignForm(ActForm):
    """To which level a plan is given, and until when they make it their own."""

    fields_of: ClassVar = {"deadline_outside": "due_on", "nobody_below": "level"}

    level = forms.TypedChoiceField(label=_("Giao cho"), coerce=int, widget=forms.RadioSelect)
    due_on = DayField(label=_("Hạn gửi kế hoạch lên"), required=False)

    def __init__(
        self, *args: Any, levels: Sequence[tuple[int, Any]], year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field, due = self.fields["level"], self.fields["due_on"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = levels
        if isinstance(due, DayField):
            due.year = year

    @property
    def chosen(self) -> Level:
        """The level that was chosen."""
        return Level(self.cleaned_data["level"])


class TargetForm(ActForm):
    """A number to be reached; the amount carries its qualifier: "ít nhất 96 %"."""

    fields_of: ClassVar = {"target_unclear": "name"}

    name = forms.CharField(
        label=_("Tên chỉ tiêu"), max_length=200, help_text=_("Ví dụ: chứng từ gửi trực tuyến.")
    )
    goal = AmountField(label=_("Mức cần đạt"), help_text=_("Ví dụ: 100 %, ít nhất 96 %, 30 hộ."))
    standard = forms.ChoiceField(
        label=_("Chỉ tiêu chung, nếu là một trong các chỉ tiêu này"), required=False,
        choices=[("", _("(không)")), *STANDARD_LABELS.items()],
    )  # fmt: skip
    is_breakthrough = forms.BooleanField(label=_("Là khâu đột phá"), required=False)

    def __init__(self, *args: Any, of_term: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_term:
            del self.fields["is_breakthrough"]

    @property
    def entry(self) -> TargetEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        goal: ParsedAmount = data["goal"]
        return TargetEntry(
            data["name"], goal.unit_text or "", goal.value, goal.qualifier,
            data["standard"], data.get("is_breakthrough", False),
        )  # fmt: skip


class ReadingForm(ActForm):
    """What a target stands at on a day."""

    fields_of: ClassVar = {"day_to_come": "day"}

    day = DayField(label=_("Ngày"))
    amount = AmountField(label=_("Số đo"))
    note = forms.CharField(label=_("Nguồn, ghi chú"), max_length=200, required=False)

    @property
    def read(self) -> tuple[date, Decimal, Qualifier]:
        """The day, the value and its qualifier."""
        amount: ParsedAmount = self.cleaned_data["amount"]
        return self.cleaned_data["day"], amount.value, amount.qualifier


class TermForm(ActForm):
    """The words of a term's programme."""

    fields_of: ClassVar = {"term_years": "last_year", "term_taken": "first_year"}

    first_year = forms.IntegerField(label=_("Năm đầu"), min_value=1990, max_value=2199)
    last_year = forms.IntegerField(label=_("Năm cuối"), min_value=1990, max_value=2199)
    title = forms.CharField(label=_("Tên chương trình"), max_length=300, widget=_NAME)
    purpose = forms.CharField(label=_("Quan điểm, mục tiêu"), widget=_LONG, required=False)

    @property
    def entry(self) -> TermEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return TermEntry(data["first_year"], data["last_year"], data["title"], data["purpose"])


class IssueForm(ActForm):
    """The number and day under which a term's programme is issued."""

    fields_of: ClassVar = {"number_missing": "number"}

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=40)
    on = DayField(label=_("Ngày ban hành"))


class BodyForm(ActForm):
    """A body as its decision sets it up."""

    fields_of: ClassVar = {"day_to_come": "decided_on"}

    kind = forms.TypedChoiceField(
        label=_("Loại"), choices=_choices(BODY_LABELS), coerce=int, widget=forms.RadioSelect,
        initial=int(BodyKind.STEERING),
    )  # fmt: skip
    name = forms.CharField(label=_("Tên"), max_length=300, widget=_NAME)
    decision = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Cơ quan ra quyết định"), max_length=200)

    def entry_for(self, helps_id: int | None) -> BodyEntry:
        """What was typed; an assisting section helps the steering committee that stands."""
        data = self.cleaned_data
        kind = BodyKind(data["kind"])
        return BodyEntry(
            kind, data["name"], data["decision"], data["decided_on"], data["issuer"],
            helps_id if kind is BodyKind.ASSISTING else None,
        )  # fmt: skip


class SeatForm(ActForm):
    """Somebody's place in a body."""

    fields_of: ClassVar = {"name_missing": "name"}

    role = forms.TypedChoiceField(
        label=_("Vai trò"), choices=_choices(ROLE_LABELS), coerce=int,
        initial=int(SeatRole.MEMBER),
    )  # fmt: skip
    person: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Người của đơn vị"), queryset=None, required=False,
        empty_label=_("(ghi họ tên bên dưới)"),
    )  # fmt: skip
    name = forms.CharField(label=_("Họ tên"), max_length=160, required=False)
    post = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    since = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people

    @property
    def entry(self) -> SeatEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return SeatEntry(SeatRole(data["role"]), data["name"], data["post"], data["person"])


class RulesForm(ActForm):
    """The working rules of a body, and their scan."""

    fields_of: ClassVar = {"number_missing": "number"}

    number = forms.CharField(label=_("Số, ký hiệu quy chế"), max_length=60)
    on = DayField(label=_("Ngày ban hành"))
    upload = forms.FileField(label=_("Bản quét (PDF hoặc ảnh)"), required=False)


class EndForm(ActForm):
    """The day on which something ends."""

    fields_of: ClassVar = {"days_order": "on"}

    on = DayField(label=_("Ngày kết thúc"))


class FieldForm(ActForm):
    """The field a leader answers for."""

    field = forms.CharField(
        label=_("Lĩnh vực phụ trách"), max_length=200, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
