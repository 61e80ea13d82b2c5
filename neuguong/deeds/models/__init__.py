"""Nouns of the heart: registration, deed, result, quantity, contribution, work, evidence."""

from neuguong.deeds.models.outcome import (
    CONTRIBUTION_LABELS,
    OTHER_KIND,
    QUALIFIER_LABELS,
    Contribution,
    Evidence,
    Quantity,
    Result,
    Work,
)
from neuguong.deeds.models.papers import LooseScan
from neuguong.deeds.models.registration import (
    BENEFICIARY_LABELS,
    DEED_LABELS,
    REGISTRATION_LABELS,
    SUBJECT_LABELS,
    Deed,
    DeedCategory,
    Registration,
)

__all__ = [
    "BENEFICIARY_LABELS",
    "CONTRIBUTION_LABELS",
    "DEED_LABELS",
    "OTHER_KIND",
    "QUALIFIER_LABELS",
    "REGISTRATION_LABELS",
    "SUBJECT_LABELS",
    "Contribution",
    "Deed",
    "DeedCategory",
    "Evidence",
    "LooseScan",
    "Quantity",
    "Registration",
    "Result",
    "Work",
]
