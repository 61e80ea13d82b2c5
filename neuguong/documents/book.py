"""A bound book: a cover, then the table of its lines on pages turned on their side, each numbered.

Plain values in, PDF/A and DOCX out; same book, same bytes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from neuguong.documents import docx, rules, styles
from neuguong.documents.document import Signature, Table, map_text
from neuguong.documents.pdf import typeset
from neuguong.documents.rules import Layout
from neuguong.documents.shape import Shape, clean, layout_shape, signature_lines, table_shape

_TEMPLATE: Final = Path(__file__).parent / "typst" / "book.typ"
_NARROW: Final = 15.0  # millimetres at the sides of a turned page


@dataclass(frozen=True, slots=True)
class Book:
    """What the cover says (`lines` below the title), the table, words of closing, and who signs them."""

    layout_key: str
    superior: str
    issuer: str
    title: str
    year_words: str
    lines: tuple[str, ...]
    table: Table
    closing: tuple[str, ...]
    signatures: tuple[Signature, ...]
    document_date: date


def as_pdf(book: Book) -> bytes:
    """The book as PDF/A-2a."""
    book = map_text(book, clean)
    layout = rules.layout_named(book.layout_key)
    space = layout.height - 2 * _NARROW
    shape: Shape = {
        "layout": layout_shape(layout),
        "narrow": _NARROW,
        "superior": book.superior.upper(),
        "issuer": book.issuer.upper(),
        "title": book.title.upper(),
        "year": book.year_words,
        "lines": list(book.lines),
        "table": table_shape(book.table, space, layout.table_size - 1),
        "closing": list(book.closing),
        "signatures": [
            {"lines": signature_lines(each), "name": each.name} for each in book.signatures
        ],
        "date": {
            "year": book.document_date.year,
            "month": book.document_date.month,
            "day": book.document_date.day,
        },
    }
    return typeset(_TEMPLATE, shape)


def as_docx(book: Book) -> bytes:
    """The book as an editable Word file."""
    book = map_text(book, clean)
    layout = rules.layout_named(book.layout_key)
    file = new_file()
    styles.define(file, layout)
    docx.set_page(file.sections[0], layout)
    _cover(file, book, layout)
    section = file.add_section(WD_SECTION.NEW_PAGE)
    docx.set_page(section, layout, landscape=True)
    section.left_margin = section.right_margin = Mm(_NARROW)
    section.header.is_linked_to_previous = False
    docx.number_pages(section, from_first=True)
    space = layout.height - 2 * _NARROW
    docx.add_table_to(file, book.table, space, layout.table_size - 1)
    for words in book.closing:
        file.add_paragraph(words, "Body Text")
    _signatures(file, book, layout, space)
    _properties(file, book)
    return docx.packed(file)


def _cover(file: WordFile, book: Book, layout: Layout) -> None:
    """Whose book it is, in the middle of a page of its own."""
    _middle(file, layout.party, 15, bold=True, after=24)
    _middle(file, book.superior.upper(), 14)
    _middle(file, book.issuer.upper(), 14, bold=True, after=130)
    _middle(file, book.title.upper(), 26, bold=True)
    _middle(file, book.year_words, 18, bold=True, after=110)
    for words in book.lines:
        _middle(file, words, 14)


def _middle(
    file: WordFile, text: str, size: float, *, bold: bool = False, after: float = 6
) -> None:
    if not text:
        return
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def _signatures(file: WordFile, book: Book, layout: Layout, space: float) -> None:
    """Who keeps the book and who answers for it, side by side."""
    if not book.signatures:
        return
    cells = docx.side_by_side(file, (space / 2, space / 2))
    for cell, signature in zip(cells, book.signatures, strict=False):
        lines = [
            (line["text"], styles.AUTHORITY if line["bold"] else styles.SIGNER_TITLE)
            for line in signature_lines(signature)
        ]
        room = [("", styles.SIGNER_TITLE)] * (layout.signing_lines - 1)
        docx.fill_cell(cell, [*lines, *room, (signature.name, styles.AUTHORITY)])


def _properties(file: WordFile, book: Book) -> None:
    day = datetime.combine(book.document_date, time.min)
    facts = file.core_properties
    facts.title, facts.author = f"{book.title} {book.year_words}", book.issuer
    facts.language = "vi-VN"
    facts.created = facts.modified = day
    facts.comments = facts.last_modified_by = facts.keywords = facts.subject = ""
    facts.revision = 1
