"""`neuguong figures`: the figures of a unit and all beneath it in a period."""

from argparse import ArgumentParser
from typing import Any

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
from neuguong.rollup.queries import Figure, figures_of


class Command(AnswerCommand):
    """Prints all figures, or those of the measures named."""

    help = "Số liệu của một đơn vị và cấp dưới trong một kỳ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, when, which."""
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, help=_("tên đường dẫn của đơn vị"))
        parser.add_argument(
            "--period", required=True, help="2022, 2022-06, 2022-Q2, 2022-H1, 2015-2020"
        )
        add_view_argument(parser)
        parser.add_argument("--measure", action="append", help=_("chỉ tiêu; có thể ghi nhiều lần"))

    def answer(self, **options: Any) -> Answer:
        """Ask for the figures."""
        view = asked_view(options["view"])
        unit, period = asked_unit(options["unit"]), asked_period(options["period"])
        found = figures_of(unit, period, options["measure"], view)
        return {
            "unit": unit.slug,
            "period": period.key,
            "view": view.key,
            **ending_of(unit),
            "figures": {key: _entry(figure) for key, figure in found.items()},
            **(
                {}
                if options["json"]
                else {
                    "name": unit.name,
                    "of": period.label if view.is_signed else f"{period.label}, {view.label}",
                    "shown": found,
                }
            ),
        }

    def show(self, answer: Answer) -> None:
        """A table of measure, figure and number of records."""
        self.stdout.write(f"{answer['name']}, {answer['of']}\n")
        rows = [
            [figure.key, figure.label, figure.text, f"{figure.n}"]
            for figure in answer["shown"].values()
        ]
        heads = [_("chỉ tiêu"), _("tên"), _("số liệu"), _("bản ghi")]
        self.table(heads, rows, right=heads[2:])


def _entry(figure: Figure) -> dict[str, Any]:
    """A figure as the contract of the command has it (design 8)."""
    return {
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier.word,
        "kind": figure.kind.value,
        "n": figure.n,
        "of": figure.of,
        "text": figure.text,
    }
