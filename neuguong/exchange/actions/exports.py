"""The one act of taking lists away: it is written down whose names went out."""

from collections.abc import Collection
from typing import Final

from django.db import transaction

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit

EXPORT: Final = "exchange.export"


@transaction.atomic
def record_export(*, by: Actor, unit: Unit, what: str, person_ids: Collection[int]) -> None:
    """Write down that a file with the names of these people was made; without people nothing is written."""
    if person_ids:
        record_read_list(
            by=by, act=EXPORT, subject_type="people.person", ids=person_ids, unit_id=unit.pk,
            part=Part.EXPORT, detail={"list": what},
        )  # fmt: skip
