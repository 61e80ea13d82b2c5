"""The deadlines that a unit sets for those beneath it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.duties import actions
from neuguong.duties.forms import RuleForm
from neuguong.duties.models import OWES_LABELS, RHYTHM_LABELS, DutyRule
from neuguong.duties.queries import rule_seen, rules_set_by
from neuguong.duties.rights import Right
from neuguong.duties.rules import Owes, Rhythm
from neuguong.duties.views.asked import address, unit_asked
from neuguong.lib.dates import format_day
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Cell, Column, Table


@login_required
@require_http_methods(ASKS)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The deadlines of the year, and a form for a new one."""
    found = unit_asked(request, slug)
    by, unit = found.by, found.unit
    by.require(Right.SET, at=unit)
    form = RuleForm(typed(request), year=found.year)
    if request.method == "POST" and attempt(form, lambda: actions.set_rule(
        by=by, unit_id=unit.pk, year=found.year, entry=form.entry, today=today(),
    )):  # fmt: skip
        return told(request, _("Đã đặt hạn; các đơn vị thấy ngay."), found.url("calendar"))
    context = {
        "unit": unit,
        "year": found.year,
        "tabs": found.tabs("calendar"),
        "table": _table(rules_set_by(unit, found.year)),
        "form": form,
    }
    return shown(request, "duties/calendar.html", context)


def _table(rules: list[DutyRule]) -> Table | None:
    head = [Column(_("Hạn")), Column(_("Việc")), Column(_("Ai phải làm")), Column(_("Sửa"))]
    rows = [
        [
            Cell(_when(rule), note=str(RHYTHM_LABELS[Rhythm(rule.rhythm)])),
            Cell(rule.title, note=rule.get_kind_display()),
            Cell(str(OWES_LABELS[Owes(rule.owes)])),
            Cell(_("đã thôi")) if rule.ended_on
            else Cell(_("Thôi"), reverse("duties:end", args=[rule.pk])),
        ]
        for rule in rules
    ]  # fmt: skip
    return Table(_("Hạn trong năm"), head, rows) if rows else None


def _when(rule: DutyRule) -> str:
    if rule.due_on is not None:
        return format_day(rule.due_on)
    if not rule.days_after:
        return _("ngày cuối kỳ")
    return _("%(days)s ngày sau kỳ") % {"days": rule.days_after}


@login_required
@require_http_methods(ASKS)
def end(request: HttpRequest, rule_id: int) -> HttpResponse:
    """End a deadline."""
    by = reader(request)
    found = rule_seen(by, rule_id)
    by.require(Right.SET, at=found.unit)
    question = Question(
        title=_("Thôi hạn này"), sentence=found.title, go=_("Thôi"), said=_("Đã thôi."),
        back=address("calendar", found.unit, found.year),
        points=[_("Việc chưa đến hạn được bỏ; việc đã qua hạn vẫn giữ.")],
    )  # fmt: skip
    form = ActForm(typed(request))
    return asked(
        request, question, form,
        lambda: actions.end_rule(by=by, rule_id=found.pk, today=today()),
    )  # fmt: skip
