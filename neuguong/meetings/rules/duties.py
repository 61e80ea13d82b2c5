"""What the guideline of a day asks of a meeting, and what a meeting kept of it: it warns, never blocks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from neuguong.lib.dates import format_day, last_day_of
from neuguong.lib.words import gettext as _
from neuguong.meetings.rules.states import MeetingKind

MERGED: Final = "merged"


@dataclass(frozen=True, slots=True)
class Duties:
    """A guideline as values, from a day (domain 5.3); 0 where it asks nothing.

    Lengths in minutes; `large_from` members make a meeting a large one; days before and after it.
    """

    citation: str
    since: date
    minutes: int
    minutes_combined: int
    large_from: int
    minutes_large: int
    regular_a_month: int
    thematic_a_quarter: int
    materials_days: int
    send_days: int
    never_merged: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a meeting when it is held against a guideline; minutes None while unknown."""

    kind: MeetingKind
    day: date
    members: int
    minutes: int | None = None
    materials_on: date | None = None
    has_materials: bool = False
    sent_on: date | None = None
    is_closed: bool = False
    is_merged: bool = False
    has_programme: bool = True
    also_regular: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One duty: its code, whether it was kept (None: cannot be said yet), and a sentence."""

    code: str
    is_kept: bool | None
    text: str


def least_minutes(duties: Duties, kind: MeetingKind, members: int) -> int:
    """How long such a meeting lasts at least."""
    least = duties.minutes_combined if kind is MeetingKind.COMBINED else duties.minutes
    if duties.large_from and members >= duties.large_from:
        least = max(least, duties.minutes_large)
    return least


def send_by(duties: Duties, day: date) -> date | None:
    """The last day on which the result goes up; None where the guideline sets none."""
    return day + timedelta(days=duties.send_days) if duties.send_days else None


def quarter_end(month: int) -> int:
    """The last month (yyyymm) of the quarter that a month lies in."""
    year, number = divmod(month, 100)
    return year * 100 + (number + 2) // 3 * 3


def checks(duties: Duties | None, held: Held, *, today: date) -> list[Check]:
    """Every duty of the meeting's day with whether it was kept; none where no guideline held yet."""
    if duties is None:
        return []
    found = [_length(duties, held)]
    found += filter(None, (_materials(duties, held), _sent(duties, held, today)))
    if held.kind is not MeetingKind.THEMATIC:
        words = (
            _("Có đánh giá việc học tập và làm theo Bác.")
            if held.has_programme
            else _(
                "Chưa ghi đánh giá việc học tập và làm theo Bác, là nội dung của mọi kỳ thường kỳ."
            )
        )
        found.append(Check("programme", held.has_programme, words))
    if held.kind is MeetingKind.THEMATIC and not held.also_regular:
        words = _(
            "Sinh hoạt chuyên đề không thay sinh hoạt thường kỳ: tháng này còn thiếu kỳ thường kỳ."
        )
        found.append(Check("regular", None, words))
    if duties.never_merged and held.is_merged:
        words = _("Họp ghép với cuộc họp không phải của Đảng; hướng dẫn không cho ghép.")
        found.append(Check(MERGED, False, words))
    return found


def _length(duties: Duties, held: Held) -> Check:
    least = least_minutes(duties, held.kind, held.members)
    values = {"least": least, "minutes": held.minutes}
    if held.minutes is None:
        return Check("length", None, _("Họp ít nhất %(least)s phút.") % values)
    if held.minutes >= least:
        words = _("Họp %(minutes)s phút, đủ %(least)s phút.")
    else:
        words = _("Họp %(minutes)s phút, hướng dẫn yêu cầu ít nhất %(least)s phút.")
    return Check("length", held.minutes >= least, words % values)


def _materials(duties: Duties, held: Held) -> Check | None:
    if not duties.materials_days or not held.has_materials:
        return None
    last = held.day - timedelta(days=duties.materials_days)
    values = {"day": format_day(last)}
    if held.materials_on is None:
        if held.is_closed:
            return Check("materials", None, _("Không ghi ngày gửi tài liệu."))
        return Check("materials", None, _("Gửi tài liệu chậm nhất ngày %(day)s.") % values)
    if held.materials_on <= last:
        return Check("materials", True, _("Đã gửi tài liệu trước, đúng hạn."))
    words = _("Tài liệu gửi sau ngày %(day)s, muộn so với hướng dẫn.")
    return Check("materials", False, words % values)


def _sent(duties: Duties, held: Held, today: date) -> Check | None:
    last = send_by(duties, held.day)
    if last is None:
        return None
    values = {"day": format_day(last)}
    if held.sent_on is not None:
        if held.sent_on <= last:
            return Check("sent", True, _("Đã gửi kết quả lên trên đúng hạn."))
        words = _("Gửi kết quả lên trên sau ngày %(day)s, muộn so với hướng dẫn.")
        return Check("sent", False, words % values)
    if today > last:
        words = _("Quá hạn gửi kết quả lên trên (%(day)s).")
        return Check("sent", False, words % values)
    return Check("sent", None, _("Gửi kết quả lên trên chậm nhất ngày %(day)s.") % values)


def month_is_over(month: int, today: date) -> bool:
    """Whether a month (yyyymm) lies wholly behind."""
    return last_day_of(month) < today
