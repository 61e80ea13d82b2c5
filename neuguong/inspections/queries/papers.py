"""The conclusion of a visit as a paper to sign; its words stay Vietnamese whatever the reader's tongue."""

from typing import Final

from neuguong.documents.document import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Signature,
    Text,
)
from neuguong.documents.queries import head_of
from neuguong.documents.rules import layout_on
from neuguong.inspections.models import Finding, Inspection
from neuguong.inspections.rules import FindingKind, InspectionKind
from neuguong.lib.amounts import NBSP
from neuguong.lib.dates import format_day

_VERBS: Final = {
    InspectionKind.INSPECTION: "kiểm tra",
    InspectionKind.SUPERVISION: "giám sát",
    InspectionKind.REMINDER: "đôn đốc",
}


def conclusion_paper(found: Inspection) -> Document:
    """The announcement of what a visit found and what is to be mended by when.

    Raises ValueError before there is a conclusion.
    """
    day = found.concluded_on
    if day is None or found.visited_on is None:
        raise ValueError(found.pk)
    head = head_of(found.unit, day)
    verb = _VERBS[InspectionKind(found.kind)]
    inspected = head_of(found.inspected, day)
    recipients = (inspected.issuer, *head.recipients[-1:])
    return Document(
        layout_key=layout_on(day).key,
        superior=head.superior,
        issuer=head.issuer,
        number=found.number,
        symbol=f"TB/{head.code}",
        place=head.place,
        day=day,
        type_name="Thông báo",
        abstract=f"kết luận {verb} {inspected.issuer}",
        blocks=tuple(_blocks(found, verb)),
        recipients=recipients,
        signature=Signature(head.authority, head.signer.title, head.signer.name),
        annexes=(),
        document_date=day,
    )


def _blocks(found: Inspection, verb: str) -> list[Block]:
    rows = list(found.findings.all())
    good = [row for row in rows if row.kind == FindingKind.GOOD]
    faults = [row for row in rows if row.kind == FindingKind.FAULT]
    visited = format_day(found.visited_on) if found.visited_on else ""
    led = f", do {found.lead} chủ trì" if found.lead else ""
    blocks: list[Block] = [
        _said(
            f"Ngày{NBSP}{visited}, {found.unit.name} {verb} {found.inspected.name}{led}. "
            f"Nội dung: {found.title.rstrip('.')}."
        ),
        *([_said(f"Thành phần: {found.team.rstrip('.')}.")] if found.team else []),
        Heading(1, "I", "Kết quả"),
        *_part("1", "Ưu điểm", good),
        *_part("2", "Hạn chế", faults),
        Heading(1, "II", "Kết luận"),
        *(_said(line) for line in found.conclusion.splitlines() if line.strip()),
    ]
    return blocks


def _part(number: str, title: str, rows: list[Finding]) -> list[Block]:
    if not rows:
        return [Heading(2, number, title), _said("Không có.")]
    return [Heading(2, number, title), *(Item((Text(_line(row)),)) for row in rows)]


def _line(row: Finding) -> str:
    words = row.text.rstrip(".;")
    due = f" (khắc phục trước ngày{NBSP}{format_day(row.due_on)})" if row.due_on else ""
    return f"{words}{due}."


def _said(words: str) -> Paragraph:
    return Paragraph((Text(words),))
