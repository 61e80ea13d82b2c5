"""The results grid of a cell: what came of every open deed, at the year's end, on one screen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.deeds.actions.grid import confirm_told
from neuguong.deeds.actions.grid_results import RowChanged, save_result
from neuguong.deeds.forms.grid_results import FIELDS, read_row, typed_rows
from neuguong.deeds.models import Deed
from neuguong.deeds.queries import YearFrame, year_frame
from neuguong.deeds.queries.grid import Telling, tellings
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import may_correct
from neuguong.deeds.views.cards import Badge, badge_of_deed, gifts_in_words, sums_of
from neuguong.deeds.views.grid import Asked, Saved, clock, grid_asked, say_outcome, say_saved
from neuguong.deeds.views.grid_rows import CellFault, CellView
from neuguong.deeds.views.grid_script import faults_as_data, in_words
from neuguong.deeds.views.grid_words import words_of_script
from neuguong.deeds.views.places import in_year, year_tabs
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.ui.asked import ASKS, shown, today
from neuguong.ui.parts import Link

# Refusals that speak of one cell; any other is said under the words of the result.
CELL_OF = {
    "day_ahead": "day",
    "day_far": "day",
    "unit_word": "amount",
    "amount_not_positive": "amount",
    "amount_too_large": "amount",
    "amount_too_fine": "amount",
    "work_counts": "amount",
}


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One deed: whose (once for several), what was promised, its state, the cells."""

    key: str
    who: str
    text: str
    note: str
    url: str
    badge: Badge
    cells: Sequence[CellView]
    several: Sequence[str]
    mark: str


Faults = Mapping[str, tuple[str, CellFault]]


def _rows(asked: Asked, *, open_year: bool, faults: Faults | None = None) -> list[DeedRow]:
    """The open deeds this reader may see, the name of a person only where it begins."""
    rows = []
    before = 0
    for told in _seen(asked):
        first = told.deed.registration_id != before
        before = told.deed.registration_id
        rows.append(_row(asked, told, first=first, open_year=open_year, faults=faults or {}))
    return rows


def _seen(asked: Asked) -> list[Telling]:
    asked.require()
    found = tellings(asked.unit, asked.year)
    if asked.sees_all:
        return found
    return [one for one in found if one.deed.registration.person_id == asked.by.person_id]


def _row(asked: Asked, told: Telling, *, first: bool, open_year: bool, faults: Faults) -> DeedRow:
    deed = told.deed
    own = deed.registration.person_id == asked.by.person_id
    writes = open_year and (own or asked.by.may(Right.REPORT, at=asked.unit))
    badge = badge_of_deed(deed, today=today())
    return DeedRow(
        key=f"d{deed.pk}",
        who=deed.registration.name if first else "",
        text=deed.text,
        note=_("hạn %(day)s") % {"day": format_day(deed.deadline)} if deed.deadline else "",
        url=reverse("deeds:deed", args=[deed.pk]),
        badge=badge or Badge("registered", ""),
        cells=[_cell(told, name, at, writes, faults) for at, name in enumerate(FIELDS, start=1)],
        several=_sums(deed) if told.several else (),
        mark=told.mark,
    )


def _sums(deed: Deed) -> list[str]:
    """What was told in several goes, added up."""
    amounts = [row for result in deed.results.all() for row in result.quantities.all()]
    return [*sums_of(amounts), *gifts_in_words(deed.contributions.all())]


def _cell(told: Telling, name: str, at: int, writes: bool, faults: Faults) -> CellView:
    full = f"d{told.deed.pk}.{name}"
    was = "" if told.several and name != "finished" else told.said[name]
    typed, fault = faults.get(full, (was, None))
    label = _("%(what)s, %(column)s") % {"what": told.deed.text, "column": FIELDS[name]}
    locked = not writes or name in told.locked
    locked |= told.several and (name != "finished" or bool(was))
    return CellView(full, at, label, typed, was, locked=locked, fault=fault)


def save_rows(asked: Asked, data: Mapping[str, str], left_out: str = "") -> tuple[Saved, list[str]]:
    """Save each deed's cells by one act; which could not be saved, and the rows that were typed in."""
    saved = Saved()
    rows = typed_rows(data, left_out)
    seen = {one.deed.pk: one for one in _seen(asked)}
    for deed_id, typed in rows.items():
        told = seen.get(deed_id)
        if told is None:
            text = _("Việc này vừa được xác nhận hoặc không còn ở đây. Tải lại trang để xem.")
            saved.faults |= {
                f"d{deed_id}.{n}": (t, CellFault(text)) for n, (t, _w) in typed.items()
            }
            continue
        _save_row(asked, told, typed, saved, data.get("ly-do", ""))
    return saved, [f"d{deed_id}" for deed_id in rows]


def _save_row(
    asked: Asked, told: Telling, typed: Mapping[str, tuple[str, str]], saved: Saved, reason: str
) -> None:
    deed = told.deed
    read = read_row(deed, typed)
    at = f"d{deed.pk}."
    saved.faults |= {at + n: (typed[n][0], CellFault(text)) for n, text in read.faults.items()}
    if not read.entry.was:
        return
    try:
        save_result(
            by=asked.by, deed_id=deed.pk, entry=read.entry, now=timezone.now(), today=today(),
            reason=reason,
        )  # fmt: skip
    except RowChanged as changed:
        rest = {name: words for name, words in typed.items() if name != changed.name}
        fault = CellFault(str(changed), changed.theirs)
        saved.faults[at + changed.name] = (typed[changed.name][0], fault)
        _save_row(asked, told, rest, saved, reason)
    except Refused as refused:
        name = _where(refused.refusal.code, read.entry.was)
        for other in read.entry.was:  # one act, so none of them was saved
            text = refused.refusal.text if other == name else _("Chưa lưu, xem ô có lỗi.")
            saved.faults.setdefault(at + other, (typed[other][0], CellFault(text)))
    else:
        written = {*read.entry.was, *(() if told.result else ("day",))}  # a first result has a day
        saved.kept |= {at + name: at + name for name in written}


def _where(code: str, names: Mapping[str, str]) -> str:
    """The cell a refusal speaks of, if it was typed in; else the first that was."""
    name = CELL_OF.get(code, "")
    return name if name in names else next(iter(names))


@login_required
@never_cache
@require_http_methods(ASKS)
def grid_results(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole grid; a POST saves every row that was changed and keeps what could not be saved."""
    asked = grid_asked(request, slug)
    frame = year_frame(asked.unit, asked.year, today())
    saved = Saved()
    if request.method == "POST":
        saved, _keys = save_rows(
            asked, request.POST, request.POST.get("giu", "").partition("kia:")[2]
        )
        say_saved(request, saved)
        if not saved.faults:
            if request.POST.get("lam") == "xac-nhan":
                _confirm(request, asked)
            return redirect(request.get_full_path())
    return shown(request, "deeds/grid_results.html", _context(request, asked, frame, saved))


def _confirm(request: HttpRequest, asked: Asked) -> None:
    outcome = confirm_told(
        by=asked.by, unit_id=asked.unit.pk, year=asked.year, today=today(),
        reason=request.POST.get("ly-do", ""),
    )  # fmt: skip
    words = _("Đã xác nhận %(n)s việc hoàn thành.")
    say_outcome(request, outcome, words, _("Không có kết quả nào chờ xác nhận."))


def _context(
    request: HttpRequest, asked: Asked, frame: YearFrame, saved: Saved
) -> dict[str, object]:
    by, unit, year = asked.by, asked.unit, asked.year
    open_year = not frame.closed or may_correct(by, unit)
    rows = _rows(asked, open_year=open_year, faults=saved.faults)
    told = sum(row.badge.state == "reported" for row in rows)
    due = frame.results_by
    return {
        "unit": unit,
        "frame": frame,
        "rows": rows,
        "heads": list(FIELDS.values()),
        "due": format_day(due) if due else "",
        "tabs": year_tabs(reverse("deeds:grid_results", args=[unit.slug]), frame.years, year),
        "trail": [
            Link(_("Bảng ghi, %(unit)s") % {"unit": unit.name}, in_year("grid", year, unit.slug)),
            Link(_("Kết quả")),
        ],
        "grid_url": in_year("grid", year, unit.slug),
        "here": request.get_full_path(),
        "asks_reason": frame.closed and open_year,
        "reason": request.POST.get("ly-do", ""),
        "may_save": open_year and bool(rows),
        "told": told if open_year and by.may(Right.CONFIRM, at=unit) else 0,
        "save_url": in_year("grid_result", year, unit.slug),
        "news_url": in_year("grid_results_news", year, unit.slug),
        "words": json.dumps(words_of_script(), ensure_ascii=False),
    }


@login_required
@require_POST
def grid_result(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the cells a script sends as a row is typed; answers with the rows as they stand now."""
    asked = grid_asked(request, slug)
    saved, keys = save_rows(asked, request.POST)
    answer = {
        "rows": _as_data(asked, keys),
        "kept": saved.kept,
        "faults": faults_as_data(saved.faults),
        "at": clock(timezone.localtime()),
    }
    return in_words(answer)


@login_required
@never_cache
@require_safe
def grid_results_news(request: HttpRequest, slug: str) -> HttpResponse:
    """What has changed for a script that asks now and then: marks of rows, or the rows it names."""
    asked = grid_asked(request, slug)
    keys = request.GET.get("hang", "")
    if keys:
        return in_words({"rows": _as_data(asked, keys.split(","))})
    marks = {f"d{one.deed.pk}": one.mark for one in _seen(asked)}
    return in_words({"marks": marks})


def _as_data(asked: Asked, keys: Sequence[str]) -> dict[str, object]:
    closed = year_frame(asked.unit, asked.year, today()).closed
    open_year = not closed or may_correct(asked.by, asked.unit)
    rows = [row for row in _rows(asked, open_year=open_year) if row.key in keys]
    return {
        row.key: {
            "mark": row.mark,
            "state": render_to_string("deeds/_grid_told.html", {"row": row}),
            "cells": [
                {"name": cell.name, "text": cell.text, "locked": cell.locked, "note": ""}
                for cell in row.cells
            ],
        }
        for row in rows
    }
