"""What the law and the office say about personal data, checkable with paper and pencil."""

from neuguong.privacy.rules.breaches import NOTIFY_WITHIN, notify_by
from neuguong.privacy.rules.keeping import TERMS, WARN_DAYS, RecordKind, may_forget, months_before
from neuguong.privacy.rules.purposes import (
    ADDED_ONLY,
    BASIS_LABELS,
    CHANNEL_LABELS,
    USES,
    Basis,
    Channel,
    Purpose,
    may_consent,
    may_rest_on,
)
from neuguong.privacy.rules.requests import (
    CLOCKS,
    OPEN,
    REQUEST_STATES,
    RequestKind,
    RequestState,
    answer_by,
    fulfil_by,
    may_close,
    may_extend,
)

__all__ = [
    "ADDED_ONLY",
    "BASIS_LABELS",
    "CHANNEL_LABELS",
    "CLOCKS",
    "NOTIFY_WITHIN",
    "OPEN",
    "REQUEST_STATES",
    "TERMS",
    "USES",
    "WARN_DAYS",
    "Basis",
    "Channel",
    "Purpose",
    "RecordKind",
    "RequestKind",
    "RequestState",
    "answer_by",
    "fulfil_by",
    "may_close",
    "may_consent",
    "may_extend",
    "may_forget",
    "may_rest_on",
    "months_before",
    "notify_by",
]
