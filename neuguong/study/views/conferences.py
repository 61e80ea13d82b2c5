"""A conference: plan it, see it, add sittings, say that it was held or called off."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.org.models import Unit
from neuguong.org.queries import children_of, unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category
from neuguong.study.actions import (
    add_conference,
    add_session,
    call_off,
    change_conference,
    hold_conference,
    remove_session,
)
from neuguong.study.forms import ConferenceForm, SessionForm, WhyForm
from neuguong.study.models import Conference
from neuguong.study.queries import (
    Place,
    child_shares,
    conference_seen,
    own_standing,
    session_seen,
    themes_for,
)
from neuguong.study.rights import Right
from neuguong.study.rules import ALL, ConferenceState, Form
from neuguong.study.views.asked import address, is_closed, trail_of, year_asked
from neuguong.ui.asked import ASKS, FormPage, Question, asked, form_page, today, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Cell, Column, Link, Table


@require_http_methods(ASKS)
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a conference of a unit."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.RUN, at=unit)
    year = year_asked(request, unit)
    form = _form(request, by, unit, year)
    page = FormPage(
        title=_("Lập hội nghị học tập"),
        go=_("Lưu hội nghị"),
        said=_("Đã lập hội nghị."),
        trail=trail_of(unit, year, Link(_("Hội nghị mới"))),
        back=address("unit", unit, year),
        over="" if themes_for(unit, year) else _("Chưa có chuyên đề nào; đặt chuyên đề trước."),
    )
    return form_page(request, page, form,
        lambda: add_conference(by=by, unit_id=unit.pk, entry=form.entry(),
                               sessions=[form.session()], reason=form.reason),
        lambda made: reverse("study:conference", args=[made.pk]),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def change(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Say a conference anew."""
    by, found = _to_run(request, conference_id)
    unit, year = found.unit, found.theme.year
    initial = {
        "theme": found.theme_id, "title": found.title, "form": found.form,
        "speaker": found.speaker, "note": found.note, "categories": sorted(found.asks),
        "units": [each.pk for each in found.units.all()],
    }  # fmt: skip
    form = _form(request, by, unit, year, initial=initial, is_new=False)
    here = reverse("study:conference", args=[found.pk])
    page = FormPage(
        title=_("Sửa hội nghị"),
        go=_("Lưu"),
        said=_("Đã sửa hội nghị."),
        trail=trail_of(unit, year, Link(found.title, here)),
        back=here,
    )
    return form_page(request, page, form,
        lambda: change_conference(by=by, conference_id=found.pk, entry=form.entry(),
                                  reason=form.reason),
        lambda made: here,
    )  # fmt: skip


@require_safe
@login_required
def conference(request: HttpRequest, conference_id: int) -> HttpResponse:
    """A conference as a unit meets it: sittings, who is asked, who came; one's own presence."""
    by = reader(request)
    place = conference_seen(by, conference_id, request.GET.get("dv", ""))
    found, unit = place.conference, place.unit
    may_run = by.may(Right.RUN, at=found.unit)
    context = {
        "conference": found, "unit": unit,
        "may_run": may_run and found.state != ConferenceState.CALLED_OFF,
        "may_hold": may_run and _waits(found),
        "may_call_off": may_run and found.state == ConferenceState.PLANNED,
        "sessions": _sessions(found, unit, by), "own": own_standing(found, by.person_id),
        "open_online": _online_today(found), "audience": _who(found),
        "table": _table(by, place) if by.may(Right.NOTE, at=unit) else None,
        "trail": trail_of(unit, found.theme.year, Link(found.title)),
        "materials": list(found.theme.materials.select_related("file")),
    }  # fmt: skip
    return render(request, "study/conference.html", context)


@require_http_methods(ASKS)
@login_required
def session_new(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Add a sitting to a conference."""
    by, found = _to_run(request, conference_id)
    here = reverse("study:conference", args=[found.pk])
    form = SessionForm(typed(request), closed=is_closed(by, found.unit, found.theme.year))
    page = FormPage(
        title=_("Thêm đợt học"),
        go=_("Thêm đợt"),
        said=_("Đã thêm đợt học."),
        trail=trail_of(found.unit, found.theme.year, Link(found.title, here)),
        back=here,
    )
    return form_page(request, page, form,
        lambda: add_session(by=by, conference_id=found.pk, entry=form.session(), reason=form.reason),
        lambda made: here,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def session_drop(request: HttpRequest, session_id: int) -> HttpResponse:
    """Take a sitting away after asking once."""
    by = reader(request)
    found, place = session_seen(by, session_id)
    by.require(Right.RUN, at=place.conference.unit)
    question = Question(
        title=_("Bỏ đợt học"), sentence=_("Bỏ đợt %(number)s của hội nghị.") % {"number": found.number},
        go=_("Bỏ đợt"), back=reverse("study:conference", args=[found.conference_id]),
        said=_("Đã bỏ đợt học."),
    )  # fmt: skip
    closed = is_closed(by, place.conference.unit, place.conference.theme.year)
    form = ActForm(typed(request), closed=closed)
    return asked(
        request, question, form,
        lambda: remove_session(by=by, session_id=found.pk, reason=form.reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def hold(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Say that the conference was held, after asking once."""
    by, found = _to_run(request, conference_id)
    question = Question(
        title=_("Ghi là đã tổ chức"),
        sentence=_("Mọi người phải học vào danh sách; ai chưa được ghi có mặt sẽ ở danh sách học bù."),
        go=_("Đã tổ chức"), back=reverse("study:conference", args=[found.pk]),
        said=_("Đã ghi. Giờ điểm danh từng đơn vị."),
    )  # fmt: skip
    form = ActForm(typed(request), closed=is_closed(by, found.unit, found.theme.year))
    return asked(
        request, question, form,
        lambda: hold_conference(by=by, conference_id=found.pk, today=today(), reason=form.reason),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def cancel(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Call a conference off, with the reason."""
    by, found = _to_run(request, conference_id)
    question = Question(
        title=_("Hủy hội nghị"), sentence=_("Hội nghị vẫn ở trong danh sách, ghi là đã hủy."),
        go=_("Hủy hội nghị"), back=reverse("study:conference", args=[found.pk]),
        said=_("Đã hủy hội nghị."),
    )  # fmt: skip
    form = WhyForm(typed(request))
    return asked(
        request, question, form,
        lambda: call_off(by=by, conference_id=found.pk, reason=form.reason),
    )  # fmt: skip


def _to_run(request: HttpRequest, conference_id: int) -> tuple[AccountActor, Conference]:
    by = reader(request)
    found = conference_seen(by, conference_id).conference
    by.require(Right.RUN, at=found.unit)
    return by, found


def _form(
    request: HttpRequest, by: AccountActor, unit: Unit, year: int, *, is_new: bool = True,
    initial: dict[str, Any] | None = None,
) -> ConferenceForm:  # fmt: skip
    themes = [(theme.pk, theme.title) for theme in themes_for(unit, year)]
    units = [(child.pk, child.name) for child in children_of(unit) if child.closed_on is None]
    form = ConferenceForm(
        typed(request), themes=themes, units=units, is_new=is_new,
        closed=is_closed(by, unit, year),
        initial=initial or {"theme": themes[-1][0] if themes else None},
    )  # fmt: skip
    return form


def _waits(found: Conference) -> bool:
    """Whether there is a sitting that has come and is not counted yet."""
    if found.state == ConferenceState.CALLED_OFF:
        return False
    sessions = list(found.sessions.all())
    if found.state == ConferenceState.PLANNED:
        return any(session.day <= today() for session in sessions)
    return any(session.day <= today() and not session.held for session in sessions)


def _sessions(found: Conference, unit: Unit, by: AccountActor) -> list[dict[str, Any]]:
    """The sittings, each with what the reader may do at it."""
    may_note = by.may(Right.NOTE, at=unit) and found.state != ConferenceState.CALLED_OFF
    roll = reverse("study:roll", args=[found.pk])
    return [
        {
            "session": session,
            "roll": f"{roll}?dv={unit.slug}&dot={session.pk}"
            if may_note and session.day <= today() else "",
        }
        for session in found.sessions.all()
    ]  # fmt: skip


def _online_today(found: Conference) -> int:
    """The sitting at which one may say that one took part online, 0 when there is none."""
    if found.form == Form.IN_PERSON or found.state == ConferenceState.CALLED_OFF:
        return 0
    days = [session for session in found.sessions.all() if 0 <= (today() - session.day).days <= 1]
    return days[-1].pk if days else 0


def _who(found: Conference) -> str:
    """Who is asked, in words."""
    if len(found.asks) == len(ALL):
        people = _("mọi người")
    else:
        people = ", ".join(str(CATEGORY_LABELS[Category(each)]) for each in sorted(found.asks))
    units = ", ".join(unit.name for unit in found.units.all()) or found.unit.name
    return f"{people}; {units}"


def _table(by: AccountActor, place: Place) -> Table | None:
    """The units with people asked: how many, how many noted, how many came."""
    lines = child_shares(place.conference, place.unit)
    if not lines:
        return None
    head = [Column(_("Đơn vị")), Column(_("Phải học"), number=True),
            Column(_("Đã ghi"), number=True), Column(_("Có mặt"), number=True)]  # fmt: skip
    roll = reverse("study:roll", args=[place.conference.pk])
    rows = [
        [Cell(unit.name, f"{roll}?dv={unit.slug}"), Cell(str(asked_of)), Cell(str(noted)),
         Cell(str(came))]
        for unit, asked_of, noted, came in lines
    ]  # fmt: skip
    sums = [
        sum(line[1] for line in lines),
        sum(line[2] for line in lines),
        sum(line[3] for line in lines),
    ]
    foot = [Cell(_("Cộng")), *(Cell(str(number)) for number in sums)]
    return Table(_("Điểm danh theo đơn vị"), head, rows, foot, shape="cards rows5 k3")
