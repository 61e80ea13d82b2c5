"""The zip around a workbook: bounded and measured before any parser sees it; holds no words of deeds."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from neuguong.exchange.workbook.places import cell_position, column_letter
from neuguong.exchange.workbook.refusals import (
    locked_workbook,
    not_a_workbook,
    too_big,
    unsafe_paths,
)

__all__ = ["Budget", "cell_position", "column_letter", "listed_parts", "unpacked", "whole_part"]

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 256 * 1024 * 1024
MAX_RATIO: Final = 400  # a sheet of equal rows reaches 100; only parts over 8 MB are asked
_BIG: Final = 8 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_LOCAL_HEADER: Final = 30


class Budget:
    """How many bytes may still be unpacked of one file; refuses when there are none left."""

    def __init__(self, left: int = MAX_UNPACKED) -> None:
        self._left = left

    def spend(self, size: int) -> None:
        """Take what was unpacked off the budget."""
        self._left -= size
        if self._left < 0:
            raise too_big()


def listed_parts(data: bytes) -> list[zipfile.ZipInfo]:
    """The directory of the zip, after the checks that need no unpacking."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        struct.error,
        OverflowError,
    ):
        raise not_a_workbook() from None
    if any(_is_unsafe(info) for info in parts):
        raise unsafe_paths()
    if any(info.flag_bits & 1 for info in parts):
        raise locked_workbook()
    if len(parts) > MAX_ENTRIES or sum(info.file_size for info in parts) > MAX_UNPACKED:
        raise too_big()
    if any(i.file_size > _BIG and i.file_size > MAX_RATIO * max(i.compress_size, 1) for i in parts):
        raise too_big()
    return parts


def unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, in chunks, never more than it declares."""
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise not_a_workbook()
    start = info.header_offset + _LOCAL_HEADER + sum(struct.unpack("<HH", header[26:30]))
    packed = memoryview(data)[start : start + info.compress_size]
    seen = 0
    for chunk in (
        _stored(packed) if info.compress_type == zipfile.ZIP_STORED else _inflated(packed, info)
    ):
        seen += len(chunk)
        if seen > info.file_size:
            raise too_big()
        yield chunk
    if seen != info.file_size:
        raise not_a_workbook()


def whole_part(data: bytes, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """One part as a whole, within the budget."""
    kept = bytearray()
    for chunk in unpacked(data, info):
        budget.spend(len(chunk))
        kept += chunk
    return bytes(kept)


def _is_unsafe(info: zipfile.ZipInfo) -> bool:
    """Whether a part points out of the archive: a link, or a path that leads up or from the root."""
    name = info.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in name.split("/") or name[1:3] == ":/"


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _CHUNK):
        yield bytes(packed[at : at + _CHUNK])


def _inflated(packed: memoryview, info: zipfile.ZipInfo) -> Iterator[bytes]:
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise not_a_workbook()
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while not engine.eof:
            chunk = engine.decompress(rest, _CHUNK)
            if not chunk and not engine.unconsumed_tail:
                break
            rest = engine.unconsumed_tail
            yield chunk
    except zlib.error:
        raise not_a_workbook() from None
