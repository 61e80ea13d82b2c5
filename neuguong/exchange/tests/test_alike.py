"""Rows with equal cells share their deeds; whatever was found in a row stays its own."""

from decimal import Decimal
from typing import Any

from neuguong.exchange.tests.samples import PLAIN, workbook
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds


def _read(*rows: tuple[Any, ...]) -> Reading:
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    return read_deeds(read_workbook(workbook([PLAIN, *numbered])), year=2022)


def test_equal_cells_are_read_once() -> None:
    same = ("Trồng rừng", 2, "ha", "31/12/2022", "1,5 triệu", 1, "HT")
    first, second, other = _read(
        ("Vi Văn Sáu", None, None, *same),
        ("Vi Thị Bảy", None, None, *same),
        ("Vi Văn Tám", None, None, *same[:4], "2 triệu", 1, "HT"),
    ).rows
    assert first.deeds[0] is second.deeds[0]
    assert first.read_as == second.read_as != {}
    assert first.read_as["money"] is not second.read_as["money"]
    assert (second.name, second.number) == ("Vi Thị Bảy", 3)
    assert other.deeds[0].money is not None
    assert other.deeds[0].money.value == Decimal(2_000_000)


def test_each_row_has_its_own_faults() -> None:
    bad = ("Trồng rừng", 2, "ha", "31/12/2022", "nhiều", 1, "HT")
    one, two = _read(("Vi Văn Sáu", None, None, *bad), ("Vi Thị Bảy", None, None, *bad)).rows
    assert [(fault.row, fault.code) for fault in one.faults] == [
        (2, fault.code) for fault in one.faults
    ]
    assert [fault.row for fault in two.faults] == [3]


def test_a_tick_is_no_number() -> None:
    """True and 1 are equal to Python, and 1 in "Kết quả" is a whole, not a tick."""
    ticked, counted = _read(
        ("Vi Văn Sáu", None, None, "Trồng rừng", 1, "ha", None, None, True, None),
        ("Vi Thị Bảy", None, None, "Trồng rừng", 1, "ha", None, None, 1, None),
    ).rows
    assert ticked.faults
    assert not counted.faults
    assert counted.deeds[0].labour_days == 1
