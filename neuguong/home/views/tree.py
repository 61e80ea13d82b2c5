"""The tree of units, opened by links; no script is needed."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuguong.home.queries.tree import branches_seen
from neuguong.people.access import reader


@require_safe
@login_required
def tree(request: HttpRequest) -> HttpResponse:
    """The tree as the reader may see it; every `mo` names a unit that stands open."""
    asked = [slug for slug in request.GET.getlist("mo") if slug][:40]
    seen = branches_seen(reader(request), asked)
    period = {"ky": request.GET["ky"]} if request.GET.get("ky") else {}
    context = {
        "branches": seen.branches,
        "marked": asked[-1] if asked else "",
        "here": f"{reverse('home:tree')}?{urlencode({**period, 'mo': ''})}",
    }
    return render(request, "home/tree.html", context)
