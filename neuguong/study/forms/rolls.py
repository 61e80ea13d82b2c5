"""What one types on the roll of a conference, and to close the gaps it left."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.study.actions import HeadCount, RollEntry
from neuguong.study.models import MEANS_LABELS
from neuguong.study.queries import RollLine, told_apart
from neuguong.study.rules import PRESENT, Form, Means, Presence
from neuguong.ui.fields import ActForm, DayField

_COUNT = forms.NumberInput({"min": 0, "inputmode": "numeric"})


class RollForm(ActForm):
    """One tick for each person of a unit: present or not, with a reason beside it."""

    def __init__(
        self, *args: Any, lines: Sequence[RollLine], session_id: int, form: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.way = Presence.ONLINE if form == Form.ONLINE else Presence.IN_PERSON
        self.lines = [line for line in lines if not _came_elsewhere(line, session_id)]
        self.elsewhere = [line for line in lines if _came_elsewhere(line, session_id)]
        for line in self.lines:
            pk, noted = line.person.pk, line.noted
            came = noted is None or noted.state in PRESENT
            self.fields[f"p{pk}"] = forms.BooleanField(
                label=_("Có mặt"), required=False, initial=came
            )
            self.fields[f"w{pk}"] = forms.CharField(
                label=_("Lý do vắng"), required=False, max_length=200,
                initial=noted.reason if noted else "",
                widget=forms.TextInput({"placeholder": _("lý do vắng"), "autocomplete": "off"}),
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Each person with their tick and their reason, for the page."""
        names = told_apart(line.person for line in self.lines)
        return [
            {
                "line": line,
                "name": names[line.person.pk],
                "came": self[f"p{line.person.pk}"],
                "why": self[f"w{line.person.pk}"],
            }
            for line in self.lines
        ]

    def entries(self) -> list[RollEntry]:
        """What was ticked, for the act."""
        found = []
        for line in self.lines:
            pk = line.person.pk
            way = self.way
            if line.noted is not None and line.noted.state == Presence.ONLINE:
                way = Presence.ONLINE
            state = way if self.cleaned_data[f"p{pk}"] else Presence.ABSENT
            found.append(RollEntry(pk, state, self.cleaned_data[f"w{pk}"]))
        return found


def _came_elsewhere(line: RollLine, session_id: int) -> bool:
    """Whether somebody came to another sitting, so that this one asks nothing of them."""
    noted = line.noted
    return noted is not None and noted.state in PRESENT and noted.session_id not in (
        None, session_id,
    )  # fmt: skip


class CountForm(ActForm):
    """Numbers, where a unit has no list."""

    fields_of: ClassVar = {"more_than_asked": "members_present"}

    members_asked = forms.IntegerField(
        label=_("Đảng viên phải học"), min_value=0, initial=0, widget=_COUNT
    )
    members_present = forms.IntegerField(
        label=_("Đảng viên dự"), min_value=0, initial=0, widget=_COUNT
    )
    others_asked = forms.IntegerField(
        label=_("Người khác phải học"), min_value=0, initial=0, widget=_COUNT
    )
    others_present = forms.IntegerField(
        label=_("Người khác dự"), min_value=0, initial=0, widget=_COUNT
    )

    def entry(self) -> HeadCount:
        """What was typed, for the act."""
        data = self.cleaned_data
        return HeadCount(
            data["members_asked"], data["members_present"], data["others_asked"],
            data["others_present"],
        )  # fmt: skip


class MakeUpForm(ActForm):
    """Who made up for a theme, how and when; or who does not have to study it."""

    fields_of: ClassVar = {
        "day_ahead": "day", "made_up_before": "day", "words_missing": "words",
        "nobody_chosen": "who",
    }  # fmt: skip

    who = forms.TypedMultipleChoiceField(
        label=_("Ai"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    means = forms.TypedChoiceField(
        label=_("Học bù bằng cách"), coerce=int, initial=int(Means.GROUP),
        choices=[(int(k), v) for k, v in MEANS_LABELS.items() if k >= Means.GROUP],
    )  # fmt: skip
    day = DayField(label=_("Ngày học bù"))
    words = forms.CharField(
        label=_("Đã làm gì"), max_length=300, required=False,
        help_text=_("Ví dụ: đọc tài liệu, nộp bài thu hoạch; nghe lại bản ghi cùng tổ đảng."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)
