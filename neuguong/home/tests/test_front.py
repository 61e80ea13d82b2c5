"""The front page of each role."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from neuguong.home.queries.desk import DeskKind, desks_of
from neuguong.home.tests.conftest import Door
from neuguong.people.actions import grant_role, open_account
from tests.world import FOUNDED, World


def page(client: Client, url: str = "/") -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_a_guest_is_asked_to_sign_in(world: World, client: Client) -> None:
    assert client.get("/")["Location"] == "/dang-nhap/?next=/"


def test_a_member_sees_their_own_year(lively: World, visit: Door) -> None:
    html = page(visit("chi"))
    assert "Việc của bạn, năm 2022" in html
    assert "Mở 700 m đường lâm nghiệp" in html
    assert "Kế hoạch năm cần 3 việc, còn thiếu 1" in html
    assert "Ghi giúp" not in html


def test_a_member_who_has_not_begun_finds_the_one_act(world: World, visit: Door) -> None:
    assert "Ghi việc đầu tiên" in page(visit("chi"))


def test_a_secretary_sees_who_has_not_sent_and_what_waits(lively: World, visit: Door) -> None:
    html = page(visit("giang"))
    assert "2 người chưa gửi đăng ký" in html
    assert "Thái\u00a0’91" in html
    assert "1 bản chờ chi bộ xác nhận" in html
    assert "Hoàng Văn Thái, đã gửi" in html
    assert "2 đã xác nhận" in html
    assert 'do=deeds.by_collectives"' in html


def test_a_secretary_chooses_between_the_cell_and_their_own_year(
    lively: World, visit: Door
) -> None:
    assert "Việc của bạn" in page(visit("giang"), "/?ban=own")
    assert "Cần làm" in page(visit("giang"), "/?ban=cell:tinh/huyen/xa/mot")


def test_an_officer_sees_the_branch_and_who_is_silent(lively: World, visit: Door) -> None:
    html = page(visit("binh"))
    assert "3 đảng viên chưa gửi đăng ký" not in html
    assert "2 đảng viên chưa gửi đăng ký" in html
    assert "1 bản chờ xác nhận ở cấp dưới" in html
    assert "Chi bộ thôn Phiêng Tác" in html


def test_a_leader_far_above_sees_silent_units_and_no_names(lively: World, visit: Door) -> None:
    html = page(visit("an"))
    assert "Nông Thị Chi" not in html
    assert "Đảng bộ huyện Thử" in html


def test_an_account_without_a_role_is_told_so(world: World, client: Client) -> None:
    account = open_account(
        by=world.machine, username="moi", name="Người mới", password="x" * 12,
        at=world.unit("tinh"),
    )  # fmt: skip
    client.force_login(account)
    assert "chưa được giao việc" in page(client)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("operator", "Chưa đếm lại lần nào"),
        ("branch_admin", "Trang của Đảng bộ huyện Thử"),
        ("auditor", "Trang của Đảng bộ huyện Thử"),
        ("editor", "Trang của Đảng bộ huyện Thử"),
        ("inspector", "Đơn vị trực thuộc"),
    ],
)
def test_every_role_has_a_front_page(world: World, client: Client, role: str, words: str) -> None:
    account = open_account(
        by=world.machine, username=role, name="Ai đó", password="x" * 12, at=world.unit("tinh")
    )
    unit = world.unit("tinh/huyen")
    grant_role(by=world.machine, account_id=account.pk, role=role, unit_id=unit.pk, since=FOUNDED)
    client.force_login(account)
    assert words in page(client)


def test_desks_with_work_come_first(world: World) -> None:
    giang = world.actor("giang", today=timezone.localdate())
    assert [desk.kind for desk in desks_of(giang)] == [DeskKind.CELL, DeskKind.OWN]


@pytest.mark.parametrize(("who", "number"), [("chi", 19), ("giang", 29), ("binh", 24), ("an", 24)])
def test_a_front_page_asks_a_fixed_number_of_questions(
    lively: World,
    visit: Door,
    who: str,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = visit(who)
    with django_assert_num_queries(number):
        page(client)
