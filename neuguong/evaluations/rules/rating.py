"""When a rating may be proposed, decided, objected to and opened again; and what may be declared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Final

from neuguong.evaluations.rules.levels import (
    GENERAL_MOST,
    WORK_MOST,
    Level,
    Merits,
    WhyNot,
)
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

FEWEST: Final = 5  # a declaration about fewer people is not shown outside
LEAST_REASON: Final = 10
NEW_MONTHS: Final = 6


class RatingState(IntEnum):
    """How far a rating has come."""

    PROPOSED = 1
    DECIDED = 2
    OBJECTED = 3


RATING_WORDS: Final = {
    RatingState.PROPOSED: gettext_lazy("Đã đề xuất"),
    RatingState.DECIDED: gettext_lazy("Đã quyết định"),
    RatingState.OBJECTED: gettext_lazy("Có kiến nghị"),
}


class Standing(IntEnum):
    """Whether a rating counts."""

    NONE = 0
    COUNTED = 1


class DeclarationKind(StrEnum):
    """What a committee declares with its minutes; the measures have the same last word."""

    NO_MANIFESTATION = "members_without_manifestation"
    GOOD_OR_BETTER = "good_or_better"
    COMPLETING = "members_completing_tasks"
    BREACHING = "members_breaching_prohibited_acts"


DECLARATION_WORDS: Final = {
    DeclarationKind.NO_MANIFESTATION: gettext_lazy("Đảng viên không có biểu hiện suy thoái"),
    DeclarationKind.GOOD_OR_BETTER: gettext_lazy("Hoàn thành tốt nhiệm vụ trở lên"),
    DeclarationKind.COMPLETING: gettext_lazy("Đảng viên hoàn thành nhiệm vụ"),
    DeclarationKind.BREACHING: gettext_lazy("Đảng viên vi phạm điều không được làm"),
}
IN_PEOPLE: Final = frozenset({DeclarationKind.BREACHING})


class TitleKind(IntEnum):
    """What kind of body a yearly title is for."""

    ORGANISATION = 1
    CULTURE = 2
    MASS = 3


TITLE_WORDS: Final = {
    TitleKind.ORGANISATION: gettext_lazy("Danh hiệu của tổ chức đảng"),
    TitleKind.CULTURE: gettext_lazy("Danh hiệu văn hóa của cơ quan, đơn vị"),
    TitleKind.MASS: gettext_lazy("Danh hiệu của đoàn thể"),
}
CUSTOMARY_TITLES: Final = ("Trong sạch, vững mạnh", "Cơ quan đạt chuẩn văn hóa", "Vững mạnh")


@dataclass(frozen=True, slots=True)
class DeclarationEntry:
    """What is declared of how many people, and by which minutes: number, day, who was there, votes."""

    kind: DeclarationKind
    value: Decimal
    qualifier: Qualifier
    of: int
    minutes: str
    minutes_on: date
    present: int
    votes_for: int


def may_declare(entry: DeclarationEntry, *, today: date) -> Refusal | None:
    """A declaration rests on minutes with a number and a day, of a meeting that could decide."""
    if not entry.minutes.strip() or entry.minutes_on > today:
        text = _("Kê khai phải kèm số và ngày biên bản; ngày biên bản không sau hôm nay.")
        return Refusal("minutes_needed", text)
    if entry.present < 1 or not 0 <= entry.votes_for <= entry.present:
        return Refusal("votes_wrong", _("Số phiếu tán thành không nhiều hơn số người có mặt."))
    if entry.votes_for * 2 <= entry.present:
        return Refusal("no_majority", _("Kê khai cần quá nửa số người có mặt tán thành."))
    most = Decimal(entry.of if entry.kind in IN_PEOPLE else 100)
    if entry.of < 1 or not 0 <= entry.value <= most:
        return Refusal("value_wrong", _("Tỷ lệ từ 0 đến 100; số người không quá số đảng viên."))
    return None


def is_published(of: int) -> bool:
    """Whether a declaration about so many people is shown as a figure (design 11)."""
    return of >= FEWEST


def reason_problem(reason: str) -> Refusal | None:
    """A reason is a sentence."""
    if len(reason.strip()) >= LEAST_REASON:
        return None
    return Refusal("reason_short", _("Ghi rõ lý do, ít nhất 10 chữ."))


def merits_problem(merits: Merits) -> Refusal | None:
    """Points, shares and grades stay within what the regime can hold."""
    asked = (
        (merits.general, GENERAL_MOST, _("điểm tiêu chí chung")),
        (merits.work, WORK_MOST, _("điểm kết quả nhiệm vụ")),
        (merits.on_time, 100, _("tỷ lệ đúng hạn")),
        (merits.above, 100, _("tỷ lệ vượt mức")),
        (merits.fixed, 100, _("tỷ lệ khắc phục")),
        (merits.work_grade, 4, _("cấp độ")),
        (merits.other_grade, 4, _("cấp độ")),
    )
    for value, most, words in asked:
        if value is not None and not 0 <= value <= most:
            text = _("%(what)s từ 0 đến %(most)s.") % {"what": words, "most": most}
            return Refusal("merit_out_of_range", text[:1].upper() + text[1:])
    return None


def may_propose(state: RatingState | None, name: str) -> Refusal | None:
    """What was decided is proposed anew only after it was opened again."""
    if state in (None, RatingState.PROPOSED):
        return None
    text = _("Mức xếp loại của %(name)s đã có quyết định. Mở lại kèm lý do rồi mới sửa.")
    return Refusal("rating_decided", text % {"name": name})


def may_decide(state: RatingState, level: Level, why_not: WhyNot, name: str) -> Refusal | None:
    """One who is rated gets a level; one who is not rated gets none."""
    if state is not RatingState.PROPOSED:
        text = _("Mức xếp loại của %(name)s đã có quyết định. Mở lại kèm lý do rồi mới sửa.")
        return Refusal("rating_decided", text % {"name": name})
    if (level is Level.NOT_RATED) != (why_not is not WhyNot.RATED):
        text = _("%(name)s: chọn một mức, hoặc ghi vì sao không xếp loại.")
        return Refusal("level_or_reason", text % {"name": name})
    return None


def may_object(state: RatingState) -> Refusal | None:
    """One objects to what was decided, once at a time."""
    if state is RatingState.DECIDED:
        return None
    if state is RatingState.OBJECTED:
        return Refusal("objected_already", _("Kiến nghị trước chưa được trả lời."))
    return Refusal("not_decided", _("Chưa có quyết định nên chưa kiến nghị được."))


def is_new(joined: date, year: int) -> bool:
    """Whether somebody had belonged for less than six months when the year ended."""
    return joined > date(year, 12 - NEW_MONTHS, 30)


def months_ok(year: int, *, today: date) -> Refusal | None:
    """A year to come is not reviewed."""
    if year <= today.year:
        return None
    return Refusal("year_to_come", _("Năm %(year)s chưa tới.") % {"year": year})
