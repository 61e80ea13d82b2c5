"""Acts on the year: set it, close it, keep the documents and the pledge it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit
from neuguong.org.rules import NATION
from neuguong.programme import rules
from neuguong.programme.models import (
    PHASE_LABELS,
    BasisDocument,
    MinimumDeeds,
    Phase,
    PledgeItem,
    ProgrammeYear,
)
from neuguong.programme.queries import deadline_above, year_closed
from neuguong.programme.rights import Right
from neuguong.programme.rules import PhaseKind


@dataclass(frozen=True, slots=True)
class YearEntry:
    """What a level says of its year; `minimums` by category number, 0 for collectives."""

    title: str
    theme: str = ""
    motto: str = ""
    cut_day: int = 0
    phases: Mapping[PhaseKind, tuple[date, date]] = field(default_factory=dict)
    minimums: Mapping[int, int] = field(default_factory=dict)
    basis: Sequence[BasisDocument] = ()


@dataclass(frozen=True, slots=True)
class BasisEntry:
    """A document as it is cited: kind, number, day, issuer, abstract, number of the one it replaces."""

    kind: str
    number: str
    issued_on: date
    issuer: str
    abstract: str
    supersedes: str = ""


@transaction.atomic
def set_year(
    *, by: Actor, unit_id: int, year: int, entry: YearEntry, reason: str = ""
) -> ProgrammeYear:
    """Set the programme year of a level; deadlines may be earlier than those above, never later."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    refusal = rules.may_write(
        year, closed=year_closed(unit, year), reason=reason
    ) or rules.phases_in_order(entry.phases.values())
    for kind, (_first, last) in entry.phases.items():
        above = deadline_above(unit, year, kind)
        refusal = refusal or rules.not_later_than_above(last, above, str(PHASE_LABELS[kind]))
    if refusal:
        raise Refused(refusal)
    found, _made = ProgrammeYear.objects.update_or_create(
        unit=unit,
        year=year,
        defaults={
            "title": nfc(entry.title).strip(),
            "theme": nfc(entry.theme).strip(),
            "motto": nfc(entry.motto).strip(),
            "cut_day": entry.cut_day,
        },
    )
    found.phases.all().delete()
    Phase.objects.bulk_create(
        Phase(programme_year=found, kind=kind, first_day=first, last_day=last)
        for kind, (first, last) in entry.phases.items()
    )
    found.minimums.all().delete()
    MinimumDeeds.objects.bulk_create(
        MinimumDeeds(programme_year=found, category=category, minimum=minimum)
        for category, minimum in entry.minimums.items()
    )
    found.basis.set(entry.basis)
    record(by=by, act=Right.SET, subject=found, unit_id=unit.pk, reason=reason)
    return found


@transaction.atomic
def close_year(*, by: Actor, unit_id: int, year: int, today: date) -> ProgrammeYear:
    """Close the year of a branch; what comes after is a correction with its reason."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CLOSE, at=unit)
    found = ProgrammeYear.objects.select_for_update().filter(unit=unit, year=year).first()
    refusal = rules.may_close(
        year, today=today, already=found is not None and found.closed_on is not None
    )
    if refusal:
        raise Refused(refusal)
    if found is None:
        found = ProgrammeYear(unit=unit, year=year)
    found.closed_on, found.closed_by_name = today, by.name
    found.save()
    record(by=by, act=Right.CLOSE, subject=found, unit_id=unit.pk)
    return found


@transaction.atomic
def reopen_year(*, by: Actor, unit_id: int, year: int, reason: str) -> ProgrammeYear:
    """Open a closed year again, with the reason kept."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CLOSE, at=unit)
    if refusal := rules.reason_given(reason):
        raise Refused(refusal)
    found = ProgrammeYear.objects.select_for_update().get(unit=unit, year=year)
    found.closed_on, found.closed_by_name = None, ""
    found.save(update_fields=["closed_on", "closed_by_name"])
    record(by=by, act=Right.CLOSE, subject=found, unit_id=unit.pk, reason=nfc(reason))
    return found


@transaction.atomic
def keep_basis(*, by: Actor, entries: Sequence[BasisEntry]) -> list[BasisDocument]:
    """Keep the line of directives and conclusions; older ones before those that replace them."""
    by.require(Right.SET, at=NATION)
    kept: dict[str, BasisDocument] = {}
    for entry in entries:
        kept[entry.number], _made = BasisDocument.objects.update_or_create(
            number=entry.number,
            issued_on=entry.issued_on,
            defaults={
                "kind": entry.kind,
                "issuer": entry.issuer,
                "abstract": entry.abstract,
                "supersedes": kept.get(entry.supersedes),
            },
        )
    record_bulk(
        by=by,
        act=Right.SET,
        subject_type="programme.basisdocument",
        ids=[document.pk for document in kept.values()],
    )
    return list(kept.values())


@transaction.atomic
def keep_pledge(*, by: Actor, version: str, items: Sequence[tuple[int, int, str]]) -> None:
    """Keep one version of the manifestations a pledge refers to: (group, number, label)."""
    by.require(Right.SET, at=NATION)
    kept = [
        PledgeItem.objects.update_or_create(
            version=version, group=group, number=number, defaults={"label": label}
        )[0]
        for group, number, label in items
    ]
    record_bulk(
        by=by,
        act=Right.SET,
        subject_type="programme.pledgeitem",
        ids=[item.pk for item in kept],
    )
