"""Reports of the demo as PDF against a bare Typst compile of the same source with the same data."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

import typst

from bench import bulk
from bench.lines import Line
from bench.sizes import Size
from bench.timing import Side, alternate
from neuguong.documents import pdf
from neuguong.documents.document import Document
from neuguong.documents.fonts import face
from neuguong.documents.shape import layout_of, shaped, tidied
from neuguong.lib.dates import Period
from neuguong.org.queries import unit_by_slug
from neuguong.people.access import SystemActor
from neuguong.reports.queries.compose import compose

PART: Final = "report"
YEAR: Final = Period("year", 2022)
UNITS: Final = {
    "district": "bac-kan/pac-nam",
    "commune": "bac-kan/pac-nam/giao-hieu",
}
SOURCE: Final = Path(pdf.__file__).parent / "typst" / "party.typ"
_NUMBERS: Final = count(1)


class Bare:
    """A compiler that has read fonts and source, and the data of the next document as JSON."""

    def __init__(self) -> None:
        self.letters = face()
        self.compiler = typst.Compiler(
            str(SOURCE), root=str(SOURCE.parent), font_paths=self.letters.fonts
        )
        self.inputs: dict[str, str] = {}

    def take(self, document: Document) -> None:
        """Make the data ready, which is not timed."""
        data = shaped(tidied(document), layout_of(document))
        text = json.dumps(data, ensure_ascii=False)
        self.inputs = {"family": self.letters.family, "document": text}

    def compile(self) -> bytes:
        """Nothing but the compiler's own work."""
        made = self.compiler.compile(
            format="pdf", sys_inputs=self.inputs, pdf_standards=pdf.STANDARD
        )
        assert isinstance(made, bytes)
        return made


def measure(engine: str, size: Size) -> list[Line]:
    """For a district and a commune: the document to PDF, and from the records to PDF."""
    bulk.run("ANALYZE")
    bare = Bare()
    return [
        line for name, slug in UNITS.items() for line in _of_unit(engine, size, bare, name, slug)
    ]


def _of_unit(engine: str, size: Size, bare: Bare, name: str, slug: str) -> list[Line]:
    compose_it = _composer(slug)
    document = compose_it()
    bare.take(document)
    if bare.compile() != pdf.render(document):
        raise AssertionError("the two PDFs differ")
    rendered, whole, theirs = alternate(
        lambda: pdf.render(_next(document)),
        lambda: pdf.render(_next(compose_it())),
        Side(bare.compile, lambda: bare.take(_next(document))),
        seconds=size.seconds * 3,
    )
    against = "bare Typst, same source and data"
    return [
        Line(PART, engine, f"{name}: document to PDF", against, rendered, theirs),
        Line(PART, engine, f"{name}: from the records to PDF", against, whole, theirs, None,
             f"{1 / whole.middle:.0f} a second"),
    ]  # fmt: skip


def _composer(slug: str) -> Callable[[], Document]:
    unit = unit_by_slug(slug)
    assert unit is not None
    by = SystemActor("bench")
    return lambda: compose(unit, YEAR, by=by)


def _next(document: Document) -> Document:
    """The document under another number and title, so that no page is one the compiler remembers."""
    number = str(next(_NUMBERS))
    return replace(document, number=number, abstract=f"{document.abstract} {number}")
