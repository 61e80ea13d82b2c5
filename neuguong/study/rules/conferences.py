"""Conferences: who is asked, when presence is noted, how a gap closes (domain 2.3, rows 35 and 36)."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category


class Form(IntEnum):
    """How people come together for a conference."""

    IN_PERSON = 1
    ONLINE = 2
    MIXED = 3


class ConferenceState(IntEnum):
    """A conference is planned, then held; one that does not take place is called off."""

    PLANNED = 1
    HELD = 2
    CALLED_OFF = 3


class Presence(IntEnum):
    """What is noted of one who was asked to come."""

    IN_PERSON = 1
    ONLINE = 2
    EXCUSED = 3
    ABSENT = 4


class Means(IntEnum):
    """How somebody studied a theme; NOT_YET is the gap."""

    NOT_YET = 0
    CONFERENCE = 1
    GROUP = 2
    MATERIALS = 3
    RECORDING = 4
    OTHER = 5


PRESENT: Final = frozenset({Presence.IN_PERSON, Presence.ONLINE})
ALL: Final = tuple(Category)
_MOST_PEOPLE: Final = 5_000
_LATE_CHECK_IN: Final = timedelta(days=1)  # a meeting may end after midnight, a telephone be empty
_LETTERS: Final = 3


def categories_of(text: str) -> frozenset[Category]:
    """The categories that are asked, as the column keeps them: "1,2"; empty asks everybody."""
    numbers = {int(part) for part in text.split(",") if part}
    return frozenset(Category(number) for number in numbers) if numbers else frozenset(ALL)


def words_of_categories(chosen: Collection[int]) -> str:
    """The column for these categories; everybody and nobody are the empty one."""
    numbers = sorted({int(each) for each in chosen})
    return "" if len(numbers) == len(ALL) else ",".join(str(number) for number in numbers)


def title_problem(title: str, what: str) -> Refusal | None:
    """What people will read needs words."""
    if len(title.strip()) >= _LETTERS:
        return None
    return Refusal("title_missing", _("Ghi %(what)s.") % {"what": what})


def url_problem(url: str) -> Refusal | None:
    """A link leads to a page that a browser opens safely."""
    if not url or url.startswith(("https://", "http://")):
        return None
    return Refusal("url", _("Đường dẫn bắt đầu bằng https://. Chép lại cả đường dẫn."))


def session_problem(day: date, year: int) -> Refusal | None:
    """A session of a year's theme lies in that year or the month after."""
    if not date(year, 1, 1) <= day <= date(year + 1, 1, 31):
        return Refusal(
            "session_year",
            _("Ngày %(day)s nằm ngoài năm %(year)s của chuyên đề.")
            % {"day": format_day(day), "year": year},
        )
    return None


def may_change(state: int) -> Refusal | None:
    """A conference that was called off takes nothing more."""
    if state != ConferenceState.CALLED_OFF:
        return None
    return Refusal("conference_off", _("Hội nghị này đã hủy. Lập hội nghị khác nếu vẫn tổ chức."))


def may_hold(state: int, days: Collection[date], *, today: date) -> Refusal | None:
    """A conference was held once its first session has come."""
    if refusal := may_change(state):
        return refusal
    if not days:
        return Refusal("no_session", _("Hội nghị chưa có đợt nào. Thêm ngày, giờ, nơi trước."))
    if min(days) > today:
        return Refusal(
            "session_ahead",
            _("Đợt đầu vào ngày %(day)s, chưa đến.") % {"day": format_day(min(days))},
        )
    return None


def may_note(state: int, day: date, *, today: date) -> Refusal | None:
    """Presence is noted from the day of the session on."""
    if refusal := may_change(state):
        return refusal
    if day > today:
        return Refusal(
            "session_ahead",
            _("Đợt này vào ngày %(day)s, chưa đến ngày điểm danh.") % {"day": format_day(day)},
        )
    return None


def may_check_in(state: int, day: date, *, today: date, is_asked: bool) -> Refusal | None:
    """One checks oneself in on the day, or the day after; only who is asked to come."""
    if refusal := may_note(state, day, today=today):
        return refusal
    if today > day + _LATE_CHECK_IN:
        return Refusal(
            "check_in_over",
            _("Đợt này đã qua ngày điểm danh. Báo với bí thư chi bộ để ghi vào danh sách."),
        )
    if not is_asked:
        return Refusal(
            "not_asked",
            _("Hội nghị này không gọi anh, chị học. Hỏi bí thư chi bộ nếu thấy chưa đúng."),
        )
    return None


def may_make_up(
    day: date, words: str, means: int, *, first: date | None, today: date
) -> Refusal | None:
    """A gap closes on a day that has come, not before the conference, and in words what was done."""
    if day > today:
        return Refusal("day_ahead", _("Ngày học bù chưa đến."))
    if first is not None and day < first:
        return Refusal(
            "made_up_before",
            _("Ngày học bù sớm hơn hội nghị ngày %(day)s.") % {"day": format_day(first)},
        )
    if means == Means.OTHER and len(words.strip()) < _LETTERS:
        return Refusal("words_missing", _("Ghi đã học bù bằng cách nào."))
    return None


def counts_problem(expected: int, present: int) -> Refusal | None:
    """Of so many asked not more can have come."""
    if present > expected:
        return Refusal(
            "more_than_asked", _("Số người dự nhiều hơn số người phải học. Xem lại hai số.")
        )
    if expected > _MOST_PEOPLE:
        return Refusal(
            "too_many", _("Một đơn vị ghi nhiều nhất 5.000 người. Ghi theo từng đơn vị.")
        )
    return None
