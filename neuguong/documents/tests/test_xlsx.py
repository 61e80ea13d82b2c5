"""The workbook: figures are numbers that look as in the words, and words are never formulas."""

import io
from decimal import Decimal

import openpyxl
import pytest

from neuguong.documents import xlsx
from neuguong.documents.document import Annex, Bound, Column, Document, Row, Table, Text
from neuguong.documents.tests.sample import sample


def read(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))


def one_cell(text: str) -> Document:
    table = Table((Column("Tên"),), (Row((Text(text),)),))
    return sample(annexes=(Annex("Thử", (table,)),), sources=())


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("3.485", "3485", "#,##0"),
        ("0", "0", "#,##0"),
        ("148", "148", "#,##0"),
        ("12,5", "12.5", "#,##0.0"),
        ("1.234,50", "1234.5", "#,##0.00"),
        ("ít nhất 87.800.000", "87800000", '"ít nhất "#,##0'),
        ("gần 400", "400", '"gần "#,##0'),
        ("hàng trăm", "100", '"hàng trăm"'),
        ("2022", "2022", "0"),
    ],
)
def test_a_number_looks_as_it_is_said(text: str, value: str, shown: str) -> None:
    assert xlsx.number_format(Bound("k", text, value=Decimal(value))) == shown


def test_each_annex_and_the_sources_have_a_sheet() -> None:
    book = read(sample())
    assert book.sheetnames == ["Phụ lục", "Theo chi bộ", "Nguồn"]
    sources = [[cell.value for cell in row] for row in book["Nguồn"].iter_rows()]
    assert sources[0] == ["Mã số liệu", "Chỉ tiêu", "Đơn vị tính", "Cách đếm"]
    assert sources[1][0] == "deeds.people"


def test_figures_are_numbers() -> None:
    rows = {row[1].value: row[3] for row in read(sample())["Phụ lục"].iter_rows(min_row=6)}
    assert rows["Người đăng ký"].value == 3485
    assert rows["Rừng trồng"].value == 12.5
    assert rows["Tiền đóng góp"].value == 87800000
    assert rows["Tiền đóng góp"].number_format == '"ít nhất "#,##0'
    assert rows["Tổ chức cơ sở đảng có kế hoạch học tập và làm theo trong năm"].value == "35/35"


def test_the_last_line_is_the_sum_of_the_lines_above() -> None:
    rows = list(read(sample())["Theo chi bộ"].iter_rows(min_row=6, values_only=True))
    total = next(n for n, row in enumerate(rows) if row[0] == "Cộng")
    assert sum(int(str(row[3])) for row in rows[:total]) == rows[total][3]


@pytest.mark.parametrize("words", ["=1+1", "+84", "-x", "@ten", "http://x.test", "0012"])
def test_words_are_never_formulas_links_or_numbers(words: str) -> None:
    cell = read(one_cell(words)).worksheets[0]["A6"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_names_of_sheets_are_made_lawful_and_unique() -> None:
    table = Table((Column("Tên"),), (Row((Text("a"),)),))
    name = "Số liệu [xã]: chi bộ / thôn và các đơn vị"
    annexes = tuple(Annex("Thử", (table,), sheet=name) for _ in range(2))
    names = read(sample(annexes=annexes)).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
