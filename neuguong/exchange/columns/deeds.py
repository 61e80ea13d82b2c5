"""Columns of registrations and their deeds; headings are those our reader knows, one row for a deed."""

from decimal import Decimal
from typing import Final

from neuguong.deeds.models import CONTRIBUTION_LABELS, REGISTRATION_LABELS
from neuguong.deeds.rules import ContributionKind, RegistrationState
from neuguong.exchange.columns.column import ListColumn
from neuguong.exchange.queries.ways_out import DeedOut
from neuguong.exchange.writer import Value
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.listing import split_items
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category

ONE_DEED: Final = "Việc làm theo (mỗi dòng một việc)"


def _category(row: DeedOut) -> str:
    number = row.registration.category
    return str(CATEGORY_LABELS[Category(number)]) if number else ""


def _state(row: DeedOut) -> str:
    return str(REGISTRATION_LABELS[RegistrationState(row.registration.state)])


def _text(row: DeedOut) -> str:
    """The deed so that our reader takes it for one, though it lists things; numbered where it must be."""
    ways = (row.text, f"1. {row.text}")
    return next((each for each in ways if split_items(each) == [row.text]), row.text)


def _achieved(row: DeedOut) -> Value:
    """The first quantity with its unit; further ones are told in the words of the result."""
    if row.quantity is None:
        return None
    return format_amount(row.quantity.amount, row.quantity.unit_word, row.quantity.qualifier)


def _given(*kinds: ContributionKind) -> "_Gifts":
    return _Gifts(kinds)


class _Gifts:
    """The sum of some kinds of contributions: a number, or words where it is not exact."""

    def __init__(self, kinds: tuple[ContributionKind, ...]) -> None:
        self.kinds = kinds

    def __call__(self, row: DeedOut) -> Value:
        gifts = [gift for gift in row.gifts if gift.kind in self.kinds]
        if not gifts:
            return None
        total = sum((gift.amount for gift in gifts), Decimal(0))
        qualifiers = {gift.qualifier for gift in gifts}
        if qualifiers == {Qualifier.EXACTLY}:
            return total
        qualifier = qualifiers.pop() if len(qualifiers) == 1 else Qualifier.AT_LEAST
        return format_amount(total, "", qualifier)


_LABEL: Final = {kind: str(label) for kind, label in CONTRIBUTION_LABELS.items()}

DEED_COLUMNS: Final = (
    ListColumn[DeedOut]("number", "STT", lambda row: row.number, 6),
    ListColumn[DeedOut]("name", "Họ và tên", lambda row: row.person_name, 26),
    ListColumn[DeedOut]("collective", "Tập thể", lambda row: row.collective_name, 26),
    ListColumn[DeedOut]("unit", "Chi bộ", lambda row: row.unit_name, 28),
    ListColumn[DeedOut]("category", "Đối tượng", _category, 22),
    ListColumn[DeedOut]("post", "Chức vụ", lambda row: row.post, 18),
    ListColumn[DeedOut]("birth", "Năm sinh", lambda row: row.birth_year, 9),
    ListColumn[DeedOut]("deed", ONE_DEED, _text, 56),
    ListColumn[DeedOut]("field", "Lĩnh vực", lambda row: row.deed.field, 16),
    ListColumn[DeedOut]("quantity", "Số lượng", lambda row: row.deed.target_amount, 10),
    ListColumn[DeedOut]("quantity_unit", "Đơn vị tính", lambda row: row.deed.target_unit, 10),
    ListColumn[DeedOut]("place", "Địa điểm", lambda row: row.deed.place, 20),
    ListColumn[DeedOut]("deadline", "Thời hạn", lambda row: row.deed.deadline, 12),
    ListColumn[DeedOut](
        "planned_money", "Kinh phí dự kiến (đồng)", lambda row: row.deed.planned_cost, 16
    ),
    ListColumn[DeedOut]("done", "Hoàn thành", lambda row: row.progress, 12),
    ListColumn[DeedOut]("achieved", "Số lượng đạt", _achieved, 14),
    ListColumn[DeedOut]("money", "Số tiền (đồng)", _given(ContributionKind.OWN_MONEY), 16),
    ListColumn[DeedOut]("labour", "Ngày công", _given(ContributionKind.LABOUR_DAYS), 10),
    ListColumn[DeedOut]("result", "Kết quả", lambda row: row.result_text, 40),
    ListColumn[DeedOut]("", "Huy động thêm (đồng)", _given(ContributionKind.MOBILISED_MONEY), 16),
    ListColumn[DeedOut]("", "Ngân sách (đồng)", _given(ContributionKind.BUDGET), 16),
    ListColumn[DeedOut]("", "Đất hiến (m²)", _given(ContributionKind.LAND), 12),
    ListColumn[DeedOut]("", "Hiện vật quy ra (đồng)", _given(ContributionKind.GOODS), 16),
    ListColumn[DeedOut]("", "Bản đăng ký", _state, 14),
)
