"""Accounts of a branch: the list, one of them, open, close, open again."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.lib.amounts import format_number
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit
from neuguong.people import actions
from neuguong.people.access import AccountActor, out_of_hand, reader
from neuguong.people.forms import OpenAccountForm, ReasonForm
from neuguong.people.models import Account, Grant
from neuguong.people.queries import (
    MEMBER,
    account_seen,
    accounts_in,
    grants_of,
    memberships_on,
    places_of,
    unit_of_rights,
)
from neuguong.people.rights import Right
from neuguong.people.views.asked import done, door, grant_table, role_label
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Cell, Column, Link, Table

_PAGE: Final = 50


@require_safe
@never_cache
@login_required
def branch(request: HttpRequest, slug: str) -> HttpResponse:
    """The accounts of a branch, fifty a page, found by name."""
    by = reader(request)
    found = unit_of_rights(by, slug)
    words = nfc(request.GET.get("q", "").replace("\0", ""))[:80].strip()
    after = number_asked(request, "sau")
    rows = accounts_in(by, found, words)
    shown = list(rows.prefetch_related("grants__unit")[after : after + _PAGE + 1])
    base = f"{reverse('people:accounts', args=[slug])}?q={words}"
    context = {
        "unit": found,
        "words": words,
        "table": _table(shown[:_PAGE]),
        "here": _("%(count)s tài khoản.") % {"count": format_number(rows.count())},
        "next_url": f"{base}&sau={after + _PAGE}" if len(shown) > _PAGE else "",
        "back_url": f"{base}&sau={max(0, after - _PAGE)}" if after else "",
    }
    return render(request, "people/accounts.html", context)


def _table(shown: list[Account]) -> Table | None:
    head = [
        Column(_("Tên")),
        Column(_("Tên đăng nhập")),
        Column(_("Vai trò")),
        Column(_("Tình trạng")),
    ]
    rows = []
    for found in shown:
        live = [grant for grant in found.grants.all() if _holds(grant)]
        roles = "; ".join(f"{role_label(grant.role)} ({grant.unit.short_name})" for grant in live)
        state = _("đang dùng") if found.is_active else _("đã đóng")
        url = reverse("people:account", args=[found.pk])
        rows.append(
            [Cell(found.name, url=url), Cell(found.username), Cell(roles or "–"), Cell(state)]
        )
    return Table(_("Tài khoản của nhánh"), head, rows) if rows else None


def _holds(grant: Grant) -> bool:
    return grant.valid_to is None or grant.valid_to > today()


@require_safe
@never_cache
@login_required
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its roles now and before, and what may be done with it."""
    by = reader(request)
    found = account_seen(by, account_id)
    grants = [
        grant
        for grant in grants_of(found)
        if found.pk == by.id or by.may(Right.GRANT, at=grant.unit)
    ]
    may = {grant.pk: _may_end(by, grant) for grant in grants}

    def doors(grant: Grant) -> list[Cell]:
        stands = may[grant.pk] and grant.stands_for_id is None and grant.role != MEMBER
        return [
            door("end_grant", grant, _("Cho thôi"), shown=may[grant.pk]),
            door("stand_in", grant, _("Cho người làm thay"), shown=stands),
        ]

    live = [grant for grant in grants if _holds(grant)]
    past = [grant for grant in grants if not _holds(grant)]
    context = {
        "account": found,
        "live": grant_table(_("Đang giữ"), live, named=False, doors=doors),
        "past": grant_table(_("Đã thôi"), past, named=False),
        "units": [unit for unit in places_of(found) if by.may(Right.GRANT, at=unit)],
        **_doors(by, found),
    }
    return render(request, "people/account.html", context)


def _may_end(by: AccountActor, grant: Grant) -> bool:
    if by.id in (grant.account_id, grant.stands_for_id):
        return True
    return by.may(Right.GRANT, at=grant.unit) and grant.role in by.gives(grant.unit)


def _doors(by: AccountActor, found: Account) -> dict[str, Any]:
    """Where one goes from an account of another."""
    units = [unit for unit in places_of(found) if by.may(Right.GRANT, at=unit)]
    if found.pk == by.id or not units:
        return {}
    doors = []
    if found.is_active:
        doors = [
            Link(_("Giao vai trò ở %(unit)s") % {"unit": unit.short_name}, _give(found, unit))
            for unit in _tops(by, units)
        ]
    if beyond := out_of_hand(by, found, today()):
        return {"doors": doors, "beyond": beyond}
    state = "close_account" if found.is_active else "reopen_account"
    doors += _slip(found) if found.is_active else []
    words = _("Đóng tài khoản") if found.is_active else _("Mở lại tài khoản")
    doors.append(Link(words, reverse(f"people:{state}", args=[found.pk])))
    return {"doors": doors}


def _tops(by: AccountActor, units: list[Unit]) -> list[Unit]:
    """The places of an account and the branches one looks after, each once."""
    mine = [grant.unit for grant in by.grants if by.may(Right.GRANT, at=grant.unit)]
    named = {unit.pk: unit for unit in [*units, *mine] if unit.closed_on is None}
    return list(named.values())[:4]


def _give(found: Account, unit: Unit) -> str:
    return reverse("people:give", args=[found.pk, unit.slug])


def _slip(found: Account) -> list[Link]:
    """The slip for the first sign-in, where the site has that room."""
    try:
        return [Link(_("In phiếu đăng nhập"), reverse("accounts:slip", args=[found.pk]))]
    except NoReverseMatch:
        return []


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def open_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an account at a unit."""
    by = reader(request)
    at = unit_of_rights(by, slug)
    people = []
    if by.sees_names(at.path):
        rows = memberships_on(at, today()).filter(person__account=None)
        people = [membership.person for membership in rows[:500]]
    form = OpenAccountForm(request.POST or None, people=people)
    made: list[Account] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ok = done(
            form,
            lambda: made.append(
                actions.open_account(
                    by=by, username=data["username"], name=data["name"], password="", at=at,
                    person=form.chosen(),
                )
            ),
        )  # fmt: skip
        if ok:
            messages.success(request, _("Đã mở tài khoản %(name)s.") % {"name": made[0].username})
            return redirect("people:account", made[0].pk)
    context = {"unit": at, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "people/open_account.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def close(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an account after asking once, with the reason."""
    found = account_seen(reader(request), account_id)
    return _ask(
        request,
        found,
        title=_("Đóng tài khoản %(name)s") % {"name": found.name},
        sentence=_("Người này bị đăng xuất ngay và thôi mọi vai trò. Những gì đã ghi vẫn còn."),
        go=_("Đóng tài khoản"),
        closes=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def reopen(request: HttpRequest, account_id: int) -> HttpResponse:
    """Open a closed account again, with the reason."""
    found = account_seen(reader(request), account_id)
    return _ask(
        request,
        found,
        title=_("Mở lại tài khoản %(name)s") % {"name": found.name},
        sentence=_("Tài khoản mở lại chưa có vai trò nào; giao lại sau."),
        go=_("Mở lại tài khoản"),
        closes=False,
    )


def _ask(
    request: HttpRequest, found: Account, *, title: str, sentence: str, go: str, closes: bool
) -> HttpResponse:
    by = reader(request)
    if found.pk == by.id:
        raise PermissionDenied(
            _("Không ai tự đóng, mở tài khoản của mình; người quản trị làm việc này.")
        )
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        ok = done(
            form,
            lambda: (
                actions.close_account(by=by, account_id=found.pk, today=today(), reason=reason)
                if closes
                else actions.reopen_account(
                    by=by, account_id=found.pk, today=today(), reason=reason
                )
            ),
        )
        if ok:
            messages.success(request, _("Đã xong: %(title)s.") % {"title": title})
            return redirect("people:account", found.pk)
    context = {
        "title": title,
        "sentence": sentence,
        "form": form,
        "go": go,
        "back": reverse("people:account", args=[found.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "ui/confirm.html", context, status=status)
