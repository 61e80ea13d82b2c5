"""Acts on evidence: photos and scans that show what was done."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import did, refuse, require_write, require_year
from neuguong.deeds.models import Deed, Evidence, Registration, Result
from neuguong.deeds.rights import Right, Verb
from neuguong.files.actions import store_photo, store_scan
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

MOST_PER_DEED = 12


@transaction.atomic
def add_evidence(
    *,
    by: Actor,
    registration_id: int,
    upload: File[bytes],
    now: datetime,
    deed_id: int | None = None,
    result_id: int | None = None,
    caption: str = "",
    scan: bool = False,
    reason: str = "",
) -> Evidence:
    """Keep a photo of a result, or a scan of the signed paper; the position in it is removed."""
    found = Registration.objects.select_related("unit").get(pk=registration_id)
    require_write(by, found, Right.REPORT)
    require_year(by, found.unit, found.year, reason)
    deed = Deed.objects.filter(registration=found, pk=deed_id).first() if deed_id else None
    result = Result.objects.filter(deed=deed, pk=result_id).first() if deed and result_id else None
    if Evidence.objects.filter(registration=found, deed=deed, removed_at=None).count() >= (
        MOST_PER_DEED
    ):
        refuse(
            Refusal(
                "evidence_many",
                _("Đã có %(most)s ảnh cho việc này. Bỏ bớt ảnh cũ rồi thêm.")
                % {"most": MOST_PER_DEED},
            )
        )
    stored = store_scan(by=by, upload=upload) if scan else store_photo(by=by, upload=upload)
    evidence = Evidence.objects.create(
        registration=found,
        deed=deed,
        result=result,
        file=stored,
        caption=nfc(caption).strip(),
        added_at=now,
    )
    record(
        by=by,
        act=Right.REPORT,
        subject=evidence,
        unit_id=found.unit_id,
        reason=reason,
        detail=did(Verb.EVIDENCE_ADDED),
    )
    return evidence


@transaction.atomic
def add_photos(
    *,
    by: Actor,
    deed_id: int,
    uploads: Sequence[File[bytes]],
    now: datetime,
    caption: str = "",
    reason: str = "",
) -> list[Evidence]:
    """Keep several photos of a deed, all or none."""
    deed = Deed.objects.get(pk=deed_id)
    return [
        add_evidence(
            by=by, registration_id=deed.registration_id, deed_id=deed.pk, upload=upload, now=now,
            caption=caption, reason=reason,
        )
        for upload in uploads
    ]  # fmt: skip


@transaction.atomic
def remove_evidence(*, by: Actor, evidence_id: int, now: datetime, reason: str = "") -> Evidence:
    """Take a picture away from view; that it was there stays in the record."""
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related(
        "registration__unit"
    ).get(pk=evidence_id)  # fmt: skip
    require_write(by, evidence.registration, Right.REPORT)
    require_year(by, evidence.registration.unit, evidence.registration.year, reason)
    evidence.removed_at = now
    evidence.save(update_fields=["removed_at"])
    record(
        by=by,
        act=Right.REPORT,
        subject=evidence,
        unit_id=evidence.registration.unit_id,
        reason=reason,
        detail=did(Verb.EVIDENCE_REMOVED),
    )
    return evidence
