"""What people do with their own account: password, sessions, second step."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction

from neuguong.accounts import rules
from neuguong.accounts.actions.tries import note_tries, refuse_haste
from neuguong.accounts.models import SignedIn
from neuguong.accounts.queries import place_of, second_key
from neuguong.audit.actions import record_door
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.people.access import AccountActor
from neuguong.people.models import Account

PASSWORD: Final = "people.password"  # noqa: S105 the name of an act
SESSION_ENDED: Final = "people.session_ended"


def change_password(
    *, by: AccountActor, old: str, new: str, session_key: str, address: str, now: datetime
) -> Account:
    """Set a new password for oneself; every other session of the account ends.

    `Refused` when the old one is wrong, slower after several wrong ones.
    """
    keys = second_key(by.account.pk)
    refuse_haste(keys, now)
    if not by.account.check_password(old):
        note_tries(keys=keys.values(), now=now)
        raise Refused(Refusal("old_password", _("Mật khẩu đang dùng chưa đúng.")))
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=by.account.pk)
        account.set_password(new)
        account.save(update_fields=["password"])
        close_sessions(account.pk, keep=session_key)
        record_door(by=by, act=PASSWORD, subject=account, address=address, unit_id=place_of(by))
    return account


def follow_session(*, was: str, is_now: str) -> None:
    """Keep the line of a session whose key has changed."""
    SignedIn.objects.filter(session_key=was).update(session_key=is_now)


@transaction.atomic
def end_session(*, by: AccountActor, signed_in_id: int, address: str) -> bool:
    """End one of one's own sessions; False when it is not one's own or has ended already."""
    row = SignedIn.objects.filter(pk=signed_in_id, account=by.account).first()
    if row is None:
        return False
    _drop([row.session_key])
    record_door(by=by, act=SESSION_ENDED, subject=by.account, address=address, unit_id=place_of(by))
    return True


@transaction.atomic
def end_others(*, by: AccountActor, session_key: str, address: str) -> int:
    """End all one's sessions but this one; how many there were."""
    ended = close_sessions(by.account.pk, keep=session_key)
    if ended:
        record_door(
            by=by, act=SESSION_ENDED, subject=by.account, address=address, unit_id=place_of(by)
        )
    return ended


@transaction.atomic
def note_second_step(*, by: AccountActor, act: str, address: str) -> None:
    """Keep that one set up, changed or gave up the second step of one's account."""
    record_door(by=by, act=act, subject=by.account, address=address, unit_id=place_of(by))


def note_seen(*, session_key: str, now: datetime) -> None:
    """Keep that a session is still in use; asked for every few minutes, not at every page."""
    SignedIn.objects.filter(session_key=session_key, seen_at__lt=now - rules.SEEN_EVERY / 2).update(
        seen_at=now
    )


def close_sessions(account_id: int, *, keep: str = "") -> int:
    """End the sessions of an account, all but the one to keep; how many there were."""
    rows = SignedIn.objects.filter(account=account_id).exclude(session_key=keep)
    keys = list(rows.values_list("session_key", flat=True))
    _drop(keys)
    return len(keys)


def _drop(keys: Collection[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    SignedIn.objects.filter(session_key__in=keys).delete()
