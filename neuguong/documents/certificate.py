"""Certificates of commendation: one A4 page on its side for each, as PDF/A and as DOCX.

Names are set as large as their line allows, so that a long name is neither broken nor pressed.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as WordCell

from neuguong.documents import docx, rules, styles
from neuguong.documents.document import map_text
from neuguong.documents.pdf import typeset
from neuguong.documents.shape import Shape, clean
from neuguong.documents.widths import line_width

_TEMPLATE: Final = Path(__file__).parent / "typst" / "certificate.typ"
_LINE: Final = 225.0  # millimetres that a name may take
_LARGEST, _SMALLEST = 30, 17
_RED: Final = RGBColor(0xB0, 0x17, 0x1F)


@dataclass(frozen=True, slots=True)
class Certificate:
    """One page: who confers (`heads`), what (`title`), upon whom, for what, by which decision."""

    heads: tuple[str, ...]
    title: str
    name: str
    details: tuple[str, ...]
    words: tuple[str, ...]
    decision: tuple[str, ...]
    place_and_day: str
    authority: str
    signer_title: str
    signer: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Certificates of one decision, in the order of its list."""

    title: str
    author: str
    document_date: date
    pages: tuple[Certificate, ...]


def name_size(name: str) -> int:
    """The size of letters, in points, in which a name stands on one line."""
    for size in range(_LARGEST, _SMALLEST, -1):
        if line_width(name, size, bold=True) <= _LINE:
            return size
    return _SMALLEST


def as_pdf(batch: Batch) -> bytes:
    """The batch as PDF/A-2a, one page to a certificate."""
    shape: Shape = asdict(map_text(batch, clean))
    day = shape.pop("document_date")
    shape["date"] = {"year": day.year, "month": day.month, "day": day.day}
    for page in shape["pages"]:
        page["size"] = name_size(page["name"])
    return typeset(_TEMPLATE, shape)


def as_docx(batch: Batch) -> bytes:
    """The batch as a Word file, one page to a certificate."""
    batch = map_text(batch, clean)
    file = new_file()
    styles.define(file, rules.LAYOUTS[0])
    _turn(file.sections[0])
    for place, page in enumerate(batch.pages):
        if place:
            _turn(file.add_section(WD_SECTION.NEW_PAGE))
        _page(file, page)
    day = datetime.combine(batch.document_date, time.min)
    facts = file.core_properties
    facts.title, facts.author, facts.language = batch.title, batch.author, "vi-VN"
    facts.created = facts.modified = day
    facts.comments = facts.last_modified_by = facts.keywords = facts.subject = ""
    facts.revision = 1
    return docx.packed(file)


def _turn(section: Section) -> None:
    """A4 on its side within a frame."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin = section.bottom_margin = Mm(20)
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        line = OxmlElement(side)
        for name, value in (("val", "thinThickSmallGap"), ("sz", "24"), ("space", "24"),
                            ("color", "B0171F")):  # fmt: skip
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        section._sectPr.append(borders)
    else:
        columns.addprevious(borders)


def _page(file: WordFile, page: Certificate) -> None:
    for place, head in enumerate(page.heads):
        _line(file, head.upper(), 14 if place else 15, bold=True, before=0 if place else 8)
    _line(file, "TẶNG", 13, before=18)
    _line(file, page.title.upper(), 38, bold=True, before=2, red=True)
    _line(file, page.name, name_size(page.name), bold=True, before=8)
    for words in page.details:
        _line(file, words, 15)
    for words in page.words:
        _line(file, words, 17, before=4)
    _line(file, "", 12, before=62)
    left, right = docx.side_by_side(file, (110, 131))
    docx.fill_cell(left, [(line, styles.RECIPIENT) for line in page.decision])
    _signed(right, page)


def _signed(cell: WordCell, page: Certificate) -> None:
    lines = [
        (page.place_and_day, styles.DAY),
        (page.authority.upper(), styles.AUTHORITY),
        (page.signer_title.upper(), styles.SIGNER_TITLE),
        *[("", styles.SIGNER_TITLE)] * 3,
        (page.signer, styles.AUTHORITY),
    ]
    docx.fill_cell(cell, [line for line in lines if line[0] or line[1] == styles.SIGNER_TITLE])


def _line(
    file: WordFile, text: str, size: float, *, bold: bool = False, before: float = 0,
    red: bool = False,
) -> None:  # fmt: skip
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if red:
        run.font.color.rgb = _RED
