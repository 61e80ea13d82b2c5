"""Who may do what: one's own rights, the table of roles, and who can see a unit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.lib.words import ngettext
from neuguong.org.models import Unit
from neuguong.org.queries import line_above, tops_of, unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.models import Grant
from neuguong.people.queries import (
    MEMBER,
    at_ended_units,
    ending_soon,
    grants_covering,
    own_rights,
)
from neuguong.people.rights import Right
from neuguong.people.roles import RIGHT_WORDS, ROLES
from neuguong.people.views.asked import door, grant_table, role_label, role_words
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Link, Table


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What one may do, where, until when; who stands in; for administrators, what to look after."""
    by = reader(request)
    found = own_rights(by, by.account, by.grants, today())

    def doors(grant: Grant) -> list[Cell]:
        own = grant.stands_for_id is None and grant.role != MEMBER
        return [
            door("stand_in", grant, _("Nhờ người làm thay"), shown=own),
            door("end_grant", grant, _("Thôi giữ"), shown=True),
        ]

    def ends(grant: Grant) -> list[Cell]:
        return [door("end_grant", grant, _("Cho thôi"), shown=True), Cell()]

    context = {
        "table": grant_table(_("Quyền của tôi"), by.grants, named=False, doors=doors),
        "stand_ins": grant_table(_("Người làm thay tôi"), found.stand_ins, doors=ends),
        "branches": _branches(by),
        "ending": grant_table(_("Quyền sắp hết hạn"), list(ending_soon(by, today())), doors=ends),
        "ended": grant_table(
            _("Quyền ở đơn vị đã kết thúc"), list(at_ended_units(by, today())), doors=ends
        ),
    }
    return render(request, "people/rights.html", context)


def _branches(by: AccountActor) -> list[Link]:
    """The branches whose accounts one looks after."""
    units = {grant.unit_id: grant.unit for grant in by.grants if by.may(Right.GRANT, at=grant.unit)}
    return [
        Link(unit.name, reverse("people:accounts", args=[unit.slug])) for unit in units.values()
    ]


@require_safe
@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with what it may do, in words, and who gives it."""
    found = [
        (
            str(role.label),
            role_words(role),
            [str(ROLES[key].label) for key in ROLES if key in role.gives],
        )
        for role in ROLES.values()
    ]
    head = [Column(_("Việc"))]
    head += [Column(str(role.label)) for role in ROLES.values()]
    rows = [
        [
            Cell(str(words)),
            *(Cell(_("có") if key in role.rights else "") for role in ROLES.values()),
        ]
        for key, words in RIGHT_WORDS.items()
    ]
    context = {
        "roles": found,
        "table": Table(_("Việc nào, vai trò nào làm được"), head, rows, shape=""),
    }
    return render(request, "people/roles.html", context)


@require_safe
@never_cache
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who can see a unit: every grant at it or above it, and what each role may do in words."""
    by = reader(request)
    found = unit_seen(by, slug)
    grants = grants_covering(found, today())
    gives = by.may(Right.GRANT, at=found)
    listed = grants
    if not (gives or by.sees_names(found.path)):
        listed = [grant for grant in grants if grant.role != MEMBER or grant.account_id == by.id]
    hidden = len(grants) - len(listed)
    used = {grant.role for grant in grants}
    context = {
        "unit": found,
        "trail": _trail(by, found),
        "table": grant_table(_("Ai xem được đơn vị này"), listed, reasons=gives),
        "hidden": ngettext(
            "Ngoài ra có %(count)s tài khoản của đảng viên, người đăng ký.",
            "Ngoài ra có %(count)s tài khoản của đảng viên, người đăng ký.",
            hidden,
        )
        % {"count": hidden}
        if hidden
        else "",
        "roles": [
            (role_label(key), role_words(role)) for key, role in ROLES.items() if key in used
        ],
        "accounts_url": reverse("people:accounts", args=[found.slug]) if gives else "",
    }
    return render(request, "people/who.html", context)


def _trail(by: AccountActor, found: Unit) -> list[Link]:
    """The units above; a link only where the reader may go."""
    tops = {unit.path for unit in tops_of(by)}
    trail = []
    for above in line_above(found):
        known = any(above.path.startswith(path) for path in tops)
        url = reverse("people:who", args=[above.slug]) if known else ""
        trail.append(Link(above.short_name, url))
    return [*trail, Link(found.short_name)]
