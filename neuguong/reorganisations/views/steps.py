"""Steps of a draft: add one, change it, take it out, move it up or down."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.lib.refusal import Refused
from neuguong.org.rights import Right
from neuguong.people.access import AccountActor, reader
from neuguong.people.rights import Right as PeopleRight
from neuguong.reorganisations import actions
from neuguong.reorganisations.forms import LOOK_FOR, PERSON, StepForm, typed_words
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.queries import reorganisation_seen, step_ids, steps_page
from neuguong.reorganisations.rules import ReorganisationState, StepKind, may_change
from neuguong.reorganisations.views import words
from neuguong.reorganisations.views.asked import confirmed, draft_url, must, step_seen
from neuguong.ui.asked import ASKS, TO_BE_MENDED
from neuguong.ui.parts import Link


@login_required
@require_http_methods(ASKS)
def add_step(request: HttpRequest, plan_id: int, kind: str) -> HttpResponse:
    """A new step of one kind, at the end of a draft."""
    by = reader(request)
    found = reorganisation_seen(by, plan_id)
    if kind not in set(StepKind):
        raise Http404
    return _step_page(request, by, found, StepKind(kind), None)


@login_required
@require_http_methods(ASKS)
def change_step(request: HttpRequest, step_id: int) -> HttpResponse:
    """A step said again."""
    by = reader(request)
    step = step_seen(by, step_id)
    return _step_page(request, by, step.reorganisation, StepKind(step.kind), step)


def _step_page(
    request: HttpRequest, by: AccountActor, found: Reorganisation, kind: StepKind, step: Step | None
) -> HttpResponse:
    must(by, Right.CHANGE, found)
    if refusal := may_change(ReorganisationState(found.state)):
        raise Refused(refusal)
    old = step.entry if step else None
    kept: dict[str, Any] = {"old": old, "names": by.sees_names}
    looks = request.method == "POST" and LOOK_FOR in request.POST
    if looks:
        form = StepForm.looking(found, kind, request.POST, **kept)
    elif request.method == "POST":
        form = StepForm(found, kind, request.POST, words=typed_words(kind, request.POST), **kept)
    else:
        form = StepForm(found, kind, initial=StepForm.initial_of(old) if old else {}, **kept)
    if form.is_bound and form.is_valid() and _saved(by, found, step, form):
        messages.success(request, _("Đã lưu bước."))
        return redirect(f"{draft_url(found)}#cac-buoc")
    _note_names(by, form)
    title = next(label for each, label, _hint in words.KIND_WORDS if each is kind)
    context = {
        "plan": found,
        "form": form,
        "pickers": form.pickers,
        "plain": form.plain,
        "judged": form.is_bound,
        "title": title,
        "hint": next(hint for each, _label, hint in words.KIND_WORDS if each is kind),
        "trail": [
            Link(_("Sắp xếp"), reverse("reorganisations:list")),
            Link(found.title, draft_url(found)),
            Link(str(title)),
        ],
        "back": draft_url(found),
    }
    status = TO_BE_MENDED if form.is_bound and form.errors else 200
    return render(request, "reorganisations/step.html", context, status=status)


def _saved(by: AccountActor, found: Reorganisation, step: Step | None, form: StepForm) -> bool:
    try:
        if step is None:
            actions.add_step(by=by, reorganisation_id=found.pk, entry=form.entry)
        else:
            actions.change_step(by=by, step_id=step.pk, entry=form.entry)
    except Refused as refused:
        form.add_error(None, refused.refusal.text)
        return False
    return True


def _note_names(by: AccountActor, form: StepForm) -> None:
    """Members that the page names one by one are a reading of their names."""
    ids = [int(name.removeprefix(PERSON)) for name in form.fields if name.startswith(PERSON)]
    if ids:
        record_read_list(
            by=by, act=PeopleRight.VIEW, subject_type="people.person", part=Part.LIST,
            ids=[pk for pk in ids if pk != by.person_id],
        )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def remove_step(request: HttpRequest, step_id: int) -> HttpResponse:
    """Take a step out, after asking once."""
    by = reader(request)
    step = step_seen(by, step_id)
    found = step.reorganisation
    must(by, Right.CHANGE, found)
    names = steps_page(found, step_ids(found).index(step.pk)).names
    back = draft_url(found)
    return confirmed(
        request, lambda: actions.remove_step(by=by, step_id=step.pk),
        title=_("Bỏ bước này khỏi phương án?"),
        sentence=words.StepWords(names, {}).title(step.entry),
        go=_("Bỏ bước"), back=back, done=_("Đã bỏ bước."),
    )  # fmt: skip


@login_required
@require_POST
def move_step(request: HttpRequest, step_id: int, way: str) -> HttpResponse:
    """Put a step one place up or down."""
    by = reader(request)
    step = step_seen(by, step_id)
    found = step.reorganisation
    ids = step_ids(found)
    here = ids.index(step.pk)
    there = here - 1 if way == "len" else here + 1
    if 0 <= there < len(ids):
        ids[here], ids[there] = ids[there], ids[here]
    try:
        actions.order_steps(by=by, reorganisation_id=found.pk, step_ids=ids)
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    return redirect(f"{draft_url(found)}#b{step.pk}")
