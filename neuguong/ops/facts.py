"""Writes facts as Parquet, a file for each year and province; DuckDB does the writing.

DuckDB is an extra of its own (requirements/facts.txt): a site that exports no facts needs none of it.
The columns are described in docs/facts.md, and no name of a person is among them.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.rollup.queries.facts import Fact, Share, own_facts, units_of

try:
    import duckdb
except ImportError:  # said in words by `require_duckdb`
    duckdb = None  # type: ignore[assignment]

COLUMNS: Final = {
    "year": "SMALLINT",
    "month": "INTEGER",
    "province": "VARCHAR",
    "unit": "VARCHAR",
    "unit_name": "VARCHAR",
    "unit_type": "VARCHAR",
    "path": "VARCHAR",
    "measure": "VARCHAR",
    "scale": "INTEGER",
    "n": "BIGINT",
    "v": "BIGINT",
    "n_at_least": "BIGINT",
    "n_at_most": "BIGINT",
    "n_about": "BIGINT",
}


def require_duckdb() -> None:
    """Refuse, with what to do, where DuckDB is not installed."""
    if duckdb is None:
        raise Refused(
            Refusal(
                "duckdb_missing",
                _("Chưa cài DuckDB, thư viện ghi tệp Parquet. Chạy: make facts-setup"),
            )
        )


def write_facts(share: Share, year: int, folder: Path) -> tuple[Path, int] | None:
    """Write the facts of one province and year; returns the file and its rows, None without any."""
    target = folder / str(year) / f"{share.slug.replace('/', '--')}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    raw, part = target.with_suffix(".csv.part"), target.with_suffix(".parquet.part")
    try:
        count = _write_lines(raw, _lines(share, year, own_facts(share, year)))
        if count:
            _convert(raw, part)
            part.replace(target)
            return target, count
        target.unlink(missing_ok=True)
        return None
    finally:
        raw.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def _lines(share: Share, year: int, facts: Iterable[Fact]) -> Iterator[tuple[object, ...]]:
    units = units_of(share)
    for fact in facts:
        slug, name, kind, path = units[fact.unit_id]
        yield (
            year, fact.month, share.slug, slug, name, kind, path, fact.measure, fact.scale,
            *fact.parts,
        )  # fmt: skip


def _write_lines(path: Path, lines: Iterable[tuple[object, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for line in lines:
            writer.writerow(line)
            count += 1
    return count


def _convert(source: Path, target: Path) -> None:
    """From lines to columns, in the order of path, month and measure."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    names = ", ".join(COLUMNS)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(
            f"COPY (SELECT {names} FROM read_csv('{_quoted(source)}', header = false,"  # noqa: S608
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
            f" nullstr = '', columns = {{{types}}}) ORDER BY path, month, measure)"
            f" TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
