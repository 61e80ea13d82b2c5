"""National figures, always fresh, against the plain read of the same rows by their primary key."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db import connection
from django.urls import reverse

from bench import bulk, synthetic
from bench.lines import Line
from bench.parts.page import against_small_pages, signed_in
from bench.settings import OTHER
from bench.sizes import MEASURES, PROVINCES, Size
from bench.synthetic import LAST_YEAR, Nation
from bench.timing import alternate
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account
from neuguong.rollup.models import MeasureNumber
from neuguong.rollup.queries import children_figures
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.queries.span import Span, Sums
from neuguong.rollup.queries.sums import branch_sums, children_sums

PART: Final = "nation"
YEAR: Final = Period("year", LAST_YEAR)
FEWER: Final = 10  # how many times fewer rows stand in the second database
LIMITS: Final = {0: 3.0, 100: 3.0, 1000: 12.0}  # by images waiting (performance 8, goal 1)
FLAT: Final = 1.5


def measure(engine: str, size: Size) -> list[Line]:
    """The read with 0, 100 and 1,000 images waiting, then the same among fewer rows, then as a page."""
    synthetic.build(Nation(size.communes // FEWER, size.bases, size.cells, size.years))
    with bulk.talking_to(OTHER):
        root = synthetic.build(Nation(size.communes, size.bases, size.cells, size.years))
        synthetic.tell_planner()
    synthetic.tell_planner()
    keys = [measure.key for measure in synthetic.chosen_measures()]
    with bulk.talking_to(OTHER):
        lines = [
            line for waiting in LIMITS for line in _against_plain(engine, size, root, keys, waiting)
        ]
    lines += [_among_fewer(engine, size, root, keys, waiting) for waiting in (0, 100)]
    with bulk.talking_to(OTHER):
        lines += _as_page(engine, size, root)
    return lines


def _against_plain(
    engine: str, size: Size, root: Unit, keys: list[str], waiting: int
) -> list[Line]:
    """The sums, and the figures made of them, against the plain read of the stored rows."""
    synthetic.leave_waiting(waiting)
    span = Span.of(YEAR, keys)
    plain = _plain_read(keys)
    _must_agree(root, span, plain(), waiting)
    sums, rows, reference = alternate(
        lambda: children_sums(root, span, all_rolled=True),
        lambda: children_figures(root, YEAR, keys),
        plain,
        seconds=size.seconds * 2,
    )
    stored = bulk.one("SELECT count(*) FROM rollup_total")
    return [
        Line(PART, engine, f"sums of 34 × 30 cells, {waiting:,} images waiting",
             "rows by primary key", sums, reference, LIMITS[waiting],
             f"of {stored / 1e6:.2f} M rows"),
        Line(PART, engine, f"the same as finished figures, {waiting:,} waiting",
             "rows by primary key", rows, reference),
    ]  # fmt: skip


def _read(root: Unit, span: Span) -> Sums:
    return children_sums(root, span, all_rolled=True) or {}


def _plain_read(keys: list[str]) -> Callable[[], list[tuple[int, ...]]]:
    """The stored rows of the provinces' year, fetched and nothing else."""
    units = list(Unit.objects.filter(parent__slug=synthetic.ROOT).values_list("pk", flat=True))
    numbers = list(MeasureNumber.objects.filter(key__in=keys).values_list("pk", flat=True))
    query = (
        "SELECT unit_id, measure_id, n, v, n_at_least, n_at_most, n_about FROM rollup_total"
        f" WHERE unit_id IN ({', '.join(map(str, units))}) AND month = {LAST_YEAR}"
        f" AND measure_id BETWEEN {min(numbers)} AND {max(numbers)}"
    )

    def read() -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            found: list[tuple[int, ...]] = cursor.fetchall()
            return found

    return read


def _must_agree(root: Unit, span: Span, rows: list[tuple[int, ...]], waiting: int) -> None:
    """All cells are there, equal to the stored rows when nothing waits, and add up to the root."""
    found = _read(root, span)
    cells = sum(len(of_unit) for unit, of_unit in found.items() if unit != root.pk)
    if not cells == len(rows) == PROVINCES * MEASURES:
        raise AssertionError(f"{cells} cells, {len(rows)} rows")
    numbers = dict(MeasureNumber.objects.values_list("pk", "key"))
    stored = {(row[0], numbers[row[1]]): row[2:] for row in rows}
    added = sum(
        part.n - stored[unit, key][0]
        for unit, of_unit in found.items()
        if unit != root.pk
        for key, part in of_unit.items()
    )
    if (added == 0) != (waiting == 0):
        raise AssertionError(f"{waiting} images add {added} records")
    _must_add_up(found, (branch_sums(root, span) or {})[0])


def _must_add_up(children: Sums, whole: Mapping[str, Sum]) -> None:
    for key, total in whole.items():
        parts = [of_unit[key] for of_unit in children.values() if key in of_unit]
        if (sum(p.n for p in parts), sum(p.v for p in parts)) != (total.n, total.v):
            raise AssertionError(key)


def _among_fewer(engine: str, size: Size, root: Unit, keys: list[str], waiting: int) -> Line:
    """The same cells read from the big database and from one that stores ten times fewer rows."""
    span = Span.of(YEAR, keys)
    small_root = Unit.objects.get(slug=synthetic.ROOT)
    synthetic.leave_waiting(waiting)
    few = bulk.one("SELECT count(*) FROM rollup_total")
    with bulk.talking_to(OTHER):
        synthetic.leave_waiting(waiting)
        many = bulk.one("SELECT count(*) FROM rollup_total")

    def in_big() -> Sums:
        with bulk.talking_to(OTHER):
            return _read(root, span)

    big, small = alternate(in_big, lambda: _read(small_root, span), seconds=size.seconds * 2)
    return Line(PART, engine, f"the same sums, {waiting:,} images waiting",
                "among ten times fewer rows", big, small, FLAT,
                f"{many / 1e6:.2f} M rows, {few / 1e6:.2f} M rows")  # fmt: skip


def _as_page(engine: str, size: Size, root: Unit) -> list[Line]:
    """The page of figures of the nation, with 100 images waiting."""
    synthetic.leave_waiting(100)
    by = SystemActor("bench")
    account = open_account(
        by=by, username="bench", name="bench", password="bench-bench-bench", at=root, person=None
    )
    grant_role(
        by=by, account_id=account.pk, role="unit_leader", unit_id=root.pk, since=synthetic.BEGAN
    )
    client = signed_in(Account.objects.get(pk=account.pk))
    address = reverse("home:figures", args=[root.slug]) + f"?ky={LAST_YEAR}"
    pages = {"figures of the nation, 100 images waiting": address}
    return against_small_pages(PART, engine, size, client, pages, root.pk)
