"""A document as PDF/A-2a by Typst: tagged, in one embedded family, the same bytes for the same input."""

import json
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from neuguong.documents.document import Document, map_text
from neuguong.documents.fonts import Face, face
from neuguong.documents.rules import Layout
from neuguong.documents.shape import Shape, clean, layout_of, shaped, tidied

STANDARD: Final = "a-2a"
_TEMPLATE: Final = Path(__file__).parent / "typst" / "party.typ"
_ONE_AT_A_TIME: Final = Lock()


def render(document: Document, layout: Layout | None = None) -> bytes:
    """The PDF of a document, in its own layout unless another is given.

    A sign that the family does not have (a picture character in a typed sentence) is left out, since
    borrowing it from another family would break the archive format and the look of the page.
    """
    document = tidied(document)
    layout = layout or layout_of(document)
    letters = face()
    try:
        return _compiled(_TEMPLATE, shaped(document, layout), letters)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    strange = _uncovered(shaped(document, layout), letters)
    document = map_text(document, lambda text: _without(text, strange))
    return _compiled(_TEMPLATE, shaped(document, layout), letters)


def typeset(template: Path, shape: Shape) -> bytes:
    """The PDF of plain data by a template of its own, in the same letters and by the same standard."""
    letters = face()
    shape = _mapped(shape, clean)
    try:
        return _compiled(template, shape, letters)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    strange = _uncovered(shape, letters)
    shape = _mapped(shape, lambda text: _without(text, strange))
    return _compiled(template, shape, letters)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, change) for each in value]
    return value


def _compiled(template: Path, shape: Shape, letters: Face) -> bytes:
    """One run of the compiler; the data goes in as JSON and is never read as markup."""
    inputs = {"family": letters.family, "document": json.dumps(shape, ensure_ascii=False)}
    with _ONE_AT_A_TIME:
        made = _compiler(template, letters).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=STANDARD
        )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@lru_cache(maxsize=4)
def _compiler(template: Path, letters: Face) -> typst.Compiler:
    """The compiler of this process: reading fonts and template again would cost more than a page."""
    return typst.Compiler(str(template), root=str(template.parent), font_paths=letters.fonts)


def _uncovered(shape: Shape, letters: Face) -> frozenset[str]:
    """The characters of a document that the family does not have."""
    characters = set(json.dumps(shape, ensure_ascii=False))
    return frozenset(c for c in characters if not c.isascii() and not letters.covers(c))


def _without(text: str, strange: frozenset[str]) -> str:
    """The text with something else, or nothing, for each strange character."""
    return "".join(_stand_in(char) if char in strange else char for char in text)


def _stand_in(char: str) -> str:
    """A question mark for a letter or a digit of another script, nothing for any other sign."""
    return "?" if unicodedata.category(char)[0] in "LN" else ""
