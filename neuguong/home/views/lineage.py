"""Drawings of a unit's history: its states along the years, and its kin; no style and no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

NOTHING: Final = SafeString("")

_WIDE, _HIGH = 184, 68  # of a unit's box
_GAP, _ROW = 72, 82
_LETTERS: Final = 24  # of a line in a box
_LEFT, _RIGHT = 8, 632  # of the line of years


@dataclass(frozen=True, slots=True)
class Box:
    """A unit of the family tree: its column, its words, its door; `here` is the unit looked at."""

    id: int
    column: int
    name: str
    note: str
    url: str = ""
    here: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A family tree: boxes in columns from the past to the present, and lines between them."""

    title: str
    words: str
    boxes: Sequence[Box]
    lines: Sequence[tuple[int, int]]

    @property
    def svg(self) -> SafeString:
        """A drawing of its own size in a frame that scrolls on a phone."""
        places = self._places()
        wide = max((x for x, _y in places.values()), default=0) + _WIDE + 2
        high = max((y for _x, y in places.values()), default=0) + _HIGH + 2
        drawn = format_html(
            '<svg class="kin" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="group"'
            ' aria-labelledby="ho-hang-ten ho-hang-loi"><title id="ho-hang-ten">{2}</title>'
            '<desc id="ho-hang-loi">{3}</desc>{4}{5}</svg>',
            wide, high, self.title, self.words, self._drawn_lines(places),
            format_html_join("", "{}", ((self._box(box, *places[box.id]),) for box in self.boxes)),
        )  # fmt: skip
        return format_html(
            '<div class="slide" role="region" aria-label="{}" tabindex="0">{}</div>',
            _("Sơ đồ, cuộn ngang được"), drawn,
        )  # fmt: skip

    def _places(self) -> dict[int, tuple[int, int]]:
        """Left and top of each box: columns side by side, each ordered by those it comes from."""
        columns: dict[int, list[Box]] = {}
        for box in self.boxes:
            columns.setdefault(box.column, []).append(box)
        most = max((len(boxes) for boxes in columns.values()), default=0)
        before: dict[int, list[int]] = {}
        for start, end in self.lines:
            before.setdefault(end, []).append(start)
        places: dict[int, tuple[int, int]] = {}
        for number, column in enumerate(sorted(columns)):

            def height(box: Box) -> float:
                near = [places[each][1] for each in before.get(box.id, ()) if each in places]
                return sum(near) / len(near) if near else 0.0

            boxes = sorted(columns[column], key=height)
            top = (most - len(boxes)) * _ROW // 2 + 1
            for row, box in enumerate(boxes):
                places[box.id] = (1 + number * (_WIDE + _GAP), top + row * _ROW)
        return places

    def _drawn_lines(self, places: dict[int, tuple[int, int]]) -> SafeString:
        drawn = []
        for start, end in self.lines:
            if start in places and end in places:
                x1, y1 = places[start][0] + _WIDE, places[start][1] + _HIGH // 2
                x2, y2 = places[end][0], places[end][1] + _HIGH // 2
                middle = (x1 + x2) // 2
                drawn.append((f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}",))
        return format_html_join("", '<path d="{}"/>', drawn)

    def _box(self, box: Box, x: int, y: int) -> SafeString:
        words = wrap(box.name, _LETTERS, max_lines=2, placeholder="…") or [box.name]
        css = " ".join(filter(None, ("here" if box.here else "", "shut" if box.ended else "")))
        rows = format_html_join(
            "", '<text x="{}" y="{}">{}</text>',
            ((x + 10, y + 21 + 17 * number, line) for number, line in enumerate(words)),
        )  # fmt: skip
        inner = format_html(
            '<title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6" class="{}"/>{}'
            '<text class="m" x="{}" y="{}">{}</text>',
            f"{box.name}, {box.note}", x, y, _WIDE, _HIGH, css, rows, x + 10,
            y + 24 + 17 * len(words), box.note,
        )  # fmt: skip
        if not box.url:
            return format_html("<g>{}</g>", inner)
        label = f"{box.name}, {box.note}"
        return format_html('<a href="{}" aria-label="{}">{}</a>', box.url, label, inner)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What held from a day to a day: its number in the list below, and its words."""

    number: int
    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Years:
    """The states of a unit along the years; each stretch leads to its line in the list."""

    title: str
    words: str
    stretches: Sequence[Stretch]

    @property
    def svg(self) -> SafeString:
        """A drawing of fixed size in a frame that scrolls on a phone."""
        drawn = format_html(
            '<svg class="ch years" viewBox="0 0 640 74" role="group" aria-labelledby="nam-ten nam-loi">'
            '<title id="nam-ten">{}</title><desc id="nam-loi">{}</desc>{}{}</svg>',
            self.title, self.words, self._ticks(),
            format_html_join("", "{}", ((self._stretch(each),) for each in self.stretches)),
        )  # fmt: skip
        return format_html(
            '<div class="slide" role="region" aria-label="{}" tabindex="0">'
            '<div class="wide">{}</div></div>',
            _("Dòng thời gian, cuộn ngang được"), drawn,
        )  # fmt: skip

    def _x(self, day: date) -> float:
        first, last = self.stretches[0].first, self.stretches[-1].last
        return _LEFT + (_RIGHT - _LEFT) * (day - first).days / max((last - first).days, 1)

    def _ticks(self) -> SafeString:
        first, last = self.stretches[0].first.year, self.stretches[-1].last.year
        step = max(1, -(-(last - first) // 8))
        days = [date(year, 1, 1) for year in range(first + 1, last + 1, step)]
        places = [(f"{self._x(day):.0f}", day.year) for day in days if self._x(day) < _RIGHT - 20]
        return format_html_join(
            "",
            '<line class="gl" x1="{0}" x2="{0}" y1="8" y2="54"/>'
            '<text class="m" x="{0}" y="70" text-anchor="middle">{1}</text>',
            places,
        )

    def _stretch(self, each: Stretch) -> SafeString:
        x1, x2 = self._x(each.first), self._x(each.last)
        wide = max(x2 - x1 - 2, 3)
        number = NOTHING
        if wide >= 14:
            number = format_html(
                '<text x="{}" y="36">{}</text>', f"{x1 + 4:.0f}",
                each.number,
            )  # fmt: skip
        return format_html(
            '<a href="#moc-{0}" aria-label="{1}"><title>{1}</title>'
            '<rect x="{2}" y="14" width="{3}" height="34" rx="3"/>{4}</a>',
            each.number, each.words, f"{x1:.1f}", f"{wide:.1f}", number,
        )  # fmt: skip
