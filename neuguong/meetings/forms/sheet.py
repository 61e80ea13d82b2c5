"""The sheet of a whole meeting under one button: head, roster, rows, score; what is faulty stays typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext_lazy as _
from neuguong.meetings.actions.entries import (
    AbsenceEntry,
    EndedTask,
    HeadEntry,
    MeetingEntry,
)
from neuguong.meetings.forms.fields import (
    day_field,
    people_choices,
    person_field,
    text_field,
    time_field,
    words_field,
)
from neuguong.meetings.forms.rows import (
    ItemForm,
    RemarkForm,
    RowForm,
    SpeechForm,
    TaskForm,
    VoteForm,
)
from neuguong.meetings.models import GRADE_LABELS, KIND_LABELS, Meeting, Task
from neuguong.meetings.queries.page import MeetingPage
from neuguong.meetings.queries.proposed import next_deadline
from neuguong.meetings.queries.roster import Member
from neuguong.meetings.rules import AbsenceKind, Grade, MeetingKind, TaskState

MOST_ROWS: Final = 60
_SPARE: Final = {"i": 1, "s": 3, "m": 2, "t": 3, "v": 1}
_GRADES: Final = [(int(k), v) for k, v in GRADE_LABELS.items() if k is not Grade.NONE]
_HEAD: Final = (
    "day", "starts", "ends", "place", "is_online", "is_merged", "overseer", "guests", "topic",
    "preparer", "draft_approved", "materials", "materials_on", "fee_note", "minutes_number",
    "resolution_number",
)  # fmt: skip
Row = TypeVar("Row", bound=RowForm)


class HeadForm(forms.Form):
    """When, where, who leads, about which theme; and what is said at the end."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(
        label=_("Loại"), coerce=int,
        choices=[(int(kind), label) for kind, label in KIND_LABELS.items()],
    )  # fmt: skip
    day = day_field(_("Ngày họp"), required=True)
    starts = time_field(_("Bắt đầu"))
    ends = time_field(_("Kết thúc"))
    place = words_field(_("Địa điểm"), 200)
    is_online = forms.BooleanField(label=_("Họp trực tuyến"), required=False)
    is_merged = forms.BooleanField(label=_("Họp ghép với họp chuyên môn, họp thôn"), required=False)
    topic = words_field(_("Chuyên đề"), 300)
    preparer = words_field(_("Người chuẩn bị, trình bày"), 200)
    draft_approved = forms.BooleanField(label=_("Chi ủy đã duyệt đề cương"), required=False)
    materials = text_field(_("Tài liệu"), 2)
    materials_on = day_field(_("Ngày gửi tài liệu"))
    overseer = words_field(_("Cấp trên dự"), 200)
    guests = text_field(_("Khách mời, mỗi người một dòng"), 2)
    fee_note = words_field(_("Đảng phí"), 300)
    limits = text_field(_("Hạn chế, nguyên nhân"), 2)
    directions = text_field(_("Phương hướng tháng tới"), 3)
    leading = forms.TypedChoiceField(
        label=_("Tính lãnh đạo"), choices=_GRADES, coerce=int, required=False, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    educating = forms.TypedChoiceField(
        label=_("Tính giáo dục"), choices=_GRADES, coerce=int, required=False, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    fighting = forms.TypedChoiceField(
        label=_("Tính chiến đấu"), choices=_GRADES, coerce=int, required=False, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    minutes_number = words_field(_("Số biên bản"), 20)
    resolution_number = words_field(_("Số nghị quyết"), 20)
    reason = words_field(_("Lý do đính chính"), 200)

    def __init__(self, *args: Any, page: MeetingPage, closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_choices(page.roster)
        self.fields["chair"] = person_field(_("Chủ trì"), people, _("Chọn người"))
        self.fields["clerk"] = person_field(_("Ghi biên bản"), people, _("Chọn người"))
        if not closed:
            del self.fields["reason"]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One member on the roster: state and reason as typed."""

    member: Member
    kind: int
    reason: str
    name: str

    @property
    def choices(self) -> list[tuple[int, Any, bool]]:
        """What can be said of them with one tap."""
        words: list[tuple[int, Any]] = [
            (0, _("Có mặt")), (int(AbsenceKind.EXCUSED), _("Có lý do")),
            (int(AbsenceKind.ABSENT), _("Không lý do")),
        ]  # fmt: skip
        if self.member.is_exempt:
            words.append((int(AbsenceKind.EXEMPT), _("Được miễn")))
        return [(value, label, value == self.kind) for value, label in words]


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A task of an earlier meeting as this one sees it."""

    task: Task
    is_done: bool
    outcome: str
    is_settled: bool  # told between two meetings, no longer this one's to say


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A criterion with its points as typed, and what was proposed for it."""

    number: int
    text: str
    most: int
    points: str
    proposed: int
    error: str = ""


class Sheet:
    """Everything of one meeting, as stored or as typed."""

    def __init__(self, data: QueryDict | None, page: MeetingPage, *, closed: bool) -> None:
        self.data, self.page = data, page
        meeting = page.meeting
        self.head = HeadForm(data, page=page, closed=closed, initial=_initial(page))
        self.people = people_choices(page.roster)
        told = page.told
        self.items = self._rows("i", ItemForm, [
            {"kind": row.kind, "text": row.text, "said": row.said} for row in told.items
        ])  # fmt: skip
        self.speeches = self._rows("s", SpeechForm, [
            {"person": row.person_id, "text": row.text, "is_own": row.is_own}
            for row in told.speeches
        ])  # fmt: skip
        self.remarks = self._rows("m", RemarkForm, [
            {"kind": row.kind, "person": row.person_id, "text": row.text} for row in told.remarks
        ])  # fmt: skip
        self.tasks = self._rows("t", TaskForm, [
            {"text": row.text, "person": row.person_id, "deadline": row.deadline}
            for row in told.tasks
        ], {"deadline": next_deadline(meeting.day)})  # fmt: skip
        self.votes = self._rows("v", VoteForm, [
            {"text": row.text, "votes_for": row.votes_for, "against": row.against or None,
             "abstained": row.abstained or None,
             "shown": meeting.voters - row.against - row.abstained}
            for row in told.votes
        ])  # fmt: skip
        self.roster = list(self._roster())
        self.ended = list(self._ended())
        self.scores = list(self._scores())

    @property
    def rows(self) -> list[RowForm]:
        """Every row."""
        return [*self.items, *self.speeches, *self.remarks, *self.tasks, *self.votes]

    @property
    def errors(self) -> bool:
        """Whether anything is to be mended."""
        if self.data is None:
            return False
        return any(form.errors for form in (self.head, *self.rows)) or any(
            row.error for row in self.scores
        )

    def non_field_errors(self) -> list[str]:
        """Sentences that belong to no field."""
        said = [str(text) for text in self.head.non_field_errors()] if self.data else []
        return said + [f"{row.text}: {row.error}" for row in self.scores if row.error]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for form in (self.head, *self.rows) for field in form)

    def is_valid(self) -> bool:
        """Whether all that was typed can be read."""
        scored = not any(row.error for row in self.scores)
        faulty = [form for form in (self.head, *self.rows) if not form.is_valid()]
        return scored and not faulty

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule above the sheet."""
        self.head.is_valid()
        self.head.add_error(None, refusal.text)

    def entry(self, *, is_scored: bool) -> MeetingEntry:
        """What was typed, as the act takes it."""
        data = self.head.cleaned_data
        head = HeadEntry(
            kind=MeetingKind(data["kind"]), chair_id=data["chair"], clerk_id=data["clerk"],
            **{name: data[name] for name in _HEAD},
        )  # fmt: skip
        return MeetingEntry(
            head=head,
            items=_entries(self.items),
            absences=[
                AbsenceEntry(row.member.person.pk, AbsenceKind(row.kind), row.reason)
                for row in self.roster
                if row.kind
            ],
            speeches=_entries(self.speeches),
            remarks=_entries(self.remarks),
            tasks=_entries(self.tasks),
            votes=_entries(self.votes),
            ended=[
                EndedTask(row.task.pk, row.is_done, row.outcome)
                for row in self.ended
                if not row.is_settled
            ],
            is_scored=is_scored,
            scores={
                row.number: int(row.points)
                for row in self.scores
                if row.points != f"{row.proposed}"
            },
            limits=data["limits"],
            directions=data["directions"],
            leading=Grade(data["leading"] or 0),
            educating=Grade(data["educating"] or 0),
            fighting=Grade(data["fighting"] or 0),
        )

    def _rows(
        self, letter: str, form: type[Row], stored: Sequence[Mapping[str, Any]],
        blank: Mapping[str, Any] | None = None,
    ) -> list[Row]:  # fmt: skip
        number = len(stored) + _SPARE[letter]
        if self.data is not None:
            typed = (name.partition("-")[0] for name in self.data if name.startswith(letter))
            marks = [int(mark[1:]) for mark in typed if mark[1:].isdecimal()]
            number = min(MOST_ROWS, max([0, *marks]))
        initials = [*stored, *[blank or {}] * number]
        return [
            form(
                self.data, prefix=f"{letter}{n + 1}", initial=dict(initials[n]), people=self.people
            )
            for n in range(number)
        ]

    def _roster(self) -> Iterator[RosterRow]:
        known = {row.person_id: row for row in self.page.told.absences}
        names = dict(self.people)
        allowed = {f"{int(kind)}" for kind in AbsenceKind}
        for member in self.page.roster:
            pk, row = member.person.pk, known.get(member.person.pk)
            if self.data is None:
                yield RosterRow(
                    member, row.kind if row else 0, row.reason if row else "", names[f"{pk}"]
                )
                continue
            typed = self.data.get(f"a{pk}", "")
            kind = int(typed) if typed in allowed else 0
            yield RosterRow(member, kind, self.data.get(f"r{pk}", "")[:200], names[f"{pk}"])

    def _ended(self) -> Iterator[EndedRow]:
        for task in self.page.told.before:
            is_done, outcome = task.state == TaskState.DONE, task.outcome
            if self.data is not None:
                is_done = f"e{task.pk}" in self.data
                outcome = self.data.get(f"o{task.pk}", "")[:400]
            settled = task.state != TaskState.OPEN and task.reported_at_id != self.page.meeting.pk
            yield EndedRow(task, is_done, outcome, settled)

    def _scores(self) -> Iterator[ScoreRow]:
        stored = {row.criterion_id: row for row in self.page.told.scores}
        for line, proposed in self.page.proposals:
            row = stored.get(line.pk)
            points = f"{row.points if row and row.by_hand else proposed}"
            shown, error = proposed, ""
            if self.data is not None:
                points = self.data.get(f"c{line.number}", "").strip()
                typed = self.data.get(f"p{line.number}", "")
                shown = int(typed) if typed.isdecimal() and len(typed) < 4 else proposed
                if not (points.isascii() and points.isdecimal() and int(points[:4]) <= line.most):
                    error = _("Điểm từ 0 đến %(most)s.") % {"most": line.most}
            yield ScoreRow(line.number, line.text, line.most, points, shown, error)


def _entries(rows: Sequence[Any]) -> list[Any]:
    return [entry for row in rows if (entry := row.entry()) is not None]


def _initial(page: MeetingPage) -> dict[str, Any]:
    meeting: Meeting = page.meeting
    names = (*_HEAD, "kind", "version", "limits", "directions")
    values = {name: getattr(meeting, name) for name in names}
    proposed = meeting.grade or Grade.GOOD
    return values | {
        "chair": meeting.chair_id,
        "clerk": meeting.clerk_id,
        "leading": meeting.leading or proposed,
        "educating": meeting.educating or proposed,
        "fighting": meeting.fighting or proposed,
    }
