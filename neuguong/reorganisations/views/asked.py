"""What every page of this room asks of a request, and how a page asks before it acts."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from neuguong.lib.actor import HasPath
from neuguong.lib.refusal import Refused
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.people.access import AccountActor, denial
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.queries import may_see, step_of
from neuguong.ui.asked import TO_BE_MENDED


def at(found: Reorganisation) -> HasPath:
    """Where one needs the right: at its unit, or at the whole tree."""
    return found.unit or NATION


def must(by: AccountActor, right: Right, found: Reorganisation) -> None:
    """Refuse with the sentence that says who can."""
    if not by.may(right, at=at(found)):
        raise PermissionDenied(denial(right))


def step_seen(by: AccountActor, step_id: int) -> Step:
    """The step of a plan the reader may know of; otherwise 404."""
    found = step_of(step_id)
    if found is None or not may_see(by, found.reorganisation):
        raise Http404
    return found


def draft_url(found: Reorganisation) -> str:
    """The page of a plan."""
    return reverse("reorganisations:plan", args=[found.pk])


def confirmed(
    request: HttpRequest, act: Callable[..., Any], *, title: str, sentence: str, go: str, back: str,
    done: str, onward: str = "", points: Sequence[str] = (), form: forms.Form | None = None,
    bad: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask once, then act; what was typed goes to the act, a refusal stands above the form."""
    shown = form or forms.Form(request.POST or None)
    if request.method == "POST":
        if not shown.is_bound:
            shown = type(shown)({})
        if shown.is_valid():
            try:
                act(**shown.cleaned_data)
            except Refused as refused:
                shown.add_error(None, refused.refusal.text)
            else:
                messages.success(request, done)
                return redirect(onward or back)
    context = {
        "title": title, "sentence": sentence, "points": points, "form": shown, "go": go,
        "back": back, "bad": bad,
    }  # fmt: skip
    status = TO_BE_MENDED if shown.is_bound and shown.errors else 200
    return render(request, "ui/confirm.html", context, status=status)
