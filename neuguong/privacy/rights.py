"""What a person may be allowed to do about the personal data of others."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on personal data; of one's own everyone may dispose without any."""

    RECORD = "privacy.record"  # what was told, consented or asked on paper
    DESK = "privacy.desk"  # requests, forgetting, breaches
    SET = "privacy.set"  # on what the purposes rest, the notices, the assessment


# One's own consents, requests and copy: everyone's, granted by no role. And what the machine does.
OWN = "privacy.own"
RETENTION = "privacy.retention"
KEYS = "privacy.keys"
