"""Study and loudspeakers of the demo: Pác Nặm 2022 with its 30 runs, and Nậm Sang with gaps to close.

Published: 30 runs in two slots of the day. The conference, who came and who made up for it are invented.
"""

from datetime import date, time, timedelta
from random import Random

from neuguong.ops.demo import nam_sang, pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.rules import Category
from neuguong.study.actions import (
    ConferenceEntry,
    RollEntry,
    SeriesEntry,
    SessionEntry,
    ThemeEntry,
    add_conference,
    add_material,
    add_series,
    add_theme,
    answer_runs,
    hold_conference,
    make_up,
    note_attendance,
    note_many,
    plan_runs,
    write_bulletin,
)
from neuguong.study.models import Conference, Series, Theme
from neuguong.study.queries import gaps_of, roll_of, units_with_gaps
from neuguong.study.rules import Form, Means, Presence

SLOTS = ((time(11), time(11, 30)), (time(17), time(17, 30)))
MEMBERS = (int(Category.OFFICIAL), int(Category.PROBATIONARY))
_SEED = 20220307
_AWAY = ("đi làm ăn xa", "ốm", "trực cơ quan", "")


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Study of Pác Nặm in 2022 and of Nậm Sang this year."""
    chance = Random(_SEED)  # noqa: S311 - invented data
    _pac_nam(by, units[pac_nam.ROOT], chance)
    _nam_sang(by, units, today)


def _pac_nam(by: SystemActor, district: Unit, chance: Random) -> None:
    day = date(2022, 3, 7)
    theme = add_theme(
        by=by, unit_id=district.pk,
        entry=ThemeEntry(2022, "Ý chí tự lực, tự cường và khát vọng phát triển đất nước"),
    )  # fmt: skip
    conference = _conference(by, district, theme, day, Form.ONLINE, "Hội nghị trực tuyến của tỉnh")
    hold_conference(by=by, conference_id=conference.pk, today=day)
    entries = []
    for person in theme.learners.order_by("pk").values_list("person", flat=True):
        away = chance.random() < 0.04
        state = Presence.ABSENT if away else Presence.ONLINE
        reason = chance.choice(_AWAY) if away else ""
        entries.append(RollEntry(person or 0, state, reason))
    note_many(
        by=by, conference_id=conference.pk, session_id=conference.sessions.get().pk,
        entries=entries, today=day,
    )  # fmt: skip
    later = date(2022, 4, 5)
    for unit, _number in units_with_gaps(district, 2022):
        make_up(
            by=by, unit_id=unit.pk, means=Means.GROUP, day=later, today=later,
            learner_ids=[gap.learner.pk for gap in gaps_of(unit, 2022)],
            words="Chi bộ đọc lại tài liệu trong buổi sinh hoạt",
        )  # fmt: skip
    _thirty_runs(by, district, theme)


def _thirty_runs(by: SystemActor, district: Unit, theme: Theme) -> None:
    """One series, two slots a day, fifteen days."""
    series = add_series(
        by=by, unit_id=district.pk,
        entry=SeriesEntry(
            2022, "Kể chuyện Bác Hồ trên loa truyền thanh", SLOTS,
            "bài giảng của một giáo sư về tư tưởng Hồ Chí Minh", theme.pk,
        ),
    )  # fmt: skip
    first, last = date(2022, 5, 9), date(2022, 5, 27)
    plan_runs(by=by, series_id=series.pk, first=first, last=last, weekdays=range(5))
    _made(by, series, last)


def _made(by: SystemActor, series: Series, today: date) -> None:
    ids = series.broadcasts.filter(day__lte=today).values_list("pk", flat=True)
    answer_runs(by=by, series_id=series.pk, made=list(ids), today=today)


def _nam_sang(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    commune, year = units[nam_sang.ROOT], today.year
    theme = add_theme(
        by=by, unit_id=commune.pk,
        entry=ThemeEntry(
            year, "Nói đi đôi với làm, nêu gương từ việc nhỏ",
            "Mỗi đảng viên chọn một việc nhỏ làm đều cả năm; cán bộ nói ít, làm trước.",
        ),
    )  # fmt: skip
    add_material(
        by=by, theme_id=theme.pk, title="Trang tài liệu học tập của tỉnh",
        url="https://example.org/tai-lieu-hoc-tap",
    )  # fmt: skip
    day = max(today - timedelta(days=40), date(year, 1, 1))
    held = _conference(
        by, commune, theme, day, Form.MIXED, f"Hội nghị học tập chuyên đề năm {year}"
    )
    hold_conference(by=by, conference_id=held.pk, today=today)
    session = held.sessions.get()
    cells = [unit for slug, unit in units.items()
             if slug.startswith(f"{nam_sang.ROOT}/") and unit.type.is_cell]  # fmt: skip
    for place, cell in enumerate(cells):
        lines = roll_of(held, cell)
        if place == len(cells) - 1:
            continue  # one cell has not noted anybody yet
        missed = 3 if cell.slug == nam_sang.CELL else 1
        entries = [
            RollEntry(
                line.person.pk,
                Presence.IN_PERSON if number < len(lines) - missed else Presence.ABSENT,
                _AWAY[number % 3] if number >= len(lines) - missed else "",
            )
            for number, line in enumerate(lines)
        ]
        note_attendance(
            by=by, conference_id=held.pk, unit_id=cell.pk, session_id=session.pk,
            entries=entries, today=today,
        )  # fmt: skip
    coming = today + timedelta(days=9)
    if coming.year == year:
        title = "Nói chuyện chuyên đề quý này"
        _conference(by, commune, theme, coming, Form.IN_PERSON, title)
    _on_air(by, commune, theme, today)
    write_bulletin(by=by, unit_id=units[nam_sang.CELL].pk, day=today)


def _on_air(by: SystemActor, commune: Unit, theme: Theme, today: date) -> None:
    year = today.year
    series = add_series(
        by=by, unit_id=commune.pk,
        entry=SeriesEntry(year, "Mỗi tuần một câu chuyện về Bác", SLOTS[1:],
                          "tài liệu của tỉnh", theme.pk),
    )  # fmt: skip
    first = max(today - timedelta(days=21), date(year, 1, 1))
    last = min(today + timedelta(days=14), date(year, 12, 31))
    plan_runs(by=by, series_id=series.pk, first=first, last=last)
    _made(by, series, today - timedelta(days=2))


def _conference(
    by: SystemActor, unit: Unit, theme: Theme, day: date, form: Form, title: str
) -> Conference:
    return add_conference(
        by=by, unit_id=unit.pk,
        entry=ConferenceEntry(theme.pk, title, form, categories=MEMBERS),
        sessions=[SessionEntry(day, time(8), f"Hội trường {unit.short_name or unit.name}")],
    )  # fmt: skip
