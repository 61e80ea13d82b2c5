"""`neuguong restore FILE`: bring a backup back in place of what is there, whole or not at all."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from neuguong.audit import actions as audit
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.manifest import read_manifest
from neuguong.ops.archive.reading import bring_back, require_fit
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.queries import has_data
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import verify


class Command(AnswerCommand):
    """Checks the file first; afterwards brings the tables up to this version and recounts."""

    help = "Khôi phục từ tệp sao lưu: toàn bộ, hoặc không thay đổi gì"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and whether what is there may go."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help=_("tệp do neuguong backup làm ra"))
        parser.add_argument(
            "--yes", action="store_true", help=_("thay cả khi cơ sở dữ liệu đang có dữ liệu")
        )

    def answer(self, **options: Any) -> Answer:
        """What was brought back, and what the recount says of it."""
        try:
            manifest = read_manifest(options["file"])
            require_fit(manifest)
            if has_data() and not options["yes"]:
                raise Refused(_in_use())
            bring_back(options["file"], manifest)
        except OSError as fault:
            text = _("Không đọc hoặc ghi được tệp: %(fault)s. Cơ sở dữ liệu không thay đổi.")
            raise Refused(Refusal("not_restored", text % {"fault": fault})) from fault
        call_command("migrate", verbosity=0)
        audit.seal_all(restored=True)  # before anything new is written
        by = SystemActor(_("lệnh neuguong restore"))
        with transaction.atomic():
            audit.record(
                by=by, act="ops.restore", subject=None, detail={"made_at": manifest.made_at}
            )
        verdict = verify(by_name=by.name)
        return {
            "made_at": manifest.made_at,
            "version": manifest.version,
            "files": manifest.file_count,
            "checked": verdict.checked,
            "differences": verdict.differences,
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether the recount agrees with the totals."""
        return not answer["differences"]

    def show(self, answer: Answer) -> None:
        """The day of the backup and the result of the recount."""
        words = {
            "at": timezone.localtime(datetime.fromisoformat(answer["made_at"])).strftime(
                "%H:%M %d/%m/%Y"
            ),
            "files": format_number(answer["files"]),
            "checked": format_number(answer["checked"]),
            "differences": format_number(len(answer["differences"])),
        }
        self.stdout.write(
            _("Đã khôi phục bản sao lưu lúc %(at)s: cơ sở dữ liệu và %(files)s tệp.") % words
        )
        if answer["differences"]:
            text = _(
                "Đếm lại %(checked)s số thì %(differences)s chỗ khác. Chạy: neuguong rollup verify"
            )
            self.stderr.write(text % words)
        else:
            self.stdout.write(_("Đếm lại %(checked)s số: đều khớp với bản ghi.") % words)


def _in_use() -> Refusal:
    text = _(
        "Cơ sở dữ liệu đang có dữ liệu, khôi phục sẽ thay toàn bộ. Hãy chạy neuguong backup trước,"
        " rồi thêm --yes."
    )
    return Refusal("database_in_use", text)
