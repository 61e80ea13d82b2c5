"""Acts of ceremonies: who may, what is refused, what counts, what stays with the deeds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.models import AuditEntry
from neuguong.ceremonies import actions
from neuguong.ceremonies.actions import (
    AdmissionEntry,
    MovementEntry,
    TwinningEntry,
    VolunteerEntry,
)
from neuguong.ceremonies.models import FlagSalute
from neuguong.ceremonies.queries import (
    candidates_of,
    gifts_of_days,
    gifts_to_commune,
    months_beneath,
    news_of,
    order_of,
)
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import mondays_of
from neuguong.ceremonies.tests.conftest import HAI, HUYEN, MOT, XA
from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
)
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.documents import pdf
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.queries import category_on
from neuguong.people.rules import Category
from neuguong.rollup.queries import figures_of, records_of
from tests.world import NOW, TODAY, YEAR, World

WHOLE = Period("year", YEAR)


def figure(unit: Unit, key: str) -> object:
    key = f"ceremonies.{key}"
    return figures_of(unit, WHOLE, [key])[key].value


def salute(world: World, slug: str, months: list[int], weeks: list[date] | None = None) -> int:
    return actions.note_salutes(
        by=world.machine, unit_id=world.unit(slug).pk, year=YEAR, months=months,
        weeks=weeks or [], today=TODAY,
    )  # fmt: skip


def test_ticks_make_the_salutes_of_a_year_and_taking_one_off_unmakes_it(world: World) -> None:
    mondays = mondays_of(YEAR, 3)[:2]
    assert salute(world, MOT, [1, 2, 3], mondays) == 5
    assert figure(world.unit(XA), "flag_salutes") == 5
    assert salute(world, MOT, [1, 3], mondays[:1]) == 3
    assert figure(world.unit(XA), "flag_salutes") == 3
    with pytest.raises(Refused, match="chưa đến"):
        salute(world, MOT, [12])


def test_a_grid_of_the_branch_touches_months_only(world: World) -> None:
    salute(world, MOT, [1], mondays_of(YEAR, 1)[:1])
    mot, hai, xa = world.unit(MOT), world.unit(HAI), world.unit(XA)
    actions.tick_branch(
        by=world.binh, unit_id=xa.pk, year=YEAR, shown=[mot.pk, hai.pk], today=TODAY,
        ticks={(mot.pk, 2), (hai.pk, 2), (hai.pk, 3)},
    )  # fmt: skip
    found = {line.unit.pk: (line.months, line.weeks) for line in months_beneath(xa, YEAR)}
    assert found[mot.pk] == (frozenset({2}), 1)
    assert found[hai.pk] == (frozenset({2, 3}), 0)
    assert figure(xa, "flag_salutes") == 4


def test_units_join_a_movement_of_a_level_above(world: World) -> None:
    made = actions.launch_movement(
        by=world.an, unit_id=world.unit(HUYEN).pk,
        entry=MovementEntry("Chung sức xây dựng nông thôn mới", date(2022, 2, 3)),
    )  # fmt: skip
    for people in (10, 14):
        actions.join_movement(
            by=world.giang, movement_id=made.pk, unit_id=world.unit(MOT).pk, people=people,
            day=date(2022, 3, 1), today=TODAY,
        )  # fmt: skip
    huyen = world.unit(HUYEN)
    assert figure(huyen, "movements") == 1
    assert figure(huyen, "movement_joinings") == 1
    assert figure(huyen, "movement_people") == 14
    with pytest.raises(Refused, match="không do đơn vị hay cấp trên"):
        actions.join_movement(
            by=world.machine, movement_id=made.pk, unit_id=world.unit("khac/xa").pk, people=1,
            day=TODAY, today=TODAY,
        )  # fmt: skip
    actions.leave_movement(by=world.giang, movement_id=made.pk, unit_id=world.unit(MOT).pk)
    assert figure(huyen, "movement_people") == 0


def gift(world: World, slug: str, place: str, money: int) -> Deed:
    """A deed of a collective, done, with its gift."""
    unit = world.unit(slug)
    day = date(2022, 5, 20)
    given = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(money), day)
    deed = BulkDeed(
        DeedEntry("Góp cho xã bạn", place=place),
        OutcomeEntry(DeedState.DONE, day, "Xong", contributions=[given]),
    )
    entry = BulkRegistration(unit, [deed], day, collective=unit)
    register_many(by=world.machine, year=YEAR, entries=[entry], today=TODAY, now=NOW)
    return Deed.objects.latest("pk")


def test_what_is_given_is_read_from_the_deeds_and_counted_once(world: World) -> None:
    first, second = gift(world, MOT, "xã Văn Vũ", 300_000), gift(world, HAI, "Nà Thử", 200_000)
    xa = world.unit(XA)
    twinning = actions.open_twinning(
        by=world.binh, unit_id=xa.pk, entry=TwinningEntry("xã Văn Vũ", date(2022, 1, 5))
    )
    span = (date(2022, 1, 1), date(2022, 12, 31))
    assert gifts_to_commune(twinning, *span).sums == [("tiền của mình", "300.000\u00a0đồng")]
    actions.tie_twinning(by=world.binh, twinning_id=twinning.pk, deed_ids=[first.pk, second.pk])
    assert len(gifts_to_commune(twinning, *span).rows) == 2
    days = [
        actions.plan_volunteer_day(
            by=world.binh, unit_id=xa.pk,
            entry=VolunteerEntry(TODAY, "Giúp xã bạn", deed_ids=[first.pk]),
        )
        for _time in range(2)
    ]  # fmt: skip
    assert len(gifts_of_days(days).rows) == 1
    assert figure(xa, "volunteer_days") == 0
    actions.hold_volunteer_day(
        by=world.binh, volunteer_id=days[0].pk, people=9, deed_ids=[first.pk], today=TODAY
    )
    assert figure(xa, "volunteer_days") == 1
    assert figure(xa, "volunteer_people") == 9
    money = figures_of(xa, WHOLE, ["contributions.money"])["contributions.money"]
    assert money.value == 500_000
    assert figure(xa, "twinnings") == 1


def test_the_oath_makes_a_member_on_probation_of_the_cell(world: World) -> None:
    cell, new = world.unit(MOT), world.people["Ánh"]
    assert new in candidates_of(cell, TODAY)
    entry = AdmissionEntry(TODAY, {new.pk: "Lường Văn Giang"}, "Nhà văn hóa", "QĐ số 5")
    made = actions.plan_admission(by=world.giang, unit_id=cell.pk, entry=entry, today=TODAY)
    assert figure(cell, "admitted") == 0
    with pytest.raises(Refused, match="tuyên thệ"):
        actions.hold_admission(by=world.giang, admission_id=made.pk, oath_taken=False, today=TODAY)
    actions.hold_admission(by=world.giang, admission_id=made.pk, oath_taken=True, today=TODAY)
    assert figure(cell, "admissions") == 1
    assert figure(cell, "admitted") == 1
    kinds = new.memberships.filter(unit=cell).values_list("category", flat=True)
    assert int(Category.PROBATIONARY) in kinds
    assert category_on(world.people["Chi"], cell, TODAY) == Category.OFFICIAL
    assert pdf.render(order_of(made)).startswith(b"%PDF")
    with pytest.raises(Refused, match="đã được ghi"):
        actions.hold_admission(by=world.giang, admission_id=made.pk, oath_taken=True, today=TODAY)


def test_a_member_is_not_admitted_again_and_a_commune_admits_nobody(world: World) -> None:
    entry = AdmissionEntry(TODAY, {world.people["Chi"].pk: ""})
    with pytest.raises(Refused, match="đã là đảng viên"):
        actions.plan_admission(by=world.giang, unit_id=world.unit(MOT).pk, entry=entry, today=TODAY)
    with pytest.raises(Refused, match="do chi bộ"):
        actions.plan_admission(by=world.binh, unit_id=world.unit(XA).pk, entry=entry, today=TODAY)


def test_a_bulletin_hears_of_days_and_movements_without_names(world: World) -> None:
    cell = world.unit(MOT)
    coming = VolunteerEntry(date(2022, 6, 18), "Dọn đường", "thôn")
    actions.plan_volunteer_day(by=world.giang, unit_id=cell.pk, entry=coming)
    actions.launch_movement(
        by=world.binh, unit_id=world.unit(XA).pk, entry=MovementEntry("Ngày thứ bảy", TODAY)
    )
    news = dict(news_of(cell, date(2022, 6, 1), date(2022, 6, 30)))
    assert news["Sắp tới"] == ["Ngày 18/6/2022: Dọn đường, thôn."]
    assert news["Phong trào thi đua"] == ["Phong trào “Ngày thứ bảy” phát động ngày 15/6/2022."]


REFUSED: tuple[Callable[[World], object], ...] = (
    lambda w: actions.note_salutes(
        by=w.chi, unit_id=w.unit(MOT).pk, year=YEAR, months=[1], weeks=[], today=TODAY),
    lambda w: actions.note_salutes(
        by=w.giang, unit_id=w.unit(HAI).pk, year=YEAR, months=[1], weeks=[], today=TODAY),
    lambda w: actions.launch_movement(
        by=w.giang, unit_id=w.unit(XA).pk, entry=MovementEntry("Phong trào", TODAY)),
    lambda w: actions.open_twinning(
        by=w.dung, unit_id=w.unit(XA).pk, entry=TwinningEntry("Văn Vũ", TODAY)),
    lambda w: actions.plan_volunteer_day(
        by=w.chi, unit_id=w.unit(MOT).pk, entry=VolunteerEntry(TODAY, "Dọn đường")),
    lambda w: actions.plan_admission(
        by=w.chi, unit_id=w.unit(MOT).pk, today=TODAY,
        entry=AdmissionEntry(TODAY, {w.people["Ánh"].pk: ""})),
)  # fmt: skip


@pytest.mark.parametrize("act", REFUSED)
def test_others_write_nothing(world: World, act: Callable[[World], object]) -> None:
    with pytest.raises(PermissionDenied):
        act(world)
    assert not AuditEntry.objects.filter(act=Right.WRITE).exists()


def test_salutes_are_the_plain_count_of_the_ticks_whatever_was_ticked(world: World) -> None:
    """Random ticks against a plain memory; the figure opens to rows that add up."""
    chance, kept, unit = Random(7), dict.fromkeys((MOT, HAI, XA), 0), world.unit(XA)
    for _step in range(20):
        slug = chance.choice(list(kept))
        months = chance.sample(range(1, 7), chance.randrange(7))
        weeks = chance.sample(mondays_of(YEAR, 4), chance.randrange(4))
        kept[slug] = salute(world, slug, [m for m in months if m < 6], weeks)
        found = figures_of(unit, WHOLE, ["ceremonies.flag_salutes"])["ceremonies.flag_salutes"]
        assert found.value == sum(kept.values()) == FlagSalute.objects.count()
    found = figures_of(unit, WHOLE, ["ceremonies.flag_salutes"])["ceremonies.flag_salutes"]
    rows = list(records_of(unit, WHOLE, found.key, sees_names=lambda _path: False))
    assert len(rows) == found.n == sum(row.amount for row in rows)
