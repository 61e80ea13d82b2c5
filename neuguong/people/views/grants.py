"""Giving a role, ending it, and letting another stand in for a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.people import actions
from neuguong.people.access import reader
from neuguong.people.forms import GrantForm, ReasonForm, StandInForm
from neuguong.people.models import Grant
from neuguong.people.queries import account_seen, grant_seen, stand_ins_at, unit_of_rights
from neuguong.people.rights import Right
from neuguong.people.roles import ROLES
from neuguong.people.rules import Term
from neuguong.people.views.asked import done, role_words, span, what, where
from neuguong.ui.asked import today


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def give(request: HttpRequest, account_id: int, slug: str) -> HttpResponse:
    """Give an account a role on the branch of a unit."""
    by = reader(request)
    unit = unit_of_rights(by, slug)
    account = account_seen(by, account_id)
    form = GrantForm(request.POST or None, roles=by.gives(unit), day=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ok = done(
            form,
            lambda: actions.grant_role(
                by=by, account_id=account.pk, role=data["role"], unit_id=unit.pk,
                since=data["since"], until=data["until"], reason=data["reason"],
            ),
        )  # fmt: skip
        if ok:
            messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": account.name})
            return redirect("people:account", account.pk)
    context = {
        "account": account,
        "unit": unit,
        "form": form,
        "roles": [
            (str(role.label), role_words(role))
            for key, role in ROLES.items()
            if key in by.gives(unit)
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/give.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def end(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a role from today on, with the reason."""
    by = reader(request)
    grant = grant_seen(by, grant_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        ok = done(
            form, lambda: actions.end_grant(by=by, grant_id=grant.pk, on=today(), reason=reason)
        )
        if ok:
            messages.success(request, _("Đã thôi: %(role)s.") % {"role": what(grant)})
            return redirect(_back(request, grant))
    context = {
        "title": _("Thôi vai trò của %(name)s") % {"name": grant.account.name},
        "sentence": f"{what(grant)}, {where(grant.unit)}, {span(grant)}.",
        "points": [_("Hết hiệu lực ngay. Những gì đã ghi vẫn còn, mang tên người ghi.")],
        "form": form,
        "go": _("Cho thôi từ hôm nay"),
        "back": _back(request, grant),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/confirm.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def substitute(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Let another act for the holder of a role for some days."""
    by = reader(request)
    grant = grant_seen(by, grant_id)
    choices = stand_ins_at(by, grant)
    form = StandInForm(request.POST or None, accounts=choices, day=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ok = done(
            form,
            lambda: actions.stand_in(
                by=by, grant_id=grant.pk, account_id=int(data["account"]),
                term=Term(data["since"], data["until"]), reason=data["reason"],
            ),
        )  # fmt: skip
        if ok:
            messages.success(request, _("Đã ghi người làm thay; quyền tự hết."))
            return redirect(_back(request, grant))
    context = {
        "title": _("Làm thay %(name)s") % {"name": grant.account.name},
        "sentence": f"{what(grant)}, {where(grant.unit)}, {span(grant)}.",
        "points": [
            _("Hai người cùng có quyền trong những ngày đó; mỗi việc mang tên người làm."),
            _("Người làm thay không giao tiếp được cho ai khác."),
        ],
        "form": form,
        "go": _("Giao làm thay"),
        "back": _back(request, grant),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/confirm.html", context, status=status)


def _back(request: HttpRequest, grant: Grant) -> str:
    """To the account for those who look after it, else to one's own rights."""
    by = reader(request)
    if by.id != grant.account_id and by.may(Right.GRANT, at=grant.unit):
        return reverse("people:account", args=[grant.account_id])
    return reverse("people:rights")
