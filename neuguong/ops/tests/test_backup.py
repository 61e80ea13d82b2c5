"""What was saved comes back as it was, on both engines, or nothing changes."""

import fcntl
import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import add_deed, open_registration
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.files.actions import store_photo, store_scan
from neuguong.files.models import StoredFile
from neuguong.files.queries import open_file
from neuguong.files.tests.samples import pdf, picture, upload
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.ops.archive import engines, writing
from neuguong.ops.archive.manifest import NAME, read_manifest
from neuguong.ops.archive.reading import require_fit
from neuguong.org.actions import UnitEntry, found_unit
from neuguong.org.models import Unit
from neuguong.rollup.queries import figures_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2022, 6, 15, 9, 0, tzinfo=UTC)


def _run(command: str, *words: str) -> tuple[int, dict[str, Any]]:
    """Run a command in this process: its exit status and what it answers."""
    out = io.StringIO()
    try:
        call_command(command, *words, "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def _figures() -> Mapping[str, str]:
    top = Unit.objects.get(slug="tinh")
    return {key: figure.text for key, figure in figures_of(top, Period.parse("2022")).items()}


def _rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Another archive with other contents."""
    with tarfile.open(archive) as tar:
        contents = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]
    change(contents)
    target = archive.with_name("other.tar.gz")
    with tarfile.open(target, "w:gz") as tar:
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return target


@pytest.fixture
def archive(world: World, tmp_path: Path) -> Path:
    """A backup of the small country with a photo and a scan."""
    found = open_registration(
        by=world.chi, unit_id=world.unit("tinh/huyen/xa/mot").pk, year=YEAR, today=TODAY,
        person_id=world.people["Chi"].pk,
    )  # fmt: skip
    entry = DeedEntry("Làm cầu")
    add_deed(by=world.chi, registration_id=found.pk, entry=entry, today=TODAY)
    store_photo(by=world.binh, upload=upload(picture()))
    store_scan(by=world.binh, upload=upload(pdf(), "quyet-dinh.pdf"))
    path = tmp_path / "site.tar.gz"
    status, answer = _run("backup", str(path))
    assert (status, answer["files"], answer["missing"], answer["damaged"]) == (0, 3, [], [])
    return path


def test_what_was_saved_comes_back(world: World, archive: Path, files_that_vanish: Path) -> None:
    figures = _figures()
    found_unit(
        by=world.machine,
        entry=UnitEntry("moi", "Đảng bộ tỉnh Mới", "province"),
        on=date(2022, 1, 1),
    )
    photo = StoredFile.objects.get(kind="photo")
    (files_that_vanish / photo.path).write_bytes(b"damaged")
    (files_that_vanish / photo.thumbnail_path).unlink()

    status, answer = _run("restore", str(archive), "--yes")

    assert status == 0
    assert answer["differences"] == []
    assert answer["checked"] > 0
    assert (answer["unproved"], answer["log_faults"]) == ([], [])
    assert answer["figures"] > 10
    assert answer["rows"] > 10
    assert (
        answer["log"]["sealed"] == answer["log"]["entries"] - 1 > 0
    )  # all but that of the restore
    assert not Unit.objects.filter(slug="moi").exists()
    assert Unit.objects.filter(slug="tinh/huyen/xa/mot").exists()
    assert _figures() == figures
    for thumbnail in (False, True):
        with open_file(photo, thumbnail=thumbnail) as file:
            assert file.read(2) == b"\xff\xd8"
    assert AuditEntry.objects.latest("pk").act == "ops.restore"


def test_a_sealed_backup_opens_with_its_key_only(
    archive: Path, tmp_path: Path, settings: Settings
) -> None:
    key, path = tmp_path / "key", tmp_path / "site.khoa"
    key.write_text("mười hai con ong", encoding="utf-8")
    assert _run("backup", str(path), "--key-file", str(key))[1]["sealed"]
    with pytest.raises(Refused, match="được khóa"):
        call_command("restore", str(path), "--yes")
    settings.BACKUP_KEY_FILE = key
    status, answer = _run("restore", str(path), "--yes")
    assert (status, answer["unproved"]) == (0, [])


def test_a_restore_that_differs_from_the_backup_is_told(archive: Path) -> None:
    def lie(contents: dict[str, bytes]) -> None:
        parts = json.loads(contents[NAME])
        figures = parts["proof"]["figures"]
        figures[next(iter(figures))] = "7 nhà"
        parts["proof"]["rows"]["deeds_deed"] += 1
        contents[NAME] = json.dumps(parts).encode()

    status, answer = _run("restore", str(_rewritten(archive, lie)), "--yes")
    assert status == 1
    assert len(answer["unproved"]) == 2
    assert answer["unproved"][0].split(": ")[1].startswith("7 nhà → ")


@pytest.mark.usefixtures("at_home")
def test_a_restored_database_counts_and_keeps_its_log(world: World, archive: Path) -> None:
    assert _run("restore", str(archive), "--yes")[0] == 0
    status, answer = _run("check")
    faults = [check for check in answer["checks"] if not check["ok"]]
    assert (status, faults) == (0, [])
    found_unit(
        by=world.machine,
        entry=UnitEntry("moi", "Đảng bộ tỉnh Mới", "province"),
        on=date(2022, 1, 1),
    )


def test_what_is_there_is_not_replaced_unasked(archive: Path) -> None:
    with pytest.raises(Refused) as refused:
        call_command("restore", str(archive))
    assert refused.value.refusal.code == "database_in_use"
    assert "--yes" in refused.value.refusal.text


def test_a_backup_is_not_written_over_another(archive: Path) -> None:
    with pytest.raises(Refused) as refused:
        call_command("backup", str(archive))
    assert refused.value.refusal.code == "archive_exists"


def test_a_folder_gets_a_file_named_by_the_moment(world: World, tmp_path: Path) -> None:
    saved = writing.save(tmp_path, now=NOW)
    assert saved.path == tmp_path / "neuguong-20220615-160000.tar.gz"
    assert saved.path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [saved.path]  # nothing is left beside it


def test_a_place_that_does_not_exist_is_a_sentence(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        call_command("backup", str(tmp_path / "no" / "where.tar.gz"))
    assert refused.value.refusal.code == "not_written"


def test_the_secret_is_never_in_it(archive: Path) -> None:
    assert settings.SECRET_KEY.encode() not in gzip.decompress(archive.read_bytes())


def test_a_stored_file_that_is_lost_or_damaged_is_told(
    archive: Path, files_that_vanish: Path, tmp_path: Path
) -> None:
    photo = StoredFile.objects.get(kind="photo")
    (files_that_vanish / photo.path).write_bytes(b"damaged")
    (files_that_vanish / photo.thumbnail_path).unlink()
    status, answer = _run("backup", str(tmp_path / "second.tar.gz"))
    assert status == 1
    assert answer["damaged"] == [photo.sha256]
    assert answer["missing"] == [photo.thumbnail_sha256]


def _cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def _bend(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(data)


def _foreign(archive: Path) -> None:
    archive.write_text("not an archive")


def _without_list(archive: Path) -> None:
    def forget(contents: dict[str, bytes]) -> None:
        del contents[NAME]

    _rewritten(archive, forget).replace(archive)


def _outside(archive: Path) -> None:
    def climb(contents: dict[str, bytes]) -> None:
        contents["files/../../escape"] = b"x"
        contents[NAME] = contents.pop(NAME)

    _rewritten(archive, climb).replace(archive)


@pytest.mark.parametrize("harm", [_cut, _bend, _foreign, _without_list, _outside])
def test_a_damaged_archive_changes_nothing(archive: Path, harm: Callable[[Path], None]) -> None:
    harm(archive)
    before = Unit.objects.count()
    with pytest.raises(Refused) as refused:
        call_command("restore", str(archive), "--yes")
    assert refused.value.refusal.code == "archive_damaged"
    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("engine", {"sqlite": "postgresql", "postgresql": "sqlite"}, "archive_engine"),
        ("migrations", ["org.9999_later"], "archive_newer"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused(
    archive: Path, part: str, value: Any, code: str
) -> None:
    manifest = read_manifest(archive)
    other = value[manifest.engine] if part == "engine" else value
    changed = type(manifest)(**{
        name: other if name == part else getattr(manifest, name)
        for name in ("made_at", "version", "engine", "migrations", "members")
    })  # fmt: skip
    with pytest.raises(Refused) as refused:
        require_fit(changed)
    assert refused.value.refusal.code == code


def test_a_database_that_breaks_off_in_the_middle_changes_nothing(
    world: World, tmp_path: Path
) -> None:
    dump = tmp_path / "dump"
    engines.dump(dump)
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 3 // 4])
    before = Unit.objects.count()
    with pytest.raises(Refused):
        engines.load(dump)
    assert Unit.objects.count() == before > 0


def test_nothing_is_restored_under_a_running_worker(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "postgresql":
        parameters = connection.get_connection_params()
        there = {
            name: parameters[name] for name in ("host", "user", "dbname") if name in parameters
        }
        with psycopg.connect(**there), pytest.raises(Refused) as refused, engines.alone():
            pass
    else:
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "db"))
        with (tmp_path / "db-worker").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(Refused) as refused, engines.alone():
                pass
    assert refused.value.refusal.code == "database_in_use"
