"""A nation that never was: units in bulk, their totals by SQL, and images that wait to be folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from django.core.management.color import no_style
from django.db import connection, transaction

from bench import bulk
from bench.sizes import MEASURES, PROVINCES
from neuguong.lib.ids import PATH_WIDTH, path_code, uuid7
from neuguong.lib.measure import Kind, Measure
from neuguong.lib.vietnamese import fold, sort_key
from neuguong.org.actions import set_unit_types
from neuguong.org.models import Unit, UnitState, UnitType
from neuguong.org.rules import FAMILY_NUMBERS, UNIT_TYPES, Family
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all
from neuguong.rollup.models import MeasureMap, MeasureNumber
from neuguong.rollup.queries import catalogue

ROOT: Final = "quoc-gia"
BEGAN: Final = date(2019, 1, 1)
LAST_YEAR: Final = 2026
_KINDS: Final = ("province", "province", "commune", "base_cell", "cell")
_WORDS: Final = ("Quốc gia", "Tỉnh", "Xã", "Chi bộ", "Tổ")
_ROLLED: Final = 3  # levels from the top that keep totals: nation, provinces, communes
_COLUMNS: Final = ("id", "uid", "slug", "parent_id", "path", "rolled", "name", "short_name",
                   "search", "sort", "type_id", "opened_on")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nation:
    """How many units stand under one at each level, and for how many years totals are kept."""

    communes: int
    bases: int
    cells: int
    years: int

    @property
    def below(self) -> tuple[int, ...]:
        """The number of children by level."""
        return (PROVINCES, self.communes, self.bases, self.cells)


def chosen_measures() -> list[Measure]:
    """The thirty measures of the national table: the first that are summed by month."""
    summed = [measure for measure in catalogue().values() if measure.kind is Kind.SUM]
    return summed[:MEASURES]


@transaction.atomic
def build(nation: Nation) -> Unit:
    """Units and totals of the default database; returns the root."""
    root = found(nation, _KINDS)
    fold_all()
    _fill_totals(nation)
    return root


def found(nation: Nation, kinds: Sequence[str]) -> Unit:
    """The units, one level for each kind, with states of those that keep totals; returns the root."""
    set_unit_types(by=SystemActor("bench"), types=UNIT_TYPES)
    types = {kind.code: kind for kind in UnitType.objects.all()}
    bulk.insert("org_unit", _COLUMNS, _units(nation, [types[code].pk for code in kinds]))
    _keep_states()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Unit]):
            cursor.execute(statement)
    return Unit.objects.get(slug=ROOT)


def tell_planner() -> None:
    """What a server in service does by itself after so many rows."""
    bulk.run("ANALYZE")


def _units(nation: Nation, types: list[int]) -> Iterator[tuple[object, ...]]:
    """Rows of units, level by level, so that totals of one unit lie side by side."""
    number = 1
    above: list[tuple[int | None, str, str]] = [(None, "", "")]
    for level, kind in enumerate(types):
        here: list[tuple[int | None, str, str]] = []
        for parent, path_above, slug_above in above:
            for place in range(nation.below[level - 1] if level else 1):
                slug = f"{slug_above}/{place}" if slug_above else ROOT
                name = f"{_WORDS[level]} {place + 1}"
                path = path_above + path_code(number)
                uid = uuid7()
                yield (
                    number, uid if connection.vendor == "postgresql" else uid.hex, slug, parent,
                    path, level < _ROLLED, name, name, fold(name), sort_key(name), kind,
                    BEGAN.isoformat(),
                )  # fmt: skip
                here.append((number, path, slug))
                number += 1
        above = here


def _keep_states() -> None:
    """The state of every unit that keeps totals, as pages ask for it."""
    family = FAMILY_NUMBERS[Family.PARTY]
    units = Unit.objects.filter(rolled=True).select_related("type").order_by("pk")
    UnitState.objects.bulk_create(
        [
            UnitState(
                unit=unit, valid_from=BEGAN, name=unit.name, short_name=unit.short_name,
                type=unit.type, parent_id=unit.parent_id, family=family, is_grassroots=0,
            )
            for unit in units
        ],
        batch_size=500,
    )  # fmt: skip
    bulk.run(
        "INSERT INTO org_unitlink (unit_id, parent_id, valid_from)"
        " SELECT id, parent_id, opened_on FROM org_unit"
    )


def _fill_totals(nation: Nation) -> None:
    """Month rows of communes out of arithmetic, year rows and all above as their sums."""
    asked = [measure.key for measure in chosen_measures()]
    numbers = MeasureNumber.objects.filter(key__in=asked).values_list("pk", flat=True)
    measures = f"({', '.join(str(number) for number in numbers)})"
    months = " UNION ALL ".join(
        f"SELECT {year * 100 + month} AS month"
        for year in range(LAST_YEAR - nation.years + 1, LAST_YEAR + 1)
        for month in range(1, 13)
    )
    seed = "(u.id * 7 + p.month * 3 + m.id * 13)"
    into = "INSERT INTO rollup_total (unit_id, month, measure_id, n, v, n_at_least, n_at_most, n_about)"
    sums = "sum(t.n), sum(t.v), 0, 0, 0 FROM rollup_total t"
    communes, provinces = (PATH_WIDTH * level for level in (3, 2))
    bulk.run(
        f"{into} SELECT u.id, p.month, m.id, 1 + {seed} % 89, 1 + {seed} % 9973, 0, 0, 0"
        f" FROM org_unit u CROSS JOIN ({months}) p CROSS JOIN rollup_measure m"
        f" WHERE length(u.path) = {communes} AND m.id IN {measures} ORDER BY 1, 2, 3",
        f"{into} SELECT t.unit_id, t.month / 100, t.measure_id, {sums}"
        f" WHERE t.month > 9999 AND t.measure_id IN {measures} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        *(
            f"{into} SELECT u.parent_id, t.month, t.measure_id, {sums} JOIN org_unit u"
            f" ON u.id = t.unit_id WHERE length(u.path) = {length} AND t.measure_id IN {measures}"
            " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            for length in (communes, provinces)
        ),
    )


def leave_waiting(count: int) -> None:
    """Empty the outbox and put this many images into it, of units at the bottom all over the nation."""
    chance = Random(count)
    keys = [measure.key for measure in chosen_measures()]
    rows = list(MeasureMap.objects.filter(measure__key__in=keys).order_by("pk"))
    units = bulk.one("SELECT count(*) FROM org_unit")
    bottom = bulk.one(
        "SELECT min(id) FROM org_unit WHERE length(path) = (SELECT max(length(path)) FROM org_unit)"
    )
    bulk.run("DELETE FROM rollup_outbox")
    columns = ("sign", "source", "unit_id", "month", "f1", "f2", "f3", "f4", "i1", "i2", "i3")
    images = []
    for row in chance.choices(rows, k=count):
        facets = (max(0, facet) for facet in (row.f1, row.f2, row.f3, row.f4))
        month = LAST_YEAR * 100 + chance.randint(1, 12)
        images.append((1, row.source, chance.randint(bottom, units), month, *facets, 10, 0, 0))
    bulk.insert("rollup_outbox", columns, images)
