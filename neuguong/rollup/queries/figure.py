"""A figure as it is shown: value in its display unit, how exact it is, how many records it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from neuguong.lib.amounts import (
    Qualifier,
    format_amount,
    format_number,
    from_scaled,
    merge_qualifiers,
)
from neuguong.lib.measure import Kind, Measure
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

    def plus(self, other: "Sum") -> "Sum":
        """Both together, as a new sum."""
        added = Sum(self.n, self.v, self.n_at_least, self.n_at_most, self.n_about)
        added.add(other.n, other.v, other.n_at_least, other.n_at_most, other.n_about)
        return added


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


def figures(measures: Iterable[Measure], sums: Mapping[str, Sum]) -> dict[str, Figure]:
    """The figures of counted measures and ratios, in the order given; a missing sum is zero."""
    made: dict[str, Figure] = {}
    for measure in measures:
        if measure.kind is Kind.RATIO:
            top = sums.get(measure.numerator, Sum())
            bottom = sums.get(measure.denominator, Sum())
            made[measure.key] = _ratio(measure, top, bottom)
        elif measure.kind is not Kind.ATTRIBUTE:
            made[measure.key] = _counted(measure, sums.get(measure.key, Sum()))
    return made


def attribute(measure: Measure, value: object) -> Figure:
    """The figure of what is stated of one unit: a number, a text, or None."""
    shown: Value = value if isinstance(value, str) or value is None else Decimal(str(value))
    return _figure(measure, shown)


def _counted(measure: Measure, sum_: Sum) -> Figure:
    return _figure(
        measure,
        from_scaled(sum_.v, measure.scale),
        scaled=sum_.v,
        n=sum_.n,
        qualifier=_qualifier(sum_),
    )


def _ratio(measure: Measure, top: Sum, bottom: Sum) -> Figure:
    """Percent of the summed parts; 100 is said only where all of it is there, 0 where nothing is."""
    value: Decimal | None = None
    if bottom.v:
        value = (Decimal(100 * top.v) / bottom.v).quantize(Decimal("0.01"))
        if top.v < bottom.v and value == 100:
            value = Decimal("99.99")
        elif top.v > 0 and value == 0:
            value = Decimal("0.01")
        value = from_scaled(int(value * 100), 100)
    qualifier = _qualifier(top)
    if _qualifier(bottom) is not Qualifier.EXACT:
        qualifier = Qualifier.ABOUT
    of = from_scaled(bottom.v, lists().measures[measure.denominator].scale)
    return _figure(measure, value, scaled=top.v, n=bottom.n, of=of, qualifier=qualifier)


def _qualifier(sum_: Sum) -> Qualifier:
    marked = (sum_.n_at_least, sum_.n_at_most, sum_.n_about)
    return merge_qualifiers(sum_.n - sum(marked), *marked)


def _figure(
    measure: Measure,
    value: Value,
    *,
    scaled: int = 0,
    n: int = 0,
    of: Decimal | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
) -> Figure:
    return Figure(
        key=measure.key,
        label=str(measure.label),
        unit=str(measure.unit),
        kind=measure.kind,
        value=value,
        scaled=scaled,
        n=n,
        of=of,
        qualifier=qualifier,
        scale=measure.scale,
    )
