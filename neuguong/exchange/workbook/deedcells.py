"""Reads the deeds of one row: their words, what was promised, what came of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.rules import CATEGORIES, ContributionKind, text_problem
from neuguong.exchange.workbook import deedtext, values
from neuguong.exchange.workbook.cells import Cells
from neuguong.exchange.workbook.drafts import DeedDraft, GiftDraft, WorkDraft
from neuguong.exchange.workbook.giving import Given, given
from neuguong.exchange.workbook.layout import as_text
from neuguong.exchange.workbook.reader import Value
from neuguong.exchange.workbook.values import Problem, Progress
from neuguong.lib.amounts import ParsedAmount, format_amount
from neuguong.lib.dates import format_day
from neuguong.lib.listing import split_items, split_values
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

# What stands in place of a deed: gifts beside all deeds, a shared work as a whole.
LOOSE: Final = "Đóng góp không gắn với việc nào"
WHOLE_WORK: Final = "Cả công trình"
NOTHING_TOLD: Final = "không ghi"
_LOOSE: Final = frozenset({fold(LOOSE), "dong gop ngoai viec dang ky", "dong gop chung"})
_WHOLE: Final = frozenset({fold(WHOLE_WORK), "toan bo cong trinh"})
_NOTHING_TOLD: Final = frozenset({fold(NOTHING_TOLD), "chua ghi"})
_LONGEST_UNIT_WORD: Final = 40
_FOR_ALL: Final = frozenset({
    "done", "not_done", "result", "deadline", "place", "field", "quantity_unit", "achieved_kind",
    "deed_category", "reason", "told_on", "state_on", "work",
})  # fmt: skip
_DIVIDED: Final = (
    *("quantity", "quantity_unit", "achieved", "money", "planned_money", "labour"),
    *("deadline", "place", "field", "done", "not_done", "result"),
    *("mobilised", "budget", "land", "goods_value", "goods"),
    *("achieved_kind", "deed_category", "reason", "told_on", "state_on", "work"),
)
_SAID: Final = (
    Progress.DONE, Progress.REPORTED, Progress.CARRIED_OVER, Progress.GIVEN_UP, Progress.STARTED,
)  # fmt: skip
_SHORT_DAY: Final = re.compile(r"\d+[/.-]\d+[/.-]\d+")


def loose_gifts(cells: Cells) -> tuple[GiftDraft, ...] | None:
    """What a row tells was given beside all deeds; None if it tells of deeds."""
    if fold(as_text(cells.value("deed"))) not in _LOOSE:
        return None
    found = given(cells, {key: cells.value(key) for key in _DIVIDED}, done=True)
    told = cells.read_day("told_on", cells.value("told_on"))
    gifts = [*_plain_gifts(found), *found.gifts]
    if not gifts:
        text = _("không ghi đóng góp gì; hãy ghi số tiền, ngày công, đất hoặc hiện vật.")
        cells.fault("deed", "gift_empty", text)
    return tuple(
        GiftDraft(each.kind, each.amount, each.day or told, each.accepted is not False, each.words)
        for each in gifts
    )


def _plain_gifts(found: Given) -> Iterator[GiftDraft]:
    if found.money is not None:
        yield GiftDraft(ContributionKind.OWN_MONEY, found.money)
    if found.labour is not None:
        yield GiftDraft(ContributionKind.LABOUR_DAYS, found.labour)


def whole_work(cells: Cells) -> WorkDraft | None:
    """What a row tells of a shared work as a whole; None if it tells of deeds."""
    if fold(as_text(cells.value("deed"))) not in _WHOLE or not (title := cells.text("work")):
        return None
    reader = DeedReader(cells)
    progress, _words = reader.progress({key: cells.value(key) for key in ("done", "result")})
    return WorkDraft(
        title=title[:300],
        quantities=reader.achieved(cells.value("achieved")) or (),
        kinds=reader.kinds(cells.value("achieved_kind")),
        done_on=cells.read_day("state_on", cells.value("state_on")),
        is_done=progress is Progress.DONE,
        place=cells.text("place")[:200],
    )


class DeedReader:
    """Reads the deeds in the cells of one row."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.table = cells.table

    def deeds(self) -> Iterator[DeedDraft]:
        """Every deed of the row, in order."""
        cells = self.cells
        typed = as_text(cells.value("deed"))
        try:
            values.checked(cells.value("deed"))
        except Problem as problem:
            cells.problem("deed", problem, typed)
            return
        texts = split_items(typed) or [""]
        used = [key for key in _DIVIDED if self.table.use(key) is not None]
        parts = {key: self._divided(key, len(texts)) for key in used}
        for index, text in enumerate(texts):
            if refusal := text_problem(text):
                cells.refused("deed", refusal, text)
            elif not any(map(str.isalpha, text)):
                words = _("không có chữ nào; hãy ghi một câu: làm gì, ở đâu, bao nhiêu.")
                cells.fault("deed", "deed_unreadable", words, text)
            yield self._deed(text, {key: part[index] for key, part in parts.items()})

    def _divided(self, key: str, count: int) -> list[Value]:
        """The values of a cell for each deed: divided as the deeds are, or for all, or the first."""
        value = self.cells.value(key)
        if count == 1:
            return [value]
        split = split_values(value, count) if isinstance(value, str) else None
        if split:
            return list(split)
        if key in _FOR_ALL or value is None:
            return [value] * count
        text = _("là một số cho %(count)d việc trong cùng ô; số này được ghi cho việc thứ nhất.")
        if not values.is_nothing(value):
            self.cells.warn(key, "amount_shared", text % {"count": count})
        return [value, *[None] * (count - 1)]

    def _deed(self, text: str, parts: Mapping[str, Value]) -> DeedDraft:
        cells = self.cells
        progress, result = self.progress(parts)
        quantity = self._number("quantity", parts.get("quantity"))
        if self.table.use("quantity") is None:
            quantity = deedtext.quantity_in(text)
        gave = given(cells, parts, done=progress is Progress.DONE)
        planned = self._planned(parts.get("planned_money"))
        money, typed = gave.money, gave.typed_money
        if money is None and planned is None and not gave.gifts and not gave.planned_others:
            money = self._money_in_text(text)
            typed = int(money.value) if money else 0
        achieved = self.achieved(parts.get("achieved"))
        return DeedDraft(
            text=text,
            progress=progress,
            quantity=quantity,
            quantity_unit=self._unit_word(quantity, as_text(parts.get("quantity_unit"))),
            achieved=achieved,
            kinds=self.kinds(parts.get("achieved_kind")) if achieved else (),
            deadline=self._deadline(parts.get("deadline")),
            money=money,
            planned_cost=int(planned.value) if planned else 0,
            planned_others=gave.planned_others,
            typed_money=typed,
            labour_days=gave.labour.value if gave.labour else Decimal(0),
            gifts=gave.gifts,
            place=as_text(parts.get("place"))[:200],
            field=as_text(parts.get("field"))[:120],
            category=self._category(as_text(parts.get("deed_category"))),
            result_text=result,
            reason=as_text(parts.get("reason"))[:1000],
            told_on=cells.read_day("told_on", parts.get("told_on")),
            state_on=cells.read_day("state_on", parts.get("state_on")),
            work=" ".join(as_text(parts.get("work")).split())[:300],
        )

    def progress(self, parts: Mapping[str, Value]) -> tuple[Progress, str]:
        """Done or not by whichever column says so, and the words if they say more."""
        if not values.is_nothing(parts.get("not_done")):
            return Progress.OPEN, ""
        typed, told = parts.get("done"), parts.get("result")
        done = self.cells.read("done", values.read_progress, typed)
        said = self.cells.read("result", values.read_progress, told)
        is_told = typed is not None and done not in (None, Progress.UNKNOWN)
        if said is Progress.UNKNOWN and not (is_told and done in _SAID):
            text = _("chưa rõ việc đã xong hay chưa; nếu đã xong, hãy ghi “HT”.")
            self.cells.warn("result", "result_unclear", text)
        words = as_text(told)
        if is_told and done in _SAID:  # the result beside it tells what came of it
            assert done is not None
            return done, words if said is Progress.UNKNOWN or (said is not done and words) else ""
        found = next((each for each in _SAID if each in (done, said)), Progress.OPEN)
        return found, words if said is Progress.UNKNOWN else ""

    def _number(self, key: str, value: Value) -> ParsedAmount | None:
        if values.is_nothing(value):
            return None
        parsed = self.cells.read(key, values.read_quantity, value)
        if parsed is None or parsed.value == 0:
            return None
        if isinstance(value, str):
            words = format_amount(parsed.value, parsed.unit_text or "", parsed.qualifier)
            self.cells.note_reading(key, value, words)
        return parsed

    def achieved(self, value: Value) -> tuple[ParsedAmount, ...] | None:
        """What was achieved, several amounts parted by semicolons; None where nothing is said."""
        if isinstance(value, str) and fold(value) in _NOTHING_TOLD:
            return ()
        pieces: list[Value] = [value]
        if isinstance(value, str) and ";" in value:
            pieces = [piece for piece in value.split(";") if piece.strip()]
        use = self.table.use("achieved")
        word = use.unit if use else ""
        found = [self._number("achieved", piece) for piece in pieces]
        amounts = [
            each if each.unit_text or not word else replace(each, unit_text=word)
            for each in found
            if each is not None
        ]
        return tuple(amounts) or None

    def kinds(self, value: Value) -> tuple[int, ...]:
        """The kinds of result that a cell names, in the order of the amounts; 0 is another kind."""
        words = [fold(piece) for piece in as_text(value).split(";") if piece.strip()]
        known = _kind_numbers()
        if unknown := [word for word in words if word not in known]:
            text = _(
                "không phải loại kết quả nào đang dùng (%(word)s); loại được hiểu theo lời ghi."
            )
            self.cells.warn("achieved_kind", "kind_unknown", text % {"word": unknown[0]})
            return ()
        return tuple(known[word] for word in words)

    def _category(self, typed: str) -> int | None:
        if not typed:
            return None
        found = _category_numbers().get(fold(typed))
        if found is None:
            text = _("không phải nhóm nội dung nào đang dùng; nhóm được hiểu theo lời ghi.")
            self.cells.warn("deed_category", "deed_category_unknown", text)
        return found

    def _unit_word(self, quantity: ParsedAmount | None, typed: str) -> str:
        use = self.table.use("quantity")
        word = typed or (quantity.unit_text if quantity else "") or (use.unit if use else "") or ""
        if len(word) > _LONGEST_UNIT_WORD:
            text = _("không giống đơn vị tính; hãy ghi như m, ha, hộ.")
            self.cells.fault("quantity_unit", "unit_word_long", text)
        return word

    def _planned(self, value: Value) -> ParsedAmount | None:
        use = self.table.use("planned_money")
        if use is None or values.is_nothing(value):
            return None
        parsed = self.cells.read(
            "planned_money", lambda each: values.read_money(each, use.factor), value
        )
        if parsed is None or parsed.value == 0:
            return None
        if isinstance(value, str) or use.factor != 1:
            words = format_amount(parsed.value, _("đồng"), parsed.qualifier)
            self.cells.note_reading("planned_money", as_text(value), words)
        return parsed

    def _money_in_text(self, text: str) -> ParsedAmount | None:
        """Money that only the sentence names; what it does not say surely is left to a person."""
        said = deedtext.money_said(text)
        if message := said.doubt:
            self.cells.warn("deed", said.code, message)
        if len(said.amounts) != 1:
            return None
        amount = said.amounts[0]
        words = format_amount(amount.value, _("đồng"), amount.qualifier)
        self.cells.note_reading("deed", text, words)
        return amount

    def _deadline(self, value: Value) -> date | None:
        day = self.cells.read_day("deadline", value)
        if day and isinstance(value, str | int) and not _SHORT_DAY.fullmatch(str(value).strip()):
            self.cells.note_reading("deadline", as_text(value), format_day(day))
        return day


@cache
def _kind_numbers() -> dict[str, int]:
    return {"khac": 0, **{fold(str(kind.label)): kind.number for kind in RESULT_KINDS}}


@cache
def _category_numbers() -> dict[str, int]:
    return {fold(entry.label): entry.number for entry in CATEGORIES}
