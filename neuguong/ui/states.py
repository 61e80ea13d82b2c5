"""The states a reader may meet: each a shape, then a word, then a colour, and nothing else."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """One state: `icon` names a shape of the sprite, `tone` a class of the style sheet."""

    key: str
    word: str | Promise
    icon: str
    tone: str


_ALL: Final = (
    State("none", _("Chưa đăng ký"), "none", "plain"),
    State("draft", _("Nháp"), "draft", "plain"),
    State("submitted", _("Đã gửi"), "sent", "sent"),
    State("confirmed", _("Đã xác nhận"), "ok", "ok"),
    State("returned", _("Trả lại"), "back", "back"),
    State("registered", _("Đã đăng ký"), "ring", "plain"),
    State("doing", _("Đang làm"), "doing", "plain"),
    State("reported", _("Đã báo xong"), "sent", "sent"),
    State("done", _("Hoàn thành"), "done", "done"),
    State("carried", _("Chuyển sang năm sau"), "next", "plain"),
    State("not_done", _("Không làm được"), "stop", "plain"),
    State("replaced", _("Thay bằng việc khác"), "swap", "plain"),
    State("locked", _("Đã chốt"), "lock", "plain"),
    State("closed", _("Đã kết thúc"), "stop", "plain"),
    State("late", _("Quá hạn"), "late", "late"),
    State("missing", _("Còn thiếu"), "late", "late"),
)
STATES: Final = {state.key: state for state in _ALL}
