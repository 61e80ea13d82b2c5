"""What a plan must hold, who may move it on, and when it is late: pure, an official could check it."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.org.rules import Family

# Category of deeds under which setting an example stands (domain 11.5, C16).
EXAMPLE_CATEGORY: Final = 16
TERM_YEARS: Final = 5


class PlanState(IntEnum):
    """How far a plan has come."""

    DRAFT = 1
    SUBMITTED = 2
    RETURNED = 3
    APPROVED = 4
    AMENDING = 5


class TaskKind(IntEnum):
    """What a line of a plan is."""

    TASK = 1
    BREAKTHROUGH = 2
    MODEL = 3


class TaskState(IntEnum):
    """What has come of a task."""

    PLANNED = 1
    DOING = 2
    DONE = 3
    DROPPED = 4


class Grade(IntEnum):
    """Which row of "35 and 151" a unit belongs to."""

    OTHER = 0
    GRASSROOTS = 1
    CELL = 2


class Level(IntEnum):
    """To whom beneath a plan is given at once."""

    DIRECT = 1
    GRASSROOTS = 2
    CELLS = 3
    MASS = 4


class BodyKind(IntEnum):
    """Who steers the programme and who assists."""

    STEERING = 1
    ASSISTING = 2


class SeatRole(IntEnum):
    """What somebody is in a body, in the order of its list."""

    HEAD = 1
    DEPUTY = 2
    SECRETARY = 3
    MEMBER = 4


class Standing(IntEnum):
    """Where a unit stands with its plan, for the tree of those below."""

    NONE = 0
    WRITING = 1
    RETURNED = 2
    SENT = 3
    HAS = 4


BEING_WRITTEN: Final = frozenset({PlanState.DRAFT, PlanState.RETURNED, PlanState.AMENDING})
OPEN_TASKS: Final = frozenset({TaskState.PLANNED, TaskState.DOING})
# Targets that are asked of a unit by name as figures of their own; the key is part of the measure's.
STANDARD_TARGETS: Final = ("units_on_online_services", "vouchers_sent_online")


def grade_of(family: int, *, is_grassroots: int, is_cell: int, party: int) -> Grade:
    """A grassroots Party organisation, a cell under one, or neither."""
    if family != party:
        return Grade.OTHER
    if is_grassroots:
        return Grade.GRASSROOTS
    return Grade.CELL if is_cell else Grade.OTHER


def may_begin(year: int, *, exists: bool) -> Refusal | None:
    """A unit has one plan a year."""
    if not exists:
        return None
    return Refusal(
        "plan_exists", _("Đơn vị đã có kế hoạch năm %(year)s. Mở bản ấy để sửa.") % {"year": year}
    )


def may_change(state: PlanState) -> Refusal | None:
    """Only a plan in its writer's hands is changed; an approved one is first opened for amending."""
    if state in BEING_WRITTEN:
        return None
    if state is PlanState.APPROVED:
        text = _("Kế hoạch đã duyệt. Bấm “Sửa, bổ sung” trước; bản đã duyệt vẫn được giữ.")
        return Refusal("plan_approved", text)
    return Refusal("plan_sent", _("Kế hoạch đang chờ cấp trên duyệt, chưa sửa được."))


def may_submit(
    state: PlanState, *, tasks: int, theme: str, has_parent: bool, above: str
) -> Refusal | None:
    """A plan goes up with at least one task, a theme, and its link to the plan above, if there is one."""
    if refusal := may_change(state):
        return refusal
    if not theme.strip():
        return Refusal("theme_missing", _("Ghi chuyên đề hoặc chủ đề của năm rồi gửi."))
    if not tasks:
        return Refusal("tasks_missing", _("Kế hoạch chưa có nhiệm vụ nào. Thêm nhiệm vụ rồi gửi."))
    if above and not has_parent:
        text = _("%(above)s đã có kế hoạch. Nhận kế hoạch ấy làm căn cứ rồi gửi.")
        return Refusal("parent_missing", text % {"above": above})
    return None


def may_decide(state: PlanState) -> Refusal | None:
    """Only what was sent can be approved or returned."""
    if state is PlanState.SUBMITTED:
        return None
    return Refusal("plan_not_sent", _("Kế hoạch này không ở trạng thái chờ duyệt."))


def may_return(state: PlanState, reason: str) -> Refusal | None:
    """What is given back says why."""
    if refusal := may_decide(state):
        return refusal
    if len(reason.strip()) < 5:
        return Refusal("reason_missing", _("Ghi lý do trả lại để nơi soạn biết sửa gì."))
    return None


def may_amend(state: PlanState, reason: str) -> Refusal | None:
    """An approved plan is opened again for a reason that is kept."""
    if state is not PlanState.APPROVED:
        return Refusal("plan_not_approved", _("Chỉ kế hoạch đã duyệt mới cần mở để sửa, bổ sung."))
    if len(reason.strip()) < 5:
        return Refusal("reason_missing", _("Ghi lý do sửa, bổ sung kế hoạch."))
    return None


def may_drop(state: PlanState, *, version: int, below: int) -> Refusal | None:
    """Only a draft that was never approved and that nobody adopted is thrown away."""
    if version or state not in BEING_WRITTEN:
        return Refusal("plan_kept", _("Kế hoạch đã gửi hoặc đã duyệt thì không bỏ được."))
    if below:
        return Refusal("plan_adopted", _("Đã có đơn vị cấp dưới nhận kế hoạch này."))
    return None


def may_adopt(
    year: int, *, above_year: int | None, above_state: PlanState | None, in_line: bool
) -> Refusal | None:
    """What is adopted is the approved plan of the same year of a level above."""
    if above_year is None:
        return None
    if above_year != year or not in_line:
        return Refusal("not_above", _("Chỉ nhận kế hoạch cùng năm của cấp trên trong hệ thống."))
    if above_state not in (PlanState.APPROVED, PlanState.AMENDING):
        return Refusal("above_not_approved", _("Kế hoạch cấp trên chưa được duyệt."))
    return None


def may_assign(state: PlanState, version: int, units: int) -> Refusal | None:
    """Only an approved plan is given to those below, and there must be somebody to give it to."""
    if not version or state not in (PlanState.APPROVED, PlanState.AMENDING):
        return Refusal("plan_not_approved", _("Kế hoạch được duyệt rồi mới giao cho cấp dưới."))
    if not units:
        return Refusal("nobody_below", _("Mọi đơn vị ở cấp này đã có kế hoạch hoặc bản nháp."))
    return None


def may_mark(state: TaskState, plan_version: int, reason: str) -> Refusal | None:
    """Progress belongs to an approved plan; what is dropped says why."""
    if not plan_version:
        return Refusal("plan_not_approved", _("Kế hoạch được duyệt rồi mới ghi tiến độ."))
    if state is TaskState.DROPPED and len(reason.strip()) < 5:
        return Refusal("reason_missing", _("Ghi lý do thôi làm nhiệm vụ này."))
    return None


def day_in_year(day: date | None, year: int) -> Refusal | None:
    """A deadline of a yearly plan lies in its year, or in January after it."""
    if day is None or day.year == year or (day.year == year + 1 and day.month == 1):
        return None
    text = _("Hạn %(day)s không nằm trong năm %(year)s.")
    return Refusal("deadline_outside", text % {"day": format_day(day), "year": year})


def reading_day(day: date, today: date) -> Refusal | None:
    """A reading is of a day that has come."""
    if day <= today:
        return None
    return Refusal("day_to_come", _("Ngày ghi số chưa tới. Ghi số của ngày đã qua."))


def term_years(first: int, last: int, *, taken: Sequence[tuple[int, int]]) -> Refusal | None:
    """A term has its years in order, ten at most, and shares no more than its first with the one before."""
    if not first < last <= first + 2 * TERM_YEARS:
        return Refusal("term_years", _("Năm cuối nhiệm kỳ phải sau năm đầu, nhiều nhất 10 năm."))
    if any(begin < last and first < end for begin, end in taken):
        return Refusal("term_taken", _("Đã có chương trình của nhiệm kỳ trùng những năm này."))
    return None


def may_issue(*, issued: bool, number: str, targets: int) -> Refusal | None:
    """A term's programme is issued once, under a number, with targets in it."""
    if issued:
        return Refusal("term_issued", _("Chương trình nhiệm kỳ này đã ban hành."))
    if not number.strip():
        return Refusal("number_missing", _("Ghi số, ký hiệu văn bản rồi ban hành."))
    if not targets:
        return Refusal("targets_missing", _("Chương trình nhiệm kỳ chưa có chỉ tiêu nào."))
    return None


def body_days(begins: date, ends: date | None, today: date) -> Refusal | None:
    """A body is set up on a day that has come, and ends after it began."""
    if begins > today:
        return Refusal("day_to_come", _("Ngày quyết định chưa tới."))
    if ends is not None and ends <= begins:
        return Refusal("days_order", _("Ngày kết thúc phải sau ngày thành lập."))
    return None


def is_late(standing: Standing, due: date | None, today: date) -> bool:
    """Whether a plan was due, and has not been sent."""
    return due is not None and today > due and standing < Standing.SENT


def standing_of(state: PlanState | None, *, counted: bool) -> Standing:
    """Where a unit stands with its plan; one being amended still has the approved one."""
    if state is None:
        return Standing.NONE
    if counted:
        return Standing.HAS
    return {
        PlanState.SUBMITTED: Standing.SENT,
        PlanState.RETURNED: Standing.RETURNED,
    }.get(state, Standing.WRITING)


def in_force(year: int, approved_on: date) -> tuple[date, date]:
    """The days on which an approved plan counts, half-open: in its year, from its approval on."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return max(first, min(approved_on, last)), date(year + 1, 1, 1)


def is_at_level(level: Level, family: str, *, direct: bool, is_base: bool, is_cell: bool) -> bool:
    """Whether a unit beneath belongs to the level a plan is given to."""
    if level is Level.MASS:
        return family == Family.MASS
    if family != Family.PARTY:
        return False
    if level is Level.DIRECT:
        return direct
    return is_base if level is Level.GRASSROOTS else is_cell
