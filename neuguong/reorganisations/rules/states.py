"""The way of a reorganisation from draft to applied and back, and what a step says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

UNDO_DAYS: Final = 30
NEW: Final = "+"  # begins the name of a unit that an earlier step founds


class ReorganisationState(IntEnum):
    """Where a reorganisation stands."""

    DRAFT = 1
    APPROVED = 2
    APPLIED = 3
    UNDONE = 4


class StepKind(StrEnum):
    """What a step does."""

    FOUND = "found"
    DISSOLVE = "dissolve"
    RENAME = "rename"
    RETYPE = "retype"
    RECODE = "recode"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What one says of a step. Units are named by their slugs, founded ones by "+" and their `key`.

    found: `under` and what is true of the new unit. merge: `units` into `target`, or into a new unit
    with `name`, `type` and `under`. split: the one of `units` into `parts`. dissolve: `units`, their
    records to `target` where given. move: `units` under `target` (empty: under none). rename, retype,
    recode: `units` and the new words. `children` (unit → unit) and `members` (id of a person → unit)
    say where those go that do not follow the rule: all to `target`, in a split to `members_to`.
    """

    kind: StepKind
    units: tuple[str, ...] = ()
    target: str = ""
    parts: tuple[str, ...] = ()
    under: str = ""
    key: str = ""
    slug: str = ""
    name: str = ""
    short_name: str = ""
    type: str = ""
    code: str = ""
    place: str = ""
    place_code: str = ""
    host_unit: str = ""
    sector: int = 0
    children: Mapping[str, str] = field(default_factory=dict)
    members_to: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    ends_members: bool = False
    carries_grants: bool = False

    @property
    def founds(self) -> bool:
        """Whether the step founds a unit."""
        return self.kind is StepKind.FOUND or (self.kind is StepKind.MERGE and not self.target)

    @property
    def named(self) -> set[str]:
        """All units that the step speaks of, by their names."""
        names = {*self.units, *self.parts, *self.children, *self.children.values()}
        names |= {self.target, self.under, self.members_to, *self.members.values()}
        return names - {""}


def may_change(state: ReorganisationState) -> Refusal | None:
    """Only a draft is changed; what was approved is what will be done."""
    if state is ReorganisationState.DRAFT:
        return None
    text = _("Phương án đã duyệt, không sửa được nữa. Trả về bản thảo trước.")
    return Refusal("not_a_draft", text)


def may_apply(state: ReorganisationState, *, effective_on: date, today: date) -> Refusal | None:
    """An approved reorganisation is applied from its day on."""
    if state is not ReorganisationState.APPROVED:
        return Refusal("not_approved", _("Phương án chưa được duyệt, hoặc đã áp dụng."))
    if today < effective_on:
        text = _("Phương án có hiệu lực từ ngày %(day)s, chưa áp dụng được.")
        return Refusal("too_early", text % {"day": format_day(effective_on)})
    return None


def may_undo(state: ReorganisationState, *, applied_on: date | None, today: date) -> Refusal | None:
    """An applied reorganisation can be undone for thirty days."""
    if state is not ReorganisationState.APPLIED or applied_on is None:
        return Refusal("not_applied", _("Phương án chưa áp dụng, hoặc đã hoàn tác."))
    if today > applied_on + timedelta(days=UNDO_DAYS):
        text = _("Phương án áp dụng ngày %(day)s, đã quá %(most)s ngày nên không hoàn tác được.")
        return Refusal("too_late", text % {"day": format_day(applied_on), "most": UNDO_DAYS})
    return None
