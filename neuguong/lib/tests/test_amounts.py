"""Amounts as they stand in the articles and workbooks, and those that must not be guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.amounts import (
    AmountError,
    Qualifier,
    format_amount,
    format_number,
    from_scaled,
    merge_qualifiers,
    parse_amount,
    to_scaled,
    unit_factor,
)

EXACT, AT_LEAST, AT_MOST, ABOUT, ORDER = (
    Qualifier.EXACT,
    Qualifier.AT_LEAST,
    Qualifier.AT_MOST,
    Qualifier.ABOUT,
    Qualifier.ORDER,
)
VALUES = st.decimals(0, 10**13, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15.500.000", "15500000", None),
        ("15,500,000", "15500000", None),
        ("15 500 000", "15500000", None),
        ("15\u00a0500\u00a0000 đồng", "15500000", "đồng"),
        ("15.500.000đ.", "15500000", "đ"),
        ("15.500.000 đồng (mười lăm triệu năm trăm nghìn đồng)", "15500000", "đồng"),
        ("15.500.000,00 VNĐ", "15500000", "VNĐ"),
        ("12,5", "12.5", None),
        ("12.5", "12.5", None),
        ("3.485", "3485", None),
        ("0.125 ha", "0.125", "ha"),
        ("0,125 ha", "0.125", "ha"),
        ("500,000", "500000", None),
        ("250,500 đồng", "250500", "đồng"),
        ("1.234,5", "1234.5", None),
        ("1,234.5", "1234.5", None),
        ("15 500,5", "15500.5", None),
        ("1500,125", "1500.125", None),
        ("400 m2", "400", "m2"),
        ("400 m²", "400", "m²"),
        ("700m", "700", "m"),
        ("1,2 km", "1.2", "km"),
        ("2,5 ngày công", "2.5", "ngày công"),
        ("100%", "100", "%"),
        ("2 trạm y tế", "2", "trạm y tế"),
        ("2 ti vi", "2", "ti vi"),
        ("4,3 triệu", "4300000", None),
        ("4,325 triệu", "4325000", None),
        ("4.325 triệu đồng", "4325000000", "đồng"),
        ("500 nghìn đồng", "500000", "đồng"),
        ("500 NGÀN ĐỒNG", "500000", "ĐỒNG"),
        ("500k", "500000", None),
        ("1,2 tỷ", "1200000000", None),
        ("1,2 tỉ đồng", "1200000000", "đồng"),
        ("18tr", "18000000", None),
        ("18 trđ", "18000000", "đ"),
        ("1tr5", "1500000", None),
        ("1tr250 đồng", "1250000", "đồng"),
        ("1 triệu rưỡi", "1500000", None),
        ("1 triệu 500 nghìn đồng", "1500000", "đồng"),
        ("1tr500k", "1500000", None),
        ("2 tỷ 300 triệu", "2300000000", None),
        ("3 trăm triệu", "300000000", None),
        ("5 chục cây", "50", "cây"),
        ("2 nghìn tỷ", "2000000000000", None),
        ("5 trieu dong", "5000000", "dong"),
        ("0", "0", None),
        ("05", "5", None),
    ],
)
def test_an_amount_is_read(text: str, value: str, unit: str | None) -> None:
    read = parse_amount(text)
    assert (read.value, read.qualifier, read.unit_text) == (Decimal(value), EXACT, unit)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("trên 5 triệu", 5_000_000, AT_LEAST),
        ("hơn 5 triệu", 5_000_000, AT_LEAST),
        ("từ 3 việc trở lên", 3, AT_LEAST),
        ("3 việc trở lên", 3, AT_LEAST),
        ("ít nhất 3", 3, AT_LEAST),
        ("Tối thiểu 2 công", 2, AT_LEAST),
        (">= 96 %", 96, AT_LEAST),
        ("gần 5 triệu", 5_000_000, AT_MOST),
        ("gan 5 trieu", 5_000_000, AT_MOST),
        ("không quá 5", 5, AT_MOST),
        ("tối đa 5 hộ", 5, AT_MOST),
        ("dưới 5", 5, AT_MOST),
        ("5 hộ trở xuống", 5, AT_MOST),
        ("khoảng 5 hộ", 5, ABOUT),
        ("~5", 5, ABOUT),
        ("khoảng trên 5 triệu", 5_000_000, ABOUT),
        ("trên dưới 5 triệu", 5_000_000, ABOUT),
        ("hàng chục", 10, ORDER),
        ("hàng trăm lượt", 100, ORDER),
        ("hàng nghìn cây", 1_000, ORDER),
        ("Hàng ngàn cây", 1_000, ORDER),
        ("hàng trăm triệu đồng", 100_000_000, ORDER),
    ],
)
def test_how_exactly_it_is_known_is_kept(text: str, value: int, qualifier: Qualifier) -> None:
    read = parse_amount(text)
    assert (read.value, read.qualifier) == (Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_empty"),
        ("  ", "amount_empty"),
        ("năm trăm", "amount_unreadable"),
        ("mười", "amount_unreadable"),
        ("một ít", "amount_unreadable"),
        ("tám 5", "amount_unreadable"),
        ("hàng xóm", "amount_unreadable"),
        ("5 /", "amount_unreadable"),
        ("-5000000", "amount_negative"),
        ("−5", "amount_negative"),
        ("15.50.000", "amount_grouping"),
        ("1500.000", "amount_grouping"),
        ("0.500.000", "amount_grouping"),
        ("15 500.000", "amount_grouping"),
        ("1.234,567,890", "amount_grouping"),
        ("1..5", "amount_grouping"),
        ("5, 6", "amount_grouping"),
        ("5 20", "amount_grouping"),
        ("1,250 ha", "amount_ambiguous"),
        ("1,500 triệu", "amount_ambiguous"),
        ("3-5 hộ", "amount_range"),
        ("từ 3 đến 5", "amount_range"),
        ("5 hộ 20 người", "amount_many"),
        ("18 triệu + 1 ngày công", "amount_many"),
        ("1 triệu 500", "amount_many"),
        ("2 triệu 300 triệu", "amount_many"),
        ("1,5tr5", "amount_many"),
        ("31/12/2022", "amount_many"),
        ("1e6", "amount_many"),
        ("9" * 20, "amount_too_large"),
        ("9" * 1000, "amount_too_large"),
        (f"0,{'3' * 40}", "amount_too_large"),
    ],
)
def test_what_could_be_two_numbers_or_none_is_refused_with_the_remedy(text: str, code: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_amount(text)
    assert refused.value.code == code
    assert refused.value.text.endswith(".")
    assert len(refused.value.text) < 200


def test_a_refusal_of_figures_says_how_to_write_them() -> None:
    with pytest.raises(AmountError, match=r"“15\.50\.000”.*15\.500\.000 hoặc 12,5"):
        parse_amount("15.50.000")


@pytest.mark.parametrize(
    ("cell", "value"), [(500_000, "500000"), (12.5, "12.5"), (1.25, "1.25"), (0.1 + 0.2, "0.3")]
)
def test_a_number_of_a_cell_is_taken_as_it_is(cell: int | float, value: str) -> None:
    assert parse_amount(cell).value == Decimal(value)


@pytest.mark.parametrize("cell", [True, float("nan"), float("inf"), -1, 1e300])
def test_a_cell_without_a_usable_number_is_refused(cell: int | float) -> None:
    with pytest.raises(AmountError):
        parse_amount(cell)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (15_500_000, None, "15.500.000"),
        (12.5, None, "12,5"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal(7), 2, "7,00"),
        (Decimal("2.005"), 2, "2,01"),
        (Decimal("0.5"), 0, "1"),
        (-1234.5, None, "-1.234,5"),
        (Decimal("-0.001"), 2, "0,00"),
        (0, None, "0"),
    ],
)
def test_a_number_is_written_with_dots_and_a_comma(
    value: Decimal | int | float, places: int | None, text: str
) -> None:
    assert format_number(value, places) == text


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        (4_200_000, "đồng", AT_LEAST, "ít nhất 4.200.000\u00a0đồng"),
        (5_000_000, "đồng", AT_MOST, "gần 5.000.000\u00a0đồng"),
        (5, "hộ", ABOUT, "khoảng 5\u00a0hộ"),
        (Decimal("12.5"), "ha", EXACT, "12,5\u00a0ha"),
        (5, "", EXACT, "5"),
        (96, "%", AT_LEAST, "ít nhất 96%"),
        (100, "lượt", ORDER, "hàng trăm\u00a0lượt"),
        (350, "lượt", ORDER, "hàng trăm\u00a0lượt"),
        (10**13, "đồng", ORDER, "hàng nghìn tỷ\u00a0đồng"),
        (5, "lượt", ORDER, "ít nhất 5\u00a0lượt"),
    ],
)
def test_an_amount_is_written_with_its_qualifier(
    value: Decimal | int, unit: str, qualifier: Qualifier, text: str
) -> None:
    assert format_amount(value, unit, qualifier) == text


@pytest.mark.property
@given(VALUES, st.sampled_from(["", "đồng", "m2", "ngày công"]), st.sampled_from(list(Qualifier)))
def test_what_was_written_is_read_again(value: Decimal, unit: str, qualifier: Qualifier) -> None:
    if qualifier is ORDER:
        value = Decimal(10) ** min(len(str(int(value))), 12)
    read = parse_amount(format_amount(value, unit, qualifier))
    assert (read.value, read.qualifier, read.unit_text or "") == (value, qualifier, unit)


@pytest.mark.property
@given(st.text("0123456789., tr\u00a0đkmtriệunghìtỷ-hàngtămgầ(", max_size=25))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        read = parse_amount(text)
    except AmountError:
        return
    assert 0 <= read.value <= 10**15
    assert any(char.isdigit() for char in text) or read.qualifier is ORDER


@pytest.mark.parametrize(
    ("counts", "qualifier"),
    [
        ((0, 0, 0, 0), EXACT),
        ((3, 0, 0, 0), EXACT),
        ((3, 1, 0, 0), AT_LEAST),
        ((3, 0, 1, 0), AT_MOST),
        ((0, 1, 1, 0), ABOUT),
        ((3, 0, 0, 1), ABOUT),
        ((3, 1, 0, 1), ABOUT),
    ],
)
def test_a_sum_is_known_as_exactly_as_its_parts(
    counts: tuple[int, int, int, int], qualifier: Qualifier
) -> None:
    assert merge_qualifiers(*counts) is qualifier


def test_qualifiers_have_words_for_other_programs() -> None:
    assert [each.word for each in Qualifier] == [
        "exactly",
        "at_least",
        "at_most",
        "about",
        "order",
    ]


def test_smallest_units_are_whole() -> None:
    assert to_scaled(Decimal("1.2"), 1000) == 1200
    assert to_scaled(Decimal(15_500_000), 1) == 15_500_000
    with pytest.raises(AmountError, match="làm tròn đến 0,001"):
        to_scaled(Decimal("1.2345"), 1000)
    with pytest.raises(AmountError, match="số nguyên"):
        to_scaled(Decimal("1.5"), 1)


@pytest.mark.property
@given(st.integers(-(10**18), 10**18), st.sampled_from([1, 2, 10, 100, 1000, 10_000]))
def test_smallest_units_come_back_as_they_were(amount: int, scale: int) -> None:
    value = from_scaled(amount, scale)
    assert to_scaled(value, scale) == amount
    assert "E" not in str(value)


def test_a_heading_may_hold_a_factor() -> None:
    assert unit_factor("triệu đồng") == (Decimal(1_000_000), "đồng")
    assert unit_factor("Nghìn đồng") == (Decimal(1_000), "đồng")
    assert unit_factor("trđ") == (Decimal(1_000_000), "đ")
    assert unit_factor("m2") == (Decimal(1), "m2")
