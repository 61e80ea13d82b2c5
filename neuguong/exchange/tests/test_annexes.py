"""Annexes of resolutions: names without marks, merged cells, several names in a cell, one draft."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.actions.reorganising import import_reorganisation
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.mergers import MergersPlan, plan_mergers
from neuguong.exchange.queries.unit_names import split_names
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import workbook
from neuguong.lib.refusal import Refused
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit
from neuguong.people.actions import grant_role, open_account
from neuguong.reorganisations import actions
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import entries_of, preview
from neuguong.reorganisations.rules import StepKind
from tests.world import FOUNDED, PASSWORD, World

ON = date(2022, 7, 1)
NOW = datetime(2022, 7, 20, 3, 0, tzinfo=UTC)
HEAD = ("TT", "Tên ĐVHC cũ", "Tên ĐVHC mới", "Ghi chú")
COMMUNES = ("Bằng Thành", "Bộc Bố", "Nhạn Môn", "Giáo Hiệu", "Xuân La", "Cổ Linh", "Cao Tân")


@pytest.fixture
def district(world: World) -> World:
    """A district with seven communes of our own beside the one it has, and a cell of a commune's name."""
    entries = [
        UnitEntry(f"tinh/huyen/x{n}", f"Đảng bộ xã {name}", "commune", "tinh/huyen")
        for n, name in enumerate(COMMUNES)
    ]
    entries.append(
        UnitEntry("tinh/huyen/x0/thon", "Chi bộ thôn Bằng Thành", "cell", "tinh/huyen/x0")
    )
    found_units(by=world.machine, entries=entries, on=FOUNDED)
    return world


def book(rows: Sequence[Sequence[Any]], *merges: str) -> bytes:
    """A workbook with merged cells."""

    def change(sheet: Worksheet) -> None:
        for merge in merges:
            sheet.merge_cells(merge)

    return workbook(rows, change=change)


def planned(
    rows: Sequence[Sequence[Any]], slug: str = "tinh", merges: Sequence[str] = (), **said: Any
) -> MergersPlan:
    unit = Unit.objects.get(slug=slug) if slug else None
    return plan_mergers(unit=unit, data=book(rows, *merges), on=ON, **said)


def shown(plan: MergersPlan) -> list[tuple[str, tuple[str, ...], str]]:
    assert [fault.message for fault in plan.faults] == []
    return [(step.kind.value, step.units, step.name or step.target) for step in plan.steps]


ROWS = [
    HEAD,
    (1, "xã Bằng Thành", "Xã Bằng Thành", ""),
    (2, "Bộc Bố", None, ""),
    (3, "xa nhan mon", None, ""),
    (4, "Các xã Xuân La, Giáo Hiệu và Cổ Linh", "xã Nghiên Loan", ""),
    (5, "Cao Tân", "xã Cao Minh", ""),
    (6, "Đảng bộ xã Nà Thử", "giữ nguyên", ""),
    (7, "Huyện Thử", "", "kết thúc hoạt động"),
]


def test_an_annex_becomes_one_draft_that_can_be_done(district: World) -> None:
    plan = planned(ROWS, merges=["C2:C4"])
    assert shown(plan) == [
        ("merge", ("tinh/huyen/x0", "tinh/huyen/x1", "tinh/huyen/x2"), "Đảng bộ xã Bằng Thành"),
        ("merge", ("tinh/huyen/x4", "tinh/huyen/x3", "tinh/huyen/x5"), "Đảng bộ xã Nghiên Loan"),
        ("rename", ("tinh/huyen/x6",), "Đảng bộ xã Cao Minh"),
        ("dissolve", ("tinh/huyen",), "tinh"),
    ]
    assert plan.steps[0].under == "tinh"
    assert plan.steps[0].slug == "tinh/bang-thanh"
    outcome = import_reorganisation(
        by=district.machine, unit_id=Unit.objects.get(slug="tinh").pk,
        data=book(ROWS, "C2:C4"), name="phu-luc.xlsx", on=ON,
    )  # fmt: skip
    assert outcome.draft is not None
    seen = preview(outcome.draft)
    assert [fault.refusal.text for fault in seen.faults] == []
    actions.approve_reorganisation(by=district.machine, reorganisation_id=outcome.draft.pk, now=NOW)
    actions.apply_reorganisation(by=district.machine, reorganisation_id=outcome.draft.pk, now=NOW)
    assert Unit.objects.get(slug="tinh/huyen/x0").parent == Unit.objects.get(slug="tinh/bang-thanh")
    assert Unit.objects.get(slug="tinh/huyen/xa").parent == Unit.objects.get(slug="tinh")


def test_three_rows_of_headings_and_a_day_of_its_own(district: World) -> None:
    plan = planned(
        [
            ("PHỤ LỤC", None, None, None),
            ("STT", "Phương án sắp xếp", None, "Thời điểm"),
            (None, "Trước khi", "Sau khi", None),
            (None, "Trước khi sắp xếp", "Sau khi sắp xếp", "Ngày hiệu lực"),
            ("(1)", "(2)", "(3)", "(4)"),
            (1, "Bộc Bố\nNhạn Môn", "xã Bộc Nhạn", "01/8/2022"),
        ],
        merges=["A2:A4", "B2:C2"],
    )
    assert plan.on == date(2022, 8, 1)
    assert shown(plan) == [
        ("merge", ("tinh/huyen/x1", "tinh/huyen/x2"), "Đảng bộ xã Bộc Nhạn"),
    ]


def test_a_new_province_takes_its_communes_over(district: World) -> None:
    plan = planned(
        [
            ("TT", "Đơn vị cũ", "Đơn vị mới", "Trực thuộc"),
            (1, "Xã Bộc Bố; xã Nhạn Môn", "Xã Bộc Bố", "tỉnh Khác"),
            (2, "tỉnh Thử, tỉnh Khác", "Tỉnh Khác", ""),
        ],
        slug="",
    )
    assert shown(plan) == [
        ("merge", ("tinh", "khac"), "Đảng bộ tỉnh Khác"),
        ("merge", ("tinh/huyen/x1", "tinh/huyen/x2"), "Đảng bộ xã Bộc Bố"),
    ]
    assert plan.steps[1].under == f"+{plan.steps[0].key}"
    assert plan.steps[1].slug == "khac/boc-bo"
    draft = actions.draft_reorganisation(
        by=district.machine, entry=actions.ReorganisationEntry("Tỉnh", ON), steps=plan.steps
    )
    assert preview(draft).can_be_done


def test_faults_name_row_and_remedy(district: World) -> None:
    plan = planned(
        [
            HEAD,
            (1, "xã Không Có", "xã Mới", ""),
            (2, "Bộc Bố", "", ""),
            (3, "Nhạn Môn, Bộc Bố", "xã Khác", ""),
            (4, "Xuân La (một phần)", "giải thể", "một phần diện tích"),
            (5, "Cổ Linh", "xã Mới", ""),
            (6, "Một phần xã Cổ Linh", "xã Mới Nữa", ""),
        ]
    )
    told = [fault.message for fault in plan.faults]
    assert any("Dòng 2" in text and "không có trong nhánh" in text for text in told)
    assert any("Dòng 4" in text and "đã ở dòng 3" in text for text in told)
    assert any("Dòng 5" in text and "không giải thể được" in text for text in told)
    assert any("Dòng 7" in text and "ở dòng 6 thì khác" in text for text in told)
    with pytest.raises(Refused):
        planned([("Họ và tên", "Năm sinh"), ("A", 1)])


PARTS = [
    HEAD,
    (1, "Xã Bằng Thành và một phần xã Xuân La", "xã Bằng Xuân", ""),
    (2, "Một phần diện tích tự nhiên, quy mô dân số của xã Xuân La; Giáo Hiệu", "xã Giáo Xuân", ""),
]


def test_parts_of_a_unit_make_a_split_once_a_person_says_who_takes_the_rest(
    district: World,
) -> None:
    entries = [UnitEntry("tinh/huyen/x4/a", "Chi bộ thôn Nà Vài", "cell", "tinh/huyen/x4")]
    found_units(by=district.machine, entries=entries, on=FOUNDED)
    plan = planned(PARTS)
    assert [fault.message for fault in plan.faults] == []
    assert [step.kind for step in plan.steps] == [StepKind.MERGE, StepKind.MERGE]
    (asked,) = plan.asked
    assert (
        asked.told
        == "Chia tách Đảng bộ xã Xuân La thành Đảng bộ xã Bằng Xuân, Đảng bộ xã Giáo Xuân."
    )
    assert "chọn nơi nhận" in plan.summary()["errors"][0]["message"]
    goal = list(asked.goals)[1]
    answered = planned(PARTS, answers={asked.key: goal})
    assert answered.asked == []
    split = answered.steps[-1]
    assert (split.kind, split.units, split.parts) == (
        StepKind.SPLIT, ("tinh/huyen/x4",), tuple(asked.goals),
    )  # fmt: skip
    assert split.children == {"tinh/huyen/x4/a": goal}
    draft = actions.draft_reorganisation(
        by=district.machine, entry=actions.ReorganisationEntry("Xã", ON), steps=answered.steps
    )
    assert preview(draft).can_be_done


def test_a_unit_of_which_a_part_stays_lives_on(district: World) -> None:
    for rest in ([], [(2, "Một phần còn lại của xã Xuân La".replace("Một p", "P"), "Xuân La", "")]):
        plan = planned([HEAD, (1, "Xuân La (một phần)", "xã Riêng", ""), *rest])
        assert shown(plan) == [("found", (), "Đảng bộ xã Riêng")]
        assert plan.asked == []
        assert "vẫn hoạt động" in plan.partings[0].told
    into = planned([HEAD, (1, "Xuân La", "xã Cổ Linh", "một phần diện tích")])
    assert shown(into) == []
    assert "về Đảng bộ xã Cổ Linh" in into.partings[0].told


def test_a_name_of_several_units_is_asked(district: World) -> None:
    found_units(
        by=district.machine, on=FOUNDED,
        entries=[UnitEntry("tinh/huyen2", "Đảng bộ huyện Hai", "district", "tinh"),
                 UnitEntry("tinh/huyen2/x1", "Đảng bộ xã Bộc Bố", "commune", "tinh/huyen2")],
    )  # fmt: skip
    rows = [HEAD, (1, "Bộc Bố, Nhạn Môn", "xã Mới", "")]
    plan = planned(rows)
    assert [old.typed for old in plan.doubts] == ["Bộc Bố"]
    assert plan.steps == []
    answered = planned(rows, answers={plan.doubts[0].key: "tinh/huyen2/x1"})
    assert shown(answered)[0][1] == ("tinh/huyen2/x1", "tinh/huyen/x2")


def test_cells_go_into_one_that_stays(district: World) -> None:
    plan = planned([HEAD, (1, "Phiêng Tác", "Chi bộ thôn Đồng Ao", "")], slug="tinh/huyen/xa")
    assert shown(plan) == [("merge", ("tinh/huyen/xa/mot",), "tinh/huyen/xa/hai")]
    both = planned([HEAD, (1, "Phiêng Tác, Đồng Ao", "Hòa Bình", "")], slug="tinh/huyen/xa")
    assert shown(both)[0][2] == "Chi bộ thôn Hòa Bình"


def test_names_are_parted_only_as_far_as_they_must() -> None:
    ways = list(split_names("1. Sở Nông nghiệp và Môi trường\n2. Sở Y tế (toàn bộ)"))
    assert ways[0] == ("Sở Nông nghiệp và Môi trường", "Sở Y tế")


def test_thousands_of_rows_are_read_in_one_go(world: World) -> None:
    entries = [
        UnitEntry(f"tinh/huyen/n{n}", f"Đảng bộ xã Số {n}", "commune", "tinh/huyen")
        for n in range(2_000)
    ]
    found_units(by=world.machine, entries=entries, on=FOUNDED)
    rows = [HEAD, *((n, f"Số {n}", f"xã Mới {n // 4}", "") for n in range(2_000))]
    plan = planned(rows)
    assert len(shown(plan)) == 500
    assert {len(step.units) for step in plan.steps} == {4}


@pytest.fixture
def quan(district: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of one who administers the province."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    unit = district.unit("tinh")
    account = open_account(
        by=district.machine, username="quan", name="Quản", password=PASSWORD, at=unit
    )
    grant_role(
        by=district.machine, account_id=account.pk, role="branch_admin", unit_id=unit.pk,
        since=FOUNDED,
    )  # fmt: skip
    client = Client()
    client.force_login(account)
    return client


def hand_in(client: Client, rows: Sequence[Sequence[Any]], world: World) -> str:
    data = {
        "file": SimpleUploadedFile("phu-luc.xlsx", workbook(rows)),
        "unit": world.unit("tinh").pk,
        "on": "01/07/2022",
    }
    answer = client.post("/nhap-tep/sap-xep/", data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_the_pages_lead_from_a_file_to_a_draft(district: World, quan: Client) -> None:
    assert "Sắp xếp" in quan.get("/nhap-tep/sap-xep/?dv=tinh").content.decode()
    here = hand_in(quan, ROWS, district)
    html = quan.get(here).content.decode()
    assert "Đọc 7 dòng: 4 bước" in html
    assert "Lập bản thảo 4 bước" in html
    assert "Đảng bộ xã Bộc Bố (đảng bộ xã, phường, từ 01/01/2015)" in html
    made = quan.post(f"{here}lap/", follow=True)
    assert "Sắp xếp theo tệp phu-luc" in made.content.decode()
    plan = Reorganisation.objects.get()
    assert [entry.kind for entry in entries_of(plan)] == [
        StepKind.MERGE, StepKind.MERGE, StepKind.RENAME, StepKind.DISSOLVE,
    ]  # fmt: skip
    assert ListRun.objects.get().state == RunState.APPLIED
    assert quan.get(here).headers["Location"] == f"/sap-xep/{plan.pk}/"


def test_a_doubt_is_answered_by_a_button(district: World, quan: Client) -> None:
    found_units(
        by=district.machine, on=FOUNDED,
        entries=[UnitEntry("tinh/huyen2", "Đảng bộ huyện Hai", "district", "tinh"),
                 UnitEntry("tinh/huyen2/x1", "Đảng bộ xã Bộc Bố", "commune", "tinh/huyen2")],
    )  # fmt: skip
    here = hand_in(quan, [HEAD, (1, "Bộc Bố, Nhạn Môn", "xã Mới", "")], district)
    html = quan.get(f"{here}?xem=sua").content.decode()
    assert "“Bộc Bố” là đơn vị nào?" in html
    quan.post(f"{here}tra-loi/", {"key": "Sheet!2!boc bo", "value": "khac/xa"})
    run = ListRun.objects.get()
    assert run.answers == {}
    key = html.split('name="key" value="')[1].split('"')[0]
    quan.post(f"{here}tra-loi/", {"key": key, "value": "tinh/huyen2/x1"})
    assert "là đơn vị nào?" not in quan.get(here).content.decode()
    assert quan.get(f"/nhap-tep/danh-sach/{run.uid}/").status_code == 404
    quan.post(f"{here}bo/")
    run.refresh_from_db()
    assert run.state == RunState.DISCARDED


def test_an_empty_annex_is_filled_in_and_read(district: World, quan: Client) -> None:
    html = quan.get("/nhap-tep/sap-xep/?dv=tinh").content.decode()
    assert "/tai-ve/mau/sap-xep/tinh" in html
    answer = quan.get("/tai-ve/mau/sap-xep/tinh")
    assert answer.status_code == 200
    filled = load_workbook(BytesIO(answer.getvalue()))
    page = filled["Sắp xếp"]
    heads = [cell.value for cell in page[4]]
    assert heads[1:3] == ["Tên đơn vị cũ", "Tên đơn vị mới"]
    assert filled["Ví dụ"]["B5"].value == "Xã Bằng Thành"
    page["B5"], page["C5"] = "Xã Bộc Bố, xã Nhạn Môn", "Xã Bộc Nhạn"
    out = BytesIO()
    filled.save(out)
    plan = plan_mergers(unit=Unit.objects.get(slug="tinh"), data=out.getvalue(), on=ON)
    assert shown(plan) == [
        ("merge", ("tinh/huyen/x1", "tinh/huyen/x2"), "Đảng bộ xã Bộc Nhạn"),
    ]
    other = Client()
    other.force_login(district.accounts["chi"])
    assert other.get("/tai-ve/mau/sap-xep/tinh").status_code == 404


def test_a_split_is_asked_on_the_page(district: World, quan: Client) -> None:
    here = hand_in(quan, PARTS, district)
    html = quan.get(f"{here}?xem=sua").content.decode()
    assert "theo về đâu?" in html
    assert "1 chỗ cần xem" in html
    key = html.split('name="key" value="')[1].split('"')[0]
    quan.post(f"{here}tra-loi/", {"key": key, "value": "khac/xa"})
    assert ListRun.objects.get().answers == {}
    quan.post(f"{here}tra-loi/", {"key": key, "value": "+dang-bo-xa-giao-xuan"})
    html = quan.get(here).content.decode()
    assert "mở bước này trong bản thảo để chọn lại" in html
    quan.post(f"{here}lap/")
    kinds = [entry.kind for entry in entries_of(Reorganisation.objects.get())]
    assert kinds == [StepKind.MERGE, StepKind.MERGE, StepKind.SPLIT]


def test_the_command_makes_a_draft(district: World, tmp_path: Path) -> None:
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(book(ROWS, "C2:C4"))

    def told(*words: str) -> dict[str, Any]:
        out = StringIO()
        call_command("import", "reorganisation", str(path), *words, "--json", stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    looked = told("--unit", "tinh", "--on", "01/7/2022", "--dry-run")
    assert (looked["rows"], looked["steps"], looked["kept"], looked["applied"]) == (7, 4, 1, False)
    assert not Reorganisation.objects.exists()
    made = told("--unit", "tinh", "--on", "01/7/2022")
    assert made["applied"]
    assert Reorganisation.objects.get().pk == made["draft"]
