"""`neuguong demo`: load the demo into the configured database, say how to sign in, and serve."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from neuguong.audit.actions import seal_all
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.actions import demo_is_loaded, load_demo
from neuguong.ops.demo import pac_nam
from neuguong.ops.demo.accounts import PASSWORD, SIGN_INS
from neuguong.org.queries import unit_by_slug
from neuguong.people.access import SystemActor
from neuguong.reports.queries import report_bytes
from neuguong.rollup.actions import fold_all


class Command(BaseCommand):
    """Loads the demo once; a second run only prints and serves."""

    help = "Nạp dữ liệu làm thử, in tên đăng nhập, rồi mở trang tại 127.0.0.1:8000"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to serve, and at which port."""
        parser.add_argument("--no-serve", action="store_true", help="chỉ nạp, không mở trang")
        parser.add_argument("--port", type=int, default=8000, help="cổng, mặc định 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, load, fold, write the report of Pác Nặm 2022, print, serve."""
        call_command("migrate", verbosity=0)
        if not demo_is_loaded():
            self._load()
        self._tell(self._report())
        if not options["no_serve"]:
            call_command("serve", port=options["port"])

    def _load(self) -> None:
        now = timezone.now()
        self.stdout.write(_("Nạp dữ liệu làm thử, mất chừng một phút."))
        try:
            load_demo(
                by=SystemActor(_("dữ liệu làm thử"), names=True),
                today=timezone.localdate(now),
                now=now,
                tell=lambda words: self.stdout.write(f"  {words}"),
            )
        except Refused as refused:
            raise CommandError(refused.refusal.text) from refused
        fold_all()
        seal_all()

    def _report(self) -> Path:
        folder = Path(settings.FILES_ROOT).parent / "bao-cao"
        path = folder / "pac-nam-2022.pdf"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            unit = unit_by_slug(pac_nam.ROOT)
            if unit is not None:
                by = SystemActor(_("dữ liệu làm thử"))
                path.write_bytes(report_bytes(unit, Period.parse("2022"), "pdf", by=by))
        return path

    def _tell(self, report: Path) -> None:
        lines = [
            "",
            _("Đăng nhập tại http://127.0.0.1:8000 với mật khẩu: %(password)s")
            % {"password": PASSWORD},
            _(
                "Lớp thứ hai (mã trên điện thoại): bản làm thử chỉ mời đặt; ở trang thật lãnh đạo phải đặt."
            ),
            *(f"  {sign_in.username:<14} {sign_in.words}" for sign_in in SIGN_INS),
            "",
            _("Báo cáo Pác Nặm 2022: %(path)s") % {"path": report},
        ]
        self.stdout.write("\n".join(lines))
