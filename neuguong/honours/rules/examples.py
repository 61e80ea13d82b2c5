"""Good models: what one must say of them, and how others take them over."""

from datetime import date
from enum import IntEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class ModelKind(IntEnum):
    """A model, a good way of doing, or skilled mass mobilisation."""

    MODEL = 1
    WAY = 2
    SKILLED = 3


class ModelState(IntEnum):
    """Only recognised models count; one that ended stays known."""

    DRAFT = 1
    RECOGNISED = 2
    ENDED = 3


MODEL_LABELS: Final = {
    ModelKind.MODEL: gettext_lazy("mô hình"),
    ModelKind.WAY: gettext_lazy("cách làm hay"),
    ModelKind.SKILLED: gettext_lazy("dân vận khéo"),
}
STATE_LABELS: Final = {
    ModelState.DRAFT: gettext_lazy("Đang làm thử"),
    ModelState.RECOGNISED: gettext_lazy("Được công nhận"),
    ModelState.ENDED: gettext_lazy("Đã thôi"),
}


def described(name: str, how: str) -> Refusal | None:
    """A model has a name and says how it works, so that others can do the same."""
    if not name.strip():
        return Refusal("model_name", _("Ghi tên mô hình."))
    if len(how.strip()) < 10:
        return Refusal("model_how", _("Ghi cách làm, để nơi khác làm theo được."))
    return None


def may_recognise(state: int, day: date | None, today: date) -> Refusal | None:
    """A model on trial is recognised once, on a day that has come."""
    if state != ModelState.DRAFT:
        return Refusal("model_recognised", _("Mô hình này đã được công nhận."))
    if day is None or day > today:
        return Refusal("day_ahead", _("Ghi ngày công nhận, không sau hôm nay."))
    return None


def may_end(state: int, reason: str) -> Refusal | None:
    """A model that is given up says why."""
    if state == ModelState.ENDED:
        return Refusal("model_ended", _("Mô hình này đã thôi."))
    if len(reason.strip()) < 5:
        return Refusal("reason_short", _("Ghi rõ lý do."))
    return None


def may_adopt(
    state: int, *, is_own: bool, already: bool, since: date | None, started: date, today: date
) -> Refusal | None:
    """Another unit takes a recognised model over, once, after it began."""
    if state == ModelState.DRAFT:
        return Refusal("model_on_trial", _("Mô hình này còn làm thử, chưa được công nhận."))
    if is_own:
        return Refusal("adopt_own", _("Mô hình này của chính đơn vị. Chọn đơn vị làm theo khác."))
    if already:
        return Refusal("adopted_already", _("Đơn vị này đã ghi là làm theo mô hình."))
    if since is None or since > today:
        return Refusal("day_ahead", _("Ghi làm theo từ ngày nào, không sau hôm nay."))
    if since < started:
        return Refusal("adopt_early", _("Ngày làm theo sớm hơn ngày mô hình bắt đầu."))
    return None
