"""The pages of an import: hand in, look, mend, bring in; each without JavaScript."""

import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.deeds.models import Deed, Registration
from neuguong.exchange.models import ImportPage, ImportRun
from neuguong.exchange.queries import reading_of
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import PLAIN, clean, workbook
from neuguong.exchange.workbook.reading import Reading
from tests.world import World

pytestmark = pytest.mark.django_db
_SCRIPT = "<script>alert(1)</script> dọn vệ sinh"


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def _send(
    client: Client,
    world: World,
    data: bytes,
    slug: str = "tinh/huyen/xa/mot",
    name: str = "ds.xlsx",
) -> Any:
    upload = SimpleUploadedFile(name, data)
    fields = {"file": upload, "unit": str(world.unit(slug).pk), "year": "2022"}
    return client.post(reverse("exchange:upload"), fields)


def _faulty() -> bytes:
    return workbook([
        PLAIN,
        (1, "Vi Văn Sáu", None, None, _SCRIPT, 300, "m", "31/12/2022", "1,5 triệu", 1, "HT"),
        (2, "Vi Thị Bảy", None, None, "Trồng rau", 1, "hộ", "31/12/2022", "nhiều", 1, None),
    ])  # fmt: skip


def test_a_file_is_looked_at_mended_and_brought_in(world: World) -> None:
    client = _client(world, "giang")
    sent = _send(client, world, _faulty())
    run = ImportRun.objects.get()
    address = reverse("exchange:preview", args=[run.uid])
    assert (sent.status_code, sent["Location"]) == (302, address)
    page = client.get(address).content.decode()
    assert "Đọc xong 2 dòng. 1 dòng cần sửa." in page
    assert "đọc là 1.500.000\u00a0đồng" in page
    assert "người mới, sẽ thêm vào đơn vị" in page
    assert "<b>Dòng 3, cột I “Số tiền (đồng)”:</b>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert _SCRIPT not in page
    assert "Nhập 1 dòng còn lại" in page
    mended = client.post(
        reverse("exchange:mend", args=[run.uid]),
        {"sheet": "Đăng ký", "cell": "I3", "text": "500.000"},
    )
    assert mended.status_code == 302
    page = client.get(address).content.decode()
    assert "Không dòng nào phải sửa." in page
    client.post(reverse("exchange:apply", args=[run.uid]))
    assert Deed.objects.count() == 2
    page = client.get(address).content.decode()
    assert "Đã nhập 2 việc, thêm 2 người và 0 đơn vị." in page


def test_good_rows_go_in_and_the_rest_comes_back_marked(world: World) -> None:
    client = _client(world, "giang")
    _send(client, world, _faulty())
    run = ImportRun.objects.get()
    client.post(reverse("exchange:apply", args=[run.uid]), {"good_rows": "on"})
    assert [found.name for found in Registration.objects.all()] == ["Vi Văn Sáu"]
    page = client.get(reverse("exchange:preview", args=[run.uid])).content.decode()
    assert "Tải tệp đã đánh dấu" in page
    answer = client.get(reverse("exchange:marked", args=[run.uid]))
    assert "ds-can-sua.xlsx" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert str(sheet["L3"].value).startswith("Dòng 3, cột I")


def test_faults_keep_everything_out_unless_good_rows_are_asked_for(world: World) -> None:
    client = _client(world, "giang")
    _send(client, world, _faulty())
    run = ImportRun.objects.get()
    answer = client.post(reverse("exchange:apply", args=[run.uid]), follow=True)
    assert "Tệp còn 1 dòng cần sửa nên chưa nhập dòng nào." in answer.content.decode()
    assert not Deed.objects.exists()


def test_what_is_no_workbook_is_said_beside_the_field(world: World) -> None:
    answer = _send(_client(world, "giang"), world, b"PK no workbook" + bytes(range(256)))
    assert answer.status_code == 422
    assert "không phải là bảng tính" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_may_be_put_away(world: World) -> None:
    client = _client(world, "binh")
    _send(client, world, clean(), "tinh/huyen/xa")
    run = ImportRun.objects.get()
    client.post(reverse("exchange:discard", args=[run.uid]))
    run.refresh_from_db()
    assert run.state == RunState.DISCARDED
    assert (
        "Tệp này đã bỏ." in client.get(reverse("exchange:preview", args=[run.uid])).content.decode()
    )


def test_rows_come_in_pages_and_by_state(world: World) -> None:
    rows: list[Sequence[Any]] = [
        (n, "Nông Thị Chi", None, None, f"Trồng cây số {n}", n, "cây", None, None, None, None)
        for n in range(1, 71)
    ]
    rows[4] = (5, "Nông Thị Chi", None, None, "Trồng cây", "nhiều", "cây", None, None, None, None)
    client = _client(world, "giang")
    _send(client, world, workbook([PLAIN, *rows]))
    address = reverse("exchange:preview", args=[ImportRun.objects.get().uid])
    answer = client.get(address)
    page = answer.content.decode()
    assert "Đang xem 1 đến 30 trên 70 dòng." in page
    assert len(answer.content) < 100_000
    onward = re.search(r'rel="next"\s+href="([^"]+)"', page)
    assert onward is not None
    assert "Đang xem 31 đến 60 trên 70 dòng." in client.get(onward[1]).content.decode()
    only = client.get(address, {"xem": "fault"}).content.decode()
    assert "Đang xem 1 đến 1 trên 1 dòng." in only


@pytest.mark.parametrize("who", ["chi", "dung"])
def test_others_know_of_no_import(world: World, who: str) -> None:
    _send(_client(world, "giang"), world, clean())
    run = ImportRun.objects.get()
    client = _client(world, who)
    for name in ("preview", "marked"):
        assert client.get(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
    for name in ("mend", "apply", "discard"):
        assert client.post(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
    assert _send(client, world, clean()).status_code in (403, 422)


def test_a_guest_is_asked_to_sign_in(world: World) -> None:
    assert "dang-nhap" in Client().get(reverse("exchange:upload"))["Location"]


def test_recent_files_are_listed(world: World) -> None:
    client = _client(world, "giang")
    _send(client, world, clean(), name="Danh sách quý I.xlsx")
    page = client.get(reverse("exchange:upload")).content.decode()
    assert "Danh sách quý I.xlsx" in page
    assert (
        "Danh sách quý I.xlsx"
        not in _client(world, "dung").get(reverse("exchange:upload")).content.decode()
    )


def test_the_next_page_of_a_long_file_needs_neither_the_file_nor_a_plan(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuguong.exchange.rules.LONG_ROWS", 60)
    rows: list[Sequence[Any]] = [
        (n, "Nông Thị Chi", None, None, f"Trồng cây số {n}", n, "cây", None, None, None, None)
        for n in range(1, 71)
    ]
    rows[4] = (5, "Nông Thị Chi", None, None, "Trồng cây", "nhiều", "cây", None, None, None, None)
    client = _client(world, "giang")
    _send(client, world, workbook([PLAIN, *rows]))
    run = ImportRun.objects.get()
    address = reverse("exchange:preview", args=[run.uid])
    asked = ({"sau": "31"}, {"xem": "fault"}, {"sau": "900"})
    planned = [_without_token(client.get(address, each)) for each in asked]
    read: list[object] = []

    def reader(found: ImportRun) -> Reading:
        read.append(found)
        return reading_of(found)

    monkeypatch.setattr("neuguong.exchange.views.pages.reading_of", reader)
    client.get(address)
    assert len(read) == 1
    assert [_without_token(client.get(address, each)) for each in asked] == planned
    assert len(read) == 1
    cell = {"sheet": "Đăng ký", "cell": "F6", "text": "20"}
    client.post(reverse("exchange:mend", args=[run.uid]), cell)
    assert "Không dòng nào phải sửa." in client.get(address, {"sau": "31"}).content.decode()
    assert len(read) == 2
    client.post(reverse("exchange:discard", args=[run.uid]))
    assert not ImportPage.objects.exists()


def _without_token(answer: Any) -> str:
    """A page without what differs each time it is asked for."""
    page = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken"\s+value="[^"]+"', "", page)
