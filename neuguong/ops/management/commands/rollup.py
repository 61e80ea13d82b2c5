"""`neuguong rollup`: recount, rebuild or fold the totals."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand, asked_unit
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all, rebuild, repair, verify


class Command(AnswerCommand):
    """Says what was checked and what differs; fails when anything does."""

    help = "Đếm lại số liệu từ bản ghi (verify), tính lại từ đầu (rebuild), cộng dồn (fold)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and for verify of which branch."""
        super().add_arguments(parser)
        parser.add_argument("work", choices=["verify", "rebuild", "fold"])
        parser.add_argument(
            "--repair", action="store_true", help=_("sửa những tổng khác với bản ghi")
        )
        parser.add_argument("--unit", help=_("chỉ đếm lại nhánh của đơn vị này"))

    def answer(self, **options: Any) -> Answer:
        """Do it; after a rebuild everything is recounted."""
        began = monotonic()
        if options["work"] == "fold":
            return {"folded": fold_all(), "seconds": round(monotonic() - began, 3)}
        done: dict[str, Any] = {"written": rebuild()} if options["work"] == "rebuild" else {}
        unit = asked_unit(options["unit"]) if options["unit"] else None
        name = _("lệnh rollup %(work)s") % options
        if options["work"] == "verify" and options["repair"]:
            mended = repair(by=SystemActor(name), unit=unit)
            verdict = mended.after
            done = {"mended": [one for one in mended.before.differences if one["measure"]]}
        else:
            verdict = verify(unit, by_name=name)
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
        for difference in answer.get("mended", ()):
            self.stdout.write(difference["text"])
        if "mended" in answer:
            text = _("Đã sửa %(count)s chỗ theo bản ghi rồi đếm lại.")
            self.stdout.write(text % {"count": format_number(len(answer["mended"]))})
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
