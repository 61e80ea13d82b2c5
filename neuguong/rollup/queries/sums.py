"""The one statement behind a read on today's tree: stored totals, waiting images, records below.

Units that keep totals answer with stored rows and the images not folded yet; units that keep none
answer from their records. All of it is one statement, so it is of one moment: a fold is seen wholly
or not at all, and a writer's record together with its image.
"""

from datetime import date

from neuguong.lib.ids import PATH_WIDTH
from neuguong.org.models import Unit
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.queries.span import (
    IMAGE,
    PLACED,
    SUMMED,
    Span,
    Step,
    Sums,
    asked,
    recorded,
    stored,
)
from neuguong.rollup.sources import grouped


def branch_sums(unit: Unit, span: Span, *, still: date | None = None) -> Sums | None:
    """The sums of a unit's branch, in the group 0; None where something moved since `still`."""
    branch = (unit.path, unit.path + "~")
    if unit.rolled:
        origin = f"rollup_total t WHERE t.unit_id = {unit.pk}"
        steps = [*_waiting(span, branch, "0"), Step("s", "SELECT * FROM p")]
        return asked(span, steps, stored(span, origin, "0"), still=still)
    below = "SELECT id AS unit_id, 0 AS grp FROM org_unit WHERE path >= %s AND path < %s"
    return asked(span, [Step("u", below, branch), Step("s", recorded(span))], [], still=still)


def children_sums(
    unit: Unit, span: Span, *, all_rolled: bool, still: date | None = None
) -> Sums | None:
    """The sums of every direct child's branch by its id, and by the unit's own id what is its own.

    Children that keep totals answer with them; the others, and the unit itself, from their records.
    Where unit and children all keep totals, what is its own is what its children leave of it. None
    where something moved since `still`.
    """
    branch = (unit.path, unit.path + "~")
    line = f"substr(path, 1, {len(unit.path) + PATH_WIDTH})"
    kept = f"k.parent_id = {unit.pk} AND k.rolled"
    origin = "org_unit k CROSS JOIN rollup_total t WHERE {} AND t.unit_id = k.id"
    if unit.rolled and all_rolled:
        # What waits stands apart from the stored rows, by the id below zero: what the unit keeps of
        # its own is its stored rows without those of its children, and the images at itself.
        arms = stored(span, origin.format(f"({kept} OR k.id = {unit.pk})"), "t.unit_id")
        steps = [*_waiting(span, branch, line), Step("s", "SELECT * FROM p")]
        found = asked(span, steps, arms, still=still, placed=True)
        return None if found is None else _own_apart(unit, found)
    arms = stored(span, origin.format(kept), "t.unit_id")
    summed = ", ".join(f"p.{name}" for name in SUMMED)
    waiting = (
        f"SELECT k.id AS grp, {summed} FROM p CROSS JOIN org_unit k WHERE k.path = p.grp AND {kept}"
    )
    below = (
        f"SELECT {unit.pk} AS unit_id, {unit.pk} AS grp UNION ALL SELECT b.id, k.id"
        f" FROM org_unit k CROSS JOIN org_unit b WHERE k.parent_id = {unit.pk} AND NOT k.rolled"
        " AND b.path >= k.path AND b.path < k.path || '~'"
    )
    pending = Step("s", f"{waiting} UNION ALL {recorded(span)}")
    steps = [*_waiting(span, branch, line), Step("u", below), pending]
    return asked(span, steps, arms, still=still)


def _own_apart(unit: Unit, sums: Sums) -> Sums:
    """Stored sums of the children taken off the unit's, then what waits at each added."""
    own = sums.pop(unit.pk, {})
    for group, child in sums.items():
        if group > 0:
            for key, sum_ in child.items():
                if key in own:
                    own[key].take_off(sum_)
                else:
                    own[key] = Sum().plus(sum_, -1)
    whole: Sums = {group: child for group, child in sums.items() if group > 0}
    whole[unit.pk] = own
    for group, child in sums.items():
        if group < 0:
            into = whole.setdefault(-group, {})
            for key, sum_ in child.items():
                into[key] = into[key].plus(sum_) if key in into else sum_
    return whole


def _waiting(span: Span, branch: tuple[str, str], group: str) -> list[Step]:
    """The step `p`: images of the branch that are not folded yet, summed by `group`."""
    columns = ", ".join(("sign", *IMAGE))
    return [
        Step("p0", PLACED),
        Step(
            "p1",
            f"SELECT {span.group(group, 'month')} AS grp, {columns} FROM p0"
            f" WHERE path >= %s AND path < %s AND ({span.times})",
            branch,
        ),
        Step("p", grouped("p1", "grp")),
    ]
