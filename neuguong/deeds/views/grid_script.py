"""What the script of the grid asks for: save cells as they are left, news of others, a pasted block."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from neuguong.deeds.forms.grid import Named, spread, typed_cells
from neuguong.deeds.queries import year_frame
from neuguong.deeds.queries.grid import GridRow, grid_marks
from neuguong.deeds.views.asked import may_correct
from neuguong.deeds.views.grid import Asked, clock, grid_asked, save_cells
from neuguong.deeds.views.grid_rows import CellFault, RowView, row_views
from neuguong.people.queries import memberships_on
from neuguong.ui.asked import today

MOST_PASTED = 200_000


def in_words(data: Mapping[str, object], status: int = 200) -> JsonResponse:
    """An answer for the script, its Vietnamese letters as they are."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


@login_required
@require_POST
def grid_cell(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the cells a script sends as they are left; answers with the rows as they stand now."""
    asked = grid_asked(request, slug)
    asked.require()
    cells = typed_cells(request.POST)
    saved = save_cells(asked, cells, request.POST.get("ly-do", ""))
    keys = sorted({cell.row for cell in cells})
    answer = {
        "rows": _rows_as_data(asked, keys),
        "kept": saved.kept,
        "faults": faults_as_data(saved.faults),
        "at": clock(timezone.localtime()),
    }
    return in_words(answer)


def faults_as_data(faults: Mapping[str, tuple[str, CellFault]]) -> dict[str, object]:
    """The faults for a script, each with the lines that are shown under its cell."""
    return {
        name: {
            "theirs": fault.theirs,
            "beside": fault.beside,
            "note": render_to_string("deeds/_grid_fault.html", {"name": name, "fault": fault}),
        }
        for name, (_text, fault) in faults.items()
    }


@login_required
@never_cache
@require_safe
def grid_news(request: HttpRequest, slug: str) -> HttpResponse:
    """What has changed for a script that asks now and then: marks of rows, or the rows it names."""
    asked = grid_asked(request, slug)
    keys = request.GET.get("hang", "")
    if keys:
        return in_words({"rows": _rows_as_data(asked, keys.split(",")[:500])})
    asked.require()
    marks = grid_marks(asked.unit, asked.year)
    if not asked.sees_all:
        marks = {key: mark for key, mark in marks.items() if key == asked.own_key}
    return in_words({"marks": marks})


def _rows_as_data(asked: Asked, keys: Sequence[str]) -> dict[str, object]:
    closed = year_frame(asked.unit, asked.year, today()).closed
    open_year = not closed or may_correct(asked.by, asked.unit)
    rows = asked.rows(keys)
    views = row_views(asked.by, rows, open_year=open_year)
    return {view.key: _as_data(view, row) for view, row in zip(views, rows, strict=True)}


def _as_data(view: RowView, row: GridRow) -> dict[str, object]:
    return {
        "mark": view.mark,
        "next": row.next_number,
        "state": render_to_string("deeds/_grid_state.html", {"row": view}),
        "cells": [
            {
                "name": cell.name,
                "text": cell.text,
                "locked": cell.locked,
                "note": render_to_string("deeds/_grid_note.html", {"cell": cell}).strip(),
            }
            for cell in view.cells[: len(row.deeds)]
        ],
    }


@login_required
@require_POST
def grid_paste(request: HttpRequest, slug: str) -> HttpResponse:
    """How a block copied from a sheet spreads over the grid; nothing is written yet."""
    asked = grid_asked(request, slug)
    text = request.POST.get("dan", "")
    if len(text) > MOST_PASTED:
        words = _("Khối dán quá lớn. Nhập cả tệp ở trang nhập tệp.")
        return in_words({"text": words}, status=422)
    found = spread(text, _known(asked, today()))
    return in_words({"rows": found.rows, "keys": found.keys, "left": found.left})


def _known(asked: Asked, day: date) -> list[Named]:
    if not asked.sees_all:
        return []
    people = [row.person for row in memberships_on(asked.unit, day)]
    everyone = [Named(f"p{one.pk}", one.full_name, one.birth_year) for one in people]
    return [Named("u", asked.unit.name), *everyone]
