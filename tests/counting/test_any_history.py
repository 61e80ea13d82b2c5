"""Any history of a tree by the real acts, held against a memory of plain loops.

Foundings, moves, mergers, splits, ends, new names and types, on days before and after each other and
several on one day, taken back again, with late entries, corrections and deletions in between: every
figure of every unit on the three trees, its rows, sections, months and records.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.actions import UnitEntry, found_unit
from neuguong.org.models import Unit
from neuguong.org.queries import tree_hash
from neuguong.people.models import Membership
from neuguong.reorganisations.actions import ReorganisationEntry, draft_reorganisation
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import planned_view, preview
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup import actions
from tests.counting.branch import MEASURES, Branch, counts_by_unit, wrong_totals
from tests.counting.comparing import (
    KEYS,
    NOW,
    compare_then,
    compare_today,
    compare_view,
    states_on,
)
from tests.counting.memory import Known, Memory
from tests.counting.test_reorganisations import (
    MACHINE,
    faults_of_the_tree,
    found,
    make_types,
    reorganise,
    undo,
)

START = date(2015, 1, 1)
STAYS = [date(2015, 6, 1), date(2020, 2, 1), date(2022, 6, 30), date(2024, 1, 1), NOW]
any_number = st.integers(0, 10**6)
months = st.sampled_from([201501, 201912, 202101, 202106, 202112, 202203, 202206, 202402])
# Few days on purpose: so several reorganisations meet on one, and before and after one another.
days = st.sampled_from(
    [date(2018, 3, 1), date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 15), date(2022, 3, 31),
     date(2022, 4, 1), date(2022, 7, 1), date(2023, 1, 1), date(2025, 7, 1)]
)  # fmt: skip
periods = st.sampled_from(
    [
        "2015",
        "2019",
        "2020",
        "2021",
        "2022",
        "2022-03",
        "2022-Q2",
        "2021-H1",
        "2015-2020",
        "2020-2024",
    ]
)
seen: Counter[str] = Counter()


class Histories(RuleBasedStateMachine):
    """What is done by the acts is done to the memory, and the two never differ."""

    def __init__(self) -> None:
        super().__init__()
        self.branch, self.memory = Branch(), Memory()
        self.past: dict[int, tuple[Memory, Memory]] = {}  # before and after each plan
        self.marks: dict[int, tuple[str, str]] = {}  # of the tree before and after
        self._act = transaction.atomic()
        self._act.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._act.__exit__(None, None, None)

    @initialize()
    def found_a_tree(self) -> None:
        make_types()
        top = self.add(None, True, START)
        for _number in range(2):
            commune = self.add(self.add(top, True, START), True, START)
            self.add(self.add(commune, False, START), False, START)

    def add(self, parent: Unit | None, rolled: bool, day: date) -> Unit:
        unit = found(self.branch, parent, rolled=rolled, on=day)
        kind, above = "to" if rolled else "thu", parent.pk if parent else None
        known = Known(day, ((day, above),), ((day, unit.name),), ((day, kind),))
        self.memory.units[unit.pk], self.memory.slugs[unit.slug] = known, unit.pk
        return unit

    def slug(self, number: int, *, living: bool = True) -> str:
        """Any unit; mostly one that is not closed."""
        units = self.memory.units
        slugs = [
            slug
            for slug, pk in self.memory.slugs.items()
            if not living or units[pk].closed is None or number % 9 == 0
        ]
        return slugs[number % len(slugs)]

    def unit(self, number: int) -> Unit:
        return Unit.objects.get(slug=self.slug(number, living=False))

    def attempt(self, on: date, *steps: StepEntry) -> None:
        """A reorganisation; refused, it leaves nothing behind."""
        before, mark = self.memory, tree_hash()
        kinds = "+".join(step.kind for step in steps)
        try:
            with transaction.atomic():
                plan = reorganise(on, *steps)
        except Refused as error:
            seen[f"{kinds}: {error.refusal.code}"] += 1
            return
        seen[kinds] += 1
        after = before.played(on, steps)
        new = sorted(set(Unit.objects.values_list("pk", flat=True)) - set(before.units))
        real = {-1 - place: pk for place, pk in enumerate(new)}
        self.memory = after.named(real, dict(Unit.objects.values_list("slug", "pk")))
        self.past[plan.pk] = (before.copy(), self.memory.copy())
        self.marks[plan.pk] = (mark, tree_hash())

    # --- the tree -----------------------------------------------------------------------------------

    @rule(on=days, unit=any_number, to=any_number)
    def move(self, on: date, unit: int, to: int) -> None:
        target = "" if to % 11 == 0 else self.slug(to)
        self.attempt(on, StepEntry(StepKind.MOVE, (self.slug(unit),), target))

    @rule(on=days, one=any_number, two=any_number, into=any_number, ends=st.booleans())
    def merge(self, on: date, one: int, two: int, into: int, ends: bool) -> None:
        units = tuple(dict.fromkeys([self.slug(one), self.slug(two)]))
        self.attempt(on, StepEntry(StepKind.MERGE, units, self.slug(into), ends_members=ends))

    @rule(
        on=days,
        one=any_number,
        two=any_number,
        under=any_number,
        kind=st.sampled_from(["to", "thu"]),
    )
    def merge_into_new(self, on: date, one: int, two: int, under: int, kind: str) -> None:
        units = tuple(dict.fromkeys([self.slug(one), self.slug(two)]))
        step = StepEntry(
            StepKind.MERGE, units, under=self.slug(under), key="m", name="M", type=kind
        )
        self.attempt(on, step)

    @rule(on=days, unit=any_number, one=any_number, two=any_number)
    def split(self, on: date, unit: int, one: int, two: int) -> None:
        gone, first, second = self.slug(unit), self.slug(one), self.slug(two)
        self.attempt(on, self.splitting(on, gone, (first, second)))

    @rule(on=days, unit=any_number, under=any_number, one=any_number)
    def split_into_new(self, on: date, unit: int, under: int, one: int) -> None:
        gone, heir = self.slug(unit), self.slug(one)
        kind = "thu" if one % 2 else "to"
        self.attempt(
            on,
            StepEntry(StepKind.FOUND, under=self.slug(under), key="a", name="A", type=kind),
            StepEntry(StepKind.FOUND, under=self.slug(one), key="b", name="B", type="to"),
            self.splitting(on, gone, ("+a", "+b", *([heir] if one % 3 == 0 else []))),
        )

    def splitting(self, on: date, gone: str, heirs: tuple[str, ...]) -> StepEntry:
        """A split whose units beneath go to its heirs in turn."""
        unit, names = self.memory.slugs[gone], {pk: s for s, pk in self.memory.slugs.items()}
        beneath = [
            names[pk]
            for pk, known in self.memory.units.items()
            if known.lives(on) and self.memory.parent(pk, on) == unit
        ]
        children = {child: heirs[place % len(heirs)] for place, child in enumerate(beneath)}
        return StepEntry(
            StepKind.SPLIT, (gone,), parts=heirs, children=children, members_to=heirs[-1]
        )

    @rule(on=days, unit=any_number, heir=any_number, follows=st.booleans())
    def dissolve(self, on: date, unit: int, heir: int, follows: bool) -> None:
        target = self.slug(heir) if follows else ""
        step = StepEntry(StepKind.DISSOLVE, (self.slug(unit),), target, ends_members=not follows)
        self.attempt(on, step)

    @rule(on=days, unit=any_number, number=any_number)
    def rename(self, on: date, unit: int, number: int) -> None:
        self.attempt(on, StepEntry(StepKind.RENAME, (self.slug(unit),), name=f"Tên {number}"))

    @rule(on=days, unit=any_number, kind=st.sampled_from(["to", "thu"]), number=any_number)
    def retype_and_recode(self, on: date, unit: int, kind: str, number: int) -> None:
        units = (self.slug(unit),)
        self.attempt(
            on,
            StepEntry(StepKind.RETYPE, units, type=kind),
            StepEntry(StepKind.RECODE, units, code=str(100 + number % 900) if number % 2 else ""),
        )

    @rule(on=days, one=any_number, two=any_number, three=any_number, four=any_number)
    def merge_a_chain_in_one_day(self, on: date, one: int, two: int, three: int, four: int) -> None:
        a, b, c, d = (self.slug(number) for number in (one, two, three, four))
        self.attempt(
            on,
            StepEntry(StepKind.MERGE, (a,), b),
            StepEntry(StepKind.MOVE, (c,), d),
            StepEntry(StepKind.MERGE, (b,), c),
        )

    @rule(on=days, parent=any_number, rolled=st.booleans())
    @precondition(lambda self: len(self.memory.units) < 20)
    def found_one(self, on: date, parent: int, rolled: bool) -> None:
        above, kind = self.unit(parent), "to" if rolled else "thu"
        entry = UnitEntry(slug=f"moi-{len(self.memory.units)}", name="Mới", type=kind, parent=above)
        try:
            with transaction.atomic():
                unit = found_unit(by=MACHINE, entry=entry, on=on)
        except Refused as error:
            seen[f"found_unit: {error.refusal.code}"] += 1
            return
        known = Known(on, ((on, above.pk),), ((on, unit.name),), ((on, kind),))
        self.memory.units[unit.pk], self.memory.slugs[unit.slug] = known, unit.pk

    @rule(chosen=any_number)
    @precondition(lambda self: self.past)
    def take_back(self, chosen: int) -> None:
        plans = list(Reorganisation.objects.filter(state=3).order_by("-pk"))
        if not plans:
            return
        plan = plans[0 if chosen % 2 else chosen % len(plans)]
        before, after = self.marks[plan.pk]
        same = tree_hash() == after
        try:
            with transaction.atomic():
                undo(plan)
        except Refused as error:
            seen[f"undo: {error.refusal.code}"] += 1
            return
        seen["undo"] += 1
        assert not same or tree_hash() == before
        self.memory = self.memory.without(*self.past.pop(plan.pk))

    # --- the records --------------------------------------------------------------------------------

    @rule(unit=any_number, month=months, number=st.integers(0, 3), state=st.integers(1, 4))
    def register(self, unit: int, month: int, number: int, state: int) -> None:
        registration = self.branch.register(self.unit(unit), month)
        self.branch.deeds(registration, number, state=state)
        if number:
            self.branch.give(registration, 1, 1000 * number + state)

    @rule(unit=any_number, month=months, amount=st.integers(1, 9000))
    def build(self, unit: int, month: int, amount: int) -> None:
        self.branch.work(self.unit(unit), month, [(2, amount, 1 + amount % 5)])

    @rule(unit=any_number, start=days, stays=st.booleans())
    def join(self, unit: int, start: date, stays: bool) -> None:
        at = self.unit(unit)
        if self.memory.units[at.pk].lives(start) and at.closed_on is None:
            end = None if stays else start + timedelta(days=400)
            row = self.branch.join(at, start, end)
            self.memory.remember(row.person_id, at.pk, start, end)

    @rule(modulus=st.integers(2, 4))
    def delete(self, modulus: int) -> None:
        for model in (Contribution, Deed):
            chosen = [pk for pk in model.objects.values_list("pk", flat=True) if not pk % modulus]
            model.objects.filter(pk__in=chosen).delete()

    @rule(modulus=st.integers(2, 4), state=st.integers(1, 4), unit=any_number, month=months)
    def correct(self, modulus: int, state: int, unit: int, month: int) -> None:
        chosen = [pk for pk in Deed.objects.values_list("pk", flat=True) if not pk % modulus]
        done = month if state == 4 else None
        Deed.objects.filter(pk__in=chosen).update(state=state, month=month, done_month=done)
        if chosen:
            other = self.unit(unit)
            Deed.objects.filter(pk=chosen[0]).update(unit=other)
            Registration.objects.filter(pk=chosen[0]).update(standing=1 + state % 2)

    @rule(limit=st.integers(1, 9))
    def fold(self, limit: int) -> None:
        actions.fold(limit)

    @rule()
    def fold_all(self) -> None:
        actions.fold_all()

    # --- what must hold -----------------------------------------------------------------------------

    @rule(period=periods, day=days, unit=any_number, other=any_number)
    def compare(self, period: str, day: date, unit: int, other: int) -> None:
        at = Period.parse(period)
        own = {key: counts_by_unit(MEASURES[key], at) for key in KEYS}
        steps = (
            StepEntry(StepKind.MOVE, (self.slug(unit),), self.slug(other)),
            StepEntry(StepKind.MERGE, (self.slug(other + 1),), self.slug(unit + 1)),
        )
        plan = draft_reorganisation(
            by=MACHINE, entry=ReorganisationEntry("Dự kiến", day), steps=steps
        )
        planned = preview(plan, keys=["deeds.all"])
        assert all(line.is_same for line in planned.totals if line.holds_all)
        view, after = None, self.memory
        if planned.can_be_done:
            view, after = planned_view(MACHINE, plan.pk), self.memory.played(day, steps)
            seen["planned"] += 1
        for top in Unit.objects.all():
            compare_today(self.memory, top, at, own)
            if at.last_day >= top.opened_on:
                compare_then(self.memory, top, at, own)
            if view is not None:
                compare_view(after.tree(), top, at, own, view)
        plan.delete()
        seen["compared"] += 1

    @invariant()
    def all_is_remembered(self) -> None:
        if not self.memory.units:
            return
        assert wrong_totals() == []
        assert faults_of_the_tree() == []
        assert dict(Unit.objects.values_list("pk", "parent_id")) == self.memory.tree()
        closed = dict(Unit.objects.values_list("pk", "closed_on"))
        assert closed == {pk: known.closed for pk, known in self.memory.units.items()}
        stays = Membership.objects.values_list("person_id", "unit_id", "valid_from", "valid_to")
        assert sorted(stays, key=str) == sorted(self.memory.stays(), key=str)
        assert states_on(STAYS) == {day: self.memory.states(day) for day in STAYS}


@pytest.mark.property
@pytest.mark.django_db
def test_every_history_is_remembered() -> None:
    seen.clear()
    run_state_machine_as_test(Histories)
    assert {"undo", "merge", "move", "split", "compared", "planned"} <= set(seen)


@pytest.mark.django_db
def test_a_unit_that_today_stands_beneath_its_former_child_tells_what_moved() -> None:
    histories = Histories()
    histories.found_a_tree()
    histories.register(unit=3, month=201501, number=1, state=3)
    on = date(2018, 3, 1)
    histories.merge_a_chain_in_one_day(on=on, one=3, two=4, three=1, four=0)
    histories.compare(period="2015", day=on, unit=0, other=0)
    histories.all_is_remembered()
    histories.teardown()
