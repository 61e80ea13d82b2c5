"""Papers of honours: the bound book, the short list, reports of achievements, certificates.

The words are those of the paper and stay Vietnamese. Who asks for a paper may read its names.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.utils import translation

from neuguong.documents import rules as layouts
from neuguong.documents.book import Book as BoundBook
from neuguong.documents.certificate import Batch, Certificate
from neuguong.documents.document import (
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Text,
)
from neuguong.documents.queries import Head, head_of
from neuguong.honours.models import Book, Entry, Nominee, Proposal
from neuguong.honours.queries.achievement import Achievement, DeedLine, achievement_of
from neuguong.honours.queries.lists import form_words, subject_word
from neuguong.honours.rules.awards import Outcome, Track, years_words
from neuguong.honours.rules.roll import EntryState
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.dates import format_day, format_day_long
from neuguong.org.models import Unit

_BOOK: Final = "Sổ ghi danh gương Người tốt, việc tốt"
_COLUMNS: Final = (
    Column("Số", "code"),
    Column("Ngày ghi", "code"),
    Column("Tên, chức vụ, nơi ở"),
    Column("Lĩnh vực"),
    Column("Việc làm, nơi làm"),
    Column("Kết quả"),
    Column("Xác minh, biểu quyết, quyết định"),
)


@translation.override("vi")
def book_paper(unit: Unit, year: int, book: Book | None, entries: Sequence[Entry]) -> BoundBook:
    """The book as it is bound: entries in the book in their order, withdrawn ones with their reason."""
    day = (book.closed_on if book and book.closed_on else None) or date(year, 12, 31)
    head = head_of(unit, day)
    inside = [each for each in entries if each.number is not None]
    count = sum(each.state == EntryState.DECIDED for each in inside)
    lines = []
    if book is not None:
        lines.append(f"Người giữ sổ: {book.keeper}")
        lines.append(f"Mở sổ ngày {format_day(book.opened_on)}")
        if book.closed_on:
            lines.append(f"Khóa sổ ngày {format_day(book.closed_on)}")
    return BoundBook(
        layout_key=layouts.layout_on(day).key,
        superior=head.superior,
        issuer=head.unit.name,
        title=_BOOK,
        year_words=f"Năm {year}",
        lines=tuple(lines),
        table=Table(_COLUMNS, tuple(_book_row(each) for each in inside)),
        closing=(f"Sổ này có {len(inside)} mục, trong đó {count} mục có giá trị.",),
        signatures=(
            Signature("", "Người giữ sổ", book.keeper if book else ""),
            Signature(head.authority, head.signer.title, head.signer.name),
        ),
        document_date=day,
    )


def _book_row(entry: Entry) -> Row:
    where = ", ".join(filter(None, (entry.post, entry.address)))
    done = ". ".join(filter(None, (entry.summary.rstrip("."), entry.place, entry.happened)))
    said = []
    if entry.verified_by:
        said.append(f"Xác minh: {entry.verified_by}, {entry.verified_how}".rstrip(", "))
    if entry.votes_of:
        said.append(f"biểu quyết {entry.votes_for}/{entry.votes_of}")
    if entry.decision:
        said.append(entry.decision)
    if entry.state == EntryState.WITHDRAWN and entry.withdrawn_on:
        day = format_day(entry.withdrawn_on)
        said = [f"ĐÃ RÚT ngày {day}: {entry.reason} ({entry.withdrawn_decision})"]
    day = format_day(entry.decided_on) if entry.decided_on else ""
    cells = (
        str(entry.number), day, f"{entry.name} ({where})" if where else entry.name,
        entry.field.label, done, entry.result, "; ".join(said),
    )  # fmt: skip
    return Row(tuple(Text(cell) for cell in cells))


@translation.override("vi")
def shortlist(proposal: Proposal, nominees: Sequence[Nominee], *, today: date) -> Document:
    """The short list that goes with a proposal: a landscape table behind a page that asks."""
    day = proposal.sent_on or today
    head = head_of(proposal.unit, day)
    nominees = sorted(nominees, key=lambda each: each.subject_kind == SubjectKind.INDIVIDUAL)
    kinds = [each.subject_kind for each in nominees]
    parts = [f"{kinds.count(kind)} {subject_word(kind)}" for kind in dict.fromkeys(kinds)]
    to = head_of(proposal.to_unit, day).issuer
    blocks: list[Block] = [
        _say(f"{head.issuer} trân trọng đề nghị {to} xét khen {', '.join(parts) or '…'} "
             f"dịp {proposal.occasion} (danh sách trích ngang kèm theo)."),
    ]  # fmt: skip
    if proposal.voted_on:
        blocks.append(
            _say(f"Danh sách đã được biểu quyết tại cuộc họp ngày {format_day(proposal.voted_on)}.")
        )
    blocks.append(_say("Mỗi thành tích chỉ đề nghị một hình thức khen."))
    annex = Annex(
        "Danh sách trích ngang đề nghị khen thưởng", (_shortlist_table(nominees),), "Trích ngang",
        landscape=True,
    )  # fmt: skip
    return _paper(
        head, day, "Tờ trình", f"TTr/{head.code}", proposal.title, blocks, (annex,),
        draft=proposal.sent_on is None, recipients=(to, *head.recipients[-1:]),
    )  # fmt: skip


def _shortlist_table(nominees: Iterable[Nominee]) -> Table:
    columns = (
        Column("TT", "code"), Column("Tên"), Column("Chức vụ, đơn vị"), Column("Thành tích"),
        Column("Hình thức đề nghị"), Column("Biểu quyết", "code"),
    )  # fmt: skip
    rows: list[Row] = []
    kind = 0
    for place, each in enumerate(nominees, start=1):
        if each.subject_kind != kind:
            kind = each.subject_kind
            word = subject_word(kind)
            rows.append(Row((Text(word[:1].upper() + word[1:]),), "section"))
        rows.append(
            Row(tuple(Text(cell) for cell in (
                str(place), each.name, _belongs(each),
                each.words or " ".join(achievement_of(each).sentences),
                f"{form_words(each.form.label, each.grade)}"
                f" (thành tích {years_words(each.first_year, each.last_year)})",
                f"{each.votes_for}/{each.votes_of}" if each.votes_of else "–",
            )))
        )  # fmt: skip
    return Table(columns, tuple(rows))


def _belongs(nominee: Nominee) -> str:
    where = "" if nominee.collective_id == nominee.unit_id else nominee.unit.name
    return ", ".join(filter(None, (nominee.post, where)))


@translation.override("vi")
def achievement_report(proposal: Proposal, nominee: Nominee, *, today: date) -> Document:
    """The report of what one nominated achieved, drawn from the records, the typed words first."""
    day = proposal.sent_on or today
    head = head_of(nominee.unit, day)
    drawn = achievement_of(nominee)
    years = years_words(nominee.first_year, nominee.last_year)
    blocks: list[Block] = [Heading(1, "I", "Sơ lược")]
    word = subject_word(nominee.subject_kind)
    blocks.append(Item((Text(f"Tên {word}: {nominee.name}"),)))
    if nominee.post:
        blocks.append(Item((Text(f"Chức vụ: {nominee.post}"),)))
    blocks.append(Item((Text(f"Đơn vị: {nominee.unit.name}"),)))
    blocks.append(Heading(1, "II", f"Thành tích, năm {years}"))
    blocks += [_say(line) for line in nominee.words.splitlines() if line.strip()]
    blocks += [_say(sentence) for sentence in drawn.sentences]
    blocks += [Item((Text(_deed_words(each)),)) for each in drawn.deeds[:20]]
    if drawn.awards:
        blocks.append(Heading(1, "III", "Đã được khen"))
        blocks += [Item((Text(each),)) for each in drawn.awards]
    form = form_words(nominee.form.label, nominee.grade)
    blocks.append(_say(f"Trên đây là thành tích đề nghị tặng {form}."))
    annexes = (_figures_annex(drawn),) if drawn.sums else ()
    return _paper(
        head, day, "Báo cáo", f"BC/{head.code}",
        f"thành tích đề nghị tặng {form} của {nominee.name}", blocks, annexes,
        draft=proposal.sent_on is None, recipients=(head_of(proposal.to_unit, day).issuer,),
    )  # fmt: skip


def _deed_words(line: DeedLine) -> str:
    done = "đã hoàn thành" if line.is_done else "đang làm"
    return f"{line.text.rstrip('.')}: {line.result.rstrip('.') or done}."


def _figures_annex(drawn: Achievement) -> Annex:
    rows = tuple(Row((Text(each.label), Text(each.words))) for each in drawn.sums)
    table = Table((Column("Kết quả đã xác nhận"), Column("Số lượng", "unit")), rows)
    return Annex("Số liệu thành tích", (table,), "Số liệu")


def _paper(
    head: Head, day: date, type_name: str, symbol: str, abstract: str, blocks: Sequence[Block],
    annexes: tuple[Annex, ...], *, draft: bool, recipients: tuple[str, ...],
) -> Document:  # fmt: skip
    return Document(
        layout_key=layouts.layout_on(day).key, superior=head.superior, issuer=head.issuer,
        number="", symbol=symbol, place=head.place, day=None, type_name=type_name,
        abstract=abstract, blocks=tuple(blocks), recipients=recipients,
        signature=Signature(head.authority, head.signer.title, head.signer.name),
        annexes=annexes, document_date=day, draft=draft,
    )  # fmt: skip


@translation.override("vi")
def certificates(proposal: Proposal, nominees: Iterable[Nominee]) -> Batch:
    """A certificate for each of those awarded, by the decision of the proposal."""
    day = proposal.decided_on or proposal.made_on
    head = head_of(proposal.to_unit, day)
    decision = f"Quyết định số {proposal.decision}, ngày {format_day(day)}"
    pages = []
    for place, each in enumerate(nominees, start=1):
        if each.outcome != Outcome.AWARDED:
            continue
        is_party = each.form.track == Track.PARTY
        top = (
            layouts.layout_on(day).party
            if is_party
            else "Cộng hòa xã hội chủ nghĩa Việt Nam"
        )  # fmt: skip
        pages.append(
            Certificate(
                heads=(top, proposal.issuer or head.issuer),
                title=form_words(_short(each.form.label), each.grade),
                name=_called(each),
                details=tuple(filter(None, (_belongs(each),))),
                words=_for_what(proposal, each),
                decision=(decision, f"Vào sổ khen thưởng số {place:02}"),
                place_and_day=f"{head.place}, {format_day_long(day)}" if head.place
                else format_day_long(day).capitalize(),
                authority=head.authority if is_party else "",
                signer_title=head.signer.title,
                signer=head.signer.name,
            )
        )  # fmt: skip
    title = f"Giấy khen theo Quyết định số {proposal.decision}"
    return Batch(title, head.issuer, day, tuple(pages))


def _short(label: str) -> str:
    """The words that stand large on the page: "Giấy khen" of "Giấy khen của cấp ủy cơ sở"."""
    for words in ("Giấy khen", "Bằng khen", "Cờ thi đua"):
        if label.startswith(words):
            return words
    return label


def _called(nominee: Nominee) -> str:
    if nominee.subject_kind == SubjectKind.INDIVIDUAL:
        return f"Đồng chí {nominee.name}" if nominee.person_id else nominee.name
    return nominee.name


def _for_what(proposal: Proposal, nominee: Nominee) -> tuple[str, ...]:
    """The words of praise, in lines that end where the sense does."""
    years = years_words(nominee.first_year, nominee.last_year)
    if proposal.is_programme:
        return (
            "Đã có thành tích xuất sắc trong học tập và làm theo",
            f"tư tưởng, đạo đức, phong cách Hồ Chí Minh, năm {years}",
        )
    return (f"Đã có thành tích xuất sắc, {proposal.occasion}", f"năm {years}")


def _say(text: str) -> Paragraph:
    runs: tuple[Run, ...] = (Text(text),)
    return Paragraph(runs)
