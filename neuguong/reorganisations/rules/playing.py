"""Steps played one after another on a plan of the tree: the one place that says what a step does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.rules import Altering, Change, Closing, Founding, Moving, Plan, problems
from neuguong.reorganisations.rules.states import NEW, StepEntry, StepKind

_ENDS_OR_MOVES = {StepKind.DISSOLVE, StepKind.MERGE, StepKind.SPLIT, StepKind.MOVE}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the members of a unit go that ends: mostly to `unit`, some elsewhere, or nowhere."""

    unit: int | None = None
    persons: Mapping[int, int] = field(default_factory=dict)
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a step cannot be done; `step` is its place from 0 on, None for the plan as a whole."""

    step: int | None
    refusal: Refusal


@dataclass(slots=True)
class Played:
    """The plan after all steps: where people and roles go, and what is wrong."""

    plan: Plan
    ids: dict[str, int]
    branch: str = ""  # the path of the branch that it is for
    leaving: dict[int, Leaving] = field(default_factory=dict)
    grants: dict[int, tuple[int, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    steps: list[set[int]] = field(default_factory=list)

    def play(self, steps: list[StepEntry]) -> None:
        """Play the steps; a step that cannot be is left out and told."""
        for place, step in enumerate(steps):
            touched = set(self.plan.touched)
            try:
                self._check_branch(step)
                for change in self._changes(step):
                    self.plan.play(change)
            except Refused as error:
                self.faults.append(Fault(place, error.refusal))
            self.steps.append(self.plan.touched - touched)
        self.plan.finish()
        self.faults += [Fault(None, refusal) for refusal in problems(self.plan)]

    @property
    def is_tree(self) -> bool:
        """Whether units stand under each other without a circle, so that lines can be drawn."""
        return all(fault.refusal.code != "unit_in_its_branch" for fault in self.faults)

    def goal(self, unit: int, person: int | None = None) -> int | None:
        """Where a member of a unit that ends is in the end, past units that end the same day."""
        seen: set[int] = set()
        at: int | None = unit
        while at is not None and at in self.plan.closed and at not in seen:
            seen.add(at)
            leaving = self.leaving.get(at, Leaving())
            at = leaving.persons.get(person, leaving.unit) if person is not None else leaving.unit
        return at

    def _check_branch(self, step: StepEntry) -> None:
        """All units a step speaks of lie in the branch; its top itself neither moves nor ends."""
        if not self.branch:
            return
        outside = [name for name in sorted(step.named) if not self._is_inside(name)]
        if step.kind in _ENDS_OR_MOVES:
            outside += [name for name in step.units if self._path(name) == self.branch]
        if (step.kind is StepKind.MOVE and not step.target) or (step.founds and not step.under):
            outside.append(_("gốc của cây"))
        if outside:
            text = _("Phương án chỉ thay đổi bên trong nhánh của mình. Ngoài nhánh: %(who)s.")
            raise Refused(Refusal("outside_branch", text % {"who": ", ".join(outside)}))

    def _is_inside(self, name: str) -> bool:
        path = self._path(name)
        return not path or path.startswith(self.branch)

    def _path(self, name: str) -> str:
        """The path of today; none for one that is new or unknown."""
        life = self.plan.known.lives.get(self.ids.get(name, 0))
        return life.path if life else ""

    def _id(self, name: str) -> int:
        if name in self.ids:
            return self.ids[name]
        if name.startswith(NEW):
            text = _("Chưa có bước nào trước đó lập đơn vị “%(name)s”.") % {"name": name[1:]}
        else:
            text = _("Không có đơn vị “%(name)s”.") % {"name": name}
        raise Refused(Refusal("unit_unknown", text))

    def _changes(self, step: StepEntry) -> Iterator[Change]:
        makers = {
            StepKind.FOUND: self._found,
            StepKind.DISSOLVE: self._dissolve,
            StepKind.RENAME: self._alter,
            StepKind.RETYPE: self._alter,
            StepKind.RECODE: self._alter,
            StepKind.MOVE: self._move,
            StepKind.MERGE: self._merge,
            StepKind.SPLIT: self._split,
        }
        if step.kind is not StepKind.FOUND and not step.units:
            raise Refused(Refusal("step_empty", _("Bước này chưa chọn đơn vị nào.")))
        yield from makers[step.kind](step)

    def _found(self, step: StepEntry) -> Iterator[Change]:
        unit = -1 - sum(1 for pk in self.plan.lives if pk < 0)
        above = self._id(step.under) if step.under else None
        slug = step.slug or step.key or step.name
        yield Founding(
            unit, slug, step.name.strip(), step.type, above, step.short_name.strip(), step.code,
            step.place, step.place_code, step.host_unit, step.sector,
        )  # fmt: skip
        self.ids[NEW + (step.key or step.slug)] = unit

    def _alter(self, step: StepEntry) -> Iterator[Change]:
        if step.kind is StepKind.RENAME:
            name = step.name.strip()
            values = {"name": name, "short_name": step.short_name.strip() or name}
        elif step.kind is StepKind.RETYPE:
            values = {"type": step.type}
        else:
            values = {"code": step.code.strip()}
        for name in step.units:
            yield Altering(self._id(name), values)

    def _move(self, step: StepEntry) -> Iterator[Change]:
        above = self._id(step.target) if step.target else None
        for name in step.units:
            yield Moving(self._id(name), above)

    def _merge(self, step: StepEntry) -> Iterator[Change]:
        if step.founds:
            yield from self._found(step)
            heir = self._id(NEW + (step.key or step.slug))
        else:
            heir = self._id(step.target)
        for name in step.units:
            yield self._closing(step, self._id(name), (heir,))

    def _dissolve(self, step: StepEntry) -> Iterator[Change]:
        heirs = (self._id(step.target),) if step.target else ()
        for name in step.units:
            yield self._closing(step, self._id(name), heirs)

    def _split(self, step: StepEntry) -> Iterator[Change]:
        heirs = tuple(self._id(name) for name in step.parts)
        if len(step.units) != 1 or len(set(heirs)) < 2:
            text = _("Chia tách cần một đơn vị và ít nhất hai đơn vị kế thừa khác nhau.")
            raise Refused(Refusal("split_shape", text))
        yield self._closing(step, self._id(step.units[0]), heirs)

    def _closing(self, step: StepEntry, unit: int, heirs: tuple[int, ...]) -> Change:
        default = step.members_to or (step.target if len(heirs) == 1 else "")
        to = self._id(default) if default else (heirs[0] if len(heirs) == 1 else None)
        persons = {int(person): self._id(name) for person, name in step.members.items()}
        self.leaving[unit] = Leaving(None if step.ends_members else to, persons, step.ends_members)
        if step.carries_grants:
            self.grants[unit] = heirs or ((to,) if to is not None else ())
        children = {self._id(child): self._id(name) for child, name in step.children.items()}
        return Closing(unit, heirs, children)
