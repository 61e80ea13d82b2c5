"""Acts of study: who may, what is refused, what counts, what is recorded."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.models import AuditEntry
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.programme.actions import close_year
from neuguong.rollup.queries import figures_of, records_of
from neuguong.study import actions
from neuguong.study.actions import ConferenceEntry, HeadCount, RollEntry, SessionEntry
from neuguong.study.models import Attendance, Learner
from neuguong.study.queries import gaps_of, roll_of, studied_of
from neuguong.study.rights import OWN, Right
from neuguong.study.rules import PRESENT, Form, Means, Presence
from neuguong.study.tests.conftest import DAY, HAI, MOT, PHU_NU, XA, Held
from tests.world import TODAY, YEAR, World

WHOLE = Period("year", YEAR)


def figure(unit: Unit, key: str) -> object:
    return figures_of(unit, WHOLE, [key])[key].value


def note(held: Held, slug: str, **states: Presence) -> int:
    world = held.world
    entries = [RollEntry(world.people[name].pk, state, "ốm") for name, state in states.items()]
    return actions.note_attendance(
        by=world.machine, conference_id=held.conference.pk, unit_id=world.unit(slug).pk,
        session_id=held.session.pk, entries=entries, today=TODAY,
    )  # fmt: skip


def test_a_conference_held_asks_every_member_once(held: Held) -> None:
    xa = held.world.unit(XA)
    assert figure(xa, "study.sessions") == 1
    assert figure(xa, "study.members_asked") == 5
    assert figure(xa, "study.members_rate") == 0
    assert figure(xa, "study.to_make_up") == 5
    actions.hold_conference(by=held.world.binh, conference_id=held.conference.pk, today=TODAY)
    assert Learner.objects.count() == 5


def test_who_came_has_studied_and_who_missed_makes_up(held: Held) -> None:
    world, xa = held.world, held.world.unit(XA)
    came = note(held, MOT, Chi=Presence.IN_PERSON, Giang=Presence.ABSENT)
    assert came == 1
    assert figure(xa, "study.attendances") == 1
    assert figure(xa, "study.members_studied") == 1
    assert Attendance.objects.get(person=world.people["Giang"]).state == Presence.EXCUSED
    gaps = gaps_of(world.unit(MOT), YEAR)
    giang = next(gap for gap in gaps if gap.learner.person == world.people["Giang"])
    assert giang.reason == "ốm"
    closed = actions.make_up(
        by=world.giang, unit_id=world.unit(MOT).pk, learner_ids=[giang.learner.pk],
        means=Means.MATERIALS, day=TODAY, words="Nộp bài thu hoạch", today=TODAY,
    )  # fmt: skip
    assert closed == 1
    assert figure(xa, "study.made_up") == 1
    assert figure(xa, "study.members_rate") == 40
    assert studied_of(world.people["Giang"].pk, YEAR)[0].words == "Nộp bài thu hoạch"


def test_noting_anew_takes_back_what_the_conference_gave_and_no_more(held: Held) -> None:
    note(held, MOT, Chi=Presence.IN_PERSON, Giang=Presence.IN_PERSON)
    note(held, MOT, Chi=Presence.ABSENT)
    assert figure(held.world.unit(XA), "study.members_studied") == 1
    chi = Learner.objects.get(person=held.world.people["Chi"])
    actions.make_up(
        by=held.world.giang, unit_id=chi.unit_id, learner_ids=[chi.pk], means=Means.GROUP,
        day=TODAY, today=TODAY,
    )  # fmt: skip
    note(held, MOT, Chi=Presence.ABSENT)
    chi.refresh_from_db()
    assert chi.means == Means.GROUP


def test_one_checks_oneself_in_once_and_nobody_else_can(held: Held) -> None:
    world = held.world
    noted = actions.check_in(by=world.chi, session_id=held.session.pk, online=False, today=DAY)
    assert (noted.state, noted.by_oneself) == (Presence.IN_PERSON, True)
    again = actions.check_in(by=world.chi, session_id=held.session.pk, online=False, today=DAY)
    assert again.pk == noted.pk
    assert AuditEntry.objects.filter(act=OWN).count() == 1
    with pytest.raises(Refused, match="không gọi anh, chị học"):
        actions.check_in(by=world.dung, session_id=held.session.pk, online=False, today=DAY)
    with pytest.raises(Refused, match="họp trực tiếp"):
        actions.check_in(by=world.giang, session_id=held.session.pk, online=True, today=DAY)


def test_a_unit_without_a_list_gives_numbers_which_replace_themselves(held: Held) -> None:
    world = held.world
    unit = world.unit(PHU_NU)
    for present in (7, 9):
        actions.count_attendance(
            by=world.binh, conference_id=held.conference.pk, unit_id=unit.pk,
            session_id=held.session.pk, today=TODAY,
            entry=HeadCount(members_asked=4, members_present=4, others_asked=10,
                            others_present=present),
        )  # fmt: skip
    assert figure(unit, "study.attendances") == 13
    assert figure(unit, "study.people_asked") == 14
    assert figure(unit, "study.members_rate") == 100
    actions.make_up_count(
        by=world.binh, unit_id=unit.pk, theme_id=held.theme.pk, party=0, number=1,
        means=Means.GROUP, day=TODAY, today=TODAY,
    )  # fmt: skip
    assert figure(unit, "study.to_make_up") == 0
    with pytest.raises(Refused, match="có danh sách người"):
        actions.count_attendance(
            by=world.binh, conference_id=held.conference.pk, unit_id=world.unit(MOT).pk,
            session_id=held.session.pk, today=TODAY, entry=HeadCount(1, 1),
        )  # fmt: skip


def test_a_theme_counts_a_person_once_whatever_conferences_there_are(held: Held) -> None:
    world = held.world
    mot = world.unit(MOT)
    own = actions.add_conference(
        by=world.giang, unit_id=mot.pk,
        entry=ConferenceEntry(held.theme.pk, "Chi bộ học lại", Form.IN_PERSON, categories=(1, 2)),
        sessions=[SessionEntry(TODAY)],
    )  # fmt: skip
    actions.hold_conference(by=world.giang, conference_id=own.pk, today=TODAY)
    note(held, MOT, Chi=Presence.IN_PERSON)
    actions.note_attendance(
        by=world.giang, conference_id=own.pk, unit_id=mot.pk, session_id=own.sessions.get().pk,
        entries=[RollEntry(world.people["Chi"].pk, Presence.IN_PERSON)], today=TODAY,
    )  # fmt: skip
    assert figure(mot, "study.attendances") == 2
    assert figure(mot, "study.members_studied") == 1
    assert figure(mot, "study.members_asked") == 4


def test_the_roll_is_of_its_day_and_leaves_members_to_their_cell(held: Held) -> None:
    names = [line.person.full_name for line in roll_of(held.conference, held.world.unit(MOT))]
    assert len(names) == 4
    assert "Triệu Thị Ánh" not in names
    assert roll_of(held.conference, held.world.unit(PHU_NU)) == []


def test_someone_excused_is_not_asked_any_more_and_the_log_says_why(held: Held) -> None:
    gap = gaps_of(held.world.unit(HAI), YEAR)[0]
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.excuse(by=held.world.binh, unit_id=gap.learner.unit_id,
                       learner_ids=[gap.learner.pk], reason=" ")  # fmt: skip
    actions.excuse(by=held.world.binh, unit_id=gap.learner.unit_id,
                   learner_ids=[gap.learner.pk], reason="được miễn sinh hoạt")  # fmt: skip
    assert figure(held.world.unit(XA), "study.members_asked") == 4
    assert AuditEntry.objects.filter(act=Right.NOTE, bulk_count=1).exists()


def test_runs_planned_count_once_they_were_made(held: Held) -> None:
    world, xa = held.world, held.world.unit(XA)
    number = actions.plan_runs(
        by=world.binh, series_id=held.series.pk, first=date(2022, 6, 13), last=date(2022, 6, 17)
    )
    assert number == 10
    runs = list(held.series.broadcasts.order_by("day", "slot"))
    with pytest.raises(Refused, match="chưa đến ngày phát"):
        actions.answer_runs(by=world.binh, series_id=held.series.pk,
                            made=[run.pk for run in runs], today=TODAY)  # fmt: skip
    actions.answer_runs(by=world.binh, series_id=held.series.pk,
                        made=[run.pk for run in runs[:4]], today=TODAY)  # fmt: skip
    actions.answer_runs(by=world.binh, series_id=held.series.pk, made=(), today=TODAY,
                        not_made=[runs[4].pk], why="mất điện")  # fmt: skip
    assert figure(xa, "study.broadcasts") == 4
    removed = actions.remove_runs(by=world.binh, series_id=held.series.pk,
                                  run_ids=[run.pk for run in runs])  # fmt: skip
    assert removed == 6
    assert figure(xa, "study.broadcasts") == 4


REFUSED: tuple[Callable[[Held, World], object], ...] = (
    lambda held, w: actions.add_theme(
        by=w.chi, unit_id=w.unit(MOT).pk, entry=actions.ThemeEntry(YEAR, "Khác")),
    lambda held, w: actions.add_theme(
        by=w.giang, unit_id=w.unit(XA).pk, entry=actions.ThemeEntry(YEAR, "Khác")),
    lambda held, w: actions.hold_conference(
        by=w.giang, conference_id=held.conference.pk, today=TODAY),
    lambda held, w: actions.note_attendance(
        by=w.chi, conference_id=held.conference.pk, unit_id=w.unit(MOT).pk,
        session_id=held.session.pk, entries=[], today=TODAY),
    lambda held, w: actions.note_attendance(
        by=w.giang, conference_id=held.conference.pk, unit_id=w.unit(HAI).pk,
        session_id=held.session.pk, entries=[], today=TODAY),
    lambda held, w: actions.make_up(
        by=w.dung, unit_id=w.unit(MOT).pk, learner_ids=[1], means=Means.GROUP, day=TODAY,
        today=TODAY),
    lambda held, w: actions.plan_runs(
        by=w.giang, series_id=held.series.pk, first=TODAY, last=TODAY),
    lambda held, w: actions.write_bulletin(by=w.chi, unit_id=w.unit(MOT).pk, day=TODAY),
    lambda held, w: actions.add_material(
        by=w.giang, theme_id=held.theme.pk, title="Bài", url="https://example.org"),
)  # fmt: skip


@pytest.mark.parametrize("act", REFUSED)
def test_others_write_nothing(held: Held, act: Callable[[Held, World], object]) -> None:
    with pytest.raises(PermissionDenied):
        act(held, held.world)


def test_a_closed_year_takes_corrections_with_a_reason_only(held: Held) -> None:
    world = held.world
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    entry = actions.ThemeEntry(YEAR, "Chuyên đề muộn")
    with pytest.raises(Refused, match="đã chốt"):
        actions.add_theme(by=world.binh, unit_id=world.unit(XA).pk, entry=entry)
    made = actions.add_theme(
        by=world.binh, unit_id=world.unit(XA).pk, entry=entry, reason="ghi sót"
    )
    assert AuditEntry.objects.filter(act=Right.RUN, subject_id=made.pk).exists()


def test_figures_are_the_plain_count_of_the_rows_whatever_was_noted(held: Held) -> None:
    """Random histories against plain loops; each figure opens to rows that add up."""
    world, chance = held.world, Random(5)
    people = {MOT: ("Chi", "Giang", "Thái", "Thái trẻ"), HAI: ("Đạt",)}
    for _step in range(25):
        slug = chance.choice((MOT, HAI))
        name = chance.choice(people[slug])
        state = chance.choice(list(Presence))
        note(held, slug, **{name: state})
    studied = sum(1 for row in Learner.objects.all() if row.means)
    came = sum(row.people for row in Attendance.objects.all() if row.state in PRESENT)
    for slug in (XA, "tinh"):
        unit = world.unit(slug)
        figures = figures_of(unit, WHOLE)
        assert figures["study.members_studied"].value == studied
        assert figures["study.attendances"].value == came
        for key, found in figures.items():
            if key.startswith("study.") and found.n:
                rows = list(records_of(unit, WHOLE, key, sees_names=lambda _path: True))
                assert len(rows) == found.n
                assert sum(row.amount for row in rows) == found.scaled
