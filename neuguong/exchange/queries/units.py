"""Matches the names of units in a file with those of a branch, or proposes new ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from neuguong.exchange import rules
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of
from neuguong.org.rights import Right as OrgRight
from neuguong.org.rules import accepts


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the branch does not know yet: its name and the code of its type."""

    name: str
    kind: str

    @property
    def key(self) -> str:
        """What makes two proposals one."""
        return fold(self.name)


Place = Unit | NewUnit


class UnitMatcher:
    """Answers for each name of a file which unit of the branch it means."""

    def __init__(self, by: Actor, unit: Unit, year: int, *, known_only: bool) -> None:
        self.by = by
        self.unit = unit
        self.year = year
        self.known_only = known_only
        self._answers: dict[str, Place | Refusal] = {}
        self._by_key: dict[str, list[Unit]] = defaultdict(list)
        self._by_slug: dict[str, Unit] = {}
        for found in branch_of(unit).select_related("type"):
            self._by_slug[found.slug] = found
            for key in {*rules.name_keys(found.name), *rules.name_keys(found.short_name)}:
                self._by_key[key].append(found)

    def place(self, typed: str) -> Place | Refusal:
        """The unit of that name, a proposal for one, or why neither; without a name the file's own."""
        name = " ".join(nfc(typed).split())
        if not name:
            return self.unit
        if name not in self._answers:
            self._answers[name] = self._find(name)
        return self._answers[name]

    def _find(self, name: str) -> Place | Refusal:
        found = self._known(name)
        living = [unit for unit in found if self._lives(unit) is None]
        if len(living) == 1:
            return living[0]
        if found and not living:
            return self._lives(found[0]) or found[0]
        if living:
            names = "; ".join(f"{unit.name} ({unit.slug})" for unit in living[:3])
            text = _(
                "có nhiều đơn vị cùng tên (%(names)s); hãy nhập tệp vào từng đơn vị cấp trên của nó."
            )
            return Refusal("unit_ambiguous", text % {"names": names})
        return self._proposed(name)

    def _lives(self, unit: Unit) -> Refusal | None:
        return accepts(
            self.year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name
        )

    def _known(self, name: str) -> list[Unit]:
        """Units that bear the name: the very words first, then without marks, then without "thôn".

        Our own files give the address of a unit where two bear one name.
        """
        if name in self._by_slug:
            return [self._by_slug[name]]
        if rules.is_body_itself(name):
            return [self.unit]
        keys = rules.name_keys(name)
        near = {unit.pk: unit for key in keys for unit in self._by_key.get(key, ())}.values()
        for fits in (_same_words, _same_letters, _same_place):
            found = [unit for unit in near if fits(name, unit)]
            if found:
                beneath = [unit for unit in found if unit.parent_id == self.unit.pk]
                return (
                    found if self.unit not in found and not beneath else _nearest(self.unit, found)
                )
        longer = [
            unit
            for key, units in self._by_key.items()
            if key.startswith(f"{keys[0]} ")
            for unit in units
            if unit.parent_id == self.unit.pk and not unit.type.is_cell
        ]
        return list({unit.pk: unit for unit in longer}.values())

    def _proposed(self, name: str) -> NewUnit | Refusal:
        kind = rules.kind_of_new_unit(name, self.unit.type.code)
        if kind is None:
            return Refusal(
                "unit_outside",
                _(
                    "không có trong %(unit)s; hãy nhập tệp vào đơn vị cấp trên, hoặc sửa tên cho đúng."
                )
                % {"unit": self.unit.name},
            )
        if self.known_only:
            return Refusal(
                "unit_unknown", _("chưa có trong %(unit)s; hãy sửa tên cho đúng hoặc lập đơn vị trước.")
                % {"unit": self.unit.name},
            )  # fmt: skip
        if not self.by.may(OrgRight.FOUND, at=self.unit):
            return Refusal(
                "unit_unknown", _("chưa có trong %(unit)s; hãy sửa tên, hoặc nhờ quản trị nhánh lập đơn vị.")
                % {"unit": self.unit.name},
            )  # fmt: skip
        return NewUnit(rules.name_of_new_unit(name, kind), kind)


def _same_words(name: str, unit: Unit) -> bool:
    return name.casefold() in (unit.name.casefold(), unit.short_name.casefold())


def _same_letters(name: str, unit: Unit) -> bool:
    return fold(name) in (fold(unit.name), fold(unit.short_name))


def _same_place(name: str, unit: Unit) -> bool:
    return rules.same_place(name, unit.name) or rules.same_place(name, unit.short_name)


def _nearest(unit: Unit, found: Iterable[Unit]) -> list[Unit]:
    """Those on the level closest to the file's own unit."""
    units = list(found)
    depth = min(len(each.path) for each in units)
    return [each for each in units if len(each.path) == depth] or [unit]
