"""The pages of lists of units and people: hand in, answer, bring in, take back; without JavaScript."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.exchange.models import ListRun
from neuguong.exchange.rules import RunState
from neuguong.exchange.tests.samples import workbook
from neuguong.org.models import Unit
from neuguong.people.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db
_UNITS = [
    ("Tên đơn vị", "Đơn vị cấp trên"),
    ("Chi bộ thôn <b>Mới</b>", None),
    ("Chi bộ Đồng Ao", None),
    ("Hội Nông dân xã", "Đảng bộ xã Nà Thử"),
]
_PEOPLE = [
    ("Họ và tên", "Chi bộ"),
    ("Hoàng Văn Thái", "thôn Phiêng Tác"),
    ("Vi Văn Lạ", "Chi bộ Sai"),
]


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def _send(client: Client, world: World, kind: str, data: bytes, slug: str = "tinh/huyen/xa") -> Any:
    upload = SimpleUploadedFile("ds.xlsx", data)
    fields = {"file": upload, "unit": str(world.unit(slug).pk), "on": "01/02/2022"}
    return client.post(reverse(f"exchange:{kind}"), fields)


def test_a_tree_is_looked_at_answered_brought_in_and_taken_back(world: World) -> None:
    client = _client(world, "binh")
    sent = _send(client, world, "units", workbook(_UNITS))
    run = ListRun.objects.get()
    here = reverse("exchange:list", args=[run.uid])
    assert (sent.status_code, sent["Location"]) == (302, here)
    page = client.get(here).content.decode()
    assert "Đọc xong 3 dòng. 1 dòng chờ trả lời." in page
    assert "&lt;b&gt;Mới&lt;/b&gt;" in page
    assert "Là Chi bộ thôn Đồng Ao" in page
    assert "Nhập 2 dòng còn lại" in page
    refused = client.post(reverse("exchange:list_apply", args=[run.uid]), follow=True)
    assert "chưa rõ nên chưa nhập dòng nào" in refused.content.decode()
    said = {"key": "Đăng ký!3", "value": str(world.unit("tinh/huyen/xa/hai").pk)}
    client.post(reverse("exchange:list_answer", args=[run.uid]), said)
    page = client.get(here + "?xem=known").content.decode()
    assert "Nhập 3 dòng" in page
    assert "Hội Nông dân xã" not in page
    before = Unit.objects.count()
    done = client.post(reverse("exchange:list_apply", args=[run.uid]), follow=True)
    assert "Thêm 2, thay đổi 0, giữ nguyên 1." in done.content.decode()
    assert Unit.objects.count() == before + 2
    undo = reverse("exchange:list_undo", args=[run.uid])
    assert "Hoàn tác lần nhập này?" in client.get(undo).content.decode()
    assert client.post(undo, {"reason": ""}).status_code == 422
    taken = client.post(undo, {"reason": "gửi nhầm tệp"}, follow=True)
    assert "Đã bỏ 2 bản ghi do tệp thêm" in taken.content.decode()
    assert Unit.objects.count() == before


def test_doubtful_people_are_asked_and_good_rows_go_alone(world: World) -> None:
    client = _client(world, "binh")
    _send(client, world, "people", workbook(_PEOPLE))
    run = ListRun.objects.get()
    page = client.get(reverse("exchange:list", args=[run.uid])).content.decode()
    assert "1 dòng cần sửa. 1 dòng chờ trả lời." in page
    assert "Là người sinh 1958 ở Chi bộ thôn Phiêng Tác" in page
    marked = client.get(reverse("exchange:list_marked", args=[run.uid]))
    assert marked["Content-Type"].endswith("sheet")
    said = {"key": "Đăng ký!2", "value": "new"}
    client.post(reverse("exchange:list_answer", args=[run.uid]), said)
    client.post(reverse("exchange:list_apply", args=[run.uid]), {"good_rows": "on"})
    run.refresh_from_db()
    assert (run.state, Person.objects.filter(full_name="Hoàng Văn Thái").count()) == (
        RunState.APPLIED, 3
    )  # fmt: skip


def test_a_file_that_is_no_list_is_refused_beside_the_field(world: World) -> None:
    page = _send(_client(world, "binh"), world, "people", workbook([("a", "b"), (1, 2)]))
    assert page.status_code == 422
    assert "Không tìm thấy dòng tên cột trong tệp" in page.content.decode()


def test_a_list_is_put_away(world: World) -> None:
    client = _client(world, "binh")
    _send(client, world, "units", workbook(_UNITS))
    run = ListRun.objects.get()
    client.post(reverse("exchange:list_discard", args=[run.uid]))
    page = client.get(reverse("exchange:list", args=[run.uid])).content.decode()
    assert "Tệp này đã bỏ." in page


def test_lists_of_others_are_not_there(world: World) -> None:
    client = _client(world, "binh")
    _send(client, world, "units", workbook(_UNITS))
    run = ListRun.objects.get()
    for who in ("dung", "giang"):
        other = _client(world, who)
        for name in ("list", "list_marked", "list_undo"):
            assert other.get(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
        for name in ("list_apply", "list_answer", "list_discard"):
            assert other.post(reverse(f"exchange:{name}", args=[run.uid])).status_code == 404
    assert _client(world, "chi").get(reverse("exchange:units")).status_code == 403
    assert _client(world, "giang").get(reverse("exchange:units")).status_code == 403
    assert _client(world, "giang").get(reverse("exchange:people")).status_code == 200
    assert Client().get(reverse("exchange:units")).status_code == 302


@pytest.mark.parametrize("kind", ["upload", "units", "people"])
def test_all_three_kinds_are_handed_in_on_one_page(world: World, kind: str) -> None:
    client = _client(world, "binh")
    page = client.get(reverse(f"exchange:{kind}")).content.decode()
    for name in ("upload", "units", "people"):
        assert f'href="{reverse(f"exchange:{name}")}"' in page
    assert page.count('aria-current="page"') >= 1
    assert "Tải mẫu trống" in page


def test_nobody_is_shown_a_way_they_may_not_go(world: World) -> None:
    page = _client(world, "giang").get(reverse("exchange:upload")).content.decode()
    assert reverse("exchange:people") in page
    assert reverse("exchange:units") not in page


def test_a_file_stands_on_its_day_by_the_clock_of_the_place(world: World) -> None:
    client = _client(world, "binh")
    _send(client, world, "units", workbook(_UNITS))
    ListRun.objects.update(received_at=datetime(2022, 3, 9, 18, 30, tzinfo=UTC))
    assert "10/3/2022. Chờ xem." in client.get(reverse("exchange:units")).content.decode()
