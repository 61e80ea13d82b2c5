"""The page of the data: what the last look found, in the reader's own branches, with the rows behind."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from neuguong.home.actions import look_over
from neuguong.home.models import DataFault, DataLook
from neuguong.home.tasks import ask_for_look
from neuguong.home.tests.conftest import Door
from neuguong.home.tests.test_people import operator
from neuguong.jobs.actions import work_once
from neuguong.jobs.models import Job
from neuguong.org.models import Unit
from tests.world import NOW, World

URL = "/kiem-tra/du-lieu/"


def page(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def looked(world: World) -> World:
    one = world.unit("tinh/huyen/xa/mot")
    Unit.objects.filter(slug="tinh/huyen/xa/hai").update(name=one.name, sort=one.sort)
    look_over(now=NOW)
    return world


def test_nobody_has_looked_yet(world: World) -> None:
    assert "Chưa soát dữ liệu lần nào" in page(operator(world))


def test_an_operator_sees_every_check_with_its_remedy(looked: World) -> None:
    html = page(operator(looked))
    assert "Hai đơn vị trùng tên dưới cùng một cấp trên" in html
    assert "Nếu là một thì hợp nhất" in html
    assert f"{URL}?loi=unit_same_name" in html
    assert "Đơn vị không đứng dưới đơn vị nào" in html


def test_rows_open_for_those_who_may_read_them(looked: World, visit: Door) -> None:
    url = f"{URL}?loi=unit_same_name"
    assert "/don-vi/trang/tinh/huyen/xa/mot" in page(visit("binh"), url)
    told = page(operator(looked), url)
    assert "Chi bộ thôn Phiêng Tác" in told
    assert "/don-vi/trang/" not in told.partition("<main")[2]


def test_everyone_sees_their_own_branch_only(looked: World, visit: Door) -> None:
    assert "không thấy chỗ nào ở nhánh" in page(visit("dung"), f"{URL}?loi=unit_same_name")
    assert visit("chi").get(URL).status_code == 403
    assert visit("binh").post(URL).status_code == 403


def test_a_look_is_asked_for_and_kept(world: World) -> None:
    client = operator(world)
    response = client.post(URL)
    job = Job.objects.get(name="home.look_over")
    assert response["Location"] == f"/viec-nen/{job.uid}/"
    assert work_once() is not None
    assert "mục cần xem" in page(client)


def test_the_machine_looks_each_night(world: World) -> None:
    ask_for_look()
    ask_for_look()
    assert Job.objects.filter(name="home.look_over").count() == 1
    work_once()
    assert DataLook.objects.count() == 1
    ask_for_look()
    assert Job.objects.filter(state="waiting").count() == 0


def test_many_rows_come_page_by_page(world: World) -> None:
    look_over(now=timezone.now())
    DataFault.objects.bulk_create(
        DataFault(code="unit_same_name", kind="unit", target="tinh", unit_name=f"Đơn vị {number}")
        for number in range(60)
    )
    client = operator(world)
    first = page(client, f"{URL}?loi=unit_same_name")
    assert "Đơn vị 49" in first
    assert "Đơn vị 50" not in first
    after = DataFault.objects.get(unit_name="Đơn vị 49").pk
    assert f"sau={after}" in first
    assert "Đơn vị 59" in page(client, f"{URL}?loi=unit_same_name&sau={after}")


def test_the_page_asks_a_fixed_number_of_questions(
    looked: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = operator(looked)
    with django_assert_num_queries(5):
        page(client)
    with django_assert_num_queries(5):
        page(client, f"{URL}?loi=unit_same_name")
