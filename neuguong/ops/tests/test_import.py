"""`neuguong import deeds`: one object or words, and an exit status that is 0 only when all is well."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command, get_commands, load_command_class

from neuguong.deeds.models import Deed
from tests.world import World

_HEAD = ("TT", "Họ và tên", "Nội dung", "Số tiền (đồng)", "Kết quả")


@pytest.fixture
def list_of(tmp_path: Path) -> Any:
    """Writes a workbook of these rows and gives its path."""

    def write(*rows: tuple[Any, ...]) -> Path:
        book = openpyxl.Workbook()
        for row in (_HEAD, *rows):
            book.worksheets[0].append(row)
        path = tmp_path / "danh-sach.xlsx"
        book.save(path)
        return path

    return write


def _run(path: Path, *options: str, unit: str = "tinh/huyen/xa/mot") -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    status = 0
    try:
        call_command(
            "import",
            "deeds",
            str(path),
            "--unit",
            unit,
            "--year",
            "2022",
            "--json",
            *options,
            stdout=out,
        )
    except SystemExit as end:
        status = int(end.code or 0)
    return status, json.loads(out.getvalue())


def test_a_good_file_goes_in(world: World, list_of: Any) -> None:
    status, answer = _run(list_of((1, "Vi Văn Sáu", "Trồng cây", 500_000, "HT")))
    assert (status, answer["applied"], answer["errors"]) == (0, True, [])
    assert (answer["rows"], answer["people"], answer["money_given"], answer["completed"]) == (
        1,
        1,
        500_000,
        1,
    )
    assert answer["new_people"] == [
        {"name": "Vi Văn Sáu", "unit": "Chi bộ thôn Phiêng Tác", "row": 2}
    ]
    assert Deed.objects.count() == 1


def test_a_dry_run_only_tells(world: World, list_of: Any) -> None:
    status, answer = _run(list_of((1, "Vi Văn Sáu", "Trồng cây", 500_000, "HT")), "--dry-run")
    assert (status, answer["applied"], answer["deeds_new"]) == (0, False, 1)
    assert not Deed.objects.exists()


def test_faults_end_with_status_one(world: World, list_of: Any) -> None:
    path = list_of(
        (1, "Vi Văn Sáu", "Trồng cây", "nhiều", None), (2, "Vi Thị Bảy", "Trồng rau", 1, None)
    )
    status, answer = _run(path)
    assert (status, answer["applied"]) == (1, False)
    assert [(e["row"], e["column"]) for e in answer["errors"]] == [(2, "D")]
    assert not Deed.objects.exists()
    status, answer = _run(path, "--good-rows")
    assert (status, answer["applied"], Deed.objects.count()) == (1, True, 1)
    marked = openpyxl.load_workbook(answer["marked"])
    assert marked.worksheets[0]["F1"].value == "Cần sửa"


def test_unknown_names_are_faults_when_asked(world: World, list_of: Any) -> None:
    status, answer = _run(list_of((1, "Vi Văn Sáu", "Trồng cây", 1_000, None)), "--known-only")
    assert (status, answer["errors"][0]["code"]) == (1, "person_unknown")


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_what_is_no_workbook_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK this is no workbook" + bytes(range(256)))
    command = load_command_class(get_commands()["import"], "import")
    with pytest.raises(SystemExit) as end:
        command.run_from_argv(
            ["neuguong", "import", "deeds", str(path), "--unit", "tinh", "--year", "2022", *words]
        )
    assert end.value.code == 1
    said = capsys.readouterr()
    assert "không phải là bảng tính" in said.out + said.err


def test_words_name_the_counts(
    world: World, list_of: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = list_of((1, "Vi Văn Sáu", "Trồng cây", 500_000, "HT"))
    call_command("import", "deeds", str(path), "--unit", "tinh/huyen/xa/mot", "--year", "2022")
    said = capsys.readouterr().out
    assert "1 dòng: 1 người, 0 tập thể, 1 việc" in said
    assert "Đã nhập 1 việc." in said


def test_an_import_is_taken_back(world: World, list_of: Any) -> None:
    _status, answer = _run(list_of((1, "Vi Văn Sáu", "Trồng cây", 500_000, "HT")))
    shown, out = io.StringIO(), io.StringIO()
    call_command("undo_import", answer["run"], "--dry-run", stdout=shown)
    assert "Bỏ 1 việc, 1 người" in shown.getvalue()
    call_command("undo_import", answer["run"], "--reason", "Nhầm tệp", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["undone"], found["deeds"], found["left"]) == (True, 1, [])
    assert not Deed.objects.exists()


def test_a_corrected_file_says_what_it_changes(world: World, list_of: Any) -> None:
    _run(list_of((1, "Vi Văn Sáu", "Trồng cây", 500_000, "HT")))
    corrected = list_of((1, "Vi Văn Sáu", "Trồng cây", 700_000, "HT"))
    _status, answer = _run(corrected, "--dry-run")
    assert (answer["deeds_new"], answer["deeds_changed"]) == (0, 1)
    assert answer["changes"][0]["will"] == "700.000\u00a0đồng"
    out = io.StringIO()
    where = ("--unit", "tinh/huyen/xa/mot", "--year", "2022")
    call_command("import", "deeds", str(corrected), *where, "--keep", stdout=out)
    assert "đang là 500.000\u00a0đồng, tệp ghi 700.000\u00a0đồng" in out.getvalue()
    assert _run(corrected)[1]["deeds_changed"] == 1
    assert _run(corrected)[1]["deeds_changed"] == 0
