"""`neuguong export facts`: what is counted, unit by unit and month by month, as Parquet."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.actions import note_export
from neuguong.ops.facts import require_duckdb, write_facts
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.queries import years_registered
from neuguong.people.access import SystemActor
from neuguong.rollup.queries.facts import shares


class Command(AnswerCommand):
    """Writes a file for each year and province into a folder; no name of a person is in it."""

    help = "Xuất số liệu đã đếm ra tệp Parquet, mỗi năm và mỗi tỉnh một tệp, không có tên người"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, where to, and which year."""
        super().add_arguments(parser)
        parser.add_argument("what", choices=["facts"], help=_("xuất gì"))
        parser.add_argument("--out", required=True, type=Path, help=_("thư mục để ghi"))
        parser.add_argument("--year", type=int, help=_("chỉ một năm; mặc định mọi năm"))

    def answer(self, **options: Any) -> Answer:
        """Write the files, and tell their rows."""
        require_duckdb()
        years = [options["year"]] if options["year"] else years_registered()
        files: list[dict[str, Any]] = []
        tops = shares()
        for year in years:
            for share in tops:
                written = write_facts(share, year, options["out"])
                if written is not None:
                    path, rows = written
                    files.append(
                        {"year": year, "province": share.slug, "file": str(path), "rows": rows}
                    )
                    if not options["json"]:
                        sys.stderr.write(f"{path}\n")
        by = SystemActor(_("lệnh export"))
        note_export(by=by, years=years, files=len(files))
        return {"years": years, "files": files, "rows": sum(file["rows"] for file in files)}

    def show(self, answer: Answer) -> None:
        """How much was written."""
        words = {"files": len(answer["files"]), "rows": format_number(answer["rows"])}
        self.stdout.write(_("Đã ghi %(files)s tệp, %(rows)s dòng.") % words)
