"""Pages that take an import back, and that answer while a long one is at work."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from neuguong.exchange import actions
from neuguong.exchange.forms import UndoForm
from neuguong.exchange.queries import run_seen, undo_plan
from neuguong.exchange.rules import RunState
from neuguong.exchange.views import words
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what an undo would do; do it when a reason is given."""
    by = reader(request)
    run = run_seen(by, uid)
    back = reverse("exchange:preview", args=[run.uid])
    if run.state != RunState.APPLIED:
        return redirect(back)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.begin_undo(
                by=by, run_id=run.pk, today=today(), now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            return redirect("jobs:job", uid=asked) if asked else redirect(back)
    plan = undo_plan(run)
    context = {
        "title": _("Hoàn tác lần nhập này?"),
        "sentence": _("Tệp %(name)s, %(unit)s, năm %(year)s.")
        % {"name": run.name, "unit": run.unit.name, "year": run.year},
        "points": words.undo_points(plan),
        "form": form,
        "go": _("Hoàn tác lần nhập"),
        "back": back,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def release(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a file back to its sender whose job ended without bringing it in."""
    by = reader(request)
    run = run_seen(by, uid)
    if actions.release_import(by=by, run_id=run.pk).state == RunState.RUNNING:
        messages.info(request, _("Tệp này còn đang được nhập. Chờ thêm một lát."))
    return redirect("exchange:preview", uid=run.uid)
