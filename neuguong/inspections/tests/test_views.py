"""Pages of inspections: a visit from plan to paper, doors that open, what each reader finds."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.inspections.models import Finding, Inspection
from neuguong.people.models import Account
from tests.world import World

pytestmark = pytest.mark.django_db

XA, MOT = "tinh/huyen/xa", "tinh/huyen/xa/mot"


def browser(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who))
    return client


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def visit(world: World) -> Inspection:
    """A concluded visit of the commune to its first cell, made through the pages."""
    client = browser("binh")
    typed = {
        "kind": "2", "inspected": world.unit(MOT).pk, "title": "Sổ ghi danh",
        "planned_on": "10/5", "lead": "Ông chủ nhiệm", "team": "",
    }  # fmt: skip
    assert client.post(f"/kiem-tra-giam-sat/lap/{XA}?nam=2022", typed).status_code == 302
    found = Inspection.objects.get()
    base = f"/kiem-tra-giam-sat/cuoc/{found.pk}"
    assert client.post(f"{base}/da-lam/", {"day": "11/5/2022"}).status_code == 302
    fault = {"kind": "2", "text": "Ghi chưa đều", "due_on": "1/6/2022"}
    assert client.post(f"{base}/phat-hien/", fault).status_code == 302
    words = {"words": "Làm tốt.\nKhắc phục sớm.", "number": "15", "day": "20/5/2022"}
    assert client.post(f"{base}/ket-luan/", words).status_code == 302
    found.refresh_from_db()
    return found


def test_a_visit_goes_from_plan_to_paper(world: World) -> None:
    found = visit(world)
    client = browser("binh")
    html = page(client, f"/kiem-tra-giam-sat/cuoc/{found.pk}/")
    assert "Ghi chưa đều" in html
    assert "Khắc phục sớm." in html
    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(f"/kiem-tra-giam-sat/cuoc/{found.pk}/van-ban/?dang={kind}")
        assert answer.status_code == 200
        assert answer.content.startswith(begin)
    assert client.get(f"/kiem-tra-giam-sat/cuoc/{found.pk}/van-ban/?dang=exe").status_code == 404


def test_the_inspected_cell_says_what_it_mended(world: World) -> None:
    found = visit(world)
    client, fault = browser("giang"), Finding.objects.get()
    html = page(client, f"/kiem-tra-giam-sat/nam/{MOT}?nam=2022")
    assert "Ghi chưa đều" in html
    assert "Thêm cuộc" not in html
    url = f"/kiem-tra-giam-sat/dieu/{fault.pk}/khac-phuc/"
    assert client.post(url, {"remedy": "Đã ghi bù"}).status_code == 302
    assert "Đã ghi bù" in page(client, f"/kiem-tra-giam-sat/cuoc/{found.pk}/")
    assert browser("chi").get(url).status_code == 404
    assert browser("dung").get(url).status_code == 404


def test_every_link_of_the_pages_opens(world: World) -> None:
    found = visit(world)
    client = browser("binh")
    for url in (
        f"/kiem-tra-giam-sat/nam/{XA}?nam=2022",
        f"/kiem-tra-giam-sat/cuoc/{found.pk}/",
        f"/kiem-tra-giam-sat/don-thu/{XA}?nam=2022",
    ):
        for door in re.findall(r'href="(/[^"#]*)"', page(client, url)):
            plain = door.replace("&amp;", "&")
            if not plain.startswith("/static/"):
                assert client.get(plain).status_code in (200, 302), plain


def test_letters_are_typed_as_a_number_only(world: World) -> None:
    client = browser("binh")
    url = f"/kiem-tra-giam-sat/don-thu/{XA}?nam=2022"
    assert client.post(url, {"period": "2022-Q1", "count": "0"}).status_code == 302
    assert "quý I" in page(client, url)
    answer = client.post(url, {"period": "2022", "count": "3"})
    assert answer.status_code == 422
    assert "gồm cả kỳ này" in answer.content.decode()
    assert browser("chi").post(url, {"period": "2022-Q2", "count": "0"}).status_code == 404


def test_the_year_asks_no_more_for_more_visits(world: World) -> None:
    visit(world)
    client = browser("binh")
    url = f"/kiem-tra-giam-sat/nam/{XA}?nam=2022"
    page(client, url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client, url)
    first = Inspection.objects.get()
    for _number in range(5):
        first.pk, first.uid = None, first._meta.get_field("uid").get_default()
        first.save()
    with CaptureQueriesContext(connection) as many:
        page(client, url)
    assert len(many) <= len(few)
    assert len(many) <= 22
