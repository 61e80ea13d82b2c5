"""`neuguong check`: whether the site is sound, each check in a sentence with what to do."""

from dataclasses import asdict
from typing import Any

from neuguong.lib.words import gettext as _
from neuguong.ops.checks import all_findings
from neuguong.ops.management.answer import Answer, AnswerCommand


class Command(AnswerCommand):
    """Checks settings, database, folders, fonts and counting; stands in for Django's own `check`."""

    only_looks = True
    help = "Kiểm tra cấu hình, cơ sở dữ liệu, thư mục, phông chữ và số liệu, nói bằng lời"

    def answer(self, **options: Any) -> Answer:
        """Every finding, and whether all are well."""
        findings = all_findings()
        return {
            "ok": all(finding.ok for finding in findings),
            "checks": [asdict(finding) for finding in findings],
        }

    def is_well(self, answer: Answer) -> bool:
        """Whether all are well."""
        return bool(answer["ok"])

    def show(self, answer: Answer) -> None:
        """A line for each check; beneath it what to do."""
        for finding in answer["checks"]:
            self.stdout.write(f"{'✓' if finding['ok'] else '✗'} {finding['text']}")
            if finding["remedy"]:
                self.stdout.write(f"    → {finding['remedy']}")
        faults = sum(not finding["ok"] for finding in answer["checks"])
        if faults:
            self.stdout.write(_("Có %(count)s mục chưa ổn.") % {"count": faults})
        else:
            self.stdout.write(_("Mọi mục đều ổn."))
