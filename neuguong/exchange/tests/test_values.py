"""Values as Vietnamese officers type them, cell by cell."""

import datetime as dt
from decimal import Decimal

import pytest

from neuguong.exchange.workbook import deedtext, values
from neuguong.exchange.workbook.reader import CellFault, Value
from neuguong.exchange.workbook.subjects import is_collective, section_of, without_bullet
from neuguong.exchange.workbook.values import Problem, Progress
from neuguong.lib.amounts import Qualifier
from neuguong.people.rules import Category

_MILLION = 1_000_000


@pytest.mark.parametrize(
    ("typed", "factor", "dong", "qualifier"),
    [
        (500_000, 1, 500_000, Qualifier.EXACT),
        ("15.500.000", 1, 15_500_000, Qualifier.EXACT),
        ("15,500,000", 1, 15_500_000, Qualifier.EXACT),
        ("18", _MILLION, 18_000_000, Qualifier.EXACT),
        ("4,3", _MILLION, 4_300_000, Qualifier.EXACT),
        (0.1 + 0.2, _MILLION, 300_000, Qualifier.EXACT),
        ("4,3 triệu", 1, 4_300_000, Qualifier.EXACT),
        ("18 triệu đồng", _MILLION, 18_000_000, Qualifier.EXACT),
        ("500 nghìn đồng", _MILLION, 500_000, Qualifier.EXACT),
        ("1,2 tỷ", 1, 1_200_000_000, Qualifier.EXACT),
        ("18tr", 1, 18_000_000, Qualifier.EXACT),
        ("gần 5 triệu", 1, 5_000_000, Qualifier.AT_MOST),
        ("trên 5", _MILLION, 5_000_000, Qualifier.AT_LEAST),
        ("1tr5", _MILLION, 1_500_000, Qualifier.EXACT),
        ("20 trđ", _MILLION, 20_000_000, Qualifier.EXACT),
        ("300k", 1000, 300_000, Qualifier.EXACT),
    ],
)
def test_money_is_read(typed: Value, factor: int, dong: int, qualifier: Qualifier) -> None:
    parsed = values.read_money(typed, factor)
    assert (int(parsed.value), parsed.qualifier) == (dong, qualifier)


@pytest.mark.parametrize(
    ("read", "typed", "code"),
    [
        (values.read_money, "năm trăm", "amount_unreadable"),
        (values.read_money, -5_000_000, "amount_negative"),
        (values.read_money, "2 bao xi măng", "money_unit"),
        (lambda value: values.read_money(value, _MILLION), 15_500_000, "money_swollen"),
        (values.read_money, dt.date(2022, 1, 1), "amount_unreadable"),
        (values.read_money, CellFault("formula_without_value"), "formula_without_value"),
        (values.read_quantity, "một ít", "amount_unreadable"),
        (values.read_quantity, CellFault("excel_error", "#REF!"), "excel_error"),
        (values.read_labour, -1, "amount_negative"),
        (values.read_labour, "mười", "amount_unreadable"),
        (values.read_labour, "5 kg", "labour_unit"),
        (values.read_labour, 2.3, "labour_too_fine"),
        (values.read_labour, 900_000, "labour_too_many"),
        (lambda value: values.read_deadline(value, 2022), "31/02/2022", "day_not_in_calendar"),
        (lambda value: values.read_deadline(value, 2022), "hôm qua", "day_unreadable"),
        (values.read_birth_year, "trẻ", "birth_unreadable"),
    ],
)
def test_what_cannot_be_read_says_why(read: object, typed: Value, code: str) -> None:
    assert callable(read)
    with pytest.raises(Problem) as caught:
        read(typed)
    assert caught.value.code == code
    assert caught.value.text[0].islower() or caught.value.text.startswith("“")
    assert caught.value.text.endswith(".")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/12/2022", (2022, 12, 31)),
        (dt.datetime.combine(dt.date(2022, 5, 1), dt.time(8)), (2022, 5, 1)),
        (44926, (2022, 12, 31)),
        ("Quý IV/2022", (2022, 12, 31)),
        ("tháng 6", (2022, 6, 30)),
        ("cả năm", (2022, 12, 31)),
        ("Thường xuyên", (2022, 12, 31)),
        ("Tháng 3 - tháng 6/2022", (2022, 6, 30)),
        ("từ 01/3/2022 đến 30/6/2022", (2022, 6, 30)),
        ("Tháng 3 - 6", (2022, 6, 30)),
        ("Quý I, II", (2022, 6, 30)),
        ("Quý I+II", (2022, 6, 30)),
        ("12 tháng", (2022, 12, 31)),
        (2022, (2022, 12, 31)),
    ],
)
def test_deadlines_are_read(typed: Value, day: tuple[int, int, int]) -> None:
    assert values.read_deadline(typed, 2022) == dt.date(*day)


@pytest.mark.parametrize(
    ("typed", "progress"),
    [
        *((word, Progress.DONE) for word in ("HT", "Đã hoàn thành", "Hoàn thành", "x", "✓")),
        *((word, Progress.DONE) for word in ("Đạt", "Hoàn thành tốt", "100%", 1, "100", "HTNV", "Y")),
        *((word, Progress.DONE) for word in ("Đã trồng xong", "Hoàn thành 5/5", "Vượt chỉ tiêu")),
        *((word, Progress.STARTED) for word in ("Hoàn thành 3/5 buổi", "80", "Mới đạt 50%", "Đang TH")),
        *((word, Progress.OPEN) for word in ("☐", "✗", "N", "KHT", "Chưa xong", "-")),
        *((word, Progress.STARTED) for word in ("Đang thực hiện", "80 %", "Hoàn thành một phần", 0.5)),
        *((word, Progress.OPEN) for word in (None, "Chưa hoàn thành", "Không hoàn thành", "CHT", 0)),
        ("Đã trồng 12 ha ở Nà Lẹng", Progress.UNKNOWN),
    ],
)  # fmt: skip
def test_words_of_completion_are_understood(typed: Value, progress: Progress) -> None:
    assert values.read_progress(typed) is progress


def test_labour_of_several_people_is_multiplied() -> None:
    assert values.read_labour("5 người x 2 ngày").value == 10
    assert values.read_labour("2,5 ngày công").value == Decimal("2.5")


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("Đảng viên", Category.OFFICIAL),
        ("ĐV dự bị", Category.PROBATIONARY),
        ("Quần chúng", Category.RESIDENT),
        ("Đoàn viên", Category.YOUTH_MEMBER),
        ("Trưởng thôn", None),
    ],
)
def test_categories_are_named(typed: str, category: Category | None) -> None:
    assert values.category_of(typed) is category


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Trồng rừng, kinh phí 1,2 tỷ đồng.", [1_200_000_000]),
        ("Ủng hộ gần 5 triệu", [5_000_000]),
        ("Góp 200.000đ làm đường 12 km", [200_000]),
        ("Góp 1 triệu 500 nghìn đồng và 2 triệu đồng", [1_500_000, 2_000_000]),
        ("Nâng thu nhập lên 40 triệu đồng/người/năm", []),
        ("Cho vay 50 triệu đồng", []),
        ("Tặng quà mỗi suất 300.000 đồng", []),
        ("Trồng 500 cây quế", []),
        ("Đóng góp 1.000.000 (một triệu đồng) làm đường", [1_000_000]),
        ("Góp 500 nghìn đồng/năm", [500_000]),
        ("Tiết kiệm mỗi tháng 50.000 đồng", []),
        ("Tặng 10 suất quà, mỗi suất 300.000 đồng", [3_000_000]),
        ("Tặng 5 suất quà trị giá 500.000 đồng/suất", [2_500_000]),
        ("Tặng quà 3 triệu đồng: 10 suất, mỗi suất 300.000 đồng", [3_000_000]),
        ("Vận động 30 hộ, mỗi hộ góp 2 ngày công và 200.000 đồng", [6_000_000]),
    ],
)
def test_money_inside_a_sentence_is_found(sentence: str, amounts: list[int]) -> None:
    assert [parsed.value for parsed in deedtext.money_in(sentence)] == amounts


@pytest.mark.parametrize(
    ("sentence", "amounts", "code"),
    [
        ("Tặng 10 suất quà, mỗi suất 300.000 đồng", [3_000_000], ""),
        ("Tặng quà cho 10 học sinh, mỗi em 300.000 đồng", [3_000_000], "money_times"),
        ("Mỗi tháng ủng hộ 100.000 đồng", [], "money_each"),
        ("Tặng quà, mỗi suất 300.000 đồng", [], "money_each"),
        ("Góp 1 triệu đồng và 2 triệu đồng", [1_000_000, 2_000_000], "money_many"),
    ],
)
def test_money_for_each_is_multiplied_and_doubted_where_unsure(
    sentence: str, amounts: list[int], code: str
) -> None:
    said = deedtext.money_said(sentence)
    assert ([int(each.value) for each in said.amounts], said.code) == (amounts, code)
    assert bool(said.doubt) == bool(code)


def test_the_one_quantity_of_a_sentence_is_found() -> None:
    found = deedtext.quantity_in("Trồng 500 cây quế")
    assert found is not None
    assert (int(found.value), found.unit_text) == (500, "cây")
    assert deedtext.quantity_in("Trồng 500 cây trên 2 ha") is None
    assert deedtext.quantity_in("Nâng lên 40 triệu đồng/người/năm") is None


@pytest.mark.parametrize(
    ("name", "collective"),
    [
        ("Tập thể Chi bộ Bản Slin", True),
        ("CHI BỘ KHUỔI LÈ", True),
        ("Hội Nông dân xã", True),
        ("UBMTTQ xã", True),
        ("Đoàn Thanh niên xã", True),
        ("Trường Tiểu học Nà Lẹng", True),
        ("Bàn Thị Sao", False),
        ("Đoàn Văn Tổ", False),
        ("Tống Thị Hội", False),
        ("Ban Văn Phòng", False),
    ],
)
def test_units_and_people_are_told_apart(name: str, collective: bool) -> None:
    assert is_collective(name) is collective


def test_headings_of_sections_lose_their_marks() -> None:
    assert without_bullet("II. Chi bộ Bản Slin:") == "Chi bộ Bản Slin"
    assert section_of("B. CÁ NHÂN") == "person"
    assert section_of("I. Tập thể") == "collective"
    assert section_of("Chi bộ Bản Slin") is None
