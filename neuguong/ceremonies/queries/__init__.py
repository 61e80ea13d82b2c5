"""Reads of this room; other rooms call these."""

from neuguong.ceremonies.queries.admissions import (
    admission_seen,
    admissions_of,
    candidates_of,
    list_admissions,
    list_admitted,
    order_of,
)
from neuguong.ceremonies.queries.gifts import (
    Gifts,
    deeds_to_tie,
    gifts_of_days,
    gifts_of_deeds,
    gifts_to_commune,
)
from neuguong.ceremonies.queries.movements import (
    joinings_in,
    list_joinings,
    list_movements,
    movement_seen,
    movements_for,
    news_of,
)
from neuguong.ceremonies.queries.salutes import list_salutes, months_beneath, salutes_of
from neuguong.ceremonies.queries.service import (
    list_twinnings,
    list_volunteer_days,
    twinning_seen,
    twinnings_of,
    volunteer_day_seen,
    volunteer_days_of,
)

__all__ = [
    "Gifts",
    "admission_seen",
    "admissions_of",
    "candidates_of",
    "deeds_to_tie",
    "gifts_of_days",
    "gifts_of_deeds",
    "gifts_to_commune",
    "joinings_in",
    "list_admissions",
    "list_admitted",
    "list_joinings",
    "list_movements",
    "list_salutes",
    "list_twinnings",
    "list_volunteer_days",
    "months_beneath",
    "movement_seen",
    "movements_for",
    "news_of",
    "order_of",
    "salutes_of",
    "twinning_seen",
    "twinnings_of",
    "volunteer_day_seen",
    "volunteer_days_of",
]
