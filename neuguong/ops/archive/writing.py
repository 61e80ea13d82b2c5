"""Makes an archive, whole or not at all, and says which stored files are missing or damaged."""

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.utils import timezone

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.engines import dump
from neuguong.ops.archive.manifest import (
    DATABASE,
    NAME,
    STORED,
    HashingReader,
    Manifest,
    Member,
)
from neuguong.ops.archive.sealing import SealingWriter
from neuguong.ops.queries import applied_migrations, stored_hashes

_LEVEL: Final = 1  # photos do not shrink, and a database does at any level


@dataclass(frozen=True, slots=True)
class Saved:
    """An archive that was made, and the hashes of stored files that it could not have as they were."""

    path: Path
    size: int
    manifest: Manifest
    missing: list[str]
    damaged: list[str]


def save(target: Path, *, now: datetime, passphrase: str = "") -> Saved:
    """Write the whole site into a new file, or into a new one in a folder, readable by its owner only.

    With a passphrase, only those who have it can read it.

    `Refused` when there is a file of that name; `OSError` when the place cannot be written.
    """
    name = _name(now) + (".khoa" if passphrase else "")
    path = target / name if target.is_dir() else target
    if path.exists():
        text = _("Đã có tệp %(path)s. Hãy chọn tên khác, hoặc chỉ ra một thư mục.")
        raise Refused(Refusal("archive_exists", text % {"path": path}))
    needed = set(stored_hashes()) if in_folder() else set()
    # A folder of mode 700 beside the target: nothing is left of it when anything fails.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".neuguong-") as scratch:
        database = Path(scratch) / DATABASE[connection.vendor]
        migrations = applied_migrations()
        proof = dump(database)
        unfinished = Path(scratch) / "archive"
        manifest = _write(
            unfinished, database, passphrase,
            made_at=now.isoformat(), version=version("neuguong"), engine=connection.vendor,
            migrations=migrations, proof=proof,
        )  # fmt: skip
        unfinished.replace(path)
    hashes = {member.name.rpartition("/")[2]: member.sha256 for member in manifest.members[1:]}
    return Saved(
        path=path,
        size=path.stat().st_size,
        manifest=manifest,
        missing=sorted(needed - hashes.keys()),
        damaged=sorted(name for name, sha256 in hashes.items() if name != sha256),
    )


def in_folder() -> bool:
    """Whether stored files lie in a folder of ours; those in a bucket are kept by the bucket's own means."""
    return isinstance(storages["default"], FileSystemStorage)


def _name(now: datetime) -> str:
    return f"neuguong-{timezone.localtime(now):%Y%m%d-%H%M%S}.tar.gz"


def _write(target: Path, database: Path, passphrase: str, **told: Any) -> Manifest:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        sealed: Any = SealingWriter(raw, passphrase) if passphrase else raw
        with tarfile.open(fileobj=sealed, mode="w:gz", compresslevel=_LEVEL) as tar:
            members = [_add(tar, database.name, database)]
            database.unlink()  # its room may be needed
            members += [_add(tar, name, path) for name, path in (_stored() if in_folder() else ())]
            manifest = Manifest(members=members, **told)
            content = manifest.as_bytes()
            info = tarfile.TarInfo(NAME)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        if passphrase:
            sealed.close()
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Member:
    """Put one file into the archive and say what was read of it."""
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = state.st_size, int(state.st_mtime), 0o640
        reader = HashingReader(file)
        tar.addfile(info, reader)
    return Member(name, info.size, reader.sha256)


def _stored() -> Iterator[tuple[str, Path]]:
    """Every stored file in the order of its hash, as named in the archive and where it lies."""
    root = Path(settings.FILES_ROOT)
    for first in _sorted(root):
        for second in _sorted(first):
            for path in _sorted(second):
                name = f"files/{path.relative_to(root).as_posix()}"
                if STORED.fullmatch(name) and path.is_file():
                    yield name, path


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
