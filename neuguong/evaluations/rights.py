"""What a person may be allowed to do with reviews, ballots, ratings and declarations."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on the yearly review; one's own review and self-check need none."""

    VIEW = "evaluations.view"
    REVIEW = "evaluations.review"
    DECIDE = "evaluations.decide"
    DECLARE = "evaluations.declare"


class Verb(StrEnum):
    """What a line of the log says was done."""

    PROPOSED = "proposed"
    TOTALS_STATED = "totals_stated"
    DECIDED = "decided"
    NOTICED = "noticed"
    OBJECTED = "objected"
    OBJECTION_ANSWERED = "objection_answered"
    REOPENED = "reopened"
    DECLARED = "declared"
    DECLARATION_DROPPED = "declaration_dropped"
    TITLE_GIVEN = "title_given"
    TITLE_DROPPED = "title_dropped"
    REGIMES_KEPT = "regimes_kept"
    REVIEW_OPENED = "review_opened"
    REVIEW_WRITTEN = "review_written"
    REVIEW_SENT = "review_sent"
    REVIEW_RETURNED = "review_returned"
    OPINION_WRITTEN = "opinion_written"
    BALLOT_OPENED = "ballot_opened"
    BALLOT_COUNTED = "ballot_counted"
    BALLOT_CLOSED = "ballot_closed"
    BALLOT_VOIDED = "ballot_voided"
    FORGOTTEN = "forgotten"
