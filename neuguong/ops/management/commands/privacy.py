"""`neuguong privacy`: the retention run, the keys of sealed texts, terms and days off."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from neuguong.lib.dates import DayError, parse_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.sealed import read_keys
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand, asked_unit
from neuguong.people.access import SystemActor
from neuguong.privacy.actions.keeping import run_retention, set_term
from neuguong.privacy.actions.keys import begin_rotation, seal_some_anew
from neuguong.privacy.actions.requests import set_day
from neuguong.privacy.queries.keys import keys_in_use
from neuguong.privacy.rules import TERMS, RecordKind


class Command(AnswerCommand):
    """Says what was done, kind by kind."""

    help = "Rà thời hạn lưu (retention), đổi khóa mã hóa (rotate-key), đặt thời hạn (term), ngày nghỉ (day)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and of what."""
        super().add_arguments(parser)
        parser.add_argument("work", choices=["retention", "rotate-key", "keys", "term", "day"])
        parser.add_argument("what", nargs="*", help=_("term: LOẠI SỐ-THÁNG; day: NGÀY nghi|lam"))
        parser.add_argument("--dry-run", action="store_true", help=_("chỉ đếm, không bỏ gì"))
        parser.add_argument(
            "--resume", action="store_true", help=_("mã hóa lại tiếp, không thêm khóa mới")
        )
        parser.add_argument("--unit", help=_("đơn vị cao nhất của trang, cho day"))
        parser.add_argument("--reason", default="", help=_("căn cứ, ghi chú"))

    def answer(self, **options: Any) -> Answer:
        """Do it."""
        by = SystemActor(_("lệnh privacy %(work)s") % options)
        works = {
            "retention": self._retention, "rotate-key": self._rotate, "keys": self._keys,
            "term": self._term, "day": self._day,
        }  # fmt: skip
        return works[options["work"]](by, options)

    def show(self, answer: Answer) -> None:
        """Each part of the answer on a line."""
        for line in answer.get("report", ()):
            words = {**line, "label": TERMS[RecordKind(line["kind"])].label}
            text = _(
                "%(label)s: giữ %(months)s tháng; %(due)s quá hạn, %(soon)s sắp đến hạn, %(ended)s đã bỏ."
            )
            self.stdout.write(text % words)
        for name, value in answer.items():
            if name != "report":
                self.stdout.write(f"{name}: {value}")

    def _retention(self, by: SystemActor, options: dict[str, Any]) -> Answer:
        run = run_retention(by=by, now=timezone.now(), dry=options["dry_run"])
        return {"dry_run": run.dry, "report": run.report}

    def _rotate(self, by: SystemActor, options: dict[str, Any]) -> Answer:
        """Each batch is a transaction of its own, so that one may stop and go on with --resume."""
        if not options["resume"]:
            begin_rotation(by=by)
        done = 0
        while some := seal_some_anew(by=by):
            done += some
        return {"sealed_anew": done, **self._keys(by, options)}

    def _keys(self, by: SystemActor, options: dict[str, Any]) -> Answer:
        used = keys_in_use()
        known = list(read_keys())
        return {
            "current": known[0] if known else "",
            "in_use": used,
            "missing": sorted(set(used) - set(known)),
            "unused": [name for name in known[1:] if name not in used],
        }

    def _term(self, by: SystemActor, options: dict[str, Any]) -> Answer:
        kind, months = _two(options["what"])
        if kind not in set(RecordKind) or not months.isdigit():
            raise _misused()
        made = set_term(
            by=by, kind=RecordKind(kind), months=int(months), since=timezone.localdate(),
            citation=options["reason"],
        )  # fmt: skip
        return {"kind": made.kind, "months": made.months}

    def _day(self, by: SystemActor, options: dict[str, Any]) -> Answer:
        typed, word = _two(options["what"])
        if word not in ("nghi", "lam") or not options["unit"]:
            raise _misused()
        try:
            day = parse_day(typed)
        except DayError as fault:
            raise Refused(Refusal(fault.code, fault.text)) from fault
        made = set_day(
            by=by, unit_id=asked_unit(options["unit"]).pk, day=day, is_working=word == "lam",
            words=options["reason"],
        )  # fmt: skip
        return {"day": made.day, "is_working": made.is_working}


def _two(words: list[str]) -> tuple[str, str]:
    if len(words) != 2:
        raise _misused()
    return words[0], words[1]


def _misused() -> Refused:
    text = _("Ghi: term LOẠI SỐ-THÁNG, hoặc day NGÀY nghi|lam --unit ĐƠN-VỊ. Loại: %(kinds)s.")
    return Refused(Refusal("misused", text % {"kinds": ", ".join(TERMS)}))
