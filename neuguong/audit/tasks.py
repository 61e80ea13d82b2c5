"""What the worker does for the log by itself: seals it, and forgets old addresses."""

import logging

from django.utils import timezone

from neuguong.audit.actions import forget_addresses, seal_all
from neuguong.audit.rules import ADDRESS_KEPT

log = logging.getLogger(__name__)


def seal_waiting() -> None:
    """Seal what waits."""
    seal_all()


def forget_old_addresses() -> None:
    """Forget from where people signed in some weeks ago."""
    if count := forget_addresses(timezone.now() - ADDRESS_KEPT):
        log.info("forgot %s addresses of sign-ins", count)
