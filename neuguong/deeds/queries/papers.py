"""Reads for paper: the code of a form, whose form a code is of, what a scan holds, what waits."""

import base64
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.signing import Signer
from django.db.models import QuerySet
from django.http import Http404

from neuguong.deeds.models import LooseScan, Registration
from neuguong.deeds.queries.cell import ListLine
from neuguong.deeds.rights import Right
from neuguong.deeds.rules.papers import (
    SEAL_BITS,
    PaperKind,
    PaperMark,
    hidden_names,
    letters_of,
    mark_of,
)
from neuguong.files.rules import MAX_BYTES, Format, format_of, refuse_scan, refuse_size
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.qr import codes_of_pdf, codes_on_picture, cut_pdf
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen, within
from neuguong.people.models import Person

_SALT = "neuguong.deeds.papers"


@dataclass(frozen=True, slots=True)
class PaperOwner:
    """Whose form it is, of which year, and at which unit it was printed; no person means the unit's own."""

    person: Person | None
    unit: Unit
    year: int
    kind: PaperKind


@dataclass(frozen=True, slots=True)
class ScanPart:
    """One paper out of an upload: its bytes, and the codes that were found on it."""

    name: str
    data: bytes
    codes: tuple[str, ...]


def code_of(unit_id: int, person_id: int | None, year: int, kind: PaperKind) -> str:
    """The letters on the printed form of a person, or of the unit as a whole where none is named.

    They hold numbers and a seal, no word about anybody.
    """
    mark = PaperMark(kind, year, unit_id if person_id is None else person_id)
    mark = replace(mark, of_unit=person_id is None)
    return letters_of(replace(mark, seal=_seals(mark, unit_id)[0]))


def _seals(mark: PaperMark, unit_id: int) -> list[int]:
    """The seal of a form by the key in use, then by the keys that were used before."""
    signer = Signer(salt=_SALT)
    whose = "unit" if mark.of_unit else mark.number
    value = f"{unit_id}:{whose}:{mark.year}:{int(mark.kind)}"
    seals = []
    for key in [signer.key, *signer.fallback_keys]:
        digest = base64.urlsafe_b64decode(signer.signature(value, key) + "==")
        seals.append(int.from_bytes(digest[:8], "big") >> 64 - SEAL_BITS)
    return seals


def owner_of(letters: str) -> PaperOwner | None:
    """Whose form bears these letters; None unless the unit, or one of the person's units, sealed them."""
    mark = mark_of(letters)
    if mark is None:
        return None
    person = None
    if mark.of_unit:
        rows = Unit.objects.filter(pk=mark.number)
    else:
        person = Person.objects.filter(pk=mark.number).first()
        registered = Registration.objects.filter(person=person, year=mark.year).values("unit")
        rows = Unit.objects.filter(memberships__person=person) | Unit.objects.filter(
            pk__in=registered
        )
        if person is None:
            return None
    for unit in rows.select_related("type", "parent").distinct():
        if any(_same(mark.seal, seal) for seal in _seals(mark, unit.pk)):
            return PaperOwner(person, unit, mark.year, mark.kind)
    return None


def _same(one: int, other: int) -> bool:
    return hmac.compare_digest(one.to_bytes(8, "big"), other.to_bytes(8, "big"))


def told_apart(lines: Sequence[ListLine]) -> list[tuple[int, str]]:
    """Number and name of each person of a list, namesakes with their year of birth."""
    names = [line.person.full_name for line in lines]
    return [
        (
            line.person.pk,
            f"{line.person.full_name} ({line.person.birth_year})"
            if names.count(line.person.full_name) > 1 and line.person.birth_year
            else line.person.full_name,
        )
        for line in lines
    ]


def unit_of_papers(by: Actor, slug: str) -> Unit:
    """A unit where the reader takes papers in: 404 when not theirs to know of, 403 by the sentence."""
    unit = unit_seen(by, slug)
    for right in (Right.REGISTER, Right.REPORT):
        by.require(right, at=unit)
    if not by.sees_names(unit.path):
        raise PermissionDenied(hidden_names())
    return unit


def takes_papers(by: Actor, unit: Unit) -> bool:
    """Whether the actor may bring in papers of that unit."""
    return by.may(Right.REGISTER, at=unit) and by.sees_names(unit.path)


def parts_of(upload: File[Any]) -> list[ScanPart]:
    """The papers in an upload: a heap scanned into one PDF is cut where another code begins.

    Pages without a code go with the page before. Raises `Refused` for what is no scan.
    """
    upload.seek(0)
    data = bytes(upload.read(MAX_BYTES + 1))
    if refusal := refuse_size(len(data)) or refuse_scan(data):
        raise Refused(refusal)
    name = PurePath(upload.name or "").name
    if format_of(data) is not Format.PDF:
        return [ScanPart(name, data, _ours(codes_on_picture(data)))]
    pages = [_ours(texts) for texts in codes_of_pdf(data)]
    firsts = _beginnings(pages)
    parts = cut_pdf(data, firsts) if len(firsts) > 1 else []
    if len(parts) != len(firsts):
        return [ScanPart(name, data, tuple(dict.fromkeys(code for page in pages for code in page)))]
    stem = PurePath(name).stem
    return [
        ScanPart(f"{stem}-{number}.pdf", part, pages[first])
        for number, (first, part) in enumerate(zip(firsts, parts, strict=True), start=1)
    ]


def _ours(texts: list[str]) -> tuple[str, ...]:
    """The texts that look like codes of forms; other square codes on a paper say nothing here."""
    return tuple(text for text in texts if re.fullmatch(r"[0-9A-Z]{15}", text) and mark_of(text))


def _beginnings(pages: list[tuple[str, ...]]) -> list[int]:
    """The pages on which the form of somebody else begins; the first page always begins one."""
    firsts, codes = [0], pages[0] if pages else ()
    for number, page in enumerate(pages[1:], start=1):
        if page and page != codes:
            firsts.append(number)
            codes = page
    return firsts


def loose_scans(unit: Unit) -> QuerySet[LooseScan]:
    """Scans that wait in a branch for somebody to say whose they are, oldest first."""
    rows = within(LooseScan.objects.all(), [PathRange.branch(unit.path)], "unit__path")
    return rows.select_related("unit", "file").order_by("added_at", "pk")


def loose_scan_seen(by: Actor, scan_id: int) -> LooseScan:
    """A waiting scan, for one who takes papers in where it came in; otherwise 404."""
    rows = LooseScan.objects.select_related("unit__type", "unit__parent", "file")
    scan = rows.filter(pk=scan_id).first()
    if scan is None or not takes_papers(by, scan.unit):
        raise Http404
    return scan
