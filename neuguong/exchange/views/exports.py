"""Lists to take away, as XLSX or CSV, and the page that names them.

Files are Vietnamese in every language of the pages, since our reader and the offices read them so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.deeds.rights import Right as DeedRight
from neuguong.exchange.actions.exports import record_export
from neuguong.exchange.columns import (
    DEED_COLUMNS,
    PERSON_COLUMNS,
    UNIT_COLUMNS,
    heads_of,
    lines_of,
)
from neuguong.exchange.queries.deeds_out import deeds_out
from neuguong.exchange.queries.ways_out import people_out, units_out
from neuguong.exchange.rights import Right
from neuguong.lib.actor import Actor
from neuguong.lib.tables import Table, as_csv, as_xlsx
from neuguong.org.models import Unit
from neuguong.org.queries import tops_of, unit_seen
from neuguong.people.access import denial, reader
from neuguong.people.rights import Right as PeopleRight
from neuguong.ui.asked import today
from neuguong.ui.parts import Link

View = Callable[..., HttpResponse]
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHAPES: Final[dict[str, tuple[Callable[[Table], bytes], str]]] = {
    "xlsx": (as_xlsx, _XLSX),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def in_vietnamese(view: View) -> View:
    """A view whose answer is a file, in Vietnamese whatever language its reader chose."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override("vi"):
            return view(*args, **kwargs)

    return answer


@login_required
@require_safe
def ways_out(request: HttpRequest) -> HttpResponse:
    """Everything that can be taken away of a unit, and the empty lists to fill in."""
    by = reader(request)
    slug = request.GET.get("dv", "")
    unit = unit_seen(by, slug) if slug else next(iter(tops_of(by)), None)
    if unit is None:
        raise Http404
    year = year_asked(request)
    context = {
        "unit": unit,
        "year": year,
        "years": _years(unit, year),
        "people": by.may(PeopleRight.VIEW, at=unit) and by.sees_names(unit.path),
        "deeds": by.may(DeedRight.VIEW, at=unit),
        "forms": by.may(Right.IMPORT, at=unit),
        "units_url": reverse("exchange:export_units", args=[unit.slug]),
        "people_url": reverse("exchange:export_people", args=[unit.slug]),
        "deeds_url": reverse("exchange:export_deeds", args=[unit.slug]),
    }
    return render(request, "exchange/ways_out.html", context)


def _years(unit: Unit, year: int) -> list[Link]:
    """This year and the three before, and the one that was asked for."""
    here, now = reverse("exchange:ways_out"), today().year
    return [
        Link(f"{each}", f"{here}?{urlencode({'dv': unit.slug, 'nam': each})}", current=each == year)
        for each in sorted({*range(now - 3, now + 1), year}, reverse=True)
    ]


@login_required
@require_safe
@in_vietnamese
def export_units(request: HttpRequest, slug: str) -> HttpResponse:
    """The living units of a branch."""
    unit = unit_seen(reader(request), slug)
    table = Table(
        name=f"don-vi-{file_name(unit)}",
        classification=classification(named=False),
        title=_("Danh sách đơn vị, %(unit)s") % {"unit": unit.name},
        sheet="Đơn vị",
        heads=heads_of(UNIT_COLUMNS),
        rows=lines_of(UNIT_COLUMNS, units_out(unit)),
    )
    return table_answer(table, _shape(request))


@login_required
@require_safe
@in_vietnamese
def export_people(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of a branch, for one who may read their names."""
    by, shape = reader(request), _shape(request)
    unit = unit_seen(by, slug, PeopleRight.VIEW)
    if not by.sees_names(unit.path):
        raise PermissionDenied(denial(PeopleRight.SEE_NAMES))
    rows = people_out(by, unit, today())
    record_export(by=by, unit=unit, what="people", person_ids={row.person.pk for row in rows})
    table = Table(
        name=f"nguoi-{file_name(unit)}",
        classification=classification(named=True),
        title=_("Danh sách người, %(unit)s") % {"unit": unit.name},
        sheet="Người",
        heads=heads_of(PERSON_COLUMNS),
        rows=lines_of(PERSON_COLUMNS, rows),
    )
    return table_answer(table, shape)


@login_required
@require_safe
@in_vietnamese
def export_deeds(request: HttpRequest, slug: str) -> HttpResponse:
    """Registrations and deeds of a branch and a year with what came of them; names as one may read."""
    by, shape, year = reader(request), _shape(request), year_asked(request)
    unit = unit_seen(by, slug, DeedRight.VIEW)
    table, people = deeds_table(by, unit, year)
    record_export(by=by, unit=unit, what=f"deeds {year}", person_ids=people)
    return table_answer(table, shape)


def deeds_table(by: Actor, unit: Unit, year: int) -> tuple[Table, set[int]]:
    """The list of deeds, and whose names are in it."""
    rows = list(deeds_out(by, unit, year))
    registered = [row.registration for row in rows if row.named and row.registration]
    people = {found.person_id or 0 for found in registered} - {0}
    table = Table(
        name=f"viec-lam-{file_name(unit)}-{year}",
        classification=classification(named=bool(people)),
        title=_("Đăng ký và việc làm theo năm %(year)s, %(unit)s")
        % {"year": year, "unit": unit.name},
        sheet="Việc làm theo",
        heads=heads_of(DEED_COLUMNS),
        rows=lines_of(DEED_COLUMNS, rows),
    )
    return table, people


def classification(*, named: bool) -> str:
    """The line at the top of every file."""
    if named:
        return _("Tài liệu nội bộ – có dữ liệu cá nhân")
    return _("Tài liệu nội bộ")


def file_name(unit: Unit) -> str:
    """The address of a unit as part of the name of a file."""
    return unit.slug.replace("/", "-")


def year_asked(request: HttpRequest) -> int:
    """The year of the address, else this year; another thing is no page of ours."""
    typed = request.GET.get("nam", "")
    if not typed:
        return today().year
    if not (typed.isascii() and typed.isdigit() and 1990 <= int(typed[:5]) <= 2100):
        raise Http404
    return int(typed)


def table_answer(table: Table, shape: str) -> HttpResponse:
    """The list as a file."""
    write, mime = _SHAPES[shape]
    return bytes_answer(write(table), f"{table.name}.{shape}", mime)


def bytes_answer(data: bytes, name: str, mime: str = _XLSX) -> HttpResponse:
    """Bytes as a file that nobody keeps on the way."""
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _shape(request: HttpRequest) -> str:
    shape = request.GET.get("dang", "xlsx")
    if shape not in _SHAPES:
        raise Http404
    return shape
