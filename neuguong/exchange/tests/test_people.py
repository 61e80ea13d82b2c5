"""Lists of people: who is known, who is new, who is doubtful; an answer is remembered."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from neuguong.exchange.actions.handed import (
    ListOutcome,
    answer_doubt,
    apply_list,
    import_list,
    receive_list,
)
from neuguong.exchange.rules import ListKind
from neuguong.exchange.tests.formats import as_csv, as_ods, as_xls
from neuguong.exchange.tests.samples import workbook
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.people.models import Membership, Person, Post
from neuguong.people.rules import Category
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
HEAD = (
    "TT", "Họ và tên", "Ngày sinh", "Giới tính", "Đối tượng", "Chi bộ", "Chức vụ", "Vào từ ngày",
)  # fmt: skip
CELL = "Chi bộ thôn Phiêng Tác"


def _bring(
    world: World, rows: Sequence[Sequence[Any]], slug: str = "tinh/huyen/xa",
    by: Actor | None = None, **ways: Any,
) -> ListOutcome:  # fmt: skip
    return import_list(
        by=by or world.binh, kind=ListKind.PEOPLE, unit_id=world.unit(slug).pk,
        data=workbook(rows), name="nguoi.xlsx", on=date(2022, 1, 1), today=TODAY, now=NOW, **ways,
    )  # fmt: skip


def _states(outcome: ListOutcome) -> list[str]:
    return [line.state.value for line in outcome.plan.lines]


def test_new_people_come_in_once_with_posts_and_days(world: World) -> None:
    rows = [
        ("DANH SÁCH ĐẢNG VIÊN",),
        HEAD,
        (
            1,
            "Lò Văn Sơn",
            "05/03/1980",
            "Nam",
            "Đảng viên",
            "thôn Phiêng Tác",
            "Phó Bí thư",
            "01/02/2022",
        ),
        (2, "Hà Thị Mây", 1990, "Nữ", "Đảng viên dự bị", CELL, None, None),
        (3, "nông thị chi", 1985, "nữ", None, CELL, None, None),
        (None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, None),
    ]
    outcome = _bring(world, rows)
    assert (_states(outcome), outcome.applied) == (["new", "new", "changed"], True)
    son = Person.objects.get(full_name="Lò Văn Sơn")
    assert (son.birth_year, son.sex) == (1980, "m")
    found = Membership.objects.get(person=son)
    assert (found.unit.slug, found.valid_from, found.category) == (
        "tinh/huyen/xa/mot", date(2022, 2, 1), Category.OFFICIAL
    )  # fmt: skip
    assert Post.objects.get(person=son).title == "Phó Bí thư"
    assert world.people["Chi"].full_name == "Nông Thị Chi"
    assert Person.objects.get(pk=world.people["Chi"].pk).sex == "f"
    people = Person.objects.count()
    assert set(_states(_bring(world, rows))) == {"same"}
    assert (Person.objects.count(), Post.objects.filter(person=son).count()) == (people, 1)


def test_groups_and_divided_headings_are_understood(world: World) -> None:
    rows = [
        ("TT", "Họ và tên", "Năm sinh", None, "Chức vụ"),
        (None, None, "Nam", "Nữ", None),
        ("I", "Chi bộ thôn Đồng Ao", None, None, None),
        (1, "Vi Văn Một", 1970, None, None),
        (2, "Vi Thị Hai", None, 1981, None),
    ]

    def merged(sheet: Any) -> None:
        sheet.merge_cells("C1:D1")

    outcome = import_list(
        by=world.binh, kind=ListKind.PEOPLE, unit_id=world.unit("tinh/huyen/xa").pk,
        data=workbook(rows, change=merged), name="a.xlsx", on=TODAY, today=TODAY, now=NOW,
    )  # fmt: skip
    assert outcome.applied, outcome.plan.faults
    two = Person.objects.get(full_name="Vi Thị Hai")
    assert (two.birth_year, two.sex) == (1981, "f")
    assert Membership.objects.get(person=two).unit.slug == "tinh/huyen/xa/hai"


def test_faults_are_named_and_good_rows_may_go_alone(world: World) -> None:
    rows = [
        HEAD,
        (1, "Lò Văn Sơn", "abc", None, None, CELL, None, None),
        (2, "Lò Văn Tư", 2020, None, None, CELL, None, None),
        (3, None, 1980, None, None, CELL, None, None),
        (4, "Lò Văn Năm", 1980, "?", "gì đó", CELL, None, None),
        (5, "Lò Văn Sáu", 1980, None, None, "Chi bộ Đâu Đó", None, None),
        (6, "Lò Văn Bảy", 1980, None, None, CELL, None, "01/01/2001"),
        (7, "Lò Văn Tám", 1980, None, None, CELL, None, "01/01/2030"),
        (8, "Lò Văn Chín", 1980, None, None, CELL, None, None),
        (9, "LÒ VĂN CHÍN", 1980, None, None, CELL, None, None),
        (10, "Lò Văn 10", 1980, None, None, CELL, None, None),
    ]
    outcome = _bring(world, rows)
    assert not outcome.applied
    found = [(fault.row, fault.code) for fault in outcome.plan.faults]
    assert found == [
        (2, "birth_unreadable"), (3, "birth_year"), (4, "name_missing"), (5, "sex_unknown"),
        (5, "category_unknown"), (6, "unit_unknown"), (7, "since_early"), (8, "since_late"),
        (10, "person_twice"), (11, "name_unreadable"),
    ]  # fmt: skip
    assert "Dòng 6, cột F “Chi bộ”: “Chi bộ Đâu Đó” chưa có trong" in outcome.plan.faults[5].message
    assert _bring(world, rows, good_rows=True).applied
    assert Person.objects.filter(full_name__startswith="Lò Văn").count() == 1


def test_two_of_one_name_wait_for_an_answer_that_is_remembered(world: World) -> None:
    rows = [HEAD, (1, "Hoàng Văn Thái", None, None, None, CELL, None, None)]
    assert _states(_bring(world, rows)) == ["doubtful"]
    run = receive_list(
        by=world.binh, kind=ListKind.PEOPLE, unit_id=world.unit("tinh/huyen/xa").pk,
        upload=_file(workbook(rows)), on=TODAY, today=TODAY, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused):
        apply_list(by=world.binh, run_id=run.pk, today=TODAY, now=NOW)
    with pytest.raises(Refused):
        answer_doubt(
            by=world.binh, run_id=run.pk, row="Đăng ký!2", answer=str(world.people["Dũng"].pk),
            today=TODAY, now=NOW,
        )  # fmt: skip
    answer_doubt(by=world.binh, run_id=run.pk, row="Đăng ký!2", answer="new", today=TODAY, now=NOW)
    outcome = apply_list(by=world.binh, run_id=run.pk, today=TODAY, now=NOW)
    assert outcome.applied
    assert Person.objects.filter(full_name="Hoàng Văn Thái").count() == 3
    assert _states(_bring(world, rows)) == ["same"]
    assert Person.objects.filter(full_name="Hoàng Văn Thái").count() == 3


def test_one_known_in_another_cell_is_asked_about(world: World) -> None:
    rows = [HEAD, (1, "Bàn Văn Đạt", 1980, None, "Hội viên", "Hội Phụ nữ xã Nà Thử", None, None)]
    outcome = _bring(world, rows)
    assert _states(outcome) == ["doubtful"]
    run = receive_list(
        by=world.binh, kind=ListKind.PEOPLE, unit_id=world.unit("tinh/huyen/xa").pk,
        upload=_file(workbook(rows)), on=TODAY, today=TODAY, now=NOW,
    )  # fmt: skip
    answer_doubt(
        by=world.binh, run_id=run.pk, row="Đăng ký!2", answer=str(world.people["Đạt"].pk),
        today=TODAY, now=NOW,
    )  # fmt: skip
    apply_list(by=world.binh, run_id=run.pk, today=TODAY, now=NOW)
    assert world.people["Đạt"].memberships.count() == 2
    assert Person.objects.filter(full_name="Bàn Văn Đạt").count() == 1


def _file(data: bytes) -> ContentFile[bytes]:
    return ContentFile(data, name="nguoi.xlsx")


@pytest.mark.parametrize("write", [as_csv, as_ods, as_xls])
def test_every_format_of_a_list_is_taken(
    world: World, write: Callable[[Sequence[Sequence[Any]]], bytes]
) -> None:
    rows = [("Họ và tên", "Năm sinh", "Chi bộ"), ("Lò Văn Sơn", 1980, CELL)]
    outcome = import_list(
        by=world.binh, kind=ListKind.PEOPLE, unit_id=world.unit("tinh/huyen/xa").pk,
        data=write(rows), name="nguoi", on=TODAY, today=TODAY, now=NOW,
    )  # fmt: skip
    assert (outcome.applied, _states(outcome)) == (True, ["new"])
