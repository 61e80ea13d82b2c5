"""Lists in one cell and blocks from a sheet, read as people copy them."""

import pytest

from neuguong.lib.listing import one_line, split_block, split_items, split_values


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("1. Trồng rừng.\n2. Dạy chữ;", ["Trồng rừng.", "Dạy chữ"]),
        ("1) Trồng rừng; 2) Dạy chữ", ["Trồng rừng", "Dạy chữ"]),
        ("- Trồng rừng\n- Dạy chữ ở\n  hai thôn", ["Trồng rừng", "Dạy chữ ở hai thôn"]),
        ("Việc 1: Trồng rừng. Việc 2: Dạy chữ", ["Trồng rừng.", "Dạy chữ"]),
        ("Trồng rừng; Dạy chữ", ["Trồng rừng", "Dạy chữ"]),
        ("Dạy chữ cho trẻ\nTrồng cây ven đường", ["Dạy chữ cho trẻ", "Trồng cây ven đường"]),
        ("Dạy chữ cho trẻ\nở hai thôn", ["Dạy chữ cho trẻ ở hai thôn"]),
        ("Trồng 12.5 ha rừng", ["Trồng 12.5 ha rừng"]),
        ("1. Chỉ một việc;", ["Chỉ một việc"]),
        ("Trồng 2. cây xanh", ["Trồng 2. cây xanh"]),
        ("Đăng ký 2 việc: 1) trồng cây; 2) quét đường", ["trồng cây", "quét đường"]),
        ("a) Trồng cây\nb) Quét đường", ["Trồng cây", "Quét đường"]),
        ("① Trồng cây ② Quét đường", ["Trồng cây", "Quét đường"]),
        ("(1) Trồng cây; (2) Quét đường", ["Trồng cây", "Quét đường"]),
        ("1, Trồng cây\n2, Quét đường", ["Trồng cây", "Quét đường"]),
        ("- Trồng cây; - Quét đường", ["Trồng cây", "Quét đường"]),
        ("Trồng cây (keo, quế) - giống tốt", ["Trồng cây (keo, quế) - giống tốt"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_items_of_one_cell_are_parted(typed: str, items: list[str]) -> None:
    assert split_items(typed) == items


def test_a_semicolon_of_a_typed_sentence_parts_nothing() -> None:
    typed = "Giúp hộ khó khăn; giúp thêm một hộ làm nhà"
    assert split_items(typed, semicolons=False) == [typed]
    assert split_items("1. Mở đường; 2. Dạy chữ", semicolons=False) == ["Mở đường", "Dạy chữ"]


def test_a_block_is_read_by_lines_and_tabs() -> None:
    assert split_block("a\tb\r\nc\t\r\n") == [["a", "b"], ["c", ""]]
    assert split_block("một ô") == [["một ô"]]
    assert split_block("\tb\n\n") == [["", "b"]]
    assert split_block("") == [[""]]


def test_quotes_are_taken_off_only_where_a_sheet_put_them() -> None:
    assert split_block('"1. Mở đường\n2. Dạy ""chữ"""\tx') == [['1. Mở đường\n2. Dạy "chữ"', "x"]]
    assert split_block('"Hũ gạo" tình thương\tx') == [['"Hũ gạo" tình thương', "x"]]


def test_decomposed_letters_are_composed() -> None:
    assert one_line("Mở  \n đường") == "Mở đường"


def test_values_beside_several_items_are_parted_as_they_are() -> None:
    assert split_values("1. 2\n2. 400\n3. 1,5", 3) == ["2", "400", "1,5"]
    assert split_values("ha\nm2\nngười", 3) == ["ha", "m2", "người"]
    assert split_values("5 triệu; 2 triệu", 2) == ["5 triệu", "2 triệu"]
    assert split_values("2", 3) is None
