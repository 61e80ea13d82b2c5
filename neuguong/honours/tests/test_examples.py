"""Good models: described, recognised, shown, taken over by others, spread by place."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from neuguong.honours.actions import examples
from neuguong.honours.models import GoodModel
from neuguong.honours.queries.examples import model_seen, open_models
from neuguong.honours.rules.examples import ModelKind
from neuguong.honours.tests.conftest import CELL, COMMUNE, DISTRICT, OTHER
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.rollup.queries import figures_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db
BEGAN = date(2022, 1, 10)


def written(world: World, *, is_open: bool = False) -> GoodModel:
    entry = examples.ModelEntry(
        ModelKind.SKILLED, 2, "Đường tự quản", "Mỗi nhóm năm hộ nhận một đoạn đường.", BEGAN,
        is_open=is_open,
    )  # fmt: skip
    return examples.write_model(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, entry=entry, today=TODAY
    )


def recognised(world: World, *, is_open: bool = False) -> GoodModel:
    return examples.recognise_model(
        by=world.giang, model_id=written(world, is_open=is_open).pk, decision="TB 1", day=TODAY,
        today=TODAY,
    )  # fmt: skip


def figures(world: World, slug: str) -> tuple[int, ...]:
    keys = ("models.new", "models.skilled_mobilisation", "models.adoptions")
    found = figures_of(world.unit(slug), Period("year", YEAR), keys)
    return tuple(found[key].scaled for key in keys)


def test_a_model_counts_when_recognised_and_followers_where_they_are(honoured: World) -> None:
    draft = written(honoured)
    assert figures(honoured, CELL) == (0, 0, 0)
    with pytest.raises(Refused):
        adopted(honoured, draft)
    model = recognised(honoured)
    adopted(honoured, model)
    assert figures(honoured, CELL) == (1, 1, 0)
    assert figures(honoured, OTHER) == (0, 0, 1)
    assert figures(honoured, DISTRICT) == (1, 1, 1)
    with pytest.raises(Refused):
        adopted(honoured, model)


def adopted(world: World, model: GoodModel) -> None:
    examples.adopt_model(
        by=world.binh, model_id=model.pk, unit_id=world.unit(OTHER).pk, since=TODAY,
        result="0,9 km đường", today=TODAY,
    )  # fmt: skip


def test_how_far_a_model_went_is_told_by_place(honoured: World) -> None:
    model = recognised(honoured)
    adopted(honoured, model)
    page = model_seen(honoured.binh, model.pk)
    assert [(above and above.slug, len(rows)) for above, rows in page.spread] == [(COMMUNE, 1)]


def test_a_model_is_read_elsewhere_only_once_its_unit_opens_it(honoured: World) -> None:
    shut, opened = recognised(honoured), recognised(honoured, is_open=True)
    with pytest.raises(Http404):
        model_seen(honoured.dung, shut.pk)
    page = model_seen(honoured.dung, opened.pk)
    assert (page.sees, page.may) == (False, frozenset({"adopt"}))
    assert open_models("duong tu quan") == [opened]
    assert open_models(field=9) == []


def test_only_who_works_for_a_unit_writes_for_it(honoured: World) -> None:
    model = recognised(honoured, is_open=True)
    with pytest.raises(PermissionDenied):
        examples.adopt_model(
            by=honoured.dung, model_id=model.pk, unit_id=honoured.unit(OTHER).pk, since=TODAY,
            result="", today=TODAY,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        examples.end_model(by=honoured.dung, model_id=model.pk, why="không còn làm", today=TODAY)
