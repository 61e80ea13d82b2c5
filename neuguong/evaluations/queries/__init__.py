"""Reads of the yearly review: regimes, ratings, quotas, declarations, reviews, ballots, facts of the year."""

from neuguong.evaluations.queries.ratings import list_ratings
from neuguong.evaluations.queries.stated import (
    breaching_prohibited_acts,
    completing_tasks,
    culture_title,
    good_or_better,
    mass_organisation_title,
    organisation_title,
    without_manifestation,
)

__all__ = [
    "breaching_prohibited_acts",
    "completing_tasks",
    "culture_title",
    "good_or_better",
    "list_ratings",
    "mass_organisation_title",
    "organisation_title",
    "without_manifestation",
]
