"""Reads at the door: wrong tries, slips, open sessions, second steps, and the accounts of a branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import salted_hmac

from neuguong.accounts import rules
from neuguong.accounts.models import OutsideName, SignedIn, SignInAttempt, Slip
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import fold, nfc
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of, within
from neuguong.people.access import AccountActor, out_of_hand
from neuguong.people.models import Account, Grant, Membership
from neuguong.people.rights import Right
from neuguong.people.roles import ROLES

SHOWN = 200  # accounts on a page


def typed_name(name: str) -> str:
    """A sign-in name as it is kept."""
    return nfc(name).strip()


def key_of(throttle: rules.Throttle, *words: str) -> str:
    """The keyed digest under which wrong tries are kept; nothing can be read back from it."""
    said = "\n".join((throttle.kind, *words))
    return salted_hmac("neuguong.accounts.door", said, algorithm="sha256").hexdigest()


def keys_of(name: str, address: str) -> dict[rules.Throttle, str]:
    """What is counted of a sign-in name typed at an address."""
    typed = typed_name(name).casefold()
    return {
        rules.PAIR: key_of(rules.PAIR, typed, address),
        rules.NAME: key_of(rules.NAME, typed),
        rules.ADDRESS: key_of(rules.ADDRESS, address),
    }


def second_key(account_id: int) -> dict[rules.Throttle, str]:
    """What is counted of the codes of one account."""
    return {rules.SECOND: key_of(rules.SECOND, str(account_id))}


def wait_for(keys: Mapping[rules.Throttle, str], now: datetime) -> timedelta:
    """How long the longest of the waits still lasts; one question for all of them."""
    rows = SignInAttempt.objects.filter(key__in=keys.values(), at__gte=now - rules.REMEMBERED)
    found: dict[str, list[datetime]] = {}
    for key, at in rows.values_list("key", "at"):
        found.setdefault(key, []).append(at)
    waits = [
        rules.wait_left(throttle, len(found[key]), max(found[key]), now)
        for throttle, key in keys.items()
        if key in found
    ]
    return max(waits, default=timedelta(0))


def place_of(by: AccountActor) -> int | None:
    """Where those who read the log look for an account: the highest unit for which it may act."""
    return by.grants[0].unit_id if by.grants else None


def slip_digest(account_id: int, code: str) -> str:
    """The keyed digest of the code of a slip."""
    said = f"{account_id}\n{rules.read_code(code)}"
    return salted_hmac("neuguong.accounts.slip", said, algorithm="sha256").hexdigest()


def open_slip(account_id: int, now: datetime) -> Slip | None:
    """The slip with which this account may still set its password."""
    rows = Slip.objects.filter(account=account_id, used_at=None, void_at=None, expires_at__gt=now)
    return rows.first()


def sessions_of(account_id: int, now: datetime) -> list[SignedIn]:
    """Where an account is signed in, last seen first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return list(SignedIn.objects.filter(Exists(alive), account=account_id))


def has_second_step(account_id: int) -> bool:
    """Whether an account signs in with two steps."""
    rows = Authenticator.objects.filter(user_id=account_id)
    return bool(rows.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def has_other_step(account_id: int, but: int) -> bool:
    """Whether an account has a second step beside that one."""
    rows = Authenticator.objects.filter(user_id=account_id).exclude(pk=but)
    return bool(rows.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def typed_steps(account_id: int) -> list[Authenticator]:
    """The second steps of an account whose codes are typed: the telephone first, then those on paper."""
    rows = Authenticator.objects.filter(user_id=account_id)
    return list(rows.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"))


def steps_of(account_id: int) -> list[Authenticator]:
    """All second steps of an account, oldest first."""
    return list(Authenticator.objects.filter(user_id=account_id).order_by("pk"))


def outside_account(subject: str) -> Account | None:
    """The account that another site knows by this name, while it is in use."""
    return Account.objects.filter(outside_name__subject=subject, is_active=True).first()


def outside_name(account_id: int) -> str:
    """The name by which another site knows an account; empty when none was written."""
    rows = OutsideName.objects.filter(account=account_id)
    return rows.values_list("subject", flat=True).first() or ""


# --- the accounts of a branch -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of a branch: roles with their units, whether it came in, how, its open slip."""

    account: Account
    roles: list[str]
    two_steps: bool
    must: bool
    slip: Slip | None
    outside: str


def units_of(account: Account) -> list[Unit]:
    """Where an account belongs: where it acts, now or later, and its person; else where it was opened."""
    today = timezone.localdate()
    grants = Grant.objects.filter(account=account).filter(Q(valid_to=None) | Q(valid_to__gt=today))
    found = set(grants.values_list("unit_id", flat=True))
    if account.person_id:
        homes = Membership.objects.filter(person=account.person_id, valid_to=None)
        found |= set(homes.values_list("unit_id", flat=True))
    if not found:
        found |= {account.unit_id} if account.unit_id else set()
    return list(Unit.objects.filter(pk__in=found))


def account_over(by: Actor, account_id: int) -> tuple[Account, Unit]:
    """An account that is `by`'s to lead in anew, and the highest of its units.

    404 for who gives rights nowhere where it stands; 403 with the sentence who can for who does not
    give them everywhere, or could not give a role that it holds.
    """
    account = Account.objects.filter(pk=account_id).first()
    units = sorted(units_of(account), key=lambda unit: unit.path) if account else []
    if account is None or not any(by.may(Right.GRANT, at=unit) for unit in units):
        raise Http404
    if beyond := out_of_hand(by, account, timezone.localdate()):
        raise PermissionDenied(beyond)
    return account, units[0]


def top_unit(by: Actor) -> Unit | None:
    """The highest unit whose accounts `by` administers."""
    rows = within(Unit.objects.all(), by.scope(Right.GRANT), "path")
    return rows.order_by("path").first() if by.scope(Right.GRANT) else None


def accounts_of(unit: Unit, words: str = "") -> QuerySet[Account]:
    """Accounts that act or belong at a unit or beneath, by sign-in name; `words` narrow them."""
    branch = branch_of(unit).values("pk")
    acts = Grant.objects.filter(account=OuterRef("pk"), unit__in=branch)
    homes = Membership.objects.filter(person=OuterRef("person_id"), unit__in=branch, valid_to=None)
    rows = Account.objects.filter(Q(Exists(acts)) | Q(Exists(homes)) | Q(unit__in=branch))
    for word in fold(words).split():
        rows = rows.filter(Q(username__contains=word) | Q(person__search__contains=word))
    return rows.order_by("username")


def account_lines(accounts: Sequence[Account], now: datetime, today: date) -> list[AccountLine]:
    """The lines of a page of accounts, in four questions however many there are."""
    ids = [account.pk for account in accounts]
    grants: dict[int, list[Grant]] = {}
    rows = Grant.objects.filter(account__in=ids, valid_from__lte=today)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)).select_related("unit")
    for grant in rows:
        grants.setdefault(grant.account_id, []).append(grant)
    seconds = Authenticator.objects.filter(user_id__in=ids)
    seconds = seconds.exclude(type=Authenticator.Type.RECOVERY_CODES)
    two_steps = set(seconds.values_list("user_id", flat=True))
    open_slips = Slip.objects.filter(
        account__in=ids, used_at=None, void_at=None, expires_at__gt=now
    )
    slips = {slip.account_id: slip for slip in open_slips}
    names = dict(OutsideName.objects.filter(account__in=ids).values_list("account_id", "subject"))
    return [
        AccountLine(
            account,
            [f"{_label(grant.role)}, {grant.unit.name}" for grant in grants.get(account.pk, [])],
            account.pk in two_steps,
            rules.needs_two_steps(grant.role for grant in grants.get(account.pk, [])),
            slips.get(account.pk),
            names.get(account.pk, ""),
        )
        for account in accounts
    ]


def _label(role: str) -> str:
    known = ROLES.get(role)
    return str(known.label) if known else role
