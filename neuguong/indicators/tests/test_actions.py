"""Acts on indicators: who may, what is refused, what stays for the past, what is recorded."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.models import AuditEntry
from neuguong.indicators import actions
from neuguong.indicators.actions import ExternalEntry, TargetEntry
from neuguong.indicators.measures import COMPETITIVENESS_RANK, MEASURES
from neuguong.indicators.models import ExternalFigure, Indicator, Target, ValidationRule
from neuguong.indicators.queries.defined import indicator_for, indicators_for, rules_for
from neuguong.indicators.queries.place import is_open
from neuguong.indicators.queries.targets import targets_for, targets_of_children
from neuguong.indicators.rights import Right
from neuguong.indicators.rules import IndicatorEntry, Operator, RuleEntry
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.roles import ROLES
from neuguong.rollup.queries import figures_of
from tests.world import TODAY, World

SINCE = date(2022, 1, 1)
ENTRY = IndicatorEntry("Việc trên một người", "deeds.by_individuals / deeds.people", "việc")
YEAR = Period("year", 2022)


def test_an_officer_writes_an_indicator_for_the_own_branch(world: World) -> None:
    commune, cell = world.unit("tinh/huyen/xa"), world.unit("tinh/huyen/xa/mot")
    made = actions.define_indicator(by=world.binh, unit_id=commune.pk, entry=ENTRY, since=SINCE)
    assert made.key == "indicators.viec_tren_mot_nguoi"
    assert [one.key for one in indicators_for(cell, TODAY)] == [made.key]
    assert indicators_for(world.unit("tinh/huyen"), TODAY) == []
    assert AuditEntry.objects.get(act=Right.SET).unit_id == commune.pk


@pytest.mark.parametrize("who", ["chi", "giang", "dung"])
def test_others_write_nothing(world: World, who: str) -> None:
    unit = world.unit("tinh/huyen/xa")
    by = world.actor(who)
    with pytest.raises(PermissionDenied):
        actions.define_indicator(by=by, unit_id=unit.pk, entry=ENTRY, since=SINCE)
    entry = RuleEntry("A", "deeds.kept", Operator.AT_MOST, "deeds.all")
    with pytest.raises(PermissionDenied):
        actions.write_rule(by=by, unit_id=unit.pk, entry=entry, since=SINCE)
    target = TargetEntry("deeds.all", YEAR, Decimal(5))
    with pytest.raises(PermissionDenied):
        actions.set_target(by=by, unit_id=unit.pk, entry=target, today=TODAY)
    stated = ExternalEntry(COMPETITIVENESS_RANK.key, 2021, Decimal(2), "PCI")
    with pytest.raises(PermissionDenied):
        actions.state_external(by=by, unit_id=unit.pk, entry=stated, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.open_siblings(by=by, unit_id=unit.pk, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.keep_standard(by=by, since=SINCE)
    assert not Indicator.objects.exists()


def test_an_officer_does_not_open_the_comparison_a_leader_does(world: World) -> None:
    unit = world.unit("tinh/huyen/xa")
    with pytest.raises(PermissionDenied):
        actions.open_siblings(by=world.binh, unit_id=unit.pk, today=TODAY)
    actions.open_siblings(by=world.an, unit_id=unit.pk, today=TODAY)
    actions.open_siblings(by=world.an, unit_id=unit.pk, today=TODAY)
    assert is_open(unit)
    actions.shut_siblings(by=world.an, unit_id=unit.pk)
    assert not is_open(unit)
    assert AuditEntry.objects.filter(act=Right.OPEN).count() == 3


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("deeds.alll / 2", "deeds.all"),
        ("deeds.completion_rate + 1", "không phải số cộng được"),
        ("plans.minimum_deeds_per_member", "không phải số cộng được"),
        ("deeds.all /", "dừng giữa chừng"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_is_refused(
    world: World, formula: str, words: str
) -> None:
    entry = IndicatorEntry("A", formula, "%")
    with pytest.raises(Refused, match=words):
        actions.define_indicator(
            by=world.binh, unit_id=world.unit("tinh/huyen/xa").pk, entry=entry, since=SINCE
        )


def test_a_new_formula_holds_from_its_day_and_the_past_keeps_the_old(world: World) -> None:
    unit = world.unit("tinh/huyen/xa")
    first = actions.define_indicator(by=world.binh, unit_id=unit.pk, entry=ENTRY, since=SINCE)
    again = IndicatorEntry(ENTRY.name, "deeds.all / deeds.people", "việc")
    second = actions.define_indicator(
        by=world.binh, unit_id=unit.pk, entry=again, since=date(2022, 7, 1)
    )
    assert second.key == first.key
    before = indicator_for(unit, first.key, date(2022, 6, 30))
    after = indicator_for(unit, first.key, date(2022, 7, 1))
    assert before is not None
    assert after is not None
    assert (before.formula, after.formula) == (ENTRY.formula, again.formula)
    with pytest.raises(Refused):
        actions.define_indicator(by=world.binh, unit_id=unit.pk, entry=ENTRY, since=SINCE)
    actions.end_indicator(by=world.binh, row_id=second.pk, on=date(2022, 12, 1))
    assert indicator_for(unit, first.key, date(2022, 12, 1)) is None
    with pytest.raises(Refused):
        actions.end_indicator(by=world.binh, row_id=second.pk, on=date(2022, 7, 1))


def test_a_name_another_has_taken_gets_a_key_of_its_own(world: World) -> None:
    commune, district = world.unit("tinh/huyen/xa"), world.unit("tinh/huyen")
    actions.define_indicator(by=world.an, unit_id=district.pk, entry=ENTRY, since=SINCE)
    made = actions.define_indicator(by=world.binh, unit_id=commune.pk, entry=ENTRY, since=SINCE)
    assert made.key == "indicators.viec_tren_mot_nguoi_2"
    stolen = IndicatorEntry("A", "deeds.all", "việc", key="indicators.viec_tren_mot_nguoi")
    with pytest.raises(Refused, match="đơn vị khác"):
        actions.define_indicator(by=world.binh, unit_id=commune.pk, entry=stolen, since=SINCE)


def test_a_rule_is_written_and_ends(world: World) -> None:
    unit = world.unit("tinh/huyen/xa")
    entry = RuleEntry("Việc xong ≤ việc đăng ký", "deeds.kept", Operator.AT_MOST, "deeds.all")
    made = actions.write_rule(by=world.binh, unit_id=unit.pk, entry=entry, since=SINCE)
    assert [rule.pk for rule in rules_for(unit, TODAY)] == [made.pk]
    actions.end_rule(by=world.binh, row_id=made.pk, on=TODAY)
    assert rules_for(unit, TODAY) == []
    wrong = RuleEntry(" ", "deeds.kept", Operator.AT_MOST, "deeds.all")
    with pytest.raises(Refused):
        actions.write_rule(by=world.binh, unit_id=unit.pk, entry=wrong, since=SINCE)


def test_the_standard_is_kept_once(world: World) -> None:
    actions.keep_standard(by=world.machine, since=SINCE)
    found = Indicator.objects.count(), ValidationRule.objects.count()
    actions.keep_standard(by=world.machine, since=SINCE)
    assert (Indicator.objects.count(), ValidationRule.objects.count()) == found
    assert found[0] >= 9


def test_a_target_is_set_inherited_and_taken_back(world: World) -> None:
    commune, cell = world.unit("tinh/huyen/xa"), world.unit("tinh/huyen/xa/mot")
    entry = TargetEntry("deeds.all", YEAR, Decimal(50))
    actions.set_target(by=world.binh, unit_id=commune.pk, entry=entry, today=TODAY)
    assert targets_for(cell, YEAR) == {}
    entry = TargetEntry("deeds.all", YEAR, Decimal(20), for_each=True)
    made = actions.set_target(by=world.binh, unit_id=commune.pk, entry=entry, today=TODAY)
    own = TargetEntry("deeds.all", YEAR, Decimal(7))
    actions.set_target(by=world.binh, unit_id=cell.pk, entry=own, today=TODAY)
    assert targets_for(cell, YEAR)["deeds.all"].value == 7
    other = world.unit("tinh/huyen/xa/hai")
    found = targets_of_children(commune, [cell, other], YEAR, "deeds.all")
    assert {pk: target.value for pk, target in found.items()} == {cell.pk: 7, other.pk: 20}
    actions.drop_target(by=world.binh, target_id=made.pk)
    assert Target.objects.get().unit == cell
    assert AuditEntry.objects.filter(act=Right.TARGET).count() == 4


def test_a_target_of_nothing_known_is_refused(world: World) -> None:
    unit = world.unit("tinh/huyen/xa")
    entry = TargetEntry("no.such", YEAR, Decimal(1))
    with pytest.raises(Refused):
        actions.set_target(by=world.binh, unit_id=unit.pk, entry=entry, today=TODAY)
    entry = TargetEntry("deeds.all", Period("year", 2001), Decimal(1))
    with pytest.raises(Refused):
        actions.set_target(by=world.binh, unit_id=unit.pk, entry=entry, today=TODAY)


def test_a_published_figure_is_stated_with_its_source_and_never_added(world: World) -> None:
    top, below = world.unit("tinh"), world.unit("tinh/huyen")
    for unit, value in ((top, 2), (below, 5), (top, 3)):
        entry = ExternalEntry(COMPETITIVENESS_RANK.key, 2021, Decimal(value), "Báo cáo PCI 2021")
        actions.state_external(by=world.an, unit_id=unit.pk, entry=entry, today=TODAY)
    keys = [measure.key for measure in MEASURES]
    figures = figures_of(top, Period("year", 2021), keys)
    assert figures[COMPETITIVENESS_RANK.key].value == 3
    assert figures["indicators.poverty_rate"].value is None
    assert figures_of(top, YEAR, keys)[COMPETITIVENESS_RANK.key].value is None
    for wrong in (
        ExternalEntry("deeds.all", 2021, Decimal(1), "x"),
        ExternalEntry(COMPETITIVENESS_RANK.key, 2021, Decimal(1), " "),
        ExternalEntry(COMPETITIVENESS_RANK.key, 2030, Decimal(1), "x"),
    ):
        with pytest.raises(Refused):
            actions.state_external(by=world.an, unit_id=top.pk, entry=wrong, today=TODAY)
    found = ExternalFigure.objects.get(unit=below)
    actions.drop_external(by=world.an, figure_id=found.pk)
    assert AuditEntry.objects.filter(act=Right.ENTER).count() == 4


def test_a_role_for_every_right() -> None:
    given = {right for role in ROLES.values() for right in role.rights}
    assert {str(right) for right in Right} <= given
