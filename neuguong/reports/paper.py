"""Forms to fill in by hand, as PDF/A-2a by Typst: one to an A4 page, or two of A5 side by side."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from neuguong.documents.pdf import typeset
from neuguong.documents.shape import Shape
from neuguong.lib.qr import drawing

SIZES: Final = ("a4", "a5")
_TEMPLATE: Final = Path(__file__).parent / "typst" / "form.typ"


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed of a form; an empty text leaves room to write, `result` and `word` are the year's end."""

    number: int
    text: str = ""
    target: str = ""
    place: str = ""
    deadline: str = ""
    cost: str = ""
    result: str = ""
    gifts: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One person's form, or that of a unit as a whole; what is empty is written by hand.

    Of a unit `members` is how many belong to it, and `signing` the lines over its signature.
    """

    code: str
    code_words: str
    name: str
    birth_year: str
    category: str
    post: str
    study: tuple[str, ...]
    lines: tuple[DeedLine, ...]
    pledge: str
    of_unit: bool = False
    members: str = ""
    signing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heap:
    """The forms of a unit for a year, with the words that all of them share."""

    title: str
    type_name: str
    abstract: str
    theme: str
    basis: str
    above: str
    unit: str
    year: int
    is_party: bool
    confirming: str
    confirming_word: str
    confirming_above: str
    pledge_items: int
    for_results: bool
    forms: tuple[Form, ...]


def render(heap: Heap, size: str = "a4") -> bytes:
    """The PDF of the forms, each beginning on a page or half page of its own."""
    if size not in SIZES:
        raise ValueError(size)
    shape: Shape = asdict(heap)
    shape["size"] = size
    for form in shape["forms"]:
        form["drawing"] = drawing(form["code"])
    return typeset(_TEMPLATE, shape)
