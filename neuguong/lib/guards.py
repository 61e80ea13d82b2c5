"""Triggers that refuse to change or remove rows, in the words of each database."""

from collections.abc import Mapping, Sequence
from typing import Final

# A table and what is refused of it: "UPDATE", "UPDATE OF column, column", "DELETE".
Guarded = Mapping[str, Sequence[str]]
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def refusing_sql(guarded: Guarded) -> dict[str, tuple[str, ...]]:
    """The statements by vendor that put the triggers on the tables; doing it again changes nothing."""
    return {"sqlite": _sqlite(guarded), "postgresql": _postgresql(guarded)}


def _sqlite(guarded: Guarded) -> tuple[str, ...]:
    guards = [(table, verb) for table, verbs in guarded.items() for verb in verbs]
    names = [f"{table}_no_{verb.split()[0].lower()}" for table, verb in guards]
    away = [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    made = [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, (table, verb) in zip(names, guards, strict=True)
    ]
    return (*away, *made)


def _postgresql(guarded: Guarded) -> tuple[str, ...]:
    return (
        _FUNCTION,
        # TRUNCATE stays open: only the owner of the table may do it, and tests empty it that way.
        *(
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE {' OR '.join(verbs)} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
            for table, verbs in guarded.items()
        ),
    )
