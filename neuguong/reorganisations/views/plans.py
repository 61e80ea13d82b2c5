"""The list of plans, a new one, the page of one with its steps in words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.people.access import AccountActor, denial, reader
from neuguong.reorganisations import actions
from neuguong.reorganisations.forms import HeadForm
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import (
    StepsPage,
    draft_places,
    may_see,
    plans_listed,
    reorganisation_seen,
    steps_page,
    type_names,
)
from neuguong.reorganisations.rules import ReorganisationState
from neuguong.reorganisations.views import words
from neuguong.reorganisations.views.asked import at, draft_url, must
from neuguong.ui.asked import ASKS, TO_BE_MENDED, number_asked, today
from neuguong.ui.parts import Link

_PAGE = 50


@require_safe
@never_cache
@login_required
def plans(request: HttpRequest) -> HttpResponse:
    """The plans the reader may know of; `dv` shows those for the branch of one unit."""
    by, slug, after = reader(request), request.GET.get("dv", ""), number_asked(request, "sau")
    unit, rows = plans_listed(by, slug)
    shown = list(rows[after : after + _PAGE + 1])
    may_draft = by.may_anywhere(Right.CHANGE)
    here = reverse("reorganisations:list")
    kept = f"dv={unit.slug}&" if unit else ""
    context = {
        "unit": unit,
        "plans": [_line(found) for found in shown[:_PAGE]],
        "may_draft": may_draft,
        "new_url": reverse("reorganisations:new") + (f"?dv={unit.slug}" if unit else ""),
        "import_url": _import_url(unit.slug if unit else "") if may_draft else "",
        "denied": "" if may_draft else denial(Right.CHANGE),
        "next_url": f"{here}?{kept}sau={after + _PAGE}" if len(shown) > _PAGE else "",
        "back_url": f"{here}?{kept}" if after else "",
    }
    return render(request, "reorganisations/plans.html", context)


def _line(found: Reorganisation) -> dict[str, Any]:
    is_open = found.state in (ReorganisationState.DRAFT, ReorganisationState.APPROVED)
    return {
        "title": found.title,
        "url": draft_url(found),
        "place": words.place_word(found),
        "day": format_day(found.effective_on),
        "days": words.days_to_go(found, today()),
        "key": words.STATE_KEYS[ReorganisationState(found.state)],
        "word": words.state_word(found),
        "hindrance": found.hindrance if is_open else "",
    }


@login_required
@require_http_methods(ASKS)
def new_plan(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    by = reader(request)
    if not by.may_anywhere(Right.CHANGE):
        raise PermissionDenied(denial(Right.CHANGE))
    form = _head_form(request, by, request.GET.get("dv", ""))
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.draft_reorganisation(by=by, entry=form.entry)
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            return redirect(draft_url(found))
    return _head_page(
        request, form, _("Phương án sắp xếp mới"), _("Soạn các bước"),
        reverse("reorganisations:list"),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def change_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Say again what a draft is."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    must(by, Right.CHANGE, found)
    form = _head_form(request, by, found.unit.slug if found.unit else "", found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_reorganisation(by=by, reorganisation_id=found.pk, entry=form.entry)
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(draft_url(found))
    return _head_page(request, form, found.title, _("Lưu"), draft_url(found))


def _head_form(
    request: HttpRequest, by: AccountActor, slug: str, found: Reorganisation | None = None
) -> HeadForm:
    return HeadForm(
        request.POST if request.method == "POST" else None,
        places=draft_places(by, slug),
        everywhere=by.may(Right.CHANGE, at=NATION),
        initial=HeadForm.initial_of(found) if found else {},
    )


def _head_page(
    request: HttpRequest, form: HeadForm, title: str, go: str, back: str
) -> HttpResponse:
    status = TO_BE_MENDED if form.is_bound and form.errors else 200
    context = {"form": form, "title": title, "go": go, "back": back}
    return render(request, "reorganisations/head.html", context, status=status)


@require_safe
@never_cache
@login_required
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A plan: where it stands, what may be done with it now, and its steps."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    page = steps_page(found, number_asked(request, "sau"))
    state = ReorganisationState(found.state)
    is_draft = state is ReorganisationState.DRAFT
    may_change = is_draft and by.may(Right.CHANGE, at=at(found))
    context = {
        "plan": found,
        "trail": [Link(_("Sắp xếp"), reverse("reorganisations:list")), Link(found.title)],
        "key": words.STATE_KEYS[state],
        "word": words.state_word(found),
        "days": words.days_to_go(found, today()),
        "facts": _facts(found),
        "steps": _steps(page),
        "total": page.total,
        "next_after": page.before + len(page.steps) if _has_more(page) else 0,
        "before": page.before,
        "may_change": may_change,
        "kinds": words.KIND_WORDS if may_change else (),
        "may_preview": state in (ReorganisationState.DRAFT, ReorganisationState.APPROVED),
        **_decisions(by, found),
    }
    return render(request, "reorganisations/plan.html", context)


def _has_more(page: StepsPage) -> bool:
    return page.before + len(page.steps) < page.total


def _steps(page: StepsPage) -> list[dict[str, Any]]:
    told = words.StepWords(page.names, type_names({step.type for step in page.steps if step.type}))
    lines = []
    for number_here, step in enumerate(page.steps, page.before + 1):
        entry = step.entry
        lines.append(
            {
                "id": step.pk,
                "number": number_here,
                "title": told.title(entry),
                "details": told.details(entry),
                "is_first": number_here == 1,
                "is_last": number_here == page.total,
            }
        )
    return lines


def _facts(found: Reorganisation) -> list[tuple[str, str]]:
    """What is written of the plan, empty lines left out."""
    signed = format_day(found.decided_on) if found.decided_on else ""
    lines = [
        (_("Hiệu lực"), format_day(found.effective_on)),
        (_("Trong nhánh của"), words.place_word(found)),
        (_("Quyết định"), found.decision),
        (_("Ngày ký"), signed),
        (_("Người ký"), found.signer),
        (_("Người soạn"), found.drafted_by_name),
        (_("Người duyệt"), found.approved_by_name),
    ]
    return [(label, text) for label, text in lines if text]


def _decisions(by: AccountActor, found: Reorganisation) -> dict[str, Any]:
    """What one who decides may do now, and the sentence for one who may not."""
    state, day = ReorganisationState(found.state), today()
    may = by.may(Right.REORGANISE, at=at(found))
    left = words.undo_days(found, day)
    approved = state is ReorganisationState.APPROVED
    waits = state in (ReorganisationState.DRAFT, ReorganisationState.APPROVED)
    return {
        "may_approve": may and state is ReorganisationState.DRAFT,
        "may_return": may and approved,
        "may_apply": may and approved and found.effective_on <= day,
        "may_undo": may and left is not None,
        "undo_left": left,
        "denied": denial(Right.REORGANISE) if waits and not may and may_see(by, found) else "",
    }


def _import_url(slug: str) -> str:
    return reverse("exchange:reorganisations") + (f"?dv={slug}" if slug else "")
