"""What waits for somebody about plans: one to adopt or mend, those below to approve, those who are late."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.home.rules import deadline_words
from neuguong.home.views.todo import Todo
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor
from neuguong.plans.queries import plan_above, plans_waiting, todo_of
from neuguong.plans.rights import Right
from neuguong.plans.rules import PlanState


def plan_todo(by: AccountActor, unit: Unit | None, day: date) -> list[Todo]:
    """The lines about plans on a front page: of the unit one works for, and of those one approves."""
    found: list[Todo] = []
    if unit is not None and unit.closed_on is None and by.may(Right.WRITE, at=unit):
        found += _own(unit, day)
    if by.may_anywhere(Right.APPROVE):
        waiting = plans_waiting(by)
        if waiting:
            title = _("%(count)s kế hoạch chờ duyệt") % {"count": len(waiting)}
            names = ", ".join(plan.unit.short_name for plan in waiting[:6])
            url = reverse("plans:plan", args=[waiting[0].pk])
            found.append(Todo("sent", "t-sent", title, names, url, _("Đọc và duyệt")))
    return found


def _own(unit: Unit, day: date) -> list[Todo]:
    """The unit's own plan of this year, as long as it is not sent."""
    todo = todo_of(unit, day.year, today=day, above=plan_above(unit, day.year))
    if todo is None:
        return []
    words = ""
    if todo.due_on is not None:
        words = _("Hạn gửi %(day)s.") % {"day": deadline_words(todo.due_on, today=day)}
    tone = ("late", "t-late") if todo.is_late else ("none", "t-none")
    if todo.plan is None:
        title = _("Chưa có kế hoạch năm %(year)s") % {"year": day.year}
        url = f"{reverse('plans:adopt', args=[unit.slug])}?nam={day.year}"
        return [Todo(*tone, title, words, url, _("Nhận kế hoạch cấp trên"))]
    url = reverse("plans:plan", args=[todo.plan.pk])
    if todo.plan.state == PlanState.RETURNED:
        title = _("Kế hoạch bị trả lại: %(why)s") % {"why": todo.plan.return_reason}
        return [Todo("back", "t-back", title, words, url, _("Sửa kế hoạch"))]
    title = _("Kế hoạch năm %(year)s chưa gửi") % {"year": day.year}
    return [Todo(*tone, title, words, url, _("Mở kế hoạch"))]
