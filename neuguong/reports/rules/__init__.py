"""What is prescribed of reports: who makes one, the outline and its wording."""

from neuguong.reports.rules.outline import (
    ANNEX_GROUPS,
    BY_UNIT,
    CHAPTERS,
    HIDDEN_GROUPS,
    MOST_EXAMPLES,
    Chapter,
    Part,
    code_of,
    customary_day,
    how_counted,
    may_choose,
    part_named,
    parts,
    reports_for_itself,
    words_problem,
)

__all__ = [
    "ANNEX_GROUPS",
    "BY_UNIT",
    "CHAPTERS",
    "HIDDEN_GROUPS",
    "MOST_EXAMPLES",
    "Chapter",
    "Part",
    "code_of",
    "customary_day",
    "how_counted",
    "may_choose",
    "part_named",
    "parts",
    "reports_for_itself",
    "words_problem",
]
