"""Who acts: the protocol that lower rooms know, implemented by `people.access`."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class PathRange:
    """Half-open range of unit paths `[lo, hi)`: one branch of the tree, itself included."""

    lo: str
    hi: str

    @classmethod
    def branch(cls, path: str) -> "PathRange":
        """The whole branch under `path`; `~` sorts after every base-36 digit."""
        return cls(path, path + "~")

    def holds(self, path: str) -> bool:
        """Whether a unit with this path lies in the branch."""
        return self.lo <= path < self.hi


class HasPath(Protocol):
    """Anything that stands in the tree."""

    @property
    def path(self) -> str: ...


class Actor(Protocol):
    """The one who acts; every act asks it before it writes, every query starts from its scope."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...

    def may(self, right: str, at: HasPath) -> bool: ...

    def require(self, right: str, at: HasPath) -> None: ...

    def scope(self, right: str) -> tuple[PathRange, ...]: ...

    def sees_names(self, path: str) -> bool: ...
