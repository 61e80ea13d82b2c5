"""Reads of inspections: those a unit makes, those made of it, and the rows behind figures."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet
from django.http import Http404

from neuguong.inspections.models import (
    FINDING_LABELS,
    KIND_LABELS,
    MENDING_LABELS,
    STATE_LABELS,
    Finding,
    Inspection,
    LetterCount,
)
from neuguong.inspections.rights import Right
from neuguong.inspections.rules import (
    OPEN_FAULTS,
    FindingKind,
    FindingState,
    InspectionKind,
    InspectionState,
)
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import page_within

Row = TypeVar("Row", bound=Model)
_OPEN = Q(findings__kind=FindingKind.FAULT, findings__state__in=[int(s) for s in OPEN_FAULTS])


def first_unit(by: Actor) -> Unit | None:
    """The unit one works for: the highest of those where one may read of inspections."""
    paths = [branch.lo for branch in by.scope(Right.VIEW)]
    return Unit.objects.filter(path__in=paths).order_by("path").first()


def visits_of(unit: Unit, year: int) -> list[Inspection]:
    """The visits in the unit's own plan of the year, each with how many faults still stand."""
    return list(_counted(Inspection.objects.filter(unit=unit, year=year)))


def visits_to(unit: Unit, year: int) -> list[Inspection]:
    """The visits that committees above planned to this unit in the year."""
    return list(_counted(Inspection.objects.filter(inspected=unit, year=year).exclude(unit=unit)))


def _counted(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    rows = rows.select_related("unit", "inspected")
    return rows.annotate(open_faults=Count("findings", filter=_OPEN)).order_by("planned_on", "id")


def inspection_seen(by: Actor, inspection_id: int) -> Inspection:
    """A visit, for those who may read at the committee or at the inspected unit; otherwise 404."""
    findings = Finding.objects.order_by("kind", "id")
    rows = Inspection.objects.select_related("unit__type", "inspected")
    found = rows.prefetch_related(Prefetch("findings", findings)).filter(pk=inspection_id).first()
    if found is None or not may_see(by, found):
        raise Http404
    return found


def may_see(by: Actor, found: Inspection) -> bool:
    """Whether the reader may know of the visit."""
    return by.may(Right.VIEW, at=found.unit) or by.may(Right.VIEW, at=found.inspected)


def finding_seen(by: Actor, finding_id: int) -> Finding:
    """A finding of a visit one may know of; otherwise 404."""
    rows = Finding.objects.select_related("inspection__unit__type", "inspection__inspected")
    found = rows.filter(pk=finding_id).first()
    if found is None or not may_see(by, found.inspection):
        raise Http404
    return found


def letters_of(unit: Unit, year: int) -> list[LetterCount]:
    """What the unit stated of letters in the year, in the order of the months."""
    return list(LetterCount.objects.filter(unit=unit, year=year).order_by("month", "id"))


def open_faults_beneath(by: Actor, unit: Unit, *, limit: int) -> list[Finding]:
    """Faults found at the unit that still stand, those due first."""
    rows = Finding.objects.filter(
        inspection__inspected=unit, kind=FindingKind.FAULT, state__in=[int(s) for s in OPEN_FAULTS]
    )
    if not by.may(Right.VIEW, at=unit):
        return []
    rows = rows.select_related("inspection__unit").order_by("due_on", "id")
    return list(rows[:limit])


def units_to_inspect(unit: Unit) -> QuerySet[Unit]:
    """The unit itself and those directly beneath it that still stand, as lists name them."""
    rows = Unit.objects.filter(Q(pk=unit.pk) | Q(parent=unit), closed_on=None)
    return rows.select_related("type").order_by("sort", "id")


def list_visits(ask: Ask) -> Iterator[Record]:
    """Visits behind a count."""
    for found in _asked(Inspection.objects.select_related("unit", "inspected"), ask):
        kind = KIND_LABELS[InspectionKind(found.kind)]
        yield _record(
            found, kind=_("Cuộc kiểm tra"), amount=1, text=found.title,
            who=f"{kind}: {found.inspected.name}", day=found.visited_on,
            state=str(STATE_LABELS[InspectionState(found.state)]),
            link=("inspections:inspection", found.pk),
        )  # fmt: skip


def list_findings(ask: Ask) -> Iterator[Record]:
    """Faults behind a count; their words stay with those who may read at the place."""
    rows = Finding.objects.select_related("unit", "inspection__inspected")
    for found in _asked(rows, ask):
        sees = ask.sees_names(found.inspection.inspected.path)
        kind = str(FINDING_LABELS[FindingKind(found.kind)])
        yield _record(
            found, kind=kind, amount=1, text=found.text if sees else kind,
            who=found.inspection.inspected.name, day=found.inspection.visited_on,
            state=str(MENDING_LABELS[FindingState(found.state)]),
            link=("inspections:inspection", found.inspection_id),
        )  # fmt: skip


def list_letters(ask: Ask) -> Iterator[Record]:
    """What units stated of letters; there is nothing behind the number."""
    for found in _asked(LetterCount.objects.select_related("unit"), ask):
        period = Period.parse(found.period)
        yield _record(
            found, kind=_("Số đơn tự khai"), amount=found.count,
            text=_("Đơn vị khai số đơn của %(period)s") % {"period": period.label},
            who=found.unit.name, day=found.stated_on, state=_("Tự khai"), link=None,
        )  # fmt: skip


def _record(
    row: Inspection | Finding | LetterCount, *, kind: str, amount: int, text: str,
    who: str, day: date | None, state: str, link: tuple[str, int] | None,
) -> Record:  # fmt: skip
    return Record(
        id=row.pk, kind=kind, unit_id=row.unit_id, unit_name=row.unit.name,
        unit_slug=row.unit.slug, amount=amount, qualifier=Qualifier.EXACTLY, text=text, who=who,
        day=day, state=state, link=link,
    )  # fmt: skip


def _asked(rows: QuerySet[Row], ask: Ask) -> Iterable[Row]:
    rows = rows.filter(**{f"{ask.source.month}__in": ask.months})
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    return page_within(rows, ask)


def wrong_copies() -> list[str]:
    """Findings whose copied unit or month is not that of their visit."""
    rows = Finding.objects.exclude(unit=F("inspection__unit")) | Finding.objects.exclude(
        month=F("inspection__month")
    )
    return [
        _("Điều phát hiện số %(id)s không cùng đơn vị hoặc tháng với cuộc kiểm tra.")
        % {"id": row.pk}
        for row in rows[:20]
    ]
