"""What rooms below ask of rooms above, by name: a list that can be read, where others use signals."""

from collections.abc import Mapping
from typing import Final

# Kind of record that a room above keeps -> who counts those that ended before a day, who clears them.
KEPT_ABOVE: Final[Mapping[str, tuple[str, str]]] = {
    "attendance": (
        "neuguong.attendance.queries.count_older_days",
        "neuguong.attendance.actions.drop_old_days",
    ),
    "uploads": (
        "neuguong.exchange.queries.keeping.old_uploads",
        "neuguong.exchange.actions.keeping.drop_old_uploads",
    ),
}

# Gives the view "as planned" of a number: called with the reader and the number of the plan.
PLANNED_VIEW: Final = "neuguong.reorganisations.queries.planned_view"

# Forgets the files about a person that a room above keeps: called with `by`, `rows` and `unit_ids`.
FORGET_ABOVE: Final = "neuguong.exchange.actions.keeping.drop_uploads_about"

# News of a unit for the bulletin of its loudspeakers, from rooms above `study`: each is called with unit,
# first and last day, and gives pairs of a heading and its sentences, naming nobody.
BULLETIN_NEWS: Final[tuple[str, ...]] = ("neuguong.ceremonies.queries.news_of",)
