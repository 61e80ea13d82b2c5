"""Acts on inspections: the order of a visit, who may do what, what is counted, and letters."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from neuguong.inspections import actions
from neuguong.inspections.actions import FindingEntry, VisitEntry
from neuguong.inspections.models import Finding, Inspection, LetterCount
from neuguong.inspections.queries import wrong_copies
from neuguong.inspections.rules import (
    FindingKind,
    FindingState,
    InspectionKind,
    InspectionState,
)
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, YEAR, World, build

pytestmark = pytest.mark.django_db

XA, MOT, HAI, HUYEN = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai", "tinh/huyen"
DAY = date(2022, 5, 10)
FAULT = FindingEntry(FindingKind.FAULT, "Chưa ghi kết quả", date(2022, 6, 1))


def entry(world: World, slug: str = MOT, day: date = DAY) -> VisitEntry:
    return VisitEntry(
        world.unit(slug).pk, InspectionKind.INSPECTION, "Việc làm theo", day, "Chủ nhiệm"
    )


def planned(world: World, slug: str = MOT) -> Inspection:
    return actions.plan_inspection(
        by=world.binh, unit_id=world.unit(XA).pk, year=YEAR, entry=entry(world, slug)
    )


def held(world: World) -> Inspection:
    found = planned(world)
    return actions.note_visit(by=world.binh, inspection_id=found.pk, day=DAY, today=TODAY)


def value(world: World, key: str, period: str = "2022", slug: str = XA) -> int:
    figure = figures_of(world.unit(slug), Period.parse(period), [key])[key]
    return int(figure.scaled)


def test_a_visit_counts_from_the_day_it_took_place(world: World) -> None:
    found = planned(world)
    assert value(world, "inspections.inspections") == 0
    actions.note_visit(by=world.binh, inspection_id=found.pk, day=DAY, today=TODAY)
    assert value(world, "inspections.inspections", "2022-05") == 1
    assert value(world, "inspections.inspections", "2022", HUYEN) == 1


def test_a_fault_goes_from_found_to_fixed(world: World) -> None:
    found = held(world)
    fault = actions.add_finding(by=world.binh, inspection_id=found.pk, entry=FAULT)
    actions.state_remedy(by=world.giang, finding_id=fault.pk, remedy="Đã ghi đủ", today=TODAY)
    actions.recheck(by=world.binh, finding_id=fault.pk, day=TODAY, fixed=True, note="", today=TODAY)
    fault.refresh_from_db()
    assert fault.state == FindingState.FIXED
    assert value(world, "inspections.faults") == value(world, "inspections.faults_fixed") == 1
    with pytest.raises(Refused) as refused:
        actions.state_remedy(by=world.giang, finding_id=fault.pk, remedy="Nữa", today=TODAY)
    assert refused.value.refusal.code == "already_fixed"


def test_what_was_found_is_fixed_once_there_is_a_conclusion(world: World) -> None:
    found = held(world)
    fault = actions.add_finding(by=world.binh, inspection_id=found.pk, entry=FAULT)
    actions.conclude(by=world.binh, inspection_id=found.pk, day=TODAY, number="12", words="Làm tốt")
    for act in (
        lambda: actions.add_finding(by=world.binh, inspection_id=found.pk, entry=FAULT),
        lambda: actions.drop_finding(by=world.binh, finding_id=fault.pk),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "concluded"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "words_missing"),
        ({"planned_on": date(2023, 1, 1)}, "day_of_other_year"),
        ({"inspected_id": "khac/xa"}, "not_beneath"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    world: World, change: dict[str, object], code: str
) -> None:
    given = {name: getattr(entry(world), name) for name in VisitEntry.__slots__} | change
    if isinstance(given["inspected_id"], str):
        given["inspected_id"] = world.unit(given["inspected_id"]).pk
    with pytest.raises(Refused) as refused:
        actions.plan_inspection(
            by=world.binh, unit_id=world.unit(XA).pk, year=YEAR, entry=VisitEntry(**given)
        )
    assert refused.value.refusal.code == code
    assert not Inspection.objects.exists()


def test_a_visit_ahead_of_time_is_refused_and_one_that_was_held_is_not_called_off(
    world: World,
) -> None:
    found = planned(world)
    with pytest.raises(Refused) as refused:
        actions.note_visit(
            by=world.binh, inspection_id=found.pk, day=date(2022, 12, 1), today=TODAY
        )
    assert refused.value.refusal.code == "day_ahead"
    with pytest.raises(Refused) as refused:
        actions.add_finding(by=world.binh, inspection_id=found.pk, entry=FAULT)
    assert refused.value.refusal.code == "not_visited"
    actions.note_visit(by=world.binh, inspection_id=found.pk, day=DAY, today=TODAY)
    with pytest.raises(Refused) as refused:
        actions.call_off(by=world.binh, inspection_id=found.pk, reason="Mưa")
    assert refused.value.refusal.code == "held"


def test_a_cell_may_mend_but_not_inspect_and_others_may_nothing(world: World) -> None:
    found = held(world)
    fault = actions.add_finding(by=world.binh, inspection_id=found.pk, entry=FAULT)
    for act in (
        lambda: actions.add_finding(by=world.giang, inspection_id=found.pk, entry=FAULT),
        lambda: actions.state_remedy(
            by=world.dung, finding_id=fault.pk, remedy="Đã xong", today=TODAY
        ),
        lambda: actions.state_remedy(
            by=world.chi, finding_id=fault.pk, remedy="Đã xong", today=TODAY
        ),
        lambda: actions.plan_inspection(
            by=world.giang, unit_id=world.unit(XA).pk, year=YEAR, entry=entry(world)
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def state(world: World, slug: str, period: str, count: int) -> None:
    actions.state_letters(
        by=world.binh, unit_id=world.unit(slug).pk, period=Period.parse(period), count=count,
        today=TODAY,
    )  # fmt: skip


def test_letters_are_a_number_that_adds_up_and_is_never_stated_twice(world: World) -> None:
    for slug, key, count in ((MOT, "2022-Q1", 0), (HAI, "2022-Q1", 2), (XA, "2022-03", 1)):
        state(world, slug, key, count)
    assert value(world, "complaints.letters") == 3
    assert value(world, "complaints.letters", "2022-Q1", HUYEN) == 3
    state(world, HAI, "2022-Q1", 1)
    assert value(world, "complaints.letters") == 2
    with pytest.raises(Refused) as refused:
        state(world, HAI, "2022", 5)
    assert refused.value.refusal.code == "letters_twice"
    assert LetterCount.objects.count() == 3


def test_a_zero_that_was_stated_opens_to_who_stated_it(world: World) -> None:
    unit, period = world.unit(XA), Period.parse("2022")
    actions.state_letters(by=world.binh, unit_id=unit.pk, period=period, count=0, today=TODAY)
    figure = figures_of(unit, period, ["complaints.letters"])["complaints.letters"]
    records = list(records_of(unit, period, "complaints.letters", sees_names=lambda _: False))
    assert (figure.n, figure.scaled) == (1, 0)
    assert [record.amount for record in records] == [0]


class TestCounting(TestCase):
    """Whatever is done to visits, figures are those of a plain loop over the rows."""

    @given(
        steps=st.lists(
            st.tuples(st.sampled_from("phfmrcx"), st.integers(0, 4), st.booleans()), max_size=14
        )
    )
    def test_random_visits(self, steps: list[tuple[str, int, bool]]) -> None:
        world = build()
        for step, at, yes in steps:
            try:
                _play(world, step, at, yes=yes)
            except Refused:
                continue
        fold_all()
        visits = list(Inspection.objects.all())
        held_ones = [v for v in visits if v.state in (2, 3)]
        faults = list(Finding.objects.filter(kind=FindingKind.FAULT))
        fixed = [f for f in faults if f.state == FindingState.FIXED]
        assert value(world, "inspections.inspections") == len(held_ones)
        assert value(world, "inspections.faults") == len(faults)
        assert value(world, "inspections.faults_fixed") == len(fixed)
        assert not wrong_copies()
        assert not verify().differences


def _play(world: World, step: str, at: int, *, yes: bool) -> None:
    visits, faults = list(Inspection.objects.all()), list(Finding.objects.all())
    visit = visits[at % len(visits)] if visits else None
    fault = faults[at % len(faults)] if faults else None
    by = world.binh
    if step == "p" or visit is None:
        planned(world, (MOT, HAI)[yes])
    elif step == "h":
        day = date(2022, 1 + at, 5)
        actions.note_visit(by=by, inspection_id=visit.pk, day=day, today=TODAY)
    elif step == "f":
        actions.add_finding(by=by, inspection_id=visit.pk, entry=FAULT)
    elif step == "c":
        actions.conclude(by=by, inspection_id=visit.pk, day=TODAY, number="", words="Xong")
    elif step == "x" and not yes:
        actions.call_off(by=by, inspection_id=visit.pk, reason="Bận")
    elif fault is not None:
        if step == "m":
            actions.state_remedy(by=by, finding_id=fault.pk, remedy="Đã làm", today=TODAY)
        elif step == "r":
            actions.recheck(by=by, finding_id=fault.pk, day=TODAY, fixed=yes, note="", today=TODAY)
        else:
            actions.drop_finding(by=by, finding_id=fault.pk)


def test_the_states_of_a_visit_are_those_counted() -> None:
    assert {InspectionState.VISITED, InspectionState.CONCLUDED} == {2, 3}
