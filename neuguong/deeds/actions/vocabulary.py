"""The dated categories of deeds (domain 11.5), kept as rows."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.deeds.models import DeedCategory
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import CategoryEntry
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import fold
from neuguong.org.rules import NATION


@transaction.atomic
def set_categories(*, by: Actor, entries: Sequence[CategoryEntry], since: date) -> None:
    """Make the categories equal to the list; a number keeps its meaning, none is removed."""
    by.require(Right.CORRECT, at=NATION)
    for entry in entries:
        DeedCategory.objects.update_or_create(
            number=entry.number,
            defaults={
                "code": f"C{entry.number:02}",
                "label": entry.label,
                "hints": "\n".join(fold(hint) for hint in entry.hints),
                "valid_from": since,
            },
        )
    record_bulk(
        by=by,
        act=Right.CORRECT,
        subject_type="deeds.deedcategory",
        ids=[entry.number for entry in entries],
    )
