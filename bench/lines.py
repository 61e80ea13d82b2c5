"""What a benchmark found: one line for each ratio, and the line as text, JSON and Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bench.timing import Times

HEAD: Final = (
    "measured", "against", "engine", "ms", "against, ms", "ratio", "of CPU", "limit", "beside"
)  # fmt: skip
_RIGHT: Final = (False, False, False, True, True, True, True, True, False)


@dataclass(frozen=True, slots=True)
class Line:
    """`what` against `against` on an engine: times of both, and the most that the goals allow."""

    part: str
    engine: str
    what: str
    against: str
    ours: Times
    theirs: Times
    limit: float | None = None
    beside: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes, of the middle runs."""
        return self.ours.middle / self.theirs.middle

    @property
    def ratio_of_cpu(self) -> float | None:
        """The same of processor time, ours and the database's; None where it was not taken."""
        return self.ours.cpu / self.theirs.cpu if self.theirs.cpu else None

    def cells(self) -> tuple[str, ...]:
        """The line as the cells of a table."""
        limit = "" if self.limit is None else f"≤ {self.limit:.3g}"
        if self.limit is not None and (self.ratio_of_cpu or self.ratio) > self.limit:
            limit += " ✗"
        ratios = (_times(self.ratio), _times(self.ratio_of_cpu))
        spans = (_span(self.ours), _span(self.theirs))
        return (self.what, self.against, self.engine, *spans, *ratios, limit, self.beside)

    def as_json(self) -> dict[str, Any]:
        """The line with its ratio, seconds unrounded."""
        return asdict(self) | {"ratio": round(self.ratio, 4)}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Line":
        """The line that `as_json` wrote."""
        kept = {name: value for name, value in found.items() if name != "ratio"}
        kept |= {side: Times(**found[side]) for side in ("ours", "theirs")}
        return cls(**kept)


def text_table(lines: Sequence[Line]) -> str:
    """The lines in columns, for the screen."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    return "\n".join(_aligned(row, widths) for row in rows)


def markdown_table(lines: Iterable[Line]) -> str:
    """The lines as a table of a page of the documentation."""
    rules = ("---:" if right else "---" for right in _RIGHT)
    rows = (HEAD, rules, *(line.cells() for line in lines))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(row, widths, _RIGHT, strict=True)
    )
    return "  ".join(cells).rstrip()


def _times(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f}" if ratio < 100 else f"{ratio:.0f}"


def _span(times: Times) -> str:
    """Milliseconds: the middle, and from the quickest to the slowest."""
    return f"{_ms(times.middle)} ({_ms(times.least)}–{_ms(times.most)})"


def _ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:,.0f}"
