"""Drawings made on the server: bars, lines, parts of a whole; each also gives the table it was drawn from.

Values are plain numbers, zero-based; labels come in already written the Vietnamese way. Nothing here
carries a style or a script, so a strict Content-Security-Policy holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from neuguong.lib.amounts import format_number
from neuguong.ui.parts import Cell, Column, Table

NOTHING: Final = SafeString("")
Number = int | float | Decimal

_DIGIT: Final = 8  # width of a digit of a line chart, in the units of its viewBox
_RIGHT: Final = 590
_TOP: Final = 20
_BOTTOM: Final = 170
_APART: Final = 15  # between two words at the end of lines


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: `shown` is its value in words, `last` last year's value, drawn as a gold tick."""

    label: str
    value: Number
    shown: str
    url: str = ""
    last: Number | None = None
    last_shown: str = ""
    hi: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, one per row, from zero to the longest of this and last year."""

    title: str
    rows: Sequence[BarRow]
    this: str = ""
    last: str = ""

    @property
    def svg(self) -> SafeString:
        """A list of bars whose labels may break into lines and whose values are doors."""
        longest = _longest(n for row in self.rows for n in (row.value, row.last or 0))
        bars = format_html_join("", "{}", ((self._bar(row, longest),) for row in self.rows))
        return format_html('<ul class="bars" aria-label="{}">{}</ul>', self.title, bars)

    @property
    def key(self) -> SafeString:
        """What the bar and the tick stand for, when there is a tick."""
        if not self.last or all(row.last is None for row in self.rows):
            return NOTHING
        return format_html(
            '<p class="key"><span><i></i>{}</span><span><i class="g"></i>{}</span></p>',
            self.this,
            self.last,
        )

    @property
    def twin(self) -> Table:
        """The same numbers as a table."""
        columns = [Column(_("Tên")), Column(self.this or _("Số liệu"), number=True)]
        rows = [[Cell(row.label), Cell(row.shown, row.url)] for row in self.rows]
        if self.last:
            columns.append(Column(self.last, number=True))
            for cells, row in zip(rows, self.rows, strict=True):
                cells.append(Cell(row.last_shown or "–"))
        return Table(self.title, columns, rows, shape="cards rows5 k2")

    def _bar(self, row: BarRow, longest: float) -> SafeString:
        tick = NOTHING
        if row.last is not None:
            place = min(_share(row.last, longest), 99.0)
            tick = format_html(
                '<rect class="t" x="{}%" y="0" width="5" height="100%"/>', f"{place:.1f}"
            )
        drawn = format_html(
            '<span>{}</span><span class="v">{}</span><svg aria-hidden="true"><rect class="bg" y="20%" '
            'width="100%" height="60%"/><rect class="b" y="20%" width="{}%" height="60%"/>{}</svg>',
            row.label,
            row.shown,
            f"{_share(row.value, longest):.1f}",
            tick,
        )
        said = NOTHING
        if row.last_shown:
            said = format_html('<span class="sr">, {}: {}</span>', self.last, row.last_shown)
        css = SafeString(' class="hi"') if row.hi else NOTHING
        if row.url:
            return format_html('<li{}><a href="{}">{}{}</a></li>', css, row.url, drawn, said)
        return format_html('<li{}><span class="no">{}{}</span></li>', css, drawn, said)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line and the records behind it."""

    value: Number
    shown: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name stands at its end; it may be shorter than the axis while the year runs."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class LineChart:
    """This year as a full line, last year dashed, over the labels of the axis."""

    title: str
    labels: Sequence[str]
    this: Series
    last: Series | None = None

    @property
    def svg(self) -> SafeString:
        """A drawing of fixed size in a frame of its own that scrolls on a phone."""
        drawn = format_html(
            "{}{}{}{}{}{}",
            self._grid(),
            self._axis(),
            self._line(self.last, "l2") if self.last else NOTHING,
            self._line(self.this, "l1"),
            self._names(),
            self._doors(),
        )
        return format_html(
            '<div class="slide" role="region" aria-label="{}" tabindex="0"><div class="wide">'
            '<svg class="ch" viewBox="0 0 640 205" role="group" aria-label="{}">{}</svg></div></div>',
            _("Biểu đồ, cuộn ngang được"),
            self.title,
            drawn,
        )

    @property
    def key(self) -> SafeString:
        """Nothing: each line carries its name."""
        return NOTHING

    @property
    def twin(self) -> Table:
        """The same numbers as a table, one row per label of the axis."""
        rows = [
            [Cell(label), *(_cell_of(line, number) for line in self._lines)]
            for number, label in enumerate(self.labels)
        ]
        columns = [Column(_("Đến")), *(Column(line.name, number=True) for line in self._lines)]
        return Table(self.title, columns, rows, shape="cards rows5 k2")

    @property
    def _lines(self) -> list[Series]:
        return [line for line in (self.last, self.this) if line]

    @cached_property
    def _levels(self) -> list[float]:
        return _scale(_longest(point.value for line in self._lines for point in line.points))

    def _x(self, number: int) -> float:
        left = self._left
        return left + (_RIGHT - left) * number / max(len(self.labels) - 1, 1)

    @cached_property
    def _left(self) -> int:
        return 18 + _DIGIT * max(len(_written(level)) for level in self._levels)

    def _y(self, value: Number) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * float(value) / self._levels[-1]

    def _line(self, line: Series, css: str) -> SafeString:
        points = " ".join(
            f"{self._x(n):.0f},{self._y(point.value):.0f}" for n, point in enumerate(line.points)
        )
        return format_html('<polyline class="{}" points="{}"/>', css, points)

    def _grid(self) -> SafeString:
        left = self._x(0) - 4
        lines = ((f"{left:.0f}", f"{self._y(n):.0f}", _written(n)) for n in self._levels)
        return format_html_join(
            "",
            '<line class="gl" x1="{0}" x2="600" y1="{1}" y2="{1}"/>'
            '<text class="m" x="{0}" y="{1}" dx="-6" dy="4" text-anchor="end">{2}</text>',
            lines,
        )

    def _axis(self) -> SafeString:
        words = ((f"{self._x(number):.0f}", label) for number, label in enumerate(self.labels))
        return format_html_join(
            "", '<text class="m" x="{}" y="194" text-anchor="middle">{}</text>', words
        )

    def _names(self) -> SafeString:
        """Each name beside the end of its line, or above it while the line is still on its way."""
        ends = sorted(
            (self._y(line.points[-1].value), line.name) for line in self._lines if line.points
        )
        lengths = {line.name: len(line.points) for line in self._lines}
        words, beside = [], 0.0
        for y, name in ends:
            css = NOTHING if name == self.this.name else SafeString(' class="m"')
            x = self._x(lengths[name] - 1)
            if lengths[name] < len(self.labels):
                words.append((css, f"{x:.0f}", f"{y - 11:.0f}", "end", name))
            else:
                beside = max(y + 4, beside + _APART)
                words.append((css, f"{x + 8:.0f}", f"{beside:.0f}", "start", name))
        return format_html_join("", '<text{} x="{}" y="{}" text-anchor="{}">{}</text>', words)

    def _doors(self) -> SafeString:
        drawn = []
        for number, point in enumerate(self.this.points):
            x, y = f"{self._x(number):.0f}", f"{self._y(point.value):.0f}"
            said = f"{self.labels[number]}: {point.shown}"
            dot = format_html('<circle class="dot" cx="{}" cy="{}" r="4"/>', x, y)
            if point.url:
                hit = format_html('<circle class="hit" cx="{}" cy="{}" r="13"/>', x, y)
                link = '<a href="{}" aria-label="{}"><title>{}</title>{}{}</a>'
                drawn.append(format_html(link, point.url, said, said, hit, dot))
            elif number == len(self.this.points) - 1:
                drawn.append(format_html("<g><title>{}</title>{}</g>", said, dot))
        return format_html_join("", "{}", ((one,) for one in drawn))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole; `tone` is a class of `.parts` (ok, done, sent, back, late, draft, none)."""

    label: str
    value: Number
    shown: str
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class StackChart:
    """One bar cut into its parts, each named below with its number."""

    title: str
    parts: Sequence[Part]

    @property
    def svg(self) -> SafeString:
        """The bar and, under it, its parts in words and in the same order."""
        whole = float(sum(float(part.value) for part in self.parts)) or 1.0
        cuts, at = [], 0.0
        for part in self.parts:
            width = 100 * float(part.value) / whole
            cuts.append((part.tone, f"{at:.2f}", f"{width:.2f}"))
            at += width
        drawn = format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="100%"/>', cuts)
        words = format_html_join(
            "",
            '<span><i class="{}"></i>{} {}</span>',
            ((p.tone, _door(p), p.label) for p in self.parts),
        )
        return format_html(
            '<div class="parts"><svg role="img" aria-label="{}">{}</svg><p class="key">{}</p></div>',
            self.title,
            drawn,
            words,
        )

    @property
    def key(self) -> SafeString:
        """Nothing: the parts are named under the bar."""
        return NOTHING

    @property
    def twin(self) -> Table:
        """The same numbers as a table."""
        rows = [[Cell(part.label), Cell(part.shown, part.url)] for part in self.parts]
        return Table(
            self.title, [Column(_("Phần")), Column(_("Số liệu"), number=True)], rows, shape=""
        )


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line without axis, for a cell or a tile; `title` says in words what it shows."""

    title: str
    values: Sequence[Number]

    @property
    def svg(self) -> SafeString:
        """A drawing as high as a line of text."""
        top = _longest(self.values)
        last = max(len(self.values) - 1, 1)
        points = " ".join(
            f"{100 * number / last:.1f},{23 - 21 * float(value) / top:.1f}"
            for number, value in enumerate(self.values)
        )
        return format_html(
            '<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="{}">'
            '<line class="z" x1="0" x2="100" y1="23.5" y2="23.5"/>'
            '<polyline points="{}" vector-effect="non-scaling-stroke"/></svg>',
            self.title,
            points,
        )


def _longest(values: Iterable[Number]) -> float:
    return max((float(value) for value in values), default=0.0) or 1.0


def _share(value: Number, whole: float) -> float:
    return max(0.0, 100 * float(value) / whole)


def _scale(top: float) -> list[float]:
    """Zero and four or five round numbers above it, the last not below the top."""
    power = Decimal(10) ** (Decimal(str(top)).adjusted() - 1)
    steps = (
        float(Decimal(step) * power) for step in ("1", "2", "2.5", "5", "10", "20", "25", "50")
    )
    step = next(step for step in steps if step * 5 >= top)
    count = next(count for count in range(1, 6) if step * count >= top)
    return [step * number for number in range(count + 1)]


def _written(level: float) -> str:
    return format_number(Decimal(repr(level)).normalize())


def _door(part: Part) -> SafeString:
    if part.url:
        return format_html('<a class="n" href="{}">{}</a>', part.url, part.shown)
    return format_html("<b>{}</b>", part.shown)


def _cell_of(line: Series, number: int) -> Cell:
    if number >= len(line.points):
        return Cell("–")
    return Cell(line.points[number].shown, line.points[number].url)
