"""Columns of registrations and their deeds; headings are those our reader knows, one row for a deed."""

from datetime import date
from typing import Final

from neuguong.deeds.actions.guard import guess_kind
from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import REGISTRATION_LABELS, Contribution, Deed
from neuguong.deeds.rules import CATEGORIES, ContributionKind, RegistrationState
from neuguong.exchange.columns.column import ListColumn
from neuguong.exchange.queries.deeds_out import DeedOut
from neuguong.exchange.workbook.deedcells import LOOSE, NOTHING_TOLD, WHOLE_WORK
from neuguong.exchange.workbook.giving import NOT_RECEIVED, RECEIVED
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.listing import split_items
from neuguong.lib.tables import Value
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category

ONE_DEED: Final = "Việc làm theo (mỗi dòng một việc)"
_GROUP: Final = {entry.number: entry.label for entry in CATEGORIES}
_NO_PLAN: Final = (ContributionKind.LABOUR_DAYS, ContributionKind.LAND)
_SOME_GOODS: Final = "hiện vật"
_OTHER_KIND: Final = "khác"


def _category(row: DeedOut) -> str:
    number = row.registration.category if row.registration else 0
    return str(CATEGORY_LABELS[Category(number)]) if number else ""


def _state(row: DeedOut) -> str:
    found = row.registration
    return str(REGISTRATION_LABELS[RegistrationState(found.state)]) if found else ""


def _registered_on(row: DeedOut) -> date | None:
    return row.registration.registered_on if row.registration else None


def _text(row: DeedOut) -> str:
    """The deed so that our reader takes it for one, though it lists things; numbered where it must be."""
    if row.deed is None:
        return row.text
    plain = [] if row.text in (LOOSE, WHOLE_WORK) else [row.text]
    ways = (*plain, f"1. {row.text}")
    return next((each for each in ways if split_items(each) == [row.text]), row.text)


def _of_deed(name: str) -> "_OfDeed":
    return _OfDeed(name)


class _OfDeed:
    """A column of the deed itself."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, row: DeedOut) -> Value:
        value: Value = getattr(row.deed, self.name) if row.deed else None
        return value


def _place(row: DeedOut) -> str:
    shown: Deed | None = row.deed
    return shown.place if shown else row.work.place if row.work else ""


def _achieved(row: DeedOut) -> Value:
    """Every quantity with its unit. Where a deed is done and nothing was told, that is said too."""
    if row.quantities:
        return "; ".join(
            format_amount(each.amount, each.unit_word, each.qualifier) for each in row.quantities
        )
    promised = row.deed is not None and row.deed.target_amount is not None
    return NOTHING_TOLD if row.is_done and promised else None


def _kinds(row: DeedOut) -> Value:
    """What each quantity counts as, where the words alone would not tell."""
    words = f"{row.text if row.deed else row.work.title if row.work else ''} {row.result_text}"
    if all(each.kind == guess_kind(words, each.unit_word) for each in row.quantities):
        return None
    labels = {number: str(kind.label) for number, kind in RESULT_KIND.items()}
    return "; ".join(labels.get(each.kind, _OTHER_KIND) for each in row.quantities)


def _given(kind: ContributionKind) -> "_Gifts":
    return _Gifts(kind)


class _Gifts:
    """Gifts of one kind: a number, or words where there are several or more is to be said of one."""

    def __init__(self, kind: ContributionKind) -> None:
        self.kind = kind

    def __call__(self, row: DeedOut) -> Value:
        gifts = [gift for gift in row.gifts if gift.kind == self.kind]
        if len(gifts) == 1 and gifts[0].qualifier == Qualifier.EXACTLY and not _mark(row, gifts[0]):
            return gifts[0].amount
        parts = [
            f"{format_amount(gift.amount, '', gift.qualifier)}{_mark(row, gift)}" for gift in gifts
        ]
        return "; ".join(parts)


def _mark(row: DeedOut, gift: Contribution) -> str:
    """The bracket behind a gift: its day, where it is not that of the deed, and whether it was received."""
    words = []
    if gift.day != (row.state_on or (row.told_on if row.is_loose else None)):
        words.append(f"{gift.day:%d/%m/%Y}")
    received = gift.accepted_on is not None
    if row.is_loose:
        words += [] if received else [NOT_RECEIVED]
    elif not row.is_done and (received or gift.kind not in _NO_PLAN):
        words.append(RECEIVED if received else NOT_RECEIVED)
    return f" ({', '.join(words)})" if words else ""


def _goods(row: DeedOut) -> Value:
    """The goods in the order of their values."""
    gifts = [gift for gift in row.gifts if gift.kind == ContributionKind.GOODS]
    return "; ".join(row.masked(gift.words).replace(";", ",") or _SOME_GOODS for gift in gifts)


DEED_COLUMNS: Final = (
    ListColumn[DeedOut]("number", "STT", lambda row: row.number, 6),
    ListColumn[DeedOut]("name", "Họ và tên", lambda row: row.person_name, 26),
    ListColumn[DeedOut]("collective", "Tập thể", lambda row: row.collective_name, 26),
    ListColumn[DeedOut]("unit", "Chi bộ", lambda row: row.unit_name, 28),
    ListColumn[DeedOut]("category", "Đối tượng", _category, 22),
    ListColumn[DeedOut]("post", "Chức vụ", lambda row: row.post, 18),
    ListColumn[DeedOut]("birth", "Năm sinh", lambda row: row.birth_year, 9),
    ListColumn[DeedOut]("deed", ONE_DEED, _text, 56),
    ListColumn[DeedOut]("field", "Lĩnh vực", _of_deed("field"), 16),
    ListColumn[DeedOut]("quantity", "Số lượng", _of_deed("target_amount"), 10),
    ListColumn[DeedOut]("quantity_unit", "Đơn vị tính", _of_deed("target_unit"), 10),
    ListColumn[DeedOut]("place", "Địa điểm", _place, 20),
    ListColumn[DeedOut]("deadline", "Thời hạn", _of_deed("deadline"), 12),
    ListColumn[DeedOut]("planned_money", "Kinh phí dự kiến (đồng)", _of_deed("planned_cost"), 16),
    ListColumn[DeedOut]("done", "Hoàn thành", lambda row: row.progress, 12),
    ListColumn[DeedOut]("achieved", "Số lượng đạt", _achieved, 14),
    ListColumn[DeedOut]("money", "Số tiền (đồng)", _given(ContributionKind.OWN_MONEY), 16),
    ListColumn[DeedOut]("labour", "Ngày công", _given(ContributionKind.LABOUR_DAYS), 10),
    ListColumn[DeedOut]("result", "Kết quả", lambda row: row.result_text, 40),
    ListColumn[DeedOut](
        "mobilised", "Huy động thêm (đồng)", _given(ContributionKind.MOBILISED_MONEY), 16
    ),
    ListColumn[DeedOut]("budget", "Ngân sách (đồng)", _given(ContributionKind.BUDGET), 16),
    ListColumn[DeedOut]("land", "Đất hiến (m²)", _given(ContributionKind.LAND), 12),
    ListColumn[DeedOut]("goods", "Hiện vật", _goods, 20),
    ListColumn[DeedOut](
        "goods_value", "Hiện vật quy ra (đồng)", _given(ContributionKind.GOODS), 16
    ),
    ListColumn[DeedOut](
        "reason", "Lý do", lambda row: row.masked(row.deed.reason) if row.deed else "", 24
    ),
    ListColumn[DeedOut](
        "work", "Công trình chung", lambda row: row.work.title if row.work else "", 24
    ),
    ListColumn[DeedOut]("told_on", "Ngày báo kết quả", lambda row: row.told_on, 12),
    ListColumn[DeedOut]("state_on", "Ngày xác nhận", lambda row: row.state_on, 12),
    ListColumn[DeedOut]("achieved_kind", "Loại kết quả", _kinds, 16),
    ListColumn[DeedOut](
        "deed_category",
        "Nhóm nội dung",
        lambda row: _GROUP.get(row.deed.category_id, "") if row.deed else "",
        22,
    ),
    ListColumn[DeedOut]("registered_on", "Ngày đăng ký", _registered_on, 12),
    ListColumn[DeedOut]("registration_state", "Bản đăng ký", _state, 14),
)
