"""Pages of ceremonies: what each reader finds, what a form does, what it costs."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.ceremonies.actions import (
    AdmissionEntry,
    MovementEntry,
    TwinningEntry,
    launch_movement,
    open_twinning,
    plan_admission,
)
from neuguong.ceremonies.models import Admission, FlagSalute, Joining, VolunteerDay
from neuguong.ceremonies.tests.conftest import HAI, MOT, XA, Door
from tests.world import TODAY, YEAR, World


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read on the day of the world."""
    for name in ("asked", "salutes", "movements", "service", "admissions"):
        monkeypatch.setattr(f"neuguong.ceremonies.views.{name}.today", lambda: TODAY)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def test_every_link_of_a_page_opens(world: World, visit: Door) -> None:
    client = visit("giang")
    launch_movement(
        by=world.an, unit_id=world.unit("tinh").pk, entry=MovementEntry("Thi đua", TODAY)
    )
    for url in (f"/nghi-le/don-vi/{MOT}", f"/nghi-le/chao-co/{MOT}"):
        html = page(client, url)
        for door in {d.replace("&amp;", "&") for d in re.findall(r'href="(/[^"#]*)"', html)}:
            if not door.startswith("/static/"):
                assert client.get(door).status_code in (200, 302), door


def test_a_year_is_ticked_on_one_page(world: World, visit: Door) -> None:
    client, url = visit("giang"), f"/nghi-le/chao-co/{MOT}?nam={YEAR}"
    assert page(client, url).count("disabled") > 6
    typed = {"months": ["1", "2"], "weeks": ["2022-03-07"]}
    assert client.post(url, typed).status_code == 302
    assert FlagSalute.objects.count() == 3
    assert client.post(url, {"months": ["11"]}).status_code == 422
    assert page(client, url).count("checked") == 3


def test_an_officer_ticks_the_months_of_all_units(world: World, visit: Door) -> None:
    client, url = visit("binh"), f"/nghi-le/chao-co-cac-don-vi/{XA}?nam={YEAR}"
    assert "Chi bộ thôn Đồng Ao" in page(client, url)
    mot, hai = world.unit(MOT).pk, world.unit(HAI).pk
    typed = {"ticks": [f"{mot}-1", f"{hai}-1", f"{hai}-2"]}
    assert client.post(url, typed).status_code == 302
    assert FlagSalute.objects.count() == 3


def test_a_cell_joins_the_movement_of_the_commune(world: World, visit: Door) -> None:
    made = launch_movement(
        by=world.binh, unit_id=world.unit(XA).pk, entry=MovementEntry("Thi đua", date(2022, 3, 1))
    )
    client, url = visit("giang"), f"/nghi-le/phong-trao/{made.pk}/"
    assert "Chi bộ thôn Phiêng Tác" in page(client, url)
    assert client.post(url, {"people": 4, "day": "1/2/2022"}).status_code == 422
    assert client.post(url, {"people": 4, "day": "1/4/2022"}).status_code == 302
    assert Joining.objects.get().people == 4
    assert visit("dung").get(url).status_code == 404


def test_a_volunteer_day_is_planned_and_held(world: World, visit: Door) -> None:
    client = visit("giang")
    url = f"/nghi-le/tinh-nguyen-moi/{MOT}?nam={YEAR}"
    typed = {"day": "11/6/2022", "work": "Dọn đường thôn", "place": "Phiêng Tác"}
    assert client.post(url, typed).status_code == 302
    made = VolunteerDay.objects.get()
    here = f"/nghi-le/tinh-nguyen/{made.pk}/"
    assert "Chưa có đóng góp nào" in page(client, here)
    assert client.post(f"{here}da-lam/", {"people": 7}).status_code == 302
    assert "7 người" in page(client, here)
    open_twinning(by=world.binh, unit_id=world.unit(XA).pk, entry=TwinningEntry("xã Văn Vũ", TODAY))
    assert "xã Văn Vũ" in page(visit("binh"), f"/nghi-le/don-vi/{XA}?nam={YEAR}")


def test_an_admission_is_planned_printed_and_held(world: World, visit: Door) -> None:
    client, url = visit("giang"), f"/nghi-le/ket-nap-moi/{MOT}?nam={YEAR}"
    html = page(client, url)
    assert "Triệu Thị Ánh" in html
    assert "Nông Thị Chi" not in html
    typed = {"day": "15/6/2022", "oath": "Trung thành", "people": [world.people["Ánh"].pk]}
    assert client.post(url, {**typed, "people": []}).status_code == 422
    assert client.post(url, typed).status_code == 302
    made = Admission.objects.get()
    here = f"/nghi-le/ket-nap/{made.pk}/"
    assert "Triệu Thị Ánh" in page(client, here)
    assert client.get(f"{here}in/").headers["Content-Type"] == "application/pdf"
    assert client.get(f"{here}in/?dang=docx").content.startswith(b"PK")
    assert client.get(f"{here}in/?dang=exe").status_code == 404
    assert client.post(f"{here}da-lam/", {}).status_code == 422
    assert client.post(f"{here}da-lam/", {"oath_taken": "on"}).status_code == 302
    assert "đã diễn ra" in page(client, here)
    assert "Triệu Thị Ánh" not in page(visit("chi"), here)
    assert visit("chi").get(f"{here}in/").status_code == 403


def test_a_member_writes_nothing_and_another_branch_sees_nothing(world: World, visit: Door) -> None:
    entry = AdmissionEntry(TODAY, {world.people["Ánh"].pk: ""})
    made = plan_admission(by=world.giang, unit_id=world.unit(MOT).pk, entry=entry, today=TODAY)
    chi, dung = visit("chi"), visit("dung")
    assert chi.get(f"/nghi-le/don-vi/{MOT}").status_code == 200
    for url in (f"/nghi-le/chao-co/{MOT}", f"/nghi-le/phong-trao-moi/{MOT}",
                f"/nghi-le/ket-nap/{made.pk}/da-lam/"):  # fmt: skip
        assert chi.get(url).status_code == 403, url
        assert dung.get(url).status_code == 404, url


@pytest.mark.parametrize(
    ("url", "most"),
    [(f"/nghi-le/don-vi/{MOT}?nam={YEAR}", 24), (f"/nghi-le/chao-co/{MOT}?nam={YEAR}", 16),
     (f"/nghi-le/chao-co-cac-don-vi/{XA}?nam={YEAR}", 16)],
)  # fmt: skip
def test_a_page_asks_little(world: World, visit: Door, url: str, most: int) -> None:
    client = visit("binh")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= most, len(asked)
