"""Finds units of a branch by the names that annexes use: without marks, with or without type words."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from neuguong.lib.actor import PathRange
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.org.rules import described

_BODY: Final = re.compile(
    r"^(?:cac )?(?:(?:dang bo|dang uy|chi bo|chi uy)(?: (?:co so|truc thuoc|bo phan))?|tinh uy|huyen uy)\b ?"
)
_LOCALITY: Final = re.compile(
    r"^(?:cac )?(?P<word>xa|phuong|thi tran|dac khu|tinh|thanh pho|huyen|quan|thi xa"
    r"|thon|ban|xom|to dan pho|khu pho|tieu khu|to)\b\.? "
)
_SHORT: Final = ((re.compile(r"^tt\.? "), "thi tran "), (re.compile(r"^(?:p|x|h|t)\. ?"), ""))
_RANKS: Final = {
    "tinh": (10, 10), "thanh pho": (10, 20), "huyen": (20, 20), "quan": (20, 20),
    "thi xa": (20, 20), "xa": (30, 45), "phuong": (30, 45), "thi tran": (30, 45),
    "dac khu": (30, 45),
}  # fmt: skip
_CELLS: Final = (50, 80)
_COMMITTEES: Final = 45  # ranks up to here are looked through before the cells are


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that a name may mean."""

    pk: int
    slug: str
    name: str
    path: str
    type: str
    label: str
    rank: int
    parent: str
    opened_on: date
    closed_on: date | None

    @property
    def described(self) -> str:
        """The name with level and life."""
        return described(self.name, self.label, opened_on=self.opened_on, closed_on=self.closed_on)


@dataclass(frozen=True, slots=True)
class Words:
    """A name taken apart: in full, without the words of a Party body, without those of a place too."""

    full: str
    local: str
    bare: str
    ranks: tuple[int, int] | None

    @classmethod
    def of(cls, typed: str) -> "Words":
        """The parts of a name as typed."""
        full = fold(typed).strip(" .,;:-")
        for pattern, word in _SHORT:
            full = pattern.sub(word, full)
        local = _BODY.sub("", full)
        match = _LOCALITY.match(local)
        bare = _LOCALITY.sub("", local)
        ranks = None
        if match:
            ranks = _RANKS.get(match["word"], _CELLS)
        elif full.startswith("chi bo"):
            ranks = _CELLS
        elif full.startswith(("tinh uy", "huyen uy")):
            ranks = (10, 20)
        return cls(full, local, bare or local or full, ranks)


class UnitNames:
    """The units of a branch that live on a day, by their names; cells are read only when asked for."""

    def __init__(self, branch: Unit | None, day: date) -> None:
        self._branch, self._day = branch, day
        self._by_bare: dict[str, list[Known]] = defaultdict(list)
        self._cells_read = False
        self.by_slug: dict[str, Known] = {}
        self._read(Q(type__rank__lte=_COMMITTEES))

    def meant(self, typed: str) -> list[Known]:
        """The units a name may mean, one where it is certain, none where it is unknown."""
        words = Words.of(typed)
        found = self._among(words)
        if not found and not self._cells_read:
            self._read(Q(type__rank__gt=_COMMITTEES))
            self._cells_read = True
            found = self._among(words)
        return found

    def above(self, unit: Known) -> Known | None:
        """The unit above one on today's tree, within the branch."""
        return self.by_slug.get(unit.parent)

    def _among(self, words: Words) -> list[Known]:
        near = self._by_bare.get(words.bare, [])
        for test in (
            lambda unit: Words.of(unit.name).full == words.full,
            lambda unit: Words.of(unit.name).local == words.local,
            lambda unit: words.ranks is not None and words.ranks[0] <= unit.rank <= words.ranks[1],
        ):
            found = [unit for unit in near if test(unit)]
            if found:
                return found
        return near if words.ranks is None or words.ranks == _CELLS else []

    def _read(self, which: Q) -> None:
        rows = Unit.objects.filter(which, opened_on__lte=self._day).order_by("path")
        rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=self._day))
        if self._branch is not None:
            rows = within(rows, [PathRange.branch(self._branch.path)])
        columns = (
            "pk", "slug", "name", "path", "type__code", "type__label", "type__rank",
            "parent__slug", "opened_on", "closed_on", "short_name",
        )  # fmt: skip
        for *values, short in rows.values_list(*columns).iterator(chunk_size=5_000):
            unit = Known(*values)
            self.by_slug[unit.slug] = unit
            for key in {Words.of(unit.name).bare, Words.of(short).bare}:
                self._by_bare[key].append(unit)


def split_names(typed: str) -> Iterable[tuple[str, ...]]:
    """Ways to part a cell into names, the coarsest first: lines and semicolons, commas, "và"."""
    lines = [part for part in re.split(r"[\n;]+|(?<=\S) \+ ", typed) if part.strip()]
    yield tuple(map(_tidy, lines))
    commas = [part for line in lines for part in line.split(",")]
    yield tuple(map(_tidy, filter(str.strip, commas)))
    ands = [part for each in commas for part in re.split(r"\s(?:và|&)\s", each)]
    yield tuple(map(_tidy, filter(str.strip, ands)))


_NUMBER: Final = re.compile(r"^\s*(?:\d{1,3}[.)\-]|[-+•–*])\s*")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")


def _tidy(part: str) -> str:
    """A name without its number in front and remarks behind."""
    text = _NUMBER.sub("", " ".join(part.split()))
    text = re.sub(r"^(?:toàn bộ|và|gồm|các)\s*:?\s+", "", text, flags=re.IGNORECASE)
    return _BRACKETS.sub("", text).strip(" .,;:")
