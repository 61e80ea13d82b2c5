"""From a plan to the preview of a file, and back to it without a plan where the file is long."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone, translation

from neuguong.exchange import rules
from neuguong.exchange.actions import keep_preview
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import Plan, kept_head, kept_rows
from neuguong.exchange.views import words
from neuguong.exchange.views.rows import Preview, RowShown, as_data, from_data, row_shown, state_of
from neuguong.people.access import AccountActor
from neuguong.ui.asked import today

_AS_LONG: Final = timedelta(hours=1)


def seen_before(by: AccountActor, run: ImportRun) -> Preview | None:
    """The preview that this person has just looked at, if it was kept and the answers are still the same."""
    head = kept_head(run.pk, _mark(by, run), timezone.now() - _AS_LONG)
    if head is None:
        return None

    def rows_at(places: Sequence[int]) -> list[RowShown]:
        return [from_data(row) for row in kept_rows(run.pk, places)]

    return Preview(head, rows_at)


def looked_at(by: AccountActor, run: ImportRun, plan: Plan) -> Preview:
    """The preview of a plan, kept for the next page where the file is long."""
    rows, head = plan.reading.rows, _head(plan)

    def rows_at(places: Sequence[int]) -> list[RowShown]:
        return [row_shown(plan, rows[place]) for place in places]

    if len(rows) > rules.LONG_ROWS:
        keep_preview(
            run_id=run.pk, mark=_mark(by, run), head=head, now=timezone.now(),
            rows=(as_data(row_shown(plan, row)) for row in rows),
        )  # fmt: skip
    return Preview(head, rows_at)


def _mark(by: AccountActor, run: ImportRun) -> str:
    """Sixteen letters for all that was said of the file, by whom, on which day, in which language."""
    said = [run.corrections, run.understanding, run.choices, by.id, translation.get_language()]
    text = json.dumps([*said, today().isoformat()], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _head(plan: Plan) -> dict[str, Any]:
    reading = plan.reading
    return {
        "title": words.title_of(plan),
        "go": words.go_of(plan),
        "sums": words.sum_of(plan, plan.summary()),
        "absent": words.absent_words(plan),
        "notes": [*reading.notes, *(each.message for each in reading.warnings)],
        "refusal": [plan.refusal.code, plan.refusal.text] if plan.refusal else None,
        "good": bool(reading.good),
        "changes": len(plan.changes),
        "faults": plan.fault_rows,
        "sheets": [
            {
                "name": each.sheet,
                "columns": words.understood_as(each),
                "unread": list(each.unread),
            }
            for each in reading.understood
        ],
        "names": [row.sheet for row in reading.rows],
        "numbers": [row.number for row in reading.rows],
        "states": [state_of(plan, row) for row in reading.rows],
    }
