"""The small country with its regimes, and the ratings of its first cell proposed."""

import pytest

from neuguong.evaluations.actions import ProposalEntry, keep_regimes, propose_many
from neuguong.evaluations.models import Rating
from neuguong.evaluations.rules.levels import Level, Merits
from tests.world import TODAY, YEAR, World

CELL, COMMUNE = "tinh/huyen/xa/mot", "tinh/huyen/xa"
MERITS = Merits(work_grade=3, other_grade=3)


@pytest.fixture
def country(world: World) -> World:
    """The country by whose regimes a year can be rated."""
    keep_regimes(by=world.machine)
    return world


@pytest.fixture
def proposed(country: World) -> dict[str, Rating]:
    """The ratings of Chi and Giang, as their secretary proposes them, by name."""
    levels = {"Chi": Level.EXCELLENT, "Giang": Level.GOOD}
    rows = propose_many(
        by=country.giang, unit_id=country.unit(CELL).pk, year=YEAR, today=TODAY,
        entries=[
            ProposalEntry(country.people[name].pk, MERITS, level) for name, level in levels.items()
        ],
    )  # fmt: skip
    return dict(zip(levels, rows, strict=True))
