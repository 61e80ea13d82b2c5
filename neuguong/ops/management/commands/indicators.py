"""`neuguong indicators`: what the indicators of a unit are worth in a period, with their parts."""

from argparse import ArgumentParser
from typing import Any

from neuguong.indicators.queries.defined import indicators_for
from neuguong.indicators.queries.external import externals_of
from neuguong.indicators.queries.targets import targets_for
from neuguong.indicators.queries.values import Valued, values_of
from neuguong.indicators.rules import reached
from neuguong.lib.amounts import format_number
from neuguong.lib.formula import Frame
from neuguong.lib.words import gettext as _
from neuguong.ops.management.answer import (
    Answer,
    AnswerCommand,
    add_view_argument,
    asked_period,
    asked_unit,
    asked_view,
)


class Command(AnswerCommand):
    """Prints every indicator that holds on the last day of the period."""

    help = "Chỉ số và mục tiêu của một đơn vị trong một kỳ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose and when."""
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, help=_("tên đường dẫn của đơn vị"))
        parser.add_argument(
            "--period", required=True, help="2022, 2022-06, 2022-Q2, 2022-H1, 2015-2020"
        )
        add_view_argument(parser)

    def answer(self, **options: Any) -> Answer:
        """Work the indicators out."""
        view = asked_view(options["view"])
        unit, period = asked_unit(options["unit"]), asked_period(options["period"])
        found = values_of(unit, period, indicators_for(unit, period.last_day), view=view)
        targets = targets_for(unit, period)
        entries = {key: _entry(one) for key, one in found.items()}
        for key, target in targets.items():
            if key in entries:
                entries[key] |= {
                    "target": target.value,
                    "reached": reached(found[key].value, target.value, found[key].direction),
                }
        return {
            "unit": unit.slug,
            "period": period.key,
            "view": view.key,
            "indicators": entries,
            "external": {
                measure.key: {
                    "value": row.value,
                    "unit": str(measure.unit),
                    "year": row.year,
                    "source": row.source,
                }
                for measure, row in externals_of(unit, period)
            },
        }

    def show(self, answer: Answer) -> None:
        """A table of indicator, value and target."""
        rows = [
            [key, one["name"], one["text"], _goal(one)] for key, one in answer["indicators"].items()
        ]
        heads = [_("mã"), _("tên"), _("giá trị"), _("mục tiêu")]
        self.table(heads, rows, right=heads[2:])


def _goal(one: dict[str, Any]) -> str:
    return format_number(one["target"]) if "target" in one else "–"


def _entry(found: Valued) -> dict[str, Any]:
    """A value as the command gives it; `parts` are the figures it was worked out of."""
    one = found.indicator
    return {
        "name": one.name,
        "formula": one.formula,
        "value": found.value,
        "unit": one.unit_word,
        "decimals": one.decimals,
        "direction": one.direction,
        "text": found.text,
        "parts": {
            (part.figure.key if part.frame is Frame.OWN else f"{part.frame}:{part.figure.key}"):
            part.figure.value
            for part in found.parts
        },
    }  # fmt: skip
