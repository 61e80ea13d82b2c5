"""Figures from outside: the newest up to a year, its history, and the queries that answer measures."""

from decimal import Decimal

from neuguong.indicators import measures
from neuguong.indicators.models import ExternalFigure
from neuguong.lib.dates import Period
from neuguong.lib.figures import plain
from neuguong.lib.measure import Measure
from neuguong.org.models import Unit


def externals_of(unit: Unit, period: Period) -> list[tuple[Measure, ExternalFigure]]:
    """What others published of a unit in the period's last year, in the order of the tables."""
    rows = ExternalFigure.objects.filter(unit=unit, year=period.last_year)
    found = {row.key: row for row in rows}
    return [(m, found[m.key]) for m in measures.MEASURES if m.key in found]


def history_of(unit: Unit) -> list[ExternalFigure]:
    """Everything from outside about a unit, by kind, newest first."""
    return list(ExternalFigure.objects.filter(unit=unit))


def external_of(unit: Unit, figure_id: int) -> ExternalFigure | None:
    """A figure from outside of the unit by its number."""
    return ExternalFigure.objects.filter(unit=unit, pk=figure_id).first()


def competitiveness_rank(unit: Unit, period: Period) -> Decimal | None:
    """The attribute `indicators.competitiveness_rank` of a unit in the period's last year."""
    return _stated(unit, period, measures.COMPETITIVENESS_RANK)


def reform_rank(unit: Unit, period: Period) -> Decimal | None:
    """The attribute `indicators.reform_rank`."""
    return _stated(unit, period, measures.REFORM_RANK)


def satisfaction(unit: Unit, period: Period) -> Decimal | None:
    """The attribute `indicators.satisfaction`."""
    return _stated(unit, period, measures.SATISFACTION)


def poverty_rate(unit: Unit, period: Period) -> Decimal | None:
    """The attribute `indicators.poverty_rate`."""
    return _stated(unit, period, measures.POVERTY_RATE)


def _stated(unit: Unit, period: Period, measure: Measure) -> Decimal | None:
    rows = ExternalFigure.objects.filter(unit=unit, key=measure.key, year=period.last_year)
    value = rows.values_list("value", flat=True).first()
    return None if value is None else plain(value)
