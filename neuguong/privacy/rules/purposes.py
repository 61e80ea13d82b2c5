"""For what personal data is used, on what that rests, and what people are told (Law 91/2025/QH15)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class Purpose(StrEnum):
    """What personal data is used for; each has its own notice and its own consent (PD-03)."""

    RUN = "run"
    PUBLISH = "publish"
    SHARE_UP = "share_up"
    AWARDS = "awards"


class Basis(IntEnum):
    """On what a use rests; which of both is for the office to say, with its counsel (domain 9.1)."""

    CONSENT = 1
    DUTY = 2


class Channel(StrEnum):
    """How somebody said yes or no, or was told."""

    SCREEN = "screen"
    PAPER = "paper"
    MEETING = "meeting"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Use:
    """A purpose in words: what it is called, what follows from a yes, and the first notice of it."""

    purpose: Purpose
    label: str
    consequence: str
    notice: str


USES: Final = {
    use.purpose: use
    for use in (
        Use(
            Purpose.RUN,
            gettext_lazy("Chạy chương trình học tập và làm theo Bác"),
            gettext_lazy("Ghi bản đăng ký, việc làm theo, kết quả và đếm vào số liệu của đơn vị."),
            gettext_lazy(
                "Chi bộ ghi họ tên, năm sinh, nơi sinh hoạt, chức vụ, việc đăng ký, kết quả và đóng góp của "
                "anh, chị để theo dõi và báo cáo việc học tập và làm theo. Trong tổ chức cơ sở đảng đọc được "
                "tên; cấp trên chỉ thấy số tổng, muốn đọc tên phải ghi lý do. Dữ liệu giữ theo thời hạn "
                "lưu trữ của chương trình."
            ),
        ),
        Use(
            Purpose.PUBLISH,
            gettext_lazy("Đăng tên, ảnh lên trang công khai"),
            gettext_lazy("Tên, ảnh, việc làm của anh, chị hiện trên trang ai cũng đọc được."),
            gettext_lazy(
                "Tên, ảnh và việc làm của anh, chị được đăng trên trang công khai để nêu gương. Ai cũng đọc "
                "được. Rút đồng ý thì bài được gỡ hoặc bỏ tên."
            ),
        ),
        Use(
            Purpose.SHARE_UP,
            gettext_lazy("Gửi lên cấp trên kèm tên"),
            gettext_lazy("Báo cáo gửi cấp trên được ghi tên anh, chị trong phần việc tiêu biểu."),
            gettext_lazy(
                "Tên và việc làm của anh, chị được ghi trong báo cáo, danh sách gửi cấp trên. Không đồng ý "
                "thì cấp trên chỉ nhận số tổng."
            ),
        ),
        Use(
            Purpose.AWARDS,
            gettext_lazy("Dùng khi xét biểu dương, khen thưởng"),
            gettext_lazy("Hội đồng xét khen đọc bản đăng ký và kết quả của anh, chị."),
            gettext_lazy(
                "Bản đăng ký, kết quả và đóng góp của anh, chị được dùng làm căn cứ khi xét biểu dương, khen "
                "thưởng. Người trong hội đồng xét khen đọc được."
            ),
        ),
    )
}
BASIS_LABELS: Final = {
    Basis.CONSENT: gettext_lazy("sự đồng ý của từng người"),
    Basis.DUTY: gettext_lazy("nhiệm vụ của cơ quan, tổ chức"),
}
CHANNEL_LABELS: Final = {
    Channel.SCREEN: gettext_lazy("tự chọn trên trang"),
    Channel.PAPER: gettext_lazy("ký trên giấy"),
    Channel.MEETING: gettext_lazy("nghe tại cuộc họp"),
    Channel.DESK: gettext_lazy("yêu cầu gửi bộ phận tiếp nhận"),
}


def may_rest_on(purpose: Purpose, basis: Basis, citation: str) -> Refusal | None:
    """A duty is named with its provision; publishing always needs the person's own yes."""
    if basis is Basis.DUTY and purpose is Purpose.PUBLISH:
        text = _("Đăng tên, ảnh công khai luôn cần sự đồng ý của từng người.")
        return Refusal("publish_needs_consent", text)
    if basis is Basis.DUTY and not citation.strip():
        return Refusal(
            "citation_missing", _("Ghi rõ căn cứ: điều, khoản của văn bản giao nhiệm vụ.")
        )
    return None


def may_consent(*, given: bool, is_given: bool) -> Refusal | None:
    """A yes is given once and withdrawn once; the same word twice says nothing."""
    if given == is_given:
        text = _("Đã đồng ý từ trước rồi.") if given else _("Chưa có đồng ý nào để rút.")
        return Refusal("consent_same", text)
    return None


# What is refused by the database itself of rows that say what happened. Names of those who recorded it
# can go when these are forgotten, and words that name somebody; the facts cannot.
ADDED_ONLY: Final = {
    "privacy_consent": (
        "UPDATE OF person_id, purpose, given, version, channel, telling_id, at, by_id", "DELETE",
    ),
    "privacy_told": ("UPDATE", "DELETE"),
    "privacy_telling": ("UPDATE OF unit_id, channel, held_on, at, by_id", "DELETE"),
    "privacy_notice": ("UPDATE OF purpose, version, since, by_id", "DELETE"),
    "privacy_purposebasis": ("UPDATE OF unit_id, purpose, basis, since, by_id", "DELETE"),
}  # fmt: skip
