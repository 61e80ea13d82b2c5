"""What of a unit's figures deserves a second look: broken rules, far outliers, slips of a zero.

It explains itself in a sentence with the doors to the records; it blocks nothing and grades nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from neuguong.indicators.models import Indicator, ValidationRule
from neuguong.indicators.queries.defined import indicators_for, label_of, rules_for
from neuguong.indicators.queries.values import (
    Figures,
    Frames,
    ValueRow,
    child_values,
    children_before,
    formula_of,
    frames_of,
    keys_of,
)
from neuguong.indicators.rules import Operator, Severity, holds, rounded, written
from neuguong.indicators.rules.outliers import Outlier, outliers, slip_of
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import Period
from neuguong.lib.formula import Formula, Frame, parse_formula
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.rollup.queries import WAS, Figure, View

# Amounts in which a forgotten or doubled zero shows; compared with last year.
SLIPPING: Final = (
    "people.members",
    "deeds.all",
    "contributions.money",
    "contributions.money_mobilised",
    "contributions.goods_value",
    "contributions.labour_days",
    "contributions.land",
)


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: whose, how much it asks, why, and the measures whose records tell."""

    unit: Unit | None
    name: str
    severity: Severity
    title: str
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything found for a unit and its direct children, and what was asked."""

    found: list[Look]
    rules: int
    compared: int


def review_of(unit: Unit, period: Period, view: View = WAS) -> Review:
    """Hold the rules against a unit and its children, the children against each other and last year."""
    rules = rules_for(unit, period.last_day)
    heads = [one for one in indicators_for(unit, period.last_day) if _is_per_head(one)]
    sides = [parse_formula(text) for rule in rules for text in (rule.left, rule.right)]
    keys = list(dict.fromkeys([*keys_of(sides, Frame.OWN), *SLIPPING]))
    rows = child_values(unit, period, heads, also=keys, view=view)
    before = children_before(unit, period, list(SLIPPING), view)
    found = [
        *_broken(rules, None, unit.name, frames_of(unit, period, sides, view=view)),
        *(
            look
            for row in rows
            if not row.is_own
            for look in _broken(rules, row.unit, row.label, Frames({Frame.OWN: row.figures}))
        ),
        *_far(rows, heads),
        *(look for row in rows for look in _slips(row, _then(row, before))),
    ]
    found.sort(key=lambda look: -look.severity)
    return Review(found, len(rules), sum(1 for row in rows if not row.is_own))


def _then(row: ValueRow, before: dict[int, Figures]) -> Figures | None:
    """The figures of a row a year before; none of a unit that only a plan knows."""
    if row.unit is None and not row.is_own:
        return None
    return before.get(row.unit.pk if row.unit else 0)


def _is_per_head(indicator: Indicator) -> bool:
    """Whether siblings of different size can be held beside each other: a quotient of own figures."""
    formula = formula_of(indicator)
    signs = {token.text for token in formula.tokens}
    return "/" in signs and {name.frame for name in formula.names} == {Frame.OWN}


def _broken(
    rules: Sequence[ValidationRule], unit: Unit | None, label: str, frames: Frames
) -> Iterator[Look]:
    for rule in rules:
        left, right = parse_formula(rule.left), parse_formula(rule.right)
        values = left.worked_out(frames.lookup), right.worked_out(frames.lookup)
        if values[0] is None or values[1] is None:
            continue
        if frames.is_about(left) or frames.is_about(right):
            continue  # "about" and "at least" break no rule
        if holds(values[0], Operator(rule.operator), values[1]):
            continue
        text = _("%(left)s là %(first)s; %(right)s là %(second)s.") % {
            "left": _side(left, rule.left),
            "first": format_number(rounded(values[0], 2)),
            "right": _side(right, rule.right),
            "second": format_number(rounded(values[1], 2)),
        }
        yield Look(unit, label, Severity(rule.severity), rule.sentence, text, _own(left, right))


def _side(formula: Formula, text: str) -> str:
    """A side of a rule in words: the label alone where it is one measure."""
    if len(formula.tokens) == 1 and formula.names:
        return label_of(text.strip())
    return formula.in_words(label_of)


def _own(*formulas: Formula) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for formula in formulas for key in formula.keys(Frame.OWN)))


def _far(rows: Sequence[ValueRow], heads: Sequence[Indicator]) -> Iterator[Look]:
    """Children far from the middle of their siblings of the same type, for each value per head."""
    by_type: dict[int, list[ValueRow]] = {}
    for row in rows:
        if row.unit is not None:
            by_type.setdefault(row.unit.type_id, []).append(row)
    for indicator in heads:
        for siblings in by_type.values():
            units = {row.unit.pk: row.unit for row in siblings if row.unit is not None}
            values = {
                row.unit.pk: exact
                for row in siblings
                if row.unit is not None and (exact := row.values[indicator.key].exact) is not None
            }
            for one in outliers(values):
                yield _far_look(indicator, units[one.key], one)


def _far_look(indicator: Indicator, unit: Unit, one: Outlier) -> Look:
    words = {
        "value": _shown(indicator, one.value),
        "middle": _shown(indicator, one.middle),
        "count": one.siblings,
    }
    if one.times is None:
        how = _("%(value)s, trong khi mức giữa của %(count)s đơn vị cùng loại là %(middle)s.")
    elif one.score > 0:
        how = _(
            "%(value)s, gấp %(times)s lần mức giữa (%(middle)s) của %(count)s đơn vị cùng loại."
        )
    else:
        how = _(
            "%(value)s, bằng một phần %(times)s mức giữa (%(middle)s) của %(count)s đơn vị cùng loại."
        )
    if one.times is not None:
        words["times"] = format_number(rounded(one.times, 1))
    title = _("%(name)s khác hẳn các đơn vị cùng loại") % {"name": indicator.name}
    keys = _own(formula_of(indicator))
    return Look(unit, unit.name, Severity.HINT, title, how % words, keys)


def _shown(indicator: Indicator, value: Fraction) -> str:
    return written(rounded(value, indicator.decimals), indicator.unit_word, indicator.decimals)


def _slips(row: ValueRow, before: Figures | None) -> Iterator[Look]:
    """Amounts about ten, a hundred or a thousand times those of last year, or a part of them."""
    if before is None:
        return
    for key in SLIPPING:
        now, then = row.figures[key], before.get(key)
        times = slip_of(_amount(now), _amount(then)) if then is not None else 0
        if not times or then is None:
            continue
        words = {"now": now.text, "then": then.text, "times": format_number(abs(times))}
        if times > 0:
            how = _("%(now)s, gấp khoảng %(times)s lần năm trước (%(then)s); có thể thừa số 0.")
        else:
            how = _(
                "%(now)s, bằng khoảng một phần %(times)s năm trước (%(then)s); có thể thiếu số 0."
            )
        title = _("%(name)s lệch một hàng so với năm trước") % {"name": now.label}
        yield Look(row.unit, row.label, Severity.LIKELY_WRONG, title, how % words, (key,))


def _amount(figure: Figure) -> Fraction:
    return Fraction(figure.value) if isinstance(figure.value, Decimal) else Fraction(0)
