"""`neuguong check` finds what is planted, in words, and says what to do."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from neuguong.ops import checks
from neuguong.org.models import Unit
from neuguong.rollup.models import Check, Image, MeasureNumber
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_home")


def _check() -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    try:
        call_command("check", "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def _faults() -> dict[str, dict[str, Any]]:
    status, answer = _check()
    faults = {check["name"]: check for check in answer["checks"] if not check["ok"]}
    assert answer["ok"] is (not faults)
    assert status == (1 if faults else 0)
    return faults


def _sql(sqlite: str, postgresql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)


def test_a_sound_site_is_well(world: World) -> None:
    assert _faults() == {}


def test_it_says_so_in_words(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check")
    told = capsys.readouterr().out
    assert "✓ Cơ sở dữ liệu có đủ các bảng." in told
    assert told.endswith("Mọi mục đều ổn.\n")


def _lose_trigger() -> None:
    name = "rollup_image_1_insert_%"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [name])
            cursor.execute(f"DROP TRIGGER {cursor.fetchone()[0]}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table is still in use
            cursor.execute("ALTER TABLE org_unitstate DISABLE TRIGGER USER")


def _open_log() -> None:
    _sql(
        "DROP TRIGGER audit_entry_no_update",
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
    )


def _count_otherwise() -> None:
    MeasureNumber.objects.filter(key="deeds.people").update(digest="old")


def _let_images_wait() -> None:
    Image.objects.bulk_create(
        [Image(sign=1, source=0, unit_id=0, month=202201)] * (checks._MANY_WAITING + 1)
    )


def _differ() -> None:
    _keep_check(difference_count=2)


def _forget_to_recount() -> None:
    _keep_check(at=timezone.now() - timedelta(days=8))


def _keep_check(**columns: Any) -> None:
    usual = {"at": timezone.now(), "scope": "", "checked": 9, "differences": [], "seconds": 0.1}
    Check.objects.create(**{**usual, "difference_count": 0, "by_name": "máy", **columns})


def _bend_path() -> None:
    Unit.objects.filter(slug="khac").update(path="zzzzz")


@pytest.mark.parametrize(
    ("plant", "name"),
    [
        (_lose_trigger, "triggers"),
        (_open_log, "log"),
        (_count_otherwise, "measures"),
        (_let_images_wait, "waiting"),
        (_differ, "recount"),
        (_forget_to_recount, "recount"),
        (_bend_path, "paths"),
    ],
)
def test_a_planted_fault_is_found(world: World, plant: Callable[[], None], name: str) -> None:
    plant()
    faults = _faults()
    assert list(faults) == [name]
    assert faults[name]["text"]
    assert faults[name]["remedy"]


@pytest.mark.parametrize(
    ("changes", "is_well"),
    [
        ({}, True),
        ({"ALLOWED_HOSTS": ["so.example"]}, False),
        ({"ALLOWED_HOSTS": ["so.example"], "SESSION_COOKIE_SECURE": True}, True),
        ({"ALLOWED_HOSTS": ["so.example"], "SESSION_COOKIE_SECURE": True, "DEBUG": True}, False),
        ({"ALLOWED_HOSTS": ["*"], "SESSION_COOKIE_SECURE": True}, False),
    ],
)
def test_a_site_open_to_others_is_served_by_https(
    settings: Settings, changes: dict[str, Any], is_well: bool
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    finding = checks._network()
    assert finding.ok is is_well
    assert bool(finding.remedy) is not is_well


def test_a_secret_that_others_can_read_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.SECRET_FILE = tmp_path / "secret"
    settings.SECRET_FILE.touch(mode=0o644)
    settings.SECRET_FILE.chmod(0o644)
    assert "chmod 600" in checks._secret().remedy
    settings.SECRET_FILE.chmod(0o600)
    assert checks._secret().ok


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write anywhere")
def test_a_folder_that_cannot_be_written_is_found(settings: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    settings.FILES_ROOT = tmp_path / "files"
    assert str(settings.FILES_ROOT) in checks._folders().text


def test_a_database_without_tables_or_away_is_told(tmp_path: Path) -> None:
    for url, name in (
        (f"sqlite:///{tmp_path}/new.sqlite3", "migrations"),
        ("postgres://nobody@127.0.0.1:1/nothing", "database"),
    ):
        environment = {
            "NEUGUONG_DATABASE_URL": url,
            "NEUGUONG_SECRET_FILE": f"{tmp_path}/secret",
            "NEUGUONG_FILES": f"{tmp_path}/files",
            "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "django", "check", "--json"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        answer = json.loads(done.stdout)
        assert done.returncode == 1
        assert [check["name"] for check in answer["checks"] if not check["ok"]] == [name]
        assert answer["checks"][-1]["remedy"]
