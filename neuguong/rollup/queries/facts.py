"""Facts for the outside: what each unit's own records add to each measure in each month of a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from neuguong.lib.actor import PathRange
from neuguong.lib.measure import Source
from neuguong.org.models import Unit
from neuguong.rollup.compile import counted, lists
from neuguong.rollup.models import MeasureNumber
from neuguong.rollup.sources import ADDS, COLUMNS, MEETS, PARTS, grouped, images_of

_AT_ONCE: Final = 10_000
_PROVINCE_RANK: Final = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """What a unit's own records add to a measure in a month (yyyymm; yyyy00 is the stock before).

    `v` is in smallest units, `scale` of which make one of the unit shown; parts are as in a total.
    """

    unit_id: int
    month: int
    measure: str
    scale: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One province or other top of the tree, with the branch of today's tree that is exported for it."""

    slug: str
    branch: PathRange


def shares() -> list[Share]:
    """All tops of the tree: provinces, what stands beside them, and any tree of its own.

    Together they hold every unit once.
    """
    found: list[Share] = []
    roots = Unit.objects.filter(parent=None).select_related("type").order_by("path")
    for root in roots:
        if root.type.rank >= _PROVINCE_RANK:
            found.append(Share(root.slug, PathRange.branch(root.path)))
            continue
        found.append(
            Share(root.slug, PathRange(root.path, f"{root.path} "))
        )  # its own records only
        children = Unit.objects.filter(parent=root).order_by("path")
        found += [Share(child.slug, PathRange.branch(child.path)) for child in children]
    return found


def units_of(share: Share) -> dict[int, tuple[str, str, str, str]]:
    """Slug, name, type and path of the units of a share."""
    rows = Unit.objects.filter(path__gte=share.branch.lo, path__lt=share.branch.hi)
    columns = rows.values_list("pk", "slug", "name", "type__code", "path")
    return {pk: (slug, name, kind, path) for pk, slug, name, kind, path in columns}


def own_facts(share: Share, year: int) -> Iterator[Fact]:
    """The facts of a share in a year, straight from the records; one statement.

    A stock's rows of earlier years come together as month yyyy00, so that the year stands by itself:
    the sum of a measure over a branch is its figure at the end of the year, on today's tree.
    """
    keys = dict(MeasureNumber.objects.values_list("pk", "key"))
    scales = {key: measure.scale for key, measure in counted().items()}
    statement, values = _statement(list(lists().sources.values()), share.branch, year)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(_AT_ONCE):
            for unit_id, month, measure, *parts in rows:
                key = keys[measure]
                yield Fact(unit_id, month, key, scales[key], tuple(int(part) for part in parts))


def _statement(
    sources: Sequence[Source], branch: PathRange, year: int
) -> tuple[str, list[str | int]]:
    """Images of the records of a branch, grouped by unit and month, met with the map of measures."""
    arms: list[str] = []
    values: list[str | int] = []
    first, last = year * 100 + 1, year * 100 + 12
    for source in sources:
        origin = f"{source.table} r JOIN org_unit u ON u.id = r.{source.unit}"
        for image in images_of(source, connection.vendor, "r"):
            arms.append(
                f"{image.select(origin)} AND u.path >= %s AND u.path < %s"
                f" AND {image.month} BETWEEN %s AND %s"
            )
            values += [branch.lo, branch.hi, 0 if source.is_stock else first, last]
    month = f"CASE WHEN month < {first} THEN {first - 1} ELSE month END AS month"
    columns = ", ".join(month if name == "month" else name for name in COLUMNS)
    images = f"(SELECT {columns} FROM ({' UNION ALL '.join(arms)}) a) q"
    sums = ", ".join(
        f"cast(sum({adds}) AS bigint) AS {part}" for adds, part in zip(ADDS, PARTS, strict=True)
    )
    return (
        f"WITH s AS MATERIALIZED ({grouped(images, 'unit_id', 'month')})"
        f" SELECT s.unit_id, s.month, m.measure_id, {sums}"
        f" FROM s JOIN rollup_measure_map m ON {MEETS}"
        " GROUP BY s.unit_id, s.month, m.measure_id",
        values,
    )
