"""How far a cell is with the evening that ends its year: what is prepared, held, decided, written."""

from dataclasses import dataclass
from datetime import date

from neuguong.evaluations.queries.ballots import ballots_at
from neuguong.evaluations.queries.ratings import ratings_at, roster, unit_reviewed
from neuguong.evaluations.queries.reviews import states_at
from neuguong.evaluations.queries.stated import declarations_of
from neuguong.evaluations.rules.ballot import BallotState
from neuguong.evaluations.rules.rating import RatingState
from neuguong.evaluations.rules.reviewing import ReviewState
from neuguong.honours.queries.proposals import proposals_of
from neuguong.honours.queries.roll import count_open, entries_of
from neuguong.lib.actor import Actor
from neuguong.meetings.queries.unit import meetings_of
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Evening:
    """The unit in a year: numbers for each step, and what can be printed."""

    unit: Unit
    year: int
    members: int
    reviews_sent: int
    reviews_heard: int
    ballot_id: int | None
    ballots_counted: int
    ballots_open: int
    rated: int
    decided: int
    declared: int
    entries: int
    entries_open: int
    proposals: tuple[int, ...]
    meeting_uid: str
    meeting_day: date | None


def evening_of(by: Actor, slug: str, year: int, *, today: date) -> Evening:
    """The evening of a unit's year, for one who may read its ratings; 404 and 403 as there."""
    unit = unit_reviewed(by, slug)
    states = [state for _review, state, _level in states_at(unit, year).values()]
    ballots = ballots_at(unit, year)
    ratings = [row for row in ratings_at(unit, year) if row.person_id is not None]
    last = max(meetings_of(unit, year), key=lambda row: row.day, default=None)
    running = [ballot for ballot in ballots if ballot.state == BallotState.OPEN]
    return Evening(
        unit=unit,
        year=year,
        members=len(roster(unit, year, today=today)),
        reviews_sent=sum(state in (ReviewState.SENT, ReviewState.HEARD) for state in states),
        reviews_heard=sum(state == ReviewState.HEARD for state in states),
        ballot_id=next((ballot.pk for ballot in [*running, *ballots]), None),
        ballots_counted=sum(ballot.state == BallotState.CLOSED for ballot in ballots),
        ballots_open=len(running),
        rated=sum(row.level is not None for row in ratings),
        decided=sum(row.state == RatingState.DECIDED for row in ratings),
        declared=sum(row.year == year for row in declarations_of(unit)),
        entries=len(entries_of(unit, year)),
        entries_open=count_open(unit, year),
        proposals=tuple(row.pk for row in proposals_of(unit, year)),
        meeting_uid=str(last.uid) if last else "",
        meeting_day=last.day if last else None,
    )
