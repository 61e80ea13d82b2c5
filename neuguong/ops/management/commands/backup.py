"""`neuguong backup FILE`: the database and the stored files in one file; never the secret."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from neuguong.audit import actions as audit
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.sealing import passphrase_in
from neuguong.ops.archive.writing import in_folder, save
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.management.key import add_key_argument
from neuguong.ops.queries import pending_migrations
from neuguong.people.access import SystemActor


class Command(AnswerCommand):
    """Saves the whole site while it runs."""

    help = "Sao lưu cơ sở dữ liệu và các tệp vào một tệp; trang vẫn chạy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        super().add_arguments(parser)
        parser.add_argument(
            "file", type=Path, help=_("tệp sẽ ghi, hoặc thư mục (tên tệp khi ấy theo ngày giờ)")
        )
        add_key_argument(parser)

    def answer(self, **options: Any) -> Answer:
        """What was saved, and which stored files could not be had as they were."""
        if not pending_migrations():  # before an upgrade the log's table may be an older one
            with transaction.atomic():
                by = SystemActor(_("lệnh neuguong backup"))
                audit.record(by=by, act="ops.backup", subject=None)
        try:
            passphrase = passphrase_in(options["key_file"] or settings.BACKUP_KEY_FILE)
            saved = save(options["file"], now=timezone.now(), passphrase=passphrase)
        except OSError as fault:
            text = _("Không ghi được bản sao lưu: %(fault)s.")
            raise Refused(Refusal("not_written", text % {"fault": fault})) from fault
        return {
            "file": str(saved.path),
            "bytes": saved.size,
            "engine": saved.manifest.engine,
            "files": saved.manifest.file_count,
            "with_files": in_folder(),
            "sealed": bool(passphrase),
            "figures": len(saved.manifest.proof.figures),
            "missing": saved.missing,
            "damaged": saved.damaged,
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether every stored file is in it as it was when it came."""
        return not (answer["missing"] or answer["damaged"])

    def show(self, answer: Answer) -> None:
        """The file, its size, and faults."""
        words = {
            "file": answer["file"],
            "files": format_number(answer["files"]),
            "mb": format_number(answer["bytes"] / 1e6, 1),
        }
        self.stdout.write(
            _("Đã sao lưu vào %(file)s: cơ sở dữ liệu và %(files)s tệp, %(mb)s MB.") % words
        )
        if not answer["with_files"]:
            self.stdout.write(_("Tệp nằm trong kho S3 nên không có trong bản sao lưu này."))
        if answer["sealed"]:
            self.stdout.write(_("Bản sao lưu được khóa; mất câu khóa thì không ai mở được."))
        if answer["missing"]:
            text = _("Trong kho thiếu %(count)s tệp mà cơ sở dữ liệu nhắc đến: %(first)s …")
            self.stderr.write(text % _counted(answer["missing"]))
        if answer["damaged"]:
            text = _("Trong kho có %(count)s tệp đã hỏng: %(first)s …")
            self.stderr.write(text % _counted(answer["damaged"]))


def _counted(hashes: list[str]) -> dict[str, object]:
    return {"count": format_number(len(hashes)), "first": hashes[0]}
