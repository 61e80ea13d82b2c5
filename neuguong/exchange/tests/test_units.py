"""Lists of units: the tree from words, numbers or columns; nothing twice, nothing half."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.exchange.actions.handed import ListOutcome, import_list
from neuguong.exchange.actions.list_undoing import undo_list
from neuguong.exchange.models import ListRun
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.tests.samples import workbook
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.tree import read_tree, types_by_words
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.org.actions import rename_unit
from neuguong.org.models import Unit, UnitState
from tests.world import NOW, TODAY, World

HEAD = ("STT", "Tên đơn vị", "Đơn vị cấp trên", "Loại đơn vị", "Mã", "Địa bàn", "Ngày thành lập")


def _bring(
    world: World, rows: Sequence[Sequence[Any]], slug: str = "tinh/huyen",
    by: Actor | None = None, **ways: Any,
) -> ListOutcome:  # fmt: skip
    return import_list(
        by=by or world.machine, kind=ListKind.UNITS, unit_id=world.unit(slug).pk,
        data=workbook(rows), name="cay.xlsx", on=date(2022, 1, 1), today=TODAY, now=NOW, **ways,
    )  # fmt: skip


def _states(outcome: ListOutcome) -> list[str]:
    return [line.state.value for line in outcome.plan.lines]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Đảng bộ xã Nà Thử", "commune"),
        ("Chi bộ thôn Phiêng Tác", "cell"),
        ("Hội Phụ nữ xã", "mass"),
        ("Uỷ ban MTTQ Việt Nam xã", "front"),
        ("Ban công tác Mặt trận thôn Nà Pài", "village_front"),
        ("Trường Tiểu học Nà Thử", "agency"),
        ("Đảng bộ bộ phận Khối trường học", "sub_committee"),
        ("Đảng bộ Ủy ban nhân dân tỉnh", "government_bloc"),
    ],
)
def test_the_words_of_a_name_tell_its_type(name: str, code: str) -> None:
    assert types_by_words(name)[0] == code


def test_numbering_tells_what_stands_above() -> None:
    reading = read_tree(read_workbook(workbook([
        ("TT", "Tên tổ chức"),
        ("I", "Đảng bộ xã Một"),
        (1, "Chi bộ thôn A"),
        (2, "Chi bộ thôn B"),
        ("II", "Đảng bộ xã Hai"),
        (1, "Chi bộ thôn C"),
        ("a)", "Ban công tác Mặt trận thôn C"),
    ])))  # fmt: skip
    above = [row.nest.name if row.nest else "" for row in reading.rows]
    assert above == ["", "Đảng bộ xã Một", "Đảng bộ xã Một", "", "Đảng bộ xã Hai", "Chi bộ thôn C"]


def test_marks_and_spaces_in_the_name_do_as_well() -> None:
    marked = read_tree(read_workbook(workbook([
        ("Đơn vị", "Ghi chú"),
        ("A. Đảng bộ xã Một", "x"), ("B. Đảng bộ xã Hai", "x"), ("- Chi bộ thôn A", "x"),
        ("C. Đảng bộ xã Ba", "x"), ("- Chi bộ thôn B", "x"),
    ])))  # fmt: skip
    assert [row.name for row in marked.rows][:2] == ["Đảng bộ xã Một", "Đảng bộ xã Hai"]
    assert [row.nest.name if row.nest else "" for row in marked.rows] == [
        "", "", "Đảng bộ xã Hai", "", "Đảng bộ xã Ba",
    ]  # fmt: skip
    spaced = read_tree(read_workbook(workbook([
        ("Đơn vị", "Ghi chú"), ("Đảng bộ xã Một", 1), ("   Chi bộ thôn A", 2), ("Đảng bộ xã Hai", 3),
    ])))  # fmt: skip
    assert [row.nest.name if row.nest else "" for row in spaced.rows] == ["", "Đảng bộ xã Một", ""]


@pytest.mark.django_db
def test_a_tree_is_founded_once_and_only_once(world: World) -> None:
    rows = [
        ("DANH SÁCH TỔ CHỨC ĐẢNG",),
        HEAD,
        (1, "Chi bộ thôn Nà Pài", "Đảng bộ xã Mới", None, "M01", "thôn Nà Pài", "01/02/2023"),
        (2, "Đảng bộ xã Mới", "Đảng bộ huyện Thử", None, "M00", None, None),
        (3, "Hội Phụ nữ xã Mới", "Đảng bộ xã Mới", "đoàn thể", None, None, None),
        (4, "Chi bộ Phòng Thử", None, None, None, None, None),
        (5, "Chi bộ thôn Đồng Ao", "tinh/huyen/xa", None, None, None, None),
        ("Tổng cộng", 5),
    ]
    first = _bring(world, rows)
    assert first.refusal is None
    assert _states(first) == ["new", "new", "new", "same", "same"]
    cell = Unit.objects.get(name="Chi bộ thôn Nà Pài")
    assert (cell.slug, cell.type.code, cell.opened_on) == (
        "tinh/huyen/xa-moi/thon-na-pai", "cell", date(2023, 2, 1)
    )  # fmt: skip
    assert (cell.parent.name if cell.parent else "") == "Đảng bộ xã Mới"
    state = UnitState.objects.get(unit=cell)
    assert (state.code, state.place) == ("M01", "thôn Nà Pài")
    before = Unit.objects.count()
    again = _bring(world, rows)
    assert (set(_states(again)), Unit.objects.count()) == ({"same"}, before)


@pytest.mark.django_db
def test_each_fault_names_row_column_value_rule_and_remedy(world: World) -> None:
    rows = [
        HEAD,
        (1, "Chi bộ thôn Một", "Đảng bộ xã Không Có", None, None, None, None),
        (2, "Đảng bộ A", "Đảng bộ B", None, None, None, None),
        (3, "Đảng bộ B", "Đảng bộ A", None, None, None, None),
        (4, "Chi bộ thôn Hai", "Chi bộ thôn Đồng Ao", None, None, None, None),
        (5, "Gì đó", None, None, None, None, None),
        (6, "Chi bộ thôn Ba", "tinh/huyen/xa", None, None, None, "32/13/2022"),
        (7, None, "tinh/huyen/xa", None, "X1", None, None),
        (8, "Chi bộ thôn Tốt", "tinh/huyen/xa", None, None, None, None),
        (9, "CHI BỘ THÔN TỐT", "tinh/huyen/xa", None, None, None, None),
        (10, "Chi bộ thôn Sớm", "tinh/huyen/xa", None, None, None, "01/01/2001"),
    ]
    outcome = _bring(world, rows)
    assert (outcome.applied, outcome.refusal and outcome.refusal.code) == (False, "rows_at_fault")
    codes = {fault.row: fault.code for fault in outcome.plan.faults}
    assert codes == {
        2: "parent_unknown", 3: "unit_cycle", 4: "unit_cycle", 5: "unit_type_misplaced",
        6: "unit_type", 7: "day_not_in_calendar", 8: "name_missing", 10: "unit_twice",
        11: "parent_not_yet",
    }  # fmt: skip
    message = outcome.plan.faults[0].message
    assert message.startswith(
        "Dòng 2, cột C “Đơn vị cấp trên”: “Đảng bộ xã Không Có” không có trong"
    )
    before = Unit.objects.count()
    good = _bring(world, rows, good_rows=True)
    assert good.applied
    assert Unit.objects.count() == before + 1


@pytest.mark.django_db
def test_a_unit_known_by_its_code_is_renamed(world: World) -> None:
    _bring(world, [HEAD, (1, "Chi bộ thôn Cũ", "tinh/huyen/xa", None, "C9", None, None)])
    rows = [HEAD, (1, "Chi bộ thôn Mới Tên", "tinh/huyen/xa", None, "C9", None, None)]
    outcome = _bring(world, rows, slug="tinh/huyen/xa")
    assert _states(outcome) == ["changed"]
    assert Unit.objects.get(name="Chi bộ thôn Mới Tên").slug.endswith("/thon-cu")
    denied = [HEAD, (1, "Chi bộ thôn Khác Nữa", None, None, "C9", None, None)]
    outcome = _bring(world, denied, slug="tinh/huyen/xa", by=world.binh)
    assert [fault.code for fault in outcome.plan.faults] == ["rename_denied"]


@pytest.mark.django_db
def test_a_name_almost_the_same_waits_for_an_answer(world: World) -> None:
    rows = [HEAD, (1, "Chi bộ Đồng Ao", "tinh/huyen/xa", None, None, None, None)]
    outcome = _bring(world, rows)
    assert (_states(outcome), outcome.applied) == (["doubtful"], False)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "rows_doubtful"
    assert "Chi bộ thôn Đồng Ao (tinh/huyen/xa/hai)" in outcome.plan.warnings[0].message


@pytest.mark.django_db
def test_without_columns_of_parents_the_types_decide(world: World) -> None:
    rows = [
        ("Tên đơn vị", "Ghi chú"),
        ("Đảng bộ xã Hai", 1),
        ("Chi bộ thôn A", 2),
        ("Chi bộ thôn B", 3),
    ]
    outcome = _bring(world, rows)
    assert outcome.applied
    assert any("được hiểu theo loại đơn vị" in note for note in outcome.plan.notes)
    assert Unit.objects.filter(parent__name="Đảng bộ xã Hai").count() == 2


@pytest.mark.django_db
def test_a_list_is_taken_back_but_for_what_was_used(world: World) -> None:
    before = Unit.objects.count()
    rows = [HEAD, (1, "Chi bộ thôn Một Ngày", "tinh/huyen/xa", None, None, None, None)]
    run = _bring(world, rows).run
    assert isinstance(run, ListRun)
    with pytest.raises(Refused):
        undo_list(by=world.machine, run_id=run.pk, reason=" ", today=TODAY, now=NOW)
    run = undo_list(by=world.machine, run_id=run.pk, reason="nhầm tệp", today=TODAY, now=NOW)
    assert (run.state, Unit.objects.count()) == (RunState.UNDONE, before)
    assert (run.undone["gone"], run.undone["left_count"]) == (1, 0)


@pytest.mark.django_db
def test_others_bring_nothing_and_learn_nothing(world: World) -> None:
    rows = [HEAD, (1, "Chi bộ thôn X", None, None, None, None, None)]
    for by in (world.dung, world.chi):
        with pytest.raises(PermissionDenied):
            _bring(world, rows, by=by)
    rename_unit(by=world.machine, unit_id=world.unit("khac/xa").pk, name="Đảng bộ xã Kín", on=TODAY)
    hidden = [HEAD, (1, "Chi bộ thôn X", "Đảng bộ xã Kín", None, None, None, None)]
    assert _bring(world, hidden).plan.faults[0].code == "parent_unknown"
