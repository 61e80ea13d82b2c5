"""What a backup says of itself, so that a restore can be proved: figures, row counts, the log's root."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from neuguong.lib.dates import Period
from neuguong.ops.queries import (
    pending_migrations,
    rows_there,
    seal_at,
    sealed_to,
    top_units,
    years_registered,
)
from neuguong.rollup.queries import figures_of

_YEARS: Final = 3  # the newest ones
_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Proof:
    """Figures by "unit|year|measure", rows by table, and the last seal of the log at that moment."""

    figures: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    sealed: int = 0
    root: str = ""

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Proof":
        """As an archive carries it; empty for one that carries none."""
        return cls(
            figures=dict(written.get("figures", {})),
            rows=dict(written.get("rows", {})),
            sealed=int(written.get("sealed", 0)),
            root=str(written.get("root", "")),
        )


def prove() -> Proof:
    """What the database says now; empty before an upgrade, whose tables this version cannot read."""
    if pending_migrations():
        return Proof()
    figures = {
        f"{unit.slug}|{year}|{key}": figure.text
        for year in years_registered()[-_YEARS:]
        for unit in top_units(year)
        for key, figure in figures_of(unit, Period.parse(str(year))).items()
    }
    sealed = sealed_to()
    return Proof(figures, rows_there(), sealed, seal_at(sealed))


def differences(proof: Proof) -> list[str]:
    """What the database says otherwise than the proof, in words; new kinds of figures are no difference."""
    now = prove()
    found = [
        f"{place}: {was} → {now.figures[place]}"
        for place, was in proof.figures.items()
        if place in now.figures and now.figures[place] != was
    ]
    found += [
        f"{table}: {count} → {now.rows[table]}"
        for table, count in proof.rows.items()
        if table in now.rows and now.rows[table] != count
    ]
    if proof.sealed and seal_at(proof.sealed) != proof.root:
        found.append(f"audit_seal {proof.sealed}: {proof.root[:16]} → {seal_at(proof.sealed)[:16]}")
    return found[:_SHOWN]
