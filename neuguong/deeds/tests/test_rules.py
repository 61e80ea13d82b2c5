"""What the programme asks of a registration and its deeds, checked with paper and pencil."""

from datetime import date
from decimal import Decimal

import pytest

from neuguong.deeds import rules
from neuguong.deeds.actions.guard import guess_category, guess_kind
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.rules import CATEGORIES, STANDING, DeedState, RegistrationState, Standing
from neuguong.lib.vietnamese import fold

KIND = {kind.key: kind.number for kind in RESULT_KINDS}
HINTS = [(entry.number, [fold(hint) for hint in entry.hints]) for entry in CATEGORIES]


@pytest.mark.parametrize("state", list(RegistrationState))
def test_only_what_was_confirmed_counts(state: RegistrationState) -> None:
    counted = state in (RegistrationState.CONFIRMED, RegistrationState.AMENDED)
    assert (STANDING[state] is Standing.COUNTED) == counted


@pytest.mark.parametrize(
    ("state", "deeds", "code"),
    [
        (RegistrationState.DRAFT, 3, None),
        (RegistrationState.RETURNED, 1, None),
        (RegistrationState.DRAFT, 0, "no_deeds"),
        (RegistrationState.SUBMITTED, 3, "already_submitted"),
        (RegistrationState.CONFIRMED, 3, "already_submitted"),
    ],
)
def test_what_can_be_sent(state: RegistrationState, deeds: int, code: str | None) -> None:
    refusal = rules.may_submit(state, deeds)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("state", [DeedState.DONE, DeedState.CARRIED_OVER, DeedState.NOT_DONE])
def test_a_finished_deed_takes_no_more_results(state: DeedState) -> None:
    assert rules.may_report(state) is not None
    assert rules.may_end(state, "lý do") is not None
    assert rules.may_reopen(state, "lý do") is None
    assert rules.may_reopen(state, " ") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Chấp hành tốt nội quy cơ quan",
        "Nâng cao tinh thần trách nhiệm",
        "Rèn luyện đạo đức lối sống",
    ],
)
def test_words_without_a_thing_are_called_general(text: str) -> None:
    assert rules.is_vague(text)


@pytest.mark.parametrize(
    "text",
    ["Mở 700 m đường lâm nghiệp", "Giúp hộ nghèo sửa nhà", "Thực hiện tốt 12 buổi trực tiếp dân"],
)
def test_words_with_a_thing_are_not(text: str) -> None:
    assert not rules.is_vague(text)


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("Mở đường lâm nghiệp vào khu sản xuất", "m", "forestry_road"),
        ("Làm 1,2 km đường sản xuất ra đồng", "km", "production_road"),
        ("Đổ bê tông đường liên thôn", "km", "rural_road"),
        ("Trồng 12,5 ha rừng", "ha", "forest_planted"),
        ("Chuyển đổi cơ cấu cây trồng", "ha", "crops_converted"),
        ("Vận động nhân dân hiến đất làm đường", "m2", "land_mobilised"),
        ("Dạy chữ cho người lớn tuổi", "người", "people_taught"),
        ("Giúp đỡ hộ nghèo sửa nhà", "hộ", "households_helped"),
        ("Xây nhà vệ sinh cho hộ khó khăn", "công trình", "sanitary_works"),
        ("Dọn vệ sinh đường làng ngõ xóm", "km", "clean_road"),
    ],
)
def test_the_kind_is_read_from_the_words_and_the_unit(text: str, unit: str, key: str) -> None:
    assert guess_kind(text, unit) == KIND[key]


def test_a_unit_that_fits_nothing_is_another_kind() -> None:
    assert guess_kind("Mở đường lâm nghiệp", "bao xi măng") == 0
    assert guess_kind("Gương mẫu trong công việc", "m") == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Góp tiền bắc cầu dân sinh", 8),
        ("Mở đường lâm nghiệp vào khu sản xuất", 7),
        ("Trồng rừng sản xuất", 11),
        ("Giúp đỡ hộ nghèo sửa nhà", 5),
        ("Tặng quà cho học sinh nghèo vượt khó", 6),
        ("Đi làm đúng giờ", 1),
    ],
)
def test_the_category_is_guessed_from_the_most_telling_words(text: str, number: int) -> None:
    assert guess_category(text, HINTS) == number


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Giúp hộ ông Lò Văn Ún ở Nà Lẹng", "Giúp hộ ông … ở Nà Lẹng"),
        ("Làm chuồng bò cho bà Sùng Thị Sen", "Làm chuồng bò cho bà …"),
        ("Đỡ đầu cháu Vàng A Lầu đến hết lớp 9", "Đỡ đầu cháu … đến hết lớp 9"),
        ("Nông Thị Chi tặng 5 suất quà", "… tặng 5 suất quà"),
        ("Cùng ông Lò Văn Ún và bà Sùng Thị Sen góp công", "Cùng ông … và bà … góp công"),
        ("Giúp gia đình anh Lò Văn Ún", "Giúp gia đình anh …"),
        ("Giúp hộ nghèo ở Khuổi Lè", "Giúp hộ nghèo ở Khuổi Lè"),
        ("Mở đường Nà Pài – Khuổi Nặm", "Mở đường Nà Pài – Khuổi Nặm"),
        ("Kể chuyện Bác Hồ với thiếu nhi", "Kể chuyện Bác Hồ với thiếu nhi"),
    ],
)
def test_names_are_taken_out_and_places_stay(text: str, shown: str) -> None:
    assert rules.mask_names(text, ["Nông Thị Chi"]) == shown


def test_days_and_amounts_keep_within_reason() -> None:
    today = date(2022, 6, 15)
    assert rules.day_problem(date(2022, 6, 15), year=2022, today=today) is None
    assert rules.day_problem(date(2022, 6, 16), year=2022, today=today) is not None
    assert rules.day_problem(date(2012, 6, 15), year=2022, today=today) is not None
    assert rules.amount_problem(Decimal("0.5"), "Số lượng") is None
    assert rules.amount_problem(Decimal(0), "Số lượng") is not None
    assert rules.amount_problem(Decimal(10) ** 14, "Số lượng") is not None
