"""Acts that propose ratings: of all members of a cell at once, of bodies, and imported totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.evaluations.models import (
    Criterion,
    LevelCondition,
    QuotaRow,
    Rating,
    Regime,
)
from neuguong.evaluations.queries.ratings import decider_of, kind_of_body, last_day
from neuguong.evaluations.queries.regimes import regime_of
from neuguong.evaluations.rights import Right, Verb
from neuguong.evaluations.rules import rating as rules
from neuguong.evaluations.rules.levels import PEOPLE, Level, Merits, Subject, WhyNot
from neuguong.evaluations.rules.quota import Quota
from neuguong.evaluations.rules.rating import RatingState, Standing
from neuguong.evaluations.rules.standard import REGIMES, RegimeEntry
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc, person_sort_key, sort_key
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import NATION
from neuguong.people.models import Membership, Person
from neuguong.people.queries import memberships_on, post_title
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class ProposalEntry:
    """What is proposed for one member: the facts, the level, or why there is none; the group of duties."""

    person_id: int
    merits: Merits
    level: Level = Level.NOT_RATED
    why_not: WhyNot = WhyNot.RATED
    own_level: Level | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """What is proposed for one unit."""

    unit_id: int
    merits: Merits
    level: Level = Level.NOT_RATED
    why_not: WhyNot = WhyNot.RATED
    group: str = ""


@transaction.atomic
def keep_regimes(*, by: Actor) -> list[Regime]:
    """Keep the regimes every site begins with; one that is there already stays as it is."""
    by.require(Right.DECIDE, at=NATION)
    known = set(Regime.objects.values_list("key", flat=True))
    made = [_keep(entry) for entry in REGIMES if entry.key not in known]
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="evaluations.regime", ids=[row.pk for row in made],
        detail={"verb": Verb.REGIMES_KEPT},
    )  # fmt: skip
    return made


def _keep(entry: RegimeEntry) -> Regime:
    made = Regime.objects.create(
        key=entry.key, name=entry.name, uses_points=entry.uses_points,
        valid_from=entry.valid_from, valid_to=entry.valid_to,
    )  # fmt: skip
    LevelCondition.objects.bulk_create(
        LevelCondition(
            regime=made, level=one.level, least_points=one.least_points,
            least_on_time=one.least_on_time, least_above=one.least_above,
            least_fixed=one.least_fixed, least_work_grade=one.least_work_grade,
            least_other_grade=one.least_other_grade, bars_disciplined=one.bars_disciplined,
            asks_programme=one.asks_programme,
        )
        for one in entry.conditions
    )  # fmt: skip
    QuotaRow.objects.bulk_create(
        [_quota_row(made, entry.people, people=True), _quota_row(made, entry.bodies, people=False)]
    )
    Criterion.objects.bulk_create(
        Criterion(regime=made, part=one.part, number=one.number, label=one.label, most=one.most)
        for one in entry.criteria
    )
    return made


def _quota_row(regime: Regime, quota: Quota, *, people: bool) -> QuotaRow:
    return QuotaRow(
        regime=regime, of_people=people, cap=quota.cap, special_cap=quota.special_cap,
        denominator=quota.denominator, rounding=quota.rounding, grouping=quota.grouping,
    )  # fmt: skip


@transaction.atomic
def propose_many(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    entries: Sequence[ProposalEntry],
    today: date,
    subject: Subject = Subject.MEMBER,
    reason: str = "",
) -> list[Rating]:
    """Propose a level for people of a unit, one row each; again changes what was proposed.

    Refuses somebody who does not belong there, and what has a decision already.
    """
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.REVIEW, at=unit)
    _require_open(by, unit, year, reason, today)
    if subject not in PEOPLE:
        raise Refused(Refusal("not_people", _("Đối tượng này không phải là người.")))
    regime, decider = regime_of(year), decider_of(unit, subject, year, today=today)
    there = {row.person_id: row for row in memberships_on(unit, last_day(year, today=today))}
    rows = Rating.objects.select_for_update().filter(
        unit=unit, year=year, subject_kind=subject, person__in=[e.person_id for e in entries]
    )
    known = {row.person_id: row for row in rows}
    made = []
    for entry in entries:
        row = known.get(entry.person_id)
        member = there.get(entry.person_id)
        if row is None:
            row = _row_of(member, unit, year, today)
        row.subject_kind = subject
        _fill(row, by, entry, regime, decider)
        row.own_level = int(entry.own_level) if entry.own_level is not None else row.own_level
        row.save()
        made.append(row)
    record_bulk(
        by=by, act=Right.REVIEW, subject_type="evaluations.rating", ids=[row.pk for row in made],
        unit_id=unit.pk, reason=reason, detail={"verb": Verb.PROPOSED, "year": year},
    )  # fmt: skip
    return made


@transaction.atomic
def propose_bodies(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    entries: Sequence[BodyEntry],
    today: date,
    reason: str = "",
) -> list[Rating]:
    """Propose a level for bodies in the branch of a unit, one row each; again changes the proposal."""
    above = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.REVIEW, at=above)
    _require_open(by, above, year, reason, today)
    regime = regime_of(year)
    bodies = Unit.objects.select_related("type", "parent").in_bulk([e.unit_id for e in entries])
    rows = Rating.objects.select_for_update().filter(
        unit__in=list(bodies), year=year, person=None, is_total=False
    )
    known = {row.unit_id: row for row in rows}
    made = []
    for entry in entries:
        unit = bodies[entry.unit_id]
        by.require(Right.REVIEW, at=unit)
        subject = kind_of_body(unit)
        decider = decider_of(unit, subject, year, today=today)
        row = known.get(unit.pk) or Rating(
            unit=unit, year=year, name=unit.name, sort=sort_key(unit.name),
            month=month_for(unit, last_day(year, today=today), year),
        )  # fmt: skip
        row.subject_kind = subject
        _fill(row, by, entry, regime, decider)
        row.save()
        made.append(row)
    record_bulk(
        by=by, act=Right.REVIEW, subject_type="evaluations.rating", ids=[row.pk for row in made],
        unit_id=above.pk, reason=reason, detail={"verb": Verb.PROPOSED, "year": year},
    )  # fmt: skip
    return made


@transaction.atomic
def state_totals(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    subject: Subject,
    numbers: Mapping[Level, int],
    source: str,
    today: date,
    reason: str = "",
) -> list[Rating]:
    """State how many stood at each level in a year of which there are no single ratings, with the source."""
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.DECIDE, at=unit)
    _require_open(by, unit, year, reason, today)
    if not source.strip() or any(number < 0 for number in numbers.values()):
        raise Refused(Refusal("totals_wrong", _("Số không âm, và ghi nguồn của số tổng hợp.")))
    Rating.objects.filter(unit=unit, year=year, subject_kind=subject, is_total=True).delete()
    day = date(year, 12, 31)
    words = nfc(source).strip()
    made = [
        Rating.objects.create(
            unit=unit, decider=unit, year=year, subject_kind=subject, is_total=True,
            number=number, name=words[:200], sort=f"{9 - level}", regime=regime_of(year),
            level=level, proposed=level, state=RatingState.DECIDED, standing=Standing.COUNTED,
            month=month_for(unit, day, year), decided_on=min(day, today), source=words,
            entered_by_id=by.id, entered_by_name=by.name[:160],
        )
        for level, number in numbers.items()
        if number
    ]  # fmt: skip
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="evaluations.rating", ids=[row.pk for row in made],
        unit_id=unit.pk, reason=reason, detail={"verb": Verb.TOTALS_STATED, "year": year},
    )  # fmt: skip
    return made


def _require_open(by: Actor, unit: Unit, year: int, reason: str, today: date) -> None:
    """The year has come, the unit lived in it, and it is open or one who may correct it says why."""
    refuse(rules.months_ok(year, today=today))
    require_year(by, unit, year, reason)


def _row_of(member: Membership | None, unit: Unit, year: int, today: date) -> Rating:
    """A new rating of somebody who belongs to the unit; refused for anybody else."""
    if member is None:
        text = _("Có người không sinh hoạt ở %(unit)s trong năm %(year)s.")
        raise Refused(Refusal("not_there", text % {"unit": unit.name, "year": year}))
    person: Person = member.person
    day = last_day(year, today=today)
    return Rating(
        unit=unit, year=year, person=person, name=person.full_name,
        sort=person_sort_key(person.full_name), post=post_title(person, unit, day)[:160],
        month=month_for(unit, day, year),
    )  # fmt: skip


def _fill(
    row: Rating, by: Actor, entry: ProposalEntry | BodyEntry, regime: Regime, decider: Unit
) -> None:
    state = RatingState(row.state) if row.pk else None
    refuse(rules.may_propose(state, row.name) or rules.merits_problem(entry.merits))
    merits = entry.merits if regime.uses_points else replace(entry.merits, general=None, work=None)
    row.regime, row.decider = regime, decider
    row.general, row.work = merits.general, merits.work
    row.on_time, row.above, row.fixed = merits.on_time, merits.above, merits.fixed
    row.work_grade, row.other_grade = merits.work_grade, merits.other_grade
    row.disciplined, row.programme = merits.disciplined, merits.programme
    row.why_not = entry.why_not
    row.proposed = Level.NOT_RATED if entry.why_not is not WhyNot.RATED else entry.level
    row.group = nfc(entry.group).strip()[:80]
    row.entered_by_id, row.entered_by_name = by.id, by.name[:160]
