"""The levels an entry climbs, and whose names may be read at which of them."""

from neuguong.honours.models import Entry
from neuguong.honours.rights import Right
from neuguong.honours.rules.roll import RaiseState
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path


def level_above(entry: Entry) -> Unit | None:
    """The unit above the highest one that has entered it; None at the top."""
    last = (
        entry.raises.filter(state=RaiseState.DECIDED)
        .select_related("unit__parent")
        .order_by("-level")
        .first()
    )
    reached = last.unit if last is not None else entry.unit
    return reached.parent


def beyond_base(unit: Unit, above: Unit) -> bool:
    """Whether a unit above stands beyond the grassroots organisation of this one."""
    return len(above.path) < len(grassroots_path(unit))


def above_base(unit: Unit) -> bool:
    """Whether a unit stands above every grassroots organisation: a district, a province."""
    return not unit.type.is_grassroots and grassroots_path(unit) == unit.path


def reads_names(by: Actor, unit: Unit) -> bool:
    """Whether a reader may read who is honoured at a unit.

    Within a grassroots organisation as everywhere; what a level above writes itself, it may read.
    """
    if by.sees_names(unit.path):
        return True
    return by.may(Right.PROPOSE, at=unit) and above_base(unit)
