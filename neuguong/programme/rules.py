"""What the year asks: phases in order, minimums, and what a closed year still takes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

# Subject of a minimum besides the categories of people: any collective.
COLLECTIVE = 0


class PhaseKind(StrEnum):
    """The stretches of the programme year (design 4)."""

    REGISTER = "register"
    CONFIRM = "confirm"
    MID_YEAR = "mid_year"
    RESULTS = "results"
    REVIEW = "review"
    CLOSE = "close"


def may_write(year: int, *, closed: bool, reason: str) -> Refusal | None:
    """A closed year takes corrections only, each with its reason (design 4)."""
    if not closed or reason.strip():
        return None
    return Refusal(
        "year_closed",
        _("Năm %(year)s đã chốt. Muốn sửa, ghi lý do đính chính.") % {"year": year},
    )


def phases_in_order(phases: Iterable[tuple[date, date]]) -> Refusal | None:
    """Every phase ends on or after the day it starts."""
    if all(first <= last for first, last in phases):
        return None
    return Refusal("phase_days", _("Ngày cuối của một giai đoạn sớm hơn ngày đầu. Sửa lại ngày."))


def not_later_than_above(own: date, above: date | None, label: str) -> Refusal | None:
    """A level below may set earlier deadlines, never later ones (design 4)."""
    if above is None or own <= above:
        return None
    return Refusal(
        "later_than_above",
        _("Hạn %(label)s muộn hơn hạn của cấp trên (%(day)s). Chọn ngày sớm hơn.")
        % {"label": label, "day": above.strftime("%d/%m/%Y")},
    )


def may_close(year: int, *, today: date, already: bool) -> Refusal | None:
    """A year is closed once, and not before it has begun."""
    if already:
        return Refusal("already_closed", _("Năm này đã chốt."))
    if today.year < year:
        return Refusal("year_not_begun", _("Năm này chưa bắt đầu, chưa chốt được."))
    return None


def reason_given(reason: str) -> Refusal | None:
    """What undoes a decision says why."""
    if reason.strip():
        return None
    return Refusal("reason_missing", _("Ghi lý do mở lại năm."))
