"""What indicators are worth, who has not, what is strange, cuts that add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkRegistration
from neuguong.indicators.actions import define_indicator, write_rule
from neuguong.indicators.queries.completeness import (
    completeness_of,
    duties_of,
    silent_among,
)
from neuguong.indicators.queries.cuts import cut_of, units_of_group
from neuguong.indicators.queries.defined import addable_measures, indicators_for, number_for
from neuguong.indicators.queries.review import review_of
from neuguong.indicators.queries.values import (
    child_values,
    months_of,
    values_before,
    values_of,
)
from neuguong.indicators.rules import (
    SIGNS_OF_LIFE,
    IndicatorEntry,
    Operator,
    RuleEntry,
    Severity,
    duty_of,
)
from neuguong.indicators.tests.conftest import LATER, ON, PLAIN
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.rules import SECTOR_NUMBERS, Sector
from neuguong.people.actions import PersonEntry, add_people
from neuguong.rollup.actions import fold_all
from neuguong.rollup.queries import TODAY, children_figures
from neuguong.rollup.queries.cuts import Cut
from tests.world import FOUNDED, NOW, YEAR, World

WHOLE = Period("year", YEAR)


def worth(world: World, slug: str, key: str) -> Decimal | None:
    unit = world.unit(slug)
    return values_of(unit, WHOLE, indicators_for(unit, LATER))[key].value


def test_parts_are_summed_and_then_divided(lively: World) -> None:
    assert worth(lively, "tinh/huyen/xa/mot", "indicators.deeds_kept") == Decimal("33.3")
    assert worth(lively, "tinh/huyen/xa/hai", "indicators.deeds_kept") == 0
    assert worth(lively, "tinh/huyen/xa", "indicators.deeds_kept") == 20  # not the mean, 16.7
    assert worth(lively, "tinh", "indicators.deeds_per_person") == Decimal("1.67")
    assert worth(lively, "tinh/huyen/xa", "indicators.members_registered") == 60


def test_what_divides_by_nothing_has_no_value(lively: World) -> None:
    assert worth(lively, "khac", "indicators.deeds_kept") is None
    assert worth(lively, "khac", "indicators.deeds_growth") is None


def test_a_share_of_the_parent_and_a_change_on_last_year(lively: World) -> None:
    assert worth(lively, "tinh/huyen/xa/mot", "indicators.share_of_parent") == 60
    assert worth(lively, "tinh/huyen/xa/mot", "indicators.deeds_change") == 3
    assert worth(lively, "tinh", "indicators.share_of_parent") is None


def test_a_reader_beneath_gets_no_share_of_small_totals_or_short_periods(lively: World) -> None:
    cell = lively.unit("tinh/huyen/xa/mot")
    share = [number_for(cell, "indicators.share_of_parent", LATER)]
    key = share[0].key
    assert (
        values_of(cell, WHOLE, share, by=lively.chi)[key].value is None
    )  # three of five leave two
    others = lively.unit("tinh/huyen/xa/hai")
    entries = [BulkRegistration(others, [PLAIN] * 5, ON, person=lively.people["Ánh"])]
    register_many(by=lively.machine, year=YEAR, entries=entries, today=LATER, now=NOW)
    assert values_of(cell, WHOLE, share, by=lively.chi)[key].value == 30  # of ten
    assert values_of(cell, WHOLE, share, by=lively.chi, view=TODAY)[key].value is None
    half = Period("half", YEAR, 1)
    assert values_of(cell, half, share, by=lively.chi)[key].value is None
    assert values_of(cell, half, share, by=lively.an)[key].value == 30


def test_the_rows_of_children_are_worked_out_of_their_own_parts(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    indicators = indicators_for(unit, LATER)
    rows = {row.label: row for row in child_values(unit, WHOLE, indicators)}
    assert rows["Chi bộ thôn Phiêng Tác"].values["indicators.share_of_parent"].value == 60
    assert rows["Chi bộ thôn Đồng Ao"].values["indicators.deeds_kept"].value == 0
    for row in rows.values():
        if row.unit is not None:
            assert row.values == values_of(row.unit, WHOLE, indicators)


def test_children_cost_a_fixed_number_of_statements(lively: World) -> None:
    fold_all()
    unit = lively.unit("tinh/huyen/xa")
    indicators = indicators_for(unit, LATER)
    with CaptureQueriesContext(
        connection,
    ) as few:
        child_values(unit, WHOLE, indicators)
    entries = [UnitEntry(f"them/{n}", f"Chi bộ {n}", "cell", unit.slug) for n in range(12)]
    found_units(by=lively.machine, entries=entries, on=FOUNDED)
    with CaptureQueriesContext(connection) as many:
        child_values(unit, WHOLE, indicators)
    assert len(many) == len(few) <= 8


def test_months_add_up_from_january_and_stocks_do_not(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    one = number_for(unit, "indicators.money_per_member", LATER)
    line = months_of(unit, [one], YEAR, today=LATER)[one.key]
    assert [found.value for found in line] == [0, 0, 0, 0, *[1_000_000] * 8]
    running = months_of(unit, [one], YEAR, today=ON)[one.key]
    assert len(running) == 2


def test_a_measure_is_looked_at_as_an_indicator_is(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    rate = number_for(unit, "deeds.completion_rate", LATER)
    assert values_of(unit, WHOLE, [rate])[rate.key].value == 20
    deeds = number_for(unit, "deeds.all", LATER)
    assert values_of(unit, WHOLE, [deeds])[deeds.key].text == "5\u00a0việc"
    with pytest.raises(Refused):
        number_for(unit, "pledges.items", LATER)
    with pytest.raises(Refused):
        number_for(unit, "deeds.nothing", LATER)


def test_a_year_in_which_nothing_happened_is_not_compared(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    assert values_before(unit, WHOLE, indicators_for(unit, LATER)) == {}
    after = values_before(unit, Period("year", YEAR + 1), indicators_for(unit, LATER))
    assert after["indicators.deeds_kept"].value == 20


def test_who_has_not_adds_up(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    found = completeness_of(unit, WHOLE, duty_of("gui"))
    assert (found.whole.done, found.whole.owed) == (4, 5)
    assert [(row.label, row.missing) for row in found.late] == [("Chi bộ thôn Phiêng Tác", 1)]
    assert (found.complete, len(found.owing)) == (1, 2)
    assert sum(row.done for row in found.rows) == found.whole.done
    confirmed = completeness_of(unit, WHOLE, duty_of("xac-nhan"))
    assert (confirmed.whole.done, confirmed.late[0].missing) == (3, 2)
    told = completeness_of(unit, WHOLE, duty_of("bao-ket-qua"))
    assert (told.whole.done, told.whole.owed) == (1, 5)
    assert {row.label: row.state for row in told.owing} == {
        "Chi bộ thôn Phiêng Tác": "doing",
        "Chi bộ thôn Đồng Ao": "missing",
    }
    so_far = {duty.code: (one.done, one.owed) for duty, one in duties_of(unit, WHOLE)}
    assert so_far["gui"] == (4, 5)
    assert so_far["chot-ket-qua"] == (1, 5)


def test_children_in_which_nobody_has_sent_anything(lively: World) -> None:
    rows = children_figures(lively.unit("tinh/huyen"), WHOLE, SIGNS_OF_LIFE)
    silent, of_units = silent_among(rows)
    assert [unit.slug for unit in silent] == ["tinh/huyen/phong"]
    assert of_units == 2


def test_a_broken_rule_is_said_with_both_sides(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    entry = RuleEntry(
        "Ba phần tư đảng viên đăng ký", "deeds.members", Operator.AT_LEAST,
        "people.members × 3 / 4", Severity.HINT,
    )  # fmt: skip
    write_rule(by=lively.binh, unit_id=unit.pk, entry=entry, since=FOUNDED)
    found = review_of(unit, WHOLE)
    broken = [look for look in found.found if look.title == entry.sentence]
    assert [look.name for look in broken] == ["Đảng bộ xã Nà Thử", "Chi bộ thôn Phiêng Tác"]
    assert "Đảng viên đăng ký là 3;" in broken[0].text
    assert "3,75" in broken[0].text
    assert broken[0].keys == ("deeds.members", "people.members")


def _twelve(world: World, crowded: int) -> None:
    """Six cells with two people each who register one deed; in the first they register `crowded`."""
    commune = world.unit("tinh/huyen/xa")
    entries = [UnitEntry(f"tam/{n}", f"Chi bộ {n}", "cell", commune.slug) for n in range(7)]
    cells = found_units(by=world.machine, entries=entries, on=FOUNDED)
    rows = [(cell, PersonEntry(f"Nông Văn {n}{k}", birth_year=1980)) for n, cell in
            enumerate(cells) for k in "AB"]  # fmt: skip
    people = add_people(by=world.machine, rows=rows, since=FOUNDED)
    bulk = [
        BulkRegistration(cell, [PLAIN] * (crowded if cell == cells[0] else 2), ON, person=person)
        for (cell, _entry), person in zip(rows, people, strict=True)
    ]
    register_many(by=world.machine, year=YEAR, entries=bulk, today=LATER, now=NOW)


def test_a_cell_far_from_its_siblings_is_named_with_the_middle(lively: World) -> None:
    _twelve(lively, crowded=9)
    found = review_of(lively.unit("tinh/huyen/xa"), WHOLE)
    far = [look for look in found.found if look.name == "Chi bộ 0"]
    assert any("gấp 4,5 lần mức giữa" in look.text for look in far)
    assert all(look.severity == Severity.HINT for look in far)


def test_nothing_strange_says_nothing(lively: World) -> None:
    _twelve(lively, crowded=2)
    looks = review_of(lively.unit("tinh/huyen/xa"), WHOLE).found
    assert [look for look in looks if look.name.startswith("Chi bộ 0")] == []


def test_ten_times_last_year_may_be_a_zero_too_many(lively: World) -> None:
    cell, person = lively.unit("tinh/huyen/xa/hai"), lively.people["Đạt"]
    entry = BulkRegistration(cell, [PLAIN] * 20, ON.replace(year=2023), person=person)
    register_many(by=lively.machine, year=2023, entries=[entry],
                  today=LATER.replace(year=2023), now=NOW)  # fmt: skip
    found = review_of(lively.unit("tinh/huyen/xa"), Period("year", 2023)).found
    slips = [look for look in found if "lệch một hàng" in look.title]
    assert [look.name for look in slips] == ["Chi bộ thôn Đồng Ao"]
    assert "gấp khoảng 10 lần năm trước" in slips[0].text


@pytest.mark.parametrize("cut", list(Cut))
def test_a_cut_adds_up_to_the_whole(lively: World, cut: Cut) -> None:
    unit = lively.unit("tinh/huyen")
    entry = UnitEntry("khoi", "Chi bộ Khối", "base_cell", unit.slug, sector=Sector.STATE)
    (cell,) = found_units(by=lively.machine, entries=[entry], on=FOUNDED)
    person = add_people(by=lively.machine, rows=[(cell, PersonEntry("Ma Thị Ích"))], since=FOUNDED)
    bulk = BulkRegistration(cell, [PLAIN], ON, person=person[0])
    register_many(by=lively.machine, year=YEAR, entries=[bulk], today=LATER, now=NOW)
    keys = [measure.key for measure in addable_measures()]
    waiting = cut_of(unit, WHOLE, keys, cut, today=LATER)
    fold_all()
    table = cut_of(unit, WHOLE, keys, cut, today=LATER)
    assert table == waiting
    assert table.adds_up
    assert table.whole["deeds.all"].value == 6
    if cut is Cut.SECTOR:
        number = SECTOR_NUMBERS[Sector.STATE]
        assert table.groups[number]["deeds.all"].value == 1
        assert table.groups[0]["people.members"].value == 5
        behind = units_of_group(unit, WHOLE, "deeds.all", cut, number, today=LATER)
        assert [(one.slug, figure.text) for one, figure in behind] == [("khoi", "1\u00a0việc")]


def test_a_part_known_less_than_exactly_makes_the_value_about(lively: World) -> None:
    unit = lively.unit("tinh/huyen/xa")
    entry = IndicatorEntry("Tiền một việc", "contributions.money / deeds.kept", "đồng", 0)
    made = define_indicator(by=lively.binh, unit_id=unit.pk, entry=entry, since=FOUNDED)
    found = values_of(unit, WHOLE, [made])[made.key]
    assert found.exact == Fraction(5_000_000)
    assert not found.is_about
    assert [part.figure.key for part in found.parts] == ["contributions.money", "deeds.kept"]
