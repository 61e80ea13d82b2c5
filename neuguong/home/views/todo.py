"""What waits for somebody, and until when: parts of every front page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.home.rules import deadline_words
from neuguong.home.views.asked import sentence
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor
from neuguong.programme.models import Phase
from neuguong.programme.rules import PhaseKind
from neuguong.reorganisations.queries import waiting_for


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


def approvals(by: AccountActor, day: date) -> list[Todo]:
    """Drafts of reorganisations that the reader may approve."""
    found = []
    for plan in waiting_for(by):
        where = plan.unit.name if plan.unit else _("cả cây")
        words = {"where": where, "day": deadline_words(plan.effective_on, today=day)}
        found.append(
            Todo(
                "draft", "t-none", plan.title, _("%(where)s. Hiệu lực %(day)s.") % words,
                reverse("reorganisations:preview", args=[plan.pk]), _("Xem trước"),
            )
        )  # fmt: skip
    return found
