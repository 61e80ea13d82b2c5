"""Changes of the tree as acts of the house, against the same in django-treebeard and django-mptt.

Ours also write states, links of every day, the log and, of moved units, the totals of all above;
theirs only the tree. Every change is taken back again by its transaction.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from typing import Any, Final

from django.db import transaction

from bench import bulk, records, rivals, synthetic
from bench.lines import Line
from bench.rivals import YEAR
from bench.sizes import Size
from bench.timing import alternate
from neuguong.org.actions import UnitEntry, found_unit
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
)
from neuguong.reorganisations.rules import StepEntry, StepKind

PART: Final = "tree"
ON: Final = date(YEAR + 1, 3, 1)
NOW: Final = datetime(YEAR + 1, 4, 1, tzinfo=UTC)
BY: Final = SystemActor("bench")
_NEW: Final = count(10**9)  # unit ids that no node has
Change = Callable[[], object]


def measure(engine: str, size: Size) -> list[Line]:
    """A leaf, a commune, and the day on which two provinces become one."""
    records.late(100)
    days = _of_days()
    if days.keys() == {""}:
        print("django-treebeard and django-mptt are left out: not installed; `make bench-setup`.")
    lines = []
    for what, seconds, ours, theirs in (
        ("a leaf added", size.seconds, _leaf, _leaves()),
        ("a commune moved to another province", size.seconds, _move, _moves()),
        (f"two provinces become one ({_communes():,} communes, two by two)", size.seconds,
         days.pop(""), days),
    ):  # fmt: skip
        for against, change in theirs.items():
            mine, other = alternate(
                partial(_taken_back, ours), partial(_taken_back, change), seconds=seconds, fewest=3
            )
            lines.append(Line(PART, engine, what, against, mine, other))
    return lines


def _taken_back(change: Change) -> None:
    with transaction.atomic():
        change()
        transaction.set_rollback(True)


def _reorganise(*steps: StepEntry) -> None:
    plan = draft_reorganisation(by=BY, entry=ReorganisationEntry("Thử", ON), steps=steps)
    approve_reorganisation(by=BY, reorganisation_id=plan.pk, now=NOW)
    apply_reorganisation(by=BY, reorganisation_id=plan.pk, now=NOW)


def _leaf() -> None:
    commune = Unit.objects.select_related("type").get(slug=f"{synthetic.ROOT}/0/0")
    found_unit(by=BY, entry=UnitEntry(f"{commune.slug}/moi", "Chi bộ mới", "cell", commune), on=ON)


def _move() -> None:
    province = f"{synthetic.ROOT}/5"
    _reorganise(StepEntry(StepKind.MOVE, (f"{synthetic.ROOT}/0/0",), target=province))


def _communes() -> int:
    return bulk.one(f"SELECT count(*) FROM org_unit WHERE parent_id IN ({_two()[0]}, {_two()[1]})")


def _two() -> list[int]:
    slugs = [f"{synthetic.ROOT}/0", f"{synthetic.ROOT}/1"]
    return list(Unit.objects.filter(slug__in=slugs).order_by("pk").values_list("pk", flat=True))


def _pairs() -> list[list[Unit]]:
    """The communes of the two provinces, two by two."""
    units = list(Unit.objects.filter(parent__in=_two()).order_by("pk"))
    return [units[at : at + 2] for at in range(0, len(units), 2)]


def _the_day() -> None:
    heir, other = f"{synthetic.ROOT}/0", f"{synthetic.ROOT}/1"
    steps = [
        StepEntry(
            StepKind.MERGE, tuple(unit.slug for unit in pair), under=heir, key=f"xa{number}",
            name=f"Xã mới {number}", type="commune", ends_members=True,
        )
        for number, pair in enumerate(_pairs())
    ]  # fmt: skip
    _reorganise(*steps, StepEntry(StepKind.MERGE, (other,), target=heir, ends_members=True))


def _leaves() -> dict[str, Change]:
    return {name: partial(_their_leaf, tree) for name, tree in _trees().items()}


def _moves() -> dict[str, Change]:
    return {name: partial(_their_move, tree) for name, tree in _trees().items()}


def _of_days() -> dict[str, Change]:
    """Ours under the empty name, and theirs."""
    pairs = [[unit.pk for unit in pair] for pair in _pairs()]
    theirs: dict[str, Change] = {
        name: partial(_their_day, tree, _two(), pairs) for name, tree in _trees().items()
    }
    return {"": _the_day, **theirs}


class _Treebeard:
    """Its words for adding a node and for moving one."""

    def __init__(self) -> None:
        from bench.trees.models import TreebeardUnit  # noqa: PLC0415 - no app without it

        self.nodes = TreebeardUnit.objects

    def add(self, above: int) -> int:
        """A new node under that of a unit; gives its unit id."""
        unit = next(_NEW)
        self.nodes.add_child(self.nodes.get(unit_id=above), create_kwargs={"unit_id": unit})
        return unit

    def move(self, unit: int, above: int) -> None:
        """The node of a unit under that of another."""
        target = self.nodes.get(unit_id=above)
        self.nodes.move(self.nodes.get(unit_id=unit), target, "last-child")


class _Mptt:
    """The same in the words of the other."""

    def __init__(self) -> None:
        from bench.trees.models import MpttUnit  # noqa: PLC0415 - no app without it

        self.nodes = MpttUnit.objects

    def add(self, above: int) -> int:
        """A new node under that of a unit; gives its unit id."""
        unit = next(_NEW)
        self.nodes.create(unit_id=unit, parent=self.nodes.get(unit_id=above))
        return unit

    def move(self, unit: int, above: int) -> None:
        """The node of a unit under that of another."""
        self.nodes.get(unit_id=unit).move_to(self.nodes.get(unit_id=above), "last-child")


def _trees() -> dict[str, Any]:
    if not rivals.trees_are_here():
        return {}
    return {"django-treebeard": _Treebeard(), "django-mptt": _Mptt()}


def _id_of(slug: str) -> int:
    return Unit.objects.values_list("pk", flat=True).get(slug=slug)


def _their_leaf(tree: Any) -> None:
    tree.add(_id_of(f"{synthetic.ROOT}/0/0"))


def _their_move(tree: Any) -> None:
    tree.move(_id_of(f"{synthetic.ROOT}/0/0"), _id_of(f"{synthetic.ROOT}/5"))


def _their_day(tree: Any, provinces: list[int], pairs: list[list[int]]) -> None:
    heir, other = provinces
    for pair in pairs:
        commune = tree.add(heir)
        for unit in pair:
            tree.move(unit, commune)
    tree.move(other, heir)
