"""What is due of the unit one works for, and how many beneath it are late."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.duties.queries import due_soon, late_beneath
from neuguong.duties.rights import Right
from neuguong.home.rules import deadline_words
from neuguong.home.views.todo import Todo
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor

_MOST = 4


def duty_todo(by: AccountActor, unit: Unit | None, day: date) -> list[Todo]:
    """The lines about deadlines on a front page: those of the unit first, then who is to be called."""
    if unit is None or not by.may(Right.ANSWER, at=unit):
        return []
    found = []
    for duty in due_soon(unit, today=day)[:_MOST]:
        late = duty.due_on < day
        words = _("Quá hạn từ %(day)s.") if late else _("Hạn %(day)s.")
        found.append(
            Todo(
                "late" if late else "none", "t-late" if late else "t-none", duty.rule.title,
                words % {"day": deadline_words(duty.due_on, today=day)},
                reverse("duties:owed", args=[unit.slug]), _("Mở"),
            )
        )  # fmt: skip
    if late_count := late_beneath(unit, today=day):
        title = _("%(count)s lượt việc của cấp dưới quá hạn") % {"count": late_count}
        url = reverse("duties:calls", args=[unit.slug])
        found.append(Todo("late", "t-late", title, "", url, _("Danh sách gọi")))
    return found
