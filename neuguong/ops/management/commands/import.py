"""`neuguong import`: bring a workbook or a table of text into a unit's branch."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from neuguong.exchange.actions import Outcome, import_deeds, import_stream
from neuguong.exchange.queries import MAX_FILE, is_long_text, marked_copy
from neuguong.lib.amounts import format_amount
from neuguong.lib.figures import format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import Answer, AnswerCommand, asked_unit
from neuguong.ops.management.list_import import (
    ANNEX,
    KINDS,
    add_list_arguments,
    bring_annex,
    bring_list,
    show_annex,
    show_list,
)
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all

_MOST_BYTES = 21 * 1024 * 1024
_WAYS = ("dry_run", "good_rows", "known_only", "keep", "reason")
# What a long file is not asked for: its lists would be as long as the file.
_NOTHING_NAMED: Answer = {
    "new_people": [], "new_units": [], "changes": [], "absent": [], "notes": [],
}  # fmt: skip


class Command(AnswerCommand):
    """Reads a file, says what it holds, and brings it in unless anything is wrong."""

    help = (
        "Nhập việc làm theo, đơn vị, người, phụ lục sắp xếp từ bảng tính hoặc CSV"
        " (import deeds|units|people|reorganisation TỆP)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from where, into which unit and year, and how strictly."""
        super().add_arguments(parser)
        parser.add_argument(
            "kind", choices=["deeds", *KINDS, ANNEX],
            help=_("deeds: việc làm theo; units: đơn vị; people: người; reorganisation: phụ lục sắp xếp"),
        )  # fmt: skip
        parser.add_argument("file", type=Path, help=_("tệp .xlsx hoặc .csv"))
        parser.add_argument("--unit", help=_("tên đường dẫn của đơn vị"))
        parser.add_argument("--year", type=int, help=_("năm chương trình"))
        add_list_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help=_("chỉ đọc, không ghi gì"))
        parser.add_argument(
            "--good-rows", action="store_true",
            help=_("nhập các dòng đúng, ghi lại tệp có đánh dấu các dòng cần sửa"),
        )  # fmt: skip
        parser.add_argument("--marked", type=Path, help=_("tệp đánh dấu ghi ở đâu"))
        parser.add_argument(
            "--known-only", action="store_true", help=_("tên chưa biết là lỗi, không thêm mới")
        )
        parser.add_argument(
            "--keep", action="store_true", help=_("không đổi việc đã có, chỉ thêm việc mới")
        )
        parser.add_argument("--reason", default="", help=_("lý do đính chính năm đã chốt"))

    def answer(self, **options: Any) -> Answer:
        """Read, match, and bring in."""
        if options["kind"] == ANNEX:
            return bring_annex(_bytes_of(options["file"]), options)
        if options["kind"] in KINDS:
            return bring_list(_bytes_of(options["file"]), options)
        if not (options["unit"] and options["year"]):
            raise CommandError(_("nhập việc làm theo thì cần --unit và --year"))
        unit, path, now = asked_unit(options["unit"]), options["file"], timezone.now()
        ways: dict[str, Any] = {
            "by": SystemActor(_("lệnh import")),
            "unit_id": unit.pk,
            "year": options["year"],
            "today": timezone.localdate(now),
            "now": now,
            **{key: options[key] for key in _WAYS},
        }
        if path.is_file() and is_long_text(path, MAX_FILE):
            return self._streamed(path, ways)
        data = _bytes_of(path)
        outcome = import_deeds(data=data, name=path.name, **ways)
        if outcome.applied:
            fold_all()
        answer = outcome.summary()
        if options["good_rows"] and outcome.plan.fault_rows:
            answer["marked"] = str(_write_marked(options["marked"], path, data, outcome))
        return answer

    def _streamed(self, path: Path, ways: dict[str, Any]) -> Answer:
        """A long file of text, in pieces; how far it is goes to the person at the keyboard."""

        def told(done: int, _total: int) -> None:
            self.stderr.write(_("Đã đọc %(done)s dòng.") % {"done": format_number(done)})

        streamed = import_stream(path=path, told=told, **ways)
        if streamed.run:
            fold_all()
        return {**_NOTHING_NAMED, **streamed.summary()}

    def is_well(self, answer: Answer) -> bool:
        """No fault, and no rule that kept the file out."""
        return not answer["errors"] and "refused" not in answer

    def show(self, answer: Answer) -> None:
        """What the file holds, what is wrong with it, and what became of it."""
        shows = {"steps": show_annex, "doubtful": show_list}
        if show := next((each for key, each in shows.items() if key in answer), None):
            show(self, answer)
            return
        for finding in [*answer["errors"], *answer["warnings"]]:
            self.stderr.write(finding["message"])
        for note in answer["notes"]:
            self.stdout.write(note)
        self.stdout.write(
            _(
                "Tệp có %(rows)s dòng: %(people)s người, %(collectives)s tập thể, %(deeds)s việc,"
                " %(completed)s việc hoàn thành, %(money)s, %(labour_days)s ngày công."
            )
            % _in_words(answer)
        )
        if answer["new_people"] or answer["new_units"]:
            counts = {"people": len(answer["new_people"]), "units": len(answer["new_units"])}
            self.stdout.write(_("Người mới: %(people)s. Đơn vị mới: %(units)s.") % counts)
        for change in answer["changes"]:
            told = _("Dòng %(row)s, “%(deed)s”: đang là %(was)s, tệp ghi %(will)s.")
            self.stdout.write(told % change)
        for text in answer["absent"]:
            self.stdout.write(_("Có trong hệ thống mà tệp không nói đến, giữ nguyên: %s") % text)
        if "refused" in answer:
            self.stderr.write(answer["refused"])
        if "marked" in answer:
            self.stdout.write(_("Tệp có đánh dấu: %(marked)s") % answer)
        if answer["applied"]:
            done = {"new": format_number(answer["deeds_new"]), "run": answer["run"]}
            self.stdout.write(
                _("Đã nhập %(new)s việc. Hoàn tác: neuguong undo_import %(run)s --reason …") % done
            )
        else:
            self.stdout.write(_("Chưa ghi gì vào hệ thống."))


def _in_words(answer: Answer) -> dict[str, str]:
    keys = ("rows", "people", "collectives", "deeds", "completed", "labour_days")
    counts = {key: format_number(answer[key]) if key in answer else "?" for key in keys}
    return {**counts, "money": format_amount(answer["money"], _("đồng"))}


def _bytes_of(path: Path) -> bytes:
    """The file, or a bit more of it than is ever taken."""
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except OSError:
        text = _("Không mở được tệp “%(name)s”; hãy xem lại tên và nơi để tệp.")
        raise Refused(Refusal("file_unreadable", text % {"name": path.name})) from None


def _write_marked(wanted: Path | None, source: Path, data: bytes, outcome: Outcome) -> Path:
    """Write the workbook back with its faults marked, beside the file unless told where."""
    path = wanted or source.with_name(f"{source.stem}-can-sua.xlsx")
    try:
        path.write_bytes(marked_copy(data, outcome.plan.reading))
    except OSError:
        text = _("Không ghi được tệp đánh dấu “%(name)s”; hãy chỉ nơi khác bằng --marked.")
        raise Refused(Refusal("marked_unwritable", text % {"name": str(path)})) from None
    return path
