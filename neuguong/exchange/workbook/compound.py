"""The container of old Office files (OLE): its streams by name, with every chain bounded."""

import struct
from collections.abc import Iterator
from typing import Final

from neuguong.exchange.workbook.refusals import not_a_workbook

SIGN: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = 512
_END: Final = 0xFFFFFFF0  # this and above are marks, not sectors
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5


class Compound:
    """An OLE file: names of what is in it, and the bytes of its streams."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGN):
            raise not_a_workbook()
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise not_a_workbook()
        self._data = data
        self._size = 1 << shift
        self._fat = self._sectors_of_fat()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = list(_entries(directory))
        small = self._chain(struct.unpack_from("<I", data, 60)[0])
        self._small_fat = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
        self._least = struct.unpack_from("<I", data, 56)[0]

    @property
    def names(self) -> list[str]:
        """The names of all storages and streams, as they are written."""
        return [name for name, _kind, _start, _size in self._entries]

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first stream of one of these names; None if there is none."""
        for wanted in names:
            for name, kind, start, size in self._entries:
                if name.casefold() == wanted.casefold() and kind == _STREAM:
                    small = size < self._least
                    return (self._small(start) if small else self._chain(start))[:size]
        return None

    def _sectors_of_fat(self) -> tuple[int, ...]:
        data, per = self._data, self._size // 4
        places = list(struct.unpack_from("<109I", data, 76))
        following, left = struct.unpack_from("<II", data, 68)
        while following < _END and left > 0 and len(places) < len(data) // self._size + 109:
            part = struct.unpack(f"<{per}I", self._sector(following))
            places += part[:-1]
            following, left = part[-1], left - 1
        table: list[int] = []
        for place in places:
            if place < _END:
                table += struct.unpack(f"<{per}I", self._sector(place))
        return tuple(table)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise not_a_workbook()
        return sector.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        """The sectors of a chain, at most as many as the file has."""
        found = bytearray()
        left = len(self._fat) + 1
        while start < _END and left > 0:
            found += self._sector(start)
            if start >= len(self._fat):
                raise not_a_workbook()
            start, left = self._fat[start], left - 1
        if start < _END:
            raise not_a_workbook()
        return bytes(found)

    def _small(self, start: int) -> bytes:
        root = next((entry for entry in self._entries if entry[1] == _ROOT), None)
        box = self._chain(root[2]) if root else b""
        found = bytearray()
        left = len(self._small_fat) + 1
        while start < len(self._small_fat) and left > 0:
            found += box[start * 64 : start * 64 + 64]
            start, left = self._small_fat[start], left - 1
        return bytes(found)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of each entry of a directory."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        if 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            yield name, directory[at + 66], start, size
