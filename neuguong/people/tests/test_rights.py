"""Giving rights: never more than one may give, nor elsewhere, nor to oneself; for a time, with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.models import AuditEntry
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.people.actions import (
    close_account,
    end_grant,
    grant_role,
    open_account,
    reopen_account,
    stand_in,
)
from neuguong.people.models import Account, Grant
from neuguong.people.queries import accounts_in, ending_soon, own_rights
from neuguong.people.roles import RIGHT_WORDS, ROLES, gives
from neuguong.people.rules import Term
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
COMMUNE, CELL = "tinh/huyen/xa", "tinh/huyen/xa/mot"
WHY = "Quyết định số 12-QĐ/ĐU"
LATER = TODAY + timedelta(days=20)


@contextmanager
def refuses(code: str) -> Iterator[None]:
    """What is done within is refused by that rule."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.refusal.code == code


@dataclass
class Office:
    """An administrator of the commune, and one who has an account there and nothing else."""

    world: World
    admin: Account
    clerk: Account

    @property
    def by(self) -> AccountActor:
        """The administrator on the day of the test."""
        return AccountActor(self.admin, today=TODAY)

    def give(self, account: Account, role: str, slug: str, until: date | None = None) -> Grant:
        """The administrator gives a role."""
        return grant_role(
            by=self.by, account_id=account.pk, role=role, unit_id=self.world.unit(slug).pk,
            since=TODAY, until=until, reason=WHY,
        )  # fmt: skip


@pytest.fixture
def office(world: World) -> Office:
    """The commune with its administrator, whose own right ends in a year."""
    unit = world.unit(COMMUNE)
    made = [
        open_account(by=world.machine, username=name, name=name.title(), password="", at=unit)
        for name in ("quan", "moi")
    ]
    grant_role(
        by=world.machine, account_id=made[0].pk, role="branch_admin", unit_id=unit.pk,
        since=TODAY, until=TODAY + timedelta(days=365),
    )  # fmt: skip
    return Office(world, made[0], made[1])


def test_nobody_down_the_line_gives_what_the_first_could_not() -> None:
    for role in ROLES.values():
        reached, waiting = set(role.gives), list(role.gives)
        while waiting:
            for key in gives(waiting.pop()) - reached:
                reached.add(key)
                waiting.append(key)
        assert reached == set(role.gives), role.key
        assert "operator" not in reached
    assert [role.key for role in ROLES.values() if "people.grant" in role.rights] == [
        role.key for role in ROLES.values() if role.gives
    ]


def test_every_right_of_a_role_has_words() -> None:
    used = {right for role in ROLES.values() for right in role.rights}
    assert used <= set(RIGHT_WORDS)


def test_a_role_is_given_for_days_with_a_reason_that_is_kept(office: Office) -> None:
    grant = office.give(office.clerk, "unit_officer", CELL, LATER)
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.subject_id, entry.detail["role"], entry.reason) == (
        office.clerk.pk, "unit_officer", WHY,
    )  # fmt: skip
    assert grant.given_by_name == "Quan"
    for day, holds in ((TODAY, True), (LATER - timedelta(1), True), (LATER, False)):
        actor = AccountActor(office.clerk, today=day)
        assert actor.may("deeds.confirm", at=office.world.unit(CELL)) is holds
        assert not actor.may("org.view", at=office.world.unit(COMMUNE))


@pytest.mark.parametrize(
    ("role", "slug", "until"),
    [
        ("operator", CELL, LATER),
        ("unit_officer", "tinh/huyen", LATER),
        ("unit_officer", "khac/xa", LATER),
        ("member", "tinh", LATER),
    ],
)
def test_more_or_elsewhere_is_refused(office: Office, role: str, slug: str, until: date) -> None:
    with pytest.raises(PermissionDenied):
        office.give(office.clerk, role, slug, until)


@pytest.mark.parametrize(
    ("days", "code"), [(None, "grant_longer"), (400, "grant_longer"), (0, "days_reversed")]
)
def test_longer_than_one_holds_oneself_is_refused(
    office: Office, days: int | None, code: str
) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    with refuses(code):
        office.give(office.clerk, "member", CELL, until)


def test_nobody_gives_to_themselves_or_twice_or_without_a_reason(office: Office) -> None:
    with refuses("grant_self"):
        office.give(office.admin, "member", CELL, LATER)
    office.give(office.clerk, "member", CELL, LATER)
    with refuses("grant_there"):
        office.give(office.clerk, "member", CELL, LATER)
    with refuses("reason_short"):
        grant_role(
            by=office.by, account_id=office.clerk.pk, role="editor",
            unit_id=office.world.unit(CELL).pk, since=TODAY, until=LATER, reason="a",
        )  # fmt: skip


def test_who_may_not_give_opens_and_ends_nothing(office: Office) -> None:
    world = office.world
    grant = office.give(office.clerk, "member", CELL, LATER)
    for by in (world.an, world.binh, world.giang, world.chi, world.dung):
        with pytest.raises(PermissionDenied):
            end_grant(by=by, grant_id=grant.pk, on=TODAY, reason=WHY)
        with pytest.raises(PermissionDenied):
            open_account(by=by, username="them", name="Thêm", password="", at=world.unit(CELL))
        with pytest.raises(PermissionDenied):
            close_account(by=by, account_id=office.clerk.pk, today=TODAY, reason=WHY)


def test_a_role_ended_on_its_first_day_holds_no_longer(office: Office) -> None:
    grant = office.give(office.clerk, "unit_officer", CELL, LATER)
    end_grant(by=office.by, grant_id=grant.pk, on=TODAY, reason=WHY)
    assert AccountActor(office.clerk, today=TODAY).grants == []
    with refuses("grant_ended"):
        end_grant(by=office.by, grant_id=grant.pk, on=TODAY, reason=WHY)


def test_one_stands_in_for_another_for_a_time(office: Office) -> None:
    world = office.world
    mine = Grant.objects.get(account=world.accounts["giang"])
    made = stand_in(
        by=world.giang, grant_id=mine.pk, account_id=world.accounts["chi"].pk,
        term=Term(TODAY, LATER), reason="Nghỉ phép hai mươi ngày",
    )  # fmt: skip
    cell = world.unit(CELL)
    assert world.chi.may("deeds.confirm", at=cell)
    assert not world.actor("chi", LATER).may("deeds.confirm", at=cell)
    told = own_rights(world.chi, world.accounts["chi"], world.chi.grants, TODAY)
    assert [grant.stands_for for grant in told.standing] == [world.accounts["giang"]]
    told = own_rights(world.giang, world.accounts["giang"], world.giang.grants, TODAY)
    assert list(told.stand_ins) == [made]
    with refuses("stand_in_again"):
        stand_in(
            by=world.chi, grant_id=made.pk, account_id=office.clerk.pk,
            term=Term(TODAY, LATER), reason=WHY,
        )  # fmt: skip
    end_grant(by=office.by, grant_id=mine.pk, on=TODAY, reason=WHY)
    assert not world.chi.may("deeds.confirm", at=cell)


@pytest.mark.parametrize(
    ("term", "code"),
    [
        (Term(TODAY), "days_reversed"),
        (Term(TODAY - timedelta(1), LATER), "grant_past"),
        (Term(TODAY, TODAY + timedelta(93)), "stand_in_long"),
    ],
)
def test_a_stand_in_ends_by_itself_and_soon(office: Office, term: Term, code: str) -> None:
    world = office.world
    mine = Grant.objects.get(account=world.accounts["giang"])
    with refuses(code):
        stand_in(
            by=world.giang, grant_id=mine.pk, account_id=office.clerk.pk, term=term, reason=WHY
        )


def test_a_closed_account_may_nothing_and_comes_back_empty(office: Office) -> None:
    office.give(office.clerk, "unit_officer", CELL, LATER)
    close_account(by=office.by, account_id=office.clerk.pk, today=TODAY, reason=WHY)
    assert AccountActor(office.clerk, today=TODAY).grants == []
    reopen_account(by=office.by, account_id=office.clerk.pk, today=TODAY, reason=WHY)
    office.clerk.refresh_from_db()
    assert office.clerk.is_active
    assert AccountActor(office.clerk, today=TODAY).grants == []


def test_an_account_with_a_role_elsewhere_is_not_closed(office: Office) -> None:
    office.give(office.clerk, "member", CELL, LATER)
    elsewhere = office.world.unit("khac/xa").pk
    grant_role(
        by=office.world.machine, account_id=office.clerk.pk, role="member", unit_id=elsewhere,
        since=TODAY,
    )  # fmt: skip
    with refuses("holds_elsewhere"):
        close_account(by=office.by, account_id=office.clerk.pk, today=TODAY, reason=WHY)
    assert Grant.objects.filter(account=office.clerk, ended_by_name="").count() == 2


def test_what_ends_soon_is_told_to_who_gives_and_who_holds(office: Office) -> None:
    grant = office.give(office.clerk, "unit_officer", CELL, LATER)
    assert list(ending_soon(office.by, TODAY)) == [grant]
    clerk = AccountActor(office.clerk, today=TODAY)
    assert own_rights(clerk, office.clerk, clerk.grants, TODAY).ending == [grant]
    assert list(accounts_in(office.by, office.world.unit(COMMUNE), "moi")) == [office.clerk]


def test_a_refusal_names_who_can_only_to_those_who_know_the_unit(world: World) -> None:
    with pytest.raises(PermissionDenied, match="Lường Văn Giang"):
        world.chi.require("deeds.confirm", at=world.unit(CELL))
    with pytest.raises(PermissionDenied) as denied:
        world.dung.require("deeds.confirm", at=world.unit(CELL))
    assert "Giang" not in str(denied.value)
