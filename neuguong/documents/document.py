"""What a report says, in order and without looks: pure values that every renderer reads.

Names of bodies and types are kept in their usual case ("Huyện ủy Pác Nặm", "Báo cáo"); the layout
makes capitals of them. A figure is kept once, in a mapping, and bound wherever it is said.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar, cast

from neuguong.lib.words import gettext as _

ColumnKind = Literal["text", "code", "unit", "figure"]
RowKind = Literal["row", "section", "total"]
NO_BREAK_SPACE: Final = "\u00a0"
_HOLE: Final = re.compile(r"\{(?P<key>[^\s{}]+)(?P<unit> unit)?\}|\[\[(?P<gap>.+?)\]\]", re.DOTALL)
_NOT_WORDS: Final = frozenset(("kind", "key", "href", "layout_key"))
_Tree = TypeVar("_Tree")


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that opens: `text` is the formatted number with its qualifier ("ít nhất 4.200.000").

    `key` says which figure it is: a measure, or `measure@slug` for a unit below. `unit` is said after
    the number in prose and is empty in tables, where a column holds it. `value` is the same number for
    workbooks, None when the figure is not one number ("35/35").
    """

    key: str
    text: str
    href: str = ""
    unit: str = ""
    value: Decimal | None = None

    @property
    def shown(self) -> str:
        """The number and its unit, which never part at the end of a line; a percent sign stands close."""
        joint = NO_BREAK_SPACE if self.unit and self.unit != "%" else ""
        return f"{self.text}{joint}{self.unit.replace(' ', NO_BREAK_SPACE)}"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that the officer must write; `prompt` says what."""

    prompt: str


Run = Text | Bound | Gap


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `numbering` is "I", "1" or "a", the layout adds the signs."""

    level: int
    numbering: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list that begins with a hyphen."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; figures stand to the right, all else to the left."""

    text: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, one run to a cell; a section has one cell that spans the table."""

    cells: tuple[Run, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of equal number of cells; `note` is a sentence below, such as that it adds up."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.kind == "section" else len(self.columns)):
                raise ValueError(self.caption, row)


Block = Paragraph | Heading | Item | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """Tables on pages of their own; `sheet` is the name of its sheet in the workbook.

    The page is turned on its side when `landscape` says so, or, left None, when its tables need it.
    """

    title: str
    tables: tuple[Table, ...]
    sheet: str = ""
    landscape: bool | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: "T/M Ban Thường vụ", "Phó Bí thư", name; `deputy_for` prints the line "K/T …" between."""

    authority: str
    title: str
    name: str = ""
    deputy_for: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """How one measure is counted, for the reader of the workbook."""

    key: str
    label: str
    unit: str
    how: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report of one unit and period.

    `document_date` fixes the layout and the times inside the files; `day` is the printed day, None while
    it is left to be written by hand, as is an empty `number`. `symbol` is "BC/HU".
    """

    layout_key: str
    superior: str
    issuer: str
    number: str
    symbol: str
    place: str
    day: date | None
    type_name: str
    abstract: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    annexes: tuple[Annex, ...]
    document_date: date
    draft: bool = False
    unsigned: str = ""  # why it may not be signed; printed above it
    beside: Signature | None = None  # who signs to the left, where minutes name no recipients
    sources: tuple[Source, ...] = ()
    foot: str = ""  # a line in small letters at the foot of every page

    @property
    def title(self) -> str:
        """The type and the abstract as one line, for the properties of a file."""
        return f"{self.type_name} {self.abstract}"


def prose(template: str, figures: Mapping[str, Bound]) -> tuple[Run, ...]:
    """Runs of a sentence: `{key}` binds a figure, `{key unit}` says its unit too, `[[…]]` is a gap.

    Raises KeyError for a figure that the mapping does not hold.
    """
    runs: list[Run] = []
    end = 0
    for hole in _HOLE.finditer(template):
        if before := template[end : hole.start()]:
            runs.append(Text(before))
        if prompt := hole["gap"]:
            runs.append(Gap(prompt))
        else:
            figure = figures[hole["key"]]
            runs.append(figure if hole["unit"] else replace(figure, unit=""))
        end = hole.end()
    if rest := template[end:]:
        runs.append(Text(rest))
    return tuple(runs)


def cell(figure: Bound) -> Bound:
    """The figure as a cell of a table, where a column holds the unit."""
    return replace(figure, unit="")


def gaps(document: Document) -> tuple[Gap, ...]:
    """The places still to be written, in order."""
    return tuple(run for run in (*_said(document), *_tabled(document)) if isinstance(run, Gap))


def figures_of(document: Document) -> dict[str, Bound]:
    """Every figure of the document by its key, those of the annexes first."""
    figures: dict[str, Bound] = {}
    for run in (*_tabled(document), *_said(document)):
        if isinstance(run, Bound):
            figures.setdefault(run.key, cell(run))
    return figures


def check(document: Document) -> list[str]:
    """Sentences on what keeps words and annexes from being one; empty when all figures agree."""
    faults: list[str] = []
    tabled: dict[str, str] = {}
    for run in _tabled(document):
        if isinstance(run, Bound) and tabled.setdefault(run.key, run.text) != run.text:
            values = {"key": run.key, "one": tabled[run.key], "other": run.text}
            faults.append(_("Phụ lục ghi “%(key)s” hai cách: %(one)s và %(other)s.") % values)
    for run in _said(document):
        if not isinstance(run, Bound):
            continue
        if run.key not in tabled:
            values = {"key": run.key, "text": run.text}
            faults.append(_("Lời văn có số %(text)s (“%(key)s”) mà phụ lục không có.") % values)
        elif tabled[run.key] != run.text:
            values = {"key": run.key, "text": run.text, "annex": tabled[run.key]}
            faults.append(_("Lời văn ghi “%(key)s” là %(text)s, phụ lục ghi %(annex)s.") % values)
    return faults


def map_text(tree: _Tree, change: Callable[[str], str]) -> _Tree:
    """The same tree of values with every text changed; keys and addresses stay as they are."""
    return cast(_Tree, _mapped(tree, change))


def _mapped(node: Any, change: Callable[[str], str]) -> Any:
    """One node of the tree and all below it."""
    if isinstance(node, str):
        return change(node)
    if isinstance(node, tuple):
        return tuple(_mapped(each, change) for each in node)
    if is_dataclass(node) and not isinstance(node, type):
        words = [field.name for field in fields(node) if field.name not in _NOT_WORDS]
        return replace(node, **{name: _mapped(getattr(node, name), change) for name in words})
    return node


def _said(document: Document) -> Iterator[Run]:
    """The runs of the body, its tables included."""
    for block in document.blocks:
        if isinstance(block, Paragraph | Item):
            yield from block.runs
        elif isinstance(block, Table):
            yield from (run for row in block.rows for run in row.cells)


def _tabled(document: Document) -> Iterator[Run]:
    """The runs of the annexes."""
    for annex in document.annexes:
        for table in annex.tables:
            yield from (run for row in table.rows for run in row.cells)
