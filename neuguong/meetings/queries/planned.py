"""What the plan of a unit asks for the month of a meeting: the one place where meetings read plans."""

from datetime import date
from typing import Final

from neuguong.lib.dates import last_day_of
from neuguong.org.models import Unit
from neuguong.plans.queries import open_tasks

_MOST: Final = 3


def planned_for(unit: Unit, day: date) -> list[str]:
    """What the unit's plan of the year has due by the end of that month, soonest first; a few at most."""
    last = last_day_of(day.year * 100 + day.month)
    due = open_tasks(unit, day.year).filter(deadline__lte=last)
    return [task.objective[:300] for task in due[:_MOST]]
