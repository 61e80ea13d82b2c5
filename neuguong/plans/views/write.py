"""Pages on which a plan is begun, written, numbered, given to those below, thrown away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.plans import actions
from neuguong.plans.forms import AdoptForm, AssignForm, NumberForm, PlanForm
from neuguong.plans.models import Plan
from neuguong.plans.queries import plan_above
from neuguong.plans.queries.cascade import without_plan
from neuguong.plans.queries.place import earlier_plan
from neuguong.plans.queries.plans import basis_documents
from neuguong.plans.rights import Right
from neuguong.plans.rules import Level
from neuguong.plans.views.asked import (
    form_page,
    is_closed,
    plan_page,
    plan_to_write,
    tree_page,
    unit_asked,
    unit_page,
    year_asked,
)
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm

ABOVE, EARLIER, EMPTY = "above", "earlier", "empty"


@login_required
@require_http_methods(ASKS)
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the plan of a unit: adopt the one above, begin like an earlier one, or empty."""
    by = reader(request)
    unit = unit_asked(by, slug)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    above, earlier = plan_above(unit, year), earlier_plan(unit, year)
    form = AdoptForm(
        typed(request), sources=_sources(unit, above, earlier), closed=year_closed(unit, year)
    )
    made: list[Plan] = []

    def act() -> None:
        source = form.cleaned_data["source"]
        like = earlier if source == EARLIER else None
        made.append(
            actions.adopt_plan(
                by=by, unit_id=unit.pk, year=year, today=today(),
                parent_id=above.pk if above and source != EMPTY else None,
                like_id=like.pk if like else None, reason=form.reason,
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        words = _("Đã có bản nháp kế hoạch năm %(year)s. Sửa thành của mình rồi gửi.")
        return told(request, words % {"year": year}, plan_page(made[0]))
    context = {
        "form": form, "unit": unit, "year": year, "above": above,
        "tasks": above.tasks.order_by("number") if above else [],
        "back": unit_page(unit, year),
    }  # fmt: skip
    return shown(request, "plans/adopt.html", context)


def _sources(unit: Unit, above: Plan | None, earlier: Plan | None) -> list[tuple[str, str]]:
    """From what the plan may begin, the likeliest first."""
    sources = []
    if above is not None:
        words = _("Kế hoạch của %(unit)s: nhận mọi nhiệm vụ")
        sources.append((ABOVE, words % {"unit": above.unit.name}))
    if earlier is not None:
        words = _("Kế hoạch năm %(year)s của %(unit)s")
        sources.append((EARLIER, words % {"year": earlier.year, "unit": earlier.unit.name}))
    return [*sources, (EMPTY, _("Bản trống"))]


@login_required
@require_http_methods(ASKS)
def change(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write the words of a plan."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    initial = {
        name: getattr(plan, name)
        for name in ("title", "theme", "purpose", "measures_text", "head_sets_example",
                     "below_due_on")
    }  # fmt: skip
    initial["basis"] = list(plan.basis.values_list("pk", flat=True))
    form = PlanForm(
        typed(request), initial=initial, documents=basis_documents(), year=plan.year,
        closed=is_closed(plan),
    )  # fmt: skip
    if plan.unit.type.is_cell:
        del form.fields["below_due_on"]

    def act() -> None:
        actions.change_plan(
            by=by, plan_id=plan.pk, entry=form.entry, today=today(), reason=form.reason
        )

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu kế hoạch."), plan_page(plan))
    return _form_page(request, form, _("Sửa lời kế hoạch"), _("Lưu kế hoạch"), plan)


@login_required
@require_http_methods(ASKS)
def number(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write the number and the day of the signed paper."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    form = NumberForm(
        typed(request), initial={"number": plan.number, "signed_on": plan.signed_on},
        closed=is_closed(plan),
    )  # fmt: skip

    def act() -> None:
        data = form.cleaned_data
        actions.set_number(
            by=by, plan_id=plan.pk, number=data["number"], signed_on=data["signed_on"],
            reason=form.reason,
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã ghi số và ngày ký."), plan_page(plan))
    return _form_page(request, form, _("Số và ngày ký"), _("Lưu số, ngày ký"), plan)


@login_required
@require_http_methods(ASKS)
def assign(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give an approved plan to a whole level beneath: everyone without one gets a draft."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    form = AssignForm(
        typed(request), levels=_levels(plan), year=plan.year,
        initial={"level": int(Level.DIRECT), "due_on": plan.below_due_on},
    )  # fmt: skip
    made: list[Plan] = []

    def act() -> None:
        made.extend(
            actions.assign_plan(
                by=by, plan_id=plan.pk, level=form.chosen, today=today(),
                due_on=form.cleaned_data["due_on"],
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        words = ngettext(
            "Đã giao cho %(count)s đơn vị.", "Đã giao cho %(count)s đơn vị.", len(made)
        )
        return told(request, words % {"count": len(made)}, tree_page(plan.unit, plan.year))
    return _form_page(
        request, form, _("Giao kế hoạch cho cấp dưới"), _("Giao kế hoạch"), plan, tall=True
    )


def _levels(plan: Plan) -> list[tuple[int, str]]:
    """The levels a plan can be given to, each with how many wait for it."""
    words = {
        Level.DIRECT: _("Tổ chức đảng trực thuộc: %(count)s đơn vị chưa có kế hoạch"),
        Level.GRASSROOTS: _("Mọi tổ chức cơ sở đảng trong nhánh: %(count)s chưa có"),
        Level.CELLS: _("Mọi chi bộ trong nhánh: %(count)s chưa có"),
        Level.MASS: _("MTTQ và đoàn thể: %(count)s chưa có"),
    }
    return [
        (int(level), text % {"count": len(without_plan(plan.unit, plan.year, level))})
        for level, text in words.items()
    ]


@login_required
@require_http_methods(ASKS)
def drop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    question = Question(
        title=_("Bỏ bản nháp"),
        sentence=_("Bản nháp và các nhiệm vụ trong đó sẽ mất. Kế hoạch cấp trên không đổi."),
        go=_("Bỏ bản nháp"),
        back=unit_page(plan.unit, plan.year),
        said=_("Đã bỏ bản nháp."),
        bad=True,
    )
    form = ActForm(typed(request))
    return asked(request, question, form, lambda: actions.drop_plan(by=by, plan_id=plan.pk))


def _form_page(
    request: HttpRequest, form: ActForm, title: str, go: str, plan: Plan, *, tall: bool = False
) -> HttpResponse:
    over = f"{plan.unit.name}, {plan.year}"
    return form_page(request, form, title=title, go=go, back=plan_page(plan), over=over, tall=tall)
