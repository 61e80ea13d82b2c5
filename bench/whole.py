"""The goals on a database that is there: `python -m bench.whole ENGINE FILE [PART …]` adds lines to a file.

The database is one that `neuguong synth` or `neuguong carry` made, named by NEUGUONG_DATABASE_URL. It is
written to (sums of each unit, the trees of rivals, an account): give it a copy. Each part is kept as soon
as it is measured, for the next may take very long.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import django
from django.db import connection

django.setup()

from django.urls import reverse  # noqa: E402 - after the rooms are known

from bench import bulk, rivals, synthetic  # noqa: E402
from bench.lines import Line, text_table  # noqa: E402
from bench.parts.dashboard import FLAT, LIMITS, SLOWER, SLOWEST, plain_read  # noqa: E402
from bench.parts.page import against_small_pages, answered, signed_in  # noqa: E402
from bench.parts.proof import LIMIT  # noqa: E402
from bench.rivals import YEAR, Answer  # noqa: E402
from bench.sizes import SIZES  # noqa: E402
from bench.timing import Times, alternate, watch  # noqa: E402
from neuguong.lib.dates import Period  # noqa: E402
from neuguong.org.models import Unit  # noqa: E402
from neuguong.people.access import SystemActor  # noqa: E402
from neuguong.people.actions import grant_role, open_account  # noqa: E402
from neuguong.people.models import Account  # noqa: E402
from neuguong.rollup import actions  # noqa: E402
from neuguong.rollup.queries.span import Span  # noqa: E402
from neuguong.rollup.queries.sums import children_sums  # noqa: E402
from neuguong.rollup.verify import recount  # noqa: E402

PART: Final = "whole"
SECONDS: Final = 3.0


class Site:
    """What is measured: its highest unit, one below it, one below that, and how much there is."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.root = Unit.objects.get(parent=None)
        provinces = Unit.objects.filter(parent=self.root, type__code="province").order_by("pk")
        self.province = provinces.first() or self.root
        communes = Unit.objects.filter(parent=self.province, type__code="commune").order_by("pk")
        self.commune = communes[0]
        self.deeds = bulk.one("SELECT count(*) FROM deeds_deed")
        self.span = Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])

    @property
    def size(self) -> str:
        """How much there is, for the column beside; and how busy the machine is."""
        return f"{self.deeds / 1e6:.1f} M deeds, load {os.getloadavg()[0]:.0f}"

    def line(
        self, what: str, against: str, ours: Times, theirs: Times, limit: float | None
    ) -> Line:
        """A line of this part."""
        return Line(PART, self.engine, what, against, ours, theirs, limit, self.size)

    def children(self, unit: Unit) -> list[int]:
        """The ids of the children of a unit."""
        return list(Unit.objects.filter(parent=unit).values_list("pk", flat=True))


def reads(site: Site) -> list[Line]:
    """Children of the nation and of a province against the plain read of the same rows."""
    lines = []
    for waiting, limit in LIMITS.items():
        _wait(waiting)
        for word, unit in (("the nation", site.root), ("a province", site.province)):
            kids = site.children(unit)
            read = partial(children_sums, unit, site.span, all_rolled=True)
            ours, plain = alternate(read, plain_read(kids), seconds=SECONDS)
            what = f"{len(kids)} children of {word} × 30, {waiting:,} images waiting"
            lines.append(site.line(what, "the same rows by primary key", ours, plain, limit))
    _wait(0)
    return lines


def fewer(site: Site) -> list[Line]:
    """One province of a nation against the same number of rows in a small one: BENCH_FEWER names it."""
    from bench.settings import OTHER  # noqa: PLC0415 - where a second database is named

    with bulk.talking_to(OTHER):
        other = Unit.objects.get(parent=None)
        few = bulk.one("SELECT count(*) FROM deeds_deed")
        number = len(site.children(other))

    def small() -> object:
        with bulk.talking_to(OTHER):
            return children_sums(other, site.span, all_rolled=True)

    near = min(
        Unit.objects.filter(parent=site.root, type__code="province"),
        key=lambda unit: abs(len(site.children(unit)) - number),
    )
    mine = len(site.children(near))
    ours, theirs = alternate(
        lambda: children_sums(near, site.span, all_rolled=True), small, seconds=SECONDS
    )
    return [site.line(f"{mine} children of a province of the nation", f"{number} children of a"
                      f" province alone, {few / 1e6:.1f} M deeds", ours, theirs, FLAT)]  # fmt: skip


def pages(site: Site) -> list[Line]:
    """Pages at every level against a page of one query."""
    client = signed_in(_reader(site.root))
    units = {"the nation": site.root, "a province": site.province, "a commune": site.commune}
    addresses = {
        f"figures of {word}": reverse("home:figures", args=[unit.slug]) + f"?ky={YEAR}"
        for word, unit in units.items()
    }
    addresses |= {
        f"records behind a figure of {word}": reverse("home:records", args=[unit.slug])
        + f"?ky={YEAR}&do=deeds.by_individuals"
        for word, unit in units.items()
    }
    for address in addresses.values():
        answered(client, address)
    size = SIZES["small"]
    lines = against_small_pages(PART, site.engine, size, client, addresses, site.root.pk)
    return [line for line in lines if line.limit]


def others(site: Site) -> list[Line]:
    """The national dashboard against other ways to it, all with the same numbers."""
    keys = [measure.key for measure in rivals.chosen()]

    def ours() -> Answer:
        found = children_sums(site.root, site.span, all_rolled=True) or {}
        return {
            unit: tuple(sums[key].v if key in sums else 0 for key in keys)
            for unit, sums in found.items()
            if unit != site.root.pk
        }

    exact = {unit: row for unit, row in ours().items() if any(row)}
    if "bench_own" not in connection.introspection.table_names():
        rivals.keep_own_sums()
        rivals.plant_trees(site.root)
        bulk.run("ANALYZE")
    ways: dict[str, tuple[Callable[[], Answer], float]] = {
        "a recursive CTE over sums of each unit": (
            lambda: rivals.asked(rivals.climbing(site.root)), SLOWER),
        **{name: (loop, SLOWER) for name, loop in rivals.looping(site.root).items()},
        "GROUP BY over the records": (
            lambda: rivals.asked(rivals.grouping(site.root)), SLOWEST),
    }  # fmt: skip
    lines = []
    for against, (way, limit) in ways.items():
        found = {unit: tuple(n or 0 for n in row) for unit, row in way().items()}
        if {unit: row for unit, row in found.items() if any(row)} != exact:
            raise AssertionError(against)
        mine, theirs = alternate(ours, way, seconds=1.0, fewest=2)
        line = site.line("the national dashboard", against, mine, theirs, limit)
        print(text_table([line]), flush=True)
        lines.append(line)
    return lines


def proof(site: Site) -> list[Line]:
    """Everything recounted against DuckDB's bare grouping of the same rows, already loaded."""
    duck = rivals.Duck()

    def verify() -> None:
        if differences := recount().differences:
            raise AssertionError(differences[0])

    verified, grouped = alternate(verify, duck.bare, seconds=1.0, fewest=1)
    against = "DuckDB, grouped by unit, month and facets"
    return [site.line("everything recounted and compared", against, verified, grouped, LIMIT)]


def rebuilt(site: Site) -> list[Line]:
    """Everything rebuilt, once, against the same grouping."""
    duck = rivals.Duck()
    again, grouped = alternate(actions.rebuild, duck.bare, seconds=1.0, fewest=1)
    against = "DuckDB, grouped by unit, month and facets"
    return [site.line("everything rebuilt", against, again, grouped, None)]


PARTS: Final = {part.__name__: part for part in (reads, fewer, pages, others, proof, rebuilt)}


def _wait(count: int) -> None:
    """So many images of units at the bottom, which count nothing twice: half came, half went."""
    synthetic.leave_waiting(0)
    if count:
        unit = "SELECT id FROM org_unit WHERE NOT rolled AND closed_on IS NULL ORDER BY id LIMIT 1"
        first = bulk.one(unit)
        columns = ("sign", "source", "unit_id", "month", "f1", "f2", "f3", "f4", "i1", "i2", "i3")
        last = bulk.one("SELECT max(id) FROM org_unit")
        source = rivals.chosen()[0].feeds[0].source.number
        bulk.insert("rollup_outbox", columns, (
            (1 if number % 2 else -1, source, first + number * 7919 % (last - first + 1),
             YEAR * 100 + 1 + number % 12, 1, 2, number % 9, 4, 10, 0, 0)
            for number in range(count)
        ))  # fmt: skip


def _reader(root: Unit) -> Account:
    if not Account.objects.filter(username="bench").exists():
        by = SystemActor("bench")
        account = open_account(
            by=by,
            username="bench",
            name="bench",
            password="bench-bench-bench",
            at=root,
            person=None,
        )
        grant_role(
            by=by, account_id=account.pk, role="unit_leader", unit_id=root.pk, since=synthetic.BEGAN
        )
    return Account.objects.get(username="bench")


def main() -> None:
    """Measure what the command line names, all by default, and keep each part as it comes."""
    engine, file, *names = sys.argv[1:]
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        watch(connection.connection.info.backend_pid)
    site, kept = Site(engine), Path(file)
    lines = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
    for name in names or PARTS:
        made = PARTS[name](site)
        print(text_table(made), flush=True)
        lines += [line.as_json() for line in made]
        kept.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
