"""A plan of changes played through on plain values: the lives of units before and after."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold, sort_key
from neuguong.lib.words import gettext as _
from neuguong.org.rules.changes import Altering, Change, Closing, Founding, Moving, TypeFacts
from neuguong.org.rules.lives import (
    Life,
    Link,
    State,
    altered,
    ended,
    holding,
    joined,
    line_on,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan needs to know beforehand: lives of all units concerned and of those above them,
    types by code, and the successors of units that were split."""

    lives: Mapping[int, Life]
    types: Mapping[str, TypeFacts]
    splits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """Changes of one day, played one after another on copies of the lives known.

    A change that cannot be raises `Refused` and leaves everything as it was.
    """

    known: Known
    day: date
    decision: str = ""
    lives: dict[int, Life] = field(default_factory=dict)
    successions: list[tuple[int, int]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    recoded: set[int] = field(default_factory=set)
    _beneath: dict[int | None, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for pk, life in self.known.lives.items():
            self.lives[pk] = life.copy()
            if life.is_alive(self.day) and (link := holding(life.links, self.day)):
                self._beneath[link.parent].add(pk)

    def play(self, change: Change) -> None:
        """Play one change."""
        if isinstance(change, Founding):
            self._found(change)
        elif isinstance(change, Altering):
            self._alter(change)
        elif isinstance(change, Moving):
            self._move(change)
        else:
            self._close(change)

    def finish(self) -> None:
        """Put split units where the tree now asks, after all changes were played."""
        splits = dict(self.known.splits)
        heirs: dict[int, list[int]] = defaultdict(list)
        for unit, heir in self.successions:
            heirs[unit].append(heir)
        splits |= {unit: tuple(found) for unit, found in heirs.items() if len(found) > 1}
        days = sorted({link.since for life in self.lives.values() for link in life.links})
        done: set[int] = set()

        def place(unit: int) -> None:
            if unit in done or unit not in self.lives:
                return
            done.add(unit)
            for heir in splits[unit]:
                if heir in splits:
                    place(heir)
            self._place_split(unit, splits[unit], days)

        for unit in splits:
            place(unit)

    def children(self, unit: int | None) -> list[int]:
        """The living units directly beneath one on the day, as far as the plan was played."""
        return sorted(self._beneath[unit])

    def alive(self, unit: int) -> Life:
        """A unit that exists on the day, or the refusal that says why not."""
        life = self.lives[unit]
        if life.is_alive(self.day):
            return life
        if self.day < life.opened_on:
            text = _("%(name)s lập ngày %(day)s, chưa có vào ngày có hiệu lực.")
            raise Refused(Refusal("unit_not_yet", text % self._named(life, life.opened_on)))
        text = _("%(name)s đã kết thúc ngày %(day)s. Chọn đơn vị khác.")
        raise Refused(Refusal("unit_closed", text % self._named(life, life.closed_on)))

    def changed(self) -> dict[int, tuple[Life | None, Life]]:
        """Lives that differ: before (None for a founded unit) and after."""
        return {
            pk: (self.known.lives.get(pk), life)
            for pk, life in self.lives.items()
            if self.known.lives.get(pk) != life
        }

    def _found(self, change: Founding) -> None:
        kind = self._type(change.type)
        if change.parent is not None:
            self.alive(change.parent)
        if not change.name.strip():
            raise Refused(Refusal("name_empty", _("Tên đơn vị không được để trống.")))
        state = State(
            self.day, None, change.name, change.short_name or change.name, kind.code, change.parent,
            change.code, change.place_code, change.place, change.host_unit, change.sector,
            self.decision,
        )  # fmt: skip
        links = [Link(self.day, None, change.parent)]
        life = Life(change.id, change.slug, "", kind.keeps_totals, self.day, None, [state], links)
        self.lives[change.id] = life
        _called(life)
        self._beneath[change.parent].add(change.id)
        self.touched.add(change.id)
        if change.code:
            self.recoded.add(change.id)

    def _alter(self, change: Altering) -> None:
        life = self.alive(change.unit)
        values = dict(change.values)
        if "name" in values and not values["name"].strip():
            raise Refused(Refusal("name_empty", _("Tên đơn vị không được để trống.")))
        if "type" in values:
            self._type(values["type"])
        before = life.last
        life.states = self._decided(altered(life.states, self.day, values))
        if life.last.type != before.type:
            life.rolled = self.known.types[life.last.type].keeps_totals
        if (life.last.name, life.last.short_name) != (before.name, before.short_name):
            _called(life)
        self.touched.add(life.id)
        if "code" in values:
            self.recoded.add(life.id)

    def _move(self, change: Moving) -> None:
        life = self.alive(change.unit)
        if change.parent is not None:
            self.alive(change.parent)
        self._put(life, change.parent)

    def _put(self, life: Life, parent: int | None) -> None:
        now = holding(life.links, self.day)
        if now is not None and now.parent == parent:
            return
        self._beneath[now.parent if now else None].discard(life.id)
        self._beneath[parent].add(life.id)
        life.states = self._decided(altered(life.states, self.day, {"parent": parent}))
        life.links = joined(altered(life.links, self.day, {"parent": parent}))
        self.touched.add(life.id)

    def _close(self, change: Closing) -> None:
        life = self.alive(change.unit)
        for heir in change.heirs:
            self.alive(heir)
        self._may_close(life, change)
        for child in self.children(life.id):
            to = change.children.get(child, change.heirs[0] if len(change.heirs) == 1 else None)
            if to is not None:
                self.alive(to)
                self._put(self.lives[child], to)
        now = holding(life.links, self.day)
        self._beneath[now.parent if now else None].discard(life.id)
        life.states = ended(life.states, self.day)
        life.closed_on = self.day
        if len(change.heirs) == 1:
            life.links = joined(altered(life.links, self.day, {"parent": change.heirs[0]}))
        self.successions += [(life.id, heir) for heir in change.heirs]
        self.touched.add(life.id)
        self.closed.add(life.id)

    def _may_close(self, life: Life, change: Closing) -> None:
        name = {"name": life.last.name}
        if life.id in change.heirs:
            text = _("%(name)s không thể tự kế thừa mình.") % name
            raise Refused(Refusal("own_heir", text))
        if life.opened_on == self.day:
            text = _("%(name)s không thể lập và kết thúc trong cùng một ngày.") % name
            raise Refused(Refusal("closed_as_founded", text))
        later = [link.since for link in life.links if link.since > self.day]
        later += [state.since for state in life.states if state.since > self.day]
        if life.closed_on is not None:
            later.append(life.closed_on)
        if later:
            text = _(
                "%(name)s còn thay đổi ngày %(day)s, sau ngày này. Hoàn tác thay đổi đó trước."
            )
            raise Refused(Refusal("changed_later", text % self._named(life, min(later))))

    def _decided(self, states: list[State]) -> list[State]:
        """The states with the decision written on the one that begins on the day."""
        return [
            replace(state, decision=self.decision) if state.since == self.day else state
            for state in states
        ]

    def _type(self, code: str) -> TypeFacts:
        kind = self.known.types.get(code)
        if kind is None:
            text = _("Không có loại đơn vị “%(code)s”.") % {"code": code}
            raise Refused(Refusal("unit_type", text))
        if self.day < kind.valid_from or (kind.valid_to is not None and self.day >= kind.valid_to):
            text = _("Loại “%(kind)s” không còn dùng vào ngày %(day)s.")
            words = {"kind": kind.label, "day": format_day(self.day)}
            raise Refused(Refusal("unit_type_ended", text % words))
        return kind

    def _place_split(self, unit: int, heirs: tuple[int, ...], days: list[date]) -> None:
        """The links of a split unit: on each day under the nearest unit that holds all its heirs."""
        life = self.lives[unit]
        if life.closed_on is None or any(heir not in self.lives for heir in heirs):
            return
        start = max(self.day, life.closed_on)
        links = ended(life.links, start)
        for since in [start, *(day for day in days if day > start)]:
            parent = self._nearest(heirs, since)
            if links and links[-1].until is None:
                links[-1] = replace(links[-1], until=since)
            links.append(Link(since, None, parent))
        links = joined(links)
        if [(k.since, k.parent) for k in links] != [(k.since, k.parent) for k in life.links]:
            life.links = links
            self.touched.add(unit)

    def _nearest(self, heirs: tuple[int, ...], day: date) -> int | None:
        lines = [line_on(self.lives, heir, day) for heir in heirs]
        shared = set(lines[0]).intersection(*lines[1:])
        return next((unit for unit in lines[0] if unit in shared), None)

    def _named(self, life: Life, day: date | None) -> dict[str, str]:
        return {"name": life.last.name, "day": format_day(day) if day else ""}


def _called(life: Life) -> None:
    """Find and order the unit by its newest name."""
    last = life.last
    short = last.short_name if last.short_name != last.name else ""
    life.search, life.sort = fold(f"{last.name} {short}"), sort_key(last.name)
