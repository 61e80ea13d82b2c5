"""Sums on another tree than today's: each is a sum of today's totals, counted so and so often.

On a past or planned tree the total of a unit is that of its branch today, with the units that stand
otherwise added or taken off (lib.overlay, performance 1.6). So a read is a list of terms: how often
the total of which unit goes into which group. Its cost grows with the units that moved, not with
the branch; no past tree is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neuguong.lib.ids import PATH_WIDTH
from neuguong.org.models import Unit
from neuguong.rollup.queries.span import IMAGE, PLACED, Span, Step, Sums, asked, recorded, stored
from neuguong.rollup.sources import PARTS, grouped

_ADDED = ", ".join(f"cast(sum({part}) AS bigint) AS {part}" for part in PARTS)
_TIMES = ", ".join(f"c.times * t.{part} AS {part}" for part in PARTS)


@dataclass(frozen=True, slots=True)
class Term:
    """Today's total of a unit, or only what is its own where `alone`, goes `times` into a group."""

    unit: int
    group: int
    times: int = 1
    alone: bool = False


def terms_of(groups: Mapping[int, Mapping[int, int]]) -> list[Term]:
    """The terms of several groups, each given by its coefficients; planned units have no total."""
    return [
        Term(unit, group, times)
        for group, units in groups.items()
        for unit, times in units.items()
        if unit > 0
    ]


def summed(terms: Sequence[Term], span: Span) -> Sums:
    """The sums of every group in one statement; a unit that keeps no totals answers from records."""
    if not terms:
        return {}
    steps = [
        Step("v", f"SELECT * FROM (VALUES {', '.join(_value(term) for term in terms)}) v"),
        Step(
            "c",
            "SELECT k.id AS unit_id, k.path AS lo, k.rolled AND v.column4 = 0 AS kept,"
            " k.path || CASE v.column4 WHEN 0 THEN '~' ELSE '!' END AS hi,"
            " cast(v.column2 AS bigint) AS grp, v.column3 AS times"
            " FROM v CROSS JOIN org_unit k WHERE k.id = v.column1",
        ),
        *_waiting(span),
        Step(
            "u",
            "SELECT b.id AS unit_id, c.grp AS grp, sum(c.times) AS times"
            " FROM c CROSS JOIN org_unit b WHERE NOT c.kept AND b.path >= c.lo AND b.path < c.hi"
            " GROUP BY b.id, c.grp HAVING sum(c.times) <> 0",
        ),
        Step("s", f"SELECT * FROM p UNION ALL {recorded(span, ', u.times AS times')}"),
    ]
    origin = "c CROSS JOIN rollup_total t WHERE c.kept AND t.unit_id = c.unit_id"
    arms = [
        f"SELECT grp, measure_id, {_ADDED}, NULL FROM ({arm}) a GROUP BY grp, measure_id"
        for arm in stored(span, origin, "c.grp", _TIMES)
    ]
    return asked(span, steps, arms) or {}


def _value(term: Term) -> str:
    return f"({term.unit:d}, {term.group:d}, {term.times:d}, {int(term.alone)})"


def _waiting(span: Span) -> list[Step]:
    """The step `p`: images not folded yet at or below each unit of the terms that keeps totals.

    The units above an image are found by cutting its path, as deep as a path can be (trap 7).
    """
    deepest = Unit._meta.get_field("path").max_length or 0
    levels = " UNION ALL ".join(
        f"SELECT {length} AS length" for length in range(PATH_WIDTH, deepest + 1, PATH_WIDTH)
    )
    columns = ", ".join(f"i.{column}" for column in IMAGE)
    return [
        Step("p0", PLACED),
        Step("p1", f"SELECT p0.* FROM p0 WHERE {span.times}"),
        Step("l", levels),
        Step(
            "p2",
            f"SELECT {span.group('c.grp', 'i.month')} AS grp, i.sign * c.times AS sign, {columns}"
            " FROM p1 i CROSS JOIN l CROSS JOIN c WHERE l.length <= length(i.path)"
            " AND c.lo = substr(i.path, 1, l.length) AND c.kept",
        ),
        Step("p", grouped("p2", "grp")),
    ]
