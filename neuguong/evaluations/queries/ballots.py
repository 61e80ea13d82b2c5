"""Reads of ballots: those of a unit, one of them for who runs it or votes in it, who has not voted yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from neuguong.evaluations.models import Ballot, Candidate, PaperCount, Voter
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.ballot import COLUMNS, BallotState, majority
from neuguong.evaluations.rules.levels import Level
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen


@dataclass(frozen=True, slots=True)
class BallotPage:
    """A ballot with who is voted on, who may vote (by given name), and which tellers have counted."""

    ballot: Ballot
    candidates: Sequence[Candidate]
    voters: Sequence[Voter]
    counted_by: frozenset[int]

    @property
    def waiting(self) -> list[Voter]:
        """Who has not voted yet."""
        return [voter for voter in self.voters if not voter.has_voted]


def ballots_at(unit: Unit, year: int) -> list[Ballot]:
    """The ballots of a unit in a year, newest first, without their urns."""
    return list(Ballot.objects.filter(unit=unit, year=year).defer("urn", "locked"))


def ballot_seen(by: Actor, ballot_id: int) -> BallotPage:
    """The ballot, for who keeps the cell's reviews and for who is on its list of voters.

    404 for who may not know of the unit, 403 for others who know of it. The urn is not read.
    """
    rows = Ballot.objects.defer("urn", "locked").select_related("unit__type", "unit__parent")
    found = rows.filter(pk=ballot_id).first()
    if found is None:
        raise Http404
    voters = list(found.voters.select_related("person").order_by("person__sort", "pk"))
    is_voter = by.person_id is not None and any(v.person_id == by.person_id for v in voters)
    if not is_voter:
        unit = unit_seen(by, found.unit.slug)
        by.require(Right.REVIEW, at=unit)
        if not by.sees_names(unit.path):
            raise Http404
    counts = PaperCount.objects.filter(ballot=found).values_list("teller", flat=True)
    candidates = list(found.candidates.select_related("rating").order_by("place"))
    return BallotPage(found, candidates, voters, frozenset(counts))


def open_for(person_id: int) -> list[Ballot]:
    """Open ballots on the screen in which a person has not voted yet."""
    rows = Ballot.objects.filter(
        state=BallotState.OPEN, way="screen", voters__person=person_id, voters__has_voted=False
    )
    return list(rows.defer("urn", "locked").select_related("unit"))


def numbers_of(candidate: Candidate) -> dict[str, int]:
    """What came out for a candidate, by column."""
    return {column: getattr(candidate, column) for column in COLUMNS.values()}


def voted_levels(unit: Unit, year: int) -> dict[int, tuple[dict[str, int], Level | None]]:
    """What the newest closed ballot of a unit said of each rating: its numbers, and the majority's level."""
    newest = Ballot.objects.filter(unit=unit, year=year, state=BallotState.CLOSED)
    ballot = newest.defer("urn", "locked").order_by("-pk").first()
    if ballot is None:
        return {}
    return {
        row.rating_id: (numbers_of(row), majority(numbers_of(row), ballot.cast))
        for row in ballot.candidates.all()
    }
