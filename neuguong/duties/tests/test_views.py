"""Pages of duties: the wall opens down to what a cell owes, and each form says what is wrong."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.duties import actions
from neuguong.duties.models import Duty, DutyContact, DutyRule
from neuguong.duties.rules import DutyKind, Owes, Rhythm, RuleEntry
from neuguong.people.models import Account
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db

XA, MOT = "tinh/huyen/xa", "tinh/huyen/xa/mot"
MONTHLY = RuleEntry(DutyKind.MEETING, "Họp", Owes.CELLS, Rhythm.MONTHLY, days_after=2)
REPORT = RuleEntry(DutyKind.REPORT, "Báo cáo", Owes.CELLS, Rhythm.ONCE, date(2022, 6, 10))


@pytest.fixture
def asked(world: World) -> World:
    """The commune asks meetings and a report of its cells."""
    for entry in (MONTHLY, REPORT):
        actions.set_rule(
            by=world.binh, unit_id=world.unit(XA).pk, year=YEAR, entry=entry, today=TODAY
        )
    return world


def browser(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who))
    return client


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["bang", "goi", "lich", "cua"])
def test_every_link_of_the_pages_opens(asked: World, name: str) -> None:
    client = browser("binh")
    html = page(client, f"/den-han/{name}/{XA}?nam=2022")
    for door in re.findall(r'href="(/[^"#]*)"', html):
        plain = door.replace("&amp;", "&")
        if not plain.startswith("/static/"):
            assert client.get(plain).status_code in (200, 302), plain


def test_a_cell_marks_its_report_and_sees_that_meetings_note_themselves(asked: World) -> None:
    client = browser("giang")
    html = page(client, f"/den-han/cua/{MOT}?nam=2022")
    assert "Đánh dấu đã làm" in html
    assert "tự ghi nhận" in html
    assert "Lịch hạn" not in html
    duty = Duty.objects.get(kind=DutyKind.REPORT, unit=asked.unit(MOT))
    url = f"/den-han/viec/{duty.pk}/xong/"
    assert client.post(url, {"day": "31/12/2099"}).status_code == 422
    assert client.post(url, {"day": "09/6/2022"}).status_code == 302
    assert "Đúng hạn" in page(client, f"/den-han/cua/{MOT}?nam=2022")


def test_the_officer_sets_ends_and_excuses(asked: World) -> None:
    client = browser("binh")
    url = f"/den-han/lich/{XA}?nam=2022"
    typed = {"kind": "6", "title": "Nộp sổ", "owes": "1", "rhythm": "1", "due_on": "", "days_after": "0",
             "remind_days": "5", "escalate_days": "3"}  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "Ghi ngày hạn" in answer.content.decode()
    assert client.post(url, {**typed, "due_on": "30/9"}).status_code == 302
    rule = DutyRule.objects.get(title="Nộp sổ")
    duty = rule.duties.get(unit=asked.unit(MOT))
    assert client.post(f"/den-han/viec/{duty.pk}/mien/", {"why": "Mới lập"}).status_code == 302
    assert client.post(f"/den-han/han/{rule.pk}/thoi/", {}).status_code == 302
    rule.refresh_from_db()
    assert rule.ended_on is not None


def test_whom_to_call_is_typed_and_printed(asked: World) -> None:
    client = browser("giang")
    url = f"/den-han/dau-moi/{MOT}"
    assert client.post(url, {"name": "", "phone": "1", "email": ""}).status_code == 422
    assert (
        client.post(url, {"name": "Ông Giang", "phone": "0912 345", "email": ""}).status_code == 302
    )
    assert DutyContact.objects.get().phone == "0912 345"
    assert "0912 345" in page(browser("binh"), f"/den-han/goi/{XA}?nam=2022")
    answer = browser("binh").get(f"/den-han/goi/{XA}?nam=2022&dang=csv")
    assert "0912 345" in answer.content.decode()


def test_the_wall_asks_the_same_whatever_the_number_of_duties(asked: World) -> None:
    client = browser("binh")
    url = f"/den-han/bang/{XA}?nam=2022"
    page(client, url)
    with CaptureQueriesContext(connection) as few:
        page(client, url)
    for number in range(4):
        entry = RuleEntry(
            DutyKind.OTHER, f"Việc {number}", Owes.CELLS, Rhythm.ONCE, date(2022, 3, 1)
        )
        actions.set_rule(
            by=asked.binh, unit_id=asked.unit(XA).pk, year=YEAR, entry=entry, today=TODAY
        )
    with CaptureQueriesContext(connection) as many:
        html = page(client, url)
    assert "Việc 3" in html
    assert len(many) <= len(few)
    assert len(many) <= 16


def test_strangers_know_nothing_of_it(asked: World) -> None:
    for name in ("bang", "goi", "cua"):
        assert browser("dung").get(f"/den-han/{name}/{XA}").status_code == 404
        assert browser("chi").get(f"/den-han/{name}/{XA}").status_code == 404
