"""What the worker does by itself: applies what was approved, at the start of its day."""

import logging

from django.db import transaction
from django.utils import timezone

from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.people.access import SystemActor
from neuguong.reorganisations.actions import (
    apply_reorganisation,
    forget_journals,
    note_hindrance,
)
from neuguong.reorganisations.queries import due

log = logging.getLogger(__name__)


def apply_due() -> int:
    """Apply approved reorganisations whose day has begun where the site stands; returns how many.

    One that cannot be applied keeps the sentence that says why, and is tried again.
    """
    now = timezone.now()
    applied = 0
    for found in list(due(timezone.localdate(now))):
        try:
            with transaction.atomic():
                apply_reorganisation(
                    by=SystemActor(_("máy tổ chức lại")), reorganisation_id=found.pk, now=now
                )
            applied += 1
        except Refused as error:
            log.warning("reorganisation %s: %s", found.pk, error.refusal.text)
            if found.hindrance != error.refusal.text:
                note_hindrance(reorganisation_id=found.pk, text=error.refusal.text)
    return applied


def forget() -> int:
    """Drop what was kept for undoing, once nothing can be undone any more; returns how many."""
    return forget_journals(now=timezone.now())
