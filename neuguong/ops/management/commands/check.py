"""`neuguong check`: whether site and data are sound, each check in a sentence with what to do."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any, Final

from neuguong.home.queries.faults import CHECKS, MOST, SEVERITY_WORDS, all_found
from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.checks import all_findings, data_findings
from neuguong.ops.management.answer import Answer, AnswerCommand

_SHOWN: Final = 20  # rows of each check in JSON; the page has them all


class Command(AnswerCommand):
    """Checks settings, database, folders, fonts, counting and data; stands in for Django's own `check`."""

    only_looks = True
    help = "Kiểm tra cấu hình, cơ sở dữ liệu, thư mục, phông chữ, số liệu và dữ liệu, nói bằng lời"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether the data is looked over too, which takes a minute in a nation."""
        super().add_arguments(parser)
        parser.add_argument("--quick", action="store_true", help=_("không soát từng mục dữ liệu"))

    def answer(self, **options: Any) -> Answer:
        """Every finding, and whether all are well; the data only where it can be read."""
        findings = all_findings()
        data: list[dict[str, Any]] = []
        if not options["quick"] and any(one.name == "copies" for one in findings):
            found = all_found()
            findings.append(data_findings(found))
            data = [
                {
                    "code": check.code,
                    "severity": check.severity.value,
                    "text": str(check.sentence),
                    "remedy": str(check.remedy),
                    "count": min(len(found[check.code]), MOST),
                    "more": len(found[check.code]) > MOST,
                    "rows": [
                        {"kind": row.kind.value, "key": row.target, "unit": row.unit_name}
                        for row in found[check.code][:_SHOWN]
                    ],
                }
                for check in CHECKS.values()
            ]
        return {
            "ok": all(finding.ok for finding in findings),
            "checks": [asdict(finding) for finding in findings],
            "data": data,
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
        for check in answer["data"]:
            if check["count"]:
                self._tell(check)
        faults = sum(not finding["ok"] for finding in answer["checks"])
        if faults:
            self.stdout.write(_("Có %(count)s mục chưa ổn.") % {"count": faults})
        else:
            self.stdout.write(_("Mọi mục đều ổn."))

    def _tell(self, check: dict[str, Any]) -> None:
        """One check of the data that has found something."""
        words = {
            "severity": {key.value: word for key, word in SEVERITY_WORDS.items()}[
                check["severity"]
            ],
            "text": check["text"],
            "count": format_number(check["count"]) + ("+" if check["more"] else ""),
        }
        self.stdout.write(_("• %(severity)s. %(text)s: %(count)s chỗ") % words)
        self.stdout.write(f"    → {check['remedy']}")
