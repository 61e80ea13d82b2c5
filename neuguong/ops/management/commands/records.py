"""`neuguong records`: the records behind one figure."""

from argparse import ArgumentParser
from typing import Any

from neuguong.lib.amounts import format_number, from_scaled
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import (
    Answer,
    AnswerCommand,
    add_view_argument,
    asked_period,
    asked_unit,
    asked_view,
    ending_of,
)
from neuguong.people.access import SystemActor
from neuguong.people.actions import open_names
from neuguong.rollup.queries import figures_of, measure_of, records_of, snapshot


class Command(AnswerCommand):
    """Prints every record; names of people only for a reason, which is kept."""

    help = "Các bản ghi đứng sau một con số"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, when, which, and why names are needed."""
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, help=_("tên đường dẫn của đơn vị"))
        parser.add_argument("--period", required=True, help=_("kỳ, ví dụ 2022"))
        parser.add_argument("--measure", required=True, help=_("chỉ tiêu, ví dụ deeds.people"))
        add_view_argument(parser)
        parser.add_argument("--reason", default="", help=_("lý do cần đọc tên người; được ghi lại"))

    def answer(self, **options: Any) -> Answer:
        """Ask for the records; their amounts are in the display unit."""
        unit, period = asked_unit(options["unit"]), asked_period(options["period"])
        measure = measure_of(options["measure"])
        by = SystemActor(_("lệnh records"), names=bool(options["reason"]))
        if options["reason"]:
            open_names(by=by, unit_id=unit.pk, reason=options["reason"])
        view = asked_view(options["view"])
        with snapshot():
            figure = figures_of(unit, period, [measure.key], view)[measure.key]
            asked = records_of(unit, period, measure.key, sees_names=by.sees_names, view=view)
            records = list(asked)
        return {
            "total": figure.value,
            "view": view.key,
            **ending_of(unit),
            "records": [
                {
                    "id": record.id,
                    "unit": record.unit_slug,
                    "amount": from_scaled(record.amount, measure.scale),
                    "text": record.text,
                    "who": record.who,
                    "day": record.day,
                    "state": record.state,
                }
                for record in records
            ],
            **({} if options["json"] else {"figure": figure}),
        }

    def show(self, answer: Answer) -> None:
        """A table, and the figure beneath it."""
        rows = [
            [
                str(record["id"]),
                record["unit"],
                format_number(record["amount"]),
                f"{record['who']}: {record['text']}",
            ]
            for record in answer["records"]
        ]
        heads = [_("số"), _("đơn vị"), _("lượng"), _("nội dung")]
        self.table(heads, rows, right=[heads[0], heads[2]])
        self.stdout.write(
            _("\n%(label)s: %(text)s, %(n)s bản ghi")
            % {"label": answer["figure"].label, "text": answer["figure"].text, "n": len(rows)}
        )
