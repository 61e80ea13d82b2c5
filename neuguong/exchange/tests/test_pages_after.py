"""The pages after a file was read: what it changes, answers to doubts, its meaning, the way back."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.deeds.models import Deed, Registration
from neuguong.exchange.models import ImportRun
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import PLAIN, workbook
from neuguong.jobs.actions import work_once
from neuguong.jobs.models import Job
from neuguong.rollup.actions import verify
from tests.world import World

pytestmark = pytest.mark.django_db
_SCRIPT = "<script>alert(1)</script> trồng cây"


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def _send(
    client: Client, world: World, rows: Sequence[Sequence[Any]] | bytes, **names: str
) -> ImportRun:
    slug = names.get("slug", "tinh/huyen/xa/mot")
    data = rows if isinstance(rows, bytes) else workbook(rows)
    upload = SimpleUploadedFile("ds.xlsx", data)
    fields = {"file": upload, "unit": str(world.unit(slug).pk), "year": "2022"}
    assert client.post(reverse("exchange:upload"), fields).status_code == 302
    return ImportRun.objects.latest("id")


def _page(client: Client, run: ImportRun, name: str = "preview") -> str:
    return client.get(reverse(f"exchange:{name}", args=[run.uid])).content.decode()


def _row(name: str, deed: str, money: int = 500_000, result: str | None = "HT") -> Sequence[Any]:
    return (1, name, None, None, deed, 2, "ha", "31/5/2022", money, None, result)


def test_a_corrected_file_shows_both_sides_and_is_taken_back(world: World) -> None:
    client = _client(world, "giang")
    first = _send(client, world, [PLAIN, _row("Vi Văn Sáu", "Trồng quế")])
    client.post(reverse("exchange:apply", args=[first.uid]))
    rows = [PLAIN, _row("Vi Văn Sáu", "Trồng quế", 700_000), _row("Vi Văn Sáu", "Làm kè")]
    second = _send(client, world, rows)
    page = _page(client, second)
    assert "đang là 500.000\u00a0đồng, sẽ là 700.000\u00a0đồng" in page
    assert "Giữ nguyên 1 việc đã có" in page
    client.post(reverse("exchange:apply", args=[second.uid]))
    page = _page(client, second)
    assert "Đã nhập 1 việc, thêm 0 người và 0 đơn vị. Đã sửa 1 việc có từ trước." in page
    assert "Hoàn tác lần nhập này" in page
    page = _page(client, second, "undo")
    assert "Bỏ 1 việc và 0 người do tệp này thêm." in page
    empty = client.post(reverse("exchange:undo", args=[second.uid]), {"reason": ""})
    assert empty.status_code == 422
    client.post(reverse("exchange:undo", args=[second.uid]), {"reason": "Nhập nhầm tệp"})
    page = _page(client, second)
    assert "Đã hoàn tác lần nhập này." in page
    assert [deed.text for deed in Deed.objects.all()] == ["Trồng quế"]
    assert verify().differences == []
    again = _send(client, world, [PLAIN, _row("Vi Văn Sáu", "Trồng quế")])
    assert "đã có, không nhập lại" in _page(client, again)


def test_a_doubt_is_answered_on_the_page(world: World) -> None:
    client = _client(world, "binh")
    row = (
        1,
        "Nông Thị Chi",
        "Chi bộ thôn Đồng Ao",
        None,
        _SCRIPT,
        1,
        "cây",
        None,
        None,
        None,
        None,
    )
    run = _send(client, world, [PLAIN, row], slug="tinh/huyen/xa")
    page = _page(client, run)
    assert "Là Nông Thị Chi, sinh 1985, Chi bộ thôn Phiêng Tác" in page
    assert _SCRIPT not in page
    key = page.split('name="key" value="')[1].split('"')[0]
    chi = world.people["Chi"]
    answer = {"key": key, "value": str(chi.pk)}
    assert client.post(reverse("exchange:answer", args=[run.uid]), answer).status_code == 302
    client.post(reverse("exchange:apply", args=[run.uid]))
    assert Registration.objects.get().person == chi


def test_what_was_understood_is_corrected_on_the_page(world: World) -> None:
    client = _client(world, "giang")
    rows = [("Họ tên", "Việc làm", "Chỗ", "Số tiền"), ("Nông Thị Chi", "Trồng quế", "đồi A", 5)]
    run = _send(client, world, rows)
    page = _page(client, run, "meaning")
    assert "Cột C “Chỗ” là" in page
    fields = {
        "read": "on", "first": "1", "last": "1", "key_1": "name", "key_2": "deed", "key_3": "place",
        "key_4": "money", "factor_4": "1000000",
    }  # fmt: skip
    twice = client.post(reverse("exchange:meaning", args=[run.uid]), {**fields, "key_3": "deed"})
    assert "Hai cột cùng là một thứ" in twice.content.decode()
    nothing = client.post(reverse("exchange:meaning", args=[run.uid]), {**fields, "key_2": ""})
    assert nothing.status_code == 422
    client.post(reverse("exchange:meaning", args=[run.uid]), fields)
    assert "đọc là 5.000.000\u00a0đồng" in _page(client, run)
    later = _send(client, world, rows)
    assert "đọc là 5.000.000\u00a0đồng" in _page(client, later)


def test_a_table_nobody_knows_is_pointed_out(world: World) -> None:
    client = _client(world, "giang")
    rows = [("Chữ gì đó",), ("A", "Bê", "Xê"), ("Nông Thị Chi", "Trồng quế trên đồi", "2 triệu")]
    upload = SimpleUploadedFile("la.xlsx", workbook(rows))
    fields = {"file": upload, "unit": str(world.unit("tinh/huyen/xa/mot").pk), "year": "2022"}
    assert client.post(reverse("exchange:upload"), fields).status_code == 422
    upload.seek(0)
    client.post(reverse("exchange:upload"), {**fields, "pointed": "on"})
    run = ImportRun.objects.get()
    asked = client.get(reverse("exchange:preview", args=[run.uid]))
    assert asked["Location"] == reverse("exchange:meaning", args=[run.uid])
    columns = {"key_1": "name", "key_2": "deed", "key_3": "money"}
    said = {"read": "on", "first": "2", "last": "2", **columns}
    client.post(reverse("exchange:meaning", args=[run.uid]), said)
    assert "đọc là 2.000.000" in _page(client, run)


def test_a_long_file_goes_by_a_job_and_only_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuguong.exchange.rules.LONG_ROWS", 1)
    client = _client(world, "giang")
    data = workbook([PLAIN, _row("Vi Văn Sáu", "Trồng quế"), _row("Vi Thị Bảy", "Làm kè")])
    run = _send(client, world, data)
    other = _send(client, world, data)
    asked = client.post(reverse("exchange:apply", args=[run.uid]))
    job = Job.objects.get()
    assert asked["Location"] == reverse("jobs:job", args=[job.uid])
    refused = client.post(reverse("exchange:apply", args=[other.uid]), follow=True)
    assert "Tệp này đang được nhập." in refused.content.decode()
    page = _page(client, run)
    assert "Tệp đang được nhập." in page
    client.post(reverse("exchange:release", args=[run.uid]))
    run.refresh_from_db()
    assert run.state == RunState.RUNNING  # its job still waits
    done = work_once()
    assert done is not None
    assert (done.state, done.progress_done, done.progress_total) == ("done", 2, 2)
    assert done.result["url"] == reverse("exchange:preview", args=[run.uid])
    assert Deed.objects.count() == 2
    client.post(reverse("exchange:apply", args=[other.uid]))
    work_once()
    assert Deed.objects.count() == 2
    asked = client.post(reverse("exchange:undo", args=[run.uid]), {"reason": "Nhầm tệp"})
    assert "viec-nen" in asked["Location"]
    work_once()
    assert not Deed.objects.exists()
    assert verify().differences == []


def test_a_job_that_a_rule_stops_gives_the_file_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuguong.exchange.rules.LONG_ROWS", 0)
    client = _client(world, "giang")
    run = _send(client, world, [PLAIN, (1, "Vi Văn Sáu", None, None, "Trồng", "nhiều", "ha")])
    client.post(reverse("exchange:apply", args=[run.uid]))
    done = work_once()
    assert done is not None
    assert (done.state, done.error_code) == ("failed", "rows_at_fault")
    run.refresh_from_db()
    assert run.state == RunState.RECEIVED


@pytest.mark.parametrize("who", ["chi", "dung"])
def test_others_find_none_of_these_pages(world: World, who: str) -> None:
    run = _send(_client(world, "giang"), world, [PLAIN, _row("Vi Văn Sáu", "Trồng quế")])
    client = _client(world, who)
    for name in ("meaning", "undo"):
        assert client.get(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
    for name in ("meaning", "undo", "answer", "release"):
        assert client.post(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
