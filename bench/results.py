"""What was measured, kept part by part: as JSON, and as tables of docs/performance.md."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.charts import drawn
from bench.lines import Line, markdown_table
from bench.timing import Times

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "performance.md"
FOLDER: Final = ROOT / "bench" / "results"
IMAGES: Final = PAGE.parent / "images"


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of one part, when and where, and how a loop of plain arithmetic ran beside it."""

    part: str
    title: str
    day: str
    machine: str
    loops: tuple[Times, ...]
    lines: tuple[Line, ...]

    @classmethod
    def now(cls, part: str, title: str, loops: Sequence[Times], lines: Sequence[Line]) -> "Found":
        """What was found just now, on this machine."""
        words = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        return cls(part, title, day, words, tuple(loops), tuple(lines))

    @property
    def noise_words(self) -> str:
        """How far the loop was from its own quickest run, before, between and after the engines."""
        least = min(loop.least for loop in self.loops)
        middles = ", ".join(f"{loop.middle / least:.2f}" for loop in self.loops)
        worst = max(loop.most for loop in self.loops) / least
        return f"noise: a constant loop took {middles} times its quickest run, {worst:.1f} at worst"

    def as_json(self) -> dict[str, Any]:
        """Everything, seconds unrounded."""
        return asdict(self) | {"lines": [line.as_json() for line in self.lines]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Found":
        """What `as_json` wrote."""
        loops = tuple(Times(**loop) for loop in kept["loops"])
        lines = tuple(Line.from_json(line) for line in kept["lines"])
        return cls(**(kept | {"loops": loops, "lines": lines}))

    def as_markdown(self, size: str) -> str:
        """The part as a passage of the page, with its drawing."""
        below = f"{self.day}, {self.machine}; {self.noise_words}."
        image = f"![{self.title}: ratios as bars](images/{self.image_name(size)})"
        return f"**{self.title}**\n\n{markdown_table(self.lines)}\n\n{below}\n\n{image}"

    def image_name(self, size: str) -> str:
        """The file of its drawing."""
        return f"bench-{size}-{self.part}.svg"


def keep(size: str, found: Sequence[Found]) -> None:
    """Put these parts in the place of what was kept of them; the others stay as they are."""
    file = FOLDER / f"{size}.json"
    kept: dict[str, Found] = {}
    if file.exists():
        before = json.loads(file.read_text(encoding="utf-8"))
        kept = {one["part"]: Found.from_json(one) for one in before}
    kept |= {one.part: one for one in found}
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps([one.as_json() for one in kept.values()], ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    for one in filter(lambda one: one.lines, kept.values()):
        (IMAGES / one.image_name(size)).write_text(drawn(one.title, one.lines), encoding="utf-8")
    _put(size, "\n\n".join(one.as_markdown(size) for one in kept.values() if one.lines))


def _put(size: str, tables: str) -> None:
    """The tables on the page, between the marks of their size."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- bench {size} -->", f"<!-- end of bench {size} -->"
    before, _begin, rest = text.partition(begin)
    _old, there, after = rest.partition(end)
    if not there:
        raise ValueError(f"{PAGE.name} has no place between {begin} and {end}")
    PAGE.write_text(f"{before}{begin}\n\n{tables}\n\n{end}{after}", encoding="utf-8")
