"""Shared works: open one, see who takes part, say what it came to."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds import actions
from neuguong.deeds.forms import FinishSheet, WorkForm, unit_words
from neuguong.deeds.models import Work
from neuguong.deeds.queries import may_read, story_of_work, work_seen
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import mask_names
from neuguong.deeds.views.asked import asks_reason, may_correct
from neuguong.deeds.views.cards import badge_of_deed, gifts_in_words, sums_of
from neuguong.deeds.views.places import deed_url, in_year
from neuguong.deeds.views.sheet import working_year
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import (
    ASKS,
    Question,
    asked,
    attempt,
    number_asked,
    shown,
    today,
    told,
    typed,
)
from neuguong.ui.parts import Cell, Column, Link, Table


@login_required
@require_safe
def work(request: HttpRequest, work_id: int) -> HttpResponse:
    """One work: what it came to, whose hands it had, what was done to it."""
    by = reader(request)
    found = work_seen(by, work_id)
    if by.opened_names(found.unit.path):
        people = [deed.registration.person_id for deed in found.deeds.all()]
        record_read_list(
            by=by, act=Right.VIEW, subject_type="people.person", part=Part.LIST,
            unit_id=found.unit_id, ids=[pk for pk in people if pk is not None],
        )  # fmt: skip
    back = in_year("collective", found.year, found.unit.slug)
    writes = by.may(Right.CONFIRM, at=found.unit)
    context = {
        "work": found,
        "sums": sums_of(found.quantities.all()),
        "gifts": gifts_in_words(found.contributions.all()),
        "table": _table(by, found),
        "story": story_of_work(found),
        "trail": [Link(found.unit.name, back), Link(_("Công trình chung"))],
        "may_finish": writes and (may_correct(by, found.unit) or not _closed(found)),
    }
    return render(request, "deeds/work.html", context)


def _closed(found: Work) -> bool:
    return year_closed(found.unit, found.year)


def _table(by: AccountActor, found: Work) -> Table:
    """Who takes part; people only where the reader may name them."""
    rows = []
    for deed in found.deeds.all():
        registration = deed.registration
        named = may_read(by, registration)
        badge = badge_of_deed(deed, today=today())
        text = deed.text if named else mask_names(deed.text, [registration.name])
        rows.append([
            Cell(registration.name if named else _("một người"), note=registration.unit_name),
            Cell(text, url=deed_url(deed) if named else ""),
            Cell(badge.word, state=badge.state) if badge else Cell(_("Chờ xác nhận")),
        ])  # fmt: skip
    columns = [Column(_("Ai")), Column(_("Việc")), Column(_("Trạng thái"))]
    return Table(_("Các việc của công trình"), columns, rows)


@login_required
@require_http_methods(ASKS)
def open_work(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a work at the unit that leads it."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.REGISTER, at=unit)
    year = number_asked(request, "nam") or working_year(unit, today())
    form = WorkForm(typed(request), closed=asks_reason(by, unit, year))
    question = Question(
        title=_("Mở công trình chung"),
        sentence=_("Nhiều người, nhiều đơn vị cùng làm; mỗi cấp tính một lần."),
        go=_("Mở công trình"),
        back=in_year("collective", year, unit.slug) + "#cong-trinh",
        said=_("Đã mở công trình. Từng việc đưa vào công trình ở trang của việc đó."),
    )
    return asked(request, question, form, lambda: actions.open_work(
        by=by, unit_id=unit.pk, year=year, title=form.cleaned_data["title"],
        place=form.cleaned_data["place"], today=today(), reason=form.reason))  # fmt: skip


@login_required
@require_http_methods(ASKS)
def finish_work(request: HttpRequest, work_id: int) -> HttpResponse:
    """Say what a work came to; from then on it counts, once at every level."""
    by = reader(request)
    found = work_seen(by, work_id)
    by.require(Right.CONFIRM, at=found.unit)
    closed = asks_reason(by, found.unit, found.year)
    form = FinishSheet(typed(request), work=found, today=today(), closed=closed)
    onward = reverse("deeds:work", args=[found.pk])
    if request.method == "POST" and attempt(form, lambda: actions.finish_work(
        by=by, work_id=found.pk, day=form.done.cleaned_data["day"], quantities=form.entries(),
        today=today(), reason=form.done.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi kết quả công trình. Từ nay được tính."), onward)
    context = {"work": found, "form": form, "back": onward, "units": unit_words()}
    return shown(request, "deeds/finish.html", context)
