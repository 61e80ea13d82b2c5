"""Acts of a secret ballot: open, cast, close on the screen; count twice on paper; void with a reason.

Casting is the one write of the house that leaves no line in the log of its own: who voted stands on the
voters' list without a time, and the log says how many did when the urn is opened (THREAT_MODEL.md).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.evaluations.models import Ballot, Candidate, PaperCount, Rating, Slip, Voter
from neuguong.evaluations.rights import Right, Verb
from neuguong.evaluations.rules import ballot as rules
from neuguong.evaluations.rules import rating as rating_rules
from neuguong.evaluations.rules.ballot import BallotState, Numbers, Way
from neuguong.evaluations.rules.levels import Level, WhyNot
from neuguong.evaluations.rules.rating import RatingState
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.urn import code_problem, dropped, new_urn, opened
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.queries import memberships_on


@dataclass(frozen=True, slots=True)
class BallotEntry:
    """How is voted, who counts, who may vote; two codes for the screen, none for paper."""

    way: Way
    tellers: tuple[str, str]
    voter_ids: Sequence[int]
    codes: tuple[str, str] = ("", "")


@transaction.atomic
def open_ballot(
    *, by: Actor, unit_id: int, year: int, entry: BallotEntry, today: date, reason: str = ""
) -> Ballot:
    """Open a ballot on every rating that a unit has proposed for a year and nobody has decided."""
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.REVIEW, at=unit)
    require_year(by, unit, year, reason)
    rows = Rating.objects.filter(
        unit=unit, year=year, state=RatingState.PROPOSED, why_not=WhyNot.RATED, is_total=False
    )
    ratings = list(rows.order_by("subject_kind", "sort", "pk"))
    there = {row.person_id for row in memberships_on(unit, today)}
    voters = sorted(set(entry.voter_ids) & there)
    refuse(
        rules.may_open(
            entry.way, voters=len(voters), candidates=len(ratings), tellers=entry.tellers
        )
        or (code_problem(entry.codes) if entry.way is Way.SCREEN else None)
    )
    if Ballot.objects.filter(unit=unit, year=year, state=BallotState.OPEN).exists():
        raise Refused(Refusal("ballot_open", _("Đang có một cuộc bỏ phiếu chưa kiểm xong.")))
    public, locked = new_urn(entry.codes) if entry.way is Way.SCREEN else ("", "")
    made = Ballot.objects.create(
        unit=unit, year=year, way=entry.way, opened_on=today, public_key=public, locked=locked,
        teller_one=nfc(entry.tellers[0]).strip()[:160],
        teller_two=nfc(entry.tellers[1]).strip()[:160],
        issued=len(voters), entered_by_id=by.id, entered_by_name=by.name[:160],
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(ballot=made, rating=row, place=place) for place, row in enumerate(ratings)
    )
    Voter.objects.bulk_create(Voter(ballot=made, person_id=person) for person in voters)
    record(
        by=by, act=Right.REVIEW, subject=made, reason=reason,
        detail={"verb": Verb.BALLOT_OPENED, "way": entry.way, "voters": len(voters)},
    )  # fmt: skip
    return made


@transaction.atomic
def cast_vote(
    *, voter: Actor, ballot_id: int, person_id: int, choices: Mapping[int, Level]
) -> None:
    """Drop one slip for a person: their own account, or the shared machine that the secretary opened.

    `choices` are levels by candidate; who is left out gets a blank line. Deliberately without a record
    line and without a time: closing records how many voted.
    """
    found = _locked(ballot_id)
    if voter.person_id is None or voter.person_id != person_id:
        voter.require(Right.REVIEW, at=found.unit)
    refuse(rules.is_open(BallotState(found.state)))
    if found.way != Way.SCREEN:
        raise Refused(Refusal("on_paper", _("Cuộc này bỏ phiếu giấy.")))
    row = Voter.objects.select_for_update().filter(ballot=found, person_id=person_id).first()
    if row is None:
        raise Refused(Refusal("no_voter", _("Người này không có trong danh sách bỏ phiếu.")))
    if row.has_voted:
        raise Refused(Refusal("voted_already", _("Người này đã bỏ phiếu.")))
    candidates = found.candidates.order_by("place").values_list("pk", flat=True)
    slip = rules.slip_of([choices.get(pk, Level.NOT_RATED) for pk in candidates])
    row.has_voted = True
    row.save(update_fields=["has_voted"])
    found.urn = dropped(found.urn, found.public_key, slip)
    found.save(update_fields=["urn"])


@transaction.atomic
def close_screen(*, by: Actor, ballot_id: int, codes: tuple[str, str], today: date) -> Ballot:
    """Open the urn with both codes: lines are torn apart, shuffled, written at once; then it is empty."""
    found = _locked(ballot_id)
    by.require(Right.REVIEW, at=found.unit)
    refuse(rules.is_open(BallotState(found.state)))
    cast = Voter.objects.filter(ballot=found, has_voted=True).count()
    refuse(rules.may_close(cast))
    slips = opened(found.urn, found.locked, codes)
    if len(slips) != cast:
        raise Refused(Refusal("urn_wrong", _("Số phiếu khác số người đã bỏ phiếu. Hủy và bỏ lại.")))
    lines = rules.torn(slips)
    _write_slips(found, lines)
    _close(found, rules.counted(lines), cast, today)
    record(by=by, act=Right.REVIEW, subject=found, detail=_said(found))
    return found


@transaction.atomic
def enter_count(
    *, by: Actor, ballot_id: int, teller: int, issued: int, returned: int, numbers: Numbers,
    today: date,
) -> Ballot:  # fmt: skip
    """Enter what one of two tellers counted, by candidate; once both agree the ballot is closed."""
    found = _locked(ballot_id)
    by.require(Right.REVIEW, at=found.unit)
    refuse(rules.is_open(BallotState(found.state)))
    if found.way != Way.PAPER or teller not in (1, 2):
        raise Refused(Refusal("on_screen", _("Cuộc này bỏ phiếu trên máy.")))
    places = dict(found.candidates.values_list("pk", "place"))
    if set(numbers) != set(places):
        raise Refused(Refusal("lines_missing", _("Ghi số phiếu cho đủ mọi người trên phiếu.")))
    by_place = {places[pk]: dict(counts) for pk, counts in numbers.items()}
    refuse(rules.count_problem(by_place, issued=issued, returned=returned))
    PaperCount.objects.update_or_create(
        ballot=found,
        teller=teller,
        defaults={
            "issued": issued,
            "returned": returned,
            "numbers": {str(place): counts for place, counts in by_place.items()},
            "entered_by_id": by.id,
            "entered_by_name": by.name[:160],
        },
    )
    counts = list(PaperCount.objects.filter(ballot=found).order_by("teller"))
    detail = {"verb": Verb.BALLOT_COUNTED, "teller": teller}
    if len(counts) == 2 and _agree(*counts):
        found.issued = issued
        _close(found, by_place, returned, today)
        detail = _said(found)
    record(by=by, act=Right.REVIEW, subject=found, detail=detail)
    return found


@transaction.atomic
def void_ballot(*, by: Actor, ballot_id: int, reason: str, today: date) -> Ballot:
    """End an open ballot without a result; what was in the urn is gone."""
    found = _locked(ballot_id)
    by.require(Right.REVIEW, at=found.unit)
    refuse(rules.is_open(BallotState(found.state)) or rating_rules.reason_problem(reason))
    found.state, found.closed_on = BallotState.VOID, today
    found.void_reason = nfc(reason).strip()[:300]
    found.urn, found.locked = "", ""
    found.save()
    found.voters.update(has_voted=False, is_final=True)
    record(
        by=by, act=Right.REVIEW, subject=found, reason=reason,
        detail={"verb": Verb.BALLOT_VOIDED},
    )  # fmt: skip
    return found


def _locked(ballot_id: int) -> Ballot:
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("unit__type")
    return rows.get(pk=ballot_id)


def _write_slips(found: Ballot, lines: Sequence[tuple[int, Level]]) -> None:
    """All lines in one batch in the order of random keys: neither rows nor pages keep who or when."""
    by_place = dict(found.candidates.values_list("place", "pk"))
    slips = [
        Slip(key=uuid.uuid4(), candidate_id=by_place[place], choice=choice)
        for place, choice in lines
    ]
    Slip.objects.bulk_create(sorted(slips, key=lambda slip: slip.key))


def _close(found: Ballot, numbers: Numbers, cast: int, today: date) -> None:
    for candidate in found.candidates.all():
        for column in rules.COLUMNS.values():
            setattr(candidate, column, numbers.get(candidate.place, {}).get(column, 0))
        candidate.save()
    # Written anew for all in this one transaction, so that no row says any more who came when.
    found.voters.update(is_final=True)
    found.state, found.closed_on, found.cast = BallotState.CLOSED, today, cast
    found.urn, found.locked = "", ""
    found.save()


def _agree(one: PaperCount, other: PaperCount) -> bool:
    same = (one.issued, one.returned) == (other.issued, other.returned)
    return same and rules.agree(one.numbers, other.numbers) is None


def _said(found: Ballot) -> dict[str, object]:
    return {
        "verb": Verb.BALLOT_CLOSED,
        "way": found.way,
        "issued": found.issued,
        "cast": found.cast,
    }
