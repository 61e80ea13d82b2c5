"""Nouns of the yearly review: regimes, ratings, declarations, titles, reviews, self-checks, ballots."""

from neuguong.evaluations.models.ballot import Ballot, Candidate, PaperCount, Slip, Voter
from neuguong.evaluations.models.rating import Objection, Rating
from neuguong.evaluations.models.regime import Criterion, LevelCondition, QuotaRow, Regime
from neuguong.evaluations.models.review import Remark, Review, SelfCheck
from neuguong.evaluations.models.stated import Declaration, Title

__all__ = [
    "Ballot",
    "Candidate",
    "Criterion",
    "Declaration",
    "LevelCondition",
    "Objection",
    "PaperCount",
    "QuotaRow",
    "Rating",
    "Regime",
    "Remark",
    "Review",
    "SelfCheck",
    "Slip",
    "Title",
    "Voter",
]
