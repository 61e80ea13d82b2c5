"""What is prescribed of flag salutes, movements, volunteer days, twinning and the admission ceremony."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_LETTERS: Final = 3
_MOST_PEOPLE: Final = 100_000
_MONDAY, _SATURDAY = 0, 5


class SaluteKind(IntEnum):
    """At the start of the month, or of the week (domain 2.3, row 38)."""

    MONTH = 1
    WEEK = 2


class EventState(IntEnum):
    """A volunteer day or an admission is planned, then it took place."""

    PLANNED = 1
    HELD = 2


# The oath before the flag, after the duties of a member in article 2 of the Party statutes; an office
# puts its own wording in its place.
OATH: Final = (
    "Tuyệt đối trung thành với mục đích, lý tưởng cách mạng của Đảng; chấp hành nghiêm chỉnh Cương lĩnh"
    " chính trị, Điều lệ Đảng, nghị quyết, chỉ thị của Đảng và pháp luật của Nhà nước; hoàn thành tốt"
    " nhiệm vụ được giao.",
    "Không ngừng học tập, rèn luyện, nâng cao trình độ kiến thức, năng lực công tác, phẩm chất chính"
    " trị, đạo đức cách mạng, có lối sống lành mạnh.",
    "Liên hệ chặt chẽ với Nhân dân, tôn trọng và phát huy quyền làm chủ của Nhân dân; chăm lo đời sống"
    " và bảo vệ quyền lợi chính đáng của Nhân dân.",
    "Tham gia xây dựng, bảo vệ đường lối, chính sách và tổ chức của Đảng; phục tùng kỷ luật, giữ gìn"
    " đoàn kết thống nhất trong Đảng.",
)

# The order of the ceremony; the chief, the new member and the sponsor are said by their part.
ORDER: Final = (
    "Chào cờ (Quốc ca, Quốc tế ca).",
    "Tuyên bố lý do, giới thiệu đại biểu.",
    "Bí thư chi bộ đọc quyết định kết nạp đảng viên của cấp ủy có thẩm quyền.",
    "Đảng viên mới đọc lời tuyên thệ trước cờ Đảng.",
    "Đại diện chi ủy nói rõ nhiệm vụ, quyền hạn của người đảng viên, nhiệm vụ của chi bộ, và phân công"
    " đảng viên chính thức giúp đỡ đảng viên dự bị.",
    "Đại diện cấp ủy cấp trên phát biểu ý kiến.",
    "Bế mạc (Quốc ca, Quốc tế ca).",
)


def month_day(year: int, month: int) -> date:
    """The day on which the month's salute stands: its first weekday."""
    first = date(year, month, 1)
    while first.weekday() >= _SATURDAY:
        first += timedelta(days=1)
    return first


def mondays_of(year: int, month: int) -> list[date]:
    """The Mondays of a month."""
    day = date(year, month, 1)
    day += timedelta(days=(_MONDAY - day.weekday()) % 7)
    days = []
    while day.month == month:
        days.append(day)
        day += timedelta(days=7)
    return days


def salutes_problem(days: Iterable[date], *, today: date) -> Refusal | None:
    """Nobody has saluted on a day to come."""
    ahead = max(days, default=today)
    if ahead <= today:
        return None
    return Refusal(
        "day_ahead",
        _("Ngày %(day)s chưa đến, chưa ghi buổi chào cờ.") % {"day": format_day(ahead)},
    )


def words_problem(text: str, what: str) -> Refusal | None:
    """What people will read needs words."""
    if len(text.strip()) >= _LETTERS:
        return None
    return Refusal("words_missing", _("Ghi %(what)s.") % {"what": what})


def days_problem(first: date, last: date | None) -> Refusal | None:
    """What ends does so on or after the day it began."""
    if last is None or last >= first:
        return None
    return Refusal("days_reversed", _("Ngày kết thúc sớm hơn ngày bắt đầu. Xem lại hai ngày đó."))


def people_problem(people: int) -> Refusal | None:
    """So many people live in no commune."""
    if 0 <= people <= _MOST_PEOPLE:
        return None
    return Refusal("people_many", _("Số người không hợp lý. Xem lại."))


def may_hold(day: date, *, today: date, state: int) -> Refusal | None:
    """What is planned took place on its day or later, and once."""
    if state == EventState.HELD:
        return Refusal("already_held", _("Việc này đã được ghi là đã diễn ra."))
    if day > today:
        return Refusal("day_ahead", _("Ngày này chưa đến."))
    return None


def may_admit(people: int, *, oath: bool) -> Refusal | None:
    """There is somebody to be admitted, and they have taken the oath."""
    if not people:
        return Refusal("nobody_chosen", _("Chọn người được kết nạp."))
    if not oath:
        return Refusal(
            "oath_missing", _("Đảng viên mới tuyên thệ trong lễ; chưa tuyên thệ thì lễ chưa xong.")
        )
    return None


def is_there(place: str, commune: str) -> bool:
    """Whether a place as typed lies in the commune as named: "thôn Thôm Khinh, xã Văn Vũ" in "xã Văn Vũ"."""
    wanted = fold(commune).removeprefix("xa ").removeprefix("phuong ").strip()
    return bool(wanted) and f" {wanted} " in f" {fold(place).replace(',', ' ').replace('.', ' ')} "


def months_ticked(days: Collection[date]) -> set[int]:
    """The months of these days."""
    return {day.month for day in days}
