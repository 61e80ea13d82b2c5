"""Pages of study: what each reader finds, what a form does, what it costs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry, OutcomeEntry
from neuguong.deeds.rules import DeedState
from neuguong.study.actions import plan_runs, write_bulletin
from neuguong.study.models import Attendance, Bulletin, Learner
from neuguong.study.rules import Presence
from neuguong.study.tests.conftest import MOT, PHU_NU, XA, Door, Held
from tests.world import NOW, TODAY, YEAR


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read on the day of the world."""
    for name in ("asked", "conferences", "rolls", "catch_up", "broadcasts", "bulletins"):
        monkeypatch.setattr(f"neuguong.study.views.{name}.today", lambda: TODAY)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def test_every_link_of_a_page_opens(held: Held, visit: Door) -> None:
    client = visit("giang")
    conference = f"/hoc-tap/hoi-nghi/{held.conference.pk}/"
    for url in (f"/hoc-tap/don-vi/{MOT}", conference, f"/hoc-tap/hoc-bu/{MOT}",
                f"/hoc-tap/truyen-thanh/{MOT}", f"{conference}diem-danh/"):  # fmt: skip
        html = page(client, url)
        for door in {d.replace("&amp;", "&") for d in re.findall(r'href="(/[^"#]*)"', html)}:
            if not door.startswith("/static/"):
                assert client.get(door).status_code in (200, 302), door


def test_a_grid_of_ticks_notes_the_whole_cell(held: Held, visit: Door) -> None:
    client = visit("giang")
    url = f"/hoc-tap/hoi-nghi/{held.conference.pk}/diem-danh/?dv={MOT}"
    assert "Nông Thị Chi" in page(client, url)
    people = held.world.people
    typed = {f"p{people['Chi'].pk}": "on", f"w{people['Giang'].pk}": "đi công tác"}
    assert client.post(url, typed).status_code == 302
    assert Attendance.objects.filter(state=Presence.IN_PERSON).count() == 1
    assert Attendance.objects.get(person=people["Giang"]).reason == "đi công tác"
    assert Learner.objects.filter(means__gt=0).count() == 1


def test_a_unit_without_people_is_asked_for_numbers(held: Held, visit: Door) -> None:
    client = visit("binh")
    url = f"/hoc-tap/hoi-nghi/{held.conference.pk}/diem-danh/?dv={PHU_NU}"
    assert "Ghi số người" in page(client, url)
    typed = {"members_asked": 3, "members_present": 4, "others_asked": 0, "others_present": 0}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"members_present": 2}).status_code == 302
    assert Learner.objects.filter(unit=held.world.unit(PHU_NU)).count() == 3
    catch = f"/hoc-tap/hoc-bu/{PHU_NU}?nam={YEAR}"
    assert "còn 1 người" in page(client, catch)
    numbers = {"number_of": f"{held.theme.pk}-1", "number": "1", "means": "2", "day": "15/6/2022"}
    assert client.post(catch, numbers).status_code == 302


def test_the_printed_code_leads_to_oneself_and_names_nobody(held: Held, visit: Door) -> None:
    sheet = page(visit("binh"), f"/hoc-tap/dot/{held.session.pk}/ma/")
    assert f"/hoc-tap/co-mat/{held.session.code}/" in sheet
    assert "<svg" in sheet
    client, url = visit("chi"), f"/hoc-tap/co-mat/{held.session.code}/"
    html = page(client, url)
    assert "Tôi có mặt" in html
    assert "Lường Văn Giang" not in html
    assert client.post(url).status_code == 302
    assert "đã được ghi có mặt" in page(client, url)
    assert "không gọi anh, chị" in page(visit("dung"), url)
    assert visit("chi").get("/hoc-tap/co-mat/khong-co/").status_code == 404


def test_the_list_of_gaps_closes_by_ticks_and_goes_out_as_a_file(held: Held, visit: Door) -> None:
    client, url = visit("giang"), f"/hoc-tap/hoc-bu/{MOT}?nam={YEAR}"
    assert "4 người còn phải học bù" in page(client, url)
    gap = Learner.objects.get(person=held.world.people["Chi"])
    assert client.post(url, {"means": "2", "day": "15/6/2022"}).status_code == 422
    typed = {"who": [gap.pk], "means": "2", "day": "15/6/2022", "words": "Học cùng tổ đảng"}
    assert client.post(url, typed).status_code == 302
    assert "3 người còn phải học bù" in page(client, url)
    answer = client.get(f"/hoc-tap/danh-sach/{MOT}?nam={YEAR}&dang=csv")
    assert "Học cùng tổ đảng" in answer.content.decode()
    assert "có dữ liệu cá nhân" in answer.content.decode()


def test_a_bulletin_tells_what_was_done_and_names_no_person(held: Held, visit: Door) -> None:
    world = held.world
    done = OutcomeEntry(DeedState.DONE, TODAY, "Xong")
    deed = BulkDeed(DeedEntry("Lường Văn Giang cùng ông Nông Văn Báo dọn đường thôn"), done)
    register_many(
        by=world.machine, year=YEAR, today=TODAY, now=NOW,
        entries=[BulkRegistration(world.unit(MOT), [deed], TODAY, person=world.people["Giang"])],
    )  # fmt: skip
    client = visit("giang")
    answer = client.post(f"/hoc-tap/truyen-thanh/{MOT}?nam={YEAR}", {"day": "15/6/2022"})
    made = Bulletin.objects.get()
    assert answer.headers["Location"] == f"/hoc-tap/ban-tin/{made.pk}/"
    assert "Một đồng chí trong chi bộ: … cùng ông … dọn đường thôn." in made.body
    assert "Giang" not in made.body
    assert "Báo" not in made.body
    typed = {"title": "Bản tin", "day": "15/6/2022", "body": "Kính thưa bà con " * 60}
    assert client.post(f"/hoc-tap/ban-tin/{made.pk}/", typed).status_code == 302
    assert "Đọc khoảng 2 phút" in page(client, f"/hoc-tap/ban-tin/{made.pk}/in/")


def test_runs_are_planned_and_answered_on_the_page_of_the_series(held: Held, visit: Door) -> None:
    client, url = visit("binh"), f"/hoc-tap/loat-bai/{held.series.pk}/"
    typed = {"first": "13/6/2022", "last": "15/6/2022"}
    assert client.post(f"{url}lap/", typed).status_code == 302
    runs = list(held.series.broadcasts.values_list("pk", flat=True))
    assert len(runs) == 6
    assert client.post(f"{url}ghi/", {"runs": runs}).status_code == 302
    assert "đã phát 6 lượt" in page(client, url)


def test_a_member_plans_nothing_and_another_branch_sees_nothing(held: Held, visit: Door) -> None:
    chi, dung = visit("chi"), visit("dung")
    conference = f"/hoc-tap/hoi-nghi/{held.conference.pk}/"
    assert chi.get(conference).status_code == 200
    assert chi.get(f"{conference}diem-danh/").status_code == 403
    assert chi.get(f"/hoc-tap/hoc-bu/{MOT}").status_code == 403
    assert chi.get(f"{conference}da-to-chuc/").status_code == 403
    for url in (conference, f"/hoc-tap/don-vi/{MOT}", f"/hoc-tap/loat-bai/{held.series.pk}/",
                f"/hoc-tap/chuyen-de/{held.theme.pk}/"):  # fmt: skip
        assert dung.get(url).status_code == 404, url


@pytest.mark.parametrize(
    ("url", "most"),
    [(f"/hoc-tap/don-vi/{XA}?nam={YEAR}", 26), ("conference", 30), (f"/hoc-tap/hoc-bu/{MOT}", 22)],
)
def test_a_page_asks_little(held: Held, visit: Door, url: str, most: int) -> None:
    plan_runs(by=held.world.binh, series_id=held.series.pk, first=TODAY, last=TODAY)
    write_bulletin(by=held.world.giang, unit_id=held.world.unit(MOT).pk, day=TODAY)
    if url == "conference":
        url = f"/hoc-tap/hoi-nghi/{held.conference.pk}/"
    client = visit("binh" if XA in url and MOT not in url else "giang")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= most, len(asked)
