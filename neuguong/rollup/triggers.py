"""The triggers that write images of changed rows into the outbox: one set for each source.

They hold no measure logic. Their names end in a digest of their own text, so that what is there can
be compared with what should be by name. SQLite drops them whenever it rebuilds a table.
"""

import hashlib
from typing import Final, NamedTuple

from django.db import connection

from neuguong.lib.measure import Source
from neuguong.rollup.sources import COLUMNS, columns_of, images_of

OUTBOX: Final = "rollup_outbox"
PREFIX: Final = "rollup_image_"
_INTO: Final = f"INSERT INTO {OUTBOX} ({', '.join(COLUMNS)})"


class Trigger(NamedTuple):
    """A trigger by name, and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...]


def wanted(sources: list[Source]) -> list[Trigger]:
    """The triggers these sources need on this engine."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    return [trigger for source in sources for trigger in make(source)]


def existing() -> dict[str, str]:
    """Names of the triggers of counting that are there and awake, each with its table."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            " AND pg_table_is_visible(c.oid) AND t.tgname LIKE %s"
        )
    else:
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [PREFIX + "%"])
        return dict(cursor.fetchall())


def missing(sources: list[Source]) -> list[Trigger]:
    """The triggers that should be there and are not."""
    there = existing()
    return [trigger for trigger in wanted(sources) if trigger.name not in there]


def make(sources: list[Source]) -> None:
    """Make what is missing and drop what is old; doing it again changes nothing."""
    there = existing()
    needed = wanted(sources)
    drop({name: there[name] for name in there.keys() - {trigger.name for trigger in needed}})
    with connection.cursor() as cursor:
        for trigger in needed:
            if trigger.name not in there:
                for statement in trigger.statements:
                    cursor.execute(statement)


def drop(names: dict[str, str]) -> None:
    """Take triggers away, given as `existing` gives them."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name in sorted(names):
            if is_postgresql:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _sqlite(source: Source) -> list[Trigger]:
    """Row by row; an update counts only where a column of the image has changed."""
    came = [image.select() for image in images_of(source, "sqlite", "NEW")]
    went = [image.select() for image in images_of(source, "sqlite", "OLD", sign=-1)]
    columns = columns_of(source)
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    events = {
        "insert": (f"AFTER INSERT ON {source.table}", came),
        "delete": (f"AFTER DELETE ON {source.table}", went),
        "update": (
            f"AFTER UPDATE OF {', '.join(columns)} ON {source.table} WHEN {changed}",
            [*went, *came],
        ),
    }
    triggers = []
    for event, (when, images) in events.items():
        body = f"{when} BEGIN {' '.join(f'{_INTO} {image};' for image in images)} END"
        name = _name(source, event, body)
        triggers.append(Trigger(name, source.table, (f"CREATE TRIGGER {name} {body}",)))
    return triggers


def _postgresql(source: Source) -> list[Trigger]:
    """Statement by statement, equal images as one; unchanged rows of an update cancel out.

    TRUNCATE shows no rows, so its images are taken before it.
    """
    gone = images_of(source, "postgresql", "r", sign=-1)
    came = [image.select("new_rows r") for image in images_of(source, "postgresql", "r")]
    went = [image.select("old_rows r") for image in gone]
    emptied = [image.select(f"{source.table} r") for image in gone]
    new, old = "NEW TABLE AS new_rows", "OLD TABLE AS old_rows"
    events = {
        "insert": (f"AFTER INSERT ON {source.table} REFERENCING {new}", came),
        "delete": (f"AFTER DELETE ON {source.table} REFERENCING {old}", went),
        "update": (f"AFTER UPDATE ON {source.table} REFERENCING {old} {new}", [*went, *came]),
        "truncate": (f"BEFORE TRUNCATE ON {source.table}", emptied),
    }
    image = ", ".join(COLUMNS[1:])
    triggers = []
    for event, (when, images) in events.items():
        body = (
            f"BEGIN {_INTO} SELECT sum(sign), {image} FROM ({' UNION ALL '.join(images)}) q"
            f" GROUP BY {image} HAVING sum(sign) <> 0; RETURN NULL; END"
        )
        name = _name(source, event, when + body)
        statements = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER {name} {when} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        )
        triggers.append(Trigger(name, source.table, statements))
    return triggers


def _name(source: Source, event: str, body: str) -> str:
    mark = hashlib.sha256(body.encode()).hexdigest()[:8]
    return f"{PREFIX}{source.number}_{event}_{mark}"
