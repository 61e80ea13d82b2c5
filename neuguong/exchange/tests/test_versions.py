"""A corrected version of a file: nothing twice, every change shown, nobody's own entry overwritten."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from neuguong.deeds.actions import report_result
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.deeds.rules import DeedState
from neuguong.exchange.actions import (
    Outcome,
    answer_doubt,
    apply_import,
    import_deeds,
    receive_file,
    say_understanding,
)
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import Plan, answers_of, plan_import, reading_of
from neuguong.exchange.tests.samples import PLAIN, workbook
from neuguong.exchange.workbook.layout import Said
from neuguong.lib.actor import Actor
from neuguong.people.models import Person
from neuguong.rollup.actions import verify
from tests.world import NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db


def _bring(world: World, *rows: Sequence[Any], **ways: Any) -> Outcome:
    by: Actor = ways.pop("by", world.machine)
    return import_deeds(
        by=by, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, data=workbook([PLAIN, *rows]),
        name="bieu.xlsx", today=TODAY, now=NOW, **ways,
    )  # fmt: skip


def _receive(world: World, *rows: Sequence[Any], by: Actor | None = None) -> ImportRun:
    upload = ContentFile(workbook(list(rows)), name="ds.xlsx")
    return receive_file(
        by=by or world.binh, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, upload=upload,
        today=TODAY, now=NOW,
    )  # fmt: skip


def _plan(world: World, run: ImportRun) -> Plan:
    return plan_import(
        by=world.binh, unit=world.unit("tinh/huyen/xa"), year=YEAR, reading=reading_of(run),
        today=TODAY, answers=answers_of(world.binh, run),
    )  # fmt: skip


def _row(name: str, deed: str = "Trồng quế", **other: Any) -> Sequence[Any]:
    values = {
        "number": 1, "name": name, "cell": "Chi bộ thôn Phiêng Tác", "category": None, "deed": deed,
        "quantity": 2, "unit": "ha", "deadline": "31/5/2022", "money": 500_000, "labour": 1.5,
        "result": "HT",
    }  # fmt: skip
    return tuple({**values, **other}.values())


def _told(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [
        (cell.key, cell.was.replace("\u00a0", " "), cell.will.replace("\u00a0", " "))
        for change in outcome.plan.changes
        for cell in change.cells
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"money": 700_000}, [("money", "500.000 đồng", "700.000 đồng")]),
        ({"labour": 3}, [("labour", "1,5 ngày công", "3 ngày công")]),
        ({"deadline": "30/4/2022"}, [("deadline", "31/5/2022", "30/4/2022")]),
        ({"quantity": 2.5}, [("quantity", "2 ha", "2,5 ha"), ("quantity", "2 ha", "2,5 ha")]),
    ],
)
def test_a_changed_fact_is_shown_and_applied(
    world: World, typed: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    _bring(world, _row("Vi Văn Sáu"))
    corrected = _row("Vi Văn Sáu", **typed)
    shown = _bring(world, corrected, dry_run=True)
    assert _told(shown) == told
    assert (shown.plan.deeds_new, shown.plan.deeds_known) == (0, 0)
    _bring(world, corrected)
    assert Deed.objects.count() == 1
    again = _bring(world, corrected)
    assert (again.plan.changes, again.plan.deeds_known) == ([], 1)
    assert verify().differences == []


def test_what_is_there_may_be_kept(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu"))
    outcome = _bring(world, _row("Vi Văn Sáu", money=700_000), keep=True)
    assert outcome.applied
    assert len(outcome.plan.changes) == 1
    assert Contribution.objects.filter(amount=700_000).count() == 0


def test_a_deed_gets_done_and_its_money_is_given(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu", result=None, labour=None))
    deed = Deed.objects.get()
    assert (deed.state, deed.planned_cost) == (DeedState.REGISTERED, 500_000)
    _bring(world, _row("Vi Văn Sáu", labour=None))
    deed.refresh_from_db()
    assert (deed.state, deed.done_month, deed.state_on) == (
        DeedState.DONE, 202205, date(2022, 5, 31)
    )  # fmt: skip
    assert Contribution.objects.get().counted == 1
    assert Quantity.objects.get().amount_scaled == 20_000
    _bring(world, _row("Vi Văn Sáu", result="Chưa hoàn thành", labour=None))
    deed.refresh_from_db()
    assert deed.state == DeedState.REGISTERED
    assert not Contribution.objects.exists()
    assert not Quantity.objects.exists()
    assert verify().differences == []


def test_blank_cells_and_missing_columns_change_nothing(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu"))
    outcome = _bring(
        world,
        _row("Vi Văn Sáu", quantity=None, unit=None, deadline=None, money=None, labour=None, result=None),
    )  # fmt: skip
    assert (outcome.plan.changes, outcome.plan.deeds_known) == ([], 1)


def test_new_words_in_the_same_row_change_the_deed(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu", "Trồng rừng sản xuất"))
    outcome = _bring(world, _row("Vi Văn Sáu", "Trồng rừng sản xuất ở đồi Pò Mỏ"))
    assert _told(outcome)[0][0] == "deed"
    assert Deed.objects.get().text == "Trồng rừng sản xuất ở đồi Pò Mỏ"


def test_what_the_corrected_file_leaves_out_stays_and_is_mentioned(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu"), _row("Vi Văn Sáu", "Làm cầu", unit="cầu"))
    outcome = _bring(world, _row("Vi Văn Sáu"))
    assert outcome.summary()["absent"] == ["Vi Văn Sáu: Làm cầu"]
    assert Deed.objects.count() == 2


def test_what_a_person_wrote_is_not_overwritten_without_asking(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu", result=None))
    deed = Deed.objects.get()
    report_result(
        by=world.machine, deed_id=deed.pk, day=TODAY, text="Xong", finished=True, now=NOW,
        today=TODAY,
    )  # fmt: skip
    run = _receive(world, PLAIN, _row("Vi Văn Sáu", money=900_000, result=None))
    plan = _plan(world, run)
    (doubt,) = [each for found in plan.doubts.values() for each in found]
    assert (plan.changes, doubt.code, doubt.chosen) == ([], "deed_touched", "keep")
    assert "900.000" in doubt.text
    answer_doubt(by=world.binh, run_id=run.pk, key=doubt.key, value="file", now=NOW)
    run.refresh_from_db()
    assert len(_plan(world, run).changes) == 1
    apply_import(by=world.binh, run_id=run.pk, today=TODAY, now=NOW)
    deed.refresh_from_db()
    assert (deed.planned_cost, deed.state) == (900_000, DeedState.REPORTED)


def test_near_words_are_asked_about(world: World) -> None:
    _bring(world, _row("Vi Văn Sáu", "Làm đường vào thôn Phiêng Tác"))
    rows = (PLAIN, _row("Bàn Văn Đạt", "Làm cầu", cell="Chi bộ thôn Đồng Ao"),
            _row("Vi Văn Sáu", "Làm đường vào thôn Phiêng Tác 1"))  # fmt: skip
    run = _receive(world, *rows)
    plan = _plan(world, run)
    (doubt,) = [each for found in plan.doubts.values() for each in found]
    assert (doubt.code, doubt.chosen, plan.deeds_new) == ("deed_near", "other", 2)
    answer_doubt(by=world.binh, run_id=run.pk, key=doubt.key, value="same", now=NOW)
    run.refresh_from_db()
    plan = _plan(world, run)
    assert (plan.deeds_new, len(plan.changes)) == (1, 1)


def test_one_of_the_same_name_nearby_is_asked_about_and_the_answer_kept(world: World) -> None:
    rows = (PLAIN, _row("Nông Thị Chi", cell="Chi bộ thôn Đồng Ao"))
    run = _receive(world, *rows)
    plan = _plan(world, run)
    (doubt,) = [each for found in plan.doubts.values() for each in found]
    chi = world.people["Chi"]
    assert (doubt.code, doubt.chosen, len(plan.new_people)) == ("person_near", "new", 1)
    assert "Nông Thị Chi, sinh 1985, Chi bộ thôn Phiêng Tác" in doubt.text
    answer_doubt(by=world.binh, run_id=run.pk, key=doubt.key, value=str(chi.pk), now=NOW)
    people = Person.objects.count()
    apply_import(by=world.binh, run_id=run.pk, today=TODAY, now=NOW)
    found = Registration.objects.get()
    assert (found.person, found.unit) == (chi, world.unit("tinh/huyen/xa/mot"))
    assert Person.objects.count() == people
    again = _receive(world, *rows)
    assert _plan(world, again).deeds_known == 1


def test_another_year_of_birth_in_the_same_cell_is_asked_about(world: World) -> None:
    head = (*PLAIN, "Năm sinh")
    run = _receive(world, head, (*_row("Nông Thị Chi"), 1986))
    plan = _plan(world, run)
    assert [each.code for found in plan.doubts.values() for each in found] == ["person_near"]
    run = _receive(world, head, (*_row("Nông Thị Chi", cell="Chi bộ thôn Đồng Ao"), 1986))
    assert not _plan(world, run).doubts


def test_what_was_understood_is_corrected_and_remembered(world: World) -> None:
    rows = (
        ("DANH SÁCH NĂM 2022",),
        ("Họ tên", "Việc làm", "Ghi thêm", "Số tiền"),
        ("Nông Thị Chi", "Trồng quế", "Chi bộ thôn Phiêng Tác", 5),
    )
    run = _receive(world, *rows)
    assert "Ghi thêm" in _plan(world, run).reading.understood[0].unread[0]
    said = Said(header=(2, 2), columns={3: "unit"}, factors={4: 1_000_000})
    say_understanding(by=world.binh, run_id=run.pk, sheet="Đăng ký", said=said, now=NOW)
    run.refresh_from_db()
    plan = _plan(world, run)
    assert plan.new_people == []
    assert plan.reading.summary()["money"] == 5_000_000
    later = _receive(world, ("Mẫu 2",), *rows)
    assert later.understanding["Đăng ký"]["header"] == [3, 3]
    assert _plan(world, later).reading.summary()["money"] == 5_000_000
    other = _receive(world, *rows, by=world.an)
    assert other.understanding == {}
