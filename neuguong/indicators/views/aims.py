"""Targets as lines with a bar: what was set, where one stands, whether it is reached."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from neuguong.indicators.models import Target
from neuguong.indicators.queries.defined import number_for
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.queries.targets import Aim, targets_for
from neuguong.indicators.queries.values import Valued, values_of
from neuguong.indicators.rules import Direction, written
from neuguong.indicators.views.asked import address
from neuguong.people.access import AccountActor


@dataclass(frozen=True, slots=True)
class AimLine:
    """One target in words: name, door, value, goal, how much of the way, state, from where."""

    name: str
    url: str
    value: str
    goal: str
    share: int | None
    state: str
    word: str
    source: str
    target: Target
    is_own: bool


def aim_lines(by: AccountActor, spot: Spot, known: dict[str, Valued]) -> list[AimLine]:
    """The targets that hold for a unit in a period, with where it stands; `known` are values at hand."""
    targets = targets_for(spot.unit, spot.period)
    day = spot.period.last_day
    others = [number_for(spot.unit, key, day) for key in targets if key not in known]
    values = {
        **known,
        **(values_of(spot.unit, spot.period, others, by=by, view=spot.view) if others else {}),
    }
    return [_line(spot, target, values[key]) for key, target in targets.items()]


def state_of(aim: Aim) -> tuple[str, str]:
    """The key of the state of a target and its word."""
    if aim.is_reached is None:
        return "none", _("chưa tính được") if aim.value is None else _("để so")
    return ("done", _("đã đạt")) if aim.is_reached else ("doing", _("chưa đạt"))


def goal_words(found: Valued, target: Target) -> str:
    """What is to be reached, with its unit and side."""
    one = found.indicator
    words = written(target.value, one.unit_word, max(one.decimals, 2))
    sides = {
        Direction.MORE: _("từ %(value)s"),
        Direction.LESS: _("không quá %(value)s"),
        Direction.NEUTRAL: _("%(value)s"),
    }
    return sides[found.direction] % {"value": words}


def _line(spot: Spot, target: Target, found: Valued) -> AimLine:
    aim = Aim(target, found.value, found.direction)
    state, word = state_of(aim)
    is_own = target.unit_id == spot.unit.pk
    source = "" if is_own else _("theo %(unit)s") % {"unit": target.unit.name}
    return AimLine(
        found.indicator.name, address("one", spot, spot.unit, do=target.key), found.text,
        goal_words(found, target), aim.share, state, word, source, target, is_own,
    )  # fmt: skip
