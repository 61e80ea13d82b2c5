"""Figures of honours against plain loops over random books and awards, and their records."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.honours.actions import conferred
from neuguong.honours.actions import roll as book
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.actions.roll import Draft, Entered
from neuguong.honours.models import Award, Entry
from neuguong.honours.rules.catalogue import (
    BASE_FIGHTER,
    OUTSTANDING_PERSON,
    PARTY_MERIT,
    PROVINCE_COMMENDATION,
)
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.honours.tests.conftest import CELL, COMMUNE, DISTRICT, OTHER, person
from neuguong.lib.dates import Period
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import figures_of, records_of
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.property]
WHO = ("Chi", "Giang", "Thái", "")
FORMS = (PARTY_MERIT, BASE_FIGHTER, PROVINCE_COMMENDATION, OUTSTANDING_PERSON)
DAYS = st.dates(date(2021, 11, 1), date(2022, 6, 15))
ROLL = st.lists(
    st.tuples(st.sampled_from((CELL, OTHER)), st.sampled_from(WHO), DAYS, st.booleans()), max_size=8
)
GIVEN = st.lists(
    st.tuples(st.sampled_from((CELL, OTHER)), st.sampled_from(WHO), DAYS, st.sampled_from(FORMS)),
    max_size=8,
)


def subject(world: World, who: str, slug: str) -> SubjectEntry:
    if who:
        return person(world, who)
    return SubjectEntry(SubjectKind.COLLECTIVE, unit_id=world.unit(slug).pk)


@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(roll=ROLL, awarded=GIVEN)
def test_figures_are_those_of_plain_loops(
    honoured: World,
    roll: list[tuple[str, str, date, bool]],
    awarded: list[tuple[str, str, date, int]],
) -> None:
    Entry.objects.all().delete()
    Award.objects.all().delete()
    by, today = honoured.machine, date(2022, 12, 31)
    for slug, who, day, stays in roll:
        rows = [Entered(Draft(subject(honoured, who, slug), 4, "Việc tốt"), day)]
        (entry,) = book.enter_many(
            by=by, unit_id=honoured.unit(slug).pk, year=day.year, rows=rows, today=today
        )
        if not stays:
            book.withdraw_entry(
                by=by, entry_id=entry.pk, why="ghi trùng", decision="Biên bản", today=today
            )
    for slug, who, day, form in awarded:
        given_row = conferred.AwardEntry(
            subject(honoured, who, slug), form, day, day.year, day.year
        )
        unit = honoured.unit(slug)
        conferred.add_awards(by=by, unit_id=unit.pk, rows=[given_row], today=today)
    if len(roll) % 2:
        fold_all()
    for place in (CELL, COMMUNE, DISTRICT):
        for year in (2021, 2022):
            _agree(honoured, place, year, roll, awarded)
    assert verify().differences == []


def _agree(
    world: World,
    place: str,
    year: int,
    roll: list[tuple[str, str, date, bool]],
    awarded: list[tuple[str, str, date, int]],
) -> None:
    entered = [
        who for slug, who, day, stays in roll
        if slug.startswith(place) and day.year == year and stays and who
    ]  # fmt: skip
    here = [
        (who, form) for slug, who, day, form in awarded
        if slug.startswith(place) and day.year == year and who
    ]  # fmt: skip
    expected = {
        "honours.roll.individuals": len(entered),
        "honours.roll.distinct_individuals": len(set(entered)),
        "honours.awards.merit_individuals": sum(form == PARTY_MERIT for _who, form in here),
        "honours.titles.instances": sum(form == BASE_FIGHTER for _who, form in here),
        "honours.awards.people": len({who for who, form in here if form != BASE_FIGHTER}),
        "honours.awards.outstanding_individuals": len(
            {who for who, form in here if form == OUTSTANDING_PERSON}
        ),
    }
    unit, period = world.unit(place), Period("year", year)
    figures = figures_of(unit, period, list(expected))
    assert {key: figure.scaled for key, figure in figures.items()} == expected
    for key, figure in figures.items():
        rows = list(records_of(unit, period, key, sees_names=lambda _path: False))
        assert (len(rows), sum(row.amount for row in rows)) == (figure.n, figure.scaled)
