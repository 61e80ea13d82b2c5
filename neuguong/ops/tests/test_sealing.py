"""A sealed archive opens with its passphrase only, and with not one byte altered, moved or missing."""

import io
from pathlib import Path

import pytest

from neuguong.lib.refusal import Refused
from neuguong.ops.archive.sealing import (
    MAGIC,
    OpeningReader,
    SealingWriter,
    is_sealed,
    passphrase_in,
)

WORDS = "mười hai con ong"
PIECE = (1 << 20) + 16
HEAD = len(MAGIC) + 16 + 7


def sealed(data: bytes, words: str = WORDS) -> bytes:
    """Bytes as they are sealed."""
    file = io.BytesIO()
    writer = SealingWriter(file, words)
    for start in range(0, len(data), 300_001):
        writer.write(data[start : start + 300_001])
    writer.close()
    return file.getvalue()


def code_of(stored: bytes, words: str = WORDS) -> str:
    """The code of the refusal to open them."""
    with pytest.raises(Refused) as refused:
        OpeningReader(io.BytesIO(stored), words).read()
    return refused.value.refusal.code


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 19])
def test_what_was_sealed_comes_out(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    reader = OpeningReader(io.BytesIO(sealed(data)), WORDS)
    assert reader.read(10) == data[:10]
    assert reader.read() == data[10:]
    assert reader.read(5) == b""


def test_nothing_of_it_can_be_read() -> None:
    stored = sealed(b"Nong Thi Chi " * 1000)
    assert b"Chi" not in stored
    assert is_sealed(io.BytesIO(stored))
    assert not is_sealed(io.BytesIO(b"\x1f\x8b"))
    assert sealed(b"x") != sealed(b"x")


def test_another_passphrase_or_none_does_not_open_it() -> None:
    assert code_of(sealed(b"x"), "mười ba con ong") == "backup_key_wrong"
    assert code_of(sealed(b"x"), "") == "backup_key_missing"


def test_pieces_cannot_be_altered_moved_or_cut_off() -> None:
    stored = sealed(b"y" * (3 << 20))
    first, second = stored[HEAD : HEAD + PIECE], stored[HEAD + PIECE : HEAD + 2 * PIECE]
    bent = bytearray(stored)
    bent[HEAD + PIECE + 5] ^= 1
    rest = stored[HEAD + 2 * PIECE :]
    assert code_of(bytes(bent)) == "archive_damaged"
    assert code_of(stored[:HEAD] + second + first + rest) == "backup_key_wrong"
    assert code_of(stored[:HEAD] + first + rest) == "archive_damaged"
    assert code_of(stored[: HEAD + 2 * PIECE]) == "archive_damaged"
    assert code_of(stored[:-1]) == "archive_damaged"
    assert code_of(stored + b"z") == "archive_damaged"


def test_a_passphrase_stands_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "khoa"
    file.write_text(f"{WORDS}\nghi chú\n", encoding="utf-8")
    assert passphrase_in(file) == WORDS
    assert passphrase_in(None) == ""
    file.write_text("ngắn", encoding="utf-8")
    for wrong in (file, tmp_path / "no"):
        with pytest.raises(Refused):
            passphrase_in(wrong)
