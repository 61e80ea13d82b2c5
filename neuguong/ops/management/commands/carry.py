"""`neuguong carry FILE`: bring a whole site from SQLite into the empty PostgreSQL of the settings."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any, Final

from django.db import transaction

from neuguong.audit import actions as audit
from neuguong.audit.queries import verify as verify_log
from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.carrying import carry, require_fit
from neuguong.ops.archive.proof import differences
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.queries import branches_by_chance
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import verify

_SAMPLES: Final = 3
_TOLD: Final = 1.0  # seconds between two lines of a table
_SCHEME: Final = "sqlite:///"


class Command(AnswerCommand):
    """Copies every row, then proves it: rows, figures and log as they were, and a recount."""

    help = "Chuyển toàn bộ dữ liệu từ SQLite sang PostgreSQL còn trống"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and whether everything is recounted."""
        super().add_arguments(parser)
        words = _("tệp SQLite của trang cũ, hoặc sqlite:///ĐƯỜNG-DẪN như trong cấu hình")
        parser.add_argument("source", help=words)
        parser.add_argument(
            "--whole", action="store_true", help=_("đếm lại toàn bộ, không chỉ vài nhánh")
        )

    def answer(self, **options: Any) -> Answer:
        """What was carried, and whether it is the same."""
        self._quiet, self._told = options["json"], 0.0
        began = monotonic()
        source = Path(str(options["source"]).removeprefix(_SCHEME))
        require_fit(source)
        rows, proof = carry(source, self._tell)
        carried = monotonic() - began
        unproved = differences(proof)
        by = SystemActor(_("lệnh neuguong carry"))
        with transaction.atomic():
            audit.record(by=by, act="ops.carry", subject=None, detail={"rows": sum(rows.values())})
        branches = [None] if options["whole"] else branches_by_chance(_SAMPLES)
        verdicts = [verify(branch, by_name=by.name) for branch in branches]
        log = verify_log()
        return {
            "tables": len(rows),
            "rows": sum(rows.values()),
            "figures": len(proof.figures),
            "unproved": unproved,
            "checked": sum(verdict.checked for verdict in verdicts),
            "differences": [one for verdict in verdicts for one in verdict.differences],
            "log_faults": [fault.text for fault in log.faults],
            "carried_in": round(carried, 1),
            "seconds": round(monotonic() - began, 1),
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether figures, rows and log are those of the old site, and the recount agrees."""
        return not (answer["differences"] or answer["unproved"] or answer["log_faults"])

    def show(self, answer: Answer) -> None:
        """How much was carried, and each thing that is not as it was."""
        told = {
            key: format_number(answer[key])
            for key in ("tables", "rows", "figures", "checked", "carried_in")
        }
        self.stdout.write(
            _("Đã chuyển %(rows)s dòng của %(tables)s bảng trong %(carried_in)s giây.") % told
        )
        for line in answer["unproved"]:
            self.stderr.write(_("Khác trang cũ: %(line)s") % {"line": line})
        for difference in answer["differences"]:
            self.stderr.write(difference["text"])
        for fault in answer["log_faults"]:
            self.stderr.write(fault)
        if self.is_well(answer):
            text = _(
                "%(figures)s số liệu đúng như ở trang cũ, đếm lại %(checked)s số đều khớp,"
                " nhật ký nguyên vẹn."
            )
            self.stdout.write(text % told)

    def _tell(self, table: str, rows: int) -> None:
        """Now and then a line of the table at work and its rows."""
        now = monotonic()
        if not self._quiet and now - self._told > _TOLD:
            self._told = now
            end = "\r" if sys.stderr.isatty() else "\n"
            self.stderr.write(f"{table} {format_number(rows)}{' ' * 20}", ending=end)
