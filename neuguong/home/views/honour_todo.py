"""What waits for somebody about honours: entries to conclude on, those sent up, proposals to decide."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.home.views.todo import Todo
from neuguong.honours.queries.proposals import waiting_proposals
from neuguong.honours.queries.roll import count_open, waiting_raises
from neuguong.honours.rights import Right
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor


def honour_todo(by: AccountActor, unit: Unit | None, day: date) -> list[Todo]:
    """The lines about honours on a front page: of the unit one works for, and of those one decides on."""
    found: list[Todo] = []
    if not by.may_anywhere(Right.DECIDE):
        return found
    if unit is not None and by.may(Right.DECIDE, at=unit):
        waiting = count_open(unit, day.year)
        if waiting:
            title = _("%(count)s mục chờ xét ghi danh") % {"count": waiting}
            url = f"{reverse('honours:settle', args=[unit.slug])}?ky={day.year}"
            found.append(Todo("none", "t-none", title, "", url, _("Họp xét")))
    raised = waiting_raises(by, limit=7)
    if raised:
        title = _("%(count)s mục ghi danh cấp dưới gửi lên") % {"count": _few(len(raised))}
        names = ", ".join(dict.fromkeys(row.entry.unit.short_name for row in raised[:6]))
        url = reverse("honours:entry", args=[raised[0].entry_id])
        found.append(Todo("sent", "t-sent", title, names, url, _("Đọc và kết luận")))
    proposals = waiting_proposals(by, limit=7)
    if proposals:
        title = _("%(count)s đề nghị khen chờ quyết định") % {"count": _few(len(proposals))}
        names = ", ".join(dict.fromkeys(row.unit.short_name for row in proposals[:6]))
        url = reverse("honours:proposal", args=[proposals[0].pk])
        found.append(Todo("sent", "t-sent", title, names, url, _("Đọc và quyết định")))
    return found


def _few(number: int) -> str:
    return _("hơn 6") if number > 6 else str(number)
