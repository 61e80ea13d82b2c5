"""How others would answer for every child of a unit: what the benchmarks hold the house against.

Each gives the thirty sums of a year by the id of the child. The sums are written out as a developer
writes them: one sum with a condition for each measure.
"""

import csv
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection

from bench import bulk
from bench.sizes import MEASURES
from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.measure import Feed, Kind, Measure
from neuguong.org.models import Unit
from neuguong.rollup.queries import catalogue

YEAR: Final = 2025
TABLES: Final = {
    model._meta.db_table: columns
    for model, columns in (
        (Registration, ("subject_kind", "standing", "category", "state")),
        (Deed, ("done_month", "subject_kind", "standing", "state", "category_id")),
        (Contribution, ("subject_kind", "counted", "qualifier", "kind", "amount_scaled")),
    )
}
Answer = dict[int, tuple[int, ...]]
_SUMS: Final = [f"m{number:02}" for number in range(MEASURES)]
_ADDED: Final = ", ".join(f"cast(sum({name}) AS bigint)" for name in _SUMS)
_STEP: Final = 4  # letters of a level in the paths of treebeard
_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def chosen() -> tuple[Measure, ...]:
    """The thirty measures of the dashboard: the first that are fed by the three tables alone."""
    fed = [
        measure
        for measure in catalogue().values()
        if measure.kind is Kind.SUM and all(f.source.table in TABLES for f in measure.feeds)
    ]
    return tuple(fed[:MEASURES])


def conditional_sums(table: str) -> str:
    """The thirty sums over the rows of a table `r`, 0 for measures of other tables."""
    return ", ".join(
        f"sum({' + '.join(cases) if (cases := _cases(measure, table)) else 0}) AS {name}"
        for name, measure in zip(_SUMS, chosen(), strict=True)
    )


def _cases(measure: Measure, table: str) -> list[str]:
    return [_case(feed) for feed in measure.feeds if feed.source.table == table]


def _case(feed: Feed) -> str:
    conditions = [f"r.{feed.source.month} BETWEEN {YEAR}01 AND {YEAR}12"]
    for facet, allowed in feed.where.items():
        conditions.append(f"r.{facet} IN ({', '.join(map(str, sorted(allowed)))})")
    value = f"r.{feed.value}" if feed.value else "1"
    return f"CASE WHEN {' AND '.join(conditions)} THEN {value} ELSE 0 END"


def grouping(root: Unit, units: str = "org_unit u") -> str:
    """GROUP BY over the records: each row meets its unit, whose path names the child."""
    child = f"substr(u.path, 1, {len(root.path) + PATH_WIDTH})"
    parts = " UNION ALL ".join(
        f"SELECT {child} AS child, {conditional_sums(table)} FROM {table} r"
        f" JOIN {units} ON u.id = r.unit_id"
        f" WHERE u.path > '{root.path}' AND u.path < '{root.path}~' GROUP BY 1"
        for table in TABLES
    )
    return f"SELECT child, {_ADDED} FROM ({parts}) q GROUP BY child"


def climbing(root: Unit) -> str:
    """A recursive CTE from each child downwards, over the sums of each unit's own records."""
    return (
        "WITH RECURSIVE below(child, id) AS ("
        f"SELECT id, id FROM org_unit WHERE parent_id = {root.pk} UNION ALL"
        " SELECT b.child, u.id FROM below b JOIN org_unit u ON u.parent_id = b.id)"
        f" SELECT b.child, {_ADDED} FROM below b JOIN bench_own f ON f.unit_id = b.id GROUP BY 1"
    )


def asked(query: str) -> Answer:
    """The answer of a query of this database, whose first column is an id or a path."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {_id(row[0]): tuple(row[1:]) for row in cursor.fetchall()}


def _id(child: int | str) -> int:
    return int(child[-PATH_WIDTH:], 36) if isinstance(child, str) else int(child)


def keep_own_sums() -> None:
    """The sums of each unit's own records, by unit: what the recursive CTE and the trees add up."""
    columns = ", ".join(f"{name} bigint NOT NULL" for name in _SUMS)
    parts = " UNION ALL ".join(
        f"SELECT r.unit_id, {conditional_sums(table)} FROM {table} r GROUP BY r.unit_id"
        for table in TABLES
    )
    bulk.run(
        f"CREATE TABLE bench_own (unit_id bigint PRIMARY KEY, {columns})",
        f"INSERT INTO bench_own SELECT unit_id, {_ADDED} FROM ({parts}) q GROUP BY 1 ORDER BY 1",
    )


def trees_are_here() -> bool:
    """Whether django-treebeard and django-mptt are both installed."""
    return all(find_spec(name) for name in ("treebeard", "mptt"))


def plant_trees(root: Unit) -> None:
    """The same units as nodes of both, with their sums; nothing where they are not installed."""
    if not trees_are_here():
        return
    from bench.trees.models import MpttUnit, TreebeardUnit  # noqa: PLC0415 - no app without them

    with connection.schema_editor() as editor:
        editor.create_model(TreebeardUnit)
        editor.create_model(MpttUnit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bench_own")
        own: Answer = {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
        cursor.execute("SELECT id, parent_id FROM org_unit ORDER BY id")
        below: dict[int, list[int]] = {}
        for unit, parent in cursor.fetchall():
            below.setdefault(unit, [])
            if parent is not None:
                below.setdefault(parent, []).append(unit)
    nodes = list(_walked(root.pk, below))
    nothing = (0,) * MEASURES
    common = ("id", "unit_id", *_SUMS)
    bulk.insert(
        "trees_treebeardunit", (*common, "path", "depth", "numchild"),
        ((n[0], n[0], *own.get(n[0], nothing), n[1], n[2], len(below[n[0]])) for n in nodes),
    )  # fmt: skip
    bulk.insert(
        "trees_mpttunit", (*common, "parent_id", "lft", "rght", "tree_id", "level"),
        ((n[0], n[0], *own.get(n[0], nothing), n[3], n[4], n[5], 1, n[2] - 1) for n in nodes),
    )  # fmt: skip

    with connection.cursor() as cursor:
        models = [TreebeardUnit, MpttUnit]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _walked(
    root: int, below: dict[int, list[int]]
) -> list[tuple[int, str, int, int | None, int, int]]:
    """Id, treebeard's path, depth, parent, left and right number of every unit, the root first."""
    found: list[tuple[int, str, int, int | None, int, int]] = []
    number = count(1)

    def walk(unit: int, path: str, depth: int, parent: int | None) -> None:
        place, left = len(found), next(number)
        found.append((unit, path, depth, parent, left, 0))
        for order, child in enumerate(below[unit], start=1):
            walk(child, path + _word(order), depth + 1, unit)
        found[place] = (unit, path, depth, parent, left, next(number))

    walk(root, _word(1), 1, None)
    return found


def _word(number: int) -> str:
    letters = ""
    for _place in range(_STEP):
        number, letter = divmod(number, len(_LETTERS))
        letters = _LETTERS[letter] + letters
    return letters


def looping(root: Unit) -> dict[str, Callable[[], Answer]]:
    """One aggregate over the descendants of each child, as tutorials of both libraries show it."""
    if not trees_are_here():
        return {}
    from django.db.models import Sum  # noqa: PLC0415 - beside the models that need it

    from bench.trees.models import MpttUnit, TreebeardUnit  # noqa: PLC0415

    sums = {f"of_{name}": Sum(name) for name in _SUMS}

    def treebeard() -> Answer:
        nodes = TreebeardUnit.objects
        return {
            child.unit_id: tuple(nodes.get_descendants(child).aggregate(**sums).values())
            for child in nodes.get_children(nodes.get(unit_id=root.pk))
        }

    def mptt() -> Answer:
        top = MpttUnit.objects.get(unit_id=root.pk)
        return {
            child.unit_id: tuple(child.get_descendants().aggregate(**sums).values())
            for child in top.get_children()
        }

    return {"django-treebeard, a loop over get_children()": treebeard,
            "django-mptt, a loop over get_children()": mptt}  # fmt: skip


class Duck:
    """The records and the units as columns in the memory of DuckDB, on all processors."""

    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415 - left out where it is not installed

        self.memory = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        self._load("org_unit", {"id": "BIGINT", "path": "VARCHAR"})
        for table, columns in TABLES.items():
            kinds = dict.fromkeys(columns, "SMALLINT") | {"unit_id": "BIGINT", "month": "INTEGER"}
            kinds |= {name: "BIGINT" for name in columns if name == "amount_scaled"}
            kinds |= {name: "INTEGER" for name in columns if name == "done_month"}
            self._load(table, kinds)

    def _load(self, table: str, columns: dict[str, str]) -> None:
        kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
            csv.writer(file).writerows(_rows(f"SELECT {', '.join(columns)} FROM {table}"))
            file.flush()
            self.memory.execute(
                f"CREATE TABLE {table} AS SELECT * FROM read_csv('{Path(file.name)}',"
                f" header = false, auto_detect = false, delim = ',', columns = {{{kinds}}})"
            )

    def children(self, query: str) -> Answer:
        """The answer of a query over the columns."""
        found = self.memory.execute(query).fetchall()
        return {_id(row[0]): tuple(row[1:]) for row in found}

    def bare(self) -> int:
        """Every table grouped by unit, month and all it is counted by; gives the rows."""
        number = 0
        for table, columns in TABLES.items():
            keys = [c for c in columns if c != "amount_scaled"]
            by = ", ".join(("unit_id", "month", *keys))
            sums = "count(*)" + (", sum(amount_scaled)" if "amount_scaled" in columns else "")
            number += len(
                self.memory.execute(f"SELECT {by}, {sums} FROM {table} GROUP BY {by}").fetchall()
            )
        return number


def duck_is_here() -> bool:
    """Whether DuckDB is installed."""
    return find_spec("duckdb") is not None


def _rows(query: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(10_000):
            yield from rows
