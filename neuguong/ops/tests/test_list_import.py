"""`neuguong import units` and `import people`: one object or words, an honest exit status."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from neuguong.org.models import Unit
from neuguong.people.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db


def _file(folder: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = folder / "ds.xlsx"
    book.save(path)
    return path


def _run(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("import", *words, stdout=out, stderr=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_a_tree_comes_in_once(world: World, tmp_path: Path) -> None:
    path = _file(
        tmp_path, ("Tên đơn vị", "Đơn vị cấp trên"), ("Chi bộ thôn Mới", "Đảng bộ xã Nà Thử")
    )
    words = ("units", str(path), "--under", "tinh/huyen", "--on", "01/02/2022", "--json")
    status, said = _run(*words, "--dry-run")
    assert (status, json.loads(said)["new"], json.loads(said)["applied"]) == (0, 1, False)
    status, said = _run(*words)
    assert (status, json.loads(said)["applied"]) == (0, True)
    status, said = _run(*words)
    assert (json.loads(said)["same"], Unit.objects.filter(name="Chi bộ thôn Mới").count()) == (1, 1)


def test_a_province_may_come_in_under_nothing(world: World, tmp_path: Path) -> None:
    path = _file(tmp_path, ("Tên đơn vị", "Mã"), ("Đảng bộ tỉnh Mới", "T9"))
    status, said = _run("units", str(path), "--on", "01/02/2022")
    assert status == 0, said
    assert Unit.objects.get(name="Đảng bộ tỉnh Mới").parent is None


def test_faults_are_named_and_the_marked_file_lies_beside(world: World, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        ("Họ và tên", "Năm sinh", "Chi bộ"),
        ("Vi Văn Lạ", 1980, "thôn Phiêng Tác"),
        ("Vi Văn Sai", 1980, "thôn Không Có"),
        ("Hoàng Văn Thái", None, "thôn Phiêng Tác"),
    )
    words = ("people", str(path), "--unit", "tinh/huyen/xa", "--on", "01/02/2022")
    status, said = _run(*words)
    assert status == 1
    assert "Dòng 3, cột C “Chi bộ”: “thôn Không Có” chưa có trong" in said
    assert "có thể là Hoàng Văn Thái (1958" in said
    assert "Chưa ghi gì vào hệ thống." in said
    status, said = _run(*words, "--good-rows")
    assert (tmp_path / "ds-can-sua.xlsx").exists()
    assert Person.objects.filter(full_name="Vi Văn Lạ").count() == 1
    assert "Đã nhập." in said


def test_a_command_line_without_a_place_is_not_understood(world: World, tmp_path: Path) -> None:
    path = _file(tmp_path, ("Họ và tên", "Năm sinh"), ("Vi Văn Lạ", 1980))
    with pytest.raises(CommandError):
        _run("people", str(path))
    with pytest.raises(CommandError):
        _run("deeds", str(path))
