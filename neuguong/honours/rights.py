"""What a person may be allowed to do with the honour roll, awards and good models."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on the honour roll, awards and good models."""

    VIEW = "honours.view"
    PROPOSE = "honours.propose"
    DECIDE = "honours.decide"
    CATALOGUE = "honours.catalogue"


class Verb(StrEnum):
    """What exactly an act did; kept in the detail of its record line."""

    BOOK_OPENED = "book_opened"
    BOOK_CLOSED = "book_closed"
    PROPOSED = "proposed"
    CHANGED = "changed"
    VERIFIED = "verified"
    VOTED = "voted"
    DECIDED = "decided"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CONSENT = "consent"
    RAISED = "raised"
    RAISE_DECIDED = "raise_decided"
    ADDED = "added"
    DROPPED = "dropped"
    SENT = "sent"
    RETURNED = "returned"
    AWARDED = "awarded"
    REVOKED = "revoked"
    HISTORY = "history"
    MODEL = "model"
    RECOGNISED = "recognised"
    ENDED = "ended"
    PHOTO = "photo"
    ADOPTED = "adopted"
    FORGOTTEN = "forgotten"
