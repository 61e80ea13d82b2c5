"""The rows of a meeting's sheet: items, speeches, remarks, tasks, votes, each with a prefix of its own."""

from collections.abc import Sequence
from typing import Any

from django import forms

from neuguong.lib.words import gettext_lazy as _
from neuguong.meetings.actions.entries import (
    ItemEntry,
    RemarkEntry,
    SpeechEntry,
    TaskEntry,
    VoteEntry,
)
from neuguong.meetings.forms.fields import (
    Choice,
    day_field,
    number_field,
    person_field,
    text_field,
    words_field,
)
from neuguong.meetings.models import ITEM_LABELS, REMARK_LABELS
from neuguong.meetings.rules import ItemKind, RemarkKind


class RowForm(forms.Form):
    """A row that may stay empty."""

    use_required_attribute = False

    def __init__(self, *args: Any, people: Sequence[Choice] = (), **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)


class ItemForm(RowForm):
    """An item of the agenda, and what was concluded on it."""

    kind = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=forms.HiddenInput,
        choices=[(int(kind), label) for kind, label in ITEM_LABELS.items()],
    )  # fmt: skip
    text = words_field(_("Nội dung"), 300, rows=2, hint=_("Nội dung khác, nếu có"))
    said = text_field(_("Kết luận về nội dung này"), 2, hint=_("Kết luận về nội dung này"))

    def entry(self) -> ItemEntry | None:
        """The item, or None for an empty row."""
        data = self.cleaned_data
        if not data["text"]:
            return None
        return ItemEntry(data["text"], ItemKind(data["kind"] or ItemKind.OTHER), data["said"])


class SpeechForm(RowForm):
    """Who spoke, and what in short."""

    text = text_field(_("Tóm tắt ý kiến"), 2, hint=_("Tóm tắt ý kiến"))
    is_own = forms.BooleanField(label=_("Có liên hệ bản thân"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(_("Người phát biểu"), self.people, _("Ai phát biểu?"))
        self.order_fields(["person"])

    def entry(self) -> SpeechEntry | None:
        """The speech, or None where nobody is chosen."""
        data = self.cleaned_data
        if data["person"] is None:
            return None
        return SpeechEntry(data["person"], text=data["text"], is_own=data["is_own"])


class RemarkForm(RowForm):
    """Praise or a reminder."""

    kind = forms.TypedChoiceField(
        label=_("Biểu dương hay nhắc nhở"), required=False, coerce=int,
        empty_value=None,
        choices=[(int(kind), label) for kind, label in REMARK_LABELS.items()],
    )  # fmt: skip
    text = words_field(_("Về việc"), 400, hint=_("Về việc gì"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(_("Ai"), self.people, _("Ai?"))
        self.order_fields(["kind", "person"])

    def entry(self) -> RemarkEntry | None:
        """The remark, or None where nobody is chosen."""
        data = self.cleaned_data
        if data["person"] is None:
            return None
        return RemarkEntry(
            RemarkKind(data["kind"] or RemarkKind.PRAISE), data["person"], text=data["text"]
        )


class TaskForm(RowForm):
    """A conclusion: what, who, by when."""

    text = words_field(_("Việc cần làm"), 400, rows=2, hint=_("Việc cần làm"))
    deadline = day_field(_("Hạn"), example=_("Hạn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(
            _("Ai phụ trách"), self.people, _("Cả chi bộ phụ trách")
        )
        self.order_fields(["text", "person"])

    def entry(self) -> TaskEntry | None:
        """The task, or None for an empty row."""
        data = self.cleaned_data
        if not data["text"]:
            return None
        return TaskEntry(data["text"], data["person"], deadline=data["deadline"])


class VoteForm(RowForm):
    """Hands on one question; `shown` is how many were proposed, so that an untouched number follows."""

    text = words_field(
        _("Nội dung biểu quyết"), 300, rows=2, hint=_("Nội dung biểu quyết khác, nếu có")
    )
    votes_for = number_field(_("Tán thành"))
    against = number_field(_("Không tán thành"))
    abstained = number_field(_("Không có ý kiến"))
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def entry(self) -> VoteEntry | None:
        """The vote, or None for an empty row."""
        data = self.cleaned_data
        if not data["text"]:
            return None
        votes_for = data["votes_for"]
        if votes_for == data["shown"]:
            votes_for = None
        return VoteEntry(data["text"], votes_for, data["against"] or 0, data["abstained"] or 0)
