"""What waits for somebody, and until when: parts of every front page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from neuguong.home.rules import deadline_words
from neuguong.home.views.asked import sentence
from neuguong.lib.dates import format_day
from neuguong.programme.models import Phase
from neuguong.programme.rules import PhaseKind


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do with its one button; `tone` is a class of the style sheet."""

    icon: str
    tone: str
    title: str
    detail: str
    url: str
    act: str
    go: bool = False


def deadlines_of(phases: Sequence[Phase], day: date) -> dict[str, Any]:
    """The next deadline, and the stretches of the year still to come."""
    ahead = [phase for phase in phases if phase.last_day >= day]
    register = next((p for p in phases if p.kind == PhaseKind.REGISTER), None)
    first = min(ahead, key=lambda phase: phase.last_day, default=register)
    words = ""
    if first is not None:
        words = _("Hạn %(phase)s: %(day)s.") % {
            "phase": first.get_kind_display(),
            "day": deadline_words(first.last_day, today=day),
        }
    return {
        "deadline": words,
        "ahead": [
            (
                sentence(phase.get_kind_display()),
                format_day(phase.first_day),
                format_day(phase.last_day),
            )
            for phase in ahead
        ],
    }
