"""The part of `neuguong import` that brings in lists of units and of people."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from neuguong.exchange.actions.handed import import_list
from neuguong.exchange.actions.reorganising import import_reorganisation
from neuguong.exchange.queries.listruns import marked_list
from neuguong.exchange.rules import ListKind
from neuguong.lib.dates import DayError, parse_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, asked_unit
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all

ANNEX: Final = "reorganisation"
KINDS: Final = {"units": ListKind.UNITS, "people": ListKind.PEOPLE}


def add_list_arguments(parser: ArgumentParser) -> None:
    """What only lists take."""
    parser.add_argument("--under", help=_("units: tên đường dẫn của đơn vị cấp trên"))
    parser.add_argument(
        "--on",
        help=_("units, people, reorganisation: ngày của dòng không ghi ngày, như 01/02/2026"),
    )


def bring_list(data: bytes, options: dict[str, Any]) -> Answer:
    """Read a list, match it, and bring it in."""
    kind, path, now = KINDS[options["kind"]], options["file"], timezone.now()
    slug = options["under"] or options["unit"]
    if kind is ListKind.PEOPLE and not slug:
        raise CommandError(_("nhập người thì cần --unit"))
    unit = asked_unit(slug) if slug else None
    outcome = import_list(
        by=SystemActor(_("lệnh import"), names=True),
        kind=kind,
        unit_id=unit.pk if unit else None,
        data=data,
        name=path.name,
        on=_day(options["on"]) if options["on"] else timezone.localdate(now),
        today=timezone.localdate(now),
        now=now,
        dry_run=options["dry_run"],
        good_rows=options["good_rows"],
    )
    answer = outcome.summary()
    if outcome.applied:
        fold_all()
    if options["good_rows"] and (answer["wrong"] or answer["doubtful"]):
        target = options["marked"] or path.with_name(f"{path.stem}-can-sua.xlsx")
        answer["marked"] = str(_write(target, marked_list(data, outcome.plan)))
    return answer


def bring_annex(data: bytes, options: dict[str, Any]) -> Answer:
    """Read the annex of a resolution and make a draft of it."""
    unit = asked_unit(options["unit"]) if options["unit"] else None
    outcome = import_reorganisation(
        by=SystemActor(_("lệnh import")),
        unit_id=unit.pk if unit else None,
        data=data,
        name=options["file"].name,
        on=_day(options["on"]) if options["on"] else timezone.localdate(),
        dry_run=options["dry_run"],
        good_rows=options["good_rows"],
    )
    return outcome.summary()


def show_annex(command: BaseCommand, answer: Answer) -> None:
    """What the annex holds, what is wrong with it, and which draft was made."""
    for finding in answer["errors"]:
        command.stderr.write(finding["message"])
    told = _("Tệp có %(rows)s dòng, %(units)s đơn vị cũ: %(steps)s bước, %(kept)s giữ nguyên.")
    command.stdout.write(told % answer)
    if "refused" in answer:
        command.stderr.write(answer["refused"])
    if answer["applied"]:
        command.stdout.write(_("Đã lập bản thảo: /sap-xep/%(draft)s/") % answer)
    else:
        command.stdout.write(_("Chưa ghi gì vào hệ thống."))


def show_list(command: BaseCommand, answer: Answer) -> None:
    """What the list holds, what is wrong with it, and what became of it."""
    for finding in [*answer["errors"], *answer["warnings"]]:
        command.stderr.write(finding["message"])
    for note in answer["notes"]:
        command.stdout.write(note)
    command.stdout.write(
        _(
            "Tệp có %(rows)s dòng: %(new)s mới, %(same)s đã có, %(changed)s thay đổi,"
            " %(doubtful)s chưa rõ, %(wrong)s cần sửa."
        )
        % answer
    )
    if "refused" in answer:
        command.stderr.write(answer["refused"])
    if "marked" in answer:
        command.stdout.write(_("Tệp có đánh dấu: %(marked)s") % answer)
    if answer["applied"]:
        command.stdout.write(_("Đã nhập."))
    else:
        command.stdout.write(_("Chưa ghi gì vào hệ thống."))


def _day(typed: str) -> date:
    try:
        return parse_day(typed)
    except DayError as error:
        raise Refused(Refusal(error.code, error.text)) from error


def _write(path: Path, data: bytes) -> Path:
    try:
        path.write_bytes(data)
    except OSError:
        text = _("Không ghi được tệp đánh dấu “%(name)s”; hãy chỉ nơi khác bằng --marked.")
        raise Refused(Refusal("marked_unwritable", text % {"name": str(path)})) from None
    return path
