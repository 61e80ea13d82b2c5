"""The honour roll: what an entry passes before it stands in the book, and how it is raised (domain 5.4)."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class EntryState(IntEnum):
    """How far an entry has come; only decided ones stand in the book and count."""

    PROPOSED = 1
    VERIFIED = 2
    VOTED = 3
    DECIDED = 4
    REFUSED = 5
    WITHDRAWN = 6


class RaiseState(IntEnum):
    """What a level above has made of an entry sent to it."""

    ASKED = 1
    DECIDED = 2
    REFUSED = 3


OPEN: Final = (EntryState.PROPOSED, EntryState.VERIFIED, EntryState.VOTED)
ENTRY_LABELS: Final = {
    EntryState.PROPOSED: gettext_lazy("Mới đề nghị"),
    EntryState.VERIFIED: gettext_lazy("Đã xác minh"),
    EntryState.VOTED: gettext_lazy("Đã biểu quyết"),
    EntryState.DECIDED: gettext_lazy("Đã ghi danh"),
    EntryState.REFUSED: gettext_lazy("Không ghi danh"),
    EntryState.WITHDRAWN: gettext_lazy("Đã rút"),
}
RAISE_LABELS: Final = {
    RaiseState.ASKED: gettext_lazy("Chờ cấp trên"),
    RaiseState.DECIDED: gettext_lazy("Cấp trên đã ghi danh"),
    RaiseState.REFUSED: gettext_lazy("Cấp trên không ghi danh"),
}


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field of life; the number keeps its meaning for ever."""

    number: int
    label: str


# The fields that books in use name (domain 5.4).
FIELDS: Final = (
    FieldEntry(1, "Phát triển kinh tế, giảm nghèo"),
    FieldEntry(2, "Xây dựng nông thôn mới, đô thị văn minh"),
    FieldEntry(3, "An ninh, trật tự, quốc phòng"),
    FieldEntry(4, "Nhân đạo, từ thiện, giúp đỡ người khó khăn"),
    FieldEntry(5, "Cải cách hành chính, tận tụy phục vụ nhân dân"),
    FieldEntry(6, "Văn hóa, giáo dục, y tế"),
    FieldEntry(7, "Bảo vệ môi trường, vệ sinh nơi ở"),
    FieldEntry(8, "Xây dựng Đảng, chính quyền, đoàn thể"),
    FieldEntry(9, "Dũng cảm cứu người, cứu tài sản"),
    FieldEntry(10, "Lĩnh vực khác"),
)


def book_takes(*, closed_on: date | None) -> Refusal | None:
    """A closed book takes no new entry."""
    if closed_on is None:
        return None
    return Refusal(
        "book_closed",
        _("Sổ này đã khóa ngày %(day)s. Ghi vào sổ của năm đang mở.")
        % {"day": format_day(closed_on)},
    )


def may_close_book(*, closed_on: date | None, waiting: int) -> Refusal | None:
    """A book is closed once, and when nothing waits in it."""
    if closed_on is not None:
        return Refusal("book_closed_already", _("Sổ này đã khóa."))
    if waiting:
        return Refusal(
            "entries_wait",
            _("Còn %(count)s mục chưa có kết luận. Ghi danh hoặc không ghi danh rồi khóa sổ.")
            % {"count": waiting},
        )
    return None


def summary_problem(summary: str) -> Refusal | None:
    """An entry says what was done."""
    if len(summary.strip()) >= 5:
        return None
    return Refusal("summary_missing", _("Ghi tóm tắt việc tốt đã làm."))


def may_verify(state: int) -> Refusal | None:
    """What is still open may be verified, also once more."""
    return None if state in OPEN else _ended(state)


def verification_problem(who: str, how: str, day: date | None, today: date) -> Refusal | None:
    """A verification says who looked, how and when."""
    if not (who.strip() and how.strip() and day):
        return Refusal("verification", _("Ghi ai xác minh, bằng cách nào, ngày nào."))
    return day_problem(day, today)


def may_vote(state: int) -> Refusal | None:
    """One votes on what was verified."""
    if state == EntryState.PROPOSED:
        return Refusal("verify_first", _("Mục này chưa xác minh. Ghi việc xác minh trước."))
    return None if state in OPEN else _ended(state)


def may_decide(state: int, decided_on: date | None, today: date) -> Refusal | None:
    """One decides on what was verified; a vote that is missing or lost is told, not forbidden."""
    if state == EntryState.PROPOSED:
        return Refusal("verify_first", _("Mục này chưa xác minh. Ghi việc xác minh trước."))
    if state not in OPEN:
        return _ended(state)
    return day_problem(decided_on, today)


def may_refuse(state: int, reason: str) -> Refusal | None:
    """Who is not entered is told why."""
    return (None if state in OPEN else _ended(state)) or reason_problem(reason)


def may_withdraw(state: int, reason: str, decision: str) -> Refusal | None:
    """An entry in the book is withdrawn with a reason and a decision, never deleted."""
    if state != EntryState.DECIDED:
        return Refusal("not_entered", _("Chỉ rút mục đã ghi danh."))
    if not decision.strip():
        return Refusal("decision_missing", _("Ghi văn bản hoặc cuộc họp quyết định việc rút."))
    return reason_problem(reason)


def may_raise(
    state: int, *, waits: bool, above: bool, is_named_person: bool, consents: bool, beyond: bool
) -> Refusal | None:
    """A decided entry is sent to the level above, one level at a time.

    A person's name does not pass beyond the grassroots organisation without their consent.
    """
    if state != EntryState.DECIDED:
        return Refusal("not_entered", _("Ghi danh ở cấp mình trước, rồi gửi cấp trên."))
    if waits:
        return Refusal("raise_waits", _("Cấp trên đang xem mục này. Chờ kết luận."))
    if not above:
        return Refusal("top", _("Không còn cấp trên để gửi."))
    if beyond and is_named_person and not consents:
        return Refusal(
            "consent_first",
            _("Gửi tên người lên trên tổ chức cơ sở thì phải có lời đồng ý. Ghi lời đồng ý trước."),
        )
    return None


def may_decide_raise(state: int, decided_on: date | None, today: date) -> Refusal | None:
    """A level above concludes once."""
    if state != RaiseState.ASKED:
        return Refusal("raise_ended", _("Cấp này đã kết luận."))
    return day_problem(decided_on, today)


def consent_problem(*, given: bool, paper: str, day: date | None, today: date) -> Refusal | None:
    """A consent names the paper it stands on and its day."""
    if not given:
        return None
    if not paper.strip() or day is None:
        return Refusal("consent_paper", _("Ghi giấy đồng ý nào, ký ngày nào."))
    return day_problem(day, today)


def day_problem(day: date | None, today: date) -> Refusal | None:
    """A day that is told has come."""
    if day is None:
        return Refusal("day_missing", _("Ghi ngày."))
    if day > today:
        return Refusal("day_ahead", _("Ngày này chưa đến."))
    return None


def reason_problem(reason: str) -> Refusal | None:
    """What goes against somebody is told with its reason."""
    if len(reason.strip()) >= 5:
        return None
    return Refusal("reason_short", _("Ghi rõ lý do."))


def shows_name(kind: int, *, sees_names: bool, consents: bool) -> bool:
    """Collectives by name; persons and households inside their grassroots unit, or with consent."""
    return kind == SubjectKind.COLLECTIVE or sees_names or consents


def level_words(level: int, ranks: dict[int, str]) -> str:
    """The level an entry has reached, in words."""
    return ranks.get(level, "")


def _ended(state: int) -> Refusal:
    word = str(ENTRY_LABELS[EntryState(state)]).lower()
    return Refusal("entry_ended", _("Mục này %(state)s, không sửa được nữa.") % {"state": word})


# The field that a registered deed of a category most likely belongs to; the reader may choose another.
_FIELD_OF: Final = {
    1: 8, 2: 6, 3: 5, 4: 5, 5: 4, 6: 4, 7: 2, 8: 2, 9: 2, 10: 7, 11: 1, 12: 7, 13: 2, 14: 6, 15: 8,
    16: 8,
}  # fmt: skip
_OTHER_FIELD: Final = 10


def field_of_category(category: int | None) -> int:
    """The field of life that a category of deeds points to."""
    return _FIELD_OF.get(category or 0, _OTHER_FIELD)
