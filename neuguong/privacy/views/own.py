"""“Dữ liệu của tôi”: what I was told and said, what I asked, a copy of everything about me."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.people.access import AccountActor, reader
from neuguong.privacy.actions.consents import read_notice, say
from neuguong.privacy.actions.own import take_copy
from neuguong.privacy.actions.requests import ask
from neuguong.privacy.forms import AskForm
from neuguong.privacy.queries.consents import home_of, notices, stands_of, was_told
from neuguong.privacy.queries.requests import due_of, own_requests
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import Purpose, RequestKind
from neuguong.privacy.views.asked import done, file_answer, page
from neuguong.ui.asked import today


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own data: notices, consents, requests, copy."""
    by = reader(request)
    context: dict[str, Any] = {"doors": _doors(by), "stands": [], "told": None, "dues": []}
    if by.person_id is not None:
        unit = home_of(by.person_id, today())
        requests = own_requests(by.person_id)
        context |= {
            "stands": stands_of(by.person_id, unit, today()),
            "told": was_told(by.person_id),
            "dues": [due_of(found, today(), named=True) for found in requests],
        }
    return render(request, "privacy/mine.html", context)


@require_safe
@login_required
def notice(request: HttpRequest) -> HttpResponse:
    """What people are told, each use by itself."""
    return render(request, "privacy/notice.html", {"notices": list(notices(today()).values())})


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """“Tôi đã đọc”."""
    read_notice(by=reader(request), now=timezone.now(), today=today())
    return redirect("privacy:mine")


@require_POST
@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """Say yes to one use, or take it back."""
    by, typed = reader(request), request.POST.get("purpose", "")
    if typed not in set(Purpose):
        messages.warning(request, _("Chưa rõ mục đích nào."))
        return redirect("privacy:mine")
    given = request.POST.get("given") == "1"
    said = _("Đã ghi: đồng ý.") if given else _("Đã ghi: rút đồng ý, có hiệu lực ngay.")
    done(
        request,
        lambda: say(by=by, purpose=Purpose(typed), given=given, now=timezone.now(), today=today()),
        said,
    )
    return redirect("privacy:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def ask_page(request: HttpRequest) -> HttpResponse:
    """Ask something about one's own data."""
    by = reader(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and done(
        request,
        lambda: ask(
            by=by, kind=RequestKind(form.cleaned_data["kind"]), note=form.cleaned_data["note"],
            today=today(),
        ),
        _("Đã gửi. Anh, chị được trả lời trong 2 ngày làm việc."),
        form,
    ):  # fmt: skip
        return redirect("privacy:mine")
    return page(request, "privacy/ask.html", {"form": form}, form)


@require_POST
@never_cache
@login_required
def copy(request: HttpRequest) -> HttpResponse:
    """A copy of everything about oneself."""
    name, content = take_copy(by=reader(request), now=timezone.now())
    return file_answer(name, content, "application/zip")


def _doors(by: AccountActor) -> dict[str, bool]:
    """Which further pages the reader may open."""
    return {
        "desk": by.may_anywhere(Right.DESK),
        "record": by.may_anywhere(Right.RECORD),
        "set": by.may_anywhere(Right.SET),
    }
