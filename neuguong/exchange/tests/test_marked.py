"""A workbook with a marking of state secrets in any cell is refused, and the cell is named."""

from pathlib import Path

import openpyxl
import pytest

from neuguong.exchange.tests.samples import saved
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.stream import stream_deeds
from neuguong.lib.refusal import Refused


def _book(cells: dict[str, str]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for reference, text in cells.items():
        sheet[reference] = text
    return book


def _refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read_workbook(data)
    return caught.value.refusal.code, caught.value.refusal.text


def test_a_stamp_in_any_cell_is_found() -> None:
    book = _book({"C1": "TUYỆT MẬT", "A3": "Họ và tên"})
    code, text = _refusal(saved(book))
    assert code == "secret_marking"
    assert text.startswith("Ô C1 có dấu độ mật “TUYỆT MẬT”. ")
    assert "117/2025/QH15" in text


def test_a_further_and_hidden_sheet_is_looked_at_too() -> None:
    book = _book({"A1": "Họ và tên"})
    other = book.create_sheet("Kèm theo")
    other["B7"] = "Độ mật: Mật"
    other.sheet_state = "hidden"
    assert _refusal(saved(book))[1].startswith("Ô B7 của trang tính “Kèm theo” có dấu độ mật “MẬT”")


def test_a_table_of_text_is_looked_at_too() -> None:
    assert _refusal("Họ và tên;Việc\nChi;TỐI MẬT\n".encode())[1].startswith("Ô B2 có dấu")


def test_a_long_table_is_looked_at_while_it_is_read(tmp_path: Path) -> None:
    lines = ["Họ và tên;Chi bộ;Việc làm theo"] + ["Nông Thị Chi;Một;Trồng cây"] * 50 + ["x;y;MẬT"]
    path = tmp_path / "dai.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refused, match="Ô C52 có dấu độ mật"):
        list(stream_deeds(path, year=2022))


def test_honey_and_passwords_are_taken_in() -> None:
    words = ["Bán mật ong", "NUÔI ONG LẤY MẬT", "Bảo mật", "MẬT ĐỘ", "Đổi mật khẩu", "BÍ MẬT"]
    book = _book({f"A{number}": text for number, text in enumerate(words, start=1)})
    assert len(read_workbook(saved(book)).sheets[0].rows) == len(words)
