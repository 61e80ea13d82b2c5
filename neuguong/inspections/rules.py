"""What may be written of inspections, in which order, and how letters are counted (domain 2.5)."""

from datetime import date
from enum import IntEnum

from neuguong.lib.amounts import format_number
from neuguong.lib.dates import Period, format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

MOST_LETTERS = 9_999


class InspectionKind(IntEnum):
    """Whether one inspects, supervises, or reminds (kiểm tra, giám sát, đôn đốc)."""

    INSPECTION = 1
    SUPERVISION = 2
    REMINDER = 3


class InspectionState(IntEnum):
    """How far a visit is; only visits that took place are counted."""

    PLANNED = 1
    VISITED = 2
    CONCLUDED = 3
    CALLED_OFF = 4


class FindingKind(IntEnum):
    """What was found: done well, or to be mended."""

    GOOD = 1
    FAULT = 2


class FindingState(IntEnum):
    """Whether a fault stands, was said to be mended, and what looking again showed."""

    OPEN = 1
    MENDED = 2
    FIXED = 3
    NOT_FIXED = 4


HELD = frozenset({InspectionState.VISITED, InspectionState.CONCLUDED})
OPEN_FAULTS = frozenset({FindingState.OPEN, FindingState.MENDED, FindingState.NOT_FIXED})


def may_plan(*, is_beneath: bool, by_name: str, inspected: str) -> Refusal | None:
    """A committee inspects itself and those beneath it."""
    if is_beneath:
        return None
    return Refusal(
        "not_beneath",
        _("%(inspected)s không thuộc %(by)s. Chọn đơn vị trong nhánh.")
        % {"inspected": inspected, "by": by_name},
    )


def may_change() -> Refusal:
    """A plan is changed until the visit takes place."""
    return Refusal("held", _("Cuộc này không còn trong kế hoạch, không sửa được nữa."))


def words_given(text: str) -> Refusal | None:
    """What is written down says something."""
    if text.strip():
        return None
    return Refusal("words_missing", _("Chưa ghi nội dung."))


def day_in_year(day: date, year: int) -> Refusal | None:
    """A visit stands in the plan of its year."""
    if day.year == year:
        return None
    return Refusal(
        "day_of_other_year",
        _("Ngày %(day)s không thuộc năm %(year)s. Chọn ngày trong năm, hoặc lập cuộc của năm đó.")
        % {"day": format_day(day), "year": year},
    )


def may_visit(state: InspectionState, day: date, *, today: date) -> Refusal | None:
    """A visit is noted when it has taken place, and not after it was called off."""
    if state is InspectionState.CALLED_OFF:
        return Refusal("called_off", _("Cuộc này đã hủy. Lập cuộc khác."))
    if day > today:
        return Refusal("day_ahead", _("Ngày làm việc chưa tới. Ghi khi đã làm xong."))
    return None


def may_find(state: InspectionState) -> Refusal | None:
    """What was found is written between the visit and the conclusion."""
    if state is InspectionState.VISITED:
        return None
    if state is InspectionState.CONCLUDED:
        return Refusal(
            "concluded", _("Cuộc này đã có kết luận. Ghi điều mới ở một cuộc kiểm tra khác.")
        )
    return Refusal("not_visited", _("Ghi ngày làm việc trước, rồi ghi điều phát hiện."))


def may_mend(kind: FindingKind, state: FindingState) -> Refusal | None:
    """A fault is mended until one who looked again has found it fixed."""
    if kind is FindingKind.GOOD:
        return Refusal("nothing_to_mend", _("Đây là ưu điểm, không có gì phải khắc phục."))
    if state is FindingState.FIXED:
        return Refusal("already_fixed", _("Việc này đã kiểm tra lại và đã xong."))
    return None


def may_recheck(
    kind: FindingKind, day: date, *, found_on: date | None, today: date
) -> Refusal | None:
    """One looks again at faults, after they were found and not ahead of time."""
    if kind is FindingKind.GOOD:
        return Refusal("nothing_to_mend", _("Đây là ưu điểm, không có gì phải kiểm tra lại."))
    if day > today:
        return Refusal("day_ahead", _("Ngày kiểm tra lại chưa tới. Ghi khi đã làm xong."))
    if found_on is not None and day < found_on:
        return Refusal("before_visit", _("Ngày kiểm tra lại sớm hơn ngày làm việc."))
    return None


def may_conclude(state: InspectionState, day: date, *, visited_on: date | None) -> Refusal | None:
    """A conclusion follows a visit."""
    if state not in HELD or visited_on is None:
        return Refusal("not_visited", _("Ghi ngày làm việc trước, rồi ghi kết luận."))
    if day < visited_on:
        return Refusal("before_visit", _("Ngày kết luận sớm hơn ngày làm việc."))
    return None


def may_call_off(state: InspectionState, reason: str) -> Refusal | None:
    """Only what has not taken place is called off, and one says why."""
    if state in HELD:
        return Refusal("held", _("Cuộc này đã diễn ra, không hủy được nữa."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do hủy."))
    return None


def may_state_letters(period: Period, count: int, *, today: date) -> Refusal | None:
    """Letters are stated for a month, a quarter, half a year or a year that is over or under way."""
    if period.first_day > today:
        return Refusal("period_ahead", _("Kỳ này chưa bắt đầu."))
    if len(period.years) > 1:
        return Refusal("period_long", _("Ghi số đơn theo tháng, quý, nửa năm hoặc một năm."))
    if not 0 <= count <= MOST_LETTERS:
        return Refusal(
            "letters_count", _("Số đơn từ 0 đến %(most)s.") % {"most": format_number(MOST_LETTERS)}
        )
    return None


def overlaps(period: Period, others: list[Period]) -> Refusal | None:
    """No month is stated twice: a quarter beside a year that holds it would be counted double."""
    mine = set(period.months)
    for other in others:
        if other.key != period.key and mine & set(other.months):
            return Refusal(
                "letters_twice",
                _(
                    "Số đơn của %(other)s đã ghi và gồm cả kỳ này. Sửa số đã ghi, hoặc bỏ số đó trước."
                )
                % {"other": other.label},
            )
    return None
