"""The records behind a figure, page by page; opening the names in them for a reason."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds.models import DEED_LABELS, REGISTRATION_LABELS
from neuguong.home import rules
from neuguong.home.columns import records_sheet
from neuguong.home.forms import ReasonForm
from neuguong.home.queries.place import LOOK
from neuguong.home.queries.records import (
    Details,
    RecordsPage,
    amount_words,
    details_of,
    records_page,
    whole_words,
)
from neuguong.home.views.asked import Doors, bar_of, place_asked, sentence, unsigned_words
from neuguong.home.views.states import DEED_KEYS, REGISTRATION_KEYS
from neuguong.lib.amounts import format_amount, format_number, from_scaled
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Kind, Record
from neuguong.lib.refusal import Refused
from neuguong.lib.tables import Table as FileTable
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.people.actions import open_names as open_names_of
from neuguong.people.rights import Right as PeopleRight
from neuguong.rollup.queries import measure_of, records_of
from neuguong.ui.asked import number_asked
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer

_PAGES: Final = {
    "deeds:deed": "deeds:deed",
    "deeds:registration": "deeds:registration",
    "deeds:work": "deeds:work",
    "people:person": "home:person",
    "ceremonies:admission": "ceremonies:admission",
    "ceremonies:movement": "ceremonies:movement",
    "ceremonies:twinning": "ceremonies:twinning",
    "ceremonies:volunteer_day": "ceremonies:volunteer_day",
    "study:conference": "study:conference",
    "study:series": "study:series",
    "study:theme": "study:theme",
}


@require_safe
@login_required
def records(request: HttpRequest, slug: str) -> HttpResponse:
    """The records behind one figure; `do` names the measure, `rieng` the unit's own, `sau` the page."""
    by, place = reader(request), place_asked(request, slug)
    if not place.is_whole:
        by.require(LOOK, at=place.unit)
    measure = measure_of(request.GET.get("do", ""))
    own = request.GET.get("rieng") == "1"
    page = records_page(by, place, measure, own=own, after=number_asked(request, "sau"))
    if shape := request.GET.get("dang"):
        return sheet_answer(_sheet(by, page), shape)
    if by.opened_within(place.unit.path):
        _note_reading(by, page, page.records, Part.RECORDS)
    context = {
        "bar": bar_of(request, by, place, "do", "rieng"),
        "page": page,
        "unsigned": unsigned_words(place),
        **_head(page),
        **_body(page, details_of(by, page.records)),
        "may_open": page.hidden and by.may(PeopleRight.SEE_NAMES, at=place.unit),
        "open_url": _open_url(request, slug),
    }
    return render(request, "home/records.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_names(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the reason, keep it, and show the names of the branch for some hours."""
    by = reader(request)
    unit = unit_seen(by, slug, LOOK)
    back = _back(request, reverse("home:figures", args=[slug]))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_names_of(by=by, unit_id=unit.pk, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("reason", refused.refusal.text)
        else:
            until = timezone.now() + rules.NAMES_OPEN_FOR
            kept = request.session.get("names_opened", [])
            request.session["names_opened"] = [*kept, [unit.path, until.timestamp()]]
            return redirect(back)
    by.require(PeopleRight.SEE_NAMES, at=unit)
    context = {"form": form, "back": back, "unit": unit}
    return render(request, "home/open_names.html", context)


def _note_reading(
    by: AccountActor, page: RecordsPage, records: Iterable[Record], part: Part
) -> None:
    """Keep that somebody read these records with the names in them."""
    linked = [record.link for record in records if record.link is not None]
    for door in sorted({door for door, _pk in linked}):
        record_read_list(
            by=by, act=LOOK, subject_type=door.replace(":", "."), unit_id=page.place.unit.pk,
            ids=[pk for other, pk in linked if other == door], part=part,
            detail={"measure": page.measure.key, "period": page.place.period.key},
        )  # fmt: skip


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page one came from, if it is ours."""
    wanted = request.GET.get("tro-ve", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else otherwise


def _open_url(request: HttpRequest, slug: str) -> str:
    back = urlencode({"tro-ve": request.get_full_path()})
    return f"{reverse('home:open_names', args=[slug])}?{back}"


def _head(page: RecordsPage) -> dict[str, Any]:
    """The way of the number, its doors one level down, and its files."""
    place, key = page.place, page.measure.key
    doors = Doors.at(place)
    trail = [
        Link(unit.short_name, doors.records(unit, key), count=figure.number)
        for unit, figure in page.trail
    ]
    whole = page.figure.number
    if page.own:
        url = doors.records(place.unit, key)
        trail += [Link(place.unit.short_name, url), Link(_("Trực tiếp ở đơn vị"), count=whole)]
    else:
        trail.append(Link(place.unit.short_name, count=whole))
    extra = {"rieng": "1"} if page.own else {}
    return {
        "trail": trail,
        "period": sentence(place.period.label),
        "day": format_day(place.day),
        "groups": [] if page.own else [
            Link(
                row.label if row.heading or not row.unit else row.unit.short_name,
                doors.records(row.unit, key) if row.unit
                else doors.records(place.unit, key, rieng="1") if row.is_own else "",
                count=row.figures[key].number,
            )
            for row in page.rows
        ],
        "why": rules.why(page.measure.group, is_ratio=page.measure.kind is Kind.RATIO),
        "figures_url": doors.figures(place.unit),
        "explain_url": doors.why(place.unit, key),
        "xlsx": doors.records(place.unit, key, **extra, dang="xlsx"),
        "next_url": doors.records(place.unit, key, **extra, sau=f"{page.after}") if page.after else "",
        "first_url": "" if page.is_first else doors.records(place.unit, key, **extra),
    }  # fmt: skip


def _body(page: RecordsPage, details: Details) -> dict[str, Any]:
    """The rows, and the sentence that says what they add up to."""
    if not page.records:
        return {"table": None, "here": ""}
    states = {str(label): DEED_KEYS[state] for state, label in DEED_LABELS.items()}
    states |= {str(label): REGISTRATION_KEYS[s] for s, label in REGISTRATION_LABELS.items()}
    head = [
        Column(_("Nội dung")), Column(_("Ai, ở đâu")), Column(_("Lĩnh vực")),
        Column(_("Kết quả"), number=True), Column(_("Ngày"), number=True),
        Column(_("Trạng thái")), Column(_("Cộng vào"), number=True),
    ]  # fmt: skip
    rows = [_line(record, page, details, states) for record in page.records]
    sum_ = format_amount(from_scaled(page.shown, page.measure.scale))
    lines = format_number(len(rows))
    foot = [
        Cell(_("%(lines)s dòng trên trang này") % {"lines": lines}),
        *[Cell()] * 5,
        Cell(sum_),
    ]
    caption = f"{page.figure.label}, {page.place.unit.name}, {page.place.period.label}"
    table = Table(caption, head, rows, foot, shape="cards rec", heads=False)
    return {"table": table, "here": _here(page, lines, sum_), "is_equal": _is_equal(page)}


def _is_equal(page: RecordsPage) -> bool:
    """Whether all the records are on this page and add up to the figure that was opened."""
    figure = page.figure
    return page.is_all and (page.shown, len(page.records)) == (figure.scaled, figure.n)


def _here(page: RecordsPage, lines: str, sum_: str) -> str:
    words = {
        "lines": lines,
        "sum": sum_,
        "all": format_number(page.figure.n),
        "figure": page.figure.number,
    }
    if _is_equal(page):
        return _("%(lines)s dòng cộng lại %(sum)s, bằng con số vừa mở.") % words
    if page.is_all:
        return _("%(lines)s dòng cộng lại %(sum)s, khác con số vừa mở là %(figure)s.") % words
    return (
        _(
            "%(lines)s dòng trên trang này cộng lại %(sum)s. Cả danh sách %(all)s dòng, cộng lại %(figure)s."
        )
        % words
    )


def _line(
    record: Record, page: RecordsPage, details: Details, states: dict[str, str]
) -> list[Cell]:
    """One record: what, who, field, result, day, state, and what it adds."""
    link = record.link
    url = ""
    if link is not None and link in details.doors:
        url = reverse(_PAGES[link[0]], args=[link[1]])
    elif link is not None and link[0] == "org:unit":
        url = Doors.at(page.place).unit_of(record.unit_slug)
    result = whole_words(record, page.measure)
    if link is not None and not result:
        result = details.results.get(link, "")
    where = record.unit_name if record.unit_name not in (record.who, record.text) else ""
    state = states.get(record.state, "")
    return [
        Cell(record.text, url),
        Cell(record.who, note=where),
        Cell(details.fields.get(link, "") if link is not None else ""),
        Cell(result),
        Cell(format_day(record.day) if record.day else "–"),
        Cell(record.state, state=state),
        Cell(amount_words(record, page.measure)),
    ]


def _sheet(by: AccountActor, page: RecordsPage) -> FileTable:
    """Every record behind the figure, names masked as on the page."""
    if refusal := rules.file_not_too_long(page.figure.n):
        raise Refused(refusal)
    place, key = page.place, page.measure.key
    records = list(
        records_of(
            place.unit,
            place.period,
            key,
            sees_names=by.sees_names,
            view=place.view,
            own=page.own,
        )
    )
    named = by.sees_names(place.unit.path) or by.opened_within(place.unit.path)
    if named:
        _note_reading(by, page, records, Part.EXPORT)
    return records_sheet(
        page.measure,
        page.figure,
        records,
        where=f"{place.unit.name}, {place.period.label}",
        name=f"{place.unit.slug}-{place.period.key}-{key}",
        named=named,
    )
