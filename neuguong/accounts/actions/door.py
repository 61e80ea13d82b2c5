"""Letting people in, with growing waits for those who guess."""

from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from neuguong.accounts import rules
from neuguong.accounts.actions.own import close_sessions
from neuguong.accounts.actions.tries import forget_tries, note_tries, refuse_haste
from neuguong.accounts.models import SignedIn, SignInAttempt
from neuguong.accounts.queries import (
    key_of,
    keys_of,
    open_slip,
    place_of,
    second_key,
    slip_digest,
    typed_name,
    typed_steps,
)
from neuguong.audit.actions import record_door
from neuguong.audit.rules import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from neuguong.lib.refusal import Refusal, Refused
from neuguong.people.access import AccountActor
from neuguong.people.models import Account

_AGENT: Final = 300
_SPENT: Final = rules.Throttle("spent", 1)


def check_password(*, name: str, password: str, address: str, now: datetime) -> Account:
    """The account of that name and password; `Refused` when it is wrong or was tried too often.

    An unknown name costs a hashing like a known one, so that neither words nor time tell them apart.
    """
    keys = keys_of(name, address)
    refuse_haste(keys, now)
    account = authenticate(username=typed_name(name), password=password)
    if not isinstance(account, Account):
        raise _failed(keys, name, address, now, rules.wrong_sign_in())
    forget_tries(keys={keys[rules.PAIR], keys[rules.NAME]})
    return account


def enter_by_slip(*, name: str, code: str, password: str, address: str, now: datetime) -> Account:
    """Use up the slip of that name and set the password; all older sessions end.

    `Refused` with one sentence for an unknown name, a wrong code, a slip used, replaced or too old.
    """
    keys = keys_of(name, address)
    refuse_haste(keys, now)
    stored = make_password(password)  # at every try, so that time tells nothing
    with transaction.atomic():
        account = Account.objects.filter(username=typed_name(name), is_active=True).first()
        account = account and Account.objects.select_for_update().get(pk=account.pk)
        slip = open_slip(account.pk, now) if account else None
        given = slip_digest(account.pk if account else 0, code)
        if account and slip and constant_time_compare(slip.code_digest, given):
            slip.used_at = now
            slip.save(update_fields=["used_at"])
            account.password = stored
            account.save(update_fields=["password"])
            close_sessions(account.pk)
            forget_tries(keys={keys[rules.PAIR], keys[rules.NAME]})
            return account
    raise _failed(keys, name, address, now, rules.wrong_slip())


def check_code(*, account: Account, code: str, address: str, now: datetime) -> Authenticator | None:
    """The second step that a code fits, if it was not used before; slower after wrong ones.

    Kept in the database, not in the memory of one process: `Refused` while one has to wait.
    """
    keys = second_key(account.pk)
    refuse_haste(keys, now)
    typed = rules.read_code(code)
    spent = key_of(_SPENT, str(account.pk), typed)
    if not SignInAttempt.objects.filter(key=spent, at__gt=now - rules.CODE_SPENT).exists():
        for step in typed_steps(account.pk):
            if step.wrap().validate_code(typed):
                step.user = account
                forget_tries(keys=keys.values())
                note_tries(keys=[spent], now=now)
                return step
    note_tries(keys=keys.values(), now=now)
    by = AccountActor(account, today=timezone.localdate(now))
    record_door(by=None, act=SIGN_IN_FAILED, subject=account, address=address, unit_id=place_of(by))
    return None


@transaction.atomic
def note_entry(
    *, by: AccountActor, session_key: str, address: str, agent: str, now: datetime
) -> SignedIn:
    """Keep that somebody came in, in the log and in the list of open sessions."""
    record_door(by=by, act=SIGNED_IN, subject=by.account, address=address, unit_id=place_of(by))
    row, _new = SignedIn.objects.update_or_create(
        session_key=session_key,
        defaults={
            "account": by.account, "address": address[:45], "agent": agent[:_AGENT],
            "opened_at": now, "seen_at": now,
        },
    )  # fmt: skip
    return row


@transaction.atomic
def note_leaving(*, by: AccountActor, session_key: str, address: str) -> None:
    """Keep that somebody left."""
    SignedIn.objects.filter(session_key=session_key).delete()
    record_door(by=by, act=SIGNED_OUT, subject=by.account, address=address, unit_id=place_of(by))


def _failed(
    keys: dict[rules.Throttle, str], name: str, address: str, now: datetime, why: Refusal
) -> Refused:
    """The refusal of a wrong try, after keeping it; what was typed is kept nowhere."""
    note_tries(keys=keys.values(), now=now)
    meant = Account.objects.filter(username=typed_name(name)).first()
    place = place_of(AccountActor(meant, today=timezone.localdate(now))) if meant else None
    record_door(by=None, act=SIGN_IN_FAILED, subject=meant, address=address, unit_id=place)
    return Refused(why)
