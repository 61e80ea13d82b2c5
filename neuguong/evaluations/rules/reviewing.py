"""The yearly self-review: its forms and parts, and how far it has come."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

YEARS_KEPT: Final = 3
_MOST_LETTERS: Final = 20_000


class Form(StrEnum):
    """Which form of the regime somebody fills."""

    PLAIN = "2A"
    LEADER = "2B"
    OUTSIDE = "2C"


FORM_WORDS: Final = {
    Form.PLAIN: gettext_lazy("Mẫu 2A: không giữ chức vụ lãnh đạo, quản lý"),
    Form.LEADER: gettext_lazy("Mẫu 2B: giữ chức vụ lãnh đạo, quản lý"),
    Form.OUTSIDE: gettext_lazy("Mẫu 2C: không công tác trong hệ thống chính trị"),
}


class ReviewState(IntEnum):
    """How far a review has come."""

    WRITING = 1
    SENT = 2
    RETURNED = 3
    HEARD = 4
    ENDED = 5


REVIEW_WORDS: Final = {
    ReviewState.WRITING: gettext_lazy("Đang viết"),
    ReviewState.SENT: gettext_lazy("Đã gửi chi bộ"),
    ReviewState.RETURNED: gettext_lazy("Trả lại để viết thêm"),
    ReviewState.HEARD: gettext_lazy("Đã kiểm điểm"),
    ReviewState.ENDED: gettext_lazy("Hết hạn lưu, đã bỏ lời"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: the column it is kept in, its number and title on paper, what is asked."""

    key: str
    numbering: str
    title: str
    prompt: str
    forms: frozenset[Form] = frozenset(Form)
    needed: bool = False


_LEADERS: Final = frozenset({Form.LEADER})
PARTS: Final = (
    Part("strengths", "I", gettext_lazy("Ưu điểm, kết quả đạt được"),
         gettext_lazy("Tư tưởng chính trị; đạo đức, lối sống; kỷ luật; tác phong, lề lối làm việc."),
         needed=True),
    Part("duties", "I", gettext_lazy("Thực hiện chức trách, nhiệm vụ được giao"),
         gettext_lazy("Những việc chính trong năm và kết quả.")),
    Part("pledge_kept", "I", gettext_lazy("Thực hiện cam kết tu dưỡng, rèn luyện"),
         gettext_lazy("Đã làm được gì so với bản đăng ký, cam kết đầu năm.")),
    Part("leading", "I", gettext_lazy("Lãnh đạo, quản lý; trách nhiệm người đứng đầu"),
         gettext_lazy("Lĩnh vực phụ trách, kết quả, phòng chống tham nhũng, lãng phí."), _LEADERS),
    Part("faults", "II", gettext_lazy("Hạn chế, khuyết điểm và nguyên nhân"),
         gettext_lazy("Ghi thật, ghi ngắn; nêu nguyên nhân."), needed=True),
    Part("mended", "III", gettext_lazy("Kết quả khắc phục hạn chế, khuyết điểm đã nêu trước đây"),
         gettext_lazy("Điều nêu năm trước hiện bên cạnh để đối chiếu.")),
    Part("explained", "IV", gettext_lazy("Giải trình những vấn đề được gợi ý"),
         gettext_lazy("Nếu có.")),
    Part("answerable", "V", gettext_lazy("Trách nhiệm cá nhân trong hạn chế của tập thể"),
         gettext_lazy("Nếu có."), frozenset({Form.PLAIN, Form.LEADER})),
    Part("direction", "VI", gettext_lazy("Phương hướng, biện pháp khắc phục"),
         gettext_lazy("Năm tới sẽ làm gì."), needed=True),
)  # fmt: skip


def parts_of(form: Form) -> tuple[Part, ...]:
    """The parts of a form, in order."""
    return tuple(part for part in PARTS if form in part.forms)


def part_problem(text: str) -> Refusal | None:
    """A part of a review is not a book."""
    if len(text) <= _MOST_LETTERS:
        return None
    return Refusal("words_too_long", _("Đoạn này dài quá 20.000 chữ cái. Viết ngắn lại."))


def may_write(state: ReviewState) -> Refusal | None:
    """What was sent stays as it is until the cell gives it back."""
    if state in (ReviewState.WRITING, ReviewState.RETURNED):
        return None
    return Refusal("review_sent", _("Bản kiểm điểm đã gửi. Chi bộ trả lại thì mới viết thêm được."))


def may_send(state: ReviewState, missing: list[str]) -> Refusal | None:
    """A review goes to the cell once the parts it cannot do without are written."""
    if refusal := may_write(state):
        return refusal
    if missing:
        text = _("Còn thiếu: %(parts)s.") % {"parts": "; ".join(missing)}
        return Refusal("review_unfinished", text)
    return None


def may_hear(state: ReviewState) -> Refusal | None:
    """The cell hears what was sent to it."""
    if state in (ReviewState.SENT, ReviewState.HEARD):
        return None
    return Refusal("review_not_sent", _("Bản kiểm điểm chưa gửi cho chi bộ."))
