"""The day on which provinces become one: hundreds of ends, foundings and moves in few statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.org.models import Unit, UnitLink
from neuguong.org.queries import tree_hash
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup import actions
from neuguong.rollup.compile import lists
from neuguong.rollup.models import Total
from tests.counting.branch import Branch, wrong_totals
from tests.counting.test_reorganisations import (
    faults_of_the_tree,
    found,
    make_types,
    reorganise,
    undo,
)

START, ON = date(2015, 1, 1), date(2023, 7, 1)


def country(districts: int) -> Branch:
    """Two provinces with districts of two communes, each with a cell in which there is some work."""
    make_types()
    branch = Branch()
    nation = found(branch, None, rolled=True, on=START)
    for _province in range(2):
        province = found(branch, nation, rolled=True, on=START)
        for number in range(districts):
            district = found(branch, province, rolled=True, on=START)
            for _commune in range(2):
                commune = found(branch, district, rolled=True, on=START)
                cell = found(branch, commune, rolled=False, on=START)
                branch.join(cell, date(2020, 3, 1), None)
                if number % 5 == 0:
                    branch.deeds(branch.register(cell, 202203), 2, state=4)
    return branch


def the_day() -> list[StepEntry]:
    """Both provinces go into a new one; their districts end, the communes of each become one."""
    nation = Unit.objects.get(parent=None)
    provinces = list(Unit.objects.filter(parent=nation).order_by("pk"))
    steps = [StepEntry(StepKind.FOUND, under=nation.slug, key="moi", name="Tỉnh mới", type="to")]
    districts = list(Unit.objects.filter(parent__in=provinces).order_by("pk"))
    for number, district in enumerate(districts):
        communes = tuple(Unit.objects.filter(parent=district).values_list("slug", flat=True))
        steps.append(
            StepEntry(
                StepKind.MERGE, communes, under="+moi", key=f"xa-{number}", name=f"Xã {number}",
                type="to",
            )
        )  # fmt: skip
        steps.append(StepEntry(StepKind.DISSOLVE, (district.slug,), "+moi"))
    steps.append(StepEntry(StepKind.MERGE, tuple(p.slug for p in provinces), "+moi"))
    return steps


@pytest.mark.django_db
@pytest.mark.parametrize("anew", [False, True], ids=["moved", "counted-anew"])
def test_a_province_day_needs_few_statements(anew: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if anew:
        monkeypatch.setattr(actions, "MOST_MOVED", 10)
    country(60)
    actions.fold_all()
    late = Unit.objects.filter(rolled=False).order_by("pk")[7]
    Branch([late]).deeds(Branch([late]).register(late, 202206), 3, state=4)  # waits in the outbox
    before, stored = tree_hash(), Total.objects.filter(n__gt=0).count()
    steps = the_day()
    with CaptureQueriesContext(connection) as asked:
        plan = reorganise(ON, *steps)
    each = len(lists().sources)  # the columns of all sources are looked at
    assert len(asked) < (60 + 30 * each if anew else 100)
    assert wrong_totals() == []
    assert faults_of_the_tree() == []
    new = Unit.objects.get(slug="moi")
    assert Unit.objects.filter(parent=new, closed_on=None).count() == 120
    assert Unit.objects.filter(closed_on=ON).count() == 2 + 120 + 240
    assert UnitLink.objects.filter(valid_to=None).count() == Unit.objects.count()
    with CaptureQueriesContext(connection) as asked:
        undo(plan)
    assert tree_hash() == before
    assert wrong_totals() == []
    actions.fold_all()
    assert wrong_totals() == []
    assert Total.objects.filter(n__gt=0).count() >= stored
    # Undoing asks each table that points at a unit, of every room, whether it knows a new one.
    assert len(asked) < (60 + 40 * each if anew else 120 + 6 * each)
