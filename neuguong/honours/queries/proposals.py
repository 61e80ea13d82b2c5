"""Reads of proposals of awards, of what was conferred, and of the checks that warn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from neuguong.honours.models import Award, AwardForm, Conferrer, Nominee, Proposal
from neuguong.honours.queries.levels import beyond_base, reads_names
from neuguong.honours.rights import Right
from neuguong.honours.rules.awards import (
    EDITABLE,
    Given,
    ProposalState,
    Tally,
    Wanted,
    Warning,
    quota_warning,
    warnings_for,
)
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.actor import Actor, PathRange
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, line_above, within
from neuguong.programme.queries import year_closed

MOST = 500


@dataclass(frozen=True, slots=True)
class Nominated:
    """One nominated, as a reader may see them, and what one should look at."""

    nominee: Nominee
    warnings: list[Warning]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal with those it names, warnings of the whole list, and what the reader may do."""

    proposal: Proposal
    nominated: list[Nominated]
    warnings: list[Warning]
    sees: bool
    may: frozenset[str]
    closed: bool
    at_own_level: bool


def forms_on(unit: Unit, day: date) -> list[AwardForm]:
    """The forms of award in use at a unit on a day, with who confers each then."""
    rows = AwardForm.objects.filter(valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    own = Q(unit__path__in=[*ancestor_paths(unit.path), unit.path])
    then = Conferrer.objects.filter(valid_from__lte=day)
    then = then.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return list(
        rows.filter(Q(unit=None) | own)
        .select_related("needs", "quota_of", "unit")
        .prefetch_related(Prefetch("conferrers", then, to_attr="then"))
    )


def own_form(by: Actor, number: int) -> AwardForm:
    """A form that a unit has set for itself, for one who may set forms there; otherwise 404."""
    form = AwardForm.objects.select_related("unit").filter(pk=number).first()
    if form is None or form.unit is None or not by.may(Right.CATALOGUE, at=form.unit):
        raise Http404
    return form


def catalogue_lines() -> list[AwardForm]:
    """Every standard form with all its dated lines of who confers it."""
    rows = AwardForm.objects.filter(unit=None).select_related("needs", "quota_of")
    return list(rows.prefetch_related("conferrers"))


def deciders_for(unit: Unit) -> list[Unit]:
    """Who may decide on a unit's proposal: those above it, the nearest first, then itself."""
    return [*reversed(line_above(unit)), unit]


def proposals_of(unit: Unit, year: int) -> list[Proposal]:
    """The proposals of a unit in a year, newest first."""
    rows = Proposal.objects.filter(unit=unit, year=year).select_related("to_unit", "unit")
    return list(rows.prefetch_related("nominees")[:MOST])


def waiting_proposals(by: Actor, *, limit: int = 50) -> list[Proposal]:
    """Proposals that wait where the reader decides; those sent to closed units too, by their heirs."""
    rows = Proposal.objects.filter(state=ProposalState.SENT)
    rows = within(rows, by.scope(Right.DECIDE), "to_unit__path").select_related("unit", "to_unit")
    return list(rows.order_by("sent_on", "pk")[:limit])


def proposal_seen(by: Actor, proposal_id: int) -> ProposalPage:
    """A proposal for those of its unit and, once sent, those of the one who decides; otherwise 404.

    Who decides reads its names: sending them was the unit's recorded reason.
    """
    proposal = (
        Proposal.objects.select_related("unit__type", "unit__parent", "to_unit")
        .filter(pk=proposal_id)
        .first()
    )
    if proposal is None or not by.may(Right.VIEW, at=proposal.unit):
        raise Http404
    was_sent = proposal.state in (ProposalState.SENT, ProposalState.DECIDED)
    decides = was_sent and by.may(Right.DECIDE, at=proposal.to_unit)
    found = nominees_of(proposal)
    return ProposalPage(
        proposal=proposal,
        nominated=found,
        warnings=quota_of(proposal, [each.nominee for each in found]),
        sees=decides or reads_names(by, proposal.unit),
        may=_may(by, proposal),
        closed=year_closed(proposal.unit, proposal.year),
        at_own_level=proposal.unit_id == proposal.to_unit_id,
    )


def _may(by: Actor, proposal: Proposal) -> frozenset[str]:
    found: set[str] = set()
    if proposal.state in EDITABLE:
        found |= {"edit"} if by.may(Right.PROPOSE, at=proposal.unit) else set()
        found |= {"send"} if by.may(Right.DECIDE, at=proposal.unit) else set()
    if proposal.state == ProposalState.SENT and by.may(Right.DECIDE, at=proposal.to_unit):
        found.add("conclude")
    return frozenset(found)


def nominees_of(proposal: Proposal) -> list[Nominated]:
    """Those a proposal names, in order, each with its warnings; three statements."""
    rows = list(
        proposal.nominees.select_related("form__needs", "form__quota_of", "unit", "person")
        .order_by("subject_kind", "number", "pk")
    )  # fmt: skip
    given = given_to({row.subject_key for row in rows}, apart=proposal.pk)
    leaves = beyond_base(proposal.unit, proposal.to_unit)
    return [
        Nominated(row, list(warnings_for(_wanted(row, proposal, leaves=leaves), given[row.subject_key])))
        for row in rows
    ]  # fmt: skip


def nominee_seen(by: Actor, nominee_id: int) -> tuple[Nominated, ProposalPage]:
    """One nominated, with the proposal, under its rules."""
    nominee = Nominee.objects.filter(pk=nominee_id).first()
    if nominee is None:
        raise Http404
    page = proposal_seen(by, nominee.proposal_id)
    return next(each for each in page.nominated if each.nominee.pk == nominee_id), page


def given_to(keys: Iterable[int], *, apart: int = 0) -> dict[int, list[Given]]:
    """What subjects were given, and are proposed for in other proposals, by their keys."""
    keys = set(keys)
    found: dict[int, list[Given]] = defaultdict(list)
    awards = Award.objects.filter(subject_key__in=keys, revoked_on=None).select_related("form")
    for award in awards.select_related("nominee"):
        deed = award.nominee.deed_id if award.nominee else None
        found[award.subject_key].append(
            Given(award.form_id, award.form.label, award.form.track, award.tally, award.first_year,
                  award.last_year, award.occasion, deed)
        )  # fmt: skip
    open_ones = Nominee.objects.filter(subject_key__in=keys).exclude(proposal=apart or None)
    open_ones = open_ones.exclude(proposal__state=ProposalState.DECIDED)
    for row in open_ones.select_related("form", "proposal"):
        found[row.subject_key].append(
            Given(row.form_id, row.form.label, row.form.track, row.form.tally, row.first_year,
                  row.last_year, row.proposal.occasion, row.deed_id, is_proposed=True)
        )  # fmt: skip
    return found


def _wanted(row: Nominee, proposal: Proposal, *, leaves: bool) -> Wanted:
    form = row.form
    return Wanted(
        form=form.pk, label=form.label, tally=form.tally, subject_kind=row.subject_kind,
        first_year=row.first_year, last_year=row.last_year, occasion=proposal.occasion,
        deed_id=row.deed_id, subjects=form.subjects, needs=form.needs_id or 0,
        needs_label=form.needs.label if form.needs else "", needs_times=form.needs_times,
        gap=form.gap, is_consented=row.consented, leaves_base=leaves, has_words=bool(row.words),
    )  # fmt: skip


def quota_of(proposal: Proposal, nominees: Sequence[Nominee]) -> list[Warning]:
    """Warnings of the whole list: more than a share of those who have, or are nominated for, a title."""
    found = []
    forms = {row.form_id: row.form for row in nominees if row.form.quota}
    for form in forms.values():
        if form.quota_of is None:
            continue
        rows = within(
            Award.objects.filter(form=form.quota_of, last_year=proposal.year, revoked_on=None),
            [PathRange.branch(proposal.unit.path)], "unit__path",
        )  # fmt: skip
        have = set(rows.values_list("subject_key", flat=True))
        have |= {row.subject_key for row in nominees if row.form_id == form.quota_of_id}
        asked = sum(row.form_id == form.pk for row in nominees)
        warning = quota_warning(
            form.label, asked=asked, base=len(have), percent=form.quota, of=form.quota_of.label
        )
        found += [warning] if warning else []
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """What was conferred under one counter: instances and different subjects, never added."""

    tally: Tally
    kind: SubjectKind
    instances: int
    subjects: int
    has_history: bool


def awards_of(unit: Unit, first: int, last: int, *, by_achievement: bool) -> QuerySet[Award]:
    """What was conferred in a branch in some years, by day of decision or by years of achievement."""
    rows = within(
        Award.objects.filter(month__isnull=False), [PathRange.branch(unit.path)], "unit__path"
    )
    column = "earned_month" if by_achievement else "month"
    span = {f"{column}__gte": first * 100 + 1, f"{column}__lte": last * 100 + 12}
    return rows.filter(**span).select_related("form", "unit").order_by("-decided_on", "pk")


def counted(awards: Iterable[Award]) -> list[Counted]:
    """The same in numbers, by counter and kind of subject."""
    groups: dict[tuple[int, int], list[Award]] = defaultdict(list)
    for award in awards:
        groups[award.tally, award.subject_kind].append(award)
    return [
        Counted(
            Tally(tally), SubjectKind(kind), sum(award.instances for award in rows),
            len({award.subject_key for award in rows if not award.is_history}),
            any(award.is_history for award in rows),
        )
        for (tally, kind), rows in sorted(groups.items())
    ]  # fmt: skip


def award_seen(by: Actor, award_id: int) -> Award:
    """An award for one who may look at its unit, and for who has it; otherwise 404."""
    award = (
        Award.objects.select_related("form", "unit", "nominee__proposal__unit")
        .filter(pk=award_id)
        .first()
    )
    if award is None:
        raise Http404
    is_own = by.person_id is not None and by.person_id == award.person_id
    if not (is_own or by.may(Right.VIEW, at=award.unit)):
        raise Http404
    return award
