"""The grid of a cell: everybody's deeds on one screen, saved cell by cell, with or without script."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.deeds.actions.grid import CellChanged, Outcome, confirm_sent, save_cell, send_drafts
from neuguong.deeds.forms.grid import TypedCell, typed_cells
from neuguong.deeds.queries import YearFrame, year_frame
from neuguong.deeds.queries.grid import GridRow, grid_rows
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import may_correct
from neuguong.deeds.views.cards import badge_of
from neuguong.deeds.views.grid_rows import CellFault, columns, plan_of, row_views
from neuguong.deeds.views.grid_words import words_of_script
from neuguong.deeds.views.places import in_year, list_url, year_tabs
from neuguong.deeds.views.sheet import working_year
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, denial, reader
from neuguong.ui.asked import ASKS, number_asked, shown, today
from neuguong.ui.parts import Link

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

    def require(self) -> None:
        """Refuse those who may see no row (403)."""
        if not self.sees_all:
            self.rows()

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
    known = 2000 <= year <= today().year + 1
    return Asked(by, unit, year if known else working_year(unit, today()))


@dataclass(slots=True)
class Saved:
    """What became of the cells of one form: under which name each is kept, and why others are not."""

    kept: dict[str, str] = field(default_factory=dict)
    faults: dict[str, tuple[str, CellFault]] = field(default_factory=dict)


def save_cells(asked: Asked, cells: Sequence[TypedCell], reason: str) -> Saved:
    """Save each cell by an act of its own, so that a faulty one holds up no other."""
    saved = Saved()
    for cell in cells:
        _save(asked, cell, reason, saved)
    for cell in cells:  # further deeds of a list in one cell come after all others
        for text in cell.more:
            _save(asked, replace(cell, deed_id=None, number=0, text=text, was=""), reason, saved)
    return saved


def _save(asked: Asked, cell: TypedCell, reason: str, saved: Saved) -> None:
    try:
        deed = save_cell(
            by=asked.by, unit_id=asked.unit.pk, year=asked.year, person_id=cell.person_id,
            number=cell.number, text=cell.text, was=cell.was, deed_id=cell.deed_id,
            today=today(), reason=reason,
        )  # fmt: skip
    except CellChanged as changed:
        fault = CellFault(str(changed), changed.theirs, beside=cell.deed_id is None)
        saved.faults[cell.name] = (cell.text, fault)
    except Refused as refused:
        saved.faults[cell.name] = (cell.text, CellFault(refused.refusal.text))
    else:
        saved.kept.setdefault(cell.name, f"{cell.row}.d{deed.pk}" if deed else "")


@login_required
@never_cache
@require_http_methods(ASKS)
def grid(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole grid; a POST saves every cell that was changed and keeps what could not be saved."""
    asked = grid_asked(request, slug)
    frame = year_frame(asked.unit, asked.year, today())
    saved = Saved()
    if request.method == "POST":
        asked.require()
        given_up = request.POST.get("giu", "").partition("kia:")[2]
        reason = request.POST.get("ly-do", "")
        saved = save_cells(asked, typed_cells(request.POST, given_up), reason)
        say_saved(request, saved)
        if not saved.faults:
            _in_bulk(request, asked, reason)
            return redirect(request.get_full_path())
    return shown(request, "deeds/grid.html", _context(request, asked, frame, saved))


def say_saved(request: HttpRequest, saved: Saved) -> None:
    """Say how many cells were saved, and how many were not."""
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
        "plan": plan_of(kept),
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
