"""Acts on who may do what: open and close accounts, give and end roles, let one stand in for another."""

import re
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people import rules
from neuguong.people.access import AccountActor, denial, out_of_hand
from neuguong.people.models import Account, Grant, Person
from neuguong.people.queries import MEMBER, accounts_named, homes_of, places_of
from neuguong.people.rights import Right
from neuguong.people.roles import ROLES
from neuguong.people.rules import Term

_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")


@transaction.atomic
def open_account(
    *, by: Actor, username: str, name: str, password: str, at: Unit, person: Person | None = None
) -> Account:
    """Open a sign-in; without a grant it can only read its own record, without a password not enter."""
    by.require(Right.GRANT, at=at)
    if isinstance(by, AccountActor):
        _check_new(by, username, name, at, person)
    if accounts_named(username):
        raise Refused(
            Refusal(
                "username_taken",
                _("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": username},
            )
        )
    account = Account(username=username, name=nfc(name).strip(), person=person, unit=at)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    record(by=by, act=Right.GRANT, subject=account, unit_id=at.pk)
    return account


def _check_new(by: AccountActor, username: str, name: str, at: Unit, person: Person | None) -> None:
    if not _USERNAME.fullmatch(username):
        raise Refused(
            Refusal(
                "username_form",
                _("Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm; ít nhất ba ký tự."),
            )
        )
    if not name.strip():
        raise Refused(Refusal("name_empty", _("Chưa ghi họ và tên.")))
    if at.closed_on is not None:
        raise Refused(_ended(at))
    if person is None:
        return
    branch = person.memberships.filter(unit__path__startswith=at.path, valid_to=None)
    if not branch.exists() or Account.objects.filter(person=person).exists():
        raise Refused(
            Refusal("person_elsewhere", _("Người này không ở đơn vị, hoặc đã có tài khoản."))
        )
    if not all(by.may(Right.GRANT, at=unit) for unit in homes_of(person.pk)):
        raise Refused(
            Refusal(
                "person_beyond",
                _(
                    "Người này còn sinh hoạt ở nơi ngoài nhánh của anh, chị; người quản trị nhánh có cả"
                    " hai nơi mở tài khoản."
                ),
            )
        )


@transaction.atomic
def close_account(*, by: Actor, account_id: int, today: date, reason: str) -> Account:
    """Close a sign-in at once, with its roles; refused while it holds one that is not yours to end."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    _require_hand(by, account, today)
    if account.pk == by.id:
        raise Refused(Refusal("close_self", _("Không tự đóng tài khoản của mình.")))
    if refusal := rules.reason_problem(reason):
        raise Refused(refusal)
    held = Grant.objects.select_for_update(of=("self",)).select_related("unit")
    for grant in held.filter(account=account).filter(Q(valid_to=None) | Q(valid_to__gt=today)):
        _end(by, grant, today, reason)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _recorded(by, account, account.unit_id, "closed", reason)
    return account


@transaction.atomic
def reopen_account(*, by: Actor, account_id: int, today: date, reason: str) -> Account:
    """Open a closed sign-in again; roles are given anew."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    _require_hand(by, account, today)
    if account.pk == by.id:
        raise Refused(Refusal("close_self", _("Không tự mở lại tài khoản của mình.")))
    if refusal := rules.reason_problem(reason):
        raise Refused(refusal)
    account.is_active = True
    account.save(update_fields=["is_active"])
    _recorded(by, account, account.unit_id, "reopened", reason)
    return account


@transaction.atomic
def grant_role(
    *,
    by: Actor,
    account_id: int,
    role: str,
    unit_id: int,
    since: date,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Give an account a role on a branch from a day on, never more or longer than one may give."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.GRANT, at=unit)
    if role not in ROLES:
        raise Refused(Refusal("role_unknown", _("Không có vai trò “%(role)s”.") % {"role": role}))
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if isinstance(by, AccountActor):
        _check_gift(by, account, role, unit, Term(since, until), reason)
    grant = Grant.objects.create(
        account=account, role=role, unit=unit, valid_from=since, valid_to=until,
        given_by_name=by.name, reason=nfc(reason).strip(),
    )  # fmt: skip
    detail = {"role": role, "since": since.isoformat(), "until": until.isoformat() if until else ""}
    record(by=by, act=Right.GRANT, subject=account, unit_id=unit.pk, reason=reason, detail=detail)
    return grant


def _check_gift(
    by: AccountActor, account: Account, role: str, unit: Unit, term: Term, reason: str
) -> None:
    """Whether this actor may give this role here for these days."""
    mine = by.gives(unit)
    if role not in mine:
        raise PermissionDenied(
            _("Anh, chị không giao được vai trò %(role)s ở đây: không ai giao quá quyền mình giữ.")
            % {"role": ROLES[role].label}
        )
    refusal = rules.may_give(
        term, today=by.today, giver_until=mine[role], is_self=account.pk == by.id, reason=reason
    )
    if refusal:
        raise Refused(refusal)
    if not account.is_active:
        raise Refused(Refusal("account_closed", _("Tài khoản này đã đóng. Mở lại trước.")))
    if unit.closed_on is not None and unit.closed_on <= term.since:
        raise Refused(_ended(unit))
    same = Grant.objects.filter(account=account, role=role, unit=unit, stands_for=None)
    same = same.filter(Q(valid_to=None) | Q(valid_to__gt=term.since))
    if term.until is not None:
        same = same.filter(valid_from__lt=term.until)
    if same.exists():
        raise Refused(
            Refusal(
                "grant_there", _("Tài khoản này đã có vai trò ấy ở đơn vị trong những ngày đó.")
            )
        )


@transaction.atomic
def end_grant(*, by: Actor, grant_id: int, on: date, reason: str) -> Grant:
    """End a role from a day on: by who may give it, by its holder, or by whom it stands in for."""
    grant = _locked(grant_id)
    if not _may_end(by, grant):
        raise PermissionDenied(denial(Right.GRANT))
    if refusal := rules.reason_problem(reason):
        raise Refused(refusal)
    if grant.valid_to is not None and grant.valid_to <= on:
        raise Refused(
            Refusal(
                "grant_ended",
                _("Quyền này đã hết ngày %(day)s.") % {"day": format_day(grant.valid_to)},
            )
        )
    _end(by, grant, on, reason)
    return grant


@transaction.atomic
def stand_in(*, by: Actor, grant_id: int, account_id: int, term: Term, reason: str) -> Grant:
    """Let another act in the place of the holder of a grant for some days; it ends by itself."""
    grant = _locked(grant_id)
    if by.id != grant.account_id and not _may_give_on(by, grant):
        raise PermissionDenied(denial(Right.GRANT))
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if grant.role == MEMBER:
        raise Refused(
            Refusal("stand_in_member", _("Đăng ký và việc làm của mình thì không ai làm thay."))
        )
    refusal = rules.may_stand_in(
        term,
        today=by.today if isinstance(by, AccountActor) else term.since,
        held_until=_held_until(by, grant),
        is_self=account.pk in (grant.account_id, by.id),
        is_stand_in=grant.stands_for_id is not None,
        reason=reason,
    )
    if refusal:
        raise Refused(refusal)
    if not account.is_active or not grant.account.is_active:
        raise Refused(Refusal("account_closed", _("Tài khoản này đã đóng. Mở lại trước.")))
    made = Grant.objects.create(
        account=account, role=grant.role, unit=grant.unit, valid_from=term.since,
        valid_to=term.until, stands_for=grant.account, given_by_name=by.name,
        reason=nfc(reason).strip(),
    )  # fmt: skip
    detail = {
        "verb": "stands_in", "role": grant.role, "for": grant.account.name,
        "since": term.since.isoformat(), "until": term.until.isoformat() if term.until else "",
    }  # fmt: skip
    record(
        by=by, act=Right.GRANT, subject=account, unit_id=grant.unit_id, reason=reason, detail=detail
    )
    return made


def _locked(grant_id: int) -> Grant:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("account", "unit")
    return rows.get(pk=grant_id)


def _held_until(by: Actor, grant: Grant) -> date | None:
    """The last day for a stand-in: of the grant, and of the right to give of who is not its holder."""
    ends = [grant.valid_to]
    if isinstance(by, AccountActor) and by.id != grant.account_id:
        ends.append(by.gives(grant.unit)[grant.role])
    return min((end for end in ends if end is not None), default=None)


def _may_give_on(by: Actor, grant: Grant) -> bool:
    """Whether the actor gives this role at this unit."""
    if isinstance(by, AccountActor):
        return by.may(Right.GRANT, at=grant.unit) and grant.role in by.gives(grant.unit)
    return by.may(Right.GRANT, at=grant.unit)


def _may_end(by: Actor, grant: Grant) -> bool:
    mine = by.id is not None and by.id in (grant.account_id, grant.stands_for_id)
    return mine or _may_give_on(by, grant)


def _end(by: Actor, grant: Grant, on: date, reason: str) -> None:
    """Write the end of a grant, and of those that stand in for its holder by it."""
    grant.valid_to = max(on, grant.valid_from)
    grant.ended_by_name, grant.end_reason = by.name, nfc(reason).strip()
    grant.save(update_fields=["valid_to", "ended_by_name", "end_reason"])
    detail = {"verb": "ended", "role": grant.role, "until": grant.valid_to.isoformat()}
    record(
        by=by, act=Right.GRANT, subject=grant.account, unit_id=grant.unit_id, reason=reason,
        detail=detail,
    )  # fmt: skip
    if grant.stands_for_id is None:
        theirs = Grant.objects.filter(
            stands_for=grant.account_id, role=grant.role, unit=grant.unit_id, valid_to__gt=on
        )
        for other in theirs.select_for_update(of=("self",)).select_related("account", "unit"):
            _end(by, other, on, reason)


def _require_hand(by: Actor, account: Account, today: date) -> None:
    """Refuse who gives rights nowhere where the account stands, or not everywhere where it acts."""
    if not any(by.may(Right.GRANT, at=unit) for unit in places_of(account)):
        raise PermissionDenied(denial(Right.GRANT))
    if beyond := out_of_hand(by, account, today):
        raise Refused(Refusal("holds_elsewhere", beyond))


def _recorded(by: Actor, account: Account, unit_id: int | None, verb: str, reason: str) -> None:
    record(
        by=by, act=Right.GRANT, subject=account, unit_id=unit_id, reason=reason,
        detail={"verb": verb},
    )  # fmt: skip


def _ended(unit: Unit) -> Refusal:
    return Refusal(
        "unit_closed",
        _("%(name)s đã kết thúc; chọn đơn vị đang hoạt động.") % {"name": unit.name},
    )
