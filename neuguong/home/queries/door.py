"""How often a name was tried from one address."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from neuguong.home.models import SignInFailure
from neuguong.lib.vietnamese import nfc


def key_of(name: str, address: str) -> str:
    """The keyed digest under which failures of a name from an address are kept."""
    typed = nfc(name).strip().casefold()
    return salted_hmac("neuguong.home.door", f"{typed}\n{address}", algorithm="sha256").hexdigest()


def failures_of(key: str, *, since: datetime) -> int:
    """How many failures of that digest were noted since then."""
    return SignInFailure.objects.filter(key=key, at__gte=since).count()
