"""Reads of the honour roll, of awards and of good models."""

from neuguong.honours.queries.lists import list_adoptions, list_awards, list_entries, list_models
from neuguong.honours.queries.years import Honour, honours_of_person, honours_of_unit

__all__ = [
    "Honour",
    "honours_of_person",
    "honours_of_unit",
    "list_adoptions",
    "list_awards",
    "list_entries",
    "list_models",
]
