"""The list of what an archive holds; reading an archive to its end and comparing it with that list."""

import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.proof import Proof
from neuguong.ops.archive.sealing import OpeningReader, is_sealed

FORMAT: Final = 1
NAME: Final = "manifest.json"
DATABASE: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
STORED: Final = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")
_CHUNK: Final = 1 << 20
_BROKEN: Final = (tarfile.TarError, zlib.error, EOFError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its name, size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """When and by which version an archive was made, how far its database was, its members, its proof."""

    made_at: str
    version: str
    engine: str
    migrations: Sequence[str]
    members: Sequence[Member]
    proof: Proof = field(default_factory=Proof)
    format: int = FORMAT

    @property
    def file_count(self) -> int:
        """How many stored files it holds."""
        return len(self.members) - 1

    def as_bytes(self) -> bytes:
        """As it is written into the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


class HashingReader:
    """A file that is read once, from beginning to end, and knows the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._hash.update(data)
        return data

    @property
    def sha256(self) -> str:
        """The digest of what has been read so far, in hexadecimal."""
        return self._hash.hexdigest()


@contextmanager
def opened(
    archive: Path, passphrase: str = ""
) -> Iterator[Iterator[tuple[tarfile.TarInfo, IO[bytes]]]]:
    """The members of an archive one after the other; `Refused` when it is broken off or no archive."""
    try:
        with archive.open("rb") as raw:
            plain: Any = OpeningReader(raw, passphrase) if is_sealed(raw) else raw
            with tarfile.open(fileobj=plain, mode="r|gz") as tar:
                yield _members(tar)
    except _BROKEN as fault:
        raise _damaged() from fault
    except OSError as fault:
        if fault.errno is not None:  # the disk's, not gzip's complaint
            raise
        raise _damaged() from fault


def read_manifest(archive: Path, passphrase: str = "") -> Manifest:
    """Read an archive to its end and compare every member with its manifest.

    Raises `Refused` for one that is damaged, broken off, or not made by `save`.
    """
    found: list[Member] = []
    written: bytes | None = None
    with opened(archive, passphrase) as members:
        for info, content in members:
            if written is not None:
                raise _damaged()
            if info.name == NAME:
                written = content.read()
                continue
            reader = HashingReader(content)
            size = 0
            while data := reader.read(_CHUNK):
                size += len(data)
            found.append(Member(info.name, size, reader.sha256))
        if written is None:
            raise _damaged()
        manifest = _parse(written)
        if list(manifest.members) != found or not _names_are_right(manifest):
            raise _damaged()
    return manifest


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for info in tar:
        content = tar.extractfile(info) if info.isreg() else None
        if content is None:
            raise _damaged()
        yield info, content


def _parse(written: bytes) -> Manifest:
    try:
        parts: dict[str, Any] = json.loads(written)
        if parts["format"] != FORMAT:
            text = _("Tệp sao lưu theo dạng %(format)s mà bản phần mềm này chưa đọc được.")
            raise Refused(Refusal("archive_newer", text % {"format": parts["format"]}))
        members = [Member(**member) for member in parts.pop("members")]
        proof = Proof.of(parts.pop("proof", {}))
        return Manifest(members=members, proof=proof, **parts)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _damaged() from fault


def _names_are_right(manifest: Manifest) -> bool:
    first, *others = [member.name for member in manifest.members]
    return first == DATABASE.get(manifest.engine) and all(STORED.fullmatch(n) for n in others)


def _damaged() -> Refused:
    text = _("Tệp này không phải bản sao lưu nguyên vẹn của trang. Hãy dùng bản sao lưu khác.")
    return Refused(Refusal("archive_damaged", text))
