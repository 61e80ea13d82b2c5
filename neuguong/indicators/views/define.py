"""Writing indicators and rules as data: what is in force, what one has written, two forms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.indicators import actions
from neuguong.indicators.forms import IndicatorForm, RuleForm
from neuguong.indicators.models import Indicator, ValidationRule
from neuguong.indicators.queries.defined import (
    addable_measures,
    in_words,
    indicators_for,
    own_indicators,
    own_rules,
    rules_for,
)
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.rights import Right
from neuguong.indicators.rules import Operator
from neuguong.indicators.views.asked import (
    address,
    confirmed,
    frame_of,
    row_asked,
    spot_asked,
)
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import Question, today
from neuguong.ui.parts import Cell, Column, Table


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def define(request: HttpRequest, slug: str) -> HttpResponse:
    """The indicators and rules in force for a unit, and the forms to write one's own."""
    by, spot = reader(request), spot_asked(request, slug)
    by.require(Right.SET, at=spot.unit)
    is_rule = request.POST.get("viec") == "quy-tac"
    since = {"since": today().replace(month=1, day=1)}
    one = IndicatorForm(request.POST if request.method == "POST" and not is_rule else None,
                        initial=since, auto_id="cs_%s")  # fmt: skip
    rule = RuleForm(request.POST if is_rule else None, initial=since, auto_id="qt_%s")
    if request.method == "POST" and _saved(by, spot, rule if is_rule else one):
        messages.success(request, _("Đã lưu quy tắc.") if is_rule else _("Đã lưu chỉ số."))
        return redirect(address("define", spot, spot.unit))
    context = {
        **frame_of(request, by, spot, "define"),
        "indicators": _indicators(spot),
        "rules": _rules(spot),
        "measures": _measures(),
        "form": one,
        "rule_form": rule,
    }
    return render(request, "indicators/define.html", context, status=_status(one, rule))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Let one's own indicator (`cs`) or rule (`qt`) end today, after asking once."""
    by = reader(request)
    spot = spot_asked(request, slug)
    by.require(Right.SET, at=spot.unit)
    is_rule = "cs" not in request.GET
    rows = own_rules(spot.unit) if is_rule else own_indicators(spot.unit)
    found = row_asked(
        request, "qt" if is_rule else "cs",
        lambda number: rows.filter(pk=number, valid_to=None).first(),
    )  # fmt: skip
    end_row = actions.end_rule if is_rule else actions.end_indicator
    question = Question(
        _("Cho hết hiệu lực: %(name)s") % {"name": str(found)},
        _("Các kỳ trước ngày hôm nay vẫn giữ. Muốn dùng lại thì đặt lại."),
        _("Cho hết hiệu lực"), address("define", spot, spot.unit), _("Đã cho hết hiệu lực."),
    )  # fmt: skip
    return confirmed(request, question, lambda: end_row(by=by, row_id=found.pk, on=today()))


def _saved(by: AccountActor, spot: Spot, form: IndicatorForm | RuleForm) -> bool:
    """Write what was typed; a refusal stands above the form."""
    if not form.is_valid():
        return False
    since = form.cleaned_data["since"]
    try:
        if isinstance(form, RuleForm):
            actions.write_rule(by=by, unit_id=spot.unit.pk, entry=form.entry, since=since)
        else:
            actions.define_indicator(by=by, unit_id=spot.unit.pk, entry=form.entry, since=since)
    except Refused as refused:
        form.add_error(None, refused.refusal.text)
        return False
    return True


def _status(*forms: Form) -> int:
    return 422 if any(form.errors for form in forms) else 200


def _indicators(spot: Spot) -> Table:
    """What holds on the last day of the period: name, formula in words, who wrote it."""
    found = indicators_for(spot.unit, spot.period.last_day)
    rows = [
        [
            Cell(one.name, address("one", spot, spot.unit, do=one.key)),
            Cell(words, note=one.formula),
            Cell(_owner(one)),
            _ending(spot, one, "cs"),
        ]
        for one, words in zip(found, in_words(one.formula for one in found), strict=True)
    ]
    head = [Column(_("Chỉ số")), Column(_("Công thức")), Column(_("Ai đặt")), Column(_("Sửa"))]
    return Table(_("Các chỉ số đang dùng"), head, rows, shape="cards")


def _rules(spot: Spot) -> Table:
    """The rules in force in words."""
    rows = []
    for rule in rules_for(spot.unit, spot.period.last_day):
        left, right = in_words([rule.left, rule.right])
        words = f"{left} {Operator(rule.operator).sign} {right}"
        rows.append(
            [
                Cell(rule.sentence),
                Cell(words),
                Cell(str(rule.get_severity_display())),
                Cell(_owner(rule)),
                _ending(spot, rule, "qt"),
            ]
        )
    head = [
        Column(_("Quy tắc")), Column(_("Hai vế")), Column(_("Khi không đúng")),
        Column(_("Ai đặt")), Column(_("Sửa")),
    ]  # fmt: skip
    return Table(_("Các quy tắc đang dùng"), head, rows, shape="cards")


def _owner(row: Indicator | ValidationRule) -> str:
    words = row.unit.short_name if row.unit else _("dùng chung")
    return _("%(who)s, từ %(day)s") % {"who": words, "day": format_day(row.valid_from)}


def _ending(spot: Spot, row: Indicator | ValidationRule, name: str) -> Cell:
    if row.unit_id != spot.unit.pk or row.valid_to is not None:
        return Cell("–")
    extra: dict[str, Any] = {name: f"{row.pk}"}
    return Cell(_("Cho hết hiệu lực"), address("end", spot, spot.unit, **extra))


def _measures() -> Table:
    """The keys a formula may name."""
    rows = [[Cell(m.key), Cell(str(m.label)), Cell(str(m.unit))] for m in addable_measures()]
    head = [Column(_("Mã")), Column(_("Chỉ tiêu")), Column(_("Đơn vị tính"))]
    return Table(_("Mã dùng trong công thức"), head, rows, shape="cards")
