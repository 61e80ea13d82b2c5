"""The tree as nested branches, opened along some units and everything above them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from neuguong.home.queries.place import LOOK
from neuguong.lib.actor import Actor
from neuguong.org.models import Succession, Unit
from neuguong.org.queries import TreeLine, ancestor_paths, parts, tree_lines


@dataclass(slots=True)
class Branch:
    """A unit of the tree, how many units stand under it, and those that are shown.

    `counts`: its figures open for the reader. `after`: who carries on one that has ended.
    """

    unit: Unit
    count: int
    is_open: bool
    parent_slug: str
    counts: bool
    after: "list[Unit]" = field(default_factory=list)
    branches: "list[Branch]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """The tops of what the reader sees, and the slugs that stand open."""

    branches: list[Branch]
    opened: set[str]


def branches_seen(by: Actor, slugs: Sequence[str]) -> Tree:
    """The tree of a reader; with one top only, that one is open from the start."""
    opened = _with_all_above(slugs)
    lines = tree_lines(by, opened)
    if not opened and len(lines) == 1 and lines[0].children:
        opened = {lines[0].unit.slug}
        lines = tree_lines(by, opened)
    return Tree(
        _nested(by, lines, _followed([line.unit for line in lines])),
        {line.unit.slug for line in lines if line.is_open},
    )


def _with_all_above(slugs: Sequence[str]) -> set[str]:
    """The slugs asked and those of every unit above, in two statements."""
    if not slugs:
        return set()
    paths = Unit.objects.filter(slug__in=slugs).values_list("path", flat=True)
    line = {path for found in paths for path in [*ancestor_paths(found), found]}
    return set(Unit.objects.filter(path__in=line).values_list("slug", flat=True))


def _followed(units: Sequence[Unit]) -> dict[int, list[Unit]]:
    """Who carries on the history of each unit that has ended."""
    ended = [unit.pk for unit in units if unit.closed_on is not None]
    found: dict[int, list[Unit]] = {}
    for part in parts(ended):
        for link in Succession.objects.filter(predecessor__in=part).select_related("successor"):
            found.setdefault(link.predecessor_id, []).append(link.successor)
    return found


def _nested(by: Actor, lines: Sequence[TreeLine], followed: dict[int, list[Unit]]) -> list[Branch]:
    tops: list[Branch] = []
    way: list[Branch] = []
    for line in lines:
        del way[line.depth :]
        above = way[-1] if way else None
        counts = by.may(LOOK, at=line.unit)
        slug = above.unit.slug if above else ""
        after = followed.get(line.unit.pk, [])
        branch = Branch(line.unit, line.children, line.is_open, slug, counts, after)
        (above.branches if above else tops).append(branch)
        way.append(branch)
    return tops
