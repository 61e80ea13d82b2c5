"""`neuguong audit`: seal the log, verify it, give the root of a day."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from time import monotonic
from typing import Any

from django.utils import timezone

from neuguong.audit.actions import seal_all
from neuguong.audit.queries import root_of, verify
from neuguong.lib.dates import DayError, format_day, parse_day
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand


class Command(AnswerCommand):
    """Names every entry that was changed, removed or inserted; fails when there is one."""

    only_looks = True  # the verifier must not seal what it has just seen waiting
    help = "Niêm phong nhật ký (seal), đối chiếu cả chuỗi (verify), lấy gốc của một ngày (root)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do; for the root of which day, and whether it is still the printed one."""
        super().add_arguments(parser)
        parser.add_argument("work", choices=["seal", "verify", "root"])
        parser.add_argument(
            "--day", default="", help=_("ngày, ví dụ 31/12/2026; bỏ trống là hôm nay")
        )
        parser.add_argument("--is", dest="printed", default="", help=_("gốc đã in, để so"))

    def answer(self, **options: Any) -> Answer:
        """Do it."""
        began = monotonic()
        if options["work"] == "seal":
            return {"sealed": seal_all(), "seconds": round(monotonic() - began, 3)}
        if options["work"] == "root":
            return _root(_day(options["day"]), "".join(options["printed"].split()).lower())
        verdict = verify()
        return {
            "ok": not verdict.faults,
            **asdict(verdict),
            "seconds": round(monotonic() - began, 3),
        }

    def is_well(self, answer: Answer) -> bool:
        """No fault, and the root is the printed one."""
        return bool(answer.get("ok", True))

    def show(self, answer: Answer) -> None:
        """Each fault as a sentence, then how much was looked at."""
        if "sealed" in answer and "faults" not in answer:
            words = {"count": format_number(answer["sealed"])}
            self.stdout.write(_("Đã niêm phong %(count)s mục nhật ký.") % words)
            return
        if "root" in answer and "faults" not in answer:
            self._show_root(answer)
            return
        for fault in answer["faults"]:
            self.stderr.write(fault["text"])
        words = {
            "entries": format_number(answer["entries"]),
            "sealed": format_number(answer["sealed"]),
            "waiting": format_number(answer["waiting"]),
            "erased": format_number(answer["erased"]),
            "faults": format_number(len(answer["faults"])),
        }
        self.stdout.write(
            _(
                "Nhật ký có %(entries)s mục: %(sealed)s đã niêm phong, %(waiting)s vừa ghi,"
                " %(erased)s đã xóa phần về người, %(faults)s chỗ sai."
            )
            % words
        )
        self.stdout.write(_("Gốc: %(root)s") % {"root": answer["root"]})

    def _show_root(self, answer: Answer) -> None:
        words = {**answer, "day": format_day(date.fromisoformat(answer["day"]))}
        self.stdout.write(_("Ngày %(day)s: niêm phong số %(position)s, gốc %(root)s.") % words)
        if not answer["ok"]:
            self.stderr.write(_("Gốc đã in khác gốc này: nhật ký trước ngày ấy đã bị thay."))


def _day(typed: str) -> date:
    today = timezone.localdate()
    if not typed:
        return today
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return parse_day(typed, year=today.year)
    except DayError as fault:
        raise Refused(Refusal(fault.code, fault.text)) from fault


def _root(day: date, printed: str) -> dict[str, Any]:
    found = root_of(day)
    if found is None:
        text = _("Đến ngày %(day)s chưa có mục nhật ký nào được niêm phong.")
        raise Refused(Refusal("no_root", text % {"day": format_day(day)}))
    same = not printed or found.hash.startswith(printed)
    return {"ok": same, "day": day.isoformat(), "position": found.position, "root": found.hash}
