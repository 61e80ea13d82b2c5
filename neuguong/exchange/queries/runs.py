"""Reads of imports: those one may see, and what the file of one says."""

import uuid
from datetime import date

from django.http import Http404

from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries.habits import said_of
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.exchange.workbook.markup import marked_workbook
from neuguong.exchange.workbook.reader import Workbook, read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds
from neuguong.files.queries import open_file
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import unit_by_slug, within
from neuguong.people.access import AccountActor, SystemActor
from neuguong.people.models import Account


def run_seen(by: Actor, uid: uuid.UUID) -> ImportRun:
    """The import, for one who may bring files into its unit; otherwise 404."""
    run = ImportRun.objects.select_related("unit__type", "file").filter(uid=uid).first()
    if run is None or not by.may(Right.IMPORT, at=run.unit):
        raise Http404
    return run


def run_of(run_id: int) -> ImportRun:
    """The import of a job."""
    return ImportRun.objects.get(pk=run_id)


def run_by_uid(uid: uuid.UUID) -> ImportRun:
    """The import of a command; Refused when there is none."""
    run = ImportRun.objects.filter(uid=uid).first()
    if run is None:
        raise Refused(Refusal("run_unknown", _("Không có lần nhập nào mang mã đó.")))
    return run


def actor_of(account_id: int | None, name: str, today: date) -> Actor:
    """The one who asked for a job, with the rights of today; the machine where nobody did."""
    if account_id is None:
        return SystemActor(name)
    return AccountActor(Account.objects.get(pk=account_id), today=today)


def recent_runs(by: Actor, limit: int = 10) -> list[ImportRun]:
    """The latest files brought into the actor's branches, put-away ones left out."""
    rows = within(ImportRun.objects.all(), by.scope(Right.IMPORT), "unit__path")
    rows = rows.exclude(state=RunState.DISCARDED).select_related("unit")
    return list(rows[:limit])


def import_places(
    by: Actor, slug: str = "", limit: int = 200, right: str = Right.IMPORT
) -> list[Unit]:
    """Units the actor may bring a file into, highest first, that of the slug before all."""
    rows = within(Unit.objects.filter(closed_on=None), by.scope(right))
    rows = rows.select_related("type")
    found = list(rows.order_by("type__rank", "sort", "id")[:limit])
    asked = unit_by_slug(slug) if slug else None
    if asked is not None and by.may(right, at=asked):
        return [asked, *(unit for unit in found if unit.pk != asked.pk)]
    return found


def bytes_of(run: ImportRun) -> bytes:
    """The file as it was handed in."""
    if run.file is None:
        raise Http404
    with open_file(run.file) as stream:
        return bytes(stream.read())


def marked_copy(data: bytes, reading: Reading) -> bytes:
    """The workbook with the faults and doubts of a reading marked in it, as .xlsx."""
    return marked_workbook(
        data, read_workbook(data), faults=reading.faults, warnings=reading.all_warnings
    )


def workbook_of(run: ImportRun) -> Workbook:
    """The sheets of the file, with the cells that were mended by hand."""
    return read_workbook(bytes_of(run)).mended(run.corrections)


def reading_of(run: ImportRun) -> Reading:
    """What the file says, with cells mended and sheets understood as a person said."""
    return read_deeds(workbook_of(run), year=run.year, said=said_of(run))
