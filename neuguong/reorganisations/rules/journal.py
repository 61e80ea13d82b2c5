"""A unit's life written down so that JSON can hold it, and read back."""

from dataclasses import fields
from datetime import date
from typing import Any

from neuguong.org.rules import Life, Link, State

UNIT_KIND = "org.unit"


def written(life: Life) -> dict[str, Any]:
    """A life as JSON holds it, without the numbers of its rows."""
    return {
        "id": life.id,
        "slug": life.slug,
        "path": life.path,
        "rolled": life.rolled,
        "opened_on": life.opened_on.isoformat(),
        "closed_on": life.closed_on.isoformat() if life.closed_on else None,
        "search": life.search,
        "sort": life.sort,
        "states": [_span(state) for state in life.states],
        "links": [_span(link) for link in life.links],
    }


def read(row: dict[str, Any]) -> Life:
    """The life that was written."""
    closed = row["closed_on"]
    return Life(
        row["id"], row["slug"], row["path"], row["rolled"], date.fromisoformat(row["opened_on"]),
        date.fromisoformat(closed) if closed else None,
        [State(**_dated(span)) for span in row["states"]],
        [Link(**_dated(span)) for span in row["links"]],
        row["search"], row["sort"],
    )  # fmt: skip


def stands(life: Life, row: dict[str, Any]) -> bool:
    """Whether a life is as it was written; its path may have changed with units above it."""
    return written(life) | {"path": ""} == row | {"path": ""}


def _span(span: State | Link) -> dict[str, Any]:
    row = {item.name: getattr(span, item.name) for item in fields(span) if item.name != "pk"}
    until = row["until"]
    return row | {
        "since": span.since.isoformat(),
        "until": until.isoformat() if until else None,
    }


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    until = row["until"]
    return row | {
        "since": date.fromisoformat(row["since"]),
        "until": date.fromisoformat(until) if until else None,
    }
