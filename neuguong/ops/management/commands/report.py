"""`neuguong report`: the yearly report of a unit and all beneath it, as a file."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.whole import write_whole
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import (
    Answer,
    AnswerCommand,
    add_view_argument,
    asked_period,
    asked_unit,
    asked_view,
    ending_of,
)
from neuguong.people.access import SystemActor
from neuguong.reports.queries import RENDERERS, reading_of, rendered


class Command(AnswerCommand):
    """Writes the report from live figures and the words kept for it; says what is still to be written."""

    help = "Báo cáo của một đơn vị và cấp dưới, ghi ra tệp"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, when, in which form, where to."""
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, help=_("tên đường dẫn của đơn vị"))
        parser.add_argument("--period", required=True, help=_("kỳ, ví dụ 2022"))
        add_view_argument(parser)
        parser.add_argument("--format", required=True, choices=[*RENDERERS], help=_("dạng tệp"))
        parser.add_argument("--out", required=True, type=Path, help=_("tệp sẽ ghi"))

    def answer(self, **options: Any) -> Answer:
        """Compose, render, write."""
        unit, period = asked_unit(options["unit"]), asked_period(options["period"])
        view = asked_view(options["view"])
        reading = reading_of(unit, period, by=SystemActor(_("dòng lệnh")), view=view)
        content = rendered(reading.document, options["format"])
        _write(options["out"], content)
        return {
            "unit": unit.slug,
            "period": period.key,
            "view": view.key,
            **ending_of(unit),
            "format": options["format"],
            "file": str(options["out"]),
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "draft": reading.document.draft,
            "unsigned": reading.document.unsigned,
            "missing": [{"part": part.key, "title": part.title} for part in reading.missing],
            "faults": reading.faults,
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether words and annexes agree."""
        return not answer["faults"]

    def show(self, answer: Answer) -> None:
        """Where it lies, and what is still to be written."""
        self.stdout.write(_("Đã ghi %(file)s.") % {"file": answer["file"]})
        if answer["unsigned"]:
            self.stderr.write(answer["unsigned"])
        for part in answer["missing"]:
            self.stdout.write(_("Chưa viết: %(part)s.") % {"part": part["title"]})
        for fault in answer["faults"]:
            self.stderr.write(fault)


def _write(path: Path, content: bytes) -> None:
    """Write the file; a place where it cannot lie is refused with the system's own words."""
    try:
        write_whole(path, content)
    except OSError as error:
        text = _("Không ghi được tệp %(file)s: %(fault)s.")
        words = {"file": str(path), "fault": error.strerror or str(error)}
        raise Refused(Refusal("file_not_written", text % words)) from error
