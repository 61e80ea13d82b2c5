"""What happens to cells in the middle of the year: some hamlets get another name, some become one.

Drawn for each commune from a chance of its own, out of its slugs and names alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from neuguong.ops.synth.plan import Lot, LotKind, Plan
from neuguong.reorganisations.rules import StepEntry, StepKind

SHARE: Final = 0.12  # of the cells of hamlets
_MERGE: Final = 1 / 3  # of the steps; two cells each
TITLE: Final = "Sắp xếp thôn, tổ dân phố"
_HAMLET: Final = "/h"  # how the slug of the cell of a hamlet goes on after that of its commune
_OTHER_WORDS: Final = (("thôn ", "khu dân cư "), ("tổ dân phố ", "khu phố "))
_WORDS: Final = ("Chi bộ thôn ", "Chi bộ tổ dân phố ")


def communes_by_parent(plan: Plan) -> dict[str, list[Lot]]:
    """The communes of each unit whose reorganisation they are: a province, a district, or themselves."""
    found: dict[str, list[Lot]] = {}
    for lot in plan.lots:
        if lot.kind is LotKind.COMMUNE:
            found.setdefault(lot.parent or lot.slug, []).append(lot)
    return found


def begins(lot: Lot) -> str:
    """How the slugs of the cells of its hamlets begin."""
    return f"{lot.slug}{_HAMLET}"


def drawn_moves(lots: Sequence[Lot], names: Mapping[str, str], seed: int) -> list[StepEntry]:
    """The steps for the cells of some communes, given by slug and name."""
    steps: list[StepEntry] = []
    owed = 0.0  # what is left of a commune too small for a whole cell goes on to the next
    for lot in lots:
        cells = sorted(slug for slug in names if slug.startswith(begins(lot)))
        owed += SHARE * len(cells)
        chance = Random(f"{seed}/{lot.slug}/moves")  # noqa: S311 - invented data
        for units in _chosen(cells, owed, chance):
            owed -= len(units)
            steps.append(_step(lot, units, names))
    return steps


def _chosen(cells: Sequence[str], owed: float, chance: Random) -> Iterator[tuple[str, ...]]:
    """Pairs of neighbours that become one, and single cells that get another name: cells of each alike."""
    free = list(cells)
    while owed >= 1 and free:
        place = chance.randrange(len(free))
        merges = chance.random() < _MERGE and place + 1 < len(free)
        units = tuple(free[place : place + (2 if merges else 1)])
        del free[place : place + len(units)]
        owed -= len(units)
        yield units


def _step(lot: Lot, units: tuple[str, ...], names: Mapping[str, str]) -> StepEntry:
    if len(units) == 1:
        return StepEntry(StepKind.RENAME, units, name=_renamed(names[units[0]]))
    one, other = units
    words = " – ".join(_place(names[cell]) for cell in units)
    return StepEntry(
        StepKind.MERGE, units, under=lot.slug, key=one.replace("/", "."),
        slug=f"{one}-{other.rsplit('/', 1)[1]}", name=f"Chi bộ liên thôn {words}", type="cell",
    )  # fmt: skip


def _place(name: str) -> str:
    for words in _WORDS:
        name = name.removeprefix(words)
    return name


def _renamed(name: str) -> str:
    for old, new in _OTHER_WORDS:
        if old in name:
            return name.replace(old, new, 1)
    return f"{name} mới"
