"""What a sender once said of files for a unit, for use the next time."""

from collections.abc import Mapping
from typing import Any

from neuguong.deeds.queries.facts import stamp_of
from neuguong.exchange.models import ImportHabit, ImportRun
from neuguong.exchange.rules import HabitKind
from neuguong.exchange.workbook.layout import Said
from neuguong.exchange.workbook.reader import Row, Sheet, Workbook
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit

_SEARCHED_ROWS = 60


def heading_row(sheet: Sheet) -> Row | None:
    """The row with most words near the top: what a sheet is known by, whatever stands above it."""
    rows = sheet.rows[:_SEARCHED_ROWS]
    return max(rows, key=lambda row: len(_texts(row)), default=None)


def fingerprint(row: Row) -> str:
    """Sixteen letters for the words of a heading row."""
    return stamp_of(_texts(row))


def said_before(by: Actor, unit: Unit, book: Workbook) -> dict[str, Any]:
    """What this sender said of sheets with the same headings, by sheet, as an import keeps it."""
    heads = {sheet.name: row for sheet in book.sheets if (row := heading_row(sheet)) is not None}
    prints = {name: fingerprint(row) for name, row in heads.items()}
    rows = ImportHabit.objects.filter(
        unit=unit, account=by.id or 0, kind=HabitKind.HEADINGS, key__in=set(prints.values())
    )
    habits = {row.key: row.value for row in rows}
    return {
        name: _moved(habits[key], heads[name].number)
        for name, key in prints.items()
        if key in habits
    }


def said_of(run: ImportRun) -> dict[str, Said]:
    """What was said of the sheets of an import."""
    return {name: Said.from_data(data) for name, data in run.understanding.items()}


def answers_of(by: Actor, run: ImportRun) -> Mapping[str, str]:
    """The answers to doubts given for this file, and before it for the same people."""
    rows = ImportHabit.objects.filter(
        unit_id=run.unit_id, account=by.id or 0, kind=HabitKind.DOUBT
    ).values_list("key", "value")
    kept = {key: str(value.get("answer", "")) for key, value in rows}
    return {**kept, **run.choices}


def _moved(habit: Mapping[str, Any], row: int) -> dict[str, Any]:
    """The same with the header rows where the headings stand this time."""
    header = habit.get("header")
    if not header:
        return dict(habit)
    step = row - int(habit.get("at", row))
    return {**habit, "header": [max(1, int(number) + step) for number in header]}


def _texts(row: Row) -> list[str]:
    return [fold(value) for value in row.values if isinstance(value, str)]
