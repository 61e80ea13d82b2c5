"""Pace, state secrets, and a machine in trouble: a plain page each, and the form comes back filled."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from neuguong.files.actions import store_scan
from neuguong.files.tests.samples import pdf, upload
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.shield.pace import Pace
from neuguong.shield.rules import Trouble, trouble_of
from neuguong.shield.views import bad_request
from tests.world import World

pytestmark = pytest.mark.django_db
CELL = "/viec-lam/tinh/huyen/xa/mot"


def test_costly_pages_have_a_pace(world: World, client: Client, settings: Settings) -> None:
    settings.COSTLY_PER_MINUTE = 3
    client.force_login(world.accounts["binh"])
    codes = [client.get("/tim/?q=xa").status_code for _turn in range(4)]
    assert codes == [200, 200, 200, 429]
    answer = client.get("/tim/?q=xa")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Chờ" in answer.content.decode()
    assert client.get("/").status_code == 200
    client.force_login(world.accounts["an"])
    assert client.get("/tim/?q=xa").status_code == 200


def test_the_pace_forgets_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("neuguong.shield.pace.monotonic", lambda: now[0])
    pace = Pace()
    assert [pace.ask(1, 2) for _turn in range(3)] == [0, 0, 60]
    assert pace.ask(2, 2) == 0
    now[0] = 61
    assert pace.ask(1, 2) == 0


def test_a_typed_marking_is_refused_and_handed_back(world: World, client: Client) -> None:
    client.force_login(world.accounts["giang"])
    sent = {"text": "Báo cáo TUYỆT MẬT của huyện", "category": "1", "password": "quá dài"}
    answer = client.post("/don-vi/nam/tinh/huyen/xa/mot", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "117/2025/QH15" in page
    assert ">Báo cáo TUYỆT MẬT của huyện</textarea>" in page
    assert 'name="category" value="1"' in page
    assert "quá dài" not in page


def test_htmx_is_told_in_a_note(world: World, client: Client) -> None:
    client.force_login(world.accounts["giang"])
    answer = client.post("/", {"text": "TỐI MẬT"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#says")


def test_honey_is_no_secret(world: World, client: Client) -> None:
    client.force_login(world.accounts["giang"])
    for text in ("Bán 30 lít mật ong", "Giữ bí mật cho dân", "NUÔI ONG LẤY MẬT"):
        assert client.post(CELL, {"text": text}).status_code == 405


@pytest.mark.parametrize("name", ["TUYET_MAT_so_12.pdf", "[MẬT] quyết định.pdf"])
def test_a_file_whose_name_is_marked_is_refused(world: World, name: str) -> None:
    with pytest.raises(Refused, match="Tên tệp có dấu độ mật"):
        store_scan(by=world.binh, upload=upload(pdf(), name))


def test_a_file_is_held_where_the_scanner_finds_something_or_is_away(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMAV = "unix:/no/such/socket"
    with pytest.raises(Refused) as away:
        store_scan(by=world.binh, upload=upload(pdf()))
    assert away.value.refusal.code == "file_not_scanned"
    monkeypatch.setattr("neuguong.files.actions.virus_in", lambda data, at: "Eicar")
    with pytest.raises(Refused, match="Eicar") as held:
        store_scan(by=world.binh, upload=upload(pdf()))
    assert held.value.refusal.code == "file_infected"
    monkeypatch.setattr("neuguong.files.actions.virus_in", lambda data, at: "")
    assert store_scan(by=world.binh, upload=upload(pdf())).pk


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.FULL),
        (OperationalError("database or disk is full"), Trouble.FULL),
        (OperationalError("connection to server failed: Connection refused"), Trouble.AWAY),
        (InterfaceError("connection already closed"), Trouble.AWAY),
        (OperationalError("database is locked"), Trouble.BUSY),
        (OperationalError("unable to open database file"), Trouble.AWAY),
        (OSError(errno.ENOENT, "no such file"), None),
        (ValueError("x"), None),
        (None, None),
    ],
)
def test_a_fault_is_known_by_what_it_is(fault: Exception | None, trouble: Trouble | None) -> None:
    assert trouble_of(fault) == trouble


def _failing(fault: Exception) -> Callable[..., Any]:
    def fail(*_args: Any, **_words: Any) -> None:
        raise fault

    return fail


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507, "hết chỗ chứa"),
        (OperationalError("connection refused"), 503, "cơ sở dữ liệu"),
        (OperationalError("database is locked"), 503, "đang bận"),
    ],
)
def test_the_form_comes_back_filled_when_the_machine_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, words: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts["giang"])
    monkeypatch.setattr("neuguong.people.access.grants_on", _failing(fault))
    sent = {
        "csrfmiddlewaretoken": "abc",
        "text": "Làm 50 m đường <b>",
        "photo": SimpleUploadedFile("anh cau.jpg", b"x", "image/jpeg"),
    }
    answer = client.post("/don-vi/nam/tinh/huyen/xa/mot?nam=2022", sent)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert 'action="/don-vi/nam/tinh/huyen/xa/mot?nam=2022"' in page
    assert ">Làm 50 m đường &lt;b&gt;</textarea>" in page
    assert 'name="csrfmiddlewaretoken" value="abc"' in page
    assert "anh cau.jpg" in page
    assert answer.headers["Retry-After"] == "30"


def test_a_page_that_cannot_be_read_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts["giang"])
    monkeypatch.setattr(Unit.objects, "filter", _failing(OperationalError("gone")))
    monkeypatch.setattr("neuguong.people.access.grants_on", _failing(OperationalError("gone")))
    answer = client.get("/don-vi/")
    assert answer.status_code == 503
    assert "Tải lại trang" in answer.content.decode()


def test_what_nobody_foresaw_is_still_a_500(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts["giang"])
    monkeypatch.setattr("neuguong.people.access.grants_on", _failing(ValueError("x")))
    answer = client.get("/don-vi/")
    assert answer.status_code == 500
    assert "Trang gặp lỗi" in answer.content.decode()


def test_a_form_that_is_too_large_is_a_sentence(
    world: World, client: Client, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    client.force_login(world.accounts["giang"])
    answer = client.post("/don-vi/nam/tinh/huyen/xa/mot", {"text": "x" * 2_000})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()
    other = bad_request(RequestFactory().get("/"), ValueError())
    assert other.status_code == 400
