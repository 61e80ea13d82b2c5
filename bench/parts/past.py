"""Figures on the tree of a past day, while more and more units have moved since, against today's."""

from datetime import UTC, date, datetime
from typing import Final

from django.db.models import QuerySet

from bench import bulk, rivals, synthetic
from bench.lines import Line
from bench.rivals import YEAR
from bench.sizes import Size
from bench.timing import alternate
from neuguong.lib.dates import Period
from neuguong.org.models import Unit, UnitLink
from neuguong.people.access import SystemActor
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
)
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup.queries import TODAY, WAS
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.standing import branch_on, children_on

PART: Final = "past"
MOVED: Final = (10, 100, 1_000)
LIMITS: Final = {100: 4.0}  # or 5 ms (issue 4)
ON: Final = date(YEAR + 1, 3, 1)
NOW: Final = datetime(YEAR + 1, 4, 1, tzinfo=UTC)


def measure(engine: str, size: Size) -> list[Line]:
    """The dashboard and the sums of one province; before every move both days have the same answer."""
    root = Unit.objects.get(slug=synthetic.ROOT)
    before = _answers(root)
    lines, moved = [], 0
    for wanted in MOVED:
        move(wanted - moved, moved)
        moved = bulk.one(
            "SELECT count(DISTINCT unit_id) FROM org_unitlink WHERE valid_to IS NOT NULL"
        )
        bulk.run("ANALYZE")
        if _answers(root) != before:
            raise AssertionError(f"the past has changed with {moved} moved units")
        lines += _lines(engine, size, root, moved)
    return lines


def move(count: int, first: int = 0) -> None:
    """Move so many units to another one of their parents' kind, communes first, by one reorganisation."""
    links = UnitLink.objects.filter(valid_to=None, unit__closed_on=None).order_by("unit")
    chosen = [
        slug
        for depth in (2, 3)
        for slug in _spread(links.filter(unit__slug__regex=rf"^quoc-gia(/\d+){{{depth}}}$"))
    ][first : first + count]
    parents = {slug: slug.rsplit("/", 1)[0] for slug in chosen}
    steps = []
    for slug in chosen:
        parts = parents[slug].split("/")
        parts[1] = str((int(parts[1]) + 1) % 34)
        steps.append(StepEntry(StepKind.MOVE, (slug,), target="/".join(parts)))
    by = SystemActor("bench")
    plan = draft_reorganisation(by=by, entry=ReorganisationEntry("Thử", ON), steps=steps)
    approve_reorganisation(by=by, reorganisation_id=plan.pk, now=NOW)
    apply_reorganisation(by=by, reorganisation_id=plan.pk, now=NOW)


def _spread(links: QuerySet[UnitLink]) -> list[str]:
    """The slugs of units, those of all provinces by turns."""
    slugs = list(links.values_list("unit__slug", flat=True))
    return [slugs[number * 7919 % len(slugs)] for number in range(len(slugs))]


def _span() -> Span:
    return Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])


def _answers(root: Unit) -> object:
    """What the past tree says of every child of the nation."""
    found = children_on(root, Period("year", YEAR), _span(), WAS)
    return {
        unit: {key: (sum_.n, sum_.v) for key, sum_ in sums.items() if sum_.n}
        for unit, sums in found.sums.items()
        if unit != root.pk
    }


def _lines(engine: str, size: Size, root: Unit, moved: int) -> list[Line]:
    span, year = _span(), Period("year", YEAR)
    one = Unit.objects.get(slug=f"{synthetic.ROOT}/3")
    was, today, one_was, one_today = alternate(
        lambda: children_on(root, year, span, WAS),
        lambda: children_on(root, year, span, TODAY),
        lambda: branch_on(one, year, span, WAS),
        lambda: branch_on(one, year, span, TODAY),
        seconds=size.seconds * 3,
    )
    limit = LIMITS.get(moved)
    return [
        Line(PART, engine, f"every province on a past day, {moved:,} units moved since",
             "the same on today's tree", was, today, limit),
        Line(PART, engine, f"one province on a past day, {moved:,} moved since",
             "the same on today's tree", one_was, one_today, limit,
             "under 5 ms" if one_was.cpu < 0.005 else ""),
    ]  # fmt: skip
