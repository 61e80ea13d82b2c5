"""Plain pages that say why something was not done, and hand the form back filled; they ask no database."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from neuguong.shield.rules import MOST_SHOWN_BACK

CONFLICT = 409  # the status that htmx shows as a note (ui/parts/enhance.html)
_NEVER_BACK = ("password", "mat_khau", "otp", "code", "secret")
_CODE = re.compile(r"[\w.:/@+-]*", re.ASCII)  # numbers, choices, addresses: sent again, not shown
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 the name of a field


@dataclass(frozen=True, slots=True)
class Typed:
    """One value of a form that was sent; `shown` when it is something a person typed."""

    name: str
    value: str
    shown: bool


def typed_in(request: HttpRequest) -> list[Typed]:
    """What was sent with a form, without secrets; nothing when the form has too many fields."""
    found = [
        Typed(name, str(value), _is_text(name, str(value)))
        for name, values in request.POST.lists()
        for value in values
        if not is_secret_field(name)
    ]
    return found if len(found) <= MOST_SHOWN_BACK else []


def is_secret_field(name: str) -> bool:
    """Whether a field holds what is never shown or read again, such as a password."""
    return any(word in name.lower() for word in _NEVER_BACK)


def held_back(
    request: HttpRequest, *, title: str, sentence: str, status: int, wait: int = 0
) -> HttpResponse:
    """The page that says why, with the form as it was sent and a button that sends it again.

    For htmx a note above the page, which stays as it is. `wait` is told as Retry-After, in seconds.
    """
    if request.headers.get("HX-Request") == "true":
        note = {"kind": "bad", "title": title, "text": sentence}
        response = HttpResponse(render_to_string("ui/parts/note.html", note), status=CONFLICT)
        response.headers["HX-Retarget"] = "#says"
        response.headers["HX-Reswap"] = "innerHTML"
    else:
        page = {
            "title": title,
            "sentence": sentence,
            "status": status,
            "typed": typed_in(request) if request.method == "POST" else [],
            "again": request.get_full_path(),
            "is_post": request.method == "POST",
            "files": [file.name for _name, files in request.FILES.lists() for file in files],
        }
        # without the request: who is signed in, and the menu, would be asked of the database
        response = HttpResponse(render_to_string("shield/held_back.html", page), status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _is_text(name: str, value: str) -> bool:
    return name != _TOKEN and _CODE.fullmatch(value.strip()) is None
