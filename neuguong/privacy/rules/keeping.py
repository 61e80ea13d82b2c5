"""How long what is kept, and when a person may be forgotten (domain PD-10, PD-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class RecordKind(StrEnum):
    """What the retention run looks through; each names the word of the privacy tags it stands for."""

    PROGRAMME = "programme"
    UPLOADS = "uploads"
    EVIDENCE = "evidence"
    JOBS = "jobs"
    REQUESTS = "requests"
    BREACHES = "breaches"
    ATTENDANCE = "attendance"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind of record is kept unless the site says otherwise; what becomes of it then."""

    label: str
    months: int
    after: str
    only_warns: bool = False


TERMS: Final = {
    RecordKind.PROGRAMME: Term(
        gettext_lazy("Người đã thôi sinh hoạt: họ tên, bản đăng ký"), 60,
        gettext_lazy("báo trước để cán bộ xét xóa tên; con số đã đếm không bao giờ bị xóa"), True,
    ),
    RecordKind.UPLOADS: Term(
        gettext_lazy("Tệp danh sách đã nhập"), 12,
        gettext_lazy("bỏ tệp gốc và chữ đã gõ trên bản xem trước; bản ghi đã nhập vẫn giữ"),
    ),
    RecordKind.EVIDENCE: Term(
        gettext_lazy("Ảnh, bản quét đã bỏ khỏi trang"), 12, gettext_lazy("xóa tệp ảnh"),
    ),
    RecordKind.ATTENDANCE: Term(
        gettext_lazy("Từng ngày chấm công"), 3,
        gettext_lazy("xóa từng ngày của từng người; số tổng của tháng vẫn giữ"),
    ),
    RecordKind.JOBS: Term(
        gettext_lazy("Việc nền đã xong"), 3, gettext_lazy("xóa dòng việc nền"),
    ),
    RecordKind.REQUESTS: Term(
        gettext_lazy("Yêu cầu về dữ liệu đã giải quyết"), 60,
        gettext_lazy("xóa nội dung yêu cầu và câu trả lời; ngày, loại, kết quả vẫn giữ"),
    ),
    RecordKind.REVIEWS: Term(
        gettext_lazy("Bản kiểm điểm, ý kiến góp ý"), 36,
        gettext_lazy("bỏ lời đã viết; mức xếp loại vẫn giữ để đếm"),
    ),
    RecordKind.BREACHES: Term(
        gettext_lazy("Sự cố dữ liệu đã khép lại"), 120, gettext_lazy("báo trước, không tự xóa"), True,
    ),
}  # fmt: skip
WARN_DAYS: Final = 30
NEW_NAME: Final = "Người số %s"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the first of the month where there is no such day."""
    month = day.year * 12 + day.month - 1 - months
    year, place = divmod(month, 12)
    try:
        return date(year, place + 1, day.day)
    except ValueError:
        return date(year, place + 1, 1)


def may_forget(
    *, holds: Sequence[str], duty_until: date | None, is_member_by_duty: bool
) -> Refusal | None:
    """Not while the data must be kept: a hold, a membership or a term that rests on a duty."""
    if holds:
        text = _("Chưa xóa được: dữ liệu đang phải giữ. %(why)s")
        return Refusal("held", text % {"why": holds[0]})
    if is_member_by_duty:
        text = _(
            "Chưa xóa được: còn sinh hoạt ở đơn vị, mà chương trình chạy theo nhiệm vụ được giao."
        )
        return Refusal("still_member", text)
    if duty_until is not None:
        text = _(
            "Chưa xóa được: theo nhiệm vụ được giao, bản đăng ký phải giữ đến hết ngày %(day)s."
        )
        return Refusal("kept_by_duty", text % {"day": format_day(duty_until)})
    return None
