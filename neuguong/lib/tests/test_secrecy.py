"""Markings of state secrets are found; ordinary words that look alike are left alone."""

import unicodedata

import pytest

from neuguong.lib.secrecy import (
    marking_in,
    marking_in_name,
    secret_refusal,
    speaks_of_secrets,
)


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("MẬT", "MẬT"),
        ("  [MẬT]  ", "MẬT"),
        ("M Ậ T", "MẬT"),
        ("MẬT – Bản số 02", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("Mức độ mật: TỐI MẬT", "TỐI MẬT"),
        ("Dấu chỉ độ mật: tuyệt mật", "TUYỆT MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("Tối mật", "TỐI MẬT"),
        ("*** TUYỆT  MẬT ***", "TUYỆT MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        ("Tài liệu TUYỆT MẬT, không sao chụp", "TUYỆT MẬT"),
        ("Báo cáo quý IV\nTỐI MẬT\nSố: 12-BC/HU", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
    ],
)
def test_a_marking_is_found(text: str, marking: str) -> None:
    assert marking_in(text) == marking


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mật ong",
        "Mật",
        "MẬT ONG RỪNG",
        "Nuôi ong lấy mật bán được 30 lít",
        "NUÔI ONG LẤY MẬT",
        "Giữ bí mật thông tin cá nhân của người dân",
        "Chấp hành quy định bảo vệ bí mật nhà nước",
        "Không để lộ tài liệu mật",
        "BẢO MẬT",
        "BÍ MẬT",
        "Đổi mật khẩu máy tính của cơ quan",
        "Cấy lúa đúng mật độ",
        "MẬT ĐỘ DÂN SỐ",
        "Thân mật, gần dân",
        "Tuyệt đối không để mất tài liệu",
        "BUỔI TỐI MẬT ONG BÁN HẾT",
        "Tối mật ong được đưa về",
        "Mặt trận Tổ quốc xã",
        "Cơ quan mật vụ",
        "Uống mật gấu là hại rừng",
        "Độ mật: không",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert marking_in(text) == ""


@pytest.mark.parametrize(
    ("name", "marking"),
    [
        ("BC_TUYET_MAT_2022.xlsx", "TUYỆT MẬT"),
        ("bao-cao-toi-mat.pdf", "TỐI MẬT"),
        ("Báo cáo tối mật.xlsx", "TỐI MẬT"),
        ("[MẬT] so lieu.xlsx", "MẬT"),
        ("(MAT) so lieu.csv", "MẬT"),
        ("MẬT_danh-sach.xlsx", "MẬT"),
        ("MẬT.xlsx", "MẬT"),
        ("C:\\tep\\TUYỆT MẬT.xlsx", "TUYỆT MẬT"),
    ],
)
def test_a_marking_in_a_name_is_found(name: str, marking: str) -> None:
    assert marking_in_name(name) == marking


@pytest.mark.parametrize(
    "name",
    [
        "mat-ong.xlsx",
        "MẬT_ONG.xlsx",
        "Mật ong 2022.xlsx",
        "MAT TRAN TO QUOC.xlsx",
        "gui-toi-mat-tran.xlsx",
        "bao-mat.pdf",
        "NUÔI ONG LẤY MẬT.xlsx",
        "matkhau.csv",
        "mặt bằng.jpg",
        "IMG_2022.jpg",
        "",
    ],
)
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert marking_in_name(name) == ""


def test_speaking_of_secrets_is_not_a_marking() -> None:
    assert speaks_of_secrets("Học quy định về bí mật nhà nước")
    assert speaks_of_secrets("Gửi công văn mật qua văn thư")
    assert not speaks_of_secrets("Bán mật ong, giữ bí mật cho bạn")


def test_the_refusal_names_the_place_and_the_law() -> None:
    refusal = secret_refusal("TỐI MẬT", "Ô B2")
    assert refusal.code == "secret_marking"
    assert refusal.text.startswith("Ô B2 có dấu độ mật “TỐI MẬT”. ")
    assert "117/2025/QH15" in refusal.text
