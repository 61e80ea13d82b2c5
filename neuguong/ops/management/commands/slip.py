"""`neuguong slip NAME`: lead an account in anew that no administrator of a branch may."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from neuguong.accounts import rules
from neuguong.accounts.actions import issue_slips
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.people.access import SystemActor
from neuguong.people.queries import account_of


class Command(AnswerCommand):
    """Ends the password, older slips and sessions of one account; the code is shown once."""

    help = "Cấp mã vào lại cho một tài khoản mà không quản trị nhánh nào cấp được"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, why, and whether the second step goes too."""
        super().add_arguments(parser)
        parser.add_argument("username", help=_("tên đăng nhập"))
        parser.add_argument("--reason", required=True, help=_("vì sao; ghi vào nhật ký"))
        parser.add_argument(
            "--drop-second-step",
            action="store_true",
            help=_("bỏ cả lớp thứ hai, khi mất điện thoại"),
        )

    def answer(self, **options: Any) -> Answer:
        """The code, and until when it opens."""
        account = account_of(options["username"])
        if account is None or not account.is_active:
            raise Refused(
                Refusal(
                    "account_unknown",
                    _("Không có tài khoản “%(name)s” đang dùng.") % {"name": options["username"]},
                )
            )
        (made,) = issue_slips(
            by=SystemActor(_("người vận hành")),
            account_ids=[account.pk],
            drop_second_step=options["drop_second_step"],
            reason=options["reason"],
            now=timezone.now(),
        )
        return {
            "username": account.username,
            "code": rules.code_words(made.code),
            "until": timezone.localdate(made.expires_at).isoformat(),
            "until_words": format_day(timezone.localdate(made.expires_at)),
        }

    def show(self, answer: Answer) -> None:
        """The code in words."""
        self.stdout.write(
            _(
                "Tài khoản %(username)s: mở trang Đăng nhập bằng phiếu, gõ mã %(code)s (chỉ hiện một lần,"
                " dùng một lần, đến %(until_words)s), rồi đặt mật khẩu mới."
            )
            % answer
        )
