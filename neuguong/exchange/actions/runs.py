"""Acts on a file before it is brought in: take it in, mend a cell, put it away."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.actions.previews import forget_preview
from neuguong.exchange.models import ImportHabit, ImportRun
from neuguong.exchange.queries import fingerprint, heading_row, said_before, said_of, workbook_of
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import HabitKind, RunState
from neuguong.exchange.workbook.archive import cell_position
from neuguong.exchange.workbook.layout import Said
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds
from neuguong.files.actions import store_upload
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit

_LONGEST_CELL = 2_000
_MOST_MENDED = 500
_MOST_ANSWERED = 2_000
_LONGEST_KEY, _LONGEST_ANSWER = 300, 20


@transaction.atomic
def receive_file(
    *, by: Actor, unit_id: int, year: int, upload: File[Any], today: date, now: datetime,
    pointed: bool = False,
) -> ImportRun:  # fmt: skip
    """Take a file in for a unit and a year, if it holds a table of deeds; nothing of it counts yet.

    With `pointed` the table need not be found: its sender will say where it is (`say_understanding`).
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.IMPORT, at=unit)
    if refusal := rules.may_read_into(year, today=today):
        raise Refused(refusal)
    upload.seek(0)
    data = bytes(upload.read())
    book = read_workbook(data)
    understanding = said_before(by, unit, book)
    said = {name: Said.from_data(each) for name, each in understanding.items()}
    try:
        counts = read_deeds(book, year=year, said=said).summary()
    except Refused as refused:
        if not pointed or refused.refusal.code != "no_table":
            raise
        counts = Reading().summary()
    run = ImportRun.objects.create(
        unit=unit,
        year=year,
        file=store_upload(by=by, upload=upload, read_as=book.kind),
        name=nfc(upload.name or "")[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        counts=figures_only(counts),
        understanding=understanding,
        by_id=by.id,
        by_name=by.name,
        received_at=now,
    )
    record(by=by, act=Right.IMPORT, subject=run, unit_id=unit.pk, detail={"received": run.sha256})
    return run


def figures_only(summary: dict[str, Any]) -> dict[str, Any]:
    """The figures of a summary, without the lists that hold names and cells."""
    figures = {key: value for key, value in summary.items() if not isinstance(value, list)}
    figures["fault_rows"] = len({(e.get("sheet"), e["row"]) for e in summary["errors"]})
    return figures


@transaction.atomic
def mend_cell(*, by: Actor, run_id: int, sheet: str, cell: str, text: str) -> ImportRun:
    """Type over one cell of a file that was taken in; the file itself stays as it was sent."""
    run = _waiting(by, run_id)
    row, column = cell_position(cell)
    if not (row and column) or len(text) > _LONGEST_CELL:
        raise Refused(
            Refusal("cell_unknown", _("Không có ô đó trong tệp, hoặc chữ gõ vào quá dài."))
        )
    mended = dict(run.corrections)
    mended[sheet] = {**mended.get(sheet, {}), cell: nfc(text).strip()}
    if sum(len(cells) for cells in mended.values()) > _MOST_MENDED:
        raise Refused(
            Refusal(
                "too_many_mended", _("Đã sửa quá nhiều ô ở đây. Sửa trong tệp rồi gửi lại tệp.")
            )
        )
    run.corrections = mended
    run.save(update_fields=["corrections"])
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"mended": cell})
    return run


@transaction.atomic
def say_understanding(
    *, by: Actor, run_id: int, sheet: str, said: Said, now: datetime
) -> ImportRun:
    """Say how a sheet is meant where it was read wrongly; kept for the next file with these headings."""
    run = _waiting(by, run_id)
    book = workbook_of(run)
    page = next((each for each in book.sheets if each.name == sheet), None)
    if page is None:
        raise Refused(Refusal("sheet_unknown", _("Tệp không có trang đó. Chọn lại trang.")))
    run.understanding = {**run.understanding, sheet: said.as_data()}
    run.counts = figures_only(read_deeds(book, year=run.year, said=said_of(run)).summary())
    run.save(update_fields=["understanding", "counts"])
    head = heading_row(page)
    if head is not None:
        ImportHabit.objects.update_or_create(
            unit=run.unit, account=by.id or 0, kind=HabitKind.HEADINGS, key=fingerprint(head),
            defaults={"value": {**said.as_data(), "at": head.number}, "said_at": now},
        )  # fmt: skip
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"understood": sheet})
    return run


@transaction.atomic
def answer_doubt(*, by: Actor, run_id: int, key: str, value: str, now: datetime) -> ImportRun:
    """Answer what only a person can tell; whether two people are one is kept for the next file."""
    run = _waiting(by, run_id)
    if (
        len(key) > _LONGEST_KEY
        or len(value) > _LONGEST_ANSWER
        or len(run.choices) >= _MOST_ANSWERED
    ):
        raise Refused(
            Refusal(
                "answer_unknown", _("Không ghi được câu trả lời đó. Tải lại trang rồi chọn lại.")
            )
        )
    run.choices = {**run.choices, nfc(key): value}
    run.save(update_fields=["choices"])
    if key.startswith("person:"):
        ImportHabit.objects.update_or_create(
            unit=run.unit, account=by.id or 0, kind=HabitKind.DOUBT, key=nfc(key),
            defaults={"value": {"answer": value}, "said_at": now},
        )  # fmt: skip
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"answered": value})
    return run


@transaction.atomic
def discard_import(*, by: Actor, run_id: int, now: datetime) -> ImportRun:
    """Put a file away that will not be brought in."""
    run = _waiting(by, run_id)
    forget_preview(run_id=run.pk)
    run.state, run.ended_at = RunState.DISCARDED, now
    run.save(update_fields=["state", "ended_at"])
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"discarded": True})
    return run


def _waiting(by: Actor, run_id: int) -> ImportRun:
    """The import, locked, while it still may change."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit)
    if refusal := rules.may_apply(run.state):
        raise Refused(refusal)
    return run
