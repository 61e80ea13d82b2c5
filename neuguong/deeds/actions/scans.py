"""Acts on paper that comes back: it finds its registration, or waits until somebody says whose it is."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import translation

from neuguong.audit.actions import record
from neuguong.deeds.actions.evidence import add_evidence
from neuguong.deeds.actions.guard import did, refuse
from neuguong.deeds.actions.registration import open_registration, sign_registration
from neuguong.deeds.models import Evidence, LooseScan, Registration
from neuguong.deeds.queries.papers import PaperOwner, ScanPart, owner_of, takes_papers
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules.papers import (
    PLEDGE,
    PaperKind,
    foreign_code,
    no_code,
    nobody_named,
    other_unit,
    wrong_code,
)
from neuguong.files.actions import discard, store_scan
from neuguong.files.queries import open_file
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.programme.queries import pledge_list


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one paper: the registrations it was attached to, or the scan that waits."""

    attached: tuple[Registration, ...] = ()
    waiting: LooseScan | None = None


@transaction.atomic
def take_in(
    *, by: Actor, unit_id: int, year: int, part: ScanPart, signed: bool, now: datetime, today: date,
    code: str = "", reason: str = "",
) -> TakenIn:  # fmt: skip
    """Attach a paper to the registrations whose codes it bears; else keep it waiting, with why.

    Raises `Refused` only for bytes that are no scan, so that nothing readable is lost.
    """
    unit = Unit.objects.get(pk=unit_id)
    codes = (code,) if code else part.codes
    try:
        with transaction.atomic():
            owners = _owners(by, unit, codes)
            found = tuple(
                attach_scan(
                    by=by, unit_id=owner.unit.pk, year=owner.year, kind=owner.kind,
                    person_id=owner.person.pk if owner.person else None, signed=signed, now=now,
                    upload=ContentFile(part.data, name=part.name), today=today, reason=reason,
                )
                for owner in owners
            )  # fmt: skip
    except Refused as refused:
        why = refused.refusal.text
    except PermissionDenied as denied:
        why = str(denied)
    else:
        return TakenIn(attached=found)
    known = owner_of(codes[0]) if codes else None
    scan = keep_scan(
        by=by, unit_id=unit_id, year=known.year if known else year, why=why, now=now,
        upload=ContentFile(part.data, name=part.name),
    )  # fmt: skip
    return TakenIn(waiting=scan)


def _owners(by: Actor, unit: Unit, codes: tuple[str, ...]) -> list[PaperOwner]:
    """Those whose codes these are, all of them in the branch of the unit."""
    refuse(None if codes else no_code())
    found = []
    for code in codes:
        owner = owner_of(code)
        if owner is None:
            raise Refused(wrong_code(code))
        inside = PathRange.branch(unit.path).holds(owner.unit.path)
        refuse(None if inside and takes_papers(by, owner.unit) else foreign_code(unit.name))
        found.append(owner)
    return found


@transaction.atomic
def attach_scan(
    *, by: Actor, unit_id: int, person_id: int | None, year: int, kind: PaperKind,
    upload: File[Any], signed: bool, now: datetime, today: date, reason: str = "",
) -> Registration:  # fmt: skip
    """Keep a paper with the registration of its owner, which is opened where there is none yet.

    Without a person the owner is the unit itself. A signed promise counts as signed on paper, unless
    it was signed before. The same bytes are kept once.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.REGISTER, at=unit)
    rows = Registration.objects.select_for_update(of=("self",)).filter(year=year)
    owned = rows.filter(person=person_id) if person_id is not None else rows.filter(collective=unit)
    found = owned.first()
    if found is None:
        found = open_registration(
            by=by, unit_id=unit_id, year=year, today=today, person_id=person_id, reason=reason
        )
    elif found.unit_id != unit_id:
        raise Refused(other_unit(found.name, year, found.unit_name))
    if not _is_kept(found, upload):
        add_evidence(
            by=by, registration_id=found.pk, upload=upload, now=now, scan=True, reason=reason,
            caption=_caption(kind, signed=signed),
        )  # fmt: skip
    if kind == PaperKind.PROMISE and signed and not found.signed_how:
        found = _sign(by, found, now, reason)
    return found


def _is_kept(found: Registration, upload: File[Any]) -> bool:
    """Whether these very bytes are already with the registration."""
    upload.seek(0)
    sha256 = hashlib.sha256(upload.read()).hexdigest()
    rows = Evidence.objects.filter(registration=found, removed_at=None)
    return rows.filter(file__source_sha256=sha256).exists()


def _caption(kind: PaperKind, *, signed: bool) -> str:
    if kind == PaperKind.RESULTS:
        return _("Phiếu kết quả trên giấy")
    return _("Bản đã ký trên giấy") if signed else _("Phiếu đăng ký trên giấy")


def _sign(by: Actor, found: Registration, now: datetime, reason: str) -> Registration:
    """Note that the pledge as it stood on the paper was signed there; that of a unit has none."""
    items = pledge_list()
    with translation.override("vi"):
        pledge = found.pledge_text or (str(PLEDGE) if found.person_id is not None else "")
    return sign_registration(
        by=by, registration_id=found.pk, how="paper", pledge_text=pledge, now=now,
        version=found.pledge_version or (items[0].version if items else ""),
        study_contents=found.study_contents, action_programme=found.action_programme,
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def keep_scan(
    *, by: Actor, unit_id: int, year: int, upload: File[Any], why: str, now: datetime
) -> LooseScan:
    """Keep a paper whose owner is not known yet, with the reason."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.REPORT, at=unit)
    stored = store_scan(by=by, upload=upload)
    scan = LooseScan.objects.create(
        unit=unit, year=year, file=stored, why=why[:400], added_at=now
    )  # fmt: skip
    record(by=by, act=Right.REPORT, subject=scan, detail=did(Verb.SCAN_KEPT))
    return scan


@transaction.atomic
def match_scan(
    *, by: Actor, scan_id: int, signed: bool, now: datetime, today: date, code: str = "",
    person_id: int | None = None, collective: bool = False, reason: str = "",
) -> Registration:  # fmt: skip
    """Say whose a waiting scan is, by the code on it, by the person, or that it is the unit's own."""
    scan = LooseScan.objects.select_for_update(of=("self",)).select_related("unit", "file").get(
        pk=scan_id
    )  # fmt: skip
    if code.strip():
        owner = _owners(by, scan.unit, (code.strip(),))[0]
    elif collective != (person_id is not None):  # one of the two
        person = Person.objects.get(pk=person_id) if person_id is not None else None
        owner = PaperOwner(person, scan.unit, scan.year, PaperKind.PROMISE)
    else:
        raise Refused(nobody_named())
    with open_file(scan.file) as stored:
        upload = ContentFile(stored.read(), name=scan.file.original_name)
    found = attach_scan(
        by=by, unit_id=owner.unit.pk, person_id=owner.person.pk if owner.person else None,
        year=owner.year, kind=owner.kind, upload=upload, signed=signed, now=now, today=today, reason=reason,
    )  # fmt: skip
    file = scan.file
    scan.delete()
    discard(file=file)
    return found


@transaction.atomic
def drop_scan(*, by: Actor, scan_id: int) -> None:
    """Forget a waiting scan that belongs to nobody here; that it was there stays in the record."""
    scan = LooseScan.objects.select_related("unit", "file").get(pk=scan_id)
    by.require(Right.REPORT, at=scan.unit)
    detail = did(Verb.SCAN_DROPPED, name=scan.file.original_name)
    record(by=by, act=Right.REPORT, subject=scan, detail=detail)
    file = scan.file
    scan.delete()
    discard(file=file)
