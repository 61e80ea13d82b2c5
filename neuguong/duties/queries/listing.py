"""Lists of duties: what a unit owes, the deadlines set along its line, whom to call, rows of figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from neuguong.duties.models import KIND_LABELS, STATE_LABELS, Duty, DutyContact, DutyRule
from neuguong.duties.rights import Right
from neuguong.duties.rules import MOST_DAYS, DutyKind, DutyState
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.measure import Ask, Record
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, page_within, within
from neuguong.people.models import Post


@dataclass(frozen=True, slots=True)
class CallLine:
    """One unit to call: who answers, by which telephone, and what is owed."""

    unit: Unit
    name: str
    phone: str
    email: str
    duties: list[Duty]


def first_unit(by: Actor) -> Unit | None:
    """The unit one works for: the highest of those whose duties one may see."""
    paths = [branch.lo for branch in by.scope(Right.VIEW)]
    return Unit.objects.filter(path__in=paths).order_by("path").first()


def owed_by(unit: Unit, year: int) -> list[Duty]:
    """What the unit itself owes in a year, by day."""
    rows = Duty.objects.filter(unit=unit, rule__year=year).select_related("rule__unit")
    return list(rows.order_by("due_on", "id"))


def due_soon(unit: Unit, *, today: date) -> list[Duty]:
    """What the unit itself owes that is late, or due within the days of reminding."""
    rows = Duty.objects.filter(unit=unit, state=DutyState.OPEN, rule__ended_on=None)
    rows = rows.filter(due_on__lte=today + timedelta(days=MOST_DAYS)).select_related("rule")
    found = [row for row in rows if (row.due_on - today).days <= row.rule.remind_days]
    return sorted(found, key=lambda row: row.due_on)


def late_beneath(unit: Unit, *, today: date) -> int:
    """How many duties of the units beneath are late."""
    rows = Duty.objects.filter(state=DutyState.OPEN, due_on__lt=today, rule__ended_on=None)
    rows = within(rows, (PathRange.branch(unit.path),), "unit__path")
    return rows.exclude(unit=unit).count()


def rules_along(unit: Unit, year: int) -> QuerySet[DutyRule]:
    """The deadlines set by the unit and the levels above it that hold in a year."""
    paths = [*ancestor_paths(unit.path), unit.path]
    rows = DutyRule.objects.filter(unit__path__in=paths, year=year)
    return rows.select_related("unit")


def rules_set_by(unit: Unit, year: int) -> list[DutyRule]:
    """The deadlines a unit set for those beneath it."""
    return list(DutyRule.objects.filter(unit=unit, year=year))


def duty_seen(by: Actor, duty_id: int) -> Duty:
    """A duty of a unit one may know of; otherwise 404."""
    found = Duty.objects.select_related("rule__unit", "unit").filter(pk=duty_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def rule_seen(by: Actor, rule_id: int) -> DutyRule:
    """A deadline of a unit one may know of; otherwise 404."""
    found = DutyRule.objects.select_related("unit").filter(pk=rule_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def contact_of(unit: Unit) -> DutyContact | None:
    """Whom to call about a unit."""
    return DutyContact.objects.filter(unit=unit).first()


def calls_of(unit: Unit, *, today: date, limit: int = 300) -> list[CallLine]:
    """The units beneath with what is late, or due within the days of reminding; those late first."""
    rows = Duty.objects.filter(state=DutyState.OPEN, rule__ended_on=None)
    rows = within(rows, (PathRange.branch(unit.path),), "unit__path").exclude(unit=unit)
    rows = rows.select_related("rule", "unit").order_by("due_on", "unit__path", "id")
    found: dict[int, list[Duty]] = {}
    for duty in rows[: limit * 4]:
        if (duty.due_on - today).days <= duty.rule.remind_days:
            found.setdefault(duty.unit_id, []).append(duty)
    units = [duties[0].unit for duties in found.values()][:limit]
    contacts = {row.unit_id: row for row in DutyContact.objects.filter(unit__in=units)}
    posts = _secretaries(units, today)
    lines = []
    for each in units:
        contact, post = contacts.get(each.pk), posts.get(each.pk)
        name = contact.name if contact else (post.person.full_name if post else "")
        lines.append(
            CallLine(
                each, name, contact.phone if contact else "", contact.email if contact else "",
                found[each.pk],
            )
        )  # fmt: skip
    return lines


def _secretaries(units: list[Unit], today: date) -> dict[int, Post]:
    rows = Post.objects.filter(unit__in=units, title__startswith="Bí thư", valid_from__lte=today)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)).select_related("person")
    return {row.unit_id: row for row in rows.order_by("-valid_from")}


def list_duties(ask: Ask) -> Iterator[Record]:
    """Duties behind a count."""
    rows = Duty.objects.select_related("unit", "rule").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for found in page_within(rows, ask):
        yield Record(
            id=found.pk, kind=str(KIND_LABELS[DutyKind(found.kind)]), unit_id=found.unit_id,
            unit_name=found.unit.name, unit_slug=found.unit.slug, amount=1,
            qualifier=Qualifier.EXACTLY,
            text=f"{found.rule.title}, {Period.parse(found.period).label}",
            who=found.unit.name, day=found.due_on, state=str(STATE_LABELS[DutyState(found.state)]),
            link=None,
        )  # fmt: skip
