"""How a row of the table of addresses is written, and what it says of each of the cast.

A row names the right that an address asks for and what it answers to whom it lets in; what it answers
to everybody else follows from `people/roles.py`: not signed in, to the sign-in page; the thing not
yours to know of, 404; yours to know of but not to do, 403. Whoever is answered otherwise is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from neuguong.org.models import Unit
from neuguong.people.access import AccountActor
from neuguong.people.roles import RIGHT_WORDS
from tests.world import TODAY, World

CELL: Final = "tinh/huyen/xa/mot"
COMMUNE: Final = "tinh/huyen/xa"
NOBODY: Final = "nobody"
# The people of `tests/world.py`, and one of the commune for each role that none of them has.
PEOPLE: Final = ("chi", "giang", "binh", "an", "dung")
OFFICES: Final = (
    "branch_admin", "auditor", "inspector", "editor", "data_protection", "operator",
)  # fmt: skip
CAST: Final = (NOBODY, *PEOPLE, *OFFICES)
_KNOW: Final = "org.view"
_NOT_SO: Final = "405"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who they are on the day of the tests, by name, and the units of which rows speak."""

    actors: Mapping[str, AccountActor]
    units: Mapping[str, Unit]


def cast_of(world: World) -> Cast:
    """The cast of a country in which the offices are filled."""
    actors = {who: AccountActor(world.accounts[who], today=TODAY) for who in (*PEOPLE, *OFFICES)}
    return Cast(actors, world.units)


@dataclass(frozen=True, slots=True)
class Row:
    """What an address answers: `lets` is GET/POST for those with `right` at the unit `at`.

    `right` None: for everybody signed in. `sees` is the right without which the thing is not yours to
    know of; `named` adds that names must be yours to read there. `but` are those answered otherwise.
    """

    right: str | None
    lets: str
    sees: str
    named: bool
    at: str
    but: Mapping[str, str]

    def of(self, cast: Cast, who: str) -> str:
        """The answer to one of the cast."""
        if who in self.but:
            return self.but[who]
        if who == NOBODY:
            return self._each("302")
        if self.right is None:
            return self.lets
        by, unit = cast.actors[who], cast.units[self.at]
        if not by.may(self.sees, at=unit) or (self.named and not by.sees_names(unit.path)):
            return self._each("404")
        return self.lets if by.may(self.right, at=unit) else self._each("403")

    def _each(self, code: str) -> str:
        """That answer to every method which the address takes at all."""
        return "/".join(_NOT_SO if each == _NOT_SO else code for each in self.lets.split("/"))


def asks(
    right: str, lets: str, *, sees: str = _KNOW, named: bool = False, at: str = CELL, **but: str
) -> Row:
    """An address for those who hold a right at the unit."""
    return Row(right, lets, sees, named, at, but)


def signed_in(lets: str, **but: str) -> Row:
    """An address that answers everybody who is signed in alike."""
    return Row(None, lets, _KNOW, False, CELL, but)


def written(row: Row) -> str:
    """The row as it stands in the table."""
    words = [f'"{row.lets}"']
    if row.right is not None:
        words.insert(0, f'"{row.right}"')
        words += [f'sees="{row.sees}"'] * (row.sees != _KNOW) + ["named=True"] * row.named
        words += ["at=COMMUNE"] * (row.at == COMMUNE)
    words += [f'{who}="{cell}"' for who, cell in row.but.items()]
    return f"{'signed_in' if row.right is None else 'asks'}({', '.join(words)})"


def fitting(cast: Cast, found: Mapping[str, str], room: str) -> Row:
    """The row with the fewest exceptions for what an address of that room was found to answer."""
    near = _RIGHTS_OF_ROOM.get(room, room)
    rights = sorted(RIGHT_WORDS, key=lambda right: not right.startswith(near))
    shapes: list[tuple[str | None, str, bool, str]] = [(None, _KNOW, False, CELL)]
    shapes += [
        (right, sees, named, at)
        for sees in (_KNOW, "deeds.view", "rollup.view", "people.view", "")
        for named in (False, True)
        for at in (CELL, COMMUNE)
        for right in rights
    ]
    best: tuple[int, Row] | None = None
    for right, sees, named, at in shapes:
        for lets in sorted(set(found.values())):
            row = Row(right, lets, sees or str(right), named, at, {})
            but = {who: cell for who, cell in found.items() if row.of(cast, who) != cell}
            if best is None or len(but) < best[0]:
                best = len(but), replace(row, but=but)
    assert best is not None
    return best[1]


# Rooms whose rights have the name of another.
_RIGHTS_OF_ROOM: Final = {
    "accounts": "people.grant",
    "people": "people.grant",
    "reorganisations": "org.reorganise",
    "reports": "reports.make",
}
