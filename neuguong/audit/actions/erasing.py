"""Erasing what the log says of a person, and forgetting from where people came."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from neuguong.audit.actions.entries import record_bulk
from neuguong.audit.models import AuditEntry, AuditOrigin, AuditPersonal
from neuguong.audit.rules import ERASE
from neuguong.lib.actor import Actor

_BATCH = 500


@transaction.atomic
def erase_personal(*, by: Actor, entry_ids: Collection[int], reason: str) -> int:
    """Erase names, reasons, details and salts of these entries for ever; returns of how many.

    What happened stays, and so does the chain. Entries that say what was erased cannot be erased
    themselves, since by them the verifier knows a lawful gap from another.
    """
    kept = set(AuditEntry.objects.filter(act=ERASE).values_list("pk", flat=True))
    wanted = sorted(set(entry_ids) - kept)
    erased: list[int] = []
    for start in range(0, len(wanted), _BATCH):
        rows = AuditPersonal.objects.filter(pk__in=wanted[start : start + _BATCH])
        erased += rows.values_list("pk", flat=True)
        rows.delete()
        AuditOrigin.objects.filter(pk__in=wanted[start : start + _BATCH]).delete()
    if erased:
        record_bulk(
            by=by, act=ERASE, subject_type=AuditEntry._meta.label_lower, ids=erased, reason=reason,
            detail={"entries": sorted(erased)},
        )  # fmt: skip
    return len(erased)


@transaction.atomic
def forget_addresses(before: datetime) -> int:
    """Forget the addresses of sign-ins before that moment; returns how many."""
    return AuditOrigin.objects.filter(at__lt=before).delete()[0]
