"""Accounts opened and led back in by a printed slip; what other sites call them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from neuguong.accounts import rules
from neuguong.accounts.actions.own import close_sessions
from neuguong.accounts.models import OutsideName, SignedIn, SignInAttempt, Slip
from neuguong.accounts.queries import account_over, slip_digest
from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Account
from neuguong.people.rights import Right


@dataclass(frozen=True, slots=True)
class Issued:
    """What is printed on one slip; the code is nowhere else."""

    account: Account
    unit: Unit
    code: str
    expires_at: datetime


@transaction.atomic
def issue_slips(
    *,
    by: Actor,
    account_ids: Sequence[int],
    drop_second_step: bool,
    reason: str,
    now: datetime,
) -> list[Issued]:
    """A new slip for each account: older slips and all open sessions end, the old password too.

    `drop_second_step` also takes away what the second step was set up with, for a lost telephone.
    An account beyond the branch of `by` is not found (404); one that reaches beyond it, or holds a role
    that `by` could not give, is refused with the sentence who can.
    """
    if not account_ids:
        raise Refused(Refusal("nobody_chosen", _("Chọn ít nhất một tài khoản để in phiếu.")))
    if len(account_ids) > rules.MOST_SLIPS:
        raise Refused(
            Refusal(
                "slips_many",
                _("Mỗi lần in nhiều nhất %(most)s phiếu.") % {"most": rules.MOST_SLIPS},
            )
        )
    if by.id in account_ids:
        raise Refused(
            Refusal("slip_self", _("Không tự in phiếu cho mình; đổi mật khẩu ở Tài khoản của tôi."))
        )
    made = []
    for account_id in sorted(set(account_ids)):
        _hold(account_id)
        account, unit = account_over(by, account_id)
        by.require(Right.GRANT, at=unit)
        made.append(_issue(account, unit, now))
        account.set_unusable_password()
        account.save(update_fields=["password"])
        close_sessions(account.pk)
        if drop_second_step:
            Authenticator.objects.filter(user_id=account.pk).delete()
        record(
            by=by, act=Right.GRANT, subject=account, unit_id=unit.pk, reason=nfc(reason),
            detail={"verb": "slip", "second_step_dropped": drop_second_step},
        )  # fmt: skip
    return made


def _hold(account_id: int) -> None:
    """Keep an account as it is until the act is done: nobody gives it a role between look and deed."""
    Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()


def _issue(account: Account, unit: Unit, now: datetime) -> Issued:
    code = rules.new_code()
    Slip.objects.filter(account=account, used_at=None, void_at=None).update(void_at=now)
    slip = Slip.objects.create(
        account=account, unit=unit, code_digest=slip_digest(account.pk, code), made_at=now,
        expires_at=now + rules.SLIP_LIFE,
    )  # fmt: skip
    return Issued(account, unit, code, slip.expires_at)


@transaction.atomic
def name_outside(*, by: Actor, account_id: int, subject: str) -> None:
    """Write by what name another site (OIDC) knows an account; an empty one takes that way away."""
    _hold(account_id)
    account, unit = account_over(by, account_id)
    by.require(Right.GRANT, at=unit)
    typed = nfc(subject).strip()
    if OutsideName.objects.filter(subject=typed).exclude(account=account).exists():
        raise Refused(Refusal("outside_taken", _("Tên ấy đã ghi cho tài khoản khác.")))
    if typed:
        OutsideName.objects.update_or_create(account=account, defaults={"subject": typed})
    else:
        OutsideName.objects.filter(account=account).delete()
    record(by=by, act=Right.GRANT, subject=account, unit_id=unit.pk, detail={"verb": "outside"})


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Let go of ended sessions, old tries and old slips; how many rows went."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    gone = [
        SignedIn.objects.exclude(Exists(alive)).delete(),
        SignInAttempt.objects.filter(at__lt=now - rules.REMEMBERED).delete(),
        Slip.objects.filter(expires_at__lt=now - rules.SLIPS_KEPT).delete(),
    ]
    return sum(count for count, _each in gone)
