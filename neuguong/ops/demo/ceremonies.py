"""Ceremonies of the demo: the 80 salutes of Pác Nặm 2022, a volunteer day of the office in Bắc Kạn 2023
with its twinned commune, and this year's work of Nậm Sang.

Published: 80 salutes, the volunteer weekend and what was given there; which units saluted is invented.
"""

from datetime import date, timedelta

from neuguong.ceremonies.actions import (
    AdmissionEntry,
    MovementEntry,
    TwinningEntry,
    VolunteerEntry,
    hold_volunteer_day,
    join_movement,
    launch_movement,
    note_salutes,
    open_twinning,
    plan_admission,
    plan_volunteer_day,
    tie_twinning,
)
from neuguong.ceremonies.queries import candidates_of, deeds_to_tie
from neuguong.ceremonies.rules import mondays_of, month_day
from neuguong.ops.demo import nam_sang, offices, pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

WHOLE_YEAR = 5  # units that saluted every month (domain 11.1)
ONCE = 20  # units that did so once


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Salutes of Pác Nặm 2022, the office's volunteer weekend of 2023, and Nậm Sang this year."""
    _pac_nam(by, units)
    _office(by, units)
    _nam_sang(by, units, today)


def _pac_nam(by: SystemActor, units: dict[str, Unit]) -> None:
    """Five units times twelve months, and twenty units once."""
    here = [
        unit for slug, unit in units.items()
        if slug.startswith(f"{pac_nam.ROOT}/") and unit.type.is_grassroots
    ]  # fmt: skip
    cells = [
        unit for slug, unit in units.items()
        if slug.startswith(f"{pac_nam.ROOT}/") and unit.type.is_cell and unit not in here
    ]  # fmt: skip
    end = date(2022, 12, 31)
    for unit in here[:WHOLE_YEAR]:
        note_salutes(by=by, unit_id=unit.pk, year=2022, months=range(1, 13), weeks=(), today=end)
    once = [*here[WHOLE_YEAR:], *cells][:ONCE]
    for place, unit in enumerate(once):
        month = place % 12 + 1
        note_salutes(by=by, unit_id=unit.pk, year=2022, months=[month], weeks=(), today=end)


def _office(by: SystemActor, units: dict[str, Unit]) -> None:
    """The volunteer weekend at a school, tied to the deed that holds its money and labour."""
    office = units[offices.BAC_KAN]
    cell = next(
        unit for slug, unit in units.items()
        if slug.startswith(f"{offices.BAC_KAN}/noi-chinh")
    )  # fmt: skip
    day = date(2023, 3, 18)
    deeds = [
        deed.pk for deed in deeds_to_tie(cell, 2023) if "Nặm Nhả" in f"{deed.text} {deed.place}"
    ]
    made = plan_volunteer_day(
        by=by, unit_id=cell.pk,
        entry=VolunteerEntry(day, "Ngày cuối tuần tình nguyện ở điểm trường", "xã Xuân La", deeds),
    )  # fmt: skip
    hold_volunteer_day(
        by=by, volunteer_id=made.pk, people=12, deed_ids=deeds, today=date(2023, 4, 1)
    )
    twinning = open_twinning(
        by=by, unit_id=office.pk,
        entry=TwinningEntry(
            "xã Văn Vũ", date(2023, 1, 10), content="Góp vật chất, ngày công xây dựng nông thôn mới"
        ),
    )  # fmt: skip
    helped = [
        deed.pk
        for deed in deeds_to_tie(office, 2023)
        if "Thôm Khinh" in f"{deed.text} {deed.place}"
    ]
    tie_twinning(by=by, twinning_id=twinning.pk, deed_ids=helped)


def _nam_sang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    commune, cell, year = units[nam_sang.ROOT], units[nam_sang.CELL], today.year
    past = [month for month in range(1, 13) if month_day(year, month) <= today]
    weeks = [day for month in past for day in mondays_of(year, month) if day <= today][-3:]
    note_salutes(by=by, unit_id=cell.pk, year=year, months=past, weeks=(), today=today)
    note_salutes(by=by, unit_id=commune.pk, year=year, months=past, weeks=weeks, today=today)
    first = date(year, 1, 1)
    movement = launch_movement(
        by=by, unit_id=commune.pk,
        entry=MovementEntry(
            "Mỗi chi bộ một việc khó, việc mới", max(today - timedelta(days=120), first),
            date(year, 12, 31), content="Mỗi chi bộ nhận một việc khó của thôn và làm cho xong.",
        ),
    )  # fmt: skip
    day = max(today - timedelta(days=100), first, movement.launched_on)
    for place, unit in enumerate((cell, units[f"{nam_sang.ROOT}/khuoi-muoi"])):
        join_movement(
            by=by, movement_id=movement.pk, unit_id=unit.pk, people=12 - place, day=day,
            today=today,
        )  # fmt: skip
    plan_volunteer_day(
        by=by, unit_id=cell.pk,
        entry=VolunteerEntry(
            min(today + timedelta(days=5), date(year, 12, 31)), "Dọn đường, trồng hoa ven đường",
            "thôn Nà Lẹng",
        ),
    )  # fmt: skip
    people = candidates_of(cell, today)[:1]
    if people:
        coming = min(today + timedelta(days=12), date(year, 12, 31))
        plan_admission(
            by=by, unit_id=cell.pk, today=today,
            entry=AdmissionEntry(
                coming, {people[0].pk: ""}, "Nhà văn hóa thôn", "Quyết định của Đảng ủy xã"
            ),
        )  # fmt: skip
