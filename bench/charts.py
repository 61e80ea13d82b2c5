"""Ratios as bars on a scale of tens, drawn as SVG from what was measured; a mark shows each limit."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Final

from bench.lines import Line

_COLOURS: Final = {"SQLite": "#9b1c1c", "PostgreSQL": "#1d4f7c"}
_WORDS, _WIDTH, _RIGHT, _ROW, _TOP = 430, 1000, 90, 18, 54
_STYLE: Final = 'font-family="system-ui, sans-serif" font-size="12"'


def drawn(title: str, lines: Sequence[Line]) -> str:
    """The drawing of a part; longer to the right of 1 is slower than what it is held against."""
    ratios = [line.ratio_of_cpu or line.ratio for line in lines]
    marks = [*ratios, *(line.limit for line in lines if line.limit), 1.0]
    low, high = floor(log10(min(marks))), max(ceil(log10(max(marks))), floor(log10(min(marks))) + 1)
    height = _TOP + _ROW * len(lines) + 30

    def x(ratio: float) -> float:
        share = (log10(ratio) - low) / (high - low)
        return _WORDS + (_WIDTH - _WORDS - _RIGHT) * share

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" {_STYLE}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="20" font-size="14" font-weight="600">{escape(title)}</text>',
        *_key(),
    ]
    for power in range(low, high + 1):
        at, word = x(10.0**power), f"{10.0**power:,.4g}"
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP - 6}" y2="{height - 24}" stroke="#ddd"/>'
            f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle" fill="#555">{word}</text>'
        )
    one = x(1.0)
    for number, (line, ratio) in enumerate(zip(lines, ratios, strict=True)):
        y = _TOP + _ROW * number
        colour = _COLOURS.get(line.engine, "#555")
        start, end = sorted((one, x(ratio)))
        words = f"{line.what} / {line.against}"
        words = words if len(words) <= 74 else f"{words[:73]}…"
        beside = end
        if line.limit and 0 <= x(line.limit) - end < 45:
            beside = x(line.limit)  # not through the mark
        parts.append(
            f'<text x="{_WORDS - 8}" y="{y + 10}" text-anchor="end" font-size="11">{escape(words)}'
            f'</text><rect x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="12"'
            f' fill="{colour}"/><text x="{beside + 6:.1f}" y="{y + 10}" font-size="11">{ratio:.3g}</text>'
        )
        if line.limit:
            at = x(line.limit)
            parts.append(
                f'<rect x="{at - 1:.1f}" y="{y - 3}" width="3" height="18" fill="#c78a00"/>'
            )
    parts.append(
        f'<line x1="{one:.1f}" x2="{one:.1f}" y1="{_TOP - 6}" y2="{height - 24}" stroke="#333"/>'
    )
    return "\n".join([*parts, "</svg>\n"])


def _key() -> list[str]:
    """What colours and the mark stand for."""
    items = [*_COLOURS.items(), ("limit", "#c78a00")]
    return [
        f'<rect x="{12 + 110 * place}" y="30" width="10" height="10" fill="{colour}"/>'
        f'<text x="{28 + 110 * place}" y="39" fill="#333">{name}</text>'
        for place, (name, colour) in enumerate(items)
    ]
