"""Months brought in: sums that travel upward, days that stay and go, who may read what."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from neuguong.attendance import actions
from neuguong.attendance.models import AttendanceDay, AttendanceMonth
from neuguong.attendance.queries import hours_on, people_of_month, reads_days
from neuguong.attendance.rules import DayMark, Hours, Mark, Shape
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.models import Account
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db

XA, MOT, HUYEN = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen"
MAY = 202205


def marks(*days: tuple[str, int, Mark]) -> list[DayMark]:
    return [DayMark(name, "", date(2022, 5, day), mark) for name, day, mark in days]


def bring(world: World, slug: str = MOT, month: int = MAY) -> AttendanceMonth:
    return actions.bring_month(
        by=world.machine, unit_id=world.unit(slug).pk, month=month, shape=Shape.GRID, today=TODAY,
        marks=marks(
            ("Nông Thị Chi", 4, Mark.PRESENT), ("Nông Thị Chi", 5, Mark.LATE),
            ("Nông Thị Chi", 6, Mark.HALF), ("Người Lạ", 4, Mark.ABSENT),
        ),
    )  # fmt: skip


def test_the_sums_of_a_month_travel_upward_and_open_to_months(world: World) -> None:
    bring(world)
    unit, period = world.unit(HUYEN), Period.parse("2022")
    keys = ["attendance.due", "attendance.there", "attendance.rate", "attendance.late"]
    found = figures_of(unit, period, keys)
    assert [found[key].number for key in keys] == ["4", "2,5", "62,5%", "1"]
    records = list(records_of(unit, period, "attendance.there", sees_names=lambda _: False))
    assert sum(record.amount for record in records) == found["attendance.there"].scaled
    assert not any("Chi" in record.text for record in records)


def test_bringing_again_takes_the_place_of_what_was_there(world: World) -> None:
    bring(world)
    bring(world)
    assert AttendanceMonth.objects.count() == 1
    assert AttendanceDay.objects.count() == 4
    chi = AttendanceDay.objects.filter(name="Nông Thị Chi").first()
    assert chi is not None
    assert chi.person == world.people["Chi"]
    assert AttendanceDay.objects.get(name="Người Lạ").person is None


def test_a_file_of_another_month_is_refused_and_nothing_is_written(world: World) -> None:
    with pytest.raises(Refused) as refused:
        bring(world, month=202204)
    assert refused.value.refusal.code == "other_month"
    assert not AttendanceMonth.objects.exists()


def test_days_are_read_in_the_unit_only_and_go_while_the_sums_stay(world: World) -> None:
    bring(world)
    unit = world.unit(MOT)
    assert reads_days(world.giang, unit)
    assert not reads_days(world.binh, unit)
    assert [row.name for row in people_of_month(unit, MAY)] == ["Người Lạ", "Nông Thị Chi"]
    assert actions.drop_old_days(by=world.machine, before=date(2022, 6, 1)) == 4
    assert people_of_month(unit, MAY) == []
    assert AttendanceMonth.objects.get().due == 8
    with pytest.raises(PermissionDenied):
        actions.drop_old_days(by=world.binh, before=date(2022, 6, 1))


def test_hours_are_those_of_the_nearest_level(world: World) -> None:
    cell = world.unit(MOT)
    assert hours_on(cell, TODAY) == Hours()
    actions.set_hours(
        by=world.binh, unit_id=world.unit(XA).pk, since=date(2022, 1, 1), hours=Hours(time(8), 5)
    )
    assert hours_on(cell, TODAY) == Hours(time(8), 5)
    actions.set_hours(by=world.giang, unit_id=cell.pk, since=TODAY, hours=Hours(time(7), 0))
    assert hours_on(cell, TODAY) == Hours(time(7), 0)
    assert hours_on(cell, date(2022, 2, 1)) == Hours(time(8), 5)


def client(who: str) -> Client:
    made = Client()
    made.force_login(Account.objects.get(username=who))
    return made


def test_a_file_is_brought_whole_or_with_its_faults_named(world: World) -> None:
    text = (
        "Mã;Họ tên;Ngày;Giờ vào;Giờ ra\n1;Nông Thị Chi;04/5/2022;07:25;17:00\n"
        "1;Nông Thị Chi;{};7:30;17:00\n"
    )
    giang, unit = client("giang"), world.unit(MOT)

    def post(second: str, **more: str) -> int:
        file = SimpleUploadedFile("cong.csv", text.format(second).encode())
        typed = {"file": file, "unit": unit.pk, "month_typed": "5/2022", **more}
        answer = giang.post("/nhap-tep/cham-cong/", typed)
        said.append(answer.content.decode())
        return answer.status_code

    said: list[str] = []
    assert post("mồng sáu") == 422
    assert "Dòng 3, cột 3" in said[-1]
    assert not AttendanceMonth.objects.exists()
    assert post("mồng sáu", good_cells="on") == 302
    assert post("06/5/2022") == 422
    assert "Tháng này đã có" in said[-1]
    assert post("06/5/2022", replace="on") == 302
    html = giang.get(f"/cham-cong/thang/{MOT}?thang=202205").content.decode()
    assert "Nông Thị Chi" in html
    assert (
        "Nông Thị Chi"
        not in client("binh").get(f"/cham-cong/thang/{MOT}?thang=202205").content.decode()
    )
    assert client("chi").get(f"/cham-cong/nam/{MOT}").status_code == 404
