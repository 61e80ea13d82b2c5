"""Papers of honours as files: the book, the short list, reports of achievements, certificates."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.audit.rules import Part
from neuguong.documents import book, certificate, docx, pdf
from neuguong.honours.models import Entry
from neuguong.honours.queries.levels import reads_names
from neuguong.honours.queries.lists import subject_word, who_of, words_of
from neuguong.honours.queries.papers import (
    achievement_report,
    book_paper,
    certificates,
    shortlist,
)
from neuguong.honours.queries.place import Spot
from neuguong.honours.queries.proposals import nominee_seen, proposal_seen
from neuguong.honours.queries.roll import book_of, entries_of
from neuguong.honours.rules.awards import ProposalState
from neuguong.honours.rules.roll import ENTRY_LABELS, EntryState
from neuguong.honours.views.asked import (
    file_answer,
    file_slug,
    note_names,
    sheet_of,
    spot_asked,
)
from neuguong.lib.tables import Table
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import today
from neuguong.ui.sheet import sheet_answer

_BOOKS = {"pdf": book.as_pdf, "docx": book.as_docx}
_CERTIFICATES = {"pdf": certificate.as_pdf, "docx": certificate.as_docx}
_DOCUMENTS = {"pdf": pdf.render, "docx": docx.render}


@require_safe
@login_required
def book_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The book of a year, bound (PDF, DOCX) or as a list (XLSX, CSV)."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    entries = entries_of(spot.unit, spot.year)
    shape = request.GET.get("dang", "pdf")
    sees = reads_names(by, spot.unit)
    if sees:
        note_names(by, spot.unit, entries, Part.PRINT, year=spot.year)
    if shape not in _BOOKS:
        return sheet_answer(_sheet(by, spot, entries), shape)
    if not sees:
        raise PermissionDenied(_("Sổ có tên người. Mở tên kèm lý do rồi in lại."))
    paper = book_paper(spot.unit, spot.year, book_of(spot.unit, spot.year), entries)
    name = f"so-ghi-danh-{file_slug(spot.unit)}-{spot.year}"
    return file_answer(name, shape, _BOOKS[shape](paper))


def _sheet(by: AccountActor, spot: Spot, entries: list[Entry]) -> Table:
    sees = reads_names(by, spot.unit)
    heads = [
        _("Số"), _("Ngày ghi"), _("Ai"), _("Cho ai"), _("Lĩnh vực"), _("Việc tốt"), _("Kết quả"),
        _("Tán thành"), _("Có mặt"), _("Quyết định"), _("Trạng thái"),
    ]  # fmt: skip
    rows = [
        [
            each.number, each.decided_on, who_of(each, sees=sees, consents=each.consented),
            subject_word(each.subject_kind), each.field.label,
            words_of(each.summary, each, sees=sees), each.result if sees else "", each.votes_for,
            each.votes_of, each.decision, str(ENTRY_LABELS[EntryState(each.state)]),
        ]
        for each in entries
    ]  # fmt: skip
    title = _("Sổ ghi danh, %(unit)s, năm %(year)s") % {"unit": spot.unit.name, "year": spot.year}
    return sheet_of(
        f"so-ghi-danh-{file_slug(spot.unit)}-{spot.year}", title, heads, rows, named=sees
    )


@require_safe
@login_required
def proposal_paper(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The short list of a proposal, or the certificates of its decision."""
    by = reader(request)
    page = proposal_seen(by, proposal_id)
    found, shape = page.proposal, request.GET.get("dang", "pdf")
    rows = [each.nominee for each in page.nominated]
    if shape not in _DOCUMENTS or not rows:
        raise Http404
    if not page.sees:
        raise PermissionDenied(_("Danh sách có tên người. Mở tên kèm lý do rồi in lại."))
    note_names(by, found.unit, rows, Part.PRINT, proposal=found.pk)
    if request.GET.get("to") == "giay-khen":
        if found.state != ProposalState.DECIDED:
            raise Http404
        batch = certificates(found, rows)
        return file_answer(f"giay-khen-{found.pk}", shape, _CERTIFICATES[shape](batch))
    document = shortlist(found, rows, today=today())
    return file_answer(f"de-nghi-khen-{found.pk}", shape, _DOCUMENTS[shape](document))


@require_safe
@login_required
def nominee_paper(request: HttpRequest, nominee_id: int) -> HttpResponse:
    """The report of what one nominated achieved."""
    by = reader(request)
    each, page = nominee_seen(by, nominee_id)
    shape = request.GET.get("dang", "pdf")
    if shape not in _DOCUMENTS:
        raise Http404
    if not page.sees:
        raise PermissionDenied(_("Báo cáo có tên người. Mở tên kèm lý do rồi in lại."))
    note_names(by, page.proposal.unit, [each.nominee], Part.PRINT, proposal=page.proposal.pk)
    document = achievement_report(page.proposal, each.nominee, today=today())
    return file_answer(f"bao-cao-thanh-tich-{nominee_id}", shape, _DOCUMENTS[shape](document))
