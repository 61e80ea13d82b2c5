"""Asks a ClamAV daemon of the house whether bytes carry a virus (its INSTREAM command)."""

import socket
import struct
from contextlib import closing
from typing import Final

_CHUNK: Final = 1 << 18
_PATIENCE: Final = 30.0  # seconds
_MOST_SAID: Final = 4_096


class ScannerAway(Exception):
    """The daemon did not answer, or not in words that are known."""


def virus_in(data: bytes, at: str) -> str:
    """The name of the virus found, or ""; `at` is `unix:/path/of/socket` or `host:port`.

    Raises `ScannerAway` when there is no answer.
    """
    try:
        with closing(_line_to(at)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                line.sendall(struct.pack(">I", len(part)) + part)
            line.sendall(struct.pack(">I", 0))
            said = _said(line)
    except (OSError, ValueError) as fault:
        raise ScannerAway(str(fault)) from fault
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if said.endswith(": OK"):
        return ""
    raise ScannerAway(said)


def _line_to(at: str) -> socket.socket:
    if at.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(at.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = at.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_PATIENCE)


def _said(line: socket.socket) -> str:
    found = b""
    while len(found) < _MOST_SAID and (part := line.recv(_MOST_SAID)):
        found += part
        if found.endswith(b"\0"):
            break
    return found.rstrip(b"\0\n").decode("utf-8", "replace")
