"""Taking an import back: figures return exactly, what was touched since stays and is named."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.deeds.actions import add_contribution, add_deed, report_result
from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.exchange.actions import Outcome, import_deeds, undo_import
from neuguong.exchange.models import ImportRow, ImportRun
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import PLAIN, clean, merged, workbook
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit, UnitState
from neuguong.people.actions import PersonEntry, correct_person
from neuguong.people.models import Membership, Person
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import figures_of
from tests.world import NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
_TABLES = (
    *(Unit, UnitState, Person, Membership, Registration, Deed, Result),
    *(Quantity, Contribution),
)


def _bring(world: World, data: bytes, **ways: Any) -> ImportRun:
    outcome: Outcome = import_deeds(
        by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, data=data,
        name="bieu.xlsx", today=TODAY, now=NOW, **ways,
    )  # fmt: skip
    assert outcome.run is not None
    return outcome.run


def _undo(world: World, run: ImportRun, by: Actor | None = None, **ways: Any) -> ImportRun:
    return undo_import(
        by=by or world.machine, run_id=run.pk, reason="Nhập nhầm tệp", today=TODAY, now=NOW, **ways
    )


def _counts() -> list[int]:
    return [table._default_manager.count() for table in _TABLES]


def _figures(world: World) -> dict[str, object]:
    found = figures_of(world.unit("tinh"), Period.parse(str(YEAR)))
    return {key: (figure.scaled, figure.n) for key, figure in found.items()}


def _row(name: str, deed: str, **other: Any) -> Sequence[Any]:
    values = {
        "number": 1, "name": name, "cell": "Chi bộ thôn Phiêng Tác", "category": None, "deed": deed,
        "quantity": 2, "unit": "ha", "deadline": "31/5/2022", "money": 500_000, "labour": 1.5,
        "result": "HT",
    }  # fmt: skip
    return tuple({**values, **other}.values())


@pytest.mark.parametrize("folded", [False, True])
def test_everything_goes_and_figures_return(world: World, folded: bool) -> None:
    _bring(world, workbook([PLAIN, _row("Nông Thị Chi", "Trồng quế")]))
    counts, figures = _counts(), _figures(world)
    run = _bring(world, clean())
    other = _bring(world, merged())
    assert _counts() != counts
    if folded:
        fold_all()
    undone = _undo(world, other)
    assert undone.undone["left_count"] == 0
    undone = _undo(world, run)
    assert (undone.state, undone.undone["deeds"], undone.undone["people"]) == (
        RunState.UNDONE,
        7,
        3,
    )
    assert undone.undone["units"] == 2
    assert (_counts(), _figures(world)) == (counts, figures)
    assert verify().differences == []
    fold_all()
    assert _figures(world) == figures
    assert verify().differences == []
    assert ImportRow.objects.filter(run=run).exists()


def test_rows_know_what_they_became(world: World) -> None:
    run = _bring(world, clean())
    rows = ImportRow.objects.filter(run=run)
    assert rows.filter(number=3).count() == 4  # cell, person, registration, deed
    deed = Deed.objects.get(text="Mở đường lâm nghiệp")
    made = rows.get(kind=4, object_id=deed.pk)
    assert (made.sheet, made.number, len(made.digest)) == ("Đăng ký", 3, 16)


def test_what_was_touched_since_stays_and_is_named(world: World) -> None:
    run = _bring(world, clean())
    deed = Deed.objects.get(text="Giúp đỡ hộ nghèo sửa nhà")
    report_result(
        by=world.machine, deed_id=deed.pk, day=TODAY, text="Xong mái nhà", finished=True, now=NOW,
        today=TODAY,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        _undo(world, run, whole=True)
    assert "Giúp đỡ hộ nghèo sửa nhà" in caught.value.refusal.text
    undone = _undo(world, run)
    assert [each["text"] for each in undone.undone["left"]] == [
        "Dòng 6: “Giúp đỡ hộ nghèo sửa nhà” đã được sửa hoặc báo kết quả sau khi nhập nên để lại."
    ]
    assert [each.text for each in Deed.objects.all()] == ["Giúp đỡ hộ nghèo sửa nhà"]
    assert [found.name for found in Registration.objects.all()] == ["Sằm Đình Quý"]
    assert undone.undone["units_left"] == 1
    assert verify().differences == []


def test_a_registration_with_more_in_it_stays(world: World) -> None:
    run = _bring(world, clean())
    found = Registration.objects.get(name="Hứa Văn Bính")
    mine = add_deed(
        by=world.machine, registration_id=found.pk, entry=DeedEntry("Trồng chè"), today=TODAY
    )
    gift = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(1), TODAY)
    quy = Registration.objects.get(name="Sằm Đình Quý")
    add_contribution(by=world.machine, registration_id=quy.pk, entry=gift, today=TODAY)
    undone = _undo(world, run)
    assert list(Deed.objects.all()) == [mine]
    assert {each.name for each in Registration.objects.all()} == {"Hứa Văn Bính", "Sằm Đình Quý"}
    assert undone.undone["left_count"] == 1  # the gift beside all deeds of Quý
    assert verify().differences == []


def test_somebody_corrected_stays(world: World) -> None:
    run = _bring(world, clean())
    person = Person.objects.get(full_name="Lục Thị Mười")
    correct_person(
        by=world.machine, person_id=person.pk, entry=PersonEntry("Lục Thị Mười", birth_year=1970),
        today=TODAY,
    )  # fmt: skip
    undone = _undo(world, run)
    assert undone.undone["left_count"] == 1
    assert Person.objects.filter(pk=person.pk).exists()
    assert not Registration.objects.exists()


def test_a_change_is_put_back(world: World) -> None:
    first = _bring(world, workbook([PLAIN, _row("Vi Văn Sáu", "Trồng quế")]))
    before = _figures(world)
    second = _bring(
        world, workbook([PLAIN, _row("Vi Văn Sáu", "Trồng quế", money=900_000, quantity=3)])
    )
    assert second.counts["changed"] == 1
    assert _figures(world) != before
    undone = _undo(world, second)
    assert undone.undone["changed"] == 1
    assert _figures(world) == before
    assert verify().differences == []
    assert _undo(world, first).undone["left_count"] == 0
    assert not Deed.objects.exists()


def test_an_older_import_cannot_take_what_a_newer_one_changed(world: World) -> None:
    first = _bring(world, workbook([PLAIN, _row("Vi Văn Sáu", "Trồng quế")]))
    _bring(world, workbook([PLAIN, _row("Vi Văn Sáu", "Trồng quế", money=900_000)]))
    with pytest.raises(Refused) as caught:
        _undo(world, first)
    assert caught.value.refusal.code == "undo_touched"


def test_undo_asks_for_a_reason_the_right_and_the_state(world: World) -> None:
    run = _bring(world, clean())
    for who in (world.dung, world.chi):
        with pytest.raises(PermissionDenied):
            _undo(world, run, by=who)
    with pytest.raises(Refused) as caught:
        undo_import(by=world.machine, run_id=run.pk, reason=" ", today=TODAY, now=NOW)
    assert caught.value.refusal.code == "reason_missing"
    _undo(world, run, by=world.binh)
    with pytest.raises(Refused) as caught:
        _undo(world, run)
    assert caught.value.refusal.code == "import_undone"
    again = _bring(world, clean())
    assert again.counts["deeds_new"] == 7
    assert Deed.objects.filter(state=DeedState.DONE).count() == 5
