"""Papers of the yearly review: the self-review on its form, and the minutes of the meeting with its vote.

The words are those of the paper, which is Vietnamese whatever the language of the reader's screen.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils import translation

from neuguong.documents import docx, html, pdf
from neuguong.documents.document import (
    Block,
    Column,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Signature,
    Table,
    Text,
)
from neuguong.documents.queries import Head, head_of
from neuguong.documents.rules import layout_on
from neuguong.evaluations.models import Review
from neuguong.evaluations.queries.ballots import BallotPage, numbers_of
from neuguong.evaluations.queries.facts import facts_of
from neuguong.evaluations.queries.reviews import remarks_of
from neuguong.evaluations.rules.ballot import (
    CHOICE_WORDS,
    COLUMNS,
    WAY_WORDS,
    BallotState,
    Way,
    majority,
)
from neuguong.evaluations.rules.levels import LEVEL_WORDS, Level
from neuguong.evaluations.rules.reviewing import Form, ReviewState, parts_of
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit

_FORMS: Final[dict[str, Callable[[Document], bytes]]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "html": html.render,
}
MIMES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def rendered(document: Document, form: str) -> bytes:
    """A paper as a file; refuses a form that is not one of docx, pdf, html."""
    if form not in _FORMS:
        text = _("Không xuất được dạng “%(form)s”. Chọn một trong: %(known)s.")
        raise Refused(
            Refusal("format_unknown", text % {"form": form[:20], "known": ", ".join(_FORMS)})
        )
    return _FORMS[form](document)


def review_paper(review: Review, *, day: date) -> Document:
    """A self-review on its form, a draft until it is sent; its facts stand in the annexed list."""
    with translation.override("vi"):
        blocks: list[Block] = [
            _line(f"Họ và tên: {review.name}"),
            _line(f"Chức vụ: {review.post or '…'}"),
            _line(f"Sinh hoạt tại: {review.unit.name}"),
        ]
        done: set[str] = set()
        for part in parts_of(Form(review.form)):
            if part.numbering not in done:
                done.add(part.numbering)
                title = "Ưu điểm, kết quả đạt được" if part.numbering == "I" else str(part.title)
                blocks.append(Heading(1, part.numbering, title))
            if part.numbering == "I" and part.key != "strengths":
                blocks.append(Heading(3, "", str(part.title)))
            blocks += _words(getattr(review, part.key))
            if part.key == "pledge_kept":
                facts = facts_of(review.person, review.unit, review.year)
                blocks += [Item((Text(fact.text),)) for fact in facts if fact.link]
        blocks.append(Heading(1, "VII", "Tự nhận mức xếp loại chất lượng"))
        level = LEVEL_WORDS[Level(review.own_level)] if review.own_level else "…"
        blocks.append(_line(str(level)))
        blocks += _opinions(review)
        return _document(
            review.unit, day, "Bản kiểm điểm", f"cá nhân năm {review.year}", blocks,
            Signature("", "Người tự kiểm điểm", review.name),
            draft=review.state in (ReviewState.WRITING, ReviewState.RETURNED),
        )  # fmt: skip


def minutes_paper(page: BallotPage) -> Document:
    """The minutes of a ballot: how many slips went out and came back, and what was said of each."""
    with translation.override("vi"):
        ballot = page.ballot
        day = ballot.closed_on or ballot.opened_on
        heads = ("TT", "Họ và tên", *(str(CHOICE_WORDS[level]) for level in COLUMNS), "Đề xuất")
        rows = []
        for number, row in enumerate(page.candidates, 1):
            numbers = numbers_of(row)
            level = majority(numbers, ballot.cast)
            cells = [f"{number}", row.rating.name, *(f"{numbers[c]}" for c in COLUMNS.values())]
            cells.append(str(CHOICE_WORDS[level]) if level else "chưa quá nửa")
            rows.append(Row(tuple(Text(cell) for cell in cells)))
        columns = (Column(heads[0], "code"), Column(heads[1]),
                   *(Column(head, "figure") for head in heads[2:-1]), Column(heads[-1]))  # fmt: skip
        blocks: list[Block] = [
            _line(
                f"Ngày {format_day(day)}, {ballot.unit.name} bỏ phiếu kín đề xuất mức xếp loại chất"
                f" lượng năm {ballot.year} ({WAY_WORDS[Way(ballot.way)]})."
            ),
            _line(
                f"Người kiểm phiếu: {ballot.teller_one}; {ballot.teller_two}. Số phiếu phát ra:"
                f" {ballot.issued}. Số phiếu thu về: {ballot.cast}."
            ),
            Table(columns, tuple(rows), "Kết quả kiểm phiếu"),
            _line("Biên bản lập xong đã đọc lại trước cuộc họp, mọi người nhất trí."),
        ]
        return _document(
            ballot.unit, day, "Biên bản", f"kiểm phiếu xếp loại chất lượng năm {ballot.year}",
            blocks, Signature("", "Người kiểm phiếu thứ hai", ballot.teller_two),
            draft=ballot.state != BallotState.CLOSED,
            beside=Signature("", "Người kiểm phiếu thứ nhất", ballot.teller_one),
        )  # fmt: skip


def _opinions(review: Review) -> list[Block]:
    """What was said of a review when it was heard."""
    blocks: list[Block] = []
    for title, text in (
        ("Ý kiến của người quản lý", review.manager_opinion),
        ("Ý kiến của chi ủy, chi bộ", review.committee_opinion),
    ):
        if text:
            blocks += [Heading(2, "", title), *_words(text)]
    remarks = remarks_of(review)
    if remarks:
        blocks.append(Heading(2, "", "Ý kiến góp ý"))
        blocks += [Item((Text(remark.text),)) for remark in remarks]
    return blocks


def _words(text: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_line(line) for line in lines] or [_line("…")]


def _line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _document(
    unit: Unit, day: date, kind: str, abstract: str, blocks: list[Block], signature: Signature,
    *, draft: bool, beside: Signature | None = None,
) -> Document:  # fmt: skip
    head: Head = head_of(unit, day)
    return Document(
        layout_key=layout_on(day).key, superior=head.superior, issuer=head.issuer, number="",
        symbol="", place=head.place, day=day, type_name=kind, abstract=abstract,
        blocks=tuple(blocks), recipients=() if beside else (f"Lưu {unit.name}",),
        signature=signature, annexes=(), document_date=day, draft=draft, beside=beside,
    )  # fmt: skip
