"""A document as an editable Word file: real styles, plain figures, gaps as fields to type into."""

import io
import zipfile
from datetime import datetime, time
from typing import Final

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from neuguong.documents import rules, shape, styles
from neuguong.documents.document import (
    NO_BREAK_SPACE,
    Annex,
    Block,
    Document,
    Gap,
    Heading,
    Item,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Text,
)
from neuguong.documents.rules import Layout
from neuguong.documents.widths import PADDING, Widths, fit, text_of

_PARTY_EMS: Final = 13.78  # "ĐẢNG CỘNG SẢN VIỆT NAM" in the bold letters of Times
_BLANK: Final = NO_BREAK_SPACE * 8  # room to write a number or a day by hand
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def render(document: Document, layout: Layout | None = None) -> bytes:
    """The DOCX of a document, in its own layout unless another is given; same input, same bytes."""
    document = shape.tidied(document)
    layout = layout or shape.layout_of(document)
    file = new_file()
    styles.define(file, layout)
    set_page(file.sections[0], layout)
    number_pages(file.sections[0])
    _foot(file.sections[0], document.foot)
    _head(file, document, layout)
    file.add_paragraph(document.type_name.upper(), "Title")
    file.add_paragraph(document.abstract, "Subtitle")
    file.add_paragraph(layout.separator, styles.SEPARATOR)
    for block, after in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        _block(file, block, after, layout)
    _signature(file, document, layout)
    for n, annex in enumerate(document.annexes):
        _annex(file, document, layout, n, annex)
    _properties(file, document)
    return packed(file)


def set_page(section: Section, layout: Layout, landscape: bool = False) -> None:
    """Paper and margins of a section."""
    long, short = Mm(layout.height), Mm(layout.width)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = Mm(layout.page_number_from_edge)


def number_pages(section: Section, *, from_first: bool = False) -> None:
    """The page number in the middle of the top margin, from the second page on or on every one."""
    section.different_first_page_header_footer = not from_first
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _foot(section: Section, words: str) -> None:
    """A line at the foot of the first page and of all that follow, annexes included; none for ""."""
    for footer in (section.first_page_footer, section.footer) if words else ():
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(words).font.size = Pt(styles.FOOT_SIZE)


def _head(file: WordFile, document: Document, layout: Layout) -> None:
    """Left: whose document it is, and its number. Right: the Party's name, the place and the day."""
    head = shape.head(document, layout)
    width = head["right"]
    left, right = side_by_side(file, (shape.table_space(layout, landscape=False) - width, width))
    number = f"{head['before_number']}{head['number'] or _BLANK}{head['after_number']}"
    lines = [
        (head["superior"], styles.SUPERIOR),
        (head["issuer"], styles.ISSUER),
        (layout.star, styles.NUMBER),
        (number, styles.NUMBER),
        (head["draft"], styles.ISSUER),
    ]
    fill_cell(left, [(text, style) for text, style in lines if text])
    day = f"{head['before_day']}{head['day'] or _BLANK}{head['after_day']}"
    party, _ = fill_cell(right, [(layout.party, styles.PARTY), (day, styles.DAY)])
    letters = _PARTY_EMS * layout.party_size * 25.4 / 72
    party.paragraph_format.left_indent = Mm((width - letters) / 2)
    party.paragraph_format.right_indent = Mm((width - letters) / 2)


def _block(file: WordFile, block: Block, after: Block | None, layout: Layout) -> None:
    """One block of the body; words that lead to a list stay with its first line."""
    if isinstance(block, Heading):
        line = rules.heading_line(block.level, block.numbering, block.text)
        file.add_paragraph(line, f"Heading {block.level}")
    elif isinstance(block, Table):
        add_table_to(file, block, shape.table_space(layout, landscape=False), layout.table_size)
    else:
        paragraph = file.add_paragraph("- " if isinstance(block, Item) else "", "Body Text")
        _runs(paragraph, block.runs)
        if isinstance(block, Paragraph) and isinstance(after, Item):
            paragraph.paragraph_format.keep_with_next = True


def _runs(paragraph: WordParagraph, runs: tuple[Run, ...], bold: bool = False) -> None:
    """Words and figures as plain text; a gap as a field whose prompt goes away when one types."""
    for run in runs:
        if isinstance(run, Gap):
            paragraph._p.append(_field_to_type_in(run.prompt))
        else:
            paragraph.add_run(text_of(run)).bold = bold or None


def _field_to_type_in(prompt: str) -> BaseOxmlElement:
    """A content control that shows its prompt in brackets."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name in ("w:showingPlcHdr", "w:text"):
        properties.append(OxmlElement(name))
    content, run, look = (OxmlElement(name) for name in ("w:sdtContent", "w:r", "w:rPr"))
    look.append(OxmlElement("w:i"))
    text = OxmlElement("w:t")
    text.text = f"[{prompt}]"
    run.extend((look, text))
    content.append(run)
    control.extend((properties, content))
    return control


def _signature(file: WordFile, document: Document, layout: Layout) -> None:
    """Recipients and signature beside each other, never parted, never alone on a page."""
    last = file.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    half = shape.table_space(layout, landscape=False) / 2
    left, right = side_by_side(file, (half, half))
    if document.beside is None:
        lines = [(line, styles.RECIPIENT) for line in rules.recipient_lines(document.recipients)]
        fill_cell(left, [(layout.recipients_word, styles.RECIPIENTS), *lines])
    else:
        _sign(left, document.beside, layout)
    _sign(right, document.signature, layout)


def _sign(cell: WordCell, signature: Signature, layout: Layout) -> None:
    """The lines above a signature, room for it, and the name."""
    lines = [
        (line["text"], styles.AUTHORITY if line["bold"] else styles.SIGNER_TITLE)
        for line in shape.signature_lines(signature)
    ]
    room = [("", styles.SIGNER_TITLE)] * layout.signing_lines
    signed = fill_cell(cell, [*lines, *room, (signature.name, styles.AUTHORITY)])
    signed[0].paragraph_format.space_before = Pt(styles.ABOVE_SIGNATURE)


def _annex(file: WordFile, document: Document, layout: Layout, n: int, annex: Annex) -> None:
    """An annex on a page of its own, with the words that tie it to the document."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    landscape = shape.is_landscape(annex, layout)
    set_page(section, layout, landscape)
    file.add_paragraph(shape.annex_label(document, layout, n), styles.ANNEX_LABEL)
    file.add_paragraph(annex.title.upper(), styles.ANNEX_TITLE)
    before, number, after = shape.annex_bond(document, layout)
    file.add_paragraph(f"{before}{number or _BLANK}{after}", styles.ANNEX_BOND)
    for table in annex.tables:
        add_table_to(file, table, shape.table_space(layout, landscape), layout.table_size)


def add_table_to(file: WordFile, table: Table, space: float, size: float) -> None:
    """A table of so many millimetres whose heads repeat on every page and whose rows do not break."""
    widths = fit(table, space, size)
    if table.caption:
        file.add_paragraph(table.caption, "Caption").paragraph_format.keep_with_next = True
    grid = file.add_table(0, len(table.columns), "Table Grid")
    _fix(grid, widths.columns, PADDING)
    _heads(grid, table, widths)
    for row in table.rows:
        _row(grid, table, row, widths)
    if table.note:
        file.add_paragraph(table.note, "Caption")


def _heads(grid: WordTable, table: Table, widths: Widths) -> None:
    """The first line, which Word repeats on every page."""
    line = _line(grid, widths)
    _mark(line._tr, "w:tblHeader")
    for cell, column in zip(line.cells, table.columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = _cell(cell, (Text(column.text),), widths.size, bold=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True


def _row(grid: WordTable, table: Table, row: Row, widths: Widths) -> None:
    """One line of a table; a section is one cell that stays with the line below it."""
    cells = _line(grid, widths).cells
    if row.kind == "section":
        joined = _cell(cells[0].merge(cells[-1]), row.cells, widths.size, bold=True)
        joined.paragraph_format.keep_with_next = True
        return
    for cell, column, run in zip(cells, table.columns, row.cells, strict=True):
        paragraph = _cell(cell, (run,), widths.size, bold=row.kind == "total")
        if column.kind == "figure":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _line(grid: WordTable, widths: Widths) -> WordRow:
    """A new line that does not break over pages, its cells as wide as they shall be."""
    line: WordRow = grid.add_row()  # type: ignore[no-untyped-call]
    _mark(line._tr, "w:cantSplit")
    for cell, width in zip(line.cells, widths.columns, strict=True):
        cell.width = Mm(width)
    return line


def _cell(cell: WordCell, runs: tuple[Run, ...], size: float, bold: bool) -> WordParagraph:
    """The words of a cell in letters of its table's size."""
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = styles.CELL
    _runs(paragraph, runs, bold)
    for words in paragraph.runs:
        words.font.size = Pt(size)
    return paragraph


def side_by_side(file: WordFile, widths: tuple[float, float]) -> tuple[WordCell, WordCell]:
    """Two cells without lines, in one row that does not break."""
    grid = file.add_table(1, 2)
    _fix(grid, widths, padding=0)
    line = grid.rows[0]
    _mark(line._tr, "w:cantSplit")
    left, right = line.cells
    left.width, right.width = Mm(widths[0]), Mm(widths[1])
    return left, right


def fill_cell(cell: WordCell, lines: list[tuple[str, str]]) -> list[WordParagraph]:
    """Paragraphs of text and style in a cell, in place of its empty one."""
    made = [cell.add_paragraph(text, style) for text, style in lines]
    empty = cell.paragraphs[0]._p
    cell._tc.remove(empty)
    return made


def _fix(grid: WordTable, widths: tuple[float, ...], padding: float) -> None:
    """Columns of the given millimetres that Word must not change, with equal padding."""
    grid.autofit = False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(Mm(padding).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        grid._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def _mark(line: BaseOxmlElement, name: str) -> None:
    """Sets a yes-or-no property of a row, in the order that the schema wants."""
    line.get_or_add_trPr().append(OxmlElement(name))


def _properties(file: WordFile, document: Document) -> None:
    """Title, author and the day of the document; nothing about the machine or the moment."""
    day = datetime.combine(document.document_date, time.min)
    facts = file.core_properties
    facts.title, facts.author, facts.language = document.title, document.issuer, "vi-VN"
    facts.created = facts.modified = day
    facts.comments = facts.last_modified_by = facts.keywords = facts.subject = ""
    facts.revision = 1


def packed(file: WordFile) -> bytes:
    """The bytes of the file, every part with the same fixed time."""
    loose, tight = io.BytesIO(), io.BytesIO()
    file.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(tight, "w") as whole:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(entry, parts.read(part))
    return tight.getvalue()
