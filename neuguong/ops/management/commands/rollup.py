"""`neuguong rollup`: recount, rebuild or fold the totals."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand, asked_unit
from neuguong.rollup.actions import fold_all, rebuild, verify


class Command(AnswerCommand):
    """Says what was checked and what differs; fails when anything does."""

    help = "Đếm lại số liệu từ bản ghi (verify), tính lại từ đầu (rebuild), cộng dồn (fold)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and for verify of which branch."""
        super().add_arguments(parser)
        parser.add_argument("work", choices=["verify", "rebuild", "fold"])
        parser.add_argument("--unit", help=_("chỉ đếm lại nhánh của đơn vị này"))

    def answer(self, **options: Any) -> Answer:
        """Do it; after a rebuild everything is recounted."""
        began = monotonic()
        if options["work"] == "fold":
            return {"folded": fold_all(), "seconds": round(monotonic() - began, 3)}
        done = {"written": rebuild()} if options["work"] == "rebuild" else {}
        unit = asked_unit(options["unit"]) if options["unit"] else None
        verdict = verify(unit, by_name=_("lệnh rollup %(work)s") % options)
        return {
            "checked": verdict.checked,
            "differences": verdict.differences,
            **done,
            "seconds": round(monotonic() - began, 3),
        }

    def is_well(self, answer: Answer) -> bool:
        """No difference."""
        return not answer.get("differences")

    def show(self, answer: Answer) -> None:
        """Each difference as a sentence, then how much was checked."""
        if "folded" in answer:
            self.stdout.write(_("Đã cộng dồn %(n)s thay đổi.") % {"n": answer["folded"]})
            return
        for difference in answer["differences"]:
            self.stderr.write(difference["text"])
        self.stdout.write(
            _("Đã so %(checked)s số, %(wrong)s số khác, trong %(seconds)s giây.")
            % {
                "checked": format_number(answer["checked"]),
                "wrong": len(answer["differences"]),
                "seconds": format_number(answer["seconds"]),
            }
        )
