"""The front page of each role: first what waits, then what is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.deeds.rules import OPEN_STATES, DeedState, RegistrationState
from neuguong.home.queries.desk import (
    Desk,
    DeskKind,
    OwnDesk,
    branch_desk,
    cell_desk,
    desks_of,
    integrity_of,
    own_desk,
)
from neuguong.home.rules import deadline_words, weekday
from neuguong.home.views.branch import branch_words
from neuguong.home.views.cell import cell_words
from neuguong.home.views.duty_todo import duty_todo
from neuguong.home.views.honour_todo import honour_todo
from neuguong.home.views.plan_todo import plan_todo
from neuguong.home.views.states import DEED_KEYS, REGISTRATION_KEYS
from neuguong.home.views.todo import approvals, deadlines_of
from neuguong.org.rights import Right
from neuguong.people.access import AccountActor, reader
from neuguong.people.queries import own_rights
from neuguong.ui.asked import today
from neuguong.ui.parts import Link


@require_safe
@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The desk of the reader; `ban` chooses among several."""
    by, day = reader(request), today()
    desks = desks_of(by)
    asked = request.GET.get("ban", "")
    desk = next((desk for desk in desks if _code(desk) == asked), desks[0] if desks else None)
    context: dict[str, Any] = {
        "desk": desk,
        "weekday": weekday(day),
        "tabs": _tabs(desks, desk),
        "who": by.name,
    }
    context["rights"] = own_rights(by, by.account, by.grants, day)
    if by.may_anywhere(Right.REORGANISE):
        context["approvals"] = approvals(by, day)
    place = desk.unit if desk else None
    context["plans"] = [*duty_todo(by, place, day), *plan_todo(by, place, day)]
    context["honours"] = honour_todo(by, place, day)
    if desk is not None:
        context |= _desk(by, desk, day)
    return render(request, "home/front.html", context)


def _code(desk: Desk) -> str:
    return f"{desk.kind.value}:{desk.unit.slug}" if desk.unit else desk.kind.value


def _tabs(desks: Sequence[Desk], here: Desk | None) -> list[Link]:
    """The desks to choose from, when there are several."""
    words = {DeskKind.OWN: _("Việc của tôi"), DeskKind.MACHINE: _("Máy và số liệu")}
    if len(desks) < 2:
        return []
    begin = f"{reverse('home:home')}?ban="
    return [
        Link(
            desk.unit.short_name if desk.unit else words.get(desk.kind, desk.role),
            begin + _code(desk),
            desk is here,
        )
        for desk in desks
    ]


def _desk(by: AccountActor, desk: Desk, day: date) -> dict[str, Any]:
    """What the desk shows."""
    if desk.kind is DeskKind.CELL and desk.unit is not None:
        return cell_words(cell_desk(desk.unit, today=day), day)
    if desk.kind is DeskKind.BRANCH and desk.unit is not None:
        return branch_words(by, branch_desk(desk.unit, today=day), day)
    if desk.kind is DeskKind.MACHINE:
        return {"integrity": integrity_of()}
    if desk.kind is DeskKind.OWN:
        return _own(own_desk(by, today=day), day)
    return {"unit": desk.unit}


def _own(desk: OwnDesk, day: date) -> dict[str, Any]:
    mine = f"{reverse('deeds:mine')}?nam={desk.year}"
    found = desk.registration
    deeds = [
        {
            "number": deed.number,
            "text": deed.text,
            "state": DEED_KEYS[DeedState(deed.state)],
            "deadline": deadline_words(deed.deadline, today=day) if deed.deadline else "",
            "url": reverse("deeds:deed", args=[deed.pk]),
            "open": deed.state in OPEN_STATES,
        }
        for deed in desk.deeds
        if deed.state != DeedState.REPLACED
    ]
    return {
        "unit": desk.unit,
        "year": desk.year,
        "registration": found,
        "state": REGISTRATION_KEYS[RegistrationState(found.state)] if found else "none",
        "deeds": deeds,
        "short_of": max(0, desk.minimum - len(deeds)),
        "minimum": desk.minimum,
        "mine_url": mine,
        **deadlines_of(desk.phases, day),
    }
