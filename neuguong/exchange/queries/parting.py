"""Units of which an annex sends parts to several others: a split, and where their own go."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q

from neuguong.exchange.queries.unit_names import Known
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import parts
from neuguong.reorganisations.rules import StepEntry, StepKind

_WHAT: Final = r"(?:một phần|mot phan|phần còn lại|phan con lai)"
_OF: Final = (
    r"(?:(?:\s|,)+(?:diện tích|dien tich|tự nhiên|tu nhien|dân số|dan so|quy mô|quy mo|và|va))*"
    r"(?:\s+(?:của|cua))?"
)
_BEFORE: Final = re.compile(rf"{_WHAT}{_OF}\s+", re.IGNORECASE)
_BEHIND: Final = re.compile(rf"([^,;\n()]+?)\s*\(\s*{_WHAT}[^()]*\)", re.IGNORECASE)
_MARK: Final = "một phần "


def marked(cell: str) -> str:
    """A cell of names in which each name of a part begins with the same two words."""
    return _BEFORE.sub(_MARK, _BEHIND.sub(rf"{_MARK}\1", cell))


def part_of(name: str) -> tuple[str, bool]:
    """A name without the words that it is only a part, and whether they were there."""
    bare = name.removeprefix(_MARK.strip()).strip()
    return bare, bare != name


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a part goes: the name a step calls it by, and how it is shown."""

    slug: str
    name: str


@dataclass(slots=True)
class Parting:
    """A unit parts of which go elsewhere: the rows that say so, the goals, which takes what is left."""

    unit: Known
    key: str
    goals: dict[str, Goal] = field(default_factory=dict)
    beneath: Sequence[str] = ()
    chosen: str = ""

    @property
    def ends(self) -> bool:
        """Whether nothing is left of it: parts go to several others and none stays."""
        return len(self.goals) > 1 and self.unit.slug not in self.goals

    @property
    def is_asked(self) -> bool:
        """Whether a person must say where those go that no row names."""
        return self.ends and not self.chosen

    @property
    def others(self) -> list[Goal]:
        """The goals that are not the unit itself."""
        return [goal for slug, goal in self.goals.items() if slug != self.unit.slug]

    @property
    def step(self) -> StepEntry | None:
        """The split; none where the unit lives on, or where nobody has said yet."""
        if not self.ends or self.is_asked:
            return None
        return StepEntry(
            StepKind.SPLIT, (self.unit.slug,), parts=tuple(self.goals),
            children=dict.fromkeys(self.beneath, self.chosen), members_to=self.chosen,
        )  # fmt: skip

    @property
    def told(self) -> str:
        """What becomes of it, and what one has to do later, in a sentence or two."""
        words = {
            "name": self.unit.name,
            "goals": ", ".join(goal.name for goal in self.others),
            "count": len(self.beneath),
            "most": self.goals[self.chosen].name if self.chosen in self.goals else "",
        }
        if not self.ends:
            text = _(
                "Một phần %(name)s về %(goals)s, phần kia ở lại nên %(name)s vẫn hoạt động. Sau khi lập"
                " bản thảo, thêm bước Chuyển để chọn đơn vị trực thuộc nào về %(goals)s."
            )
        elif self.is_asked:
            text = _("Chia tách %(name)s thành %(goals)s.")
        elif not self.beneath:
            text = _(
                "Chia tách %(name)s thành %(goals)s. Trước mắt thành viên về %(most)s; mở bước này trong"
                " bản thảo để chọn lại từng người."
            )
        else:
            text = _(
                "Chia tách %(name)s thành %(goals)s. Trước mắt %(count)s đơn vị trực thuộc và thành viên"
                " về %(most)s; mở bước này trong bản thảo để chọn lại từng nơi, từng người."
            )
        return text % words


def units_directly_beneath(units: Sequence[Known], day: date) -> Mapping[str, list[str]]:
    """The units directly beneath some that live on a day: slugs by slug."""
    found: dict[str, list[str]] = {}
    slugs = {unit.pk: unit.slug for unit in units}
    for part in parts(slugs):
        rows = Unit.objects.filter(parent__in=part, opened_on__lte=day).order_by("path")
        rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=day))
        for parent, slug in rows.values_list("parent_id", "slug"):
            if parent is not None:
                found.setdefault(slugs[parent], []).append(slug)
    return found


def partings(
    told: Iterator[tuple[Known, str, Goal]], answers: Mapping[str, str], day: date
) -> list[Parting]:
    """The partings that some rows tell of: unit, key of the first row, goal of the part."""
    found: dict[str, Parting] = {}
    for unit, key, goal in told:
        parting = found.setdefault(unit.slug, Parting(unit, f"{key}!part!{unit.slug}"))
        parting.goals.setdefault(goal.slug, goal)
    beneath = units_directly_beneath([each.unit for each in found.values()], day)
    for slug, parting in found.items():
        parting.beneath = beneath.get(slug, ())
        if answers.get(parting.key) in parting.goals:
            parting.chosen = answers[parting.key]
    return list(found.values())
