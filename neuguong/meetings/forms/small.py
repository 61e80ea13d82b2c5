"""Small forms of meetings: open one, end a task, give a reason, confide, set a rule."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext_lazy as _
from neuguong.meetings.actions.entries import HeadEntry, RuleEntry
from neuguong.meetings.forms.fields import (
    day_field,
    number_field,
    text_field,
    time_field,
    words_field,
)
from neuguong.meetings.models import KIND_LABELS, MeetingRule, ScoreSheet
from neuguong.meetings.rules import MeetingKind


class SmallForm(forms.Form):
    """A form that shows the refusal of an act at the field it speaks of, else above itself."""

    use_required_attribute = False
    fields_of: ClassVar[Mapping[str, str]] = {}

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule."""
        name = self.fields_of.get(refusal.code)
        self.add_error(name if name in self.fields else None, refusal.text)


class OpenForm(SmallForm):
    """When and where the next meeting is, and of what kind."""

    kind = forms.TypedChoiceField(
        label=_("Loại"), coerce=int, widget=forms.RadioSelect,
        choices=[(int(kind), label) for kind, label in KIND_LABELS.items()],
    )  # fmt: skip
    day = day_field(_("Ngày họp"), required=True)
    starts = time_field(_("Bắt đầu"))
    place = words_field(_("Địa điểm"), 200)
    topic = words_field(
        _("Chuyên đề"), 300, help_text=_("Chỉ ghi khi sinh hoạt chuyên đề hoặc kết hợp.")
    )

    def __init__(self, *args: Any, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closed:
            self.fields["reason"] = words_field(_("Lý do đính chính"), 200)

    @property
    def entry(self) -> HeadEntry:
        """The meeting as the act takes it."""
        data = self.cleaned_data
        return HeadEntry(
            MeetingKind(data["kind"]), data["day"], data["starts"], place=data["place"],
            topic=data["topic"],
        )  # fmt: skip


class TaskEndForm(SmallForm):
    """What came of a task."""

    fields_of: ClassVar[Mapping[str, str]] = {"day_to_come": "done_on", "day_before": "done_on"}

    outcome = text_field(_("Kết quả"), 2)
    done_on = day_field(_("Ngày xong"), required=True)
    dropped = forms.BooleanField(label=_("Thôi không làm nữa"), required=False)


class ReasonForm(SmallForm):
    """Why something is taken back."""

    fields_of: ClassVar[Mapping[str, str]] = {"reason_short": "reason"}

    reason = text_field(_("Lý do"), 2)


class ConfideForm(SmallForm):
    """Self-criticism and criticism, for the committee of the cell alone."""

    text = text_field(_("Ghi thêm"), 4, help_text=_("Chỉ chi ủy của chi bộ này đọc được."))


class RuleForm(SmallForm):
    """A guideline from a day on."""

    fields_of: ClassVar[Mapping[str, str]] = {
        "citation_missing": "citation", "minutes_wrong": "minutes",
    }  # fmt: skip

    since = day_field(_("Áp dụng từ ngày"), required=True)
    citation = words_field(_("Căn cứ"), 300, required=True)
    minutes = number_field(_("Thường kỳ, ít nhất (phút)"), 600)
    minutes_combined = number_field(_("Kết hợp chuyên đề, ít nhất (phút)"), 600)
    large_from = number_field(_("Chi bộ đông là từ (đảng viên)"), 5000)
    minutes_large = number_field(_("Chi bộ đông, ít nhất (phút)"), 600)
    materials_days = number_field(_("Gửi tài liệu trước (ngày)"), 60)
    send_days = number_field(_("Gửi kết quả lên trên trong (ngày)"), 60)
    thematic_a_quarter = number_field(_("Kỳ chuyên đề mỗi quý"), 3)
    never_merged = forms.BooleanField(label=_("Không họp ghép với họp chuyên môn"), required=False)
    sheet = forms.ChoiceField(label=_("Phiếu tự chấm điểm"))

    def __init__(self, *args: Any, sheets: Sequence[ScoreSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["sheet"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(sheet.code, f"{sheet.title} ({sheet.source})") for sheet in sheets]

    @property
    def entry(self) -> RuleEntry:
        """The rule as the act takes it."""
        data = self.cleaned_data
        names = ("minutes", "minutes_combined", "large_from", "minutes_large", "materials_days",
                 "send_days", "thematic_a_quarter")  # fmt: skip
        return RuleEntry(
            since=data["since"], citation=data["citation"], never_merged=data["never_merged"],
            sheet=data["sheet"], **{name: data[name] or 0 for name in names},
        )  # fmt: skip


def rule_values(rule: MeetingRule | None) -> dict[str, Any]:
    """What a new rule begins with: the one in force."""
    if rule is None:
        return {"minutes": 90, "minutes_combined": 120, "thematic_a_quarter": 1,
                "never_merged": True}  # fmt: skip
    names = ("minutes", "minutes_combined", "large_from", "minutes_large", "materials_days",
             "send_days", "thematic_a_quarter", "never_merged")  # fmt: skip
    return {name: getattr(rule, name) for name in names} | {"sheet": rule.sheet.code}
