"""The roll of a conference at one unit: one grid for all, or numbers; the printed code; oneself."""

import re

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.lib.qr import drawing
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.study.actions import check_in, count_attendance, note_attendance
from neuguong.study.forms import CountForm, RollForm
from neuguong.study.models import Conference, Session
from neuguong.study.queries import (
    conference_seen,
    own_standing,
    roll_of,
    session_by_code,
    session_seen,
)
from neuguong.study.rights import Right
from neuguong.study.views.asked import is_closed, trail_of
from neuguong.ui.asked import ASKS, attempt, number_asked, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def roll(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Everyone of a unit who is asked, with a tick each; a unit without a list gives numbers."""
    by = reader(request)
    place = conference_seen(by, conference_id, request.GET.get("dv", ""))
    found, unit = place.conference, place.unit
    by.require(Right.NOTE, at=unit)
    session = _session(request, found)
    lines = roll_of(found, unit)
    here = f"{reverse('study:roll', args=[found.pk])}?dv={unit.slug}&dot={session.pk}"
    form: RollForm | CountForm
    closed = is_closed(by, unit, found.theme.year)
    if lines:
        form = RollForm(typed(request), lines=lines, session_id=session.pk, form=found.form,
                        closed=closed)  # fmt: skip
    else:
        form = CountForm(typed(request), closed=closed)
    named = by.sees_names(unit.path)
    if request.method == "POST" and lines and not named:
        raise PermissionDenied(
            _("Tên người chỉ hiện trong tổ chức cơ sở của họ. Chi bộ tự điểm danh.")
        )
    if request.method == "POST" and attempt(form, lambda: _note(by, found, unit, session, form)):
        onward = f"{reverse('study:conference', args=[found.pk])}?dv={unit.slug}"
        return told(request, _("Đã ghi điểm danh."), onward)
    if lines and named:
        record_read_list(
            by=by, act=Right.NOTE, subject_type="people.person", part=Part.LIST,
            ids=[line.person.pk for line in lines], unit_id=unit.pk,
        )  # fmt: skip
    link = f"{reverse('study:conference', args=[found.pk])}?dv={unit.slug}"
    context = {
        "conference": found, "unit": unit, "session": session, "form": form, "lines": lines,
        "named": named, "sessions": [
            Link(_("Đợt %(n)s") % {"n": each.number}, here.replace(f"dot={session.pk}", f"dot={each.pk}"),
                 each.pk == session.pk)
            for each in found.sessions.all()
        ],
        "trail": trail_of(unit, found.theme.year, Link(found.title, link), Link(_("Điểm danh"))),
        "back": link,
    }  # fmt: skip
    return shown(request, "study/roll.html", context)


def _session(request: HttpRequest, found: Conference) -> Session:
    """The sitting of the address, else the last one that has come, else the first."""
    sessions = list(found.sessions.all())
    if not sessions:
        raise Http404
    wanted = number_asked(request, "dot")
    if wanted:
        chosen = next((each for each in sessions if each.pk == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    come = [each for each in sessions if each.day <= today()]
    return come[-1] if come else sessions[0]


def _note(
    by: AccountActor, found: Conference, unit: Unit, session: Session, form: RollForm | CountForm
) -> None:
    if isinstance(form, RollForm):
        note_attendance(
            by=by, conference_id=found.pk, unit_id=unit.pk, session_id=session.pk,
            entries=form.entries(), today=today(), reason=form.reason,
        )  # fmt: skip
    else:
        count_attendance(
            by=by, conference_id=found.pk, unit_id=unit.pk, session_id=session.pk,
            entry=form.entry(), today=today(), reason=form.reason,
        )  # fmt: skip


@require_safe
@login_required
def code(request: HttpRequest, session_id: int) -> HttpResponse:
    """The sheet to print and hang up at the place: a code by which people check in."""
    by = reader(request)
    session, place = session_seen(by, session_id)
    by.require(Right.NOTE, at=place.unit)
    target = request.build_absolute_uri(reverse("study:check_in", args=[session.code]))
    context = {
        "session": session, "conference": place.conference, "target": target,
        "drawing": mark_safe(_scaled(drawing(target))),  # noqa: S308 - drawn by ourselves
        "back": reverse("study:conference", args=[session.conference_id]),
    }  # fmt: skip
    return render(request, "study/code.html", context)


def _scaled(square: str) -> str:
    """The drawing as large as its frame."""
    return re.sub(r'width="(\d+)" height="(\d+)"', r'viewBox="0 0 \1 \2"', square, count=1)


@require_http_methods(ASKS)
@login_required
def come(request: HttpRequest, code: str) -> HttpResponse:
    """Where a printed code leads: one says that one is here; nobody else is shown."""
    by = reader(request)
    session = session_by_code(code)
    conference = session.conference
    form = ActForm(typed(request))
    here = reverse("study:check_in", args=[session.code])
    if request.method == "POST" and attempt(
        form, lambda: check_in(by=by, session_id=session.pk, online=False, today=today())
    ):
        return told(request, _("Đã ghi anh, chị có mặt."), here)
    context = {
        "session": session, "conference": conference, "form": form,
        "own": own_standing(conference, by.person_id),
    }  # fmt: skip
    return shown(request, "study/check_in.html", context)


@require_POST
@login_required
def online(request: HttpRequest, session_id: int) -> HttpResponse:
    """Say that one took part online."""
    by = reader(request)
    session, _place = session_seen(by, session_id)
    check_in(by=by, session_id=session.pk, online=True, today=today())
    onward = reverse("study:conference", args=[session.conference_id])
    return told(request, _("Đã ghi anh, chị dự trực tuyến."), onward)
