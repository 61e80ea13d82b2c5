"""Made-up workbooks of the sample kinds, in every format: how much of the truth is read."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import settings

from neuguong.exchange.tests.making import KINDS, Case, Deed, make
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds
from neuguong.exchange.workbook.subjects import body_name

_FORMATS = ("xlsx", "xls", "ods", "csv")
_EXAMPLES = settings.default.max_examples if settings.default else 25
_SEEDS = range(max(100, _EXAMPLES * 2))
pytestmark = pytest.mark.property


def _read(seed: int) -> tuple[Case, Reading]:
    kind, format = KINDS[seed % len(KINDS)], _FORMATS[seed // len(KINDS) % len(_FORMATS)]
    case = make(kind, seed, format)
    return case, read_deeds(read_workbook(case.data), year=2022)


def _bare(name: str) -> str:
    return " ".join(body_name(name).split()).strip(" .;:").casefold()


def _wrong(row: RowDraft | None, draft: DeedDraft | None, deed: Deed) -> Iterator[str]:
    """The facts of a deed that were read otherwise; all of them if the row has a fault or is missing."""
    if row is None or draft is None or row.faults:
        yield from ("name", "unit", "text", "money", "labour", "quantity", "deadline", "completed")
        return
    if _bare(row.name) != _bare(deed.name):
        yield "name"
    if deed.unit and _bare(row.unit_name) != _bare(deed.unit):
        yield "unit"
    if _bare(draft.text) != _bare(deed.text):
        yield "text"
    if draft.money_given + draft.money_planned != deed.money:
        yield "money"
    if draft.labour_days != deed.labour:
        yield "labour"
    if deed.quantity is not None and _value(draft) != deed.quantity:
        yield "quantity"
    if draft.deadline != deed.deadline:
        yield "deadline"
    if draft.completed != deed.completed:
        yield "completed"


def _value(draft: DeedDraft) -> Decimal | None:
    return draft.quantity.value if draft.quantity else None


@cache
def _measured() -> tuple[int, Counter[str], list[str]]:
    """Facts asked for, facts read wrong by kind, and all that is to be looked at."""
    facts, wrong, told = 0, Counter[str](), []
    for seed in _SEEDS:
        case, reading = _read(seed)
        found = [(row, draft) for row in reading.rows for draft in row.deeds]
        seen: Counter[int] = Counter()
        for deed in case.deeds:
            facts += 8
            drafts = [pair for pair in found if pair[0].number == deed.row]
            place = seen[deed.row]
            seen[deed.row] += 1
            row, draft = drafts[place] if place < len(drafts) else (None, None)
            for fact in _wrong(row, draft, deed):
                wrong[fact] += 1
                told.append(f"seed {seed}: row {deed.row}, {fact} of {deed}")
    return facts, wrong, told


def test_at_least_98_of_100_facts_are_read_right() -> None:
    facts, wrong, told = _measured()
    assert wrong.total() <= facts * 0.02, "\n".join(told[:20])


def test_every_planted_fault_is_named_by_row_and_column() -> None:
    unnamed = []
    for seed in _SEEDS:
        case, reading = _read(seed)
        named = {(each.row, each.column) for each in [*reading.faults, *reading.all_warnings]}
        totals = {each.row for each in reading.all_warnings if each.code == "total_mismatch"}
        unnamed += [f"seed {seed}: {place}" for place in case.faults if place not in named]
        unnamed += [
            f"seed {seed}: total in {row}" for row in case.wrong_totals if row not in totals
        ]
    assert unnamed == []


def test_no_fault_is_named_where_there_is_none() -> None:
    false = []
    for seed in _SEEDS:
        case, reading = _read(seed)
        planted = {row for row, _column in case.faults} | set(case.wrong_totals)
        totals = [each for each in reading.all_warnings if each.code == "total_mismatch"]
        false += [f"seed {seed}: {each.message}" for each in [*reading.faults, *totals]
                  if each.row not in planted]  # fmt: skip
    assert len(false) <= len(_SEEDS) // 50, "\n".join(false[:20])


def test_each_fault_is_one_sentence_with_place_and_remedy() -> None:
    for seed in _SEEDS[:50]:
        for each in _read(seed)[1].faults:
            assert each.message.startswith(f"Dòng {each.row}, cột {each.column} “")
            assert "; " in each.message
            assert each.message.endswith(".")
            assert "\n" not in each.message
