"""Everything counted anew, and everything counted and compared, against DuckDB's bare grouping."""

from typing import Final

from bench import bulk, records, rivals
from bench.lines import Line
from bench.sizes import Size
from bench.timing import alternate
from neuguong.rollup import actions
from neuguong.rollup.verify import recount

PART: Final = "proof"
LIMIT: Final = 7.0


def measure(engine: str, size: Size) -> list[Line]:
    """Verify finds nothing wrong before and after; the grouping is of the same rows, already loaded."""
    if not rivals.duck_is_here():
        print("proof is left out: DuckDB is not installed; `make facts-setup`.")
        return []
    records.late(100)
    duck = rivals.Duck()
    deeds = bulk.one("SELECT count(*) FROM deeds_deed")
    _verify()
    verified, grouped = alternate(_verify, duck.bare, seconds=size.seconds, fewest=3)
    rebuilt, again = alternate(actions.rebuild, duck.bare, seconds=size.seconds, fewest=3)
    _verify()
    against = "DuckDB, grouped by unit, month and facets"
    said = f"{deeds / 1e6:.2f} M deeds; DuckDB on all processors"
    return [
        Line(PART, engine, "everything recounted and compared", against, verified, grouped,
             LIMIT if size.is_nation else None, said),
        Line(PART, engine, "everything rebuilt", against, rebuilt, again),
    ]  # fmt: skip


def _verify() -> None:
    if differences := recount().differences:
        raise AssertionError(differences[0])
