"""`neuguong synth` fills an empty database, goes on where it was stopped, and draws the same again."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from neuguong.audit.models import AuditEntry
from neuguong.deeds.models import Deed, Registration
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.ops.synth.drawing import chance_of, draw_lot
from neuguong.ops.synth.plan import planned
from neuguong.ops.synth.sizes import CENTRAL, SIZES
from neuguong.org.models import Unit
from neuguong.org.queries import unit_by_slug
from neuguong.people.models import Membership, Person, Post
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.rules import StepKind
from neuguong.rollup.queries import figures_of, waiting
from neuguong.rollup.verify import recount
from tests.world import World


def synth(size: str, *words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("synth", "--size", size, "--json", *words, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def everything() -> list[Any]:
    """What is written, without what no seed decides: keys, moments."""
    return [
        list(Unit.objects.order_by("slug").values_list("slug", "name", "states__code")),
        list(Person.objects.order_by("pk").values_list("full_name", "birth_year", "sex")),
        list(Deed.objects.order_by("pk").values_list("text", "state", "unit__slug", "month")),
    ]


@pytest.mark.django_db
def test_a_commune_is_counted_from_its_records() -> None:
    answer = synth("commune")
    founded = Unit.objects.filter(predecessions__isnull=False).distinct().count()
    assert (answer["units"] + founded, answer["lots_left"]) == (Unit.objects.count(), 0)
    assert 400 < Membership.objects.filter(category=1).count() < 550
    assert answer["deeds"] == Deed.objects.count()
    assert answer["registrations"] == Registration.objects.count()
    assert waiting() == 0
    assert recount().differences == []
    unit = unit_by_slug(answer["root"])
    assert unit is not None
    figures = figures_of(unit, Period.parse(str(answer["year"])), ["deeds.all", "people.members"])
    assert 1_000 < int(figures["deeds.all"].scaled) < 1_700
    cells = sum(unit.type.is_cell for unit in Unit.objects.all())
    assert Post.objects.count() == cells - founded  # a cell made of two has not elected yet


@pytest.mark.django_db
def test_a_stopped_run_goes_on_and_draws_the_same() -> None:
    begun = synth("district", "--lots", "2")
    assert (begun["lots_left"], begun["sign_ins"]) == (9, [])
    ended = synth("district", "--lots", "9")
    assert ended["lots_left"] == 0
    in_pieces = everything()
    assert synth("district")["units"] == 0  # nothing is left to do
    assert everything() == in_pieces
    plan = planned(SIZES["district"], 1)
    drawn = [draw_lot(lot, plan.size, chance_of(lot, 1)) for lot in reversed(plan.lots)]
    assert {entry.slug for one in drawn for entry in one.units} < {u[0] for u in in_pieces[0]}
    assert [found.category for found in Membership.objects.filter(category=1)[:1]] == [1]
    assert AuditEntry.objects.filter(bulk_count__isnull=False).count() > 20


@pytest.mark.django_db
def test_cells_are_merged_and_renamed_in_the_middle_of_the_year() -> None:
    still = synth("district", "--no-moves")
    assert (still["moves"], Reorganisation.objects.count()) == (0, 0)
    year = Period.parse(str(still["year"]))
    top = unit_by_slug(still["root"])
    assert top is not None
    keys = [
        key for key in figures_of(top, year) if not key.startswith(("organisations.", "plans."))
    ]
    before = figures_of(top, year, keys)
    moved = synth("district")  # goes on with what is left: nothing but the moves
    steps = list(Step.objects.all())
    merged = [step for step in steps if step.kind == StepKind.MERGE]
    assert moved["moves"] == len(steps) > len(merged) > 0
    cells = Unit.objects.filter(slug__contains="/h").count()
    assert 0.05 < (len(steps) + len(merged)) / cells < 0.2
    assert Unit.objects.filter(closed_on=date(still["year"], 7, 1)).count() == 2 * len(merged)
    assert figures_of(top, year, keys) == before
    assert waiting() == 0
    assert recount().differences == []
    assert synth("district")["moves"] == 0


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_people() -> None:
    synth("commune")
    names = set(Person.objects.values_list("full_name", "birth_year"))
    plan, other = planned(SIZES["commune"], 1), planned(SIZES["commune"], 2)
    assert plan == planned(SIZES["commune"], 1)
    assert plan != other
    assert len(names) > 300


def test_a_database_of_others_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="đã có dữ liệu khác"):
        synth("commune")


@pytest.mark.django_db
def test_another_size_or_seed_is_refused() -> None:
    synth("commune", "--lots", "1")
    for words in (["district"], ["commune", "--seed", "2"]):
        with pytest.raises(Refused):
            synth(*words)


def test_the_plan_of_the_nation_is_as_big_as_the_nation() -> None:
    plan = planned(SIZES["nation"], 1)
    drawn = [draw_lot(lot, plan.size, chance_of(lot, 1)) for lot in plan.lots[::20]]
    cells, members = sum(one.cells for one in drawn), sum(one.members for one in drawn)
    scale = len(plan.lots) / len(drawn)
    assert 280_000 < cells * scale < 320_000
    assert 5_200_000 < members * scale < 6_000_000
    assert sum(lot.kind == "commune" for lot in plan.lots) == 3_321
    assert sum(entry.type == "province" for entry in plan.upper) == 34
    assert sum(entry.type == "central_committee" for entry in plan.upper) == CENTRAL
    slugs = [lot.slug for lot in plan.lots] + [entry.slug for entry in plan.upper]
    assert len(slugs) == len(set(slugs))
