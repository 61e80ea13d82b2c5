"""The gentle checks find planted dirt and leave honest lines alone (domain 11.6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.actions.guard import guess_kind, scaled_quantity
from neuguong.deeds.measures import RESULT_KIND, RESULT_KINDS
from neuguong.deeds.queries import full_registrations
from neuguong.deeds.queries.checks import hints_of
from neuguong.deeds.rules import (
    GIFT_RANGES,
    RANGES,
    ContributionKind,
    DeedState,
    contribution_hints,
    deed_hints,
    quantity_hints,
)
from neuguong.ops.demo.texts import PATTERNS, worded
from tests.world import NOW, TODAY, YEAR, World


def test_every_kind_has_a_usual_range() -> None:
    assert set(RANGES) == {kind.number for kind in RESULT_KINDS}
    assert set(GIFT_RANGES) == set(ContributionKind)


@pytest.mark.parametrize(
    ("kind", "amount", "word", "code"),
    [
        (4, "12.5", "ha", None),
        (4, "125", "ha", "factor_ten"),
        (4, "12500", "ha", "unit_slip"),
        (1, "700", "m", None),
        (1, "700", "km", "unit_slip"),
        (5, "10", "cầu", "factor_ten"),
        (11, "6", "người", None),
        (11, "6000", "người", "factor_ten"),
        (11, "900000", "người", "unusual"),
    ],
)
def test_an_amount_out_of_the_usual_is_asked_about(
    kind: int, amount: str, word: str, code: str | None
) -> None:
    scaled = scaled_quantity(kind, Decimal(amount), word)
    hints = quantity_hints(kind, scaled, RESULT_KIND[kind].words, word)
    assert [hint.code for hint in hints] == ([code] if code else [])


@pytest.mark.parametrize(
    ("amount", "code"),
    [(5_000_000, None), (500, "unit_slip"), (18, "unit_slip"), (900_000_000, "factor_ten")],
)
def test_a_sum_out_of_the_usual_is_asked_about(amount: int, code: str | None) -> None:
    hints = contribution_hints(ContributionKind.OWN_MONEY, amount)
    assert [hint.code for hint in hints] == ([code] if code else [])


def test_planted_slips_are_found_and_honest_amounts_are_not_asked_about() -> None:
    chance, planted, found, honest, alarms = Random(11), 0, 0, 0, 0
    measured = [pattern for pattern in PATTERNS if pattern.unit]
    for _line in range(2_000):
        drawn = worded(chance, chance.choice(measured), "Nà Lẹng")
        kind = guess_kind(drawn.entry.text, drawn.unit)
        if kind == 0 or drawn.amount is None:
            continue
        factors = RESULT_KIND[kind].words
        slip = chance.random() < 0.5
        amount = drawn.amount * (100 if slip else 1)
        asked = bool(
            quantity_hints(kind, scaled_quantity(kind, amount, drawn.unit), factors, drawn.unit)
        )
        planted, found = planted + slip, found + (slip and asked)
        honest, alarms = honest + (not slip), alarms + (not slip and asked)
    assert planted > 500
    assert found / planted >= 0.9
    assert alarms / honest <= 0.01


def test_general_words_are_found_among_honest_ones() -> None:
    vague = [
        "Chấp hành tốt chủ trương của Đảng",
        "Thực hiện nghiêm túc quy chế, kỷ luật",
        "Nâng cao ý thức trách nhiệm",
        "Giữ gìn phẩm chất đạo đức",
        "Rèn luyện tinh thần phục vụ Nhân dân",
    ]
    honest = [
        worded(Random(3), p, "Nà Lẹng").entry.text for p in PATTERNS if "Chấp hành" not in p.text
    ]
    assert all(deed_hints(text) for text in vague)
    assert [text for text in honest if deed_hints(text)] == []


def test_copies_and_gifts_written_twice_are_asked_about_without_saying_whose(world: World) -> None:
    cell, day = world.unit("tinh/huyen/xa/mot"), date(2022, 5, 4)
    gift = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(2_000_000), day)
    outcome = OutcomeEntry(
        DeedState.DONE, day, quantities=[QuantityEntry(4, Decimal(2), "ha")], contributions=[gift]
    )
    deed = BulkDeed(DeedEntry("Trồng rừng 2 ha ở Phiêng Tác"), outcome)
    person = BulkRegistration(
        unit=cell, person=world.people["Thái"], deeds=[deed], registered_on=TODAY
    )
    collective = replace(person, person=None, collective=cell)
    other = replace(
        person,
        person=world.people["Chi"],
        deeds=[BulkDeed(DeedEntry("Dạy chữ cho 6 người lớn tuổi"))],
    )
    made = register_many(
        by=world.giang, year=YEAR, entries=[person, collective, other], today=TODAY, now=NOW
    )
    hints = hints_of(full_registrations().filter(pk__in=[one.pk for one in made]))
    codes = sorted(tuple(hint.code for hint in asked) for asked in hints.values())
    assert codes == [("as_beside", "shared_gift"), ("as_beside", "shared_gift")]
    assert not any("Thái" in hint.text for asked in hints.values() for hint in asked)


def test_last_years_words_are_recognised(world: World) -> None:
    cell = world.unit("tinh/huyen/xa/mot")
    entry = BulkRegistration(
        unit=cell,
        person=world.people["Thái"],
        deeds=[BulkDeed(DeedEntry("Dạy chữ cho 6 người lớn tuổi"))],
        registered_on=TODAY,
    )
    register_many(by=world.giang, year=YEAR - 1, entries=[entry], today=TODAY, now=NOW)
    made = register_many(by=world.giang, year=YEAR, entries=[entry], today=TODAY, now=NOW)
    hints = hints_of(full_registrations().filter(pk=made[0].pk))
    assert [[hint.code for hint in asked] for asked in hints.values()] == [["as_last_year"]]
