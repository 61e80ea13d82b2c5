"""A block copied from a sheet spreads over the grid with the understanding of the import."""

from django.test import Client
from django.urls import reverse

from neuguong.deeds.forms.grid import Named, spread, typed_cells
from tests.world import YEAR, World

PEOPLE = [
    Named("u", "Chi bộ thôn Nà Pài"),
    Named("p1", "Bàn Văn Chiêu", 1968),
    Named("p2", "Nông Văn Đạt", 1990),
    Named("p3", "Hoàng Văn Thái", 1958),
    Named("p4", "Hoàng Văn Thái", 1991),
]


def test_rows_and_columns_follow_from_where_one_stands() -> None:
    found = spread("Mở 300 m đường\tDạy chữ\nGóp 5 ngày công\t\n", PEOPLE)
    assert found.rows == [[["Mở 300 m đường"], ["Dạy chữ"]], [["Góp 5 ngày công"], []]]
    assert (found.keys, found.left) == ((), ())


def test_numbered_deeds_in_one_cell_are_parted() -> None:
    found = spread('"1. Mở 300 m đường\n2. Dạy chữ cho trẻ"\tTrồng rừng; Dọn vệ sinh', PEOPLE)
    assert found.rows == [[["Mở 300 m đường", "Dạy chữ cho trẻ"], ["Trồng rừng", "Dọn vệ sinh"]]]


def test_a_column_of_names_sends_each_row_to_its_person() -> None:
    block = (
        "STT\tHọ và tên\tNăm sinh\tViệc đăng ký\tGhi chú\n"
        "1\tĐ/c NÔNG VĂN ĐẠT\t1990\t1. Mở đường 2. Dạy chữ\tđã nộp đủ bản giấy\n"
        "2\tBan Van Chieu\t1968\tGóp 6 ngày công\t\n"
        "\t\t\tHiến 120 m² đất\t\n"
        "3\tLò Thị Lạ\t1970\tTrồng rừng\t\n"
    )
    found = spread(block, PEOPLE)
    assert found.keys == ["p2", "p1"]
    assert found.rows == [
        [["Mở đường", "Dạy chữ"]],
        [["Góp 6 ngày công"], ["Hiến 120 m² đất"]],
    ]
    assert found.left == ["Lò Thị Lạ"]


def test_columns_without_heads_are_told_by_what_they_hold() -> None:
    found = spread("1\tBàn Văn Chiêu\tGóp 6 ngày công\tHiến 120 m² đất", PEOPLE)
    assert found.rows == [[["Góp 6 ngày công"], ["Hiến 120 m² đất"]]]


def test_of_two_namesakes_the_year_of_birth_decides() -> None:
    block = "Hoàng Văn Thái\t1991\tMở 300 m đường\nHoàng Văn Thái\t\tGóp 10 ngày công"
    found = spread(block, PEOPLE)
    assert (found.keys, found.left) == (["p4"], ["Hoàng Văn Thái"])


def test_a_block_that_names_the_cell_goes_to_the_first_row() -> None:
    assert spread("Chi bộ thôn Nà Pài\tLàm 300 m đường hoa", PEOPLE).keys == ["u"]


def test_only_what_was_changed_is_typed() -> None:
    data = {
        "o.p1.d5": "Mở đường ", "w.p1.d5": "Mở đường", "o.p1.d6": "", "w.p1.d6": "Dạy chữ",
        "o.u.n1": "Làm đường hoa", "o.p1.n7": "", "w.p1.n7": "", "o.p1.x": "thừa", "o.p2.n1": "Bỏ",
    }  # fmt: skip
    found = typed_cells(data, left_out="p2.n1")
    assert [(cell.name, cell.text, cell.was) for cell in found] == [
        ("u.n1", "Làm đường hoa", ""),
        ("p1.d6", "", "Dạy chữ"),
    ]


def test_a_paste_is_read_by_the_server_and_writes_nothing(client: Client, world: World) -> None:
    client.force_login(world.accounts["giang"])
    url = f"{reverse('deeds:grid_paste', args=['tinh/huyen/xa/mot'])}?nam={YEAR}"
    answer = client.post(url, {"dan": "Nông Thị Chi\tMở 300 m đường\nLạ Hoắc Lạ\tDạy chữ cho trẻ"})
    chi = f"p{world.people['Chi'].pk}"
    assert answer.json() == {"rows": [[["Mở 300 m đường"]]], "keys": [chi], "left": ["Lạ Hoắc Lạ"]}
    too_much = client.post(url, {"dan": "x" * 200_001})
    assert (too_much.status_code, "quá lớn" in too_much.json()["text"]) == (422, True)
