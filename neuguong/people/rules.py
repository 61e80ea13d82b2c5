"""Who is who by the regulation: categories of people, and when two lines are one person."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class Category(IntEnum):
    """What a person is in a unit; dated on the membership (domain 1.2)."""

    OFFICIAL = 1
    PROBATIONARY = 2
    EXEMPT = 3
    CADRE = 4
    CIVIL_SERVANT = 5
    PUBLIC_EMPLOYEE = 6
    WORKER = 7
    YOUTH_MEMBER = 8
    ASSOCIATION_MEMBER = 9
    RESIDENT = 10


PARTY_MEMBERS = frozenset({Category.OFFICIAL, Category.PROBATIONARY, Category.EXEMPT})


def may_join(start: date, end: date | None, *, other_cell: str | None) -> Refusal | None:
    """A Party member belongs to one cell at a time; days run forward."""
    if end is not None and end <= start:
        return Refusal("days_reversed", _("Ngày thôi phải sau ngày vào. Xem lại hai ngày đó."))
    if other_cell is not None:
        return Refusal(
            "already_in_cell",
            _(
                "Người này đang sinh hoạt tại %(cell)s. Chuyển sinh hoạt trước, hoặc chọn đúng người."
            )
            % {"cell": other_cell},
        )
    return None


def may_enter(since: date, *, closed_on: date | None, name: str) -> Refusal | None:
    """Nobody comes into a unit that has ended by then; for its own days it can still be corrected."""
    if closed_on is None or since < closed_on:
        return None
    return Refusal(
        "unit_closed",
        _("%(name)s đã kết thúc ngày %(day)s, không nhận thêm người. Chọn đơn vị đang hoạt động.")
        % {"name": name, "day": format_day(closed_on)},
    )


def birth_year_problem(year: int | None, *, today: date) -> Refusal | None:
    """A registrant was born between 1900 and ten years ago."""
    if year is None or 1900 <= year <= today.year - 10:
        return None
    return Refusal(
        "birth_year",
        _("Năm sinh %(year)s không hợp lý. Ghi bốn chữ số, ví dụ 1975.") % {"year": year},
    )


REASON_LETTERS: Final = 10
STAND_IN_DAYS: Final = 92  # a quarter; who is away for longer gets a successor
SOON_DAYS: Final = (
    30  # a grant that ends within these days is shown to its holder and administrator
)


@dataclass(frozen=True, slots=True)
class Term:
    """From which day and, where it ends, before which day a grant holds."""

    since: date
    until: date | None = None


def may_give(
    term: Term, *, today: date, giver_until: date | None, is_self: bool, reason: str
) -> Refusal | None:
    """Nobody gives to themselves, for longer than they hold the right to give, or for days gone by."""
    if is_self:
        return Refusal(
            "grant_self", _("Không ai tự giao quyền cho mình. Nhờ người quản trị khác giao.")
        )
    if term.since < today:
        return Refusal("grant_past", _("Ngày bắt đầu không được trước hôm nay."))
    if term.until is not None and term.until <= term.since:
        return Refusal("days_reversed", _("Ngày hết hạn phải sau ngày bắt đầu."))
    if giver_until is not None and (term.until is None or term.until > giver_until):
        return Refusal(
            "grant_longer",
            _("Quyền giao của anh, chị hết ngày %(day)s; không giao được lâu hơn thế.")
            % {"day": format_day(giver_until)},
        )
    return reason_problem(reason)


def may_stand_in(
    term: Term,
    *,
    today: date,
    held_until: date | None,
    is_self: bool,
    is_stand_in: bool,
    reason: str,
) -> Refusal | None:
    """One stands in for a time, within the days of the grant, and does not hand it on."""
    if is_stand_in:
        return Refusal(
            "stand_in_again",
            _("Quyền làm thay không giao tiếp được. Người vắng mặt tự nhờ người khác."),
        )
    if is_self:
        return Refusal("stand_in_self", _("Người làm thay phải là người khác."))
    if term.since < today:
        return Refusal("grant_past", _("Ngày bắt đầu không được trước hôm nay."))
    if term.until is None or term.until <= term.since:
        return Refusal("days_reversed", _("Làm thay phải có ngày hết, sau ngày bắt đầu."))
    if (term.until - term.since).days > STAND_IN_DAYS:
        return Refusal(
            "stand_in_long",
            _("Làm thay nhiều nhất %(days)s ngày; lâu hơn thì giao quyền cho người mới.")
            % {"days": STAND_IN_DAYS},
        )
    if held_until is not None and term.until > held_until:
        return Refusal(
            "grant_longer",
            _("Quyền được làm thay hết ngày %(day)s; không làm thay lâu hơn thế.")
            % {"day": format_day(held_until)},
        )
    return reason_problem(reason)


def reason_problem(reason: str) -> Refusal | None:
    """Giving and ending rights is told with a reason that another can understand later."""
    if len(reason.strip()) >= REASON_LETTERS:
        return None
    return Refusal(
        "reason_short",
        _("Ghi rõ lý do, ít nhất %(count)s chữ cái, ví dụ số quyết định phân công.")
        % {"count": REASON_LETTERS},
    )
