"""Reads what was given for a deed: money by whose it is, days, land, goods; several in one cell too.

A cell may hold several gifts parted by semicolons, and behind each in brackets the day, and whether it
was received: "500.000 (05/3/2022); ít nhất 1.000.000 (đã nhận)".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.deeds.rules import ContributionKind
from neuguong.exchange.workbook import deedtext, values
from neuguong.exchange.workbook.cells import Cells
from neuguong.exchange.workbook.drafts import GiftDraft
from neuguong.exchange.workbook.layout import as_text
from neuguong.exchange.workbook.reader import Value
from neuguong.lib.amounts import ParsedAmount, Qualifier, format_amount
from neuguong.lib.dates import DayError, parse_day
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

GIVEN: Final = {
    "money": ContributionKind.OWN_MONEY,
    "labour": ContributionKind.LABOUR_DAYS,
    "mobilised": ContributionKind.MOBILISED_MONEY,
    "budget": ContributionKind.BUDGET,
    "land": ContributionKind.LAND,
    "goods_value": ContributionKind.GOODS,
}
RECEIVED: Final = "đã nhận"
NOT_RECEIVED: Final = "chưa nhận"
_IS_RECEIVED: Final = {fold(RECEIVED): True, fold(NOT_RECEIVED): False}
_MARK: Final = re.compile(r"(?P<amount>.*\S)\s*\((?P<mark>[^()]*)\)", re.DOTALL)
_A_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_MONEY: Final = frozenset(GIVEN) - {"labour", "land"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the cells of one deed say was given or shall be: plain money and days, the rest as gifts."""

    money: ParsedAmount | None = None
    labour: ParsedAmount | None = None
    gifts: tuple[GiftDraft, ...] = ()
    planned_others: int = 0
    typed_money: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """One amount of a cell, with what stands in brackets behind it."""

    amount: ParsedAmount
    day: date | None = None
    accepted: bool | None = None

    @property
    def is_plain(self) -> bool:
        return self.day is None and self.accepted is None


def given(cells: Cells, parts: Mapping[str, Value], *, done: bool) -> Given:
    """What was given for a deed. Money without a word that it was received is a plan until it is done."""
    found = {key: list(_parts(cells, key, parts.get(key))) for key in GIVEN if cells.has(key)}
    money, labour = found.pop("money", []), found.pop("labour", [])
    is_usual = _is_one(money) and (not labour or _is_one_exact(labour))
    if is_usual and not found and not cells.has("goods"):
        amount = money[0].amount if money else None
        return Given(amount, labour[0].amount if labour else None, (), 0, _sum(money))
    typed = _sum(money)
    money = _without_parts(cells, money, found)
    words = _goods(cells, parts.get("goods"), found)
    gifts: list[GiftDraft] = []
    planned = 0
    own = money[0].amount if len(money) == 1 and money[0].is_plain else None
    rest = {
        "money": [] if own else money,
        "labour": [] if _is_one_exact(labour) else labour,
        **found,
    }
    for key, amounts in rest.items():
        for place, part in enumerate(amounts):
            if key in _MONEY and not done and part.is_plain:
                planned += int(part.amount.value)
                continue
            said = words[place] if key == "goods_value" and place < len(words) else ""
            gifts.append(GiftDraft(GIVEN[key], part.amount, part.day, part.accepted, said))
    days = labour[0].amount if _is_one_exact(labour) else None
    return Given(own, days, tuple(gifts), planned, typed)


def _is_one(parts: list[_Part]) -> bool:
    return not parts or (len(parts) == 1 and parts[0].is_plain)


def _is_one_exact(parts: list[_Part]) -> bool:
    return len(parts) == 1 and parts[0].is_plain and parts[0].amount.qualifier is Qualifier.EXACTLY


def _sum(parts: list[_Part]) -> int:
    return sum(int(part.amount.value) for part in parts)


def _parts(cells: Cells, key: str, value: Value) -> Iterator[_Part]:
    """The amounts of a cell."""
    if values.is_nothing(value):
        return
    pieces: list[Value] = [value]
    if isinstance(value, str) and ";" in value:
        pieces = [piece for piece in value.split(";") if piece.strip()]
    for piece in pieces:
        bare, day, accepted = _unmarked(piece)
        amount = _amount(cells, key, bare)
        if amount is not None and amount.value > 0:
            yield _Part(amount, day, accepted)


def _unmarked(value: Value) -> tuple[Value, date | None, bool | None]:
    """The amount without its bracket, if the bracket holds a day or whether it was received."""
    match = _MARK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return value, None, None
    day: date | None = None
    accepted: bool | None = None
    for word in match["mark"].split(","):
        plain = fold(word)
        if plain in _IS_RECEIVED:
            accepted = _IS_RECEIVED[plain]
        elif _A_DAY.fullmatch(plain):
            try:
                day = parse_day(plain)
            except DayError:
                return value, None, None
        else:
            return value, None, None
    return match["amount"], day, accepted


def _amount(cells: Cells, key: str, value: Value) -> ParsedAmount | None:
    use = cells.table.use(key)
    assert use is not None  # only columns that are there are read
    if key == "labour":
        return cells.read(key, values.read_labour, value)
    if key == "land":
        read, unit, changed = cells.read(key, values.read_land, value), "m²", False
    else:
        read = cells.read(key, lambda each: values.read_money(each, use.factor), value)
        unit, changed = _("đồng"), use.factor != 1
    if read and read.value and (changed or isinstance(value, str)):
        words = format_amount(read.value, unit, read.qualifier)
        cells.note_reading(key, as_text(value), words)
    return read


def _without_parts(
    cells: Cells, money: list[_Part], found: Mapping[str, list[_Part]]
) -> list[_Part]:
    """ "Tổng kinh phí" beside "Ngân sách" and "Huy động" holds them: what is left is the subject's own."""
    use = cells.table.use("money")
    others = sum(_sum(parts) for key, parts in found.items() if key in _MONEY)
    if use is None or not others or len(money) != 1 or "tong" not in fold(use.heading).split():
        return money
    left = money[0].amount.value - others
    if left < 0:
        text = _("nhỏ hơn các khoản ghi bên cạnh cộng lại; hãy xem lại tổng hoặc từng khoản.")
        cells.warn("money", "money_parts", text)
        return money
    if not left:
        return []
    cells.note_reading("money", "", format_amount(left, _("đồng của mình")))
    return [_Part(ParsedAmount(left, money[0].amount.qualifier, None))]


def _goods(cells: Cells, value: Value, found: dict[str, list[_Part]]) -> list[str]:
    """The words of goods; their values are in the sentence itself where no column has them."""
    text = " ".join(as_text(value).split())
    if values.is_nothing(text or None):
        return []
    worth = found.get("goods_value") or []
    words = [piece.strip() for piece in text.split(";") if piece.strip()]
    if not worth:
        amounts = [deedtext.money_in(piece) for piece in words]
        found["goods_value"] = worth = [_Part(each[0]) for each in amounts if len(each) == 1]
        if len(worth) != len(words):
            message = _(
                "chưa quy ra tiền nên chưa tính; hãy ghi giá trị vào cột “Hiện vật quy ra (đồng)”."
            )
            cells.warn("goods", "goods_no_value", message)
            worth.clear()
    return words if len(words) == len(worth) else [text[:300]]
