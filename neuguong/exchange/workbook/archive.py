"""The zip inside a workbook: bounded and measured before any parser sees it; holds no words of deeds."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 256 * 1024 * 1024
MAX_RATIO: Final = 400  # a sheet of equal rows reaches 100; only parts over 8 MB are asked
MAX_MARKED_CELLS: Final = 5_000_000  # blank cells with a format cost time too
MAX_ROW: Final = 100_000
MAX_COLUMN: Final = 256
MAX_AREA: Final = 4_000_000  # rows times columns: readers keep the whole rectangle
MAX_MERGES: Final = 50_000
_BIG: Final = 8 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_LOCAL_HEADER: Final = 30
_MACRO_SIGNS: Final = ("vbaproject", "macrosheets", "dialogsheets", "activex")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all four bounds counted from 1 and included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetShape:
    """What the XML of one sheet says beside its values: extent, merges, hidden rows.

    `faults` are cells without a value: the text of Excel's error, or "" for a formula never counted.
    """

    last_row: int = 0
    last_column: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def measure_archive(data: bytes) -> dict[str, SheetShape]:
    """Shapes of all sheets by name, in order; refuses whatever should not be opened.

    Every part is unpacked once and compared with the size it declares, so that no later reader meets more.
    """
    parts = _listed_parts(data)
    budget = MAX_UNPACKED
    shapes: dict[str, SheetShape] = {}
    small: dict[str, bytes] = {}
    for info in parts:
        name = info.filename.lstrip("/")
        scan = _PartScan()
        kept = bytearray()
        for chunk in _unpacked(data, info):
            budget -= len(chunk)
            if budget < 0:
                raise too_big()
            if name.lower().endswith((".xml", ".rels")):
                scan.feed(chunk)
            if _is_guide(name):
                kept += chunk
        scan.close()
        shapes[name] = scan.shape
        small[name] = bytes(kept)
    return _by_sheet_name(small, shapes)


def column_letter(column: int) -> str:
    """The letter of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as "$B$12"; zeros where a part is missing."""
    column = row = 0
    for char in reference:
        if char.isdigit():
            row = row * 10 + int(char)
        elif char.isalpha() and char.isascii():
            column = column * 26 + ord(char.upper()) - ord("A") + 1
        if row > 10_000_000 or column > 1_000_000:
            raise too_big()
    return row, column


def _listed_parts(data: bytes) -> list[zipfile.ZipInfo]:
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
    names = [info.filename.lower().lstrip("/") for info in parts]
    if "[content_types].xml" not in names or not any(n.endswith("workbook.xml") for n in names):
        raise not_a_workbook()
    if any(sign in name for name in names for sign in _MACRO_SIGNS):
        raise macros_inside()
    if any(info.flag_bits & 1 for info in parts):
        raise locked_workbook()
    if len(parts) > MAX_ENTRIES or sum(info.file_size for info in parts) > MAX_UNPACKED:
        raise too_big()
    if any(i.file_size > _BIG and i.file_size > MAX_RATIO * max(i.compress_size, 1) for i in parts):
        raise too_big()
    return parts


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
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


class _PartScan:
    """Reads one XML part as it is unpacked; keeps what matters of a sheet, forgets the rest."""

    def __init__(self) -> None:
        self.shape = SheetShape()
        self._row = self._column = self._marked = 0
        self._formula = self._valued = self._error = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._starts: Mapping[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "is": self._start_value,
            "mergeCell": self._merge,
        }
        self._fed = False

    def feed(self, chunk: bytes) -> None:
        self._fed = True
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            raise not_a_workbook() from None

    def close(self) -> None:
        if self._fed:
            try:
                self._parser.Parse(b"", True)
            except expat.ExpatError:
                raise not_a_workbook() from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handle = self._starts.get(name if ":" not in name else name.rpartition(":")[2])
        if handle:
            handle(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = cell_position(attributes.get("r", ""))[0] or self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.shape.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._marked += 1
        if self._marked > MAX_MARKED_CELLS:
            raise too_big()
        row, column = cell_position(attributes.get("r", ""))
        self._row = row or self._row
        self._column = column or self._column + 1
        self._formula = self._valued = False
        self._error = attributes.get("t") == "e"

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._formula = True

    def _start_value(self, attributes: dict[str, str]) -> None:
        self._valued = True
        self._reach()
        if self._error:
            self._parser.CharacterDataHandler = self._note_error

    def _note_error(self, text: str) -> None:
        place = (self._row, self._column)
        self.shape.faults[place] = self.shape.faults.get(place, "") + text

    def _end(self, name: str) -> None:
        if self._error and self._valued:
            self._parser.CharacterDataHandler = None
            self._error = False
        if self._formula and name.rpartition(":")[2] == "c":
            if not self._valued:
                self.shape.faults[self._row, self._column] = ""
                self._reach()
            self._formula = False

    def _reach(self) -> None:
        shape = self.shape
        if self._row > shape.last_row:
            shape.last_row = self._row
            if self._row > MAX_ROW:
                raise too_many_rows()
        if self._column > shape.last_column:
            shape.last_column = self._column
            if self._column > MAX_COLUMN:
                raise too_many_columns()
        if shape.last_row * shape.last_column > MAX_AREA:
            raise too_big()

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _colon, last = attributes.get("ref", "").partition(":")
        top, left = cell_position(first)
        bottom, right = cell_position(last or first)
        if 0 < top <= bottom and 0 < left <= right and (top, left) != (bottom, right):
            self.shape.merges.append(Merge(top, left, bottom, right))
        if len(self.shape.merges) > MAX_MERGES:
            raise too_big()

    def _doctype(self, *_parts: object) -> None:
        raise not_a_workbook()


def _is_guide(name: str) -> bool:
    return name.endswith(("workbook.xml", "workbook.xml.rels"))


def _by_sheet_name(
    guides: Mapping[str, bytes], shapes: Mapping[str, SheetShape]
) -> dict[str, SheetShape]:
    """Follows workbook.xml and its relations from the name of a sheet to its part."""
    book = next(name for name in guides if name.endswith("workbook.xml") and "/_rels/" not in name)
    folder = posixpath.dirname(book)
    relations = guides.get(posixpath.join(folder, "_rels", "workbook.xml.rels"), b"")
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in _elements(relations, "Relationship")
    }
    found: dict[str, SheetShape] = {}
    for attributes in _elements(guides[book], "sheet"):
        key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        target = targets.get(key, "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[attributes.get("name", "")] = shapes.get(path, SheetShape())
    return found


def _elements(data: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of this local name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if data:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(data, True)
    return found


def not_a_workbook() -> Refused:
    """The refusal of whatever is neither a workbook nor a table of text."""
    text = _(
        "Tệp này không phải là bảng tính Excel; "
        "hãy mở bằng Excel, lưu thành “Excel Workbook (.xlsx)” rồi gửi lại."
    )
    return Refused(Refusal("not_a_workbook", text))


def locked_workbook() -> Refused:
    """The refusal of a workbook behind a password."""
    text = _("Tệp được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu trong Excel rồi gửi lại.")
    return Refused(Refusal("workbook_locked", text))


def macros_inside() -> Refused:
    """The refusal of a workbook that carries a program."""
    text = _(
        "Tệp có chứa macro nên không được nhận; hãy lưu thành “Excel Workbook (.xlsx)” rồi gửi lại."
    )
    return Refused(Refusal("workbook_with_macros", text))


def too_big() -> Refused:
    """The refusal of a file that swells beyond all use when it is opened."""
    text = _(
        "Tệp phồng ra quá lớn khi mở nên không được nhận; "
        "hãy chép riêng phần có số liệu sang một tệp mới rồi gửi lại."
    )
    return Refused(Refusal("workbook_too_big", text))


def too_many_rows() -> Refused:
    """The refusal of a sheet with more rows than `MAX_ROW`."""
    text = _(
        "Bảng dài quá 100.000 dòng nên không được nhận; hãy chia thành nhiều tệp rồi gửi từng tệp."
    )
    return Refused(Refusal("workbook_too_many_rows", text))


def too_many_columns() -> Refused:
    """The refusal of a sheet with more columns than `MAX_COLUMN`."""
    text = _("Bảng rộng quá 256 cột nên không được nhận; hãy xóa các cột không dùng rồi gửi lại.")
    return Refused(Refusal("workbook_too_many_columns", text))
