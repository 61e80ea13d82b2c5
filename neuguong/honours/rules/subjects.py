"""Whom one honours: persons, collectives, households; and the words for each."""

from enum import IntEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class SubjectKind(IntEnum):
    """Separate axes: a flag to a cell is no award to its members (domain 8.3)."""

    INDIVIDUAL = 1
    COLLECTIVE = 2
    HOUSEHOLD = 3


SUBJECT_LABELS: Final = {
    SubjectKind.INDIVIDUAL: gettext_lazy("cá nhân"),
    SubjectKind.COLLECTIVE: gettext_lazy("tập thể"),
    SubjectKind.HOUSEHOLD: gettext_lazy("hộ gia đình"),
}


def name_given(name: str) -> Refusal | None:
    """Someone is honoured by name."""
    if name.strip():
        return None
    return Refusal("name_missing", _("Ghi tên người, tập thể hoặc hộ."))


def votes_problem(votes_for: int | None, votes_of: int | None) -> Refusal | None:
    """A vote says how many agreed of how many there were."""
    if votes_for is None and votes_of is None:
        return None
    if votes_for is None or votes_of is None or not 0 <= votes_for <= votes_of or votes_of == 0:
        return Refusal(
            "votes", _("Ghi số tán thành và số có mặt; số tán thành không lớn hơn số có mặt.")
        )
    return None


def majority(votes_for: int | None, votes_of: int | None) -> bool:
    """Whether more than half of those there agreed; only told, never decided upon."""
    return bool(votes_of) and votes_for is not None and 2 * votes_for > (votes_of or 0)
