"""No administrator comes by a slip, or any other way, to rights that they could not give themselves."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from neuguong.accounts.actions import issue_slips, name_outside
from neuguong.accounts.models import OutsideName, SignedIn, Slip
from neuguong.accounts.tests.conftest import sign_in
from neuguong.audit.models import AuditEntry
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor, out_of_hand
from neuguong.people.actions import (
    close_account,
    end_grant,
    grant_role,
    open_account,
    reopen_account,
)
from neuguong.people.models import Account, Grant
from neuguong.people.roles import ROLES
from neuguong.people.rules import Category
from tests.world import FOUNDED, PASSWORD, World

COMMUNE, CELL, PROVINCE = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh"
WHY = "quên mật khẩu"
NEW = "con suối chảy về xuôi"


def account_with(world: World, username: str, *held: tuple[str, str, date, date | None]) -> Account:
    """An account opened at the commune, with these roles: key, unit, from, to."""
    account = open_account(
        by=world.machine, username=username, name="Người Ấy", password=PASSWORD,
        at=world.unit(COMMUNE),
    )  # fmt: skip
    for role, slug, since, until in held:
        grant_role(
            by=world.machine, account_id=account.pk, role=role, unit_id=world.unit(slug).pk,
            since=since, until=until,
        )  # fmt: skip
    return account


def by_of(account: Account) -> AccountActor:
    return AccountActor(account, today=timezone.localdate())


def takeovers(by: AccountActor, account: Account) -> list[bool]:
    """Whether each way to take the account over is refused, nothing of it changed."""
    ways: list[Callable[[], object]] = [
        lambda: issue_slips(
            by=by, account_ids=[account.pk], drop_second_step=True, reason=WHY, now=timezone.now()
        ),
        lambda: name_outside(by=by, account_id=account.pk, subject="ke-gian"),
        lambda: close_account(by=by, account_id=account.pk, today=by.today, reason=WHY * 2),
        lambda: reopen_account(by=by, account_id=account.pk, today=by.today, reason=WHY * 2),
    ]
    refused = []
    for way in ways:
        try:
            way()
        except (PermissionDenied, Refused, Http404):
            refused.append(True)
        else:
            refused.append(False)
    return refused


def test_a_role_that_nobody_gives_is_not_led_in_anew_by_an_administrator(
    world: World, quan: Account, client: Client
) -> None:
    operator = account_with(world, "may", ("operator", COMMUNE, FOUNDED, None))
    Authenticator.objects.create(user=operator, type="totp", data={})
    SignedIn.objects.create(
        account=operator, session_key="x", opened_at=timezone.now(), seen_at=timezone.now()
    )
    assert all(takeovers(by_of(quan), operator))
    operator.refresh_from_db()
    assert operator.check_password(PASSWORD)
    assert operator.is_active
    assert Authenticator.objects.filter(user=operator).exists()
    assert SignedIn.objects.filter(account=operator).exists()
    assert not Slip.objects.filter(account=operator).exists()
    assert not OutsideName.objects.exists()

    sign_in(client, "quan")
    answer = client.get(reverse("accounts:slip", args=[operator.pk]))
    assert answer.status_code == 403
    said = answer.content.decode()
    assert "người vận hành máy" in said
    assert "lệnh ở máy chủ" in said
    page = client.get(reverse("people:account", args=[operator.pk])).content.decode()
    assert "lệnh ở máy chủ" in page
    assert reverse("accounts:slip", args=[operator.pk]) not in page
    assert reverse("people:close_account", args=[operator.pk]) not in page


def test_of_several_only_those_in_hand_get_a_slip(
    world: World, quan: Account, client: Client
) -> None:
    operator = account_with(world, "may", ("operator", COMMUNE, FOUNDED, None))
    sign_in(client, "quan")
    url = reverse("accounts:slips", args=[COMMUNE])
    page = client.get(f"{url}?tk={operator.pk}&tk={world.accounts['giang'].pk}").content.decode()
    assert "lệnh ở máy chủ" in page
    ids = [operator.pk, world.accounts["giang"].pk]
    assert client.post(url, {"tk": ids, "reason": WHY}).status_code == 200
    assert set(Slip.objects.values_list("account_id", flat=True)) == {world.accounts["giang"].pk}


def test_a_role_to_come_above_the_branch_counts(world: World, quan: Account) -> None:
    later = timezone.localdate() + timedelta(days=9)
    account = account_with(
        world, "sap", ("member", CELL, FOUNDED, None), ("inspector", PROVINCE, later, None)
    )
    assert all(takeovers(by_of(quan), account))


def test_the_sentence_names_who_can_to_those_who_know_the_unit(world: World, quan: Account) -> None:
    top = account_with(world, "tren", ("branch_admin", PROVINCE, FOUNDED, None))
    account = account_with(
        world, "hai", ("member", CELL, FOUNDED, None), ("member", PROVINCE, FOUNDED, None)
    )
    blind = out_of_hand(by_of(quan), account, timezone.localdate())
    assert "ngoài nhánh" in blind
    assert "Đảng bộ tỉnh Thử" not in blind
    grant_role(
        by=world.machine, account_id=quan.pk, role="inspector", unit_id=world.unit(PROVINCE).pk,
        since=FOUNDED,
    )  # fmt: skip
    told = out_of_hand(by_of(quan), account, timezone.localdate())
    assert "Đảng bộ tỉnh Thử" in told
    assert "Người Ấy" in told
    assert out_of_hand(by_of(top), account, timezone.localdate()) == ""


def test_a_role_ended_by_who_may_leaves_the_account_in_hand(world: World, quan: Account) -> None:
    account = account_with(
        world, "hai", ("member", CELL, FOUNDED, None), ("member", PROVINCE, FOUNDED, None)
    )
    grant = Grant.objects.get(account=account, unit=world.unit(PROVINCE))
    end_grant(by=world.machine, grant_id=grant.pk, on=timezone.localdate(), reason=WHY * 2)
    assert not any(takeovers(by_of(quan), account)[:2])


def test_the_machine_leads_in_whom_nobody_else_may(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    operator = account_with(world, "may", ("operator", COMMUNE, FOUNDED, None))
    Authenticator.objects.create(user=operator, type="totp", data={})
    call_command("slip", "may", reason="mất điện thoại", drop_second_step=True, json=True)
    told = json.loads(capsys.readouterr().out)
    data = {"name": "may", "code": told["code"], "new": NEW, "again": NEW}
    assert Client().post("/dang-nhap/phieu/", data)["Location"] == "/"
    assert not Authenticator.objects.filter(user=operator).exists()
    entry = AuditEntry.objects.filter(act="people.grant", subject_id=operator.pk).order_by("-pk")[0]
    assert entry.reason == "mất điện thoại"


def test_nobody_prints_a_slip_for_oneself(world: World, quan: Account) -> None:
    with pytest.raises(Refused, match="cho mình"):
        issue_slips(
            by=by_of(quan), account_ids=[quan.pk], drop_second_step=True, reason=WHY,
            now=timezone.now(),
        )  # fmt: skip


def test_no_account_for_a_person_who_also_belongs_elsewhere(world: World, quan: Account) -> None:
    person = world.people["Đạt"]
    person.memberships.create(
        unit=world.unit("khac/xa/ba"), category=Category.YOUTH_MEMBER, valid_from=FOUNDED
    )
    with pytest.raises(Refused, match="ngoài nhánh"):
        open_account(
            by=by_of(quan), username="dat.bv", name="Đạt", password="",
            at=world.unit("tinh/huyen/xa/hai"), person=person,
        )  # fmt: skip


def test_the_owner_sees_by_what_name_another_site_lets_them_in(
    world: World, quan: Account, client: Client, settings: Settings
) -> None:
    settings.NEUGUONG_OIDC_NAME = "Cổng tỉnh"
    name_outside(by=by_of(quan), account_id=world.accounts["giang"].pk, subject="giang@tinh")
    sign_in(client, "giang")
    assert "giang@tinh" in client.get("/tai-khoan-cua-toi/").content.decode()


@pytest.mark.property
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whoever_is_led_in_anew_holds_nothing_that_the_administrator_could_not_give(
    world: World, data: st.DataObject
) -> None:
    places = sorted(world.units)
    number = Account.objects.count()
    admin = account_with(
        world, f"admin{number}", ("branch_admin", data.draw(st.sampled_from(places)), FOUNDED, None)
    )
    day = timezone.localdate()
    terms = [
        (FOUNDED, None),
        (FOUNDED, day),
        (day + timedelta(9), None),
        (FOUNDED, day + timedelta(1)),
    ]
    held = data.draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(ROLES)), st.sampled_from(places), st.sampled_from(terms)),
            min_size=1, max_size=3,
        )
    )  # fmt: skip
    account = account_with(
        world, f"target{number}", *((role, slug, *term) for role, slug, term in held)
    )
    by = by_of(admin)
    could = all(
        by.may("people.grant", at=world.unit(slug)) and role in by.gives(world.unit(slug))
        for role, slug, (_since, until) in held
        if until is None or until > day
    )
    assert (out_of_hand(by, account, day) == "") is could
    if not could:
        assert all(takeovers(by, account))
