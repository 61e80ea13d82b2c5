"""Faults in the declared measures are found at start, each in a sentence."""

import sys
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from django.core.checks import Warning as CheckWarning
from pytest_django.fixtures import Settings

from neuguong.config import measures as declared
from neuguong.deeds import measures as deeds
from neuguong.lib.measure import Feed, Kind, Measure
from neuguong.rollup import compile as compiled
from neuguong.rollup import triggers
from neuguong.rollup.apps import lists_are_right, triggers_are_there

SUM = Measure(key="thu.tong", label="thử", unit="việc", feeds=(Feed(deeds.DEEDS),))
STATED = Measure(key="thu.neu", label="thử", unit="việc", kind=Kind.ATTRIBUTE)
RATIO = Measure(
    key="thu.ty_le", label="thử", unit="%", kind=Kind.RATIO,
    numerator="deeds.kept", denominator="deeds.all",
)  # fmt: skip


@pytest.fixture
def lists(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Names the faults of the real lists with some parts put differently."""

    def with_parts(**parts: Any) -> list[str]:
        module = ModuleType("lists_of_a_test")
        for name in ("SOURCES", "MEASURES", "LISTERS", "ATTRIBUTES", "INVARIANTS"):
            setattr(module, name, parts.get(name, getattr(declared, name)))
        monkeypatch.setitem(sys.modules, module.__name__, module)
        settings.NEUGUONG_MEASURES = module.__name__
        compiled._read.cache_clear()
        return compiled.problems()

    return with_parts


@pytest.fixture(autouse=True)
def read_again_afterwards() -> Any:
    yield
    compiled._read.cache_clear()


def test_the_lists_of_the_house_are_right() -> None:
    assert compiled.problems() == []
    assert lists_are_right(None) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"SOURCES": (*declared.SOURCES, deeds.DEEDS)}, "source number 4 is listed twice"),
        ({"MEASURES": (*declared.MEASURES, SUM, SUM)}, "measure thu.tong is listed twice"),
        ({"MEASURES": (STATED,)}, "thu.neu: no query in ATTRIBUTES"),
        ({"MEASURES": (RATIO,)}, "thu.ty_le: deeds.kept is no measure that is added up"),
        ({"MEASURES": (SUM,), "SOURCES": ()}, "its source deeds_deed is not in SOURCES"),
        ({"MEASURES": (SUM,), "LISTERS": {}}, "no query in LISTERS lists the records"),
        ({"LISTERS": {4: "neuguong.deeds.queries.no_such"}}, "no_such cannot be imported"),
        ({"MEASURES": (replace(SUM, kind=Kind.STOCK),)}, "a stock is fed by rows"),
        (
            {"MEASURES": (replace(SUM, feeds=(Feed(deeds.DEEDS), Feed(deeds.DEEDS))),)},
            "it has several feeds",
        ),
        (
            {"MEASURES": (replace(SUM, feeds=(Feed(deeds.DEEDS, {"state": frozenset({-1})}),)),)},
            "a facet is a number from 0 to 32767",
        ),
        (
            {
                "MEASURES": (
                    *declared.MEASURES,
                    replace(RATIO, numerator="results.rural_road"),
                )
            },
            "kept in different smallest units",
        ),
    ],
)
def test_a_fault_is_said(lists: Callable[..., list[str]], parts: Any, said: str) -> None:
    assert any(said in fault for fault in lists(**parts)), lists(**parts)
    assert {error.id for error in lists_are_right(None)} == {"rollup.E001"}


def test_a_feed_knows_the_columns_of_its_source() -> None:
    with pytest.raises(ValueError, match="deeds_deed"):
        Feed(deeds.DEEDS, {"colour": frozenset({1})})
    with pytest.raises(ValueError, match="deeds_deed"):
        Feed(deeds.DEEDS, value="weight")


def test_labels_and_units_do_not_change_how_a_measure_is_counted() -> None:
    assert compiled.digest(SUM) == compiled.digest(replace(SUM, label="khác", scale=9))
    assert compiled.digest(SUM) != compiled.digest(
        replace(SUM, feeds=(Feed(deeds.DEEDS, {"state": frozenset({1})}),))
    )
    assert compiled.digest(SUM) != compiled.digest(replace(SUM, feeds=(Feed(deeds.COMPLETIONS),)))


def test_sets_of_facets_and_qualifiers_are_written_out() -> None:
    money = compiled.lists().measures["contributions.money.by_collectives"]
    rows = list(compiled.map_rows(money))
    assert len(rows) == 4 * 5  # four kinds of collectives, five ways of being exact
    assert {row.qualifier for row in rows} == {1, 2, 3, 4, 5}
    assert all(row.qualifier == row.f3 and row.value == 1 for row in rows)


@pytest.mark.django_db
def test_a_missing_trigger_is_a_warning_not_an_error() -> None:
    assert triggers_are_there(None, databases=["default"]) == []
    name, table = next(iter(triggers.existing().items()))
    triggers.drop({name: table})
    (said,) = triggers_are_there(None, databases=["default"])
    assert triggers_are_there(None) == []  # a command that asks for no database is not held up
    assert isinstance(said, CheckWarning)
    assert table in said.msg
