"""Brings an archive back: stored files first, which only adds; then the database in one transaction."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from django.conf import settings
from django.db import connection

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.engines import alone, load
from neuguong.ops.archive.manifest import (
    NAME,
    STORED,
    HashingReader,
    Manifest,
    opened,
)
from neuguong.ops.queries import known_migrations

_CHUNK: Final = 1 << 20


def require_fit(manifest: Manifest) -> None:
    """Refuse an archive of the other engine, or of a version newer than this one."""
    if manifest.engine != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        text = _("Bản sao lưu này của %(theirs)s, còn trang này dùng %(ours)s.")
        words = {"theirs": names[manifest.engine], "ours": names[connection.vendor]}
        raise Refused(Refusal("archive_engine", text % words))
    unknown = sorted(set(manifest.migrations) - known_migrations())
    if unknown:
        text = _(
            "Bản sao lưu do phần mềm mới hơn làm ra (%(version)s, có bước %(step)s)."
            " Hãy nâng phần mềm lên bản ấy rồi chạy lại."
        )
        words = {"version": manifest.version, "step": unknown[0]}
        raise Refused(Refusal("archive_newer", text % words))


def bring_back(archive: Path, manifest: Manifest, passphrase: str = "") -> None:
    """Put everything in place of what is there, or leave the database as it is.

    Stored files lie under their hash, so those of the archive never replace others; those that the
    database no longer refers to are cleared away by the worker after a day.
    """
    expected = {member.name: member.sha256 for member in manifest.members}
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with alone(), tempfile.TemporaryDirectory(dir=root, prefix=".restore-") as scratch:
        database = Path(scratch) / "database"
        with opened(archive, passphrase) as members:
            for info, content in members:
                if info.name == NAME:
                    break
                place = database
                if STORED.fullmatch(info.name):
                    place = root / info.name.removeprefix("files/")
                _put(place, content, expected.get(info.name, ""))
        os.sync()
        load(database)


def _put(place: Path, content: IO[bytes], sha256: str) -> None:
    """Write one file whole, or refuse one that is no longer as it was when the archive was checked."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{uuid4().hex}")
    reader = HashingReader(content)
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(reader, file, _CHUNK)
        if reader.sha256 != sha256:
            text = _("Tệp sao lưu thay đổi trong lúc đọc. Cơ sở dữ liệu không thay đổi.")
            raise Refused(Refusal("archive_changed", text))
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)
