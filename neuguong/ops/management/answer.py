"""What commands that answer have in common: one JSON object or words, and an honest exit status."""

import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.http import Http404

from neuguong.audit.actions import seal_all
from neuguong.lib.dates import Period, PeriodError
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import successors_of, unit_by_slug
from neuguong.people.access import SystemActor
from neuguong.reorganisations.queries import planned_view
from neuguong.rollup.queries import View, view_named, view_unknown

log = logging.getLogger(__name__)

Answer = Mapping[str, Any]
REFUSED: Final = 1
MISUSED: Final = 2


def _seal() -> None:
    """Seal the log, for there may be no worker; where others hold the database the next one does.

    What the command did is done, and an entry left open for a minute is told of anyway.
    """
    try:
        seal_all()
    except OperationalError as fault:
        log.warning("the log was not sealed: %s", fault)


class AnswerCommand(BaseCommand):
    """A command that answers with one object: `--json` prints it, otherwise `show` puts it in words.

    The exit status is 0 only when all is well: 1 when the answer is no or names faults, 2 when the
    command line cannot be understood.
    """

    only_looks = False  # whether it can be certain to have written nothing into the log
    requires_system_checks = ()  # `neuguong check` has them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What every such command takes."""
        parser.add_argument("--json", action="store_true", help=_("in một đối tượng JSON"))

    def answer(self, **options: Any) -> Answer:
        """Work and say what came of it."""
        raise NotImplementedError

    def show(self, answer: Answer) -> None:
        """Put the answer in words for a person."""
        raise NotImplementedError

    def is_well(self, answer: Answer) -> bool:
        """Whether the answer names no fault."""
        return True

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; ends the program where it is not well."""
        answer = self.answer(**options)
        if not self.only_looks:
            _seal()
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=as_json))
        else:
            self.show(answer)
        if not self.is_well(answer):
            sys.exit(REFUSED)

    def run_from_argv(self, argv: list[str]) -> None:
        """As usual, with every refusal as a sentence or, with `--json`, as an object."""
        try:
            parser = self.create_parser(argv[0], argv[1])
            options = vars(parser.parse_args(argv[2:]))
            self.execute(*options.pop("args", ()), **options)
        except Refused as refused:
            self._end(argv, refused.refusal, REFUSED)
        except PermissionDenied as denied:
            self._end(argv, Refusal("denied", str(denied)), REFUSED)
        except CommandError as fault:
            text = _("Dòng lệnh chưa đúng: %(fault)s. Xem “neuguong %(name)s --help”.")
            words = {"fault": str(fault).removeprefix("Error: "), "name": argv[1]}
            self._end(argv, Refusal("misused", text % words), MISUSED)
        finally:
            connections.close_all()

    def _end(self, argv: list[str], refusal: Refusal, status: int) -> None:
        if "--json" in argv:
            error = {"error": {"code": refusal.code, "message": refusal.text}}
            self.stdout.write(json.dumps(error, ensure_ascii=False, indent=1))
        else:
            self.stderr.write(refusal.text)
        sys.exit(status)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()
    ) -> None:
        """Print aligned columns; those whose head is in `right` are pushed to the right."""
        widths = [max(len(line[i]) for line in [heads, *rows]) for i in range(len(heads))]
        for line in (heads, ["─" * width for width in widths], *rows):
            cells = [
                cell.rjust(width) if head in right else cell.ljust(width)
                for cell, width, head in zip(line, widths, heads, strict=True)
            ]
            self.stdout.write("  ".join(cells).rstrip())


def as_json(value: object) -> object:
    """Whole decimals as integers, others as numbers, anything else in words."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def asked_unit(slug: str) -> Unit:
    """The unit of that slug, or a refusal."""
    unit = unit_by_slug(slug)
    if unit is None:
        raise Refused(
            Refusal(
                "unit_unknown",
                _("Không có đơn vị “%(slug)s”. Hãy xem lại tên đường dẫn, ví dụ bac-kan/pac-nam.")
                % {"slug": slug},
            )
        )
    return unit


def asked_period(text: str) -> Period:
    """The period as typed, or a refusal."""
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise Refused(Refusal(error.code, error.text)) from error


def add_view_argument(parser: ArgumentParser) -> None:
    """The tree on which figures are seen."""
    words = _("cây đơn vị: was (như khi đó), today (hôm nay), plan:SỐ (theo phương án)")
    parser.add_argument("--view", default="was", help=words)


def asked_view(typed: str) -> View:
    """The view of that word, or a refusal."""
    try:
        return view_named(typed, partial(planned_view, SystemActor(_("dòng lệnh"))))
    except Http404 as error:
        raise view_unknown(typed) from error


def ending_of(unit: Unit) -> dict[str, Any]:
    """What one must know of a unit that has ended: since when, and who followed it."""
    if unit.closed_on is None:
        return {}
    after = [found.slug for found in successors_of(unit)]
    return {"closed_on": unit.closed_on.isoformat(), "successors": after}
