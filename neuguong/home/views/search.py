"""Search of units, people and deeds, with marks or without."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds.models import Deed
from neuguong.deeds.queries import may_read, search_deeds
from neuguong.deeds.rules import DeedState, mask_names
from neuguong.home.views.states import DEED_KEYS
from neuguong.lib.vietnamese import nfc
from neuguong.org.queries import search_units
from neuguong.people.access import AccountActor, reader
from neuguong.people.queries import search_people
from neuguong.people.rights import Right

MOST = 20


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What `q` finds among what the reader may know."""
    by = reader(request)
    words = nfc(request.GET.get("q", "")).strip()[:100]
    context: dict[str, Any] = {"words": words}
    if words:
        units = search_units(by, words, MOST + 1)
        people = search_people(by, words, MOST + 1)
        record_read_list(
            by=by, act=Right.VIEW, subject_type="people.person", part=Part.SEARCH,
            ids=[one.pk for one in people[:MOST] if one.pk != by.person_id],
        )  # fmt: skip
        deeds = [_deed(by, deed) for deed in search_deeds(by, words, MOST + 1)]
        context |= {
            "units": units[:MOST],
            "people": people[:MOST],
            "deeds": deeds[:MOST],
            "more": any(len(found) > MOST for found in (units, people, deeds)),
            "nothing": not (units or people or deeds),
        }
    return render(request, "home/search.html", context)


def _deed(by: AccountActor, deed: Deed) -> dict[str, Any]:
    """A deed as the reader may see it: without names and without a door where names are not theirs."""
    found = deed.registration
    opens = may_read(by, found)
    named = by.sees_names(found.unit.path)
    return {
        "text": deed.text
        if named
        else mask_names(deed.text, [found.name] if found.person_id else []),
        "who": found.name if named or found.person_id is None else "",
        "unit": found.unit_name,
        "year": deed.year,
        "state": DEED_KEYS[DeedState(deed.state)],
        "url": reverse("deeds:deed", args=[deed.pk]) if opens else "",
    }
