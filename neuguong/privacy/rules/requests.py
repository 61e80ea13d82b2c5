"""What people may ask about their data and by when it is answered (Law 91/2025/QH15; domain PD-09)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy
from neuguong.lib.workdays import after_days, after_working_days

ANSWER_WORKING_DAYS: Final = 2
EXTENSION_DAYS: Final = 15


class RequestKind(StrEnum):
    """What is asked."""

    INFORM = "inform"
    ACCESS = "access"
    CORRECT = "correct"
    DELETE = "delete"
    RESTRICT = "restrict"
    OBJECT = "object"
    WITHDRAW = "withdraw"
    COMPLAIN = "complain"


class RequestState(StrEnum):
    """How far a request has come."""

    RECEIVED = "received"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


OPEN: Final = (RequestState.RECEIVED, RequestState.TAKEN)


@dataclass(frozen=True, slots=True)
class Clock:
    """Days to fulfil a request, longer where a third party must act too; and the words of the reply."""

    label: str
    days: int
    with_third: int
    reply: str


CLOCKS: Final[Mapping[RequestKind, Clock]] = {
    RequestKind.INFORM: Clock(
        gettext_lazy("Cho biết dữ liệu được dùng thế nào"), 10, 10,
        gettext_lazy("Gửi kèm là bản thông báo về mục đích, căn cứ, loại dữ liệu, bên nhận, thời hạn lưu."),
    ),
    RequestKind.ACCESS: Clock(
        gettext_lazy("Xem, nhận bản sao dữ liệu"), 10, 10,
        gettext_lazy("Chúng tôi gửi kèm bản sao toàn bộ dữ liệu về anh, chị."),
    ),
    RequestKind.CORRECT: Clock(
        gettext_lazy("Sửa dữ liệu sai"), 10, 10,
        gettext_lazy("Chúng tôi đã sửa những chỗ anh, chị nêu."),
    ),
    RequestKind.DELETE: Clock(
        gettext_lazy("Xóa dữ liệu"), 20, 20,
        gettext_lazy("Đã xóa họ tên và mọi thông tin nhận ra anh, chị; con số đã đếm không còn gắn với ai."),
    ),
    RequestKind.RESTRICT: Clock(
        gettext_lazy("Hạn chế sử dụng"), 15, 20,
        gettext_lazy("Chúng tôi đã ngừng dùng dữ liệu của anh, chị theo phạm vi anh, chị nêu."),
    ),
    RequestKind.OBJECT: Clock(
        gettext_lazy("Phản đối việc sử dụng"), 15, 20,
        gettext_lazy("Chúng tôi đã ngừng việc sử dụng mà anh, chị phản đối."),
    ),
    RequestKind.WITHDRAW: Clock(
        gettext_lazy("Rút lại sự đồng ý"), 15, 20,
        gettext_lazy("Chúng tôi đã ghi nhận việc rút đồng ý và ngừng sử dụng từ ngày ghi nhận."),
    ),
    RequestKind.COMPLAIN: Clock(
        gettext_lazy("Khiếu nại về dữ liệu cá nhân"), 20, 20,
        gettext_lazy("Chúng tôi đã xem xét khiếu nại và trả lời như sau."),
    ),
}  # fmt: skip
REQUEST_STATES: Final = {
    RequestState.RECEIVED: gettext_lazy("chờ tiếp nhận"),
    RequestState.TAKEN: gettext_lazy("đang giải quyết"),
    RequestState.DONE: gettext_lazy("đã giải quyết"),
    RequestState.REFUSED: gettext_lazy("từ chối có lý do"),
}


def answer_by(received: date, overlay: Mapping[date, bool]) -> date:
    """By when the person is told that the request came in and what follows."""
    return after_working_days(received, ANSWER_WORKING_DAYS, overlay)


def fulfil_by(
    kind: RequestKind,
    received: date,
    overlay: Mapping[date, bool],
    *,
    third_party: bool = False,
    extended: bool = False,
) -> date:
    """By when what was asked is done; a period that ends on a day off ends on the next working day."""
    clock = CLOCKS[kind]
    days = clock.with_third if third_party else clock.days
    return after_days(received, days + (EXTENSION_DAYS if extended else 0), overlay)


def may_extend(*, is_open: bool, extended: bool, reason: str) -> Refusal | None:
    """Once, while open, with the reason that the person is told."""
    if not is_open:
        return Refusal("request_closed", _("Yêu cầu này đã khép lại."))
    if extended:
        return Refusal("extended_once", _("Chỉ được gia hạn một lần."))
    if len(reason.strip()) < 10:
        return Refusal("reason_short", _("Ghi rõ lý do gia hạn, ít nhất 10 chữ."))
    return None


def may_close(*, is_open: bool, answer: str, proof: str, is_done: bool) -> Refusal | None:
    """With an answer; what was done also with what proves it."""
    if not is_open:
        return Refusal("request_closed", _("Yêu cầu này đã khép lại."))
    if not answer.strip():
        return Refusal("answer_missing", _("Ghi câu trả lời gửi người yêu cầu."))
    if is_done and not proof.strip():
        text = _("Ghi việc đã làm để chứng minh: ngày, việc, số mục nhật ký hoặc số công văn.")
        return Refusal("proof_missing", text)
    return None
