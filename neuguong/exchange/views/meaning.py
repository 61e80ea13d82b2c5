"""The page on which one says how a sheet is meant: read or not, its headings, its columns, its money."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.exchange import actions
from neuguong.exchange.forms import ColumnAsked, MeaningForm
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import heading_row, run_seen, said_of, workbook_of
from neuguong.exchange.rules import RunState
from neuguong.exchange.workbook.archive import column_letter
from neuguong.exchange.workbook.layout import as_text, understand
from neuguong.exchange.workbook.reader import Sheet
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import number_asked
from neuguong.ui.parts import Link

_SHOWN_ROWS = 12
_MOST_COLUMNS = 40
_LONGEST = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def meaning(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct what was understood of a sheet; remembered for the next file with the same headings."""
    by = reader(request)
    run = run_seen(by, uid)
    if run.state != RunState.RECEIVED:
        return redirect("exchange:preview", uid=run.uid)
    sheets = [sheet for sheet in workbook_of(run).sheets if sheet.rows]
    index = number_asked(request, "trang")
    if index >= len(sheets):
        raise Http404
    sheet = sheets[index]
    form = _form(request, run, sheet)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_understanding(
                by=by, run_id=run.pk, sheet=sheet.name, said=form.said(), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            messages.success(
                request, _("Đã đọc lại tệp. Lần sau tệp như vậy được đọc theo cách này.")
            )
            return redirect("exchange:preview", uid=run.uid)
    here = reverse("exchange:meaning", args=[run.uid])
    context = {
        "run": run,
        "form": form,
        "trail": [
            Link(_("Nhập tệp"), reverse("exchange:upload")),
            Link(run.name, reverse("exchange:preview", args=[run.uid])),
            Link(_("Cách hiểu tệp")),
        ],
        "sheets": [
            Link(each.name, f"{here}?trang={place}", current=each is sheet)
            for place, each in enumerate(sheets)
        ],
        "letters": [column_letter(c) for c in range(1, _width(sheet) + 1)],
        "rows": _first_rows(sheet),
    }
    return render(request, "exchange/meaning.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, run: ImportRun, sheet: Sheet) -> MeaningForm:
    """The form with what was understood so far, or with a guess at the headings."""
    told = said_of(run).get(sheet.name)
    found = understand(sheet, told)
    head = heading_row(sheet)
    first = found.header_first if found else head.number if head else 1
    last = found.header_last if found else first
    uses = {use.column: use for use in found.columns} if found else {}
    columns = [
        ColumnAsked(column, column_letter(column), _heading(sheet, first, last, column), use.key, use.factor)
        if (use := uses.get(column))
        else ColumnAsked(column, column_letter(column), _heading(sheet, first, last, column), "")
        for column in range(1, _width(sheet) + 1)
    ]  # fmt: skip
    said = {"read": found is not None or told is None, "first": first, "last": last}
    return MeaningForm(request.POST or None, columns=columns, said=said)


def _width(sheet: Sheet) -> int:
    return min(_MOST_COLUMNS, max(len(row.values) for row in sheet.rows[:200]))


def _heading(sheet: Sheet, first: int, last: int, column: int) -> str:
    """The words over a column, from the lowest row of headings that has any."""
    for row in range(last, first - 1, -1):
        text = " ".join(as_text(sheet.merged_value(row, column)).split())
        if text:
            return text[:_LONGEST]
    return _("trống")


def _first_rows(sheet: Sheet) -> list[tuple[int, list[str]]]:
    width = _width(sheet)
    return [
        (row.number, [as_text(row.at(c))[:_LONGEST] for c in range(1, width + 1)])
        for row in sheet.rows[:_SHOWN_ROWS]
    ]
