"""What the worker clears away at the door each day."""

from django.utils import timezone

from neuguong.accounts.actions import forget


def clear_door() -> None:
    """Ended sessions, wrong tries of yesterday, slips long past."""
    forget(now=timezone.now())
