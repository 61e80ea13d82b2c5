"""Letting people in, with a pause for those who guess; looking over the data and keeping what is found."""

from datetime import datetime
from time import monotonic

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone

from neuguong.audit.actions import record_door
from neuguong.audit.rules import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from neuguong.home import rules
from neuguong.home.models import DataFault, DataLook, SignInFailure
from neuguong.home.queries.door import failures_of, key_of
from neuguong.home.queries.faults import MOST, all_found
from neuguong.lib.refusal import Refused
from neuguong.lib.rows import insert_values
from neuguong.lib.vietnamese import nfc
from neuguong.people.access import AccountActor
from neuguong.people.models import Account


def check_password(*, name: str, password: str, address: str, now: datetime) -> Account:
    """The account of that name and password; `Refused` when it is wrong or was tried too often."""
    key = key_of(name, address)
    if refusal := rules.too_many(failures_of(key, since=now - rules.WINDOW)):
        raise Refused(refusal)
    account = authenticate(username=nfc(name).strip(), password=password)
    if not isinstance(account, Account):
        note_failure(key=key, now=now)
        meant = Account.objects.filter(username=nfc(name).strip()).first()
        record_door(by=None, act=SIGN_IN_FAILED, subject=meant, address=address)
        raise Refused(rules.wrong_sign_in())
    SignInFailure.objects.filter(key=key).delete()
    by = AccountActor(account, today=timezone.localdate(now))
    record_door(by=by, act=SIGNED_IN, subject=account, address=address, unit_id=_unit_of(by))
    return account


@transaction.atomic
def note_leaving(*, by: AccountActor, address: str) -> None:
    """Keep that somebody left."""
    record_door(by=by, act=SIGNED_OUT, subject=by.account, address=address, unit_id=_unit_of(by))


def _unit_of(by: AccountActor) -> int | None:
    """Where those who read the log look for an account: the highest unit for which it may act."""
    return by.grants[0].unit_id if by.grants else None


@transaction.atomic
def note_failure(*, key: str, now: datetime) -> None:
    """Keep one failed sign-in, and let go of those too old to matter."""
    SignInFailure.objects.filter(at__lt=now - rules.WINDOW).delete()
    SignInFailure.objects.create(key=key, at=now)


def look_over(*, now: datetime) -> DataLook:
    """Ask every check and keep what it finds instead of what the look before found."""
    began = monotonic()
    found = all_found()
    rows = [
        (code, one.path, one.unit_name, one.kind.value, one.target, one.words)
        for code, rows in found.items()
        for one in rows[:MOST]
    ]
    seconds = round(monotonic() - began, 3)
    with transaction.atomic():
        DataLook.objects.all().delete()
        DataFault.objects.all().delete()
        insert_values(DataFault, ("code", "path", "unit_name", "kind", "target", "words"), rows)
        return DataLook.objects.create(
            at=now, seconds=seconds, counts={code: len(rows) for code, rows in found.items()}
        )
