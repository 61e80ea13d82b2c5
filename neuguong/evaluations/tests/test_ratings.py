"""Ratings are proposed by the cell, decided above it, objected to, opened again; only decided ones count."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.models import AuditEntry
from neuguong.evaluations import actions
from neuguong.evaluations.actions import BodyEntry, DecisionEntry, ProposalEntry, TitleEntry
from neuguong.evaluations.models import Rating
from neuguong.evaluations.queries.quotas import simulate, try_out
from neuguong.evaluations.rules.levels import Level, Merits, Subject, WhyNot
from neuguong.evaluations.rules.quota import Counts
from neuguong.evaluations.rules.rating import (
    DeclarationEntry,
    DeclarationKind,
    RatingState,
    TitleKind,
)
from neuguong.evaluations.tests.conftest import CELL, COMMUNE, MERITS
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.models import Person
from neuguong.rollup.actions import verify
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db
DECISION = DecisionEntry("12-QĐ/ĐU", TODAY)
PERIOD = Period("year", YEAR)


def _decide(world: World, rows: dict[str, Rating]) -> list[Rating]:
    levels = {row.pk: Level(row.proposed) for row in rows.values()}
    return actions.decide(
        by=world.an,
        decider_id=world.unit(COMMUNE).pk,
        levels=levels,
        decision=DECISION,
        today=TODAY,
    )


def _figure(world: World, key: str, slug: str = "tinh") -> object:
    return figures_of(world.unit(slug), PERIOD, [f"evaluations.{key}"])[f"evaluations.{key}"].value


def test_what_is_proposed_does_not_count_and_what_is_decided_does(
    country: World, proposed: dict[str, Rating]
) -> None:
    assert _figure(country, "members_rated") == 0
    _decide(country, proposed)
    assert _figure(country, "members_rated") == 2
    assert _figure(country, "members_excellent", CELL) == 1
    assert _figure(country, "members_good_rate") == 100
    assert not verify().differences


def test_a_figure_opens_to_ratings_named_only_where_names_are_read(
    country: World, proposed: dict[str, Rating]
) -> None:
    _decide(country, proposed)
    asked = (country.unit("tinh"), PERIOD, "evaluations.members_good")
    assert "Giang" in next(records_of(*asked, sees_names=lambda _path: True)).text
    masked = next(records_of(*asked, sees_names=lambda _path: False))
    assert "Giang" not in masked.text + masked.who
    assert masked.link is None


def test_the_cell_proposes_and_cannot_decide(country: World, proposed: dict[str, Rating]) -> None:
    with pytest.raises(PermissionDenied):
        actions.decide(
            by=country.giang, decider_id=country.unit(COMMUNE).pk,
            levels={proposed["Chi"].pk: Level.GOOD}, decision=DECISION, today=TODAY,
        )  # fmt: skip
    for who in (country.chi, country.dung):
        with pytest.raises(PermissionDenied):
            actions.propose_many(
                by=who, unit_id=country.unit(CELL).pk, year=YEAR, entries=[], today=TODAY
            )


def test_nobody_decides_what_another_committee_decides(
    country: World, proposed: dict[str, Rating]
) -> None:
    with pytest.raises(Refused) as refused:
        actions.decide(
            by=country.an, decider_id=country.unit("tinh").pk,
            levels={proposed["Chi"].pk: Level.GOOD}, decision=DECISION, today=TODAY,
        )  # fmt: skip
    assert refused.value.refusal.code == "not_decided_here"


def test_somebody_of_another_cell_is_not_rated_here(country: World) -> None:
    entry = ProposalEntry(country.people["Đạt"].pk, MERITS, Level.GOOD)
    with pytest.raises(Refused) as refused:
        actions.propose_many(
            by=country.giang, unit_id=country.unit(CELL).pk, year=YEAR, entries=[entry], today=TODAY
        )
    assert refused.value.refusal.code == "not_there"


def test_a_new_member_is_not_rated_and_stands_in_no_share(country: World) -> None:
    entry = ProposalEntry(country.people["Thái trẻ"].pk, Merits(), why_not=WhyNot.NEW)
    row = actions.propose_many(
        by=country.giang, unit_id=country.unit(CELL).pk, year=YEAR, entries=[entry], today=TODAY
    )[0]
    decider = country.unit(COMMUNE).pk
    with pytest.raises(Refused):
        actions.decide(
            by=country.an, decider_id=decider, levels={row.pk: Level.GOOD}, decision=DECISION,
            today=TODAY,
        )  # fmt: skip
    actions.decide(
        by=country.an, decider_id=decider, levels={row.pk: Level.NOT_RATED}, decision=DECISION,
        today=TODAY,
    )  # fmt: skip
    assert _figure(country, "members_rated") == 0


def test_an_objection_that_is_upheld_opens_the_rating_again(
    country: World, proposed: dict[str, Rating]
) -> None:
    _decide(country, proposed)
    row = proposed["Chi"]
    made = actions.object_to(
        by=country.chi, rating_id=row.pk, text="Tôi đã làm xong cả bốn việc", today=TODAY
    )
    with pytest.raises(Refused):
        actions.object_to(by=country.chi, rating_id=row.pk, text="Xin xem lại lần nữa", today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.answer_objection(
            by=country.giang,
            objection_id=made.pk,
            upheld=True,
            answer="Đồng ý xem lại",
            today=TODAY,
        )
    actions.answer_objection(
        by=country.an,
        objection_id=made.pk,
        upheld=True,
        answer="Đồng ý xem lại mức này",
        today=TODAY,
    )
    row.refresh_from_db()
    assert (row.state, row.proposed) == (RatingState.PROPOSED, Level.EXCELLENT)
    assert _figure(country, "members_rated") == 1
    words = "".join(str(entry.detail) for entry in AuditEntry.objects.all())
    assert "bốn việc" not in words


def test_a_decided_rating_opens_again_only_with_a_reason(
    country: World, proposed: dict[str, Rating]
) -> None:
    _decide(country, proposed)
    pk = proposed["Giang"].pk
    with pytest.raises(Refused):
        actions.propose_many(
            by=country.giang, unit_id=country.unit(CELL).pk, year=YEAR, today=TODAY,
            entries=[ProposalEntry(country.people["Giang"].pk, MERITS, Level.EXCELLENT)],
        )  # fmt: skip
    with pytest.raises(Refused):
        actions.reopen(by=country.an, rating_id=pk, reason="sai", today=TODAY)
    actions.reopen(by=country.an, rating_id=pk, reason="Ghi nhầm mức của hai người", today=TODAY)
    assert _figure(country, "members_good") == 0
    assert AuditEntry.objects.latest("pk").reason == "Ghi nhầm mức của hai người"


def test_bodies_are_rated_by_the_unit_above(country: World) -> None:
    entries = [BodyEntry(country.unit(slug).pk, MERITS, Level.GOOD) for slug in (CELL, COMMUNE)]
    rows = actions.propose_bodies(
        by=country.an, unit_id=country.unit("tinh").pk, year=YEAR, entries=entries, today=TODAY
    )
    assert [row.decider for row in rows] == [country.unit(COMMUNE), country.unit("tinh/huyen")]
    for row in rows:
        actions.decide(
            by=country.an, decider_id=row.decider_id, levels={row.pk: Level.GOOD},
            decision=DECISION, today=TODAY,
        )  # fmt: skip
    assert _figure(country, "grassroots_good") == 1
    assert _figure(country, "organisations_good") == 1


def test_imported_totals_count_as_many_and_open_to_their_source(country: World) -> None:
    numbers = {Level.EXCELLENT: 120, Level.GOOD: 451, Level.DONE: 27, Level.FAILED: 0}
    tinh = country.unit("tinh")
    for _time in range(2):
        actions.state_totals(
            by=country.an, unit_id=tinh.pk, year=2020, subject=Subject.GRASSROOTS,
            numbers=numbers, source="Báo cáo năm 2020", today=TODAY,
        )  # fmt: skip
    key = "evaluations.grassroots_rated"
    figure = figures_of(tinh, Period("year", 2020), [key])[key]
    assert figure.value == 598
    found = list(records_of(tinh, Period("year", 2020), key, sees_names=lambda _path: False))
    assert (len(found), sum(record.amount for record in found)) == (figure.n, 598)
    over = {one.regime.key: one.over for one in simulate(tinh, 2020, Subject.GRASSROOTS)}
    assert over == {"132-qd-tw": 0, "124-qd-tw": 30, "366-qd-tw": 6}
    again = {one.regime.key: one.over for one in try_out(Counts(120, 451, 27, 0), people=False)}
    assert again == over


def test_any_history_of_ratings_counts_as_a_plain_loop_would(country: World) -> None:
    chance = random.Random(7)
    cell, commune = country.unit(CELL), country.unit(COMMUNE)
    people = Person.objects.filter(memberships__unit=cell, memberships__category__lte=2)
    decided: dict[int, Level] = {}
    for _step in range(25):
        person = chance.choice(list(people))
        row = Rating.objects.filter(person=person).first()
        level = chance.choice([level for level in Level if level is not Level.NOT_RATED])
        if row is not None and row.state == RatingState.DECIDED:
            actions.reopen(
                by=country.an, rating_id=row.pk, reason="Xem lại theo kiến nghị", today=TODAY
            )
            decided.pop(person.pk)
            continue
        rows = actions.propose_many(
            by=country.giang, unit_id=cell.pk, year=YEAR, today=TODAY,
            entries=[ProposalEntry(person.pk, MERITS, level)],
        )  # fmt: skip
        if chance.random() < 0.7:
            actions.decide(
                by=country.an, decider_id=commune.pk, levels={rows[0].pk: level},
                decision=DECISION, today=TODAY,
            )  # fmt: skip
            decided[person.pk] = level
        for word, want in (("excellent", 4), ("good", 3), ("done", 2), ("failed", 1)):
            expected = sum(1 for level in decided.values() if level == want)
            assert _figure(country, f"members_{word}", "tinh/huyen") == expected
    assert not verify().differences


def _declared(of: int = 60, value: int = 100) -> DeclarationEntry:
    return DeclarationEntry(
        DeclarationKind.NO_MANIFESTATION, Decimal(value), Qualifier.EXACTLY, of, "01-BB/ĐU", TODAY,
        9, 8,
    )  # fmt: skip


def test_a_declaration_is_shown_with_its_minutes_and_hidden_about_few(country: World) -> None:
    commune, key = country.unit(COMMUNE), "members_without_manifestation"
    actions.declare(by=country.binh, unit_id=commune.pk, year=YEAR, entry=_declared(), today=TODAY)
    assert _figure(country, key, COMMUNE) == 100
    assert _figure(country, key, "tinh") is None
    found = list(records_of(commune, PERIOD, f"evaluations.{key}", sees_names=lambda _path: False))
    assert "01-BB/ĐU" in found[0].text
    actions.declare(
        by=country.binh, unit_id=commune.pk, year=YEAR, entry=_declared(of=4), today=TODAY
    )
    assert _figure(country, key, COMMUNE) is None
    with pytest.raises(PermissionDenied):
        actions.declare(
            by=country.chi, unit_id=commune.pk, year=YEAR, entry=_declared(), today=TODAY
        )


def test_a_declaration_and_a_title_are_taken_back_with_a_reason(country: World) -> None:
    commune = country.unit(COMMUNE)
    made = actions.declare(
        by=country.binh, unit_id=commune.pk, year=YEAR, entry=_declared(), today=TODAY
    )
    title = actions.give_title(
        by=country.binh, unit_id=commune.pk, year=YEAR, today=TODAY,
        entry=TitleEntry(TitleKind.ORGANISATION, "Trong sạch, vững mạnh", "Huyện ủy"),
    )  # fmt: skip
    assert _figure(country, "organisation_title", COMMUNE) == "Trong sạch, vững mạnh"
    with pytest.raises(Refused):
        actions.drop_title(by=country.binh, title_id=title.pk, reason="sai")
    actions.drop_title(by=country.binh, title_id=title.pk, reason="Ghi nhầm năm của danh hiệu")
    actions.drop_declaration(
        by=country.binh, declaration_id=made.pk, reason="Ghi nhầm số của biên bản"
    )
    assert _figure(country, "organisation_title", COMMUNE) is None


def test_a_year_to_come_and_a_year_without_a_regime_are_refused(country: World) -> None:
    unit = country.unit(CELL).pk
    for year, code in ((YEAR + 1, "year_to_come"), (2016, "regime_missing")):
        with pytest.raises(Refused) as refused:
            actions.propose_many(
                by=country.machine, unit_id=unit, year=year, entries=[], today=date(2022, 6, 15)
            )
        assert refused.value.refusal.code == code
