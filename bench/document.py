"""Puts the tables of a run into docs/performance.md, between the marks of its size."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.lines import Line, markdown_table

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def keep(size: str, words: str, parts: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Write the tables of the parts that were run, in place of those that stood there."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- bench {size} -->", f"<!-- end of bench {size} -->"
    before, _begin, rest = text.partition(begin)
    _old, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{PAGE.name} has no place between {begin} and {end}")
    tables = [f"**{title}**\n\n{markdown_table(lines)}" for title, lines in parts if lines]
    body = "\n\n".join([words, *tables])
    PAGE.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")
