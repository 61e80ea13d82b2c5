"""Nouns of recognition: books and entries of the roll, forms of award, proposals, awards, good models."""

from neuguong.honours.models.awards import Award, AwardForm, Conferrer, Nominee, Proposal
from neuguong.honours.models.examples import Adoption, GoodModel, ModelPhoto
from neuguong.honours.models.roll import Book, Entry, HonourField, Raise

__all__ = [
    "Adoption",
    "Award",
    "AwardForm",
    "Book",
    "Conferrer",
    "Entry",
    "GoodModel",
    "HonourField",
    "ModelPhoto",
    "Nominee",
    "Proposal",
    "Raise",
]
