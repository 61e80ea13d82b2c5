"""The log on screen: search, the history of one record, the seals; and as a file."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read, record_read_list
from neuguong.audit.models import AuditEntry
from neuguong.audit.queries import root_of, seal_state
from neuguong.audit.rules import Part
from neuguong.home import rules
from neuguong.home.columns import log_sheet
from neuguong.home.forms import LogForm, RootForm
from neuguong.home.queries import log
from neuguong.home.queries.desk import CHECK
from neuguong.home.queries.log import VIEW, LogPage, Wanted
from neuguong.home.queries.logwords import ACT_WORDS, LogLine, lines_of
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, denial, reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer

_TYPED: Final = ("nguoi", "ai", "viec", "tu", "den")


@require_safe
@never_cache
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """The log of the branches one may read, found by person, actor, act and days."""
    by = reader(request)
    form = LogForm(request.GET, year=today().year, acts=sorted(ACT_WORDS.items()))
    wanted = form.wanted() if form.is_valid() else Wanted()
    found = log.entries_for(by, wanted)
    if shape := request.GET.get("dang"):
        return _file(by, found, shape)
    page = log.log_page(found, number_asked(request, "sau"))
    if wanted.person:
        _note_list(by, page.entries, Part.HISTORY)
    kept = urlencode({name: request.GET[name] for name in _TYPED if request.GET.get(name)})
    base = f"{reverse('home:log')}?{kept}{'&' if kept else ''}"
    context = {
        "form": form,
        "table": _table(lines_of(by, page)),
        "here": _here(page),
        "next_url": f"{base}sau={page.after}" if page.after else "",
        "first_url": base.rstrip("?&") if request.GET.get("sau") else "",
        "xlsx": f"{base}dang=xlsx",
        "csv": f"{base}dang=csv",
    }
    return render(request, "home/log.html", context)


@require_safe
@never_cache
@login_required
def registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """The history of a registration with its deeds."""
    by = reader(request)
    found = log.registration_with_log(by, registration_id)
    _note(by, found, found.person_id, found.unit_id)
    named = found.person_id is None or by.sees_names(found.unit.path)
    title = found.name if named else _("Bản đăng ký số %(number)s") % {"number": found.pk}
    back = reverse("deeds:registration", args=[found.pk]) if named else ""
    return _history(request, f"{title}, {found.year}", found.unit, log.of_registration(found), back)


@require_safe
@never_cache
@login_required
def deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """The history of a deed."""
    by = reader(request)
    found = log.deed_with_log(by, deed_id)
    unit = found.registration.unit
    _note(by, found, found.registration.person_id, unit.pk)
    named = found.registration.person_id is None or by.sees_names(unit.path)
    title = found.text if named else _("Việc làm số %(number)s") % {"number": found.pk}
    back = reverse("deeds:deed", args=[found.pk]) if named else ""
    return _history(request, title, unit, log.of_deed(found), back)


@require_safe
@never_cache
@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """The history of the record of a person: what was written of them, who read it."""
    by = reader(request)
    found, unit = log.person_with_log(by, person_id)
    _note(by, found, found.pk, unit.pk)
    named = by.sees_names(unit.path)
    title = found.full_name if named else _("Người số %(number)s") % {"number": found.pk}
    back = reverse("home:person", args=[found.pk]) if named else ""
    return _history(request, title, unit, log.of_person(found), back)


@require_safe
@never_cache
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """The history of a unit: its life, its years, the rights given on it."""
    found = log.unit_with_log(reader(request), slug)
    back = reverse("home:unit", args=[slug])
    return _history(request, found.name, found, log.of_unit(found), back)


@require_safe
@never_cache
@login_required
def seals(request: HttpRequest) -> HttpResponse:
    """Whether the log is sealed, and the root of a day, to be compared with a printed one."""
    by = reader(request)
    if not (by.may_anywhere(VIEW) or by.may_anywhere(CHECK)):
        raise PermissionDenied(denial(VIEW))
    form = RootForm(request.GET or None, year=today().year)
    day = (form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else None) or today()
    root = root_of(day)
    context = {
        "seals": seal_state(),
        "form": form,
        "day": format_day(day),
        "root": root,
        "root_words": in_groups(root.hash) if root else "",
        "log_url": reverse("home:log") if by.may_anywhere(VIEW) else "",
    }
    return render(request, "home/log_seals.html", context)


def in_groups(digest: str) -> str:
    """A digest in groups of eight, as one reads it out and as it fits a narrow page."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _history(
    request: HttpRequest, title: str, at: Unit, found: QuerySet[AuditEntry], back: str
) -> HttpResponse:
    by = reader(request)
    page = log.log_page(found, number_asked(request, "sau"))
    context = {
        "title": title,
        "unit": at,
        "lines": lines_of(by, page),
        "back": back,
        "trail": [Link(_("Nhật ký"), reverse("home:log")), Link(title)],
        "here": _here(page),
        "next_url": f"{request.path}?sau={page.after}" if page.after else "",
        "first_url": request.path if request.GET.get("sau") else "",
    }
    return render(request, "home/log_history.html", context)


def _table(lines: list[LogLine]) -> Table | None:
    head = [Column(_("Lúc")), Column(_("Ai")), Column(_("Làm gì")), Column(_("Trên gì, vì sao"))]
    rows = [
        [
            Cell(f"{line.at:%H:%M} {format_day(line.at.date())}", note=line.where),
            Cell(line.who),
            Cell(line.words),
            Cell(line.about, url=line.history, note=_beside(line)),
        ]
        for line in lines
    ]
    return Table(_("Các mục nhật ký"), head, rows, shape="cards") if rows else None


def _beside(line: LogLine) -> str:
    reason = _("Lý do: %(reason)s") % {"reason": line.reason} if line.reason else ""
    return "; ".join(filter(None, [*line.changes, reason]))


def _here(page: LogPage) -> str:
    if page.is_more:
        return _("Hơn %(count)s mục.") % {"count": format_number(log.MOST_COUNTED)}
    return _("%(count)s mục.") % {"count": format_number(page.count)}


def _file(by: AccountActor, found: QuerySet[AuditEntry], shape: str) -> HttpResponse:
    """Everything that was found, as far as one file may go, as its reader may see it."""
    count = found.order_by()[: rules.LARGEST_FILE + 1].count()
    if refusal := rules.file_not_too_long(count):
        raise Refused(refusal)
    entries = list(found.order_by("-pk"))
    answer = sheet_answer(log_sheet(lines_of(by, log.page_of(entries, count)), today()), shape)
    _note_list(by, entries, Part.EXPORT)
    return answer


def _note(by: AccountActor, subject: Any, person_id: int | None, unit_id: int) -> None:
    """Keep that somebody read the history of another person's record."""
    if person_id is not None and person_id != by.person_id:
        record_read(
            by=by,
            act=VIEW,
            subject=subject,
            person_id=person_id,
            part=Part.HISTORY,
            unit_id=unit_id,
        )


def _note_list(by: AccountActor, entries: list[AuditEntry], part: Part) -> None:
    record_read_list(
        by=by, act=VIEW, subject_type="audit.auditentry", ids=[entry.pk for entry in entries],
        part=part, unit_id=by.grants[0].unit_id if by.grants else None,
    )  # fmt: skip
