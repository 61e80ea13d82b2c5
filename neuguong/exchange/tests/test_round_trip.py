"""A branch with everything in it goes out and comes back: same figures, and nothing new where it stands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from neuguong.deeds.actions import (
    accept_contribution,
    add_contribution,
    carry_over_deed,
    confirm_done,
    finish_work,
    give_up_deed,
    join_work,
    open_work,
    register_many,
    report_result,
    start_deed,
)
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result, Work
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.exchange.actions import Outcome, import_deeds, undo_import
from neuguong.exchange.views.exports import deeds_table
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.tables import as_csv, as_xlsx
from neuguong.rollup.queries import figures_of
from tests.world import NOW, YEAR, World

pytestmark = pytest.mark.django_db
XA = "tinh/huyen/xa"
LATER = date(2022, 12, 31)
_SIGNED = date(2022, 2, 1)
_TABLES = (Registration, Deed, Result, Quantity, Contribution, Work)
_WAYS = {"xlsx": as_xlsx, "csv": as_csv}
Kind = ContributionKind


def _gift(
    kind: Kind, amount: str, day: date, how: Qualifier = Qualifier.EXACTLY, **more: Any
) -> Any:
    return ContributionEntry(kind, Decimal(amount), day, how, **more)


def _done_deeds() -> list[BulkDeed]:
    """Every kind of gift, two quantities of two kinds, two gifts of one kind on two days."""
    day, before = date(2022, 8, 20), date(2022, 4, 3)
    road = OutcomeEntry(
        DeedState.DONE, day, text="Bà con đồng tình", told_on=before,
        quantities=[
            QuantityEntry(0, Decimal(300), "m"),
            QuantityEntry(0, Decimal("1.5"), "ha", Qualifier.ABOUT),
        ],
        contributions=[
            _gift(Kind.OWN_MONEY, "500000", day),
            _gift(Kind.OWN_MONEY, "200000", before, Qualifier.AT_LEAST),
            _gift(Kind.MOBILISED_MONEY, "12000000", day),
            _gift(Kind.BUDGET, "30000000", day, Qualifier.ABOUT),
            _gift(Kind.LABOUR_DAYS, "2.5", day, Qualifier.AT_LEAST),
            _gift(Kind.LAND, "120.5", before),
            _gift(Kind.GOODS, "1500000", day, words="10 bao xi măng; 2 xe cát"),
            _gift(Kind.GOODS, "300000", day, words="20 kg gạo"),
        ],
    )  # fmt: skip
    untold = OutcomeEntry(DeedState.DONE, day)
    return [
        BulkDeed(DeedEntry("Làm đường bê tông, trồng rừng hai bên", planned_cost=45_000_000), road),
        BulkDeed(DeedEntry("Giúp hộ nghèo", target_amount=Decimal(3), target_unit="hộ"), untold),
        BulkDeed(DeedEntry("Dạy chữ; dạy hát; dạy múa", category=15, deadline=date(2022, 9, 2))),
    ]


def _fill(world: World) -> None:
    """A year of a commune as its people would have written it."""
    by, hai = world.machine, world.unit(f"{XA}/hai")
    mot, mass = world.unit(f"{XA}/mot"), world.unit(f"{XA}/phu-nu")
    plain = [
        BulkDeed(DeedEntry(text, target_amount=Decimal(2), target_unit="hộ"))
        for text in ("Giúp hộ nghèo làm nhà", "Dọn vệ sinh đường thôn", "Nuôi con nuôi của chi bộ",
                     "Đọc sách mỗi tuần", "Làm cầu qua suối")
    ]  # fmt: skip
    entries = [
        BulkRegistration(mot, _done_deeds(), _SIGNED, person=world.people["Chi"], post="Phó Bí thư"),
        BulkRegistration(mot, plain, _SIGNED, person=world.people["Thái"]),
        BulkRegistration(mot, plain[:1], _SIGNED, person=world.people["Thái trẻ"],
                         state=RegistrationState.SUBMITTED),
        BulkRegistration(hai, plain[-1:], date(2022, 3, 5), person=world.people["Đạt"]),
        BulkRegistration(mass, plain[:2], _SIGNED, collective=mass),
    ]  # fmt: skip
    made = register_many(by=by, year=YEAR, entries=entries, today=LATER, now=NOW)
    told, begun, carried, given_up, bridge = made[1].deeds.order_by("number")
    day = date(2022, 7, 1)
    report_result(
        by=by, deed_id=told.pk, day=day, text="xong phần móng", finished=True, now=NOW, today=LATER,
        quantities=[QuantityEntry(0, Decimal(1), "hộ")],
        contributions=[_gift(Kind.OWN_MONEY, "100000", day), _gift(Kind.LABOUR_DAYS, "3", day)],
    )  # fmt: skip
    start_deed(by=by, deed_id=begun.pk, today=day)
    early = add_contribution(
        by=by, registration_id=made[1].pk, deed_id=begun.pk, today=day,
        entry=_gift(Kind.BUDGET, "2000000", date(2022, 6, 9)),
    )  # fmt: skip
    accept_contribution(by=by, contribution_id=early.pk, today=day)
    carry_over_deed(by=by, deed_id=carried.pk, reason="Chờ nhận con nuôi", today=day)
    give_up_deed(by=by, deed_id=given_up.pk, reason="Chuyển công tác", today=day)
    loose = add_contribution(
        by=by, registration_id=made[0].pk, today=day,
        entry=_gift(Kind.GOODS, "400000", date(2022, 5, 5), words="chăn ấm"),
    )  # fmt: skip
    accept_contribution(by=by, contribution_id=loose.pk, today=day)
    add_contribution(
        by=by, registration_id=made[4].pk, today=day, entry=_gift(Kind.OWN_MONEY, "700000", day)
    )
    work = open_work(by=by, unit_id=world.unit(XA).pk, year=YEAR, title="Cầu Nà Thử", today=day)
    for deed in (bridge, made[3].deeds.get()):
        join_work(by=by, deed_id=deed.pk, work_id=work.pk, today=day)
        report_result(
            by=by, deed_id=deed.pk, day=day, text="cùng làm mố cầu", finished=True, now=NOW,
            today=LATER, contributions=[_gift(Kind.LABOUR_DAYS, "4", day)],
        )  # fmt: skip
    confirm_done(by=by, deed_id=bridge.pk, day=date(2022, 9, 3), today=LATER)
    finish_work(
        by=by, work_id=work.pk, day=date(2022, 9, 3), today=LATER,
        quantities=[QuantityEntry(0, Decimal(1), "cầu")],
    )  # fmt: skip


def _figures(world: World) -> dict[str, object]:
    found: dict[str, object] = {}
    for period in ("2022", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"):
        for key, figure in figures_of(world.unit(XA), Period.parse(period)).items():
            found[f"{period} {key}"] = (figure.scaled, figure.n, figure.qualifier)
    return found


def _bring(world: World, data: bytes, **ways: Any) -> Outcome:
    return import_deeds(
        by=world.machine, unit_id=world.unit(XA).pk, year=YEAR, data=data, name="viec-lam.xlsx",
        today=LATER, now=NOW, **ways,
    )  # fmt: skip


def _export(world: World, shape: str) -> bytes:
    return _WAYS[shape](deeds_table(world.machine, world.unit(XA), YEAR)[0])


@pytest.mark.parametrize("shape", _WAYS)
def test_where_it_stands_every_row_is_the_same(world: World, shape: str) -> None:
    _fill(world)
    plan = _bring(world, _export(world, shape), dry_run=True).plan
    assert plan.reading.faults == []
    assert [each.message for each in plan.reading.all_warnings] == []
    assert [cell for change in plan.changes for cell in change.cells] == []
    assert (plan.deeds_new, plan.gifts_new, plan.new_works, plan.absent) == (0, 0, [], [])
    assert {(row.sheet, row.number) for row in plan.reading.rows} == plan.known_rows


@pytest.mark.parametrize("shape", _WAYS)
def test_in_an_empty_copy_it_gives_the_same_figures_and_goes_again(
    world: World, shape: str
) -> None:
    empty = _figures(world)
    with transaction.atomic():
        _fill(world)
        data, before = _export(world, shape), _figures(world)
        lines = list(map(str, deeds_table(world.machine, world.unit(XA), YEAR)[0].rows))
        transaction.set_rollback(True)
    outcome = _bring(world, data)
    assert outcome.applied, [each.message for each in outcome.plan.reading.faults]
    after = _figures(world)
    assert {key: (after[key], before[key]) for key in before if after[key] != before[key]} == {}
    assert list(map(str, deeds_table(world.machine, world.unit(XA), YEAR)[0].rows)) == lines
    assert outcome.run is not None
    undone = undo_import(
        by=world.machine, run_id=outcome.run.pk, reason="Nhập thử", today=LATER, now=NOW
    )
    assert undone.undone["left_count"] == 0
    assert _figures(world) == empty
    assert [table._default_manager.count() for table in _TABLES] == [0] * len(_TABLES)
