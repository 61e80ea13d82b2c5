"""A figure as it is shown: value in its display unit, how exact it is, how many records it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from neuguong.lib.amounts import (
    Qualifier,
    format_amount,
    format_number,
    from_scaled,
    merge_qualifiers,
)
from neuguong.lib.measure import Kind, Measure, Stated
from neuguong.rollup.compile import lists

Value = Decimal | str | None
NOTHING = "–"


@dataclass(slots=True)
class Sum:
    """What the images of one measure add up to; `n` records stand behind it."""

    n: int = 0
    v: int = 0
    n_at_least: int = 0
    n_at_most: int = 0
    n_about: int = 0

    def add(self, n: int, v: int, n_at_least: int, n_at_most: int, n_about: int) -> None:
        """Add one more part."""
        self.n += n
        self.v += v
        self.n_at_least += n_at_least
        self.n_at_most += n_at_most
        self.n_about += n_about

    def take_off(self, other: "Sum") -> None:
        """Take a part off again; few parts are marked, so that is looked at first."""
        self.n -= other.n
        self.v -= other.v
        if other.n_at_least or other.n_at_most or other.n_about:
            self.n_at_least -= other.n_at_least
            self.n_at_most -= other.n_at_most
            self.n_about -= other.n_about

    def plus(self, other: "Sum", times: int = 1) -> "Sum":
        """Both together, as a new sum; `times=-1` takes the other off."""
        return Sum(
            self.n + times * other.n,
            self.v + times * other.v,
            self.n_at_least + times * other.n_at_least,
            self.n_at_most + times * other.n_at_most,
            self.n_about + times * other.n_about,
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a unit and period.

    `value` is in the display unit, percent for a ratio, None where the denominator is 0 or an
    attribute is not set. `scaled` is in smallest units, that of the numerator for a ratio. `n` is how
    many records stand behind it, those of the denominator for a ratio; `of` is the denominator.
    """

    key: str
    label: str
    unit: str
    kind: Kind
    value: Value
    scaled: int
    n: int
    of: Decimal | None
    qualifier: Qualifier
    scale: int

    @property
    def text(self) -> str:
        """Value and unit as they are written: "ít nhất 87.800.000 đồng", "98,5%"."""
        return self._written(self.unit)

    @property
    def number(self) -> str:
        """The same without the unit, for a column that names it in its head."""
        return self._written("%" if self.kind is Kind.RATIO else "")

    @property
    def is_zero(self) -> bool:
        """Whether nothing stands behind it."""
        return self.n == 0 and self.value in (None, 0)

    def _written(self, unit: str) -> str:
        if self.value is None:
            return NOTHING
        if isinstance(self.value, str):
            return self.value
        if self.value < 0:  # only where totals are broken; shown as it is
            return format_number(self.value)
        return format_amount(self.value, unit, self.qualifier)


class Form:
    """How the sums of some measures become figures, for as many units as there are.

    What does not depend on the sums is made once: labels, and the figures of nothing.
    """

    def __init__(self, measures: Sequence[Measure]) -> None:
        self._measures = [measure for measure in measures if not measure.kind.stands_alone]
        self._words = _words(settings.NEUGUONG_MEASURES, get_language() or "")
        self._zeros = self._made(self._measures, {})

    def figures(self, sums: Mapping[str, Sum]) -> dict[str, Figure]:
        """The figures of counted measures and ratios, in the order given; a missing sum is zero."""
        touched = [
            m
            for m in self._measures
            if m.key in sums or m.numerator in sums or m.denominator in sums
        ]
        return self._zeros | self._made(touched, sums)

    def attribute(self, measure: Measure, value: object) -> Figure:
        """The figure of what is stated of one unit: a number, a text, `Stated`, or None."""
        if isinstance(value, Stated):
            rows = Sum(n=len(value.records))
            return self._figure(measure, value.value, rows, value.qualifier, value.of)
        shown: Value = value if isinstance(value, str) or value is None else Decimal(str(value))
        return self._figure(measure, shown, Sum())

    def different(self, measure: Measure, number: int, rows: int) -> Figure:
        """The figure of how many different subjects stand behind so many rows."""
        return self._figure(measure, Decimal(number), Sum(n=rows, v=number))

    def _made(self, measures: Iterable[Measure], sums: Mapping[str, Sum]) -> dict[str, Figure]:
        return {
            m.key: self._ratio(m, sums.get(m.numerator, Sum()), sums.get(m.denominator, Sum()))
            if m.kind is Kind.RATIO
            else self._counted(m, sums.get(m.key, Sum()))
            for m in measures
        }

    def _counted(self, measure: Measure, sum_: Sum) -> Figure:
        return self._figure(measure, _value(sum_.v, measure.scale), sum_, _qualifier(sum_))

    def _ratio(self, measure: Measure, top: Sum, bottom: Sum) -> Figure:
        """Percent of the summed parts; the records are the denominator's."""
        qualifier = _qualifier(top)
        if _qualifier(bottom) is not Qualifier.EXACT:
            qualifier = Qualifier.ABOUT
        of = _value(bottom.v, lists().measures[measure.denominator].scale)
        return self._figure(measure, _percent(top.v, bottom.v), Sum(bottom.n, top.v), qualifier, of)

    def _figure(
        self,
        measure: Measure,
        value: Value,
        sum_: Sum,
        qualifier: Qualifier = Qualifier.EXACT,
        of: Decimal | None = None,
    ) -> Figure:
        label, unit = self._words[measure.key]
        return Figure(
            key=measure.key,
            label=label,
            unit=unit,
            kind=measure.kind,
            value=value,
            scaled=sum_.v,
            n=sum_.n,
            of=of,
            qualifier=qualifier,
            scale=measure.scale,
        )


@lru_cache(maxsize=8)
def _words(_module: str, _language: str) -> dict[str, tuple[str, str]]:
    """Label and unit of every measure in the language of now."""
    return {key: (str(m.label), str(m.unit)) for key, m in lists().measures.items()}


def _value(amount: int, scale: int) -> Decimal:
    return Decimal(amount) if scale == 1 else from_scaled(amount, scale)


def _percent(top: int, bottom: int) -> Decimal | None:
    """To two places; 100 is said only where all of it is there, 0 only where nothing is."""
    if not bottom:
        return None
    percent = (Decimal(100 * top) / bottom).quantize(Decimal("0.01"))
    if top < bottom and percent == 100:
        return Decimal("99.99")
    if top > 0 and percent == 0:
        return Decimal("0.01")
    return from_scaled(int(percent * 100), 100)


def _qualifier(sum_: Sum) -> Qualifier:
    marked = (sum_.n_at_least, sum_.n_at_most, sum_.n_about)
    return merge_qualifiers(sum_.n - sum(marked), *marked)
