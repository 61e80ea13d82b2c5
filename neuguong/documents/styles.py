"""The named styles of the Word file, so that an officer changes a look once and not line by line."""

from typing import Final

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from neuguong.documents.rules import Layout

FONT: Final = "Times New Roman"
SUPERIOR: Final = "Cơ quan cấp trên"
ISSUER: Final = "Cơ quan ban hành"
NUMBER: Final = "Số và ký hiệu"
PARTY: Final = "Tiêu đề Đảng"
DAY: Final = "Địa danh và ngày"
SEPARATOR: Final = "Dấu dưới trích yếu"
RECIPIENTS: Final = "Nơi nhận"
RECIPIENT: Final = "Dòng nơi nhận"
AUTHORITY: Final = "Thẩm quyền ký và họ tên"
SIGNER_TITLE: Final = "Chức vụ người ký"
ANNEX_LABEL: Final = "Phụ lục"
ANNEX_TITLE: Final = "Tên phụ lục"
ANNEX_BOND: Final = "Kèm theo văn bản"
CELL: Final = "Ô bảng"
ABOVE_SIGNATURE: Final = 12
FOOT_SIZE: Final = 8
_KEPT: Final = frozenset(
    ("Normal", "Body Text", "Heading 1", "Heading 2", "Heading 3", "Title", "Subtitle", "Caption",
     "Header", "Footer", "Default Paragraph Font", "Normal Table", "Table Grid", "No List")
)  # fmt: skip
_BAGGAGE: Final = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")
_THEME: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_SCRIPTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")


def define(file: WordFile, layout: Layout) -> None:
    """Sets the built-in styles in use and adds our own, all in the sizes of the layout."""
    _prune(file)
    _defaults(file)
    middle, left, body = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, layout.body_size
    normal = _style(file, "Normal", body)
    normal.paragraph_format.space_after = Pt(0)
    lines = _style(file, "Body Text", body, WD_ALIGN_PARAGRAPH.JUSTIFY)
    _prose(lines, layout)
    for level in (1, 2, 3):
        heading = _style(file, f"Heading {level}", body, left, bold=level < 3, italic=level == 3)
        _prose(heading, layout)
        heading.paragraph_format.keep_with_next = True
    title = _style(file, "Title", layout.title_size, middle, bold=True)
    _exact(title, layout, before=12)
    abstract = _style(file, "Subtitle", body, middle, bold=True)
    _exact(abstract, layout)
    abstract.paragraph_format.left_indent = abstract.paragraph_format.right_indent = Mm(20)
    _exact(_style(file, SEPARATOR, body, middle), layout, after=6)
    _exact(_style(file, SUPERIOR, body, middle), layout)
    _exact(_style(file, ISSUER, body, middle, bold=True), layout)
    _exact(_style(file, NUMBER, body, middle), layout)
    party = _style(file, PARTY, layout.party_size, middle, bold=True)
    _exact(party, layout)
    _line_below(party)
    _exact(_style(file, DAY, body, middle, italic=True), layout, before=2)
    recipients = _style(file, RECIPIENTS, body, left)
    recipients.font.underline = True
    _exact(recipients, layout, before=ABOVE_SIGNATURE)
    _style(file, RECIPIENT, layout.recipients_size, left)
    _exact(_style(file, AUTHORITY, body, middle, bold=True), layout)
    _exact(_style(file, SIGNER_TITLE, body, middle), layout)
    _exact(_style(file, ANNEX_LABEL, body, middle, bold=True), layout)
    annex = _style(file, ANNEX_TITLE, body, middle, bold=True)
    _exact(annex, layout)
    _outline(annex, level=0)
    _exact(_style(file, ANNEX_BOND, body, middle, italic=True), layout, after=6)
    cells = _style(file, CELL, layout.table_size, left)
    cells.paragraph_format.space_before = cells.paragraph_format.space_after = Pt(2)
    caption = _style(file, "Caption", layout.table_size, left, italic=True)
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)


def _prune(file: WordFile) -> None:
    """Leaves of the library's template only what a report uses: no gallery of tables, no picture."""
    sheet = file.styles.element
    kept = [style.element for style in file.styles if style.name in _KEPT]
    for style in sheet.findall(qn("w:style")):
        if style in kept:
            style.remove_all("w:link")
        else:
            sheet.remove(style)
    for relations in (file.part.rels, file.part.package.rels):
        for key in [key for key, each in relations.items() if each.reltype.endswith(_BAGGAGE)]:
            del relations[key]


def _defaults(file: WordFile) -> None:
    """One family for every script and Vietnamese as the language, instead of those of the theme."""
    letters = file.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    fonts, language = letters.find(qn("w:rFonts")), letters.find(qn("w:lang"))
    for name in _THEME:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in _SCRIPTS:
        fonts.set(qn(f"w:{name}"), FONT)
    language.set(qn("w:val"), "vi-VN")


def _style(
    file: WordFile,
    name: str,
    size: float,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
    bold: bool = False,
    italic: bool = False,
) -> ParagraphStyle:
    """A paragraph style in black letters of our family, without borders or spaces of its own."""
    known = name in [style.name for style in file.styles]
    style = file.styles[name] if known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    if not known:
        style.base_style = file.styles["Normal"]
    style.quick_style = True
    font, lines = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    letters = style.element.get_or_add_rPr()
    letters.remove_all("w:spacing", "w:kern")
    fonts = letters.find(qn("w:rFonts"))
    for theme in _THEME:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)
    style.element.get_or_add_pPr().remove_all("w:pBdr", "w:numPr", "w:contextualSpacing")
    lines.alignment = alignment
    lines.space_before = lines.space_after = Pt(0)
    lines.line_spacing = 1.0
    return style


def _exact(style: ParagraphStyle, layout: Layout, before: float = 0, after: float = 0) -> None:
    """Lines exactly as high as the layout says."""
    lines = style.paragraph_format
    lines.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    lines.line_spacing = Pt(layout.line_spacing)
    lines.space_before, lines.space_after = Pt(before), Pt(after)


def _prose(style: ParagraphStyle, layout: Layout) -> None:
    """Exact lines, the first one indented, a gap after the paragraph."""
    _exact(style, layout, after=layout.paragraph_gap)
    style.paragraph_format.first_line_indent = Mm(layout.indent)


def _line_below(style: ParagraphStyle) -> None:
    """A solid line under the paragraph, clear of the marks below its letters."""
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _outline(style: ParagraphStyle, level: int) -> None:
    """Puts paragraphs of the style among the headings that Word navigates by."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(outline)
