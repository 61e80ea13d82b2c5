"""The book of a unit: what stands in it, what waits, proposals for it, the meeting that concludes."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.rules import Part
from neuguong.deeds.models import Deed
from neuguong.honours.actions import roll as actions
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.forms.roll import BookForm, EntryForm, SettleSheet
from neuguong.honours.models import Entry
from neuguong.honours.queries.achievement import result_words
from neuguong.honours.queries.levels import reads_names
from neuguong.honours.queries.lists import who_of, words_of
from neuguong.honours.queries.place import (
    Spot,
    collectives_of,
    fields_in_use,
    members_seen,
    spot_of,
)
from neuguong.honours.queries.roll import (
    BookPage,
    book_of,
    book_page,
    deed_to_honour,
    deeds_to_honour,
    open_entries,
)
from neuguong.honours.rights import Right
from neuguong.honours.rules.roll import ENTRY_LABELS, EntryState, field_of_category
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.honours.views.asked import (
    address,
    frame,
    may_write,
    note_names,
    require_names,
    spot_asked,
)
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Cell, Column, Link, Table

TONES = {
    EntryState.PROPOSED: "draft",
    EntryState.VERIFIED: "submitted",
    EntryState.VOTED: "reported",
    EntryState.DECIDED: "done",
    EntryState.REFUSED: "not_done",
    EntryState.WITHDRAWN: "replaced",
}


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The book of the unit one works for."""
    by = reader(request)
    unit = next((grant.unit for grant in by.grants if by.may(Right.VIEW, at=grant.unit)), None)
    return redirect("home:home") if unit is None else redirect("honours:roll", unit.slug)


@require_safe
@login_required
def roll(request: HttpRequest, slug: str) -> HttpResponse:
    """The book of a unit in a year, what waits in it, and the books beneath."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    page = book_page(by, spot.unit, spot.year)
    if by.opened_names(spot.unit.path):
        note_names(by, spot.unit, [*page.entries, *page.open], Part.LIST)
    context = {
        **frame(request, by, spot, "roll"),
        "book": page.book,
        "may": may_write(by, spot),
        "entered": entries_table(by, page.entries, _("Đã kết luận")),
        "waiting": entries_table(by, page.open, _("Chờ kết luận")) if page.open else None,
        "raised": _raised(by, page) if page.raised else None,
        "below": _below(spot, page) if page.below else None,
        "counts": _counts(page.entries),
        "sees": reads_names(by, spot.unit),
        "urls": {
            name: address(name, spot)
            for name in ("propose", "pick", "settle", "open_book", "close_book", "book_file")
        },
    }
    return render(request, "honours/roll.html", context)


def entries_table(by: AccountActor, entries: Sequence[Entry], caption: str) -> Table:
    """Entries of one book as a reader may see them: number, who, what, where it stands."""
    rows = []
    sees_here = bool(entries) and reads_names(by, entries[0].unit)
    for entry in entries:
        sees = sees_here or entry.person_id == by.person_id is not None
        state = EntryState(entry.state)
        url = reverse("honours:entry", args=[entry.pk])
        rows.append(
            [
                Cell(
                    who_of(entry, sees=sees, consents=entry.consented), url, note=_numbered(entry)
                ),
                Cell(words_of(entry.summary, entry, sees=sees), note=entry.result if sees else ""),
                Cell(entry.field.label),
                Cell(str(ENTRY_LABELS[state]), state=TONES[state]),
            ]
        )
    head = [Column(_("Ai")), Column(_("Việc tốt")), Column(_("Lĩnh vực")), Column(_("Trạng thái"))]
    return Table(caption, head, rows, shape="cards")


def _numbered(entry: Entry) -> str:
    if entry.number is None or entry.decided_on is None:
        return _("đề nghị %(day)s") % {"day": format_day(entry.proposed_on)}
    words = {"number": entry.number, "day": format_day(entry.decided_on)}
    return _("số %(number)s, ghi ngày %(day)s") % words


def _counts(entries: Sequence[Entry]) -> dict[str, int]:
    inside = [each for each in entries if each.state == EntryState.DECIDED]
    people = [each for each in inside if each.subject_kind == SubjectKind.INDIVIDUAL]
    groups = [each for each in inside if each.subject_kind == SubjectKind.COLLECTIVE]
    return {
        "people": len(people),
        "people_distinct": len({each.subject_key for each in people}),
        "groups": len(groups),
        "groups_distinct": len({each.subject_key for each in groups}),
        "households": len(inside) - len(people) - len(groups),
    }


def _raised(by: AccountActor, page: BookPage) -> Table:
    rows = [
        [
            Cell(
                who_of(row.entry, sees=by.sees_names(row.entry.unit.path),
                       consents=row.entry.consented),
                reverse("honours:entry", args=[row.entry_id]),
            ),
            Cell(row.entry.unit.name),
            Cell(row.entry.field.label),
            Cell(format_day(row.asked_on)),
        ]
        for row in page.raised
    ]  # fmt: skip
    head = [Column(_("Ai")), Column(_("Đơn vị")), Column(_("Lĩnh vực")), Column(_("Gửi ngày"))]
    return Table(_("Cấp dưới gửi lên"), head, rows, shape="cards")


def _below(spot: Spot, page: BookPage) -> Table:
    rows = [
        [
            Cell(line.unit.short_name, address("roll", spot, line.unit)),
            Cell(
                _("mở ngày %(day)s") % {"day": format_day(line.book.opened_on)}
                if line.book
                else _("chưa mở sổ")
            ),
            Cell(str(line.collectives)),
            Cell(str(line.individuals)),
            Cell(str(line.waiting)),
        ]
        for line in page.below
    ]
    head = [
        Column(_("Đơn vị")), Column(_("Sổ")), Column(_("Tập thể"), number=True),
        Column(_("Cá nhân"), number=True), Column(_("Chờ"), number=True),
    ]  # fmt: skip
    return Table(_("Sổ của các đơn vị trực thuộc"), head, rows, shape="cards")


@require_http_methods(ASKS)
@login_required
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose somebody for the book by hand."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.PROPOSE, at=spot.unit)
    require_names(by, spot.unit)
    return _ask_entry(request, by, spot, None)


@require_http_methods(ASKS)
@login_required
def propose_deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Propose for the book who has done a registered deed."""
    by = reader(request)
    deed = deed_to_honour(by, deed_id)
    require_names(by, deed.unit)
    return _ask_entry(request, by, spot_of(deed.unit, deed.year, today=today()), deed)


def _ask_entry(
    request: HttpRequest, by: AccountActor, spot: Spot, deed: Deed | None
) -> HttpResponse:
    form = EntryForm(
        typed(request), members=members_seen(by, spot.unit, today()), units=collectives_of(spot.unit),
        fields=fields_in_use(), closed=spot.closed, initial=_of_deed(deed, by),
        deed_id=deed.pk if deed else None,
    )  # fmt: skip
    back = address("roll", spot)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.propose_entries(
            by=by, unit_id=spot.unit.pk, year=spot.year, drafts=[form.draft], today=today(),
            reason=form.reason,
        ),
    ):  # fmt: skip
        return told(request, _("Đã đề nghị ghi danh."), back)
    context = {
        "spot": spot, "form": form, "deed": deed, "back": back,
        "trail": [Link(_("Sổ ghi danh, %(unit)s") % {"unit": spot.unit.short_name}, back),
                  Link(_("Đề nghị ghi danh"))],
    }  # fmt: skip
    return shown(request, "honours/propose.html", context)


def _of_deed(deed: Deed | None, by: AccountActor) -> dict[str, Any]:
    """What a registered deed says already."""
    if deed is None:
        return {"proposer": by.name}
    found = deed.registration
    who = f"p{found.person_id}" if found.person_id else f"u{found.collective_id}"
    return {
        "who": who, "name": found.name, "post": found.post, "summary": deed.text,
        "result": result_words(deed), "place": deed.place,
        "field": field_of_category(deed.category_id), "proposer": by.name,
    }  # fmt: skip


@require_http_methods(ASKS)
@login_required
def pick(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick deeds that are done and propose all of them for the book at once."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.PROPOSE, at=spot.unit)
    require_names(by, spot.unit)
    deeds = deeds_to_honour(spot.unit, spot.year)
    form = ActForm(typed(request), closed=spot.closed)
    if request.method == "POST" and attempt(
        form, lambda: _propose_chosen(request, by, spot, deeds, form.reason)
    ):
        return told(request, _("Đã đề nghị ghi danh các việc đã chọn."), address("roll", spot))
    context = {
        "spot": spot, "form": form,
        "lines": [
            {"deed": deed, "who": deed.registration.name, "result": result_words(deed)}
            for deed in deeds
        ],
        "back": address("roll", spot),
        "trail": [Link(_("Sổ ghi danh, %(unit)s") % {"unit": spot.unit.short_name},
                       address("roll", spot)), Link(_("Chọn từ việc đã làm"))],
    }  # fmt: skip
    return shown(request, "honours/pick.html", context)


def _propose_chosen(
    request: HttpRequest, by: AccountActor, spot: Spot, deeds: Sequence[Deed], reason: str
) -> None:
    chosen = set(request.POST.getlist("viec"))
    drafts = []
    for deed in deeds:
        if str(deed.pk) not in chosen:
            continue
        said = _of_deed(deed, by)
        found = deed.registration
        kind = SubjectKind.INDIVIDUAL if found.person_id else SubjectKind.COLLECTIVE
        subject = SubjectEntry(kind, found.name, found.person_id, found.collective_id, found.post)
        drafts.append(
            actions.Draft(subject, said["field"], said["summary"], said["result"], said["place"],
                          proposer=by.name, deed_id=deed.pk)
        )  # fmt: skip
    actions.propose_entries(
        by=by, unit_id=spot.unit.pk, year=spot.year, drafts=drafts, today=today(), reason=reason
    )


@require_http_methods(ASKS)
@login_required
def settle(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting: all open entries with who looked, how many agreed, what was concluded."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.DECIDE, at=spot.unit)
    require_names(by, spot.unit)
    entries = open_entries(spot.unit, spot.year)
    sheet = SettleSheet(typed(request), entries, day=today(), closed=spot.closed)
    if request.method == "POST" and attempt(sheet, lambda: _settled(by, spot, sheet)):
        count = len(sheet.said)
        words = ngettext("Đã ghi %(count)s mục.", "Đã ghi %(count)s mục.", count)
        return told(request, words % {"count": count}, address("roll", spot))
    context = {
        "spot": spot, "sheet": sheet, "form": sheet, "back": address("roll", spot),
        "trail": [Link(_("Sổ ghi danh, %(unit)s") % {"unit": spot.unit.short_name},
                       address("roll", spot)), Link(_("Họp xét ghi danh"))],
    }  # fmt: skip
    return shown(request, "honours/settle.html", context)


def _settled(by: AccountActor, spot: Spot, sheet: SettleSheet) -> None:
    actions.settle_entries(
        by=by, unit_id=spot.unit.pk, year=spot.year, sitting=sheet.sitting.sitting,
        lines=sheet.said, today=today(), reason=sheet.sitting.reason,
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def open_book(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the book of the year."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.PROPOSE, at=spot.unit)
    form = BookForm(
        typed(request), closed=spot.closed, initial={"keeper": by.name, "opened_on": today()}
    )
    question = Question(
        title=_("Mở sổ ghi danh năm %(year)s") % {"year": spot.year},
        sentence=_("Mỗi đơn vị một sổ trong năm. Sổ đang mở nhận mục mới cho đến khi khóa."),
        go=_("Mở sổ"), back=address("roll", spot), said=_("Đã mở sổ."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.open_book(
            by=by, unit_id=spot.unit.pk, year=spot.year, keeper=form.cleaned_data["keeper"],
            opened_on=form.cleaned_data["opened_on"], reason=form.reason,
        ),
    )  # fmt: skip


@require_http_methods(ASKS)
@login_required
def close_book(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the book of the year."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    by.require(Right.DECIDE, at=spot.unit)
    book = book_of(spot.unit, spot.year)
    if book is None:
        return redirect(address("roll", spot))
    form = ActForm(typed(request), closed=spot.closed)
    question = Question(
        title=_("Khóa sổ ghi danh năm %(year)s") % {"year": spot.year},
        sentence=_("Sổ đã khóa không nhận mục mới. Mục đã ghi vẫn rút được khi có quyết định."),
        go=_("Khóa sổ"), back=address("roll", spot), said=_("Đã khóa sổ."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.close_book(by=by, book_id=book.pk, on=today(), reason=form.reason),
    )  # fmt: skip
