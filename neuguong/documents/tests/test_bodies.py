"""Who issues a report, from where, on whose behalf and to whom, by the names of organisations."""

import pytest

from neuguong.documents import rules


@pytest.mark.parametrize(
    ("name", "body", "code", "place"),
    [
        ("Đảng bộ tỉnh Bắc Kạn", "Tỉnh ủy Bắc Kạn", "TU", "Bắc Kạn"),
        ("Đảng bộ thành phố Huế", "Thành ủy Huế", "TU", "Huế"),
        ("Đảng bộ huyện Pác Nặm", "Huyện ủy Pác Nặm", "HU", "Pác Nặm"),
        ("Đảng bộ thị xã Sa Pa", "Thị ủy Sa Pa", "TU", "Sa Pa"),
        ("Đảng bộ xã Nhạn Môn", "Đảng ủy xã Nhạn Môn", "ĐU", "Nhạn Môn"),
        ("Đảng bộ phường Đức Xuân", "Đảng ủy phường Đức Xuân", "ĐU", "Đức Xuân"),
        ("Đảng bộ Công an huyện", "Đảng ủy Công an huyện", "ĐU", ""),
        ("Đảng bộ Khối các cơ quan tỉnh", "Đảng ủy Khối các cơ quan tỉnh", "ĐU", ""),
        ("Chi bộ thôn Phiêng Tạc", "Chi bộ thôn Phiêng Tạc", "CB", ""),
    ],
)
def test_a_committee_speaks_for_its_organisation(
    name: str, body: str, code: str, place: str
) -> None:
    assert rules.issuing_body(name) == body
    assert rules.body_code(name) == code
    assert rules.place_name(name) == place


@pytest.mark.parametrize(
    ("rank", "is_cell", "authority"),
    [
        (10, False, "T/M Ban Thường vụ"),
        (20, False, "T/M Ban Thường vụ"),
        (30, False, "T/M Đảng ủy"),
        (40, False, "T/M Đảng ủy"),
        (50, True, "T/M Chi bộ"),
        (60, True, "T/M Chi bộ"),
    ],
)
def test_on_whose_behalf_one_signs(rank: int, is_cell: bool, authority: str) -> None:
    assert rules.authority_of(rank, is_cell=is_cell) == authority


@pytest.mark.parametrize(
    ("title", "rank", "printed"),
    [
        ("Bí thư Huyện ủy", 0, "Bí thư"),
        ("Bí thư chi bộ", 0, "Bí thư"),
        ("Phó Bí thư Huyện ủy", 1, "Phó Bí thư"),
        ("Phó Bí thư Thường trực Tỉnh ủy", 1, "Phó Bí thư Thường trực"),
        ("Trưởng Ban Tuyên giáo", None, "Phó Bí thư"),
    ],
)
def test_secretaries_sign_and_then_their_deputies(
    title: str, rank: int | None, printed: str
) -> None:
    assert rules.rank_of_post(title) == rank
    if rank is not None:
        assert rules.printed_title(title) == printed


def test_who_gets_the_report() -> None:
    province, district, commune = "Đảng bộ tỉnh A", "Đảng bộ huyện B", "Đảng bộ xã C"
    assert rules.recipients_of("", 0, province, 10, is_cell=False) == (
        "Ban Bí thư Trung ương Đảng (báo cáo)",
        "Các chi, đảng bộ trực thuộc",
        "Lưu Văn phòng Tỉnh ủy",
    )
    assert rules.recipients_of(province, 10, district, 20, is_cell=False) == (
        "Thường trực Tỉnh ủy (báo cáo)",
        "Các chi, đảng bộ trực thuộc",
        "Lưu Văn phòng Huyện ủy",
    )
    assert rules.recipients_of(district, 20, commune, 30, is_cell=False) == (
        "Thường trực Huyện ủy (báo cáo)",
        "Các chi bộ trực thuộc",
        "Lưu Đảng ủy",
    )
    assert rules.recipients_of(commune, 30, "Chi bộ D", 60, is_cell=True) == (
        "Đảng ủy xã C (báo cáo)",
        "Lưu Chi bộ",
    )
