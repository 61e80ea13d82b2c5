"""Wrong tries, counted under keyed digests that name nobody."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from neuguong.accounts import rules
from neuguong.accounts.models import SignInAttempt
from neuguong.accounts.queries import wait_for
from neuguong.lib.refusal import Refused


def refuse_haste(keys: Mapping[rules.Throttle, str], now: datetime) -> None:
    """`Refused` while one of the waits lasts."""
    if refusal := rules.too_often(wait_for(keys, now)):
        raise Refused(refusal)


@transaction.atomic
def note_tries(*, keys: Collection[str], now: datetime) -> None:
    """Keep one wrong try under each digest, and let go of those too old to matter."""
    SignInAttempt.objects.filter(at__lt=now - rules.REMEMBERED).delete()
    SignInAttempt.objects.bulk_create([SignInAttempt(key=key, at=now) for key in keys])


def forget_tries(*, keys: Collection[str]) -> None:
    """Begin to count anew under these digests."""
    SignInAttempt.objects.filter(key__in=list(keys)).delete()
