"""What of a unit's figures deserves a second look: sentences with the doors to the records."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuguong.indicators.models import SEVERITY_LABELS
from neuguong.indicators.queries.defined import label_of, rules_for
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.queries.review import Look, review_of
from neuguong.indicators.rules import Severity
from neuguong.indicators.views.asked import address, frame_of, records_door, spot_asked
from neuguong.lib.amounts import format_number
from neuguong.people.access import reader
from neuguong.ui.parts import Link

_MOST: Final = 100
_STATES: Final = {
    Severity.HINT: "doing",
    Severity.LIKELY_WRONG: "returned",
    Severity.IMPOSSIBLE: "missing",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, ready to be shown."""

    look: Look
    state: str
    word: str
    url: str
    doors: list[Link]


@require_safe
@login_required
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Broken rules, far values and slips of a zero in a unit and its children."""
    by, spot = reader(request), spot_asked(request, slug)
    found = review_of(spot.unit, spot.period, spot.view)
    context = {
        **frame_of(request, by, spot, "review"),
        "lines": [_line(spot, look) for look in found.found[:_MOST]],
        "count": format_number(len(found.found)),
        "rules": rules_for(spot.unit, spot.period.last_day),
        "compared": format_number(found.compared),
    }
    return render(request, "indicators/review.html", context)


def _line(spot: Spot, look: Look) -> Line:
    unit = look.unit or spot.unit
    doors = [Link(label_of(key), records_door(spot, unit, key)) for key in look.keys[:4]]
    word = str(SEVERITY_LABELS[look.severity])
    url = address("review", spot, unit)
    return Line(look, _STATES[look.severity], word, url, doors)
