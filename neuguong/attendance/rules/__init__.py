"""Marks of a day, how days become the sums of a month, and what may be brought in."""

from neuguong.attendance.rules.layouts import Fault, Reading, Shape, read_table
from neuguong.attendance.rules.marks import (
    DayMark,
    Hours,
    Mark,
    MonthSums,
    after_hours,
    filled,
    may_bring,
    may_set_hours,
    summed,
)

__all__ = [
    "DayMark",
    "Fault",
    "Hours",
    "Mark",
    "MonthSums",
    "Reading",
    "Shape",
    "after_hours",
    "filled",
    "may_bring",
    "may_set_hours",
    "read_table",
    "summed",
]
