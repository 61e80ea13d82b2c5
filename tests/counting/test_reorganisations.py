"""Any history of reorganisations among writes and folds: totals, links and the way back are right."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from neuguong.deeds.models import Deed, Registration
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit, UnitState, UnitType
from neuguong.org.queries import (
    circles,
    states_outside_links,
    tree_hash,
    wrong_links,
    wrong_paths,
    wrong_states,
)
from neuguong.people.access import SystemActor
from neuguong.people.models import Membership
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
    undo_reorganisation,
)
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup import actions
from tests.counting.branch import Branch, wrong_totals

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MACHINE = SystemActor("máy thử")
any_number = st.integers(0, 10**6)
months = st.sampled_from([202012, 202106, 202203, 202206])
days = st.dates(date(2019, 11, 1), date(2024, 2, 1))
done: list[str] = []


def make_types() -> None:
    """A large and a small type that may stand under each other."""
    kinds = [
        UnitType.objects.create(
            code=code, label=code, family="party", rank=rank, keeps_totals=rolled, is_cell=True,
            valid_from=date(2000, 1, 1),
        )
        for code, rank, rolled in (("to", 20, True), ("thu", 50, False))
    ]  # fmt: skip
    for kind in kinds:
        kind.parents.set(kinds)


def found(branch: Branch, parent: Unit | None, *, rolled: bool, on: date) -> Unit:
    """A unit of one of the two types."""
    unit = branch.found(parent, rolled=rolled, on=on)
    if rolled:
        unit.type = UnitType.objects.get(code="to")
        unit.save(update_fields=["type"])
        UnitState.objects.filter(unit=unit).update(type=unit.type)
    return unit


def reorganise(on: date, *steps: StepEntry) -> Reorganisation:
    """Draft, approve and apply."""
    entry = ReorganisationEntry("Thử", on)
    plan = draft_reorganisation(by=MACHINE, entry=entry, steps=steps)
    approve_reorganisation(by=MACHINE, reorganisation_id=plan.pk, now=NOW)
    return apply_reorganisation(by=MACHINE, reorganisation_id=plan.pk, now=NOW)


def undo(plan: Reorganisation) -> Reorganisation:
    """Take it back."""
    return undo_reorganisation(by=MACHINE, reorganisation_id=plan.pk, now=NOW, reason="Thử")


def faults_of_the_tree() -> list[str]:
    """What the invariants of the tree say."""
    return [*wrong_paths(), *wrong_links(), *wrong_states(), *states_outside_links(), *circles()]


class History(RuleBasedStateMachine):
    """Reorganisations of random kinds and days, with writes, folds and ways back between."""

    def __init__(self) -> None:
        super().__init__()
        self.branch = Branch()
        self.marks: dict[int, tuple[str, str]] = {}  # of the tree before and after each plan
        self._act = transaction.atomic()
        self._act.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._act.__exit__(None, None, None)

    @initialize()
    def found_a_tree(self) -> None:
        make_types()
        start = date(2015, 1, 1)
        top = found(self.branch, None, rolled=True, on=start)
        for rolled in (True, True):
            middle = found(self.branch, top, rolled=rolled, on=start)
            for below in (True, False):
                unit = found(self.branch, middle, rolled=below, on=start)
                found(self.branch, unit, rolled=False, on=start)

    def slug(self, number: int) -> str:
        slugs = list(Unit.objects.order_by("pk").values_list("slug", flat=True))
        return slugs[number % len(slugs)]

    def attempt(self, on: date, *steps: StepEntry) -> None:
        """A reorganisation, which may be refused; it never leaves anything half done."""
        before = tree_hash()
        try:
            with transaction.atomic():
                plan = reorganise(on, *steps)
        except Refused as error:
            done.append("refused " + error.refusal.code)
            assert tree_hash() == before
        else:
            done.append("+".join(step.kind for step in steps))
            self.marks[plan.pk] = (before, tree_hash())

    @rule(on=days, unit=any_number, to=any_number, root=st.booleans())
    def move(self, on: date, unit: int, to: int, root: bool) -> None:
        target = "" if root and to % 5 == 0 else self.slug(to)
        self.attempt(on, StepEntry(StepKind.MOVE, (self.slug(unit),), target))

    @rule(on=days, unit=any_number, to=any_number, other=any_number, third=any_number)
    def move_two(self, on: date, unit: int, to: int, other: int, third: int) -> None:
        self.attempt(
            on,
            StepEntry(StepKind.MOVE, (self.slug(unit),), self.slug(to)),
            StepEntry(StepKind.MOVE, (self.slug(other),), self.slug(third)),
        )

    @rule(on=days, unit=any_number, other=any_number, into=any_number, ends=st.booleans())
    def merge(self, on: date, unit: int, other: int, into: int, ends: bool) -> None:
        units = tuple({self.slug(unit), self.slug(other)})
        self.attempt(on, StepEntry(StepKind.MERGE, units, self.slug(into), ends_members=ends))

    @rule(on=days, unit=any_number, other=any_number, under=any_number, small=st.booleans())
    def merge_into_new(self, on: date, unit: int, other: int, under: int, small: bool) -> None:
        units = tuple({self.slug(unit), self.slug(other)})
        self.attempt(
            on,
            StepEntry(
                StepKind.MERGE, units, under=self.slug(under), key="moi", name="Mới",
                type="thu" if small else "to",
            ),
        )  # fmt: skip

    @rule(on=days, unit=any_number, one=any_number, two=any_number)
    def split(self, on: date, unit: int, one: int, two: int) -> None:
        gone, first, second = self.slug(unit), self.slug(one), self.slug(two)
        beneath = Unit.objects.filter(parent__slug=gone, closed_on=None).exclude(slug=first)
        children = dict.fromkeys(beneath.values_list("slug", flat=True), first)
        self.attempt(
            on,
            StepEntry(
                StepKind.SPLIT, (gone,), parts=(first, second), children=children, members_to=second
            ),
        )

    @rule(on=days, unit=any_number, under=any_number, small=st.booleans())
    def split_into_new(self, on: date, unit: int, under: int, small: bool) -> None:
        gone, kind = self.slug(unit), "thu" if small else "to"
        beneath = Unit.objects.filter(parent__slug=gone, closed_on=None)
        children = dict.fromkeys(beneath.values_list("slug", flat=True), "+b")
        self.attempt(
            on,
            StepEntry(StepKind.FOUND, under=self.slug(under), key="a", name="A", type=kind),
            StepEntry(StepKind.FOUND, under=self.slug(under), key="b", name="B", type="to"),
            StepEntry(
                StepKind.SPLIT, (gone,), parts=("+a", "+b"), children=children, members_to="+a"
            ),
        )

    @rule(on=days, unit=any_number)
    def dissolve(self, on: date, unit: int) -> None:
        self.attempt(on, StepEntry(StepKind.DISSOLVE, (self.slug(unit),), ends_members=True))

    @rule(on=days, unit=any_number, small=st.booleans())
    def retype(self, on: date, unit: int, small: bool) -> None:
        kind = "thu" if small else "to"
        self.attempt(on, StepEntry(StepKind.RETYPE, (self.slug(unit),), type=kind))

    @rule(on=days, unit=any_number, number=any_number)
    def rename(self, on: date, unit: int, number: int) -> None:
        step = StepEntry(StepKind.RENAME, (self.slug(unit),), name=f"Tên {number}")
        self.attempt(on, step)

    @rule(chosen=any_number)
    def undo(self, chosen: int) -> None:
        plans = list(Reorganisation.objects.filter(state=3).order_by("-pk"))
        if not plans:
            return
        plan = plans[0 if chosen % 3 else chosen % len(plans)]
        before, after = self.marks[plan.pk]
        same = tree_hash() == after
        try:
            with transaction.atomic():
                undo(plan)
        except Refused as error:
            done.append("undo refused " + error.refusal.code)
        else:
            done.append("undone")
            assert not same or tree_hash() == before

    @rule(unit=any_number, month=months, number=st.integers(0, 3))
    def register(self, unit: int, month: int, number: int) -> None:
        at = Unit.objects.get(slug=self.slug(unit))
        self.branch.deeds(self.branch.register(at, month), number, state=4)

    @rule(unit=any_number, start=days)
    def join(self, unit: int, start: date) -> None:
        at = Unit.objects.get(slug=self.slug(unit))
        if at.closed_on is None and start >= at.opened_on:
            self.branch.join(at, start, None)

    @rule(modulus=st.integers(2, 4))
    def delete(self, modulus: int) -> None:
        chosen = [pk for pk in Deed.objects.values_list("pk", flat=True) if not pk % modulus]
        Deed.objects.filter(pk__in=chosen).delete()
        Registration.objects.filter(pk__in=chosen).update(standing=1)

    @rule()
    def fold(self) -> None:
        actions.fold_all()

    @rule(limit=st.integers(1, 6))
    def fold_some(self, limit: int) -> None:
        actions.fold(limit)

    @invariant()
    def all_is_well(self) -> None:
        assert wrong_totals() == []
        assert faults_of_the_tree() == []
        for unit in Unit.objects.exclude(closed_on=None):
            assert not Membership.objects.filter(unit=unit, valid_to=None).exists()


@pytest.mark.property
@pytest.mark.django_db
def test_every_history_of_the_tree_is_counted_right() -> None:
    done.clear()
    run_state_machine_as_test(History)
    assert "undone" in done
    came_about = {what for what in done if " " not in what} - {"undone"}
    assert len(came_about) >= 3, came_about  # which of them is chance
