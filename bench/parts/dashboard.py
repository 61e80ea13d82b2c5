"""The national dashboard, always fresh, against every other way to the same thousand cells."""

from collections.abc import Callable
from typing import Final

from django.db import connection

from bench import bulk, records, rivals, synthetic
from bench.lines import Line
from bench.rivals import YEAR, Answer
from bench.settings import OTHER
from bench.sizes import MEASURES, PROVINCES, Size
from bench.timing import Times, alternate
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.rollup.models import MeasureNumber
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.sums import children_sums

PART: Final = "dashboard"
LIMITS: Final = {0: 3.0, 100: 3.0, 1000: 12.0}  # by images waiting (issue 4; performance 8, goal 1)
SLOWER: Final = 1 / 500
SLOWEST: Final = 1 / 10_000
FLAT: Final = 1.5


def measure(engine: str, size: Size) -> list[Line]:
    """Against the plain read with more and more images waiting, then against the rivals, then fewer."""
    root = Unit.objects.get(slug=synthetic.ROOT)
    deeds = bulk.one("SELECT count(*) FROM deeds_deed")
    lines, waiting = [], 0
    for wanted, limit in LIMITS.items():
        records.late(wanted - waiting, waiting)
        waiting = wanted
        lines.append(_against_plain(engine, size, root, wanted, limit, deeds))
        if wanted == 100:
            lines += _against_rivals(engine, size, root)
            lines.append(_among_fewer(engine, size, root, wanted, deeds))
    return lines


def _ours(root: Unit) -> Callable[[], Answer]:
    span = Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])
    keys = [measure.key for measure in rivals.chosen()]

    def read() -> Answer:
        found = children_sums(root, span, all_rolled=True) or {}
        return {
            unit: tuple(sums[key].v for key in keys)
            for unit, sums in found.items()
            if unit != root.pk
        }

    return read


def plain_read(units: list[int]) -> Callable[[], list[tuple[int, ...]]]:
    """The stored rows of units for the year, fetched by their primary key and nothing else."""
    keys = [measure.key for measure in rivals.chosen()]
    numbers = list(MeasureNumber.objects.filter(key__in=keys).values_list("pk", flat=True))
    query = (
        "SELECT unit_id, measure_id, n, v, n_at_least, n_at_most, n_about FROM rollup_total"
        f" WHERE unit_id IN ({', '.join(map(str, units))}) AND month = {YEAR}"
        f" AND measure_id IN ({', '.join(map(str, numbers))})"
    )

    def read() -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            found: list[tuple[int, ...]] = cursor.fetchall()
            return found

    return read


def _against_plain(
    engine: str, size: Size, root: Unit, waiting: int, limit: float, deeds: int
) -> Line:
    plain = plain_read(list(Unit.objects.filter(parent=root).values_list("pk", flat=True)))
    if (cells := len(plain())) != PROVINCES * MEASURES:
        raise AssertionError(f"{cells} cells")
    span = Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])
    ours, theirs = alternate(
        lambda: children_sums(root, span, all_rolled=True), plain, seconds=size.seconds * 2
    )
    return Line(PART, engine, f"{PROVINCES} × {MEASURES} cells, {waiting:,} images waiting",
                "the same rows by primary key", ours, theirs, limit,
                f"of {deeds / 1e6:.2f} M deeds")  # fmt: skip


def _against_rivals(engine: str, size: Size, root: Unit) -> list[Line]:
    """With a hundred images waiting, which the rivals that count anew see as well."""
    ours = _ours(root)
    exact = ours()
    ways: dict[str, tuple[Callable[[], Answer], float, bool]] = {
        "a recursive CTE over sums of each unit": (
            lambda: rivals.asked(rivals.climbing(root)), SLOWER, False),
        **{name: (loop, SLOWER, False) for name, loop in rivals.looping(root).items()},
        "GROUP BY over the records": (
            lambda: rivals.asked(rivals.grouping(root)), SLOWEST, True),
    }  # fmt: skip
    if rivals.duck_is_here():
        duck = rivals.Duck()
        ways["DuckDB over columns in memory"] = (
            lambda: duck.children(rivals.grouping(root)), SLOWER, True)  # fmt: skip
    lines = []
    for against, (way, limit, sees_all) in ways.items():
        _must_be(exact, way(), sees_all=sees_all)
        mine, theirs = alternate(ours, way, seconds=size.seconds, fewest=3)
        lines.append(
            Line(PART, engine, "the same, 100 waiting", against, mine, theirs,
                 limit if size.is_nation else None, _said(mine, theirs))
        )  # fmt: skip
    return lines


def _must_be(exact: Answer, found: Answer, *, sees_all: bool) -> None:
    """The same numbers; those from stored sums lack the hundred deeds that came since."""
    lacks = sum(sum(row) for row in exact.values()) - sum(sum(row) for row in found.values())
    if found.keys() != exact.keys() or (found != exact if sees_all else not 0 <= lacks <= 1_000):
        raise AssertionError(f"answers differ by {lacks}")


def _said(ours: Times, theirs: Times) -> str:
    return f"{theirs.middle / ours.middle:,.0f} times as fast"


def _among_fewer(engine: str, size: Size, root: Unit, waiting: int, deeds: int) -> Line:
    """The same cells in a nation of as many units with far fewer records."""
    read = _ours(root)

    with bulk.talking_to(OTHER):
        records.late(waiting)
        few = bulk.one("SELECT count(*) FROM deeds_deed")

    def among_few() -> Answer:
        with bulk.talking_to(OTHER):
            return read()

    if [len(row) for row in among_few().values()] != [MEASURES] * PROVINCES:
        raise AssertionError("other cells")
    many, fewer = alternate(read, among_few, seconds=size.seconds * 2)
    return Line(PART, engine, "the same, 100 waiting", "the same read among fewer records",
                many, fewer, FLAT, f"{deeds / 1e6:.2f} M deeds, {few / 1e6:.2f} M deeds")  # fmt: skip
