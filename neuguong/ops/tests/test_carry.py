"""A site that began on SQLite goes on with PostgreSQL: every row, every figure, the log, the numbering."""

import fcntl
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import add_deed, open_registration
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.models import Deed
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.ops.archive.engines import asking
from neuguong.org.models import Unit
from neuguong.rollup.models import Image, Total
from neuguong.rollup.queries import figures_of, triggers_missing
from tests.world import TODAY, YEAR, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WORDS = 'Làm cầu, "Nà Thử"\nhai nhịp; \\x41 \t hết'


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A small site on SQLite, with a deed whose words would break a careless list."""
    file = tmp_path_factory.mktemp("carry") / "old.sqlite3"
    with django_db_blocker.unblock(), asking(file):
        call_command("migrate", verbosity=0)
        world = build()
        found = open_registration(
            by=world.chi, unit_id=world.unit("tinh/huyen/xa/mot").pk, year=YEAR, today=TODAY,
            person_id=world.people["Chi"].pk,
        )  # fmt: skip
        entry = DeedEntry("Làm cầu")
        add_deed(by=world.chi, registration_id=found.pk, entry=entry, today=TODAY)
        Deed.objects.update(text=WORDS)
        call_command("rollup", "fold", stdout=io.StringIO())
    return file


@pytest.fixture
def old(model: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(model)) as there, closing(sqlite3.connect(file)) as here:
        there.backup(here)
    return file


def _carry(source: object, *words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("carry", str(source), *words, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def _drawn() -> list[str]:
    """Every key, index and trigger that stands on the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT concat(conname, contype) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT concat(tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal"
        )
        return sorted(name for (name,) in cursor.fetchall())


def test_all_is_there_and_counted_once(old: Path) -> None:
    before = _drawn()
    with asking(old):
        figures = figures_of(Unit.objects.get(slug="tinh"), Period.parse("2022"))
        totals = sorted(Total.objects.values_list())
        entries = AuditEntry.objects.count()
    answer = _carry(f"sqlite:///{old}", "--whole")
    assert (answer["unproved"], answer["differences"], answer["log_faults"]) == ([], [], [])
    assert answer["checked"] > 0
    assert Deed.objects.get().text == WORDS
    assert figures_of(Unit.objects.get(slug="tinh"), Period.parse("2022")) == figures
    assert sorted(Total.objects.values_list()) == totals
    assert Image.objects.count() == 0  # what was counted there is not counted again
    assert AuditEntry.objects.count() == entries + 1
    assert AuditEntry.objects.latest("pk").act == "ops.carry"
    assert _drawn() == before
    assert triggers_missing() == []


def test_new_rows_are_numbered_after_the_old_ones(old: Path) -> None:
    with closing(sqlite3.connect(old)) as there:  # as after the last people were taken away
        there.execute("UPDATE sqlite_sequence SET seq = 7000 WHERE name = 'people_person'")
        there.commit()
    _carry(old)
    for table, number in (("people_person", 7001), ("deeds_deed", 2)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            assert cursor.fetchone()[0] == number


def test_a_database_that_is_not_empty_is_left_alone(old: Path) -> None:
    build()
    units = Unit.objects.count()
    with pytest.raises(Refused, match="chỉ chuyển vào nơi trống"):
        _carry(old)
    assert Unit.objects.count() == units


def test_another_version_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as there:
        there.execute("DELETE FROM django_migrations WHERE app = 'home' AND name LIKE '0001%'")
        there.commit()
    with pytest.raises(Refused, match="khác phiên bản"):
        _carry(old)


def test_a_row_that_leans_on_nothing_stops_it_all(old: Path) -> None:
    before = _drawn()
    with closing(sqlite3.connect(old)) as there:
        there.execute("UPDATE deeds_deed SET registration_id = 999999")
        there.commit()
    with pytest.raises(Refused, match="PostgreSQL không thay đổi"):
        _carry(old)
    assert not Unit.objects.exists()
    assert _drawn() == before


def test_a_site_at_work_is_not_carried(old: Path) -> None:
    with Path(f"{old}-worker").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="Hãy dừng chúng"):
            _carry(old)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không có tệp"):
        _carry(tmp_path / "none.sqlite3")
    assert not list(tmp_path.iterdir())
