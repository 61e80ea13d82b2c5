"""What people type is read the Vietnamese way, and refused at its field with the remedy."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry, QuantityEntry
from neuguong.deeds.forms import DeedForm, FirstLines, GiftForm, ResultSheet
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refusal

TODAY = date(2022, 6, 15)
TEXT = "Góp 12 ngày công mở đường thôn"


def deed(**typed: str) -> DeedForm:
    """A form of one deed in 2022."""
    return DeedForm({"text": TEXT, **typed}, year=2022, labels=[(7, "Đường")])


def result(files: Any = None, **typed: str) -> ResultSheet:
    """A result told on 15 June 2022 of a deed about a forestry road."""
    said = {"text": "", "day": "10/6/2022", "finished": "xong", **typed}
    return ResultSheet(
        said, files, year=2022, today=TODAY, about="Mở đường lâm nghiệp", closed=False
    )


def fault(form: Any, name: str) -> str:
    """The sentence at a field."""
    assert not form.is_valid()
    return str(form.errors[name][0])


def test_a_deed_is_one_sentence() -> None:
    form = deed()
    assert form.is_valid()
    assert form.entry() == DeedEntry(text=TEXT)


def test_what_stands_beside_the_sentence_is_read() -> None:
    form = deed(
        target="4,3 triệu đồng",
        deadline="30/9",
        planned_cost="15.500.000",
        beneficiary_kind="1",
        beneficiary_count="3",
        category="7",
    )
    assert form.is_valid(), form.errors
    entry = form.entry()
    assert (entry.target_amount, entry.target_unit) == (Decimal(4_300_000), "đồng")
    assert (entry.deadline, entry.planned_cost) == (date(2022, 9, 30), 15_500_000)
    assert (entry.beneficiary_kind, entry.beneficiary_count) == (BeneficiaryKind.POOR_HOUSEHOLD, 3)
    assert entry.category == 7


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("text", "  ", "Chưa ghi việc gì"),
        ("target", "300", "Ghi cả đơn vị tính"),
        ("target", "một ít", "ghi bằng chữ số"),
        ("deadline", "31/2/2022", "Trong lịch không có"),
        ("planned_cost", "12 ha", "Ghi số tiền bằng đồng"),
        ("planned_cost", "15.50.000", "15.50.000"),
        ("beneficiary_count", "vài", "Ghi một số nguyên"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(name: str, typed: str, sentence: str) -> None:
    form = deed(**{name: typed})
    assert sentence in fault(form, name)
    assert form[name].value() == typed


def test_an_empty_line_of_the_first_three_is_left_out() -> None:
    lines = FirstLines(
        {"viec1-text": "Trồng 2 ha quế", "viec2-text": "", "viec3-text": "Dạy 5 cháu"},
        year=2022, labels=[], closed=False,
    )  # fmt: skip
    assert lines.is_valid()
    assert [entry.text for entry in lines.entries()] == ["Trồng 2 ha quế", "Dạy 5 cháu"]


def test_a_line_with_a_target_but_no_sentence_is_asked_for_it() -> None:
    lines = FirstLines({"viec2-target": "300 m"}, year=2022, labels=[], closed=False)
    assert not lines.is_valid()
    assert lines.errors
    assert [field.name for field in lines if field.errors] == ["text"]


def test_a_closed_year_asks_for_a_reason() -> None:
    lines = FirstLines({"viec1-text": TEXT}, year=2022, labels=[], closed=True)
    assert not lines.is_valid()
    lines = FirstLines({"viec1-text": TEXT, "reason": "Bỏ sót"}, year=2022, labels=[], closed=True)
    assert lines.is_valid()
    assert lines.reason == "Bỏ sót"


@pytest.mark.parametrize(
    ("amount", "unit", "qualifier", "expected"),
    [
        ("700", "m", "1", (Decimal(700), "m", Qualifier.EXACTLY)),
        ("700 m", "", "1", (Decimal(700), "m", Qualifier.EXACTLY)),
        ("gần 1,2", "km", "1", (Decimal("1.2"), "km", Qualifier.AT_MOST)),
        ("1,2", "km", "4", (Decimal("1.2"), "km", Qualifier.ABOUT)),
    ],
)
def test_an_amount_carries_its_unit_and_its_qualifier(
    amount: str, unit: str, qualifier: str, expected: tuple[Decimal, str, Qualifier]
) -> None:
    form = result(**{"so1-amount": amount, "so1-unit": unit, "so1-qualifier": qualifier})
    assert form.is_valid(), [(f.name, f.errors) for f in form]
    value, word, exactness = expected
    assert form.said()["quantities"] == [QuantityEntry(0, value, word, exactness)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"so1-amount": "700"}, "Ghi đơn vị tính"),
        ({"so1-amount": "bảy trăm", "so1-unit": "m"}, "ghi bằng chữ số"),
        ({"so1-amount": "0,5", "so1-unit": "m"}, "phải là số nguyên"),
        ({"so1-amount": "3", "so1-unit": "hộ", "so1-kind": "1"}, "không đo bằng"),
        ({"gop1-kind": "1", "gop1-amount": "4 ha"}, "Ghi số tiền bằng đồng"),
        ({"gop1-kind": "6", "gop1-amount": "1,5 triệu"}, "Ghi hiện vật gì"),
        ({"gop1-amount": "1,5 triệu"}, "Chọn góp gì"),
        ({"day": "30/13/2022"}, "Trong lịch không có"),
        ({"day": ""}, "Ghi ngày làm"),
        ({"finished": ""}, "Chọn: xong rồi"),
    ],
)
def test_a_result_that_cannot_be_counted_is_said_at_its_field(
    typed: dict[str, str], sentence: str
) -> None:
    form = result(**typed)
    assert not form.is_valid()
    said = [str(text) for field in form for text in field.errors]
    assert any(sentence in text for text in said), said


def test_labour_typed_as_an_amount_is_a_gift() -> None:
    form = result(**{"so1-amount": "4", "so1-unit": "ngày công", "so1-qualifier": "2"})
    assert form.is_valid()
    said = form.said()
    assert said["quantities"] == []
    assert said["contributions"] == [
        ContributionEntry(
            ContributionKind.LABOUR_DAYS, Decimal(4), date(2022, 6, 10), Qualifier.AT_LEAST
        )
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "amount"),
    [
        ({"kind": "1", "amount": "gần 5 triệu"}, ContributionKind.OWN_MONEY, 5_000_000),
        ({"kind": "2", "amount": "500 nghìn đồng"}, ContributionKind.MOBILISED_MONEY, 500_000),
        ({"kind": "4", "people": "5", "days": "2,5"}, ContributionKind.LABOUR_DAYS, 12.5),
        ({"kind": "4", "amount": "3 công"}, ContributionKind.LABOUR_DAYS, 3),
        ({"kind": "5", "amount": "0,5 ha"}, ContributionKind.LAND, 5_000),
        ({"kind": "6", "amount": "2 triệu", "words": "xi măng"}, ContributionKind.GOODS, 2_000_000),
    ],
)
def test_gifts_of_every_kind_are_read(
    typed: dict[str, str], kind: ContributionKind, amount: float
) -> None:
    form = GiftForm({"day": "12/5/2022", **typed}, year=2022)
    assert form.is_valid(), form.errors
    entry = form.entry(form.cleaned_data["day"])
    assert (entry.kind, entry.amount, entry.day) == (kind, Decimal(str(amount)), date(2022, 5, 12))
    if "gần" in typed.get("amount", ""):
        assert entry.qualifier == Qualifier.AT_MOST


def test_at_most_six_photos_come_at_once() -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(7)]
    form = result(MultiValueDict({"photos": photos}))
    assert not form.is_valid()
    assert "nhiều nhất 6 ảnh" in str(form.result.errors["photos"][0])


def test_a_refusal_is_shown_at_the_field_it_speaks_of() -> None:
    form = result()
    assert form.is_valid()
    form.refuse(Refusal("photo_heic", "Ảnh HEIC chưa đọc được."))
    form.refuse(Refusal("day_ahead", "Ngày làm ở phía trước."))
    form.refuse(Refusal("else", "Câu khác."))
    assert form.result.errors["photos"] == ["Ảnh HEIC chưa đọc được."]
    assert form.result.errors["day"] == ["Ngày làm ở phía trước."]
    assert form.non_field_errors() == ["Câu khác."]
