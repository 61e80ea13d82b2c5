"""An archive that only those read who have the passphrase: sealed piece by piece while it is written.

After a magic line and a salt come pieces of one megabyte, each sealed with AES-256-GCM under a key that
scrypt makes of the passphrase. The number of a piece, and whether it is the last, go into its nonce: no
piece can be altered, moved, dropped or cut off unnoticed.
"""

import hashlib
import secrets
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

MAGIC: Final = b"NEUGUONG SEALED 1\n"
_SALT: Final = 16
_PREFIX: Final = 7
_PIECE: Final = 1 << 20
_TAG: Final = 16
_LEAST: Final = 12  # letters of a passphrase
_MEMORY: Final = 1 << 26


def passphrase_in(file: Path | None) -> str:
    """The passphrase that a file holds in its first line; "" without a file, `Refused` when too short."""
    if file is None:
        return ""
    try:
        words = file.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as fault:
        text = _("Không đọc được tệp khóa của bản sao lưu: %(fault)s.")
        raise Refused(Refusal("backup_key_unreadable", text % {"fault": fault})) from fault
    if len(words) < _LEAST:
        text = _("Câu khóa trong %(file)s phải dài ít nhất %(least)s ký tự.")
        raise Refused(Refusal("backup_key_short", text % {"file": file, "least": _LEAST}))
    return words


class SealingWriter:
    """Takes bytes and writes them sealed; `close` writes the last piece, without which nothing opens."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = secrets.token_bytes(_SALT), secrets.token_bytes(_PREFIX)
        self._file = file
        self._cipher = _cipher(passphrase, salt)
        self._waiting = bytearray()
        self._number = 0
        file.write(MAGIC + salt + self._prefix)

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._waiting += data
        while len(self._waiting) > _PIECE:  # the last piece, full or not, waits for `close`
            self._seal(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def flush(self) -> None:
        """Pieces are written when they are full."""

    def close(self) -> None:
        """Write what is left as the last piece."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, piece, MAGIC))
        self._number += 1


class OpeningReader:
    """Reads what `SealingWriter` wrote; `Refused` for another passphrase or anything altered."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        if not passphrase:
            text = _("Bản sao lưu này được khóa. Hãy đặt NEUGUONG_BACKUP_KEY_FILE hoặc --key-file.")
            raise Refused(Refusal("backup_key_missing", text))
        head = file.read(len(MAGIC) + _SALT + _PREFIX)
        salt, self._prefix = head[len(MAGIC) : len(MAGIC) + _SALT], head[len(MAGIC) + _SALT :]
        self._file = file
        self._cipher = _cipher(passphrase, salt)
        self._next = file.read(_PIECE + _TAG)
        self._open = bytearray()
        self._number = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer than asked for at the end only."""
        while self._next and (size < 0 or len(self._open) < size):
            self._open += self._piece()
        end = len(self._open) if size < 0 else size
        found = bytes(self._open[:end])
        del self._open[:end]
        return found

    def _piece(self) -> bytes:
        sealed, self._next = self._next, self._file.read(_PIECE + _TAG)
        nonce = _nonce(self._prefix, self._number, is_last=not self._next)
        try:
            piece = self._cipher.decrypt(nonce, sealed, MAGIC)
        except InvalidTag as fault:
            raise _wrong(first=self._number == 0) from fault
        self._number += 1
        return piece


def is_sealed(file: IO[bytes]) -> bool:
    """Whether a file open at its beginning is sealed; it stands at its beginning afterwards."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    key = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=1 << 15, r=8, p=1, maxmem=_MEMORY, dklen=32
    )
    return AESGCM(key)


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def _wrong(*, first: bool) -> Refused:
    if first:
        text = _("Câu khóa không mở được bản sao lưu này, hoặc tệp đã hỏng ngay từ đầu.")
        return Refused(Refusal("backup_key_wrong", text))
    text = _("Bản sao lưu bị sửa hoặc bị cắt cụt. Hãy dùng bản sao lưu khác.")
    return Refused(Refusal("archive_damaged", text))
