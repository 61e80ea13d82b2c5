"""A document as plain data, every line worded as the layout has it: what HTML, Typst and JSON read."""

import json
import unicodedata
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from neuguong.documents import rules
from neuguong.documents.document import (
    Annex,
    Block,
    Bound,
    Document,
    Gap,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
    figures_of,
    map_text,
)
from neuguong.documents.rules import Layout
from neuguong.documents.widths import fit, line_width, wants_turning
from neuguong.lib.vietnamese import nfc

Shape = dict[str, Any]
_HEAD_RIGHT: Final = 80.0
_HEAD_RIGHT_AT_MOST: Final = 98.0
_BLANK_DAY: Final = "0000"


def tidied(document: Document) -> Document:
    """The document with its text in NFC, on single lines, without characters that files refuse."""
    return map_text(document, clean)


def layout_of(document: Document) -> Layout:
    """The layout that the document names."""
    return rules.layout_named(document.layout_key)


def shaped(document: Document, layout: Layout) -> Shape:
    """The whole document as mappings, lists, numbers and strings."""
    return {
        "title": document.title,
        "date": {
            "year": document.document_date.year,
            "month": document.document_date.month,
            "day": document.document_date.day,
        },
        "layout": layout_shape(layout),
        "head": head(document, layout),
        "type_name": document.type_name.upper(),
        "abstract": document.abstract,
        "blocks": [_block(block, layout) for block in document.blocks],
        "recipients": list(rules.recipient_lines(document.recipients)),
        "signature": _signed(document.signature),
        "annexes": [_annex(document, layout, n, annex) for n, annex in enumerate(document.annexes)],
        "draft": document.draft,
        **({"unsigned": document.unsigned} if document.unsigned else {}),
        **({"foot": document.foot} if document.foot else {}),
        **({"beside": _signed(document.beside)} if document.beside else {}),
    }


def as_json(document: Document) -> bytes:
    """UTF-8 JSON with `document` as shaped, `figures` by key and `sources`; same input, same bytes."""
    document = tidied(document)
    body = {
        "document": shaped(document, layout_of(document)),
        "figures": {
            key: {"value": _number(figure.value), "text": figure.text, "href": figure.href}
            for key, figure in sorted(figures_of(document).items())
        },
        "sources": [asdict(source) for source in document.sources],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def layout_shape(layout: Layout) -> Shape:
    """The layout with its days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(layout).items()
    }


def head(document: Document, layout: Layout) -> Shape:
    """The lines above the title; an empty number or day is left to be written by hand.

    `right` is the width in millimetres for the Party's name and the day, which stays on one line
    unless the name of its place is so long that it would press the left side.
    """
    symbol = f"-{document.symbol}" if document.symbol else ""
    before_day = f"{document.place}, ngày " if document.place else "Ngày "
    day = f"{document.day.day:02}" if document.day else ""
    after_day = f" {rules.month_words(document.day or document.document_date)}"
    line = line_width(f"{before_day}{day or _BLANK_DAY}{after_day}", layout.body_size)
    return {
        "right": _HEAD_RIGHT if line > _HEAD_RIGHT_AT_MOST else max(_HEAD_RIGHT, round(line, 2)),
        "superior": document.superior.upper(),
        "issuer": document.issuer.upper(),
        "number": document.number,
        "before_number": f"{layout.number_word} ",
        "after_number": symbol,
        "before_day": before_day,
        "day": day,
        "after_day": after_day,
        "draft": document.unsigned or (layout.draft_words if document.draft else ""),
    }


def signature_lines(signature: Signature) -> list[Shape]:
    """The lines above the signature: by whose authority (bold), in whose place (bold), what post."""
    lines = [{"text": signature.authority.upper(), "bold": True}]
    if signature.deputy_for:
        lines.append({"text": f"K/T {signature.deputy_for}".upper(), "bold": True})
    lines.append({"text": signature.title.upper(), "bold": False})
    return [line for line in lines if line["text"]]


def _signed(signature: Signature) -> Shape:
    """Who signs: the lines above the signature, and the name below it."""
    return {"lines": signature_lines(signature), "name": signature.name}


def annex_label(document: Document, layout: Layout, n: int) -> str:
    """ "Phụ lục" for the only annex, "Phụ lục 2" for the second of several."""
    return layout.annex_word if len(document.annexes) == 1 else f"{layout.annex_word} {n + 1}"


def annex_bond(document: Document, layout: Layout) -> tuple[str, str, str]:
    """What says to which document an annex belongs; the middle part, the number, may be empty."""
    day = f", ngày {rules.short_day(document.day)}" if document.day else ""
    symbol = f"-{document.symbol}" if document.symbol else ""
    before = f"(Kèm theo {document.type_name} {layout.number_word.lower()} "
    return before, document.number, f"{symbol}{day} của {document.issuer})"


def table_space(layout: Layout, landscape: bool) -> float:
    """Millimetres between the margins of a page, upright or turned."""
    return (layout.height if landscape else layout.width) - layout.left - layout.right


def is_landscape(annex: Annex, layout: Layout) -> bool:
    """Whether the pages of an annex are turned on their side."""
    if annex.landscape is not None:
        return annex.landscape
    space = table_space(layout, landscape=False)
    return any(wants_turning(table, space, layout.table_size) for table in annex.tables)


def run_shape(run: Run) -> Shape:
    """One run; `text` is what is read in every kind."""
    if isinstance(run, Bound):
        return {"kind": "bound", "text": run.shown, "key": run.key, "href": run.href}
    if isinstance(run, Gap):
        return {"kind": "gap", "text": run.prompt}
    return {"kind": "text", "text": run.text}


def _block(block: Block, layout: Layout) -> Shape:
    """One block of the body."""
    if isinstance(block, Heading):
        line = rules.heading_line(block.level, block.numbering, block.text)
        return {"kind": "heading", "level": block.level, "text": line}
    if isinstance(block, Table):
        return _table(block, layout, landscape=False)
    kind = "paragraph" if isinstance(block, Paragraph) else "item"
    return {"kind": kind, "runs": [run_shape(run) for run in block.runs]}


def _table(table: Table, layout: Layout, landscape: bool) -> Shape:
    """A table on a page of the layout."""
    return table_shape(table, table_space(layout, landscape), layout.table_size)


def table_shape(table: Table, space: float, size: float) -> Shape:
    """A table with the widths of its columns, that fill so many millimetres in letters of that size."""
    widths = fit(table, space, size)
    return {
        "kind": "table",
        "caption": table.caption,
        "note": table.note,
        "size": widths.size,
        "widths": list(widths.columns),
        "columns": [asdict(column) for column in table.columns],
        "rows": [
            {"kind": row.kind, "cells": _cells(table, row.kind, row.cells)} for row in table.rows
        ],
    }


def _cells(table: Table, kind: str, cells: tuple[Run, ...]) -> list[Shape]:
    """The cells of a row, each with the kind of its column; the first of words names the row."""
    kinds = ["text"] if kind == "section" else [column.kind for column in table.columns]
    name = kinds.index("text") if "text" in kinds else -1
    return [
        {"column": column, "names_row": n == name, "runs": [run_shape(run)]}
        for n, (column, run) in enumerate(zip(kinds, cells, strict=True))
    ]


def _annex(document: Document, layout: Layout, n: int, annex: Annex) -> Shape:
    """One annex with its label and the words that tie it to the document."""
    landscape = is_landscape(annex, layout)
    return {
        "label": annex_label(document, layout, n),
        "title": annex.title.upper(),
        "bond": list(annex_bond(document, layout)),
        "landscape": landscape,
        "tables": [_table(table, layout, landscape) for table in annex.tables],
    }


def clean(text: str) -> str:
    """NFC on one line, without control characters, lone surrogates and unassigned code points."""
    line = "".join(" " if char in "\t\n\r" else char for char in nfc(text))
    return "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cs", "Cn"))


def _number(value: Decimal | None) -> int | float | None:
    """The value as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
