"""The second step: who must have it, what opens before, codes that are good once, codes on paper."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from neuguong.accounts import rules
from neuguong.accounts.models import SignInAttempt
from neuguong.accounts.tests.conftest import set_up, sign_in, telephone
from neuguong.audit.models import AuditEntry
from neuguong.people.models import Account
from tests.world import World

MINE = "/tai-khoan-cua-toi/"
BEGIN = "/tai-khoan-cua-toi/dat-lop-hai/"


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("who", ["an", "quan"])
def test_who_answers_for_others_sets_up_a_second_step_first(
    world: World, quan: Account, client: Client, who: str
) -> None:
    sign_in(client, who)
    for page in ("/", "/don-vi/", "/tim/", "/viec-cua-toi/"):
        assert client.get(page)["Location"] == BEGIN
    assert client.post("/viec-cua-toi/")["Location"] == BEGIN
    assert client.get(BEGIN).status_code == 200
    set_up(client)
    assert client.get("/").status_code == 200
    assert client.get(BEGIN)["Location"] == MINE
    entry = AuditEntry.objects.get(act="people.second_step_set")
    assert (entry.kind, entry.by_id) == (AuditEntry.DOOR, entry.subject_id)


@pytest.mark.usefixtures("required")
def test_a_session_from_elsewhere_is_held_to_it_too(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    assert client.get("/")["Location"] == BEGIN


@pytest.mark.usefixtures("required")
def test_members_and_officers_need_none(world: World, client: Client) -> None:
    for who in ("chi", "giang", "binh"):
        client = Client()
        sign_in(client, who)
        assert client.get("/").status_code == 200


def test_the_demo_only_offers_it(world: World, client: Client) -> None:
    sign_in(client, "an")
    assert client.get("/").status_code == 200
    assert "Nên đặt" in client.get(MINE).content.decode()


@pytest.mark.usefixtures("required")
def test_then_a_password_alone_opens_nothing(world: World, client: Client) -> None:
    sign_in(client, "an")
    seed = set_up(client)
    other = Client()
    assert sign_in(other, "an") == "/dang-nhap/lop-hai/"
    assert other.get("/").status_code == 302
    wrong = other.post("/dang-nhap/lop-hai/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Mã chưa đúng" in wrong.content.decode()
    code = telephone(seed)
    assert other.post("/dang-nhap/lop-hai/", {"code": code})["Location"] == "/"
    assert other.get("/").status_code == 200
    third = Client()
    sign_in(third, "an")
    assert third.post("/dang-nhap/lop-hai/", {"code": code}).status_code == 422  # it was used
    later = telephone(seed, later=1)
    assert third.post("/dang-nhap/lop-hai/", {"code": later}).status_code == 302


def test_one_goes_on_after_the_second_step(world: World, client: Client) -> None:
    sign_in(client, "an")
    seed = set_up(client)
    other = Client()
    data = {"name": "an", "password": "rung-cay-xanh-2022", "next": "/don-vi/"}
    other.post("/dang-nhap/", data)
    answer = other.post("/dang-nhap/lop-hai/", {"code": telephone(seed)})
    assert answer["Location"] == "/don-vi/"


def test_guessing_codes_is_slowed_down(world: World, client: Client) -> None:
    sign_in(client, "an")
    seed = set_up(client)
    other = Client()
    sign_in(other, "an")
    for number in range(5):
        other.post("/dang-nhap/lop-hai/", {"code": f"00000{number}"})
    answer = other.post("/dang-nhap/lop-hai/", {"code": telephone(seed)})
    assert answer.status_code == 422
    assert "Chờ 1 phút" in answer.content.decode()
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert other.post("/dang-nhap/lop-hai/", {"code": telephone(seed)}).status_code == 302


def test_a_code_on_paper_opens_once(world: World, client: Client) -> None:
    sign_in(client, "an")
    set_up(client)
    page = client.get("/tai-khoan-cua-toi/ma-du-phong/")
    codes = page.context["unused_codes"]
    assert len(set(codes)) == 10
    other = Client()
    sign_in(other, "an")
    typed = f"{codes[0][:4]} {codes[0][4:]}"
    assert other.post("/dang-nhap/lop-hai/", {"code": typed}).status_code == 302
    SignInAttempt.objects.all().delete()
    third = Client()
    sign_in(third, "an")
    assert third.post("/dang-nhap/lop-hai/", {"code": typed}).status_code == 422
    assert third.post("/dang-nhap/lop-hai/", {"code": codes[1]}).status_code == 302
    text = client.get("/tai-khoan-cua-toi/ma-du-phong/tep/").content.decode()
    assert text.startswith("Mã dự phòng")
    assert codes[2][:4] in text


def test_new_codes_take_the_place_of_the_old(world: World, client: Client) -> None:
    sign_in(client, "an")
    set_up(client)
    old = client.get("/tai-khoan-cua-toi/ma-du-phong/").context["unused_codes"]
    assert "10 mã" in client.get("/tai-khoan-cua-toi/ma-du-phong/moi/").content.decode()
    assert client.post("/tai-khoan-cua-toi/ma-du-phong/moi/").status_code == 302
    new = client.get("/tai-khoan-cua-toi/ma-du-phong/").context["unused_codes"]
    assert not set(old) & set(new)
    assert AuditEntry.objects.filter(act="people.recovery_codes").count() == 1


@pytest.mark.usefixtures("required")
def test_who_must_have_it_cannot_give_it_up(world: World, client: Client) -> None:
    sign_in(client, "an")
    set_up(client)
    page = client.get("/tai-khoan-cua-toi/dien-thoai/bo/")
    assert "phải có lớp thứ hai" in page.content.decode()
    assert client.post("/tai-khoan-cua-toi/dien-thoai/bo/").status_code == 422
    assert Authenticator.objects.count() == 2


def test_others_may_give_it_up(world: World, client: Client) -> None:
    sign_in(client, "chi")
    set_up(client)
    assert client.get("/tai-khoan-cua-toi/dien-thoai/bo/").status_code == 200
    assert client.post("/tai-khoan-cua-toi/dien-thoai/bo/").status_code == 302
    assert Authenticator.objects.count() == 0
    assert AuditEntry.objects.filter(act="people.second_step_dropped").count() == 1
    assert sign_in(Client(), "chi") == "/"


def test_after_a_while_the_password_is_asked_again(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    answer = client.get("/tai-khoan-cua-toi/dien-thoai/")
    assert answer["Location"].startswith("/tai-khoan-cua-toi/xac-nhan/?next=")
    wrong = client.post(answer["Location"], {"password": "sai"})
    assert wrong.status_code == 422
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    right = client.post(answer["Location"], {"password": "rung-cay-xanh-2022"})
    assert right["Location"] == "/tai-khoan-cua-toi/dien-thoai/"
    assert client.get(right["Location"]).status_code == 200


def test_the_seed_is_sealed_with_the_secret_of_the_site(
    world: World, client: Client, settings: Settings
) -> None:
    sign_in(client, "an")
    seed = set_up(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert seed not in kept
    settings.SECRET_KEY = "x" * 50
    other = Client()
    sign_in(other, "an")
    assert other.post("/dang-nhap/lop-hai/", {"code": telephone(seed)}).status_code == 422


def test_the_square_code_is_drawn_here(world: World, client: Client) -> None:
    sign_in(client, "an")
    page = client.get("/tai-khoan-cua-toi/dien-thoai/")
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert page.context["totp_url"].startswith("otpauth://totp/an?secret=")


@pytest.mark.parametrize(
    ("host", "is_secure", "bears"),
    [
        ("so.example.vn", True, True),
        ("so.example.vn:8443", True, True),
        ("so.example.vn", False, False),
        ("10.0.0.7", True, False),
        ("[::1]:8000", True, False),
        ("maychu", True, False),
        ("localhost:8000", False, True),
    ],
)
def test_passkeys_are_offered_where_browsers_allow_them(
    host: str, is_secure: bool, bears: bool
) -> None:
    assert rules.bears_passkeys(host, is_secure=is_secure) is bears


def test_there_are_no_passkey_pages_on_a_plain_address(world: World, client: Client) -> None:
    sign_in(client, "an")
    for page, there in (("khoa/", 200), ("khoa/them/", 200), ("xac-nhan/khoa/", 302)):
        assert client.get(MINE + page, headers={"Host": "127.0.0.1"}).status_code == 404
        assert client.get(MINE + page, headers={"Host": "localhost"}).status_code == there
    assert "khóa truy cập" not in client.get("/", headers={"Host": "127.0.0.1"}).content.decode()
