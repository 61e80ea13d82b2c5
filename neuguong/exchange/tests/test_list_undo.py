"""Taking lists back: names and filled fields as before, what was changed since stays; long ones in a job."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.deeds.actions import open_registration
from neuguong.exchange import rules
from neuguong.exchange.actions.handed import import_list
from neuguong.exchange.actions.list_undoing import undo_list
from neuguong.exchange.models import ListRun
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.tests.samples import workbook
from neuguong.jobs.actions import work_once
from neuguong.jobs.models import Job
from neuguong.lib.refusal import Refused
from neuguong.org.actions import rename_unit
from neuguong.org.models import Unit, UnitState
from neuguong.people.actions import PersonEntry, correct_person
from neuguong.people.models import Membership, Person, Post
from neuguong.people.rules import Category
from neuguong.rollup.actions import fold_all, verify
from tests.world import NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
_UNITS = ("Tên đơn vị", "Mã tổ chức", "Đơn vị cấp trên")
_PEOPLE = ("Họ và tên", "Năm sinh", "Giới tính", "Đối tượng", "Chi bộ", "Chức vụ")
CELL = "tinh/huyen/xa/mot"


def _bring(
    world: World, kind: ListKind, rows: Sequence[Sequence[Any]], on: date = TODAY
) -> ListRun:
    outcome = import_list(
        by=world.machine, kind=kind, unit_id=world.unit("tinh/huyen/xa").pk, data=workbook(rows),
        name="ds.xlsx", on=on, today=TODAY, now=NOW,
    )  # fmt: skip
    assert outcome.applied, (outcome.refusal, outcome.plan.faults)
    assert outcome.run is not None
    return outcome.run


def _undo(world: World, run: ListRun) -> ListRun:
    return undo_list(by=world.machine, run_id=run.pk, reason="nhầm tệp", today=TODAY, now=NOW)


def _states(unit: Unit) -> list[tuple[Any, ...]]:
    rows = UnitState.objects.filter(unit=unit).order_by("valid_from")
    return list(rows.values_list("valid_from", "valid_to", "name", "short_name", "decision"))


def _coded(world: World) -> Unit:
    """A unit with a code, by which a list finds it under another name."""
    rows = [_UNITS, ("Chi bộ thôn Bản Sổ", "BS1", "tinh/huyen/xa")]
    _bring(world, ListKind.UNITS, rows, on=date(2021, 1, 1))
    return Unit.objects.get(name="Chi bộ thôn Bản Sổ")


@pytest.mark.parametrize("on", [date(2022, 3, 1), date(2021, 1, 1)])
def test_names_are_as_they_were(world: World, on: date) -> None:
    unit = _coded(world)
    before, was = _states(unit), Unit.objects.filter(pk=unit.pk).values().get()
    rows = [_UNITS, ("Chi bộ thôn Sổ Mới", "BS1", "tinh/huyen/xa")]
    run = _bring(world, ListKind.UNITS, rows, on=on)
    assert Unit.objects.get(pk=unit.pk).name == "Chi bộ thôn Sổ Mới"
    run = _undo(world, run)
    assert (run.undone["put_back"], run.undone["left_count"]) == (1, 0)
    assert _states(unit) == before
    assert Unit.objects.filter(pk=unit.pk).values().get() == was
    fold_all()
    assert verify().differences == []


def test_a_name_given_since_stays_and_is_named(world: World) -> None:
    unit = _coded(world)
    rows = [
        _UNITS,
        ("Chi bộ thôn Sổ Mới", "BS1", "tinh/huyen/xa"),
        ("Chi bộ thôn Hai Ngày", None, None),
    ]
    run = _bring(world, ListKind.UNITS, rows, on=date(2022, 1, 1))
    rename_unit(by=world.machine, unit_id=unit.pk, name="Chi bộ thôn Khác", on=date(2022, 3, 1))
    run = _undo(world, run)
    assert Unit.objects.get(pk=unit.pk).name == "Chi bộ thôn Khác"
    assert run.undone["left"][0]["text"].startswith("Dòng 2: “Chi bộ thôn Khác” đã được đổi tên")
    assert not Unit.objects.filter(name="Chi bộ thôn Hai Ngày").exists()


def test_what_was_written_to_people_is_taken_out_again(world: World) -> None:
    dat = world.people["Đạt"]
    Person.objects.filter(pk=dat.pk).update(birth_year=None, sex="")
    rows = [
        _PEOPLE,
        ("Bàn Văn Đạt", 1980, "Nam", None, world.unit(_cell_of(dat)).name, "Tổ trưởng"),
        ("Lò Văn Sơn", 1975, "Nam", None, "thôn Phiêng Tác", "Phó Bí thư"),
    ]
    people, posts = Person.objects.count(), Post.objects.count()
    run = _bring(world, ListKind.PEOPLE, rows)
    dat.refresh_from_db()
    assert (dat.birth_year, dat.sex, Post.objects.count()) == (1980, "m", posts + 2)
    run = _undo(world, run)
    dat.refresh_from_db()
    assert (dat.birth_year, dat.sex) == (None, "")
    assert (Person.objects.count(), Post.objects.count()) == (people, posts)
    assert (run.undone["gone"], run.undone["put_back"], run.undone["left"]) == (1, 1, [])
    fold_all()
    assert verify().differences == []


def _cell_of(person: Person) -> str:
    return Membership.objects.filter(person=person).select_related("unit")[0].unit.slug


def test_what_somebody_corrected_or_used_since_stays(world: World) -> None:
    chi = world.people["Chi"]
    Person.objects.filter(pk=chi.pk).update(sex="")
    rows = [
        _PEOPLE,
        ("Nông Thị Chi", 1985, "Nữ", None, "thôn Phiêng Tác", None),
        ("Lò Văn Sơn", 1975, "Nam", "Đảng viên", "thôn Phiêng Tác", None),
    ]
    run = _bring(world, ListKind.PEOPLE, rows)
    entry = PersonEntry("Nông Thị Chi", Category.OFFICIAL, birth_year=1985, sex="m")
    correct_person(by=world.machine, person_id=chi.pk, entry=entry, today=TODAY)
    son = Person.objects.get(full_name="Lò Văn Sơn")
    open_registration(
        by=world.machine, unit_id=world.unit(CELL).pk, year=YEAR, today=TODAY, person_id=son.pk
    )
    with pytest.raises(Refused) as caught:
        _undo(world, run)
    assert "Chưa hoàn tác gì: 2 bản ghi" in caught.value.refusal.text
    assert Person.objects.get(pk=chi.pk).sex == "m"


def test_a_long_list_is_brought_in_and_taken_back_by_a_job(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LONG_LIST", 3)
    client = Client()
    client.force_login(world.accounts["binh"])
    rows = [
        _PEOPLE[:1] + _PEOPLE[4:5],
        *((f"Lò Văn {chr(65 + n)}o", "thôn Phiêng Tác") for n in range(5)),
    ]
    fields = {
        "file": SimpleUploadedFile("ds.xlsx", workbook(rows)),
        "unit": str(world.unit("tinh/huyen/xa").pk),
        "on": "01/02/2022",
    }
    client.post(reverse("exchange:people"), fields)
    run, people = ListRun.objects.get(), Person.objects.count()
    here, apply = (reverse(f"exchange:{name}", args=[run.uid]) for name in ("list", "list_apply"))
    sent = client.post(apply)
    job = Job.objects.get(name="exchange.bring_list")
    assert sent["Location"] == reverse("jobs:job", args=[job.uid])
    page = client.get(here).content.decode()
    assert "Tệp đang được nhập." in page
    assert sent["Location"] in page
    client.post(reverse("exchange:list_release", args=[run.uid]))
    assert ListRun.objects.get().state == RunState.RUNNING
    assert "đang được nhập" in client.post(apply, follow=True).content.decode()
    while work_once():
        pass
    assert Person.objects.count() == people + 5
    assert "Thêm 5" in client.get(here).content.decode()
    undo = reverse("exchange:list_undo", args=[run.uid])
    assert "Bỏ 5 bản ghi do tệp này thêm." in client.get(undo).content.decode()
    asked = client.post(undo, {"reason": "gửi nhầm tệp"})
    assert "/viec-nen/" in asked["Location"]
    while work_once():
        pass
    assert Person.objects.count() == people
    assert "Đã bỏ 5 bản ghi" in client.get(here).content.decode()


def test_a_job_that_cannot_bring_a_list_in_gives_it_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LONG_LIST", 0)
    client = Client()
    client.force_login(world.accounts["binh"])
    rows = [("Họ và tên", "Chi bộ"), ("Vi Văn Lạ", "Chi bộ Sai")]
    fields = {
        "file": SimpleUploadedFile("ds.xlsx", workbook(rows)),
        "unit": str(world.unit("tinh/huyen/xa").pk),
        "on": "01/02/2022",
    }
    client.post(reverse("exchange:people"), fields)
    run = ListRun.objects.get()
    client.post(reverse("exchange:list_apply", args=[run.uid]))
    assert ListRun.objects.get().state == RunState.RUNNING
    while work_once():
        pass
    assert ListRun.objects.get().state == RunState.RECEIVED
    assert "cần sửa nên chưa nhập dòng nào" in Job.objects.get().error
