"""The impact assessment as a paper of the unit: number, head, parts as headings and tables, signature."""

from collections.abc import Sequence
from datetime import date

from neuguong.documents.document import (
    Block,
    Column,
    Document,
    Heading,
    Row,
    Signature,
    Table,
    Text,
)
from neuguong.documents.queries import head_of
from neuguong.documents.rules import layout_on
from neuguong.org.models import Unit
from neuguong.privacy.queries.assessment import TableText


def assessment_paper(unit: Unit, day: date, tables: Sequence[TableText]) -> Document:
    """The file of the impact assessment of a branch, as a document to be numbered and signed."""
    head = head_of(unit, day)
    return Document(
        layout_key=layout_on(day).key,
        superior=head.superior,
        issuer=head.issuer,
        number="",
        symbol=f"HS/{head.code}",
        place=head.place,
        day=day,
        type_name="Hồ sơ",
        abstract="đánh giá tác động xử lý dữ liệu cá nhân",
        blocks=tuple(block for table in tables for block in _part(table)),
        recipients=head.recipients[-1:],
        signature=Signature(head.authority, head.signer.title, head.signer.name),
        annexes=(),
        document_date=day,
    )


def _part(table: TableText) -> list[Block]:
    """A heading ("1. Phạm vi" gives its number) and what it says."""
    number, _dot, title = table.heading.partition(". ")
    columns = tuple(Column(head[:1].upper() + head[1:]) for head in table.heads)
    rows = tuple(Row(tuple(Text(cell) for cell in row)) for row in table.rows)
    return [Heading(2, number, title), Table(columns, rows)]
