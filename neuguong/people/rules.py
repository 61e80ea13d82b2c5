"""Who is who by the regulation: categories of people, and when two lines are one person."""

from datetime import date
from enum import IntEnum

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
