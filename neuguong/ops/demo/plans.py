"""Reorganisations inside the invented commune: one just applied, that may be undone, and one in draft."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from neuguong.ops.demo import nam_sang
from neuguong.ops.demo.provinces import found_step
from neuguong.ops.queries import account_of
from neuguong.org.models import Unit
from neuguong.org.rules import Sector
from neuguong.people.access import AccountActor
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
)
from neuguong.reorganisations.rules import NEW, StepEntry, StepKind

_DAYS_AGO = 12
_ROOT = nam_sang.ROOT


def load(commune: Unit, today: date) -> None:
    """Apply a merge of two hamlets' cells some days ago, and draft another for next year."""
    _applied(commune, today)
    _drafted(commune, today)


def _applied(commune: Unit, today: date) -> None:
    # Not before this year, so that the year's registrations lie in the life of the cell that ends.
    day = max(today - timedelta(days=_DAYS_AGO), date(today.year, 1, 1))
    goes, stays = f"{_ROOT}/pac-ngan", f"{_ROOT}/phieng-un"
    steps = (
        StepEntry(StepKind.MERGE, (goes,), target=stays),
        StepEntry(
            StepKind.RENAME, (stays,), name="Chi bộ thôn Phiêng Ngần", short_name="Phiêng Ngần"
        ),
    )
    entry = ReorganisationEntry(
        title="Sáp nhập chi bộ thôn Pác Ngần vào chi bộ thôn Phiêng Ún",
        effective_on=day,
        unit_id=commune.pk,
        decision=f"27-QĐ/ĐU, {day.year}",
        decided_on=day,
        signer="Ma Thế Hưng",
    )
    drafter, leader = _actor("quantri", day), _actor("bithuxa", day)
    now = timezone.make_aware(datetime.combine(day, time(0, 5)))
    found = draft_reorganisation(by=drafter, entry=entry, steps=steps)
    approve_reorganisation(by=leader, reorganisation_id=found.pk, now=now)
    apply_reorganisation(by=leader, reorganisation_id=found.pk, now=now)


def _drafted(commune: Unit, today: date) -> None:
    hamlet = f"{_ROOT}/keo-vai"
    steps = (
        found_step(
            hamlet, "Chi bộ thôn Kéo Vài", "cell", _ROOT, sector=Sector.RESIDENTIAL,
            place="thôn Kéo Vài",
        ),
        StepEntry(
            StepKind.MERGE, (f"{_ROOT}/keo-sai", f"{_ROOT}/lung-vai"), target=NEW + hamlet,
            carries_grants=True,
        ),
        StepEntry(
            StepKind.RENAME, (f"{_ROOT}/truong-hoc",),
            name="Chi bộ Trường Tiểu học và Trung học cơ sở",
        ),
    )  # fmt: skip
    entry = ReorganisationEntry(
        title="Sắp xếp thôn Kéo Sài, Lủng Vài; đổi tên chi bộ trường học",
        effective_on=date(today.year + 1, 1, 1),
        unit_id=commune.pk,
    )
    draft_reorganisation(by=_actor("quantri", today), entry=entry, steps=steps)


def _actor(username: str, day: date) -> AccountActor:
    return AccountActor(account_of(username), today=day)
