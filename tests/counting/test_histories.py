"""Any sequence of writes and folds: every figure equals a plain recount, and its records sum to it."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.lib.amounts import merge_qualifiers
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.people.models import Membership
from neuguong.rollup import actions
from neuguong.rollup.queries import children_figures, figures_of, records_of, series_of
from tests.counting.branch import COUNTED, MEASURES, Branch, counts_by_unit, truth, wrong_totals

parts = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9000), st.integers(1, 5)), max_size=3)
any_number = st.integers(0, 10**6)
months = st.sampled_from([202012, 202101, 202106, 202112, 202201, 202203, 202206, 202212])
days = st.dates(date(2019, 11, 1), date(2023, 2, 1))
periods = st.sampled_from(
    ["2020", "2021", "2022", "2022-01", "2022-06", "2022-Q2", "2021-H2", "2020-2022", "2023"]
)


class History(RuleBasedStateMachine):
    """Writes by every road there is, folds at any moment, and compares after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.branch = Branch()
        self._act = transaction.atomic()
        self._act.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._act.__exit__(None, None, None)

    @initialize()
    def found_a_branch(self) -> None:
        top = self.branch.found(None, rolled=True)
        district = self.branch.found(top, rolled=True)
        commune = self.branch.found(district, rolled=True)
        self.branch.found(district, rolled=False)
        cell = self.branch.found(commune, rolled=False)
        self.branch.found(cell, rolled=False)

    @rule(parent=any_number, rolled=st.booleans())
    def found(self, parent: int, rolled: bool) -> None:
        above = self.branch.unit(parent)
        if len(self.branch.units) < 12 and len(above.path) < 40:
            self.branch.found(above, rolled=rolled)

    @rule(unit=any_number, month=months, kind=st.integers(1, 4), standing=st.integers(0, 2),
          number=st.integers(0, 4), state=st.integers(1, 7))  # fmt: skip
    def register(
        self, unit: int, month: int, kind: int, standing: int, number: int, state: int
    ) -> None:
        registration = self.branch.register(
            self.branch.unit(unit), month, kind=kind, standing=standing
        )
        self.branch.deeds(registration, number, state=state)

    @rule(unit=any_number, start=days, length=st.integers(1, 700), ended=st.booleans(),
          category=st.integers(1, 4))  # fmt: skip
    def join(self, unit: int, start: date, length: int, ended: bool, category: int) -> None:
        end = date.fromordinal(start.toordinal() + length) if ended else None
        self.branch.join(self.branch.unit(unit), start, end, category)

    @rule(unit=any_number, month=months, amounts=parts)
    def build(self, unit: int, month: int, amounts: list[tuple[int, int, int]]) -> None:
        self.branch.work(self.branch.unit(unit), month, amounts)

    @rule(unit=any_number, month=months, kind=st.integers(1, 6), amount=st.integers(1, 10**9),
          qualifier=st.integers(1, 5))  # fmt: skip
    def give(self, unit: int, month: int, kind: int, amount: int, qualifier: int) -> None:
        registration = self.branch.register(self.branch.unit(unit), month)
        self.branch.give(registration, kind, amount, qualifier)

    @rule(modulus=st.integers(2, 3), standing=st.integers(0, 2), month=months)
    def update_by_queryset(self, modulus: int, standing: int, month: int) -> None:
        chosen = [pk for pk in Deed.objects.values_list("pk", flat=True) if pk % modulus == 0]
        Deed.objects.filter(pk__in=chosen).update(standing=standing, month=month)
        Registration.objects.filter(pk__in=chosen).update(standing=standing)

    @rule(unit=any_number, month=months)
    def update_by_sql(self, unit: int, month: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE deeds_contribution SET unit_id = %s, amount_scaled = amount_scaled + 3"
                " WHERE id IN (SELECT max(id) FROM deeds_contribution)",
                [self.branch.unit(unit).pk],
            )
            cursor.execute(
                "UPDATE deeds_quantity SET month = %s, kind = 2, qualifier = 2"
                " WHERE id IN (SELECT min(id) FROM deeds_quantity)",
                [month],
            )

    @rule(end=st.one_of(st.none(), days))
    def end_memberships(self, end: date | None) -> None:
        rows = Membership.objects.all()
        if end is not None:
            rows = rows.filter(valid_from__lt=end)
        rows.filter(category=4).update(valid_to=end)

    @rule(modulus=st.integers(2, 4))
    def delete(self, modulus: int) -> None:
        for model in (Contribution, Quantity, Deed):
            chosen = [pk for pk in model.objects.values_list("pk", flat=True) if not pk % modulus]
            model.objects.filter(pk__in=chosen).delete()

    @rule(text=st.text(max_size=5))
    def change_what_does_not_count(self, text: str) -> None:
        actions.fold_all()
        Deed.objects.update(place="x" + text.replace("\0", ""))
        assert actions.fold_all() == 0

    @rule(limit=st.integers(1, 6))
    def fold(self, limit: int) -> None:
        actions.fold(limit)

    @rule()
    def fold_all(self) -> None:
        actions.fold_all()

    @rule()
    def rebuild(self) -> None:
        actions.rebuild()

    @rule(period=periods, own=any_number)
    def compare(self, period: str, own: int) -> None:
        compare_everything(self.branch, Period.parse(period), self.branch.unit(own).pk)

    @invariant()
    def recount_agrees(self) -> None:
        assert wrong_totals() == []


def compare_everything(branch: Branch, period: Period, watched: int) -> None:
    """Every unit and measure against the loops; records, children and months of one unit."""
    expected = {measure.key: truth(measure, period) for measure in COUNTED}
    own = {measure.key: counts_by_unit(measure, period) for measure in COUNTED}
    for unit in branch.units:
        figures = figures_of(unit, period)
        for key, found in expected.items():
            check(figures[key], found.get(unit.pk, Counter()))
        rows = children_figures(unit, period, [*expected, "deeds.completion_rate"])
        for key in expected:
            assert sum(row.figures[key].scaled for row in rows) == figures[key].scaled
            assert sum(row.figures[key].n for row in rows) == figures[key].n
            check(rows[-1].figures[key], own[key].get(unit.pk, Counter()))
            for row in rows[:-1]:
                assert row.unit is not None
                check(row.figures[key], expected[key].get(row.unit.pk, Counter()))
        if unit.pk == watched:
            check_records(unit, period, figures)
            check_months(unit, period.years[-1])


def check(figure: Any, found: Counter[str]) -> None:
    """A figure against what the loops found."""
    assert (figure.n, figure.scaled) == (found["n"], found["v"]), figure.key
    assert figure.value * figure.scale == found["v"]
    marked = (found["q2"] + found["q5"], found["q3"], found["q4"])
    assert figure.qualifier is merge_qualifiers(found["n"] - sum(marked), *marked)


def check_records(unit: Any, period: Period, figures: dict[str, Any]) -> None:
    """The records behind each figure add up to it."""
    for key, figure in figures.items():
        if MEASURES[key].kind is Kind.ATTRIBUTE:
            continue
        records = list(records_of(unit, period, key, sees_names=lambda path: True))
        assert len(records) == figure.n, key
        assert sum(record.amount for record in records) == figure.scaled, key
        if len(records) > 1:
            after = records[0].id
            some = records_of(
                unit, period, key, sees_names=lambda path: False, after=after, limit=2
            )
            assert [r.id for r in some] == [r.id for r in records[1:3]]


def check_months(unit: Any, year: int) -> None:
    """The line of twelve months is the figure of each month."""
    for key in ("deeds.all", "people.members", "results.rural_road", "deeds.completion_rate"):
        line = series_of(unit, key, year)
        for month, figure in zip(Period("year", year).months, line, strict=True):
            assert figure == figures_of(unit, Period.of_month(month), [key])[key]


@pytest.mark.property
@pytest.mark.django_db
def test_every_history_is_counted_right() -> None:
    run_state_machine_as_test(History)
