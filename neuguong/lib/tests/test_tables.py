"""Lists as files: text stays text, the classification stands on top, the same rows give the same bytes."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl

from neuguong.lib.tables import Head, Table, Value, as_csv, as_xlsx


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> Table:
    above = ["Cây tổ chức ngày 01/01/2022."]
    return Table("x", "Tài liệu nội bộ", title, "Bảng", [Head(h) for h in heads], rows, above=above)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    table = _table("=1+1", ["=A1", "b"], [["=cmd|' /C calc'!A0", 5], ["-2", None]])
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table))).active
    assert book is not None
    cells = [cell for row in book.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert as_csv(table).decode("utf-8-sig").splitlines() == [
        "Tài liệu nội bộ", "'=1+1", "Cây tổ chức ngày 01/01/2022.", "'=A1,b",
        "'=cmd|' /C calc'!A0,5", "'-2,",
    ]  # fmt: skip


def test_the_same_rows_give_the_same_bytes() -> None:
    table = _table("Bảng", ["a"], [["b"]])
    made = as_xlsx(table)
    assert made == as_xlsx(table)
    assert b"2000-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(made)).read("docProps/core.xml")
