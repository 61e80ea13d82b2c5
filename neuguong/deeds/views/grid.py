"""The grid of a cell: everybody's deeds on one screen, saved cell by cell, with or without script."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.deeds.actions.grid import CellChanged, Outcome, confirm_sent, save_cell, send_drafts
from neuguong.deeds.forms.grid import Named, TypedCell, spread, typed_cells
from neuguong.deeds.queries import YearFrame, year_frame
from neuguong.deeds.queries.grid import GridRow, grid_marks, grid_rows
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import ASKS, may_correct, number_asked, reader, shown, today
from neuguong.deeds.views.cards import badge_of
from neuguong.deeds.views.grid_rows import CellFault, RowView, columns, row_views
from neuguong.deeds.views.places import in_year, list_url, year_tabs
from neuguong.deeds.views.sheet import working_year
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, denial
from neuguong.people.queries import memberships_on
from neuguong.ui.parts import Link

MOST_PASTED = 200_000
FILTERS: dict[str, Callable[[GridRow], bool]] = {
    "thieu": lambda row: len(row.deeds) < row.minimum and not row.elsewhere,
    "cho": lambda row: badge_of(row.registration).state == "submitted",
    "tra-lai": lambda row: badge_of(row.registration).state == "returned",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The grid that is asked for: whose, which year, by whom, and whether they may see all of it."""

    by: AccountActor
    unit: Unit
    year: int

    @property
    def sees_all(self) -> bool:
        """Whether every row may be read; otherwise only one's own."""
        return self.by.may(Right.VIEW, at=self.unit) and self.by.sees_names(self.unit.path)

    @property
    def own_key(self) -> str:
        """The row of the reader."""
        return f"p{self.by.person_id}"

    def rows(self, keys: Sequence[str] | None = None) -> list[GridRow]:
        """The rows this reader may see; 403 when there is none."""
        if not self.sees_all:
            keys = [self.own_key]
        day = min(today(), self.unit.closed_on or today())
        found = grid_rows(self.unit, self.year, day, keys)
        if not found and not self.sees_all:
            raise PermissionDenied(
                denial(Right.REGISTER)
                if not self.by.may(Right.VIEW, at=self.unit)
                else _(
                    "Tên người ở đây chưa mở với anh, chị. Mở tên với lý do rồi vào lại bảng ghi."
                )
            )
        return found


def grid_asked(request: HttpRequest, slug: str) -> Asked:
    """The unit and the year of the address; 404 for those who may not know of the unit."""
    by = reader(request)
    unit = unit_seen(by, slug)
    year = number_asked(request, "nam")
    known = year is not None and 2000 <= year <= today().year + 1
    return Asked(by, unit, year if year and known else working_year(unit, today()))


@dataclass(slots=True)
class Saved:
    """What became of the cells of one form: under which name each is kept, and why others are not."""

    kept: dict[str, str] = field(default_factory=dict)
    faults: dict[str, tuple[str, CellFault]] = field(default_factory=dict)


def save_cells(asked: Asked, cells: Sequence[TypedCell], reason: str) -> Saved:
    """Save each cell by an act of its own, so that a faulty one holds up no other."""
    saved, day = Saved(), today()
    further = [(cell, text) for cell in cells for text in cell.more]
    for cell, text in [*((cell, cell.text) for cell in cells), *further]:
        first = text is cell.text
        try:
            deed = save_cell(
                by=asked.by, unit_id=asked.unit.pk, year=asked.year, person_id=cell.person_id,
                number=cell.number if first else 0, text=text, was=cell.was if first else "",
                deed_id=cell.deed_id if first else None, today=day, reason=reason,
            )  # fmt: skip
        except CellChanged as changed:
            fault = CellFault(str(changed), changed.theirs, beside=cell.deed_id is None)
            saved.faults[cell.name] = (text, fault)
        except Refused as refused:
            saved.faults[cell.name] = (text, CellFault(refused.refusal.text))
        else:
            if first:
                saved.kept[cell.name] = f"{cell.row}.d{deed.pk}" if deed else ""
    return saved


@login_required
@never_cache
@require_http_methods(ASKS)
def grid(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole grid; a POST saves every cell that was changed and keeps what could not be saved."""
    asked = grid_asked(request, slug)
    frame = year_frame(asked.unit, asked.year, today())
    saved = Saved()
    if request.method == "POST":
        asked.rows(())  # 403 before anything is written
        given_up = request.POST.get("giu", "").partition("kia:")[2]
        reason = request.POST.get("ly-do", "")
        saved = save_cells(asked, typed_cells(request.POST, given_up), reason)
        _say_saved(request, saved)
        if not saved.faults:
            _in_bulk(request, asked, reason)
            return redirect(request.get_full_path())
    return shown(request, "deeds/grid.html", _context(request, asked, frame, saved))


def _say_saved(request: HttpRequest, saved: Saved) -> None:
    if saved.kept:
        n = len(saved.kept)
        messages.success(
            request,
            ngettext("Đã lưu %(n)s ô lúc %(at)s.", "Đã lưu %(n)s ô lúc %(at)s.", n)
            % {"n": n, "at": clock(timezone.localtime())},
        )
    if saved.faults:
        n = len(saved.faults)
        messages.error(
            request,
            ngettext(
                "%(n)s ô chưa lưu được, lý do ghi dưới ô. Chữ đã gõ còn nguyên.",
                "%(n)s ô chưa lưu được, lý do ghi dưới ô. Chữ đã gõ còn nguyên.",
                n,
            )
            % {"n": n},
        )


def clock(now: datetime) -> str:
    """09 giờ 41, of a local time."""
    return _("%(hour)s giờ %(minute)s") % {"hour": f"{now:%H}", "minute": f"{now:%M}"}


def _in_bulk(request: HttpRequest, asked: Asked, reason: str) -> None:
    """Send or confirm all at once, where a button asks for it."""
    acts = {
        "gui": (
            send_drafts,
            _("Đã gửi %(n)s bản nháp."),
            _("Không có bản nháp nào có việc để gửi."),
        ),
        "xac-nhan": (
            confirm_sent,
            _("Đã xác nhận %(n)s bản đăng ký."),
            _("Không có bản nào chờ xác nhận."),
        ),
    }
    act, words, nothing = acts.get(request.POST.get("lam", ""), (None, "", ""))
    if act is not None:
        outcome = act(
            by=asked.by, unit_id=asked.unit.pk, year=asked.year, today=today(), reason=reason
        )
        say_outcome(request, outcome, words, nothing)


def say_outcome(request: HttpRequest, outcome: Outcome, words: str, nothing: str) -> None:
    """Say how many were done, and each that was refused."""
    for text in outcome.refused:
        messages.warning(request, text)
    if outcome.done:
        messages.success(request, words % {"n": outcome.done})
    elif not outcome.refused:
        messages.info(request, nothing)


def _context(
    request: HttpRequest, asked: Asked, frame: YearFrame, saved: Saved
) -> dict[str, object]:
    by, unit, year = asked.by, asked.unit, asked.year
    rows = asked.rows()
    chosen = request.GET.get("loc", "")
    kept = [row for row in rows if FILTERS[chosen](row)] if chosen in FILTERS else rows
    open_year = not frame.closed or may_correct(by, unit)
    base = in_year("grid", year, unit.slug)
    waiting = sum(FILTERS["cho"](row) for row in rows)
    return {
        "unit": unit,
        "frame": frame,
        "summary": _summary(frame),
        "rows": row_views(by, kept, open_year=open_year, faults=saved.faults),
        "places": range(1, columns(kept) + 1),
        "plan": max((row.minimum for row in kept), default=0),
        "filters": _filters(base, chosen, rows),
        "tabs": year_tabs(reverse("deeds:grid", args=[unit.slug]), frame.years, year),
        "trail": trail_of(asked),
        "here": request.get_full_path(),
        "asks_reason": frame.closed and open_year,
        "reason": request.POST.get("ly-do", ""),
        "may_save": any(not row.elsewhere for row in kept) and open_year,
        "may_send": by.may(Right.REGISTER, at=unit) and open_year,
        "waiting": waiting if by.may(Right.CONFIRM, at=unit) and open_year else 0,
        "save_url": in_year("grid_cell", year, unit.slug),
        "news_url": in_year("grid_news", year, unit.slug),
        "paste_url": in_year("grid_paste", year, unit.slug),
        "results_url": in_year("grid_results", year, unit.slug),
        "words": json.dumps(words_of_script(), ensure_ascii=False),
    }


def trail_of(asked: Asked) -> list[Link]:
    """Where one stands: under the list of the unit, for those who may open it."""
    if not asked.by.may(Right.VIEW, at=asked.unit):
        return []
    label = _("Việc làm, %(unit)s") % {"unit": asked.unit.name}
    return [Link(label, list_url(asked.unit, asked.year)), Link(_("Bảng ghi"))]


def _summary(frame: YearFrame) -> str:
    words = []
    if least := max((n for kind, n in frame.minimums.items() if kind), default=0):
        words.append(_("Mỗi đảng viên ít nhất %(least)s việc.") % {"least": least})
    if frame.register_by:
        words.append(_("Hạn đăng ký: %(day)s.") % {"day": format_day(frame.register_by)})
    words.append(_("Dán được từ Excel vào ô bất kỳ."))
    return " ".join(words)


def _filters(base: str, chosen: str, rows: Sequence[GridRow]) -> list[Link]:
    labels = {"thieu": _("Chưa đủ việc"), "cho": _("Chờ xác nhận"), "tra-lai": _("Trả lại")}
    everyone = Link(_("Tất cả"), base, chosen not in FILTERS, str(len(rows)))
    found = [everyone]
    for name, label in labels.items():
        count = sum(FILTERS[name](row) for row in rows)
        if count or name == chosen:
            found.append(Link(label, f"{base}&loc={name}", name == chosen, str(count)))
    return found if len(rows) > 1 else []


def words_of_script() -> dict[str, str]:
    """What the script says; {n}, {at}, {what} are filled in by it."""
    return {
        "saving": _("Đang lưu…"),
        "saved": _("Đã lưu lúc {at}."),
        "savedShort": _("đã lưu lúc {at}"),
        "offline": _(
            "Mất kết nối lúc {at}. {n} ô chưa lưu còn nguyên ở đây, tự gửi lại khi có mạng."
        ),
        "unsaved": _("chưa lưu, đang thử lại"),
        "signedOut": _(
            "Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác; chữ đã gõ còn nguyên ở đây và tự gửi."
        ),
        "refused": _("Trang không nhận {n} ô này. Chữ đã gõ còn nguyên, thử tải lại trang."),
        "faults": _("{n} ô chưa lưu được, lý do ghi dưới ô."),
        "others": _("vừa có người khác sửa"),
        "pasted": _("Đã dán {n} việc. Ctrl+Z để lấy lại."),
        "left": _("Chưa ghép được tên: {what}."),
        "pasteFailed": _("Chưa tách được khối vừa dán. Thử dán lại."),
        "undone": _("Đã lấy lại bước vừa rồi."),
        "undoNone": _("Không còn bước nào để lấy lại."),
        "undoLate": _("Ô này đã đổi sau bước đó, không lấy lại nữa."),
        "column": _("Việc {n}"),
        "label": _("{what}, việc {n}"),
    }


@login_required
@require_POST
def grid_cell(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the cells a script sends as they are left; answers with the rows as they stand now."""
    asked = grid_asked(request, slug)
    asked.rows(())
    cells = typed_cells(request.POST)
    saved = save_cells(asked, cells, request.POST.get("ly-do", ""))
    keys = sorted({cell.row for cell in cells})
    answer = {
        "rows": _rows_as_data(asked, keys),
        "kept": saved.kept,
        "faults": faults_as_data(saved.faults),
        "at": clock(timezone.localtime()),
    }
    return JsonResponse(answer)


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
        return JsonResponse({"rows": _rows_as_data(asked, keys.split(",")[:500])})
    if not asked.sees_all and asked.by.person_id is None:
        raise PermissionDenied(denial(Right.VIEW))
    marks = grid_marks(asked.unit, asked.year)
    if not asked.sees_all:
        marks = {key: mark for key, mark in marks.items() if key == asked.own_key}
    return JsonResponse({"marks": marks})


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
        return JsonResponse({"text": words}, status=422)
    found = spread(text, _known(asked, today()))
    return JsonResponse({"rows": found.rows, "keys": found.keys, "left": found.left})


def _known(asked: Asked, day: date) -> list[Named]:
    if not asked.sees_all:
        return []
    people = [row.person for row in memberships_on(asked.unit, day)]
    everyone = [Named(f"p{one.pk}", one.full_name, one.birth_year) for one in people]
    return [Named("u", asked.unit.name), *everyone]
