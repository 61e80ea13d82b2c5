"""Forms of the honour roll."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.honours.actions.roll import Draft, Line, Sitting
from neuguong.honours.forms.subjects import SHORT, WhoMixin, subject_of, value_of, who_choices
from neuguong.honours.models import Entry, HonourField
from neuguong.lib.refusal import Refusal
from neuguong.org.models import Unit
from neuguong.people.models import Membership
from neuguong.ui.fields import ActForm, DayField


class EntryForm(WhoMixin, ActForm):
    """What is proposed for the book."""

    field_order = ("who", "kind", "name", "post", "address", "field", "summary", "result", "place",
                   "happened", "proposer")  # fmt: skip
    fields_of: ClassVar = {"summary_missing": "summary", "name_missing": "name"}

    address = forms.CharField(
        label=_("Nơi ở, nơi làm việc"), max_length=200, required=False,
        help_text=_("Chỉ dùng trong sổ, không công bố."),
    )  # fmt: skip
    field = forms.TypedChoiceField(label=_("Lĩnh vực"), coerce=int, choices=())
    summary = forms.CharField(
        label=_("Việc tốt đã làm"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    result = forms.CharField(
        label=_("Kết quả bằng số"), max_length=300, required=False,
        help_text=_("Ví dụ: 2 km đường, giúp 3 hộ, 5 ngày công."),
    )  # fmt: skip
    place = forms.CharField(label=_("Làm ở đâu"), max_length=200, required=False)
    happened = forms.CharField(label=_("Làm khi nào"), max_length=100, required=False)
    proposer = forms.CharField(label=_("Ai đề nghị"), max_length=160, required=False)

    def __init__(
        self, *args: Any, members: Sequence[Membership], units: Sequence[Unit],
        fields: Sequence[HonourField], entry: Entry | None = None, deed_id: int | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.deed_id = deed_id if entry is None else entry.deed_id
        choices = who_choices(members, units)
        chosen = self.initial.get("who", "")
        if entry is not None:
            chosen = value_of(entry.subject_kind, entry.person_id, entry.collective_id)
            names = (
                "name",
                "post",
                "address",
                "summary",
                "result",
                "place",
                "happened",
                "proposer",
            )
            self.initial.update({name: getattr(entry, name) for name in names})
            self.initial.update(who=chosen, kind=entry.subject_kind, field=entry.field_id)
        known = {value for _label, part in choices[1:3] for value, _name in part}
        if chosen and chosen not in known and chosen != "khac":
            choices.insert(1, (chosen, self.initial.get("name", "")))
        self._choose("who", choices)
        self._choose("field", [(each.number, each.label) for each in fields])

    @property
    def draft(self) -> Draft:
        """What was typed."""
        said = self.cleaned_data
        return Draft(
            subject=subject_of(said), field=said["field"], summary=said["summary"],
            result=said["result"], place=said["place"], happened=said["happened"],
            address=said["address"], proposer=said["proposer"], deed_id=self.deed_id,
        )  # fmt: skip

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class VerifyForm(ActForm):
    """Who looked into it, how and when."""

    fields_of: ClassVar = {"verification": "who"}

    who = forms.CharField(label=_("Ai xác minh"), max_length=160)
    how = forms.CharField(
        label=_("Bằng cách nào"), max_length=300,
        help_text=_("Ví dụ: xem tận nơi, hỏi trưởng thôn, đối chiếu biên bản bàn giao."),
    )  # fmt: skip
    day = DayField(label=_("Ngày xác minh"))


class VoteForm(ActForm):
    """How the meeting voted."""

    fields_of: ClassVar = {"votes": "votes_for"}

    day = DayField(label=_("Ngày họp"))
    votes_for = forms.IntegerField(label=_("Số tán thành"), min_value=0, max_value=9999)
    votes_of = forms.IntegerField(label=_("Số có mặt"), min_value=1, max_value=9999)


class DecideForm(ActForm):
    """By what it is decided, and when."""

    decision = forms.CharField(
        label=_("Quyết định, nghị quyết, biên bản"), max_length=200, required=False
    )
    day = DayField(label=_("Ngày quyết định"))


class WhyForm(ActForm):
    """A reason."""

    why = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(SHORT))


class WithdrawForm(WhyForm):
    """Why and by what an entry is withdrawn."""

    fields_of: ClassVar = {"decision_missing": "decision", "reason_short": "why"}
    decision = forms.CharField(label=_("Văn bản, cuộc họp quyết định việc rút"), max_length=200)


class ConsentForm(ActForm):
    """Whether who is honoured agrees to be named and shown in public."""

    fields_of: ClassVar = {"consent_paper": "paper"}

    given = forms.BooleanField(
        label=_("Đồng ý công bố tên, ảnh ra ngoài tổ chức cơ sở"), required=False
    )
    paper = forms.CharField(label=_("Giấy đồng ý"), max_length=200, required=False)
    day = DayField(label=_("Ngày ký"), required=False)


class ConcludeForm(ActForm):
    """What the level above makes of an entry."""

    fields_of: ClassVar = {"votes": "votes_for", "reason_short": "why"}

    enter = forms.TypedChoiceField(
        label=_("Kết luận"), coerce=lambda value: value == "1", widget=forms.RadioSelect,
        choices=(("1", _("ghi danh ở cấp này")), ("0", _("không ghi danh ở cấp này"))),
    )  # fmt: skip
    decision = forms.CharField(label=_("Quyết định"), max_length=200, required=False)
    day = DayField(label=_("Ngày"))
    votes_for = forms.IntegerField(label=_("Số tán thành"), min_value=0, required=False)
    votes_of = forms.IntegerField(label=_("Số có mặt"), min_value=1, required=False)
    why = forms.CharField(label=_("Lý do, nếu không ghi danh"), max_length=400, required=False)


class BookForm(ActForm):
    """Who keeps the book, since when."""

    keeper = forms.CharField(label=_("Người giữ sổ"), max_length=160)
    opened_on = DayField(label=_("Ngày mở sổ"))


class SittingForm(ActForm):
    """The meeting that concludes."""

    day = DayField(label=_("Ngày họp"))
    votes_of = forms.IntegerField(label=_("Số có mặt"), min_value=1, max_value=9999)
    decision = forms.CharField(label=_("Biên bản, nghị quyết số"), max_length=200, required=False)

    @property
    def sitting(self) -> Sitting:
        """The meeting that was typed."""
        said = self.cleaned_data
        return Sitting(said["day"], said["votes_of"], said["decision"])


class LineForm(forms.Form):
    """One entry before the meeting: verified how, how many agreed, concluded what."""

    by = forms.CharField(label=_("Ai xác minh"), max_length=160, required=False)
    how = forms.CharField(label=_("Xác minh thế nào"), max_length=300, required=False)
    votes = forms.IntegerField(label=_("Tán thành"), min_value=0, max_value=9999, required=False)
    end = forms.ChoiceField(
        label=_("Kết luận"), required=False,
        choices=(("", _("để lại")), ("1", _("ghi danh")), ("0", _("không ghi danh"))),
    )  # fmt: skip
    why = forms.CharField(label=_("Lý do, nếu không"), max_length=400, required=False)

    def __init__(self, data: Any, *, entry: Entry) -> None:
        initial = {"by": entry.verified_by, "how": entry.verified_how, "votes": entry.votes_for}
        super().__init__(data, prefix=f"m{entry.pk}", initial=initial, use_required_attribute=False)
        self.entry = entry

    @property
    def line(self) -> Line | None:
        """What was typed; None where nothing was."""
        said = self.cleaned_data
        fresh = said["by"] != self.entry.verified_by or said["how"] != self.entry.verified_how
        votes = said["votes"] if said["votes"] != self.entry.votes_for or said["end"] else None
        if not (fresh or votes is not None or said["end"]):
            return None
        shown = fresh or (said["end"] and not self.entry.verified_on)
        return Line(
            entry_id=self.entry.pk,
            verified_by=said["by"] if shown else "",
            verified_how=said["how"] if shown else "",
            verified_on=None,
            votes_for=votes,
            enter={"1": True, "0": False}.get(said["end"]),
            reason=said["why"],
        )


class SettleSheet:
    """All open entries and the meeting under one button; answers a view like one form."""

    def __init__(self, data: Any, entries: Sequence[Entry], *, day: date, closed: bool) -> None:
        self.sitting = SittingForm(data, closed=closed, initial={"day": day})
        self.lines = [LineForm(data, entry=entry) for entry in entries]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.sitting)

    @property
    def errors(self) -> bool:
        """Whether anything is to be mended."""
        return bool(self.sitting.errors) or any(line.errors for line in self.lines)

    def non_field_errors(self) -> Any:
        """Sentences that belong to no field."""
        return self.sitting.non_field_errors()

    def is_valid(self) -> bool:
        """Whether all that was typed can be read."""
        lines = [line.is_valid() for line in self.lines]
        return self.sitting.is_valid() and all(lines)

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule above the form."""
        self.sitting.add_error(None, refusal.text)

    @property
    def said(self) -> list[Line]:
        """The lines in which something was typed."""
        return [line for form in self.lines if (line := form.line) is not None]
