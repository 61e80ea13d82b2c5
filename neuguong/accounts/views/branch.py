"""Accounts of a branch, for its administrator: who has one, open one, print slips."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.accounts import rules
from neuguong.accounts.actions import name_outside
from neuguong.accounts.forms import OutsideForm, SlipsForm
from neuguong.accounts.queries import (
    SHOWN,
    account_lines,
    account_over,
    accounts_of,
    top_unit,
)
from neuguong.accounts.slips import print_slips
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, denial, reader
from neuguong.people.models import Account
from neuguong.people.rights import Right
from neuguong.ui.asked import TO_BE_MENDED, typed


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The accounts of the highest unit one administers."""
    unit = top_unit(reader(request))
    if unit is None:
        raise PermissionDenied(denial(Right.GRANT))
    return redirect("accounts:list", unit.slug)


@never_cache
@require_safe
@login_required
def accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has an account in this branch, with what role, and whether a slip is out."""
    unit = _administered(request, slug)
    words = request.GET.get("q", "")[:80]
    found = accounts_of(unit, words)
    shown = list(found[:SHOWN])
    now = timezone.now()
    context = {
        "unit": unit,
        "words": words,
        "lines": account_lines(shown, now, timezone.localdate(now)),
        "count": len(shown) if len(shown) < SHOWN else found.count(),
        "shown": len(shown),
        "chosen": {int(each) for each in request.GET.getlist("tk") if each.isdecimal()},
        "has_outside": bool(settings.NEUGUONG_OIDC_NAME),
    }
    return render(request, "accounts/list.html", context)


@require_safe
@login_required
def slip(request: HttpRequest, account_id: int) -> HttpResponse:
    """The slip of one account, as its page asks for it."""
    account, unit = account_over(reader(request), account_id)
    return redirect(f"{reverse('accounts:slips', args=[unit.slug])}?tk={account.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slips(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why, then answer with the printed slips: the only place where their codes ever stand."""
    unit = _administered(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    ids = [int(each) for each in asked.getlist("tk")[: rules.MOST_SLIPS + 1] if each.isdecimal()]
    accounts, beyond = _in_hand(reader(request), ids)
    form = SlipsForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            content = print_slips(
                by=reader(request),
                account_ids=[account.pk for account in accounts],
                drop_second_step=form.cleaned_data["drop"],
                reason=form.cleaned_data["reason"],
                site=request.build_absolute_uri(reverse("accounts:enter_by_slip")),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            response = HttpResponse(content, content_type="application/pdf")
            response["Content-Disposition"] = 'attachment; filename="phieu-dang-nhap.pdf"'
            return response
    status = 200 if request.method != "POST" else TO_BE_MENDED
    context = {"unit": unit, "form": form, "accounts": accounts, "beyond": beyond}
    return render(request, "accounts/slips.html", context, status=status)


def _in_hand(by: AccountActor, ids: Sequence[int]) -> tuple[list[Account], list[str]]:
    """The accounts that are the reader's to lead in anew, and why the others are not; 403 with none."""
    accounts: list[Account] = []
    beyond: list[str] = []
    for each in ids:
        try:
            accounts.append(account_over(by, each)[0])
        except PermissionDenied as denied:
            beyond.append(str(denied))
    if beyond and not accounts:
        raise PermissionDenied(" ".join(beyond))
    return accounts, beyond


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outside(request: HttpRequest, account_id: int) -> HttpResponse:
    """By what name the other site knows an account; where the settings name none, no such page."""
    account, unit = account_over(reader(request), account_id)
    if not settings.NEUGUONG_OIDC_NAME:
        raise Http404
    known = getattr(account, "outside_name", None)
    form = OutsideForm(typed(request), initial={"subject": known.subject if known else ""})
    if request.method == "POST" and form.is_valid():
        try:
            name_outside(
                by=reader(request), account_id=account_id, subject=form.cleaned_data["subject"]
            )
        except Refused as refused:
            form.add_error("subject", refused.refusal.text)
        else:
            return redirect("accounts:list", unit.slug)
    status = 200 if request.method != "POST" else TO_BE_MENDED
    context = {
        "title": _("Tên ở nơi cấp tài khoản"),
        "sentence": _("Tài khoản %(name)s (%(username)s) vào bằng %(site)s với tên nào?")
        % {"name": account.name, "username": account.username, "site": settings.NEUGUONG_OIDC_NAME},
        "form": form,
        "go": _("Ghi tên ấy"),
        "back": reverse("accounts:list", args=[unit.slug]),
    }
    return render(request, "ui/confirm.html", context, status=status)


def _administered(request: HttpRequest, slug: str) -> Unit:
    """A unit whose accounts the reader administers: 404 when not known, 403 when only that."""
    unit = unit_seen(reader(request), slug, "org.view")
    reader(request).require(Right.GRANT, at=unit)
    return unit
