"""Pages of rights: who can see a unit, accounts of a branch, giving and ending by a form."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account, Grant
from tests.world import FOUNDED, World

pytestmark = pytest.mark.django_db
COMMUNE, CELL = "tinh/huyen/xa", "tinh/huyen/xa/mot"
WHY = "Quyết định số 12-QĐ/ĐU"


@pytest.fixture
def admin(world: World) -> Client:
    """The browser of the administrator of the commune."""
    unit = world.unit(COMMUNE)
    account = open_account(by=world.machine, username="quan", name="Quân", password="", at=unit)
    grant_role(
        by=world.machine, account_id=account.pk, role="branch_admin", unit_id=unit.pk, since=FOUNDED
    )
    return _signed_in(account)


def _signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _words(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_can_see_a_unit_is_read_by_all_who_know_it(world: World, admin: Client) -> None:
    for who in ("chi", "giang", "an"):
        words = _words(_signed_in(world.accounts[who]), "people:who", CELL)
        for name in ("Lường Văn Giang", "Ma Thế Bình", "Lý Thị An", "Quân"):
            assert name in words
        assert "Phùng Văn Dũng" not in words


def test_members_are_counted_and_not_named_to_those_above(world: World) -> None:
    above = _words(_signed_in(world.accounts["an"]), "people:who", CELL)
    assert "Nông Thị Chi" not in above
    assert "Ngoài ra có 1 tài khoản" in above
    assert "Nông Thị Chi" in _words(_signed_in(world.accounts["giang"]), "people:who", CELL)


def test_who_can_see_asks_a_fixed_number_of_questions(
    world: World, admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = _signed_in(world.accounts["an"])
    _words(client, "people:who", CELL)
    with django_assert_max_num_queries(10):
        _words(client, "people:who", CELL)
    with django_assert_max_num_queries(9):
        _words(admin, "people:accounts", COMMUNE)


def test_an_account_is_opened_given_a_role_and_closed(world: World, admin: Client) -> None:
    typed = {"username": "moi", "name": "Bàn Thị Mới", "person": ""}
    answer = admin.post(reverse("people:open_account", args=[CELL]), typed)
    made = Account.objects.get(username="moi")
    assert answer["Location"] == reverse("people:account", args=[made.pk])
    assert not made.has_usable_password()
    until = timezone.localdate() + timedelta(days=30)
    typed = {"role": "unit_officer", "since": "", "until": "", "reason": WHY}
    give = reverse("people:give", args=[made.pk, CELL])
    assert admin.post(give, typed).status_code == 422
    typed |= {"since": f"{timezone.localdate():%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
    assert admin.post(give, typed).status_code == 302
    grant = Grant.objects.get(account=made)
    assert (grant.role, grant.valid_to, grant.reason) == ("unit_officer", until, WHY)
    theirs = _signed_in(made)
    assert "hết ngày" in _words(theirs, "home:home")
    close = reverse("people:close_account", args=[made.pk])
    assert admin.post(close, {"reason": WHY}).status_code == 302
    assert not get_user(theirs).is_authenticated
    assert theirs.get(reverse("home:home")).status_code == 302


def test_a_role_not_offered_is_not_given(world: World, admin: Client) -> None:
    give = reverse("people:give", args=[world.accounts["chi"].pk, CELL])
    day = f"{timezone.localdate():%d/%m/%Y}"
    typed = {"role": "operator", "since": day, "until": "", "reason": WHY}
    assert admin.post(give, typed).status_code == 422
    assert not Grant.objects.filter(role="operator").exists()


def test_a_secretary_lets_another_stand_in(world: World, admin: Client) -> None:
    giang = _signed_in(world.accounts["giang"])
    mine = Grant.objects.get(account=world.accounts["giang"])
    day = timezone.localdate()
    typed = {
        "account": str(world.accounts["chi"].pk), "since": f"{day:%d/%m/%Y}",
        "until": f"{day + timedelta(days=5):%d/%m/%Y}", "reason": "Đi học năm ngày",
    }  # fmt: skip
    assert giang.post(reverse("people:stand_in", args=[mine.pk]), typed).status_code == 302
    assert "Anh, chị đang làm thay Lường Văn Giang" in _words(
        _signed_in(world.accounts["chi"]), "home:home"
    )
    assert "Nông Thị Chi làm thay anh, chị" in _words(giang, "home:home")


def test_a_page_that_is_not_yours_says_who_can(world: World, admin: Client) -> None:
    answer = _signed_in(world.accounts["chi"]).get(reverse("people:accounts", args=[CELL]))
    assert answer.status_code == 403
    assert "quản trị nhánh Quân" in answer.content.decode()
