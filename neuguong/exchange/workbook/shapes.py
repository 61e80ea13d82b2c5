"""What the XML of an .xlsx says beside its values: extents, merges, hidden rows, old fonts."""

import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from neuguong.exchange.workbook.archive import Budget, unpacked
from neuguong.exchange.workbook.oldfonts import Font, font_named
from neuguong.exchange.workbook.places import Merge, cell_position
from neuguong.exchange.workbook.refusals import (
    MAX_MERGES,
    MAX_TEXT,
    locked_workbook,
    macros_inside,
    not_a_workbook,
    too_big,
    within_bounds,
)

_MAX_MARKED_CELLS: Final = 5_000_000  # blank cells with a format cost time too
_MACRO_SIGNS: Final = ("vbaproject", "macrosheets", "dialogsheets", "activex")
_DIGITS: Final = "0123456789"
Attributes = dict[str, str]


@dataclass(slots=True)
class SheetShape:
    """What is said of one sheet beside its values: extent, merges, what is hidden, old fonts.

    `faults` are cells without a value: the text of Excel's error, or "" for a formula never counted.
    """

    last_row: int = 0
    last_column: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    shared_texts: int = 0

    def reach(self, row: int, column: int) -> None:
        """Stretch over a cell that holds something; refuses beyond what is read."""
        if row > self.last_row or column > self.last_column:
            self.last_row = max(self.last_row, row)
            self.last_column = max(self.last_column, column)
            within_bounds(self.last_row, self.last_column)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged range, if it is one."""
        if 0 < top <= bottom and 0 < left <= right and (top, left) != (bottom, right):
            self.merges.append(Merge(top, left, bottom, right))
            if len(self.merges) > MAX_MERGES:
                raise too_big()


def measure_parts(data: bytes, parts: Sequence[zipfile.ZipInfo]) -> dict[str, SheetShape]:
    """Shapes of all sheets by name, in order; refuses whatever should not be opened.

    Every part is unpacked once and compared with the size it declares, so that no later reader meets more.
    """
    names = [info.filename.lower() for info in parts]
    if "[content_types].xml" not in names or not any(n.endswith("workbook.xml") for n in names):
        raise locked_workbook() if "encryptedpackage" in names else not_a_workbook()
    if any(sign in name for name in names for sign in _MACRO_SIGNS):
        raise macros_inside()
    budget = Budget()
    fonts: Mapping[int, Font] = {}
    texts: Sequence[int] = ()
    shapes: dict[str, SheetShape] = {}
    guides: dict[str, bytes] = {}
    for info in sorted(parts, key=lambda part: not part.filename.endswith("styles.xml")):
        name = info.filename
        scan = _scan_of(name, fonts)
        kept = bytearray()
        for chunk in unpacked(data, info):
            budget.spend(len(chunk))
            if name.lower().endswith((".xml", ".rels")):
                scan.feed(chunk)
            if name.endswith(("workbook.xml", "workbook.xml.rels")):
                kept += chunk
        scan.close()
        if isinstance(scan, _StyleScan):
            fonts = scan.old_fonts()
        elif isinstance(scan, _TextScan):
            texts = scan.lengths
        elif isinstance(scan, _SheetScan):
            shapes[name] = scan.shape
        guides[name] = bytes(kept)
    _refuse_swollen_texts(data, parts, texts, shapes)
    return _by_sheet_name(guides, shapes)


def _scan_of(name: str, fonts: Mapping[int, Font]) -> "XmlScan":
    if name.endswith("styles.xml"):
        return _StyleScan()
    return _TextScan() if name.endswith("sharedStrings.xml") else _SheetScan(fonts)


def _refuse_swollen_texts(
    data: bytes,
    parts: Sequence[zipfile.ZipInfo],
    texts: Sequence[int],
    shapes: Mapping[str, SheetShape],
) -> None:
    """A long text kept once but used in a million cells would be unfolded a million times."""
    used = sum(shape.shared_texts for shape in shapes.values())
    if used * max(texts, default=0) <= MAX_TEXT:
        return
    scan = _UseScan(texts)
    for info in parts:
        if info.filename in shapes and shapes[info.filename].shared_texts:
            for chunk in unpacked(data, info):
                scan.feed(chunk)
            scan.close()
            scan = _UseScan(texts, scan.letters)


class XmlScan:
    """Reads one XML part as it is unpacked; no document types, no entities."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.StartDoctypeDeclHandler = self._doctype
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

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def _doctype(self, *_parts: object) -> None:
        raise not_a_workbook()


class _SheetScan(XmlScan):
    """Keeps what matters of a sheet, forgets the rest."""

    def __init__(self, fonts: Mapping[int, Font]) -> None:
        super().__init__()
        self.shape = SheetShape()
        self._fonts = {str(style): font for style, font in fonts.items()}
        self._letters: dict[str, int] = {}
        self._row = self._column = self._marked = 0
        self._formula = self._valued = self._error = self._is_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is"):
            self._valued = self._error or not self._formula
            if self._error:
                self._parser.CharacterDataHandler = self._note_error
            elif self._formula:  # an empty <v/> is no value, but an empty text is one
                self._parser.CharacterDataHandler = self._note_value
            shape = self.shape
            if self._row > shape.last_row or self._column > shape.last_column:
                shape.reach(self._row, self._column)
        elif name == "f":
            self._formula = not self._is_text
        elif name == "row":
            self._row = cell_position(attributes.get("r", ""))[0] or self._row + 1
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.shape.hidden_rows.add(self._row)
        else:
            self._furniture(name, attributes)

    def end(self, name: str) -> None:
        if self._error and self._valued:
            self._parser.CharacterDataHandler = None
            self._error = False
        if self._formula and name.rpartition(":")[2] == "c":
            self._parser.CharacterDataHandler = None
            if not self._valued:
                self.shape.faults[self._row, self._column] = ""
                self.shape.reach(self._row, self._column)
            self._formula = False

    def _furniture(self, name: str, attributes: Attributes) -> None:
        """What stands around the cells."""
        if name == "mergeCell":
            first, _colon, last = attributes.get("ref", "").partition(":")
            self.shape.merge(*cell_position(first), *cell_position(last or first))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._hide_columns(attributes)

    def _start_cell(self, attributes: Attributes) -> None:
        self._marked += 1
        if self._marked > _MAX_MARKED_CELLS:
            raise too_big()
        reference = attributes.get("r", "")
        letters = reference.rstrip(_DIGITS)
        column = self._letters.get(letters)
        if column is None:
            column = self._letters[letters] = cell_position(letters)[1]
        row = reference[len(letters) :]
        if row:
            self._row = cell_position(row)[0] if len(row) > 7 else int(row)
        self._column = column or self._column + 1
        self._formula = self._valued = False
        kind = attributes.get("t")
        self._error = kind == "e"
        self._is_text = kind == "str"
        if kind == "s":
            self.shape.shared_texts += 1
        if self._fonts and (font := self._fonts.get(attributes.get("s", ""))):
            self.shape.fonts[self._row, self._column] = font

    def _note_value(self, _text: str) -> None:
        self._valued = True
        self._parser.CharacterDataHandler = None

    def _note_error(self, text: str) -> None:
        place = (self._row, self._column)
        self.shape.faults[place] = self.shape.faults.get(place, "") + text

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = (cell_position(attributes.get(key, ""))[0] for key in ("min", "max"))
        self.shape.hidden_columns.update(range(first, min(last, first + 500) + 1))


class _StyleScan(XmlScan):
    """Which formats of cells have a font of before Unicode."""

    def __init__(self) -> None:
        super().__init__()
        self._path: list[str] = []
        self._names: list[str] = []
        self._used: list[int] = []

    def start(self, name: str, attributes: Attributes) -> None:
        name = name.rpartition(":")[2]
        parent = self._path[-1] if self._path else ""
        if (parent, name) == ("fonts", "font"):
            self._names.append("")
        elif (parent, name) == ("font", "name") and self._path[-2:-1] == ["fonts"]:
            self._names[-1] = attributes.get("val", "")
        elif (parent, name) == ("cellXfs", "xf"):
            number = attributes.get("fontId", "")
            self._used.append(int(number) if number.isdecimal() and len(number) < 6 else -1)
        self._path.append(name)

    def end(self, name: str) -> None:
        self._path.pop()

    def old_fonts(self) -> dict[int, Font]:
        """The old font of each format that has one."""
        known = {number: font_named(name) for number, name in enumerate(self._names)}
        return {
            style: font for style, number in enumerate(self._used) if (font := known.get(number))
        }


class _TextScan(XmlScan):
    """How long each shared text is."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self._parser.CharacterDataHandler = self._letters

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si" or name.endswith(":si"):
            self.lengths.append(0)

    def _letters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _UseScan(XmlScan):
    """How many letters the shared texts of a sheet come to, each time they are used."""

    def __init__(self, lengths: Sequence[int], letters: int = 0) -> None:
        super().__init__()
        self.letters = letters
        self._lengths = lengths
        self._shared = False
        self._number = ""

    def start(self, name: str, attributes: Attributes) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._shared = attributes.get("t") == "s"
        elif name == "v" and self._shared:
            self._number = ""
            self._parser.CharacterDataHandler = self._figures

    def end(self, name: str) -> None:
        if self._shared and name.rpartition(":")[2] == "v":
            self._parser.CharacterDataHandler = None
            number = int(self._number) if self._number.isdecimal() else -1
            self.letters += self._lengths[number] if 0 <= number < len(self._lengths) else 0
            if self.letters > MAX_TEXT:
                raise too_big()

    def _figures(self, text: str) -> None:
        self._number = (self._number + text)[:12]


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


def _elements(data: bytes, wanted: str) -> list[Attributes]:
    """The attributes of every element of this local name."""
    found: list[Attributes] = []

    def start(name: str, attributes: Attributes) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if data:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(data, True)
    return found
