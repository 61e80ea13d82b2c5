"""Acts on one's own self-check: keep, hand to the cell, take back, drop.

They take the owner, act on the owner's row alone, and leave no line in the log: who looked into themselves
and when is nobody's affair. Nothing else of the house writes or reads these rows, but the cell that was
handed one, and the act that forgets a person.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction

from neuguong.evaluations.models import SelfCheck
from neuguong.evaluations.rules.reviewing import part_problem
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit

_BLOCK: Final = 16_384  # bytes; all self-checks are kept in whole blocks, so length says nothing


@transaction.atomic
def keep_self_check(
    *, owner: Actor, year: int, marks: Sequence[str], notes: Mapping[str, str]
) -> None:
    """Keep one's own self-check of a year: items marked for oneself, notes by group; again writes it anew."""
    for text in notes.values():
        if refusal := part_problem(text):
            raise Refused(refusal)
    said = json.dumps(
        {"marks": list(marks), "notes": {key: nfc(text).strip() for key, text in notes.items()}},
        ensure_ascii=False,
    )
    SelfCheck.objects.update_or_create(
        person_id=_person(owner), year=year, defaults={"words": _padded(said)}
    )


@transaction.atomic
def hand_self_check(*, owner: Actor, year: int, unit_id: int | None) -> None:
    """Hand one's self-check to a cell one belongs to, or take it back with None."""
    row = SelfCheck.objects.select_for_update().filter(person=_person(owner), year=year).first()
    if row is None:
        raise Refused(Refusal("nothing_kept", _("Chưa ghi gì để đưa.")))
    if unit_id is not None:
        there = Unit.objects.filter(
            pk=unit_id, memberships__person=row.person_id, memberships__valid_to=None
        )
        if not there.exists():
            raise Refused(Refusal("not_own_cell", _("Chỉ đưa được cho nơi mình đang sinh hoạt.")))
    row.handed_to_id = unit_id
    row.save(update_fields=["handed_to"])


@transaction.atomic
def drop_self_check(*, owner: Actor, year: int) -> None:
    """Delete one's own self-check of a year for ever."""
    SelfCheck.objects.filter(person=_person(owner), year=year).delete()


def _person(owner: Actor) -> int:
    if owner.person_id is None:
        raise Refused(Refusal("no_person", _("Tài khoản này không gắn với người nào.")))
    return owner.person_id


def _padded(text: str) -> str:
    """The text with blanks up to whole blocks of bytes."""
    return text + " " * (-len(text.encode()) % _BLOCK)
