"""How a meeting goes from being called to being sent up, and what its parts may become."""

from datetime import date
from enum import IntEnum

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class MeetingKind(IntEnum):
    """What kind of meeting (domain 5.3); a combined one is a regular one with a theme after it."""

    REGULAR = 1
    THEMATIC = 2
    COMBINED = 3


class MeetingState(IntEnum):
    """How far a meeting has come; only one that was held is counted."""

    PLANNED = 1
    HELD = 2
    SENT = 3
    CANCELLED = 4


class AbsenceKind(IntEnum):
    """Why a member is not counted as present; who is in no such list was there."""

    EXCUSED = 1
    ABSENT = 2
    EXEMPT = 3


class ItemKind(IntEnum):
    """What an item of the agenda is about."""

    REVIEW = 1
    STANDING = 2
    TOPIC = 3
    PLAN = 4
    NEXT = 5
    OTHER = 6


class RemarkKind(IntEnum):
    """What is said of one person or collective: praise, or a reminder."""

    PRAISE = 1
    REMINDER = 2


class TaskState(IntEnum):
    """What has become of a conclusion."""

    OPEN = 1
    DONE = 2
    DROPPED = 3


WRITABLE = frozenset({MeetingState.PLANNED, MeetingState.HELD})


def may_write(state: MeetingState) -> Refusal | None:
    """What was sent up is changed only after it has been taken back, with a reason."""
    if state in WRITABLE:
        return None
    if state is MeetingState.SENT:
        text = _("Kỳ sinh hoạt đã gửi lên trên. Muốn sửa thì mở lại và ghi lý do.")
        return Refusal("meeting_sent", text)
    return Refusal("meeting_cancelled", _("Kỳ sinh hoạt này đã hủy. Hãy mở kỳ khác."))


def unchanged_since(version: int, *, now: int) -> Refusal | None:
    """Nobody writes over what another saved in the meantime without having seen it."""
    if version == now:
        return None
    return Refusal(
        "changed_meanwhile",
        _(
            "Có người khác vừa lưu kỳ sinh hoạt này. Xem lại rồi bấm lưu lần nữa để giữ bản của mình."
        ),
    )


def may_hold(
    state: MeetingState, *, day: date, today: date, started: bool, ended: bool, present: int
) -> Refusal | None:
    """Minutes are closed on the day of the meeting or later, when its times and people are known."""
    if refusal := may_write(state):
        return refusal
    if day > today:
        return Refusal(
            "meeting_to_come",
            _("Kỳ sinh hoạt ghi ngày %(day)s, chưa tới ngày đó. Sửa ngày, hoặc chốt sau khi họp.")
            % {"day": format_day(day)},
        )
    if not (started and ended):
        return Refusal("meeting_times", _("Ghi giờ bắt đầu và giờ kết thúc trước khi chốt."))
    if present <= 0:
        return Refusal("meeting_empty", _("Không có ai dự họp. Xem lại phần điểm danh."))
    return None


def may_send(state: MeetingState) -> Refusal | None:
    """Only closed minutes go up, once."""
    if state is MeetingState.HELD:
        return None
    if state is MeetingState.SENT:
        return Refusal("meeting_sent_already", _("Kỳ sinh hoạt này đã gửi lên trên."))
    return Refusal("meeting_not_held", _("Chốt biên bản trước, rồi mới gửi lên trên."))


def may_reopen(state: MeetingState, reason: str) -> Refusal | None:
    """What was closed or sent is opened again with a reason."""
    if state not in (MeetingState.HELD, MeetingState.SENT):
        return Refusal("meeting_open", _("Kỳ sinh hoạt này chưa chốt, cứ sửa bình thường."))
    if state is MeetingState.SENT and len(reason.strip()) < 10:
        return Refusal(
            "reason_short", _("Đã gửi lên trên rồi: ghi rõ vì sao mở lại, ít nhất 10 chữ.")
        )
    return None


def may_end_task(state: TaskState, *, given_on: date, done_on: date, today: date) -> Refusal | None:
    """A task ends once, not before it was given and not in days to come."""
    if state is not TaskState.OPEN:
        return Refusal("task_ended", _("Việc này đã ghi kết quả rồi."))
    if done_on > today:
        return Refusal("day_to_come", _("Ngày xong chưa tới. Sửa lại ngày."))
    if done_on < given_on:
        return Refusal("day_before", _("Ngày xong sớm hơn ngày giao việc. Sửa lại ngày."))
    return None


def votes_problem(votes_for: int, against: int, abstained: int, voters: int) -> Refusal | None:
    """Hands are counted among those official members who were there."""
    if votes_for + against + abstained <= voters:
        return None
    return Refusal(
        "votes_many",
        _("Số phiếu biểu quyết (%(votes)s) nhiều hơn số đảng viên chính thức có mặt (%(voters)s).")
        % {"votes": votes_for + against + abstained, "voters": voters},
    )


def may_set_rules(citation: str, minutes: int, combined: int) -> Refusal | None:
    """A rule names the guideline it comes from; its lengths are those of a meeting."""
    if not citation.strip():
        return Refusal("citation_missing", _("Ghi số, ký hiệu của hướng dẫn làm căn cứ."))
    if not (0 < minutes <= 600 and 0 < combined <= 600):
        return Refusal("minutes_wrong", _("Thời lượng tính bằng phút, từ 1 đến 600."))
    return None


def is_late(state: TaskState, deadline: date | None, day: date) -> bool:
    """Whether a task is still open after its deadline."""
    return state is TaskState.OPEN and deadline is not None and deadline < day
