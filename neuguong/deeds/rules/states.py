"""What the programme asks of a registration and its deeds: states, moves between them, checks."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class SubjectKind(IntEnum):
    """Who registers; the family of a collective decides among the last four."""

    INDIVIDUAL = 1
    PARTY_COLLECTIVE = 2
    MASS_ORGANISATION = 3
    STATE_BODY = 4
    OTHER_COLLECTIVE = 5


COLLECTIVES = frozenset(SubjectKind) - {SubjectKind.INDIVIDUAL}


class RegistrationState(IntEnum):
    """Where a registration stands between its subject and the cell (design 5)."""

    DRAFT = 1
    SUBMITTED = 2
    CONFIRMED = 3
    RETURNED = 4
    AMENDED = 5
    WITHDRAWN = 6


class Standing(IntEnum):
    """Whether the rows of a registration count, wait, or do neither (design 6)."""

    NONE = 0
    WAITING = 1
    COUNTED = 2


STANDING = {
    RegistrationState.DRAFT: Standing.NONE,
    RegistrationState.SUBMITTED: Standing.WAITING,
    RegistrationState.CONFIRMED: Standing.COUNTED,
    RegistrationState.RETURNED: Standing.NONE,
    RegistrationState.AMENDED: Standing.COUNTED,
    RegistrationState.WITHDRAWN: Standing.NONE,
}


class DeedState(IntEnum):
    """Where a deed stands between promise and result (design 5)."""

    REGISTERED = 1
    IN_PROGRESS = 2
    REPORTED = 3
    DONE = 4
    CARRIED_OVER = 5
    NOT_DONE = 6
    REPLACED = 7


OPEN_STATES = frozenset({DeedState.REGISTERED, DeedState.IN_PROGRESS, DeedState.REPORTED})


class ContributionKind(IntEnum):
    """What was given; own money, money raised and budget are never mixed (design 6)."""

    OWN_MONEY = 1
    MOBILISED_MONEY = 2
    BUDGET = 3
    LABOUR_DAYS = 4
    LAND = 5
    GOODS = 6


# Smallest units: VND, half labour-days, hundredths of a square metre.
CONTRIBUTION_SCALE = {
    ContributionKind.OWN_MONEY: 1,
    ContributionKind.MOBILISED_MONEY: 1,
    ContributionKind.BUDGET: 1,
    ContributionKind.LABOUR_DAYS: 2,
    ContributionKind.LAND: 100,
    ContributionKind.GOODS: 1,
}


class BeneficiaryKind(IntEnum):
    """Who was helped, as a category and a number; never a name (domain PD-04)."""

    NONE = 0
    POOR_HOUSEHOLD = 1
    HARDSHIP = 2
    CHILDREN = 3
    DISABLED = 4
    SCHOOL = 5
    COMMUNITY = 6
    OTHER = 7


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category of deeds: number, label, and words that point to it."""

    number: int
    label: str
    hints: tuple[str, ...]


# The list of domain 11.5. More telling words stand first: guessing takes the first that fits.
CATEGORIES = (
    CategoryEntry(8, "Cầu dân sinh", ("cầu dân sinh", "xây cầu", "làm cầu", "bắc cầu")),
    CategoryEntry(9, "Hiến đất", ("hiến đất",)),
    CategoryEntry(12, "Cảnh quan, đường hoa, môi trường",
                  ("đường hoa", "cổng chào", "môi trường", "cảnh quan", "dọn vệ sinh", "rác")),
    CategoryEntry(7, "Đường giao thông, lâm nghiệp",
                  ("mở đường", "đường lâm nghiệp", "đường nông thôn", "đường giao thông",
                   "đường sản xuất", "làm đường", "bê tông")),
    CategoryEntry(10, "Công trình vệ sinh, nước sạch",
                  ("nhà vệ sinh", "nhà tiêu", "nước sạch", "nhà tắm", "bể nước")),
    CategoryEntry(6, "Trẻ em, trường học, người khuyết tật",
                  ("học sinh", "trẻ em", "khuyến học", "trường", "khuyết tật", "cháu")),
    CategoryEntry(5, "Giúp hộ nghèo, người khó khăn",
                  ("hộ nghèo", "khó khăn", "giúp đỡ", "giúp hộ", "tặng quà", "ủng hộ quỹ")),
    CategoryEntry(11, "Trồng rừng, cây trồng, mô hình sản xuất",
                  ("trồng rừng", "cây trồng", "trồng cây", "trồng quế", "mô hình", "sản xuất",
                   "chăn nuôi")),
    CategoryEntry(13, "Ngày công, cuối tuần tình nguyện", ("ngày công", "tình nguyện")),
    CategoryEntry(14, "Văn hóa dân tộc, nếp sống", ("văn hóa", "nếp sống", "bản sắc", "hát then")),
    CategoryEntry(2, "Học tập, nâng cao trình độ",
                  ("học tập", "trình độ", "chứng chỉ", "lớp học", "dạy chữ", "bồi dưỡng", "đọc")),
    CategoryEntry(3, "Công nghệ thông tin, cải cách hành chính",
                  ("công nghệ", "hành chính", "trực tuyến", "thủ tục", "chuyển đổi số", "dịch vụ công")),
    CategoryEntry(4, "Chất lượng tham mưu, đúng hạn", ("tham mưu", "đúng hạn", "báo cáo")),
    CategoryEntry(15, "Tuyên truyền, vận động", ("tuyên truyền", "vận động")),
    CategoryEntry(16, "Nêu gương, tự phê bình, đoàn kết",
                  ("nêu gương", "tự phê bình", "đoàn kết", "gương mẫu")),
    CategoryEntry(1, "Tác phong, lề lối, kỷ luật", ("tác phong", "lề lối", "kỷ luật", "tiết kiệm")),
)  # fmt: skip


def may_submit(state: int, deeds: int) -> Refusal | None:
    """A draft or returned registration with at least one deed can be sent to the cell."""
    if state not in (RegistrationState.DRAFT, RegistrationState.RETURNED):
        return Refusal("already_submitted", _("Bản đăng ký này đã gửi rồi."))
    if deeds == 0:
        return Refusal("no_deeds", _("Chưa có việc nào. Ghi ít nhất một việc rồi gửi."))
    return None


def may_confirm(state: int) -> Refusal | None:
    """The cell confirms what was sent, or again what was amended."""
    if state in (RegistrationState.SUBMITTED, RegistrationState.AMENDED):
        return None
    return Refusal(
        "not_submitted", _("Bản đăng ký này chưa gửi, chưa xác nhận được. Gửi trước đã.")
    )


def may_correct(year: int, *, answers: bool) -> Refusal | None:
    """A closed year is corrected by those who answer for the unit, not by everyone (design 4)."""
    if answers:
        return None
    return Refusal(
        "year_closed_to_you",
        _("Năm %(year)s đã chốt. Muốn sửa, nhờ bí thư hoặc lãnh đạo đơn vị đính chính.")
        % {"year": year},
    )


def may_sign(how: str, *, own: bool) -> Refusal | None:
    """On a screen one signs for oneself; for another only a signed paper is kept (domain 5.1)."""
    if how == "screen" and not own:
        return Refusal(
            "sign_for_another",
            _("Chỉ người đăng ký tự ký trên màn hình. Ghi giúp thì đính bản đã ký trên giấy."),
        )
    return None


def may_remove_deed(state: int, *, used: bool, last: bool) -> Refusal | None:
    """A deed is taken out only before it was confirmed or worked on, and never the last one sent."""
    if used:
        return Refusal(
            "deed_confirmed",
            _("Việc này đã được xác nhận hoặc đã có kết quả. Thay việc khác hoặc ghi lý do thôi."),
        )
    if last and state == RegistrationState.SUBMITTED:
        return Refusal(
            "deed_last", _("Bản đã gửi phải còn ít nhất một việc. Thêm việc khác rồi bỏ việc này.")
        )
    return None


def may_return(state: int, reason: str) -> Refusal | None:
    """A registration is given back only with a reason its owner can act on."""
    if state not in (RegistrationState.SUBMITTED, RegistrationState.AMENDED):
        return Refusal("not_submitted", _("Chỉ trả lại được bản đang chờ xác nhận."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do trả lại: cần sửa gì, ở việc nào."))
    return None


def may_withdraw(state: int, reason: str) -> Refusal | None:
    """A registration leaves the count only with a reason; it is never erased."""
    if state == RegistrationState.WITHDRAWN:
        return Refusal("already_withdrawn", _("Bản đăng ký này đã rút rồi."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do rút bản đăng ký."))
    return None


def text_problem(text: str) -> Refusal | None:
    """A deed says something; beyond that the system does not judge its words."""
    if not text.strip():
        return Refusal("deed_empty", _("Chưa ghi việc gì. Ghi một câu: làm gì, ở đâu, bao nhiêu."))
    if len(text) > 1000:
        return Refusal("deed_long", _("Việc dài quá 1.000 chữ. Ghi ngắn lại thành một câu."))
    return None


def may_change_deed(state: int, *, counted: bool) -> Refusal | None:
    """The words of a deed change while it is open; a finished one is corrected with a reason."""
    if state in OPEN_STATES:
        return None
    if state == DeedState.REPLACED:
        return Refusal("deed_replaced", _("Việc này đã được thay bằng việc khác."))
    return (
        Refusal("deed_finished", _("Việc này đã kết thúc. Mở lại với lý do rồi hãy sửa."))
        if counted
        else None
    )


def may_report(state: int) -> Refusal | None:
    """Results are told of a deed that is still open."""
    if state in OPEN_STATES:
        return None
    return Refusal("deed_finished", _("Việc này đã kết thúc, không ghi thêm kết quả được."))


def may_confirm_done(state: int) -> Refusal | None:
    """Done is confirmed once, of an open deed."""
    if state in OPEN_STATES:
        return None
    return Refusal("deed_finished", _("Việc này đã kết thúc rồi."))


def may_join_work(*, same_year: bool, within: bool) -> Refusal | None:
    """A deed joins a work of its own year that its unit, or a unit above it, leads (design 5)."""
    if not same_year:
        return Refusal("work_year", _("Công trình thuộc năm khác. Chọn công trình cùng năm."))
    if not within:
        return Refusal(
            "work_elsewhere",
            _(
                "Công trình này do đơn vị khác chủ trì. Chọn công trình của đơn vị mình hoặc cấp trên."
            ),
        )
    return None


def may_end(state: int, reason: str) -> Refusal | None:
    """A deed is given up, carried over or replaced only with a reason, while it is open."""
    if state not in OPEN_STATES:
        return Refusal("deed_finished", _("Việc này đã kết thúc rồi."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do để người sau đọc còn hiểu."))
    return None


def may_reopen(state: int, reason: str) -> Refusal | None:
    """A finished deed is opened again only with a reason."""
    if state in OPEN_STATES or state == DeedState.REPLACED:
        return Refusal("deed_open", _("Việc này không ở trạng thái đã kết thúc."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do mở lại việc này."))
    return None


def amount_problem(value: Decimal, label: str) -> Refusal | None:
    """An amount is above zero and below what a person could mean."""
    if value <= 0:
        return Refusal("amount_not_positive", _("%(label)s phải lớn hơn 0.") % {"label": label})
    if value >= Decimal(10) ** 13:
        return Refusal(
            "amount_too_large",
            _("%(label)s lớn quá mức ghi được. Xem lại số chữ số 0.") % {"label": label},
        )
    return None


def day_problem(day: date, *, year: int, today: date) -> Refusal | None:
    """What was done was done by today, and near the year it is written in."""
    if day > today:
        return Refusal("day_ahead", _("Ngày làm ở phía trước. Ghi ngày đã làm, hoặc để trống."))
    if abs(day.year - year) > 1:
        return Refusal(
            "day_far",
            _("Ngày %(day)s cách xa năm %(year)s. Xem lại năm.")
            % {"day": day.strftime("%d/%m/%Y"), "year": year},
        )
    return None
