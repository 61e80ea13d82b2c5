"""`neuguong begin`: begin an empty site with its highest unit and the first account."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from neuguong.lib.words import gettext as _
from neuguong.ops.actions import begin_site
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.org.actions import UnitEntry
from neuguong.org.rules import UNIT_TYPES, may_be_root
from neuguong.people.access import SystemActor


class Command(AnswerCommand):
    """Makes the first unit and account of a site; the password is shown once."""

    help = "Bắt đầu một trang còn trống: đơn vị cao nhất và tài khoản đầu tiên"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The unit and who signs in first."""
        super().add_arguments(parser)
        parser.add_argument("--slug", required=True, help="tên đường dẫn của đơn vị, ví dụ bac-kan")
        parser.add_argument("--name", required=True, help="tên đơn vị, ví dụ “Đảng bộ tỉnh …”")
        parser.add_argument(
            "--type",
            default="province",
            choices=[e.code for e in UNIT_TYPES if may_be_root(e.family, e.rank)],
            help="loại đơn vị, mặc định province",
        )
        parser.add_argument("--username", default="quantri", help="tên đăng nhập, mặc định quantri")

    def answer(self, **options: Any) -> Answer:
        """Migrate, begin, and tell the sign-in with a password drawn by chance."""
        call_command("migrate", verbosity=0)
        password = secrets.token_urlsafe(12)
        account = begin_site(
            by=SystemActor(_("người cài đặt")),
            entry=UnitEntry(options["slug"], options["name"], options["type"]),
            username=options["username"],
            name=_("Quản trị"),
            password=password,
            today=timezone.localdate(),
        )
        return {"unit": options["slug"], "username": account.username, "password": password}

    def show(self, answer: Answer) -> None:
        """The sign-in, in words."""
        self.stdout.write(
            _(
                "Đã lập đơn vị %(unit)s. Đăng nhập: %(username)s, mật khẩu: %(password)s"
                " (chỉ hiện một lần, hãy ghi lại)."
            )
            % answer
        )
