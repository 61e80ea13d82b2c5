"""The frame, the look kept in cookies, refusals and faults, and the weight of a page."""

import re
import zlib
from pathlib import Path
from typing import Final

import pytest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from neuguong.ui.context import SIZES
from neuguong.ui.menu import check_menu, menu_of
from neuguong.ui.tests.kit import MENU, READERS, Reader

STATIC: Final = Path(__file__).parents[1] / "static" / "ui"
GUIDE: Final = "/mau-giao-dien/"


@pytest.mark.parametrize("size", SIZES)
def test_a_size_is_kept_and_followed(client: Client, size: int) -> None:
    client.get("/hien-thi/", {"co": str(size)})
    assert f'data-co="{size}"' in client.get(GUIDE).content.decode()


def test_the_letters_go_one_step_and_stop_at_the_ends(client: Client) -> None:
    for size, smaller, larger in ((94, 94, 100), (100, 94, 112), (125, 112, 150), (150, 125, 150)):
        client.cookies["co"] = str(size)
        links = re.findall(
            r'class="a[13]"\s+href="/hien-thi/\?co=(\d+)', client.get(GUIDE).content.decode()
        )
        assert links == [str(smaller), str(larger)]


def test_high_contrast_is_kept_and_can_be_left(client: Client) -> None:
    assert "Tương phản cao" in client.get(GUIDE).content.decode()
    client.get("/hien-thi/", {"tuong-phan": "cao"})
    page = client.get(GUIDE).content.decode()
    assert 'data-tuong-phan="cao"' in page
    assert "Tương phản thường" in page


def test_a_cookie_nobody_offered_changes_nothing(client: Client) -> None:
    response = client.get("/hien-thi/", {"co": '9"><script>', "tuong-phan": "x"})
    assert not response.cookies
    client.cookies["co"] = "³"
    client.cookies["tuong-phan"] = "<b>"
    page = client.get(GUIDE).content.decode()
    assert 'data-co="100" data-tuong-phan=""' in page


@pytest.mark.parametrize(
    ("asked", "gone_to"),
    [
        ("/so-lieu/?ky=2022&cay=nay", "/so-lieu/?ky=2022&cay=nay"),
        ("", "/"),
        ("//ac.example/x", "/"),
        ("///ac.example", "/"),
        ("/\\ac.example", "/"),
        ("https://ac.example/", "/"),
        ("http://testserver/x", "/"),
        ("javascript:alert(1)", "/"),
        ("so-lieu", "/"),
        ("/x\r\nSet-Cookie: a=b", "/x%0D%0ASet-Cookie:%20a=b"),
    ],
)
def test_one_goes_back_to_this_house_only(client: Client, asked: str, gone_to: str) -> None:
    response = client.get("/hien-thi/", {"co": "112", "tro-ve": asked})
    assert response.status_code == 302
    assert response.headers["Location"] == gone_to


def test_the_look_is_asked_for_by_get_only_and_never_stored(client: Client) -> None:
    assert client.post("/hien-thi/").status_code == 405
    assert "no-store" in client.get("/hien-thi/").headers["Cache-Control"]
    cookie = client.get("/hien-thi/", {"co": "112"}).cookies["co"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_guide_shows_all_and_is_light(client: Client) -> None:
    READERS[0] = Reader()
    response = client.get(GUIDE)
    page = response.content
    assert response.status_code == 200
    assert "Cookie" in response.headers["Vary"]
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=\"", page.decode())
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.decode())
    files = b"".join((STATIC / name).read_bytes() for name in ("look.css", "icons.svg", "mark.svg"))
    assert len(page) < 70_000
    assert len(page) + len(zlib.compress(files)) < 100_000


def test_a_guest_sees_only_what_is_open_to_guests(client: Client) -> None:
    page = client.get(GUIDE).content.decode()
    assert "Số liệu" in page
    assert "Việc làm</a>" not in page
    assert "Đăng nhập" in page
    assert "Đăng xuất" not in page


def test_the_menu_follows_rights_and_the_name_is_escaped(client: Client) -> None:
    READERS[0] = Reader()
    page = client.get(GUIDE).content.decode()
    assert "#list" not in page.split("</nav>")[0]
    assert "Lò Thị Mẩy &lt;bí thư&gt;" in page
    assert re.search(
        r'<form method="post" action="/viec/">\s*<input type="hidden" name="csrf', page
    )
    assert "Đăng nhập" not in page
    READERS[0] = Reader(rights=frozenset({"deeds.see"}))
    assert "#list" in client.get(GUIDE).content.decode().split("</nav>")[0]


def test_a_reader_without_a_number_is_a_guest(client: Client) -> None:
    READERS[0] = Reader(id=None)
    assert "Đăng nhập" in client.get(GUIDE).content.decode()


@pytest.mark.parametrize(
    ("path", "lit"),
    [("/viec/", "Việc làm"), ("/viec/17/", "Việc làm"), (GUIDE, "Hôm nay"), ("/khac/", None)],
)
def test_the_longest_address_lights_its_entry(path: str, lit: str | None) -> None:
    request = RequestFactory().get(path)
    request.actor = Reader(rights=frozenset({"deeds.see"}))  # type: ignore[attr-defined]
    assert next((str(link.label) for link in menu_of(request) if link.current), None) == lit


def test_the_menu_is_checked_when_the_house_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_menu(None) == []
    monkeypatch.setattr(
        "neuguong.ui.menu.entries", lambda: [MENU[0], type(MENU[0])("x", "no:where")]
    )
    assert [fault.id for fault in check_menu(None)] == ["ui.E001"]


def test_a_refusal_becomes_a_page_that_says_the_sentence(client: Client) -> None:
    response = client.get("/viec/17/", headers={"referer": "http://testserver/so-lieu/?ky=2025"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Năm 2025 đã khóa. Sửa thì ghi lý do &lt;rõ&gt;." in page
    assert 'href="/so-lieu/?ky=2025"' in page


@pytest.mark.parametrize("referer", ["", "https://ac.example/x", "http://testserver/viec/17/"])
def test_the_way_back_from_a_refusal_stays_in_the_house(client: Client, referer: str) -> None:
    page = client.post("/viec/17/", headers={"referer": referer}).content.decode()
    assert "ac.example" not in page
    assert 'class="btn" href="/"' in page


def test_a_refusal_to_htmx_is_a_note_above_the_page(client: Client) -> None:
    response = client.post("/viec/17/", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#says"
    assert "<html" not in response.content.decode()
    assert "Năm 2025 đã khóa." in response.content.decode()


def test_a_fault_is_not_taken_for_a_refusal(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/hong/")
    assert response.status_code == 500
    assert "Những gì đã lưu còn nguyên" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_pages_of_the_worst_day_need_nothing(name: str) -> None:
    page = render_to_string(name)
    assert "<h1>" in page
    assert "!" not in re.sub(r"<!DOCTYPE html>", "", page)


@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_pages_of_refusal_stand_in_the_frame(name: str) -> None:
    page = render(RequestFactory().get("/x/"), name).content.decode()
    assert 'class="skip"' in page
    assert "vui lòng" not in page


def test_a_confirmation_is_a_page_with_one_act_and_a_way_back() -> None:
    given = {
        "title": "Khóa năm 2025",
        "sentence": "Sau khi khóa, sửa phải ghi lý do.",
        "points": ["48 bản"],
        "go": "Khóa năm 2025",
        "back": "/nam/2025/",
        "bad": True,
    }
    page = render(RequestFactory().get("/x/"), "ui/confirm.html", given).content.decode()
    assert page.count('class="btn go"') == 1
    assert 'href="/nam/2025/"' in page
    assert "csrfmiddlewaretoken" in page
