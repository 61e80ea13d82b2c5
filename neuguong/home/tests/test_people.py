"""The page of a person, search, and the page of integrity."""

import pytest
from django.test import Client

from neuguong.audit.models import AuditEntry
from neuguong.home.tests.conftest import Door
from neuguong.jobs.actions import work_once
from neuguong.jobs.models import Job
from neuguong.people.actions import grant_role, open_account
from neuguong.rollup.models import Total
from tests.world import FOUNDED, World


def page(client: Client, url: str) -> str:
    response = client.get(url, follow=True)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def url_of(world: World, who: str) -> str:
    return f"/nguoi/{world.people[who].pk}/"


def test_one_reads_ones_own_record_and_that_is_not_written_down(lively: World, visit: Door) -> None:
    html = page(visit("chi"), "/ho-so-cua-toi/")
    assert "Nông Thị Chi" in html
    assert "Chưa ai mở hồ sơ của bạn." in html
    assert "đảng viên chính thức" in html
    assert ">2022</a>" in html
    assert not AuditEntry.objects.filter(kind="read").exists()


def test_whoever_reads_another_is_written_down_and_seen(lively: World, visit: Door) -> None:
    html = page(visit("binh"), url_of(lively, "Chi"))
    assert "Lần xem này được ghi lại" in html
    assert "Ai đã xem hồ sơ của bạn" not in html
    entry = AuditEntry.objects.get(kind="read")
    assert (entry.by_name, entry.person_id) == ("Ma Thế Bình", lively.people["Chi"].pk)
    assert entry.unit_id == lively.unit("tinh/huyen/xa/mot").pk
    assert "Ma Thế Bình" in page(visit("chi"), "/ho-so-cua-toi/")


def test_outside_the_grassroots_organisation_there_is_no_such_page(
    lively: World, visit: Door
) -> None:
    for who in ("an", "dung", "chi"):
        assert visit(who).get(url_of(lively, "Giang")).status_code == 404
    assert visit("an").get("/nguoi/999999/").status_code == 404
    assert not AuditEntry.objects.filter(kind="read").exists()


def test_an_account_of_an_office_has_no_record(world: World, client: Client) -> None:
    account = open_account(
        by=world.machine, username="vp", name="Văn phòng", password="x" * 12, at=world.unit("tinh")
    )
    client.force_login(account)
    assert "không gắn với hồ sơ của ai" in page(client, "/ho-so-cua-toi/")


@pytest.mark.parametrize("words", ["phieng tac", "PHIÊNG TÁC", "Phie\u0302ng Ta\u0301c", "phiêng"])
def test_units_are_found_with_marks_or_without(world: World, visit: Door, words: str) -> None:
    html = page(visit("binh"), f"/tim/?q={words}")
    assert ">Chi bộ thôn Phiêng Tác" in html


def test_people_are_found_by_those_who_may_name_them(world: World, visit: Door) -> None:
    assert "Hoàng Văn Thái</a> (1958)" in page(visit("binh"), "/tim/?q=hoang van thai")
    for who in ("an", "dung"):
        assert "Không thấy gì" in page(visit(who), "/tim/?q=hoang van thai")


def test_deeds_are_found_and_their_names_masked_far_away(lively: World, visit: Door) -> None:
    near = page(visit("binh"), "/tim/?q=sua nha")
    assert "Giúp ông Lý Văn Sính sửa nhà</a>" in near
    assert "Lường Văn Giang, Chi bộ thôn Phiêng Tác, 2022" in near
    far = page(visit("an"), "/tim/?q=sua nha")
    assert "Giúp ông … sửa nhà" in far
    assert "Sính" not in far
    assert "Giang" not in far
    assert 'href="/viec/' not in far
    assert "Không thấy gì" in page(visit("dung"), "/tim/?q=sua nha")


def test_an_empty_search_only_asks(world: World, visit: Door) -> None:
    html = page(visit("binh"), "/tim/")
    assert "Không thấy gì" not in html
    assert 'role="search"' in html


def test_search_is_reached_from_the_head_of_every_page(world: World, visit: Door) -> None:
    for url in ("/", "/don-vi/", "/don-vi/trang/tinh/huyen/xa"):
        assert 'href="/tim/"' in page(visit("binh"), url)


def operator(world: World, username: str = "may") -> Client:
    account = open_account(
        by=world.machine, username=username, name="Trông máy", password="x" * 12,
        at=world.unit("tinh"),
    )  # fmt: skip
    unit = world.unit("tinh")
    grant_role(
        by=world.machine, account_id=account.pk, role="operator", unit_id=unit.pk, since=FOUNDED
    )
    client = Client()
    client.force_login(account)
    return client


def test_only_operators_see_the_page_of_integrity(world: World, visit: Door) -> None:
    for who in ("an", "binh", "giang", "chi", "dung"):
        assert visit(who).get("/kiem-tra/").status_code == 403
        assert visit(who).post("/kiem-tra/").status_code == 403
    assert "Chưa đếm lại lần nào" in page(operator(world), "/kiem-tra/")


def test_a_recount_is_asked_for_and_its_result_shown(lively: World) -> None:
    client = operator(lively)
    response = client.post("/kiem-tra/")
    job = Job.objects.get(name="rollup.recount")
    assert response["Location"] == f"/viec-nen/{job.uid}/"
    again = operator(lively, "may-hai").post("/kiem-tra/", follow=True)
    assert "Người khác vừa bảo đếm lại" in again.content.decode()
    assert Job.objects.count() == 1
    assert work_once() is not None
    html = page(client, "/kiem-tra/")
    assert "Số liệu khớp với bản ghi" in html
    assert "con số đều đúng" in html


def test_a_difference_is_shown_with_what_to_do(lively: World) -> None:
    client = operator(lively)
    unit = lively.unit("tinh")
    Total.objects.create(unit_id=unit.pk, month=2022, measure_id=1, n=5, v=5)
    client.post("/kiem-tra/")
    work_once()
    html = page(client, "/kiem-tra/")
    assert "Cần đếm lại số liệu" in html
    assert "rollup verify --repair" in html
    assert "đếm lại được" in html
    assert "Những chỗ khác" in html
