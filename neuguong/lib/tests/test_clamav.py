"""The conversation with a ClamAV daemon, held with a small one of our own."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from neuguong.lib.clamav import ScannerAway, virus_in


@contextmanager
def daemon(path: Path, answer: bytes) -> Iterator[list[bytes]]:
    """A daemon that answers once; yields what it was given."""
    given: list[bytes] = []
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen(1)

    def talk() -> None:
        line, _address = server.accept()
        with line, line.makefile("rb") as read:
            assert read.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", read.read(4))[0]:
                given.append(read.read(size))
            line.sendall(answer)

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    try:
        yield given
    finally:
        thread.join(5)
        server.close()


def test_clean_bytes_are_clean(tmp_path: Path) -> None:
    data = b"x" * 600_000
    with daemon(tmp_path / "s", b"stream: OK\0") as given:
        assert virus_in(data, f"unix:{tmp_path}/s") == ""
    assert b"".join(given) == data


def test_a_virus_is_named(tmp_path: Path) -> None:
    with daemon(tmp_path / "s", b"stream: Eicar-Test-Signature FOUND\0"):
        assert virus_in(b"x", f"unix:{tmp_path}/s") == "Eicar-Test-Signature"


def test_an_unknown_answer_is_no_clearance(tmp_path: Path) -> None:
    with (
        daemon(tmp_path / "s", b"INSTREAM size limit exceeded. ERROR\0"),
        pytest.raises(ScannerAway),
    ):
        virus_in(b"x", f"unix:{tmp_path}/s")


@pytest.mark.parametrize("at", ["unix:/no/such/socket", "127.0.0.1:1", "nonsense"])
def test_no_daemon_is_no_clearance(at: str) -> None:
    with pytest.raises(ScannerAway):
        virus_in(b"x", at)
