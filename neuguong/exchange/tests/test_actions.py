"""Bringing files in: whole or not at all, nothing twice, people and cells matched or made."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from neuguong.audit.queries import latest
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState, Standing
from neuguong.exchange.actions import (
    Outcome,
    apply_import,
    discard_import,
    import_deeds,
    mend_cell,
    receive_file,
)
from neuguong.exchange.models import ImportRun
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import PLAIN, clean, merged, workbook
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.programme.actions import close_year
from tests.world import NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db


def _bring(
    world: World, data: bytes, *, by: Actor | None = None, slug: str = "tinh/huyen/xa", **ways: Any
) -> Outcome:
    return import_deeds(
        by=by or world.machine, unit_id=world.unit(slug).pk, year=YEAR, data=data, name="bieu.xlsx",
        today=TODAY, now=NOW, **ways,
    )  # fmt: skip


def _receive(world: World, by: Actor, slug: str, upload: ContentFile[bytes]) -> ImportRun:
    return receive_file(
        by=by, unit_id=world.unit(slug).pk, year=YEAR, upload=upload, today=TODAY, now=NOW
    )


def _rows(*rows: Sequence[Any]) -> bytes:
    return workbook([PLAIN, *rows])


def _row(name: str, cell: str = "Chi bộ thôn Phiêng Tác", **other: Any) -> tuple[Any, ...]:
    values = {
        "number": 1, "name": name, "cell": cell, "category": None, "deed": "Trồng rừng sản xuất",
        "quantity": 2, "unit": "ha", "deadline": "31/5/2022", "money": 500_000, "labour": 1.5,
        "result": "HT",
    }  # fmt: skip
    return tuple({**values, **other}.values())


def _state() -> tuple[int, ...]:
    tables = (Unit, Person, Membership, Registration, Deed, Quantity, Contribution, ImportRun)
    return tuple(table._default_manager.count() for table in tables)


def test_a_first_import_makes_cells_people_and_confirmed_rows(world: World) -> None:
    outcome = _bring(world, clean())
    assert outcome.applied
    summary = outcome.summary()
    assert (summary["deeds_new"], len(summary["new_people"])) == (7, 3)
    assert [unit["name"] for unit in summary["new_units"]] == [
        "Chi bộ thôn Nà Lẹng", "Chi bộ thôn Khuổi Slin"
    ]  # fmt: skip
    cell = Unit.objects.get(name="Chi bộ thôn Nà Lẹng")
    assert (cell.parent, cell.type.code, cell.slug) == (
        world.unit("tinh/huyen/xa"), "cell", "tinh/huyen/xa/thon-na-leng"
    )  # fmt: skip
    found = Registration.objects.get(name="Hứa Văn Bính")
    assert (found.unit, found.state, found.standing) == (
        cell, RegistrationState.CONFIRMED, Standing.COUNTED
    )  # fmt: skip
    done, open_one = found.deeds.order_by("number")
    assert (done.state, open_one.state) == (DeedState.DONE, DeedState.REGISTERED)
    assert open_one.planned_cost == 500_000
    assert done.planned_cost is None
    money = Contribution.objects.filter(kind=ContributionKind.OWN_MONEY, counted=1)
    assert sum(gift.amount for gift in money) == 9_850_000
    labour = Contribution.objects.filter(kind=ContributionKind.LABOUR_DAYS)
    assert sorted((float(gift.amount), gift.counted) for gift in labour) == [
        (1, 0),
        (1, 1),
        (2.5, 0),
        (2.5, 1),
    ]
    forest = Quantity.objects.get(result__deed=done)
    assert (forest.amount_scaled, forest.counted) == (125_000, 1)


def test_collectives_are_brought_in(world: World) -> None:
    outcome = _bring(world, merged())
    assert outcome.applied
    cell = Unit.objects.get(name="Chi bộ Bản Slin")
    own = Registration.objects.get(collective=cell)
    assert (own.unit, own.deeds.count()) == (cell, 2)
    assert Registration.objects.filter(unit=cell).count() == 3
    started = Deed.objects.get(text="Xây nhà vệ sinh")
    assert (started.state, started.planned_cost) == (DeedState.IN_PROGRESS, 18_000_000)


def test_the_same_file_twice_adds_nothing(world: World) -> None:
    _bring(world, clean())
    before = _state()
    again = _bring(world, clean())
    assert again.applied
    assert (again.plan.deeds_new, again.plan.deeds_known) == (0, 7)
    assert _state()[:-1] == before[:-1]


def test_a_longer_version_adds_only_what_is_new(world: World) -> None:
    _bring(world, _rows(_row("Vi Văn Sáu")))
    more = _rows(
        _row("Vi Văn Sáu"),
        _row("VI VĂN SÁU", deed="Dạy chữ", quantity=3, unit="người"),
        _row("Vi Văn Sáu", deed="Làm cầu", result=None),
    )
    outcome = _bring(world, more)
    assert (outcome.plan.deeds_new, outcome.plan.deeds_known, outcome.plan.new_people) == (2, 1, [])
    deeds = Registration.objects.get(name="Vi Văn Sáu").deeds.order_by("number")
    assert [(deed.text, deed.state) for deed in deeds] == [
        ("Trồng rừng sản xuất", DeedState.DONE),
        ("Dạy chữ", DeedState.DONE),
        ("Làm cầu", DeedState.REGISTERED),
    ]  # fmt: skip
    assert Contribution.objects.filter(counted=1, kind=ContributionKind.OWN_MONEY).count() == 2


def test_known_people_are_matched_by_name_without_marks_and_birth_year(world: World) -> None:
    before = Person.objects.count()
    outcome = _bring(world, _rows(_row("nong thi chi"), _row("Triệu Thị Ánh", "Phiêng Tác")))
    assert outcome.applied
    assert Person.objects.count() == before
    assert Registration.objects.get(person=world.people["Chi"]).name == "Nông Thị Chi"


def test_two_of_one_name_need_a_birth_year(world: World) -> None:
    head = (*PLAIN, "Năm sinh")
    outcome = _bring(world, workbook([head, (*_row("Hoàng Văn Thái"), None)]))
    assert not outcome.applied
    assert [(f.row, f.code) for f in outcome.plan.reading.faults] == [(2, "person_ambiguous")]
    assert "1958" in outcome.plan.reading.faults[0].message
    outcome = _bring(world, workbook([head, (*_row("Hoàng Văn Thái"), 1991)]))
    assert outcome.applied
    assert Registration.objects.get(name="Hoàng Văn Thái").person == world.people["Thái trẻ"]


def test_a_fault_keeps_everything_out(world: World) -> None:
    before = _state()
    outcome = _bring(world, _rows(_row("Vi Văn Sáu"), _row("Vi Thị Bảy", money="nhiều")))
    assert not outcome.applied
    assert outcome.refusal is not None
    assert outcome.refusal.code == "rows_at_fault"
    assert _state() == before


def test_good_rows_may_go_in_alone(world: World) -> None:
    data = _rows(_row("Vi Văn Sáu"), _row("Vi Thị Bảy", money="nhiều"))
    outcome = _bring(world, data, good_rows=True)
    assert outcome.applied
    assert [r.name for r in Registration.objects.all()] == ["Vi Văn Sáu"]


def test_a_dry_run_writes_nothing(world: World) -> None:
    before = _state()
    outcome = _bring(world, clean(), dry_run=True)
    assert not outcome.applied
    assert outcome.refusal is None
    assert outcome.summary()["deeds_new"] == 7
    assert _state() == before


def test_unknown_names_are_faults_when_only_known_ones_are_wanted(world: World) -> None:
    outcome = _bring(
        world, _rows(_row("Vi Văn Sáu"), _row("Vi Thị Bảy", "Chi bộ thôn Lạ")), known_only=True
    )
    assert [f.code for f in outcome.plan.reading.faults] == ["person_unknown", "unit_unknown"]


def test_without_a_column_of_cells_people_stand_at_the_unit(world: World) -> None:
    data = workbook([("Họ và tên", "Nội dung"), ("Vi Văn Sáu", "Trồng cây")])
    _bring(world, data, slug="tinh/huyen/xa/hai")
    assert Registration.objects.get().unit == world.unit("tinh/huyen/xa/hai")


def test_a_secretary_brings_in_people_of_their_cell_and_no_other(world: World) -> None:
    outcome = _bring(world, _rows(_row("Vi Văn Sáu")), by=world.giang, slug="tinh/huyen/xa/mot")
    assert outcome.applied
    assert Registration.objects.get().state == RegistrationState.CONFIRMED
    outcome = _bring(
        world,
        _rows(_row("Vi Thị Bảy", "Chi bộ thôn Đồng Ao")),
        by=world.giang,
        slug="tinh/huyen/xa/mot",
    )
    assert [f.code for f in outcome.plan.reading.faults] == ["unit_outside"]


def test_an_officer_founds_the_cells_of_a_first_file(world: World) -> None:
    outcome = _bring(world, _rows(_row("Vi Thị Bảy", "Chi bộ thôn Lạ")), by=world.binh)
    assert outcome.applied
    assert Unit.objects.get(name="Chi bộ thôn Lạ").parent == world.unit("tinh/huyen/xa")


@pytest.mark.parametrize("who", ["dung", "chi"])
def test_others_may_not(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        _bring(world, clean(), by=world.actor(who))


def test_one_who_registered_elsewhere_is_a_fault(world: World) -> None:
    _bring(world, _rows(_row("Nông Thị Chi")))
    Membership.objects.filter(person=world.people["Chi"]).update(
        unit=world.unit("tinh/huyen/xa/hai")
    )
    outcome = _bring(world, _rows(_row("Nông Thị Chi", "Chi bộ thôn Đồng Ao", deed="Làm cầu")))
    assert [f.code for f in outcome.plan.reading.faults] == ["registered_already"]


def test_a_closed_year_takes_corrections_with_a_reason(world: World) -> None:
    close_year(by=world.machine, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    outcome = _bring(world, clean())
    assert outcome.refusal is not None
    assert outcome.refusal.code == "year_closed"
    assert _bring(world, clean(), reason="Nộp bổ sung danh sách giấy").applied
    assert ImportRun.objects.get().reason == "Nộp bổ sung danh sách giấy"


def test_amounts_that_cannot_be_kept_are_faults_by_row(world: World) -> None:
    data = _rows(_row("Vi Văn Sáu", deed="Mở đường lâm nghiệp", quantity=700.55, unit="m"))
    assert [(f.row, f.column) for f in _bring(world, data).plan.reading.faults] == [(2, "F")]


def test_the_page_takes_a_file_in_mends_it_and_brings_it_in(world: World) -> None:
    upload = ContentFile(
        _rows(_row("Vi Văn Sáu"), _row("Vi Thị Bảy", money="nhiều")), name="ds.xlsx"
    )
    run = _receive(world, world.giang, "tinh/huyen/xa/mot", upload)
    assert (run.state, run.counts["fault_rows"], run.counts["rows"]) == (RunState.RECEIVED, 1, 2)
    with pytest.raises(Refused) as caught:
        apply_import(by=world.giang, run_id=run.pk, today=TODAY, now=NOW)
    assert caught.value.refusal.code == "rows_at_fault"
    mend_cell(by=world.giang, run_id=run.pk, sheet="Đăng ký", cell="I3", text="1,5 triệu")
    outcome = apply_import(by=world.giang, run_id=run.pk, today=TODAY, now=NOW)
    assert outcome.applied
    assert Registration.objects.count() == 2
    assert Contribution.objects.filter(amount=1_500_000).exists()
    run.refresh_from_db()
    assert (run.state, run.counts["people_new"]) == (RunState.APPLIED, 2)
    assert latest(1)[0].act == "exchange.import"
    with pytest.raises(Refused):
        apply_import(by=world.giang, run_id=run.pk, today=TODAY, now=NOW)


def test_a_file_may_be_put_away(world: World) -> None:
    upload = ContentFile(clean(), name="ds.xlsx")
    run = _receive(world, world.binh, "tinh/huyen/xa", upload)
    assert discard_import(by=world.binh, run_id=run.pk, now=NOW).state == RunState.DISCARDED
    with pytest.raises(PermissionDenied):
        discard_import(by=world.dung, run_id=run.pk, now=NOW)


def test_what_is_no_table_of_deeds_is_not_taken_in(world: World) -> None:
    upload = ContentFile(workbook([("Tên hàng", "Giá"), ("Gạo", 1)]), name="gia.xlsx")
    with pytest.raises(Refused):
        _receive(world, world.binh, "tinh/huyen/xa", upload)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258", "utf-8"])
def test_text_of_any_encoding_is_kept_and_read_again(world: World, encoding: str) -> None:
    text = "Họ và tên;Nội dung đăng ký\nVi Văn Sáu;Trồng cây quanh nhà văn hóa thôn\n"
    data = unicodedata.normalize("NFD", text).encode(encoding, "ignore")
    upload = ContentFile(data if encoding == "cp1258" else text.encode(encoding), name="ds.csv")
    run = _receive(world, world.giang, "tinh/huyen/xa/mot", upload)
    assert apply_import(by=world.giang, run_id=run.pk, today=TODAY, now=NOW).applied
