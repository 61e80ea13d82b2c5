"""Columns fill the paper, and no figure leaves its cell."""

import pytest

from neuguong.documents.document import Bound, Column, Row, Table, Text
from neuguong.documents.tests.sample import annex_of_figures, annex_of_units
from neuguong.documents.widths import PADDING, count_lines, fit, line_width, wants_turning


def wide(columns: int) -> Table:
    heads = (Column("Đơn vị"), *(Column("Tiền vận động", "figure") for _ in range(columns)))
    figures = (Bound("k", "ít nhất\u00a01.487.800.000") for _ in range(columns))
    return Table(heads, (Row((Text("Chi bộ thôn Nà Mỵ Thượng"), *figures)),))


@pytest.mark.parametrize(
    "table", [annex_of_figures().tables[0], annex_of_units().tables[0], wide(3), wide(9)]
)
@pytest.mark.parametrize("available", [165.0, 252.0])
def test_columns_fill_what_there_is(table: Table, available: float) -> None:
    widths = fit(table, available, 13)
    assert sum(widths.columns) == pytest.approx(available, abs=0.1)
    assert all(width > 0 for width in widths.columns)


def test_letters_grow_smaller_before_a_figure_leaves_its_cell() -> None:
    widths = fit(wide(4), 165, 13)
    needed = line_width("ít nhất\u00a01.487.800.000", widths.size) + 2 * PADDING
    assert widths.size < 13
    assert all(width >= needed for width in widths.columns[1:])


def test_a_table_of_many_figures_asks_for_a_page_on_its_side() -> None:
    assert wants_turning(wide(8), 165, 13)
    assert not wants_turning(annex_of_figures().tables[0], 165, 13)


def test_names_stay_on_one_line_when_they_can() -> None:
    table = annex_of_units().tables[0]
    widths = fit(table, 165, 13)
    longest = "Chi bộ thôn Nà Mỵ Thượng"
    assert count_lines(longest, widths.columns[0] - 2 * PADDING, widths.size) == 1


def test_a_long_text_is_counted_in_lines() -> None:
    assert count_lines("một hai ba", 1000, 12) == 1
    assert count_lines("một hai ba", 10, 12) == 3
