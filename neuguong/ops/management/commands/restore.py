"""`neuguong restore FILE`: bring a backup back in place of what is there, whole or not at all."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from neuguong.audit import actions as audit
from neuguong.audit.queries import verify as verify_log
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.manifest import read_manifest
from neuguong.ops.archive.proof import differences
from neuguong.ops.archive.reading import bring_back, require_fit
from neuguong.ops.archive.sealing import passphrase_in
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.management.key import add_key_argument
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
        add_key_argument(parser)
        parser.add_argument(
            "--yes", action="store_true", help=_("thay cả khi cơ sở dữ liệu đang có dữ liệu")
        )

    def answer(self, **options: Any) -> Answer:
        """What was brought back, and what the recount says of it."""
        try:
            passphrase = passphrase_in(options["key_file"] or settings.BACKUP_KEY_FILE)
            manifest = read_manifest(options["file"], passphrase)
            require_fit(manifest)
            if has_data() and not options["yes"]:
                raise Refused(_in_use())
            bring_back(options["file"], manifest, passphrase)
        except OSError as fault:
            text = _("Không đọc hoặc ghi được tệp: %(fault)s. Cơ sở dữ liệu không thay đổi.")
            raise Refused(Refusal("not_restored", text % {"fault": fault})) from fault
        call_command("migrate", verbosity=0)
        audit.seal_all(restored=True)  # before anything new is written
        unproved = differences(manifest.proof)
        by = SystemActor(_("lệnh neuguong restore"))
        with transaction.atomic():
            audit.record(
                by=by, act="ops.restore", subject=None, detail={"made_at": manifest.made_at}
            )
        verdict = verify(by_name=by.name)
        log = verify_log()
        return {
            "made_at": manifest.made_at,
            "version": manifest.version,
            "files": manifest.file_count,
            "checked": verdict.checked,
            "differences": verdict.differences,
            "figures": len(manifest.proof.figures),
            "rows": sum(manifest.proof.rows.values()),
            "unproved": unproved,
            "log": {"entries": log.entries, "sealed": log.sealed, "root": log.root},
            "log_faults": [fault.text for fault in log.faults],
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether figures, rows and log are those of the backup, and the recount agrees."""
        return not (answer["differences"] or answer["unproved"] or answer["log_faults"])

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
        self._show_proof(answer)
        if answer["differences"]:
            text = _(
                "Đếm lại %(checked)s số thì %(differences)s chỗ khác. Chạy: neuguong rollup verify"
            )
            self.stderr.write(text % words)
        else:
            self.stdout.write(_("Đếm lại %(checked)s số: đều khớp với bản ghi.") % words)

    def _show_proof(self, answer: Answer) -> None:
        """Whether figures, rows and log are as they were when the backup was made."""
        words = {
            "figures": format_number(answer["figures"]),
            "rows": format_number(answer["rows"]),
            "entries": format_number(answer["log"]["entries"]),
        }
        for line in answer["unproved"]:
            self.stderr.write(_("Khác lúc sao lưu: %(line)s") % {"line": line})
        if not answer["figures"]:
            self.stdout.write(_("Bản sao lưu này không mang số liệu để so."))
        elif not answer["unproved"]:
            text = _("%(figures)s số liệu và %(rows)s bản ghi đúng như lúc sao lưu.")
            self.stdout.write(text % words)
        for fault in answer["log_faults"]:
            self.stderr.write(fault)
        if not answer["log_faults"]:
            self.stdout.write(_("Nhật ký %(entries)s mục: chuỗi niêm phong nguyên vẹn.") % words)


def _in_use() -> Refusal:
    text = _(
        "Cơ sở dữ liệu đang có dữ liệu, khôi phục sẽ thay toàn bộ. Hãy chạy neuguong backup trước,"
        " rồi thêm --yes."
    )
    return Refusal("database_in_use", text)
