"""One's own account: password, sessions seen and ended, forms that came too late."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from neuguong.accounts import rules
from neuguong.accounts.actions import forget
from neuguong.accounts.models import SignedIn
from neuguong.accounts.tests.conftest import set_up, sign_in, telephone
from neuguong.audit.models import AuditEntry
from tests.world import PASSWORD, World

MINE = "/tai-khoan-cua-toi/"
NEW = "con suối chảy về xuôi"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"


def test_sessions_are_seen_with_device_and_place(world: World) -> None:
    client = Client(REMOTE_ADDR="10.1.2.3", headers={"User-Agent": WINDOWS})
    sign_in(client, "an")
    sign_in(Client(REMOTE_ADDR="10.9.9.9"), "an")
    sign_in(Client(REMOTE_ADDR="10.7.7.7"), "chi")
    page = client.get(MINE).content.decode()
    assert "Chrome, máy tính Windows" in page
    assert "Địa chỉ 10.1.2.3" in page
    assert "Địa chỉ 10.9.9.9" in page
    assert "10.7.7.7" not in page
    assert page.count("Chính phiên này") == 1


def test_one_session_is_ended(world: World) -> None:
    here, there, stranger = Client(), Client(), Client()
    for client, who in ((here, "an"), (there, "an"), (stranger, "chi")):
        sign_in(client, who)
    row = SignedIn.objects.get(session_key=there.session.session_key)
    page = f"{MINE}phien/{row.pk}/"
    assert here.get(page).status_code == 405
    assert stranger.post(page).status_code == 404
    assert here.post(page)["Location"] == MINE
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)
    assert here.post(page).status_code == 404
    assert AuditEntry.objects.filter(act="people.session_ended").count() == 1


def test_all_other_sessions_are_ended(world: World) -> None:
    clients = [Client() for _ in range(3)]
    for client in clients:
        sign_in(client, "an")
    assert clients[0].post(f"{MINE}phien-khac/")["Location"] == MINE
    assert [client.get("/").status_code for client in clients] == [200, 302, 302]


def test_a_new_password_ends_the_other_sessions_only(world: World) -> None:
    here, there = Client(), Client()
    sign_in(here, "an")
    sign_in(there, "an")
    data = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert here.post(f"{MINE}mat-khau/", data)["Location"] == MINE
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)
    assert "Chính phiên này" in here.get(MINE).content.decode()
    assert sign_in(Client(), "an", NEW) == "/"
    assert AuditEntry.objects.filter(act="people.password").count() == 1


def test_a_wrong_old_password_is_slowed_down(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    data = {"old": "sai", "new": NEW, "again": NEW}
    answers = [client.post(f"{MINE}mat-khau/", data).content.decode() for _ in range(6)]
    assert "Mật khẩu đang dùng chưa đúng" in answers[0]
    assert "Chờ 1 phút" in answers[5]


@pytest.mark.parametrize(
    ("new", "words"),
    [("ngắn", "ngắn quá"), ("12345678901234", "toàn chữ số"), ("password123", "dễ đoán"),
     ("an-an-an-an", "")],
)  # fmt: skip
def test_a_weak_password_is_refused_in_our_words(
    world: World, client: Client, new: str, words: str
) -> None:
    client.force_login(world.accounts["an"])
    data = {"old": PASSWORD, "new": new, "again": new}
    answer = client.post(f"{MINE}mat-khau/", data)
    assert words in answer.content.decode()
    assert answer.status_code == (422 if words else 302)


def test_last_seen_is_kept_every_few_minutes_only(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, "an")
    row = SignedIn.objects.get()
    client.get("/tim/")
    row.refresh_from_db()
    first = row.seen_at
    later = timezone.now() + rules.SEEN_EVERY + timedelta(seconds=1)
    monkeypatch.setattr("neuguong.accounts.gate.timezone.now", lambda: later)
    client.get("/tim/")
    row.refresh_from_db()
    assert row.seen_at > first


def test_leaving_takes_the_session_off_the_list(world: World, client: Client) -> None:
    sign_in(client, "an")
    client.post("/dang-xuat/")
    assert not SignedIn.objects.exists()


def test_ended_sessions_are_let_go(world: World, client: Client) -> None:
    sign_in(client, "an")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    forget(now=timezone.now())
    assert not SignedIn.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome, máy tính Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1",
         "Safari, điện thoại iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0", "Firefox, máy tính Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131 Mobile Safari/537 Zalo android/1",
         "Zalo, điện thoại, máy tính bảng Android"),
        ("curl/8", "thiết bị không rõ"),
    ],
)  # fmt: skip
def test_devices_have_words(agent: str, words: str) -> None:
    assert rules.device_words(agent) == words


# --- forms that came too late -------------------------------------------------------------------------

TYPED = {"subject": "Đường thôn <b>", "person": "1", "password": "khong-giu"}
LATE = "/viec-cua-toi/?nam=2022"


def test_a_form_sent_too_late_comes_back_filled(world: World, client: Client) -> None:
    sign_in(client, "chi")
    client.get("/")  # the browser now carries whose forms these are
    Session.objects.all().delete()
    answer = client.post(LATE, TYPED)
    assert answer["Location"].startswith("/dang-nhap/?next=")
    assert "Những gì vừa gõ vẫn còn" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, "chi") == "/dang-nhap/gui-tiep/"
    page = client.get("/dang-nhap/gui-tiep/").content.decode()
    assert f'action="{LATE}"' in page
    assert 'name="subject" value="Đường thôn &lt;b&gt;"' in page
    assert "khong-giu" not in page
    assert client.get("/dang-nhap/gui-tiep/")["Location"] == "/"


def test_it_comes_back_after_the_second_step_too(world: World, client: Client) -> None:
    sign_in(client, "chi")
    seed = set_up(client)
    client.get("/")
    Session.objects.all().delete()
    client.post(LATE, TYPED)
    assert sign_in(client, "chi") == "/dang-nhap/lop-hai/"
    answer = client.post("/dang-nhap/lop-hai/", {"code": telephone(seed, later=1)})
    assert answer["Location"] == "/dang-nhap/gui-tiep/"
    assert "Đường thôn" in client.get(answer["Location"]).content.decode()


def test_it_comes_back_to_nobody_else(world: World, client: Client) -> None:
    sign_in(client, "chi")
    client.get("/")
    Session.objects.all().delete()
    client.post(LATE, TYPED)
    sign_in(client, "giang")
    assert client.get("/dang-nhap/gui-tiep/")["Location"] == "/"


def test_a_guest_keeps_nothing(world: World, client: Client) -> None:
    client.post(LATE, TYPED)
    sign_in(client, "chi")
    assert client.get("/dang-nhap/gui-tiep/")["Location"] == "/"
