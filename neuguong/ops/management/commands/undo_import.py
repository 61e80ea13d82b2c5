"""`neuguong undo_import`: take back what an import brought in, as far as nobody touched it since."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.utils import timezone

from neuguong.exchange.actions import undo_import
from neuguong.exchange.queries import run_by_uid, undo_plan
from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all


class Command(AnswerCommand):
    """Takes an import back; what was touched since stays and is named."""

    help = "Hoàn tác một lần nhập tệp (undo_import MÃ --reason LÝ DO)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which import, why, and whether all of it or nothing."""
        super().add_arguments(parser)
        parser.add_argument("run", type=UUID, help=_("mã lần nhập, lệnh import đã in ra"))
        parser.add_argument("--reason", default="", help=_("lý do hoàn tác"))
        parser.add_argument(
            "--whole", action="store_true", help=_("chỉ hoàn tác khi không có gì bị sửa sau đó")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("chỉ xem, không bỏ gì"))

    def answer(self, **options: Any) -> Answer:
        """Take it back, or say what would be taken back."""
        run = run_by_uid(options["run"])
        if options["dry_run"]:
            plan = undo_plan(run)
            return {
                "undone": False,
                "deeds": len(plan.deeds),
                "people": len(plan.people),
                "units": len(plan.units),
                "changed": len(plan.changes),
                "left": [left.text for left in plan.left],
            }
        now = timezone.now()
        run = undo_import(
            by=SystemActor(_("lệnh undo_import")), run_id=run.pk, reason=options["reason"],
            today=timezone.localdate(now), now=now, whole=options["whole"],
        )  # fmt: skip
        fold_all()
        counts = {key: run.undone[key] for key in ("deeds", "people", "units", "changed")}
        return {"undone": True, **counts, "left": [each["text"] for each in run.undone["left"]]}

    def show(self, answer: Answer) -> None:
        """How much went, and what stays."""
        counts = {
            key: format_number(answer[key]) for key in ("deeds", "people", "units", "changed")
        }
        words = _(
            "Bỏ %(deeds)s việc, %(people)s người, %(units)s đơn vị; trả lại %(changed)s việc."
        )
        self.stdout.write(words % counts)
        for text in answer["left"]:
            self.stdout.write(text)
        if not answer["undone"]:
            self.stdout.write(_("Chưa bỏ gì."))
