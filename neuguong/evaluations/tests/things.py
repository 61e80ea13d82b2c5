"""One of everything of this room that has an address."""

from neuguong.evaluations.actions import (
    BallotEntry,
    ProposalEntry,
    keep_regimes,
    open_ballot,
    open_review,
    propose_many,
)
from neuguong.evaluations.rules.ballot import Way
from neuguong.evaluations.rules.levels import Level, Merits
from tests.world import TODAY, YEAR, World


def evaluation_things(world: World) -> dict[str, dict[str, object]]:
    """A rating, a review and a ballot of the first cell, by the words of addresses."""
    keep_regimes(by=world.machine)
    cell, chi = world.unit("tinh/huyen/xa/mot").pk, world.people["Chi"].pk
    entry = ProposalEntry(chi, Merits(), Level.GOOD)
    rows = propose_many(by=world.giang, unit_id=cell, year=YEAR, entries=[entry], today=TODAY)
    review = open_review(by=world.giang, unit_id=cell, year=YEAR, person_id=chi, today=TODAY)
    way = BallotEntry(Way.PAPER, ("Thái", "Chi"), [chi])
    ballot = open_ballot(by=world.giang, unit_id=cell, year=YEAR, entry=way, today=TODAY)
    return {
        "rating_id": {"rating_id": rows[0].pk},
        "review_id": {"review_id": review.pk},
        "ballot_id": {"ballot_id": ballot.pk},
    }
