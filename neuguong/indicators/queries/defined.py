"""Which indicators and rules hold for a unit on a day, and whether a formula can be worked out."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from neuguong.indicators.models import Indicator, ValidationRule
from neuguong.indicators.rules import MOST_DECIMALS, Direction
from neuguong.lib.formula import Formula, FormulaError, parse_formula
from neuguong.lib.measure import Kind, Measure
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import line_ids
from neuguong.rollup.queries import catalogue, measure_of


def indicators_for(unit: Unit, day: date) -> list[Indicator]:
    """The indicators of a unit on a day: those of every unit first, then of the line above, its own."""
    rows = Indicator.objects.filter(_at_or_above(unit, day)).filter(_on(day))
    return sorted(rows.select_related("unit"), key=lambda row: (_depth(row.unit), row.pk))


def indicator_for(unit: Unit, key: str, day: date) -> Indicator | None:
    """The indicator of that key which holds for the unit on the day."""
    rows = Indicator.objects.filter(_at_or_above(unit, day), key=key).filter(_on(day))
    return rows.select_related("unit").first()


def number_for(unit: Unit, key: str, day: date) -> Indicator:
    """The indicator of that key, else a measure dressed as one, so that both are looked at alike.

    Refuses a key that is neither, and what is stated of one unit only.
    """
    found = indicator_for(unit, key, day)
    if found is not None:
        return found
    measure = measure_of(key)
    if measure.kind.stands_alone:
        raise Refused(
            Refusal(
                "number_stated", _("Số này ghi riêng cho từng đơn vị, không cộng, không so được.")
            )
        )
    formula = key
    if measure.kind is Kind.RATIO:
        formula = f"100 * {measure.numerator} / {measure.denominator}"
    return Indicator(
        key=key, name=str(measure.label), formula=formula, unit_word=str(measure.unit),
        decimals=MOST_DECIMALS if measure.scale > 1 else (2 if measure.kind is Kind.RATIO else 0),
        direction=Direction.MORE, valid_from=day,
    )  # fmt: skip


def rules_for(unit: Unit, day: date) -> list[ValidationRule]:
    """The rules that hold for a unit on a day, in the same order."""
    rows = ValidationRule.objects.filter(_at_or_above(unit, day)).filter(_on(day))
    return sorted(rows.select_related("unit"), key=lambda row: (_depth(row.unit), row.pk))


def own_indicators(unit: Unit) -> QuerySet[Indicator]:
    """What the unit itself has written, ended ones too, newest first."""
    return Indicator.objects.filter(unit=unit).order_by("valid_to", "key", "-valid_from")


def own_rules(unit: Unit) -> QuerySet[ValidationRule]:
    """The rules the unit itself has written, ended ones too."""
    return ValidationRule.objects.filter(unit=unit).order_by("-valid_from", "pk")


def read_formula(text: str) -> Formula:
    """The formula, if every name in it is a measure that adds up; else a refusal with the nearest."""
    try:
        formula = parse_formula(text)
    except FormulaError as fault:
        raise Refused(Refusal(fault.code, fault.text)) from fault
    for name in formula.names:
        if measure_of(name.key).kind not in (Kind.SUM, Kind.STOCK):
            raise Refused(
                Refusal(
                    "formula_not_added",
                    _(
                        "“%(key)s” không phải số cộng được (tỷ lệ, số ghi riêng của đơn vị)."
                        " Dùng các số đếm, ví dụ deeds.kept và deeds.all."
                    )
                    % {"key": name.key},
                )
            )
    return formula


def addable_measures() -> list[Measure]:
    """The measures a formula may name, in the order of the tables."""
    return [m for m in catalogue().values() if m.kind in (Kind.SUM, Kind.STOCK)]


def label_of(key: str) -> str:
    """The label of a measure, the key itself where it is gone."""
    measure = catalogue().get(key)
    return str(measure.label) if measure else key


def in_words(formulas: Iterable[str]) -> list[str]:
    """Formulas with the labels of their measures."""
    return [parse_formula(text).in_words(label_of) for text in formulas]


def _at_or_above(unit: Unit, day: date) -> Q:
    return Q(unit=None) | Q(unit__in=line_ids(unit, day)[0])


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _depth(unit: Unit | None) -> int:
    return len(unit.path) if unit else 0
