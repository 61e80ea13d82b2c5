"""The page of a report: the paper as it will be signed, its checks, the forms below it, its files."""

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from neuguong.documents import html
from neuguong.documents.rules import layout_named
from neuguong.lib.dates import Period, format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, denial, reader
from neuguong.reports import rules
from neuguong.reports.actions import save_words, set_heading
from neuguong.reports.forms import HeadingForm, WordsForm
from neuguong.reports.queries import (
    Reading,
    first_to_report,
    reading_of,
    report_bytes,
    unit_to_report,
)
from neuguong.reports.rights import Right
from neuguong.reports.rules import Part
from neuguong.reports.views.asked import address, bar_of, period_asked, view_asked
from neuguong.reports.views.facts import facts_of, part_address
from neuguong.rollup.queries import View

FILES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_HEADING: Final = "dau"
_MOST_DOORS: Final = 250  # in one table: a page is to stay under 100 KB


@dataclass(frozen=True, slots=True)
class Sheet:
    """One line below the paper: a part or the heading, how far it is, and its form once opened."""

    key: str
    title: str
    note: str
    state: str
    url: str
    action: str
    form: WordsForm | HeadingForm | None


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The report of the reader's own branch."""
    by = reader(request)
    unit = first_to_report(by)
    if unit is None:
        raise PermissionDenied(denial(Right.VIEW))
    return redirect("reports:report", unit.slug)


@require_safe
@login_required
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a unit and period; `dang` asks for a file, `doan` opens a part to write."""
    by = reader(request)
    unit = unit_to_report(by, slug)
    period = period_asked(request, unit)
    view = view_asked(request)
    if form := request.GET.get("dang"):
        return _file(by, unit, period, form, view)
    return _page(request, by, unit, period, opened=request.GET.get("doan", ""))


@require_POST
@login_required
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the words of one part and go on to the next that is missing."""
    by = reader(request)
    unit = unit_to_report(by, slug, Right.MAKE)
    period = period_asked(request, unit)
    key = request.POST.get("part", "")
    part = rules.part_named(key) or next(part for _chapter, part in rules.parts())
    form = WordsForm.of(part, None, request.POST)
    if form.is_valid():
        try:
            save_words(by=by, unit_id=unit.pk, period=period, part=key, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            messages.success(request, _("Đã lưu: %(part)s.") % {"part": part.title})
            return redirect(f"{address('report', unit, period)}#doan-{key}")
    return _page(request, by, unit, period, opened=key, typed=form)


@require_POST
@login_required
def heading(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep number, day, signer and the like."""
    by = reader(request)
    unit = unit_to_report(by, slug, Right.MAKE)
    period = period_asked(request, unit)
    reading = reading_of(unit, period, by=by)
    form = HeadingForm.of(reading.written.heading, request.POST)
    if form.is_valid():
        set_heading(by=by, unit_id=unit.pk, period=period, entry=form.entry)
        messages.success(request, _("Đã lưu phần đầu và chữ ký."))
        return redirect(f"{address('report', unit, period)}#doan-{_HEADING}")
    return _page(request, by, unit, period, opened=_HEADING, typed=form)


def _file(by: AccountActor, unit: Unit, period: Period, form: str, view: View) -> HttpResponse:
    """The report as a file with a name that says whose and of when it is."""
    content = report_bytes(unit, period, form, by=by, view=view)
    last = unit.slug.rsplit("/", 1)[-1]
    tree = "" if view.is_signed else f"-{view.key.replace(':', '-')}"
    response = HttpResponse(content, content_type=FILES[form])
    response["Content-Disposition"] = (
        f'attachment; filename="bao-cao-{last}-{period.key}{tree}.{form}"'
    )
    return response


def _page(
    request: HttpRequest,
    by: AccountActor,
    unit: Unit,
    period: Period,
    *,
    opened: str,
    typed: WordsForm | HeadingForm | None = None,
) -> HttpResponse:
    """The page, with what was just typed where it could not be kept."""
    view = view_asked(request)
    reading = reading_of(unit, period, by=by, view=view)
    may_make = by.may(Right.MAKE, at=unit)
    tree = {} if view.is_signed else {"cay": view.key}
    first = next((part.key for part in reading.missing if part.prompt), "")
    context = {
        "bar": bar_of(request, unit, period, view),
        "unit": unit,
        "period": period.label,
        "unsigned": _("%(view)s: chưa phải số liệu ký duyệt.") % {"view": view.label}
        if not view.is_signed
        else "",
        "paper": html.context(reading.document, links=_MOST_DOORS)["paper"],
        "facts": facts_of(reading, unit, period, may_make=may_make),
        "layout": layout_named(reading.document.layout_key),
        "files": {form: address("report", unit, period, dang=form, **tree) for form in FILES},
        "may_make": may_make,
        "write_url": part_address(unit, period, first) if first else "",
        "examples_url": address("examples", unit, period),
        "chosen": len(reading.written.examples),
        "sheets": _sheets(reading, unit, period, opened, typed) if may_make else [],
    }
    return render(request, "reports/report.html", context, status=409 if typed else 200)


def _sheets(
    reading: Reading,
    unit: Unit,
    period: Period,
    opened: str,
    typed: WordsForm | HeadingForm | None,
) -> list[Sheet]:
    """The parts in the order of the report, the heading last; the form of the one that is opened."""
    made: list[Sheet] = []
    for chapter, part in rules.parts():
        note, state = _standing(reading, part)
        form = (typed or _form(reading, part)) if opened == part.key else None
        title = f"{chapter.numbering}. {part.title}"
        url, action = part_address(unit, period, part.key), address("words", unit, period)
        made.append(Sheet(part.key, title, note, state, url, action, form))
    heading_form = (typed or _heading_form(reading)) if opened == _HEADING else None
    url, action = part_address(unit, period, _HEADING), address("heading", unit, period)
    title = _("Số, ngày, người ký, nơi nhận")
    made.append(Sheet(_HEADING, title, "", "", url, action, heading_form))
    return made


def _form(reading: Reading, part: Part) -> WordsForm:
    return WordsForm.of(part, reading.written.words.get(part.key))


def _heading_form(reading: Reading) -> HeadingForm:
    """The form of the heading; what the rules give shows in its empty fields."""
    form, document = HeadingForm.of(reading.written.heading), reading.document
    shown = {
        "superior": document.superior,
        "issuer": document.issuer,
        "place": document.place,
        "signer_title": document.signature.title,
        "signer_name": document.signature.name,
        "recipients": "\n".join(document.recipients),
        "day": format_day(document.day) if document.day else "",
    }
    for name, text in shown.items():
        form.fields[name].widget.attrs["placeholder"] = text
    return form


def _standing(reading: Reading, part: Part) -> tuple[str, str]:
    """How far a part is, in words and as a state."""
    if reading.written.is_left_out(part.key):
        return _("Không đưa vào"), "replaced"
    if part.prompt and part in reading.missing:
        return _("Chưa viết"), "missing"
    if reading.written.text_of(part.key):
        return _("Đã viết"), "done"
    return _("Viết thêm nếu cần"), "registered"
