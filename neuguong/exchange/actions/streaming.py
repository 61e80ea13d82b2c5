"""Bringing in a file too long to hold: piece by piece in one transaction, all of it or nothing."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.actions.bringing import held_unit
from neuguong.exchange.actions.writing import Progress, Writer, without_rubbish_collection
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import Plan, plan_import
from neuguong.exchange.queries.entries import Moment
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.exchange.workbook.stream import stream_deeds
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit

_MOST_NAMED: Final = 1_000
_ADDED: Final = (
    *("rows", "deeds", "money", "money_given", "money_planned", "labour_days", "completed"),
    *("deeds_new", "deeds_known", "deeds_changed"),
)


@dataclass(slots=True)
class Streamed:
    """What a long file held: sums of all pieces, its first faults, and the run if it went in."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    refusal: Refusal | None = None
    run: ImportRun | None = None

    def summary(self) -> dict[str, Any]:
        """The command's JSON; only the first thousand faults are named, `fault_rows` counts them all."""
        refused = {"refused": self.refusal.text, "code": self.refusal.code} if self.refusal else {}
        run = {"run": str(self.run.uid)} if self.run else {}
        figures = {
            key: self.counts[key] for key in (*_ADDED, "people_new", "units_new", "fault_rows")
        }
        lists = {"errors": self.errors, "warnings": self.warnings}
        return {**figures, **lists, **refused, **run, "applied": self.run is not None}


@transaction.atomic
def import_stream(
    *, by: Actor, unit_id: int, year: int, path: Path, today: date, now: datetime,
    good_rows: bool = False, known_only: bool = False, keep: bool = False, reason: str = "",
    dry_run: bool = False, told: Progress | None = None,
) -> Streamed:  # fmt: skip
    """Bring a long CSV file in; a fault anywhere keeps all of it out unless `good_rows` was asked for.

    A dry run writes and takes back, since later pieces are matched with what earlier ones made. The
    file is not kept in the system; its SHA-256 is.
    """
    unit = held_unit(unit_id)
    by.require(Right.IMPORT, at=unit)
    run = ImportRun.objects.create(
        unit=unit, year=year, name=nfc(path.name)[-160:], sha256=_sha256(path),
        state=RunState.APPLIED, by_id=by.id, by_name=by.name, received_at=now, ended_at=now,
        reason=nfc(reason),
    )  # fmt: skip
    found = Streamed()
    moment = Moment(today, now, reason)
    with without_rubbish_collection():
        _bring_pieces(by, run, path, moment, found, known_only=known_only, keep=keep, told=told)
    found.refusal = found.refusal or rules.may_import_rows(
        found.counts["fault_rows"], found.counts["deeds"], good_rows=good_rows
    )
    if found.refusal or dry_run:
        transaction.set_rollback(True)
        return found
    run.counts = {key: int(value) for key, value in found.counts.items()}
    run.save(update_fields=["counts"])
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=unit.pk, reason=reason,
        detail={"applied": run.sha256, **run.counts},
    )  # fmt: skip
    found.run = run
    return found


def _bring_pieces(
    by: Actor, run: ImportRun, path: Path, moment: Moment, found: Streamed, *, known_only: bool,
    keep: bool, told: Progress | None,
) -> None:  # fmt: skip
    for reading in stream_deeds(path, year=run.year):
        plan = plan_import(
            by=by, unit=Unit.objects.select_related("type").get(pk=run.unit_id), year=run.year,
            reading=reading, today=moment.today, known_only=known_only, reason=moment.reason,
            run_id=run.pk,
        )  # fmt: skip
        if plan.refusal:
            found.refusal = plan.refusal
            return
        _add(found, plan, Writer(by, plan, run, moment, None).write(changes=not keep))
        if told:
            told(found.counts["rows"], 0)


def _add(found: Streamed, plan: Plan, made: dict[str, int]) -> None:
    summary = plan.summary()
    found.counts.update({key: summary[key] for key in _ADDED})
    found.counts.update(made)
    found.counts["fault_rows"] += plan.fault_rows
    for own, key in ((found.errors, "errors"), (found.warnings, "warnings")):
        own += summary[key][: max(0, _MOST_NAMED - len(own))]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
