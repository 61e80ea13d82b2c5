"""The plan as an official paper, from what was approved or from what is being written.

The same words give the same paper: no clock is asked. The words are Vietnamese whatever the reader's screen.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils import translation

from neuguong.documents.document import (
    Annex,
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Item,
    Paragraph,
    Row,
    Signature,
    Table,
    Text,
    gaps,
)
from neuguong.documents.queries import Head, head_of
from neuguong.documents.rules import layout_on, rank_of_post
from neuguong.lib.dates import format_day
from neuguong.people.queries import posts_on
from neuguong.plans.models import Plan, PlanVersion
from neuguong.plans.queries.written import written
from neuguong.plans.rules import PlanState, TaskKind

_KINDS: Final = (
    (TaskKind.TASK, "Nhiệm vụ, giải pháp"),
    (TaskKind.BREAKTHROUGH, "Nội dung đột phá"),
    (TaskKind.MODEL, "Mô hình, cách làm"),
)
_TYPE: Final = "Kế hoạch"
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_PURPOSE: Final = "Viết mục đích, yêu cầu của kế hoạch."
_CARRY_OUT: Final = "Viết cách tổ chức thực hiện, chế độ báo cáo."
_FIGURES: Final = ("TT", "Nội dung", "Chỉ tiêu, sản phẩm", "Người phụ trách", "Thời hạn")


def paper_of(plan: Plan, version: PlanVersion | None = None) -> Document:
    """The plan as it is now, or a version as it was approved."""
    content: Mapping[str, Any] = version.content if version else written(plan)
    approved_on = version.approved_on if version else plan.approved_on
    day = plan.signed_on or approved_on or date(plan.year, 1, 31)
    with translation.override("vi"):
        head = head_of(plan.unit, day)
        document = _document(plan, content, head, day)
    is_settled = version is not None or plan.state == PlanState.APPROVED
    unfinished = bool(gaps(document)) or not is_settled or not document.signature.name
    return replace(document, draft=unfinished)


def _document(plan: Plan, content: Mapping[str, Any], head: Head, day: date) -> Document:
    return Document(
        layout_key=layout_on(day).key,
        superior=head.superior,
        issuer=head.issuer,
        number=plan.number,
        symbol=f"KH/{head.code}",
        place=head.place,
        day=plan.signed_on,
        type_name=_TYPE,
        abstract=_lower(content["title"].removeprefix(f"{_TYPE} ")),
        blocks=tuple(_blocks(plan, content, head)),
        recipients=head.recipients,
        signature=Signature(head.authority, head.signer.title, head.signer.name),
        annexes=_annexes(content),
        document_date=day,
    )


def _blocks(plan: Plan, content: Mapping[str, Any], head: Head) -> list[Block]:
    return [
        _opening(plan, content, head),
        Heading(1, "I", "Mục đích, yêu cầu"),
        *(_own(content["purpose"]) or [Paragraph((Gap(_PURPOSE),))]),
        Heading(1, "II", "Nội dung thực hiện"),
        *_contents(content, plan.year),
        Heading(1, "III", "Tổ chức thực hiện"),
        *_carried_out(plan, content),
    ]


def _opening(plan: Plan, content: Mapping[str, Any], head: Head) -> Paragraph:
    """On what the plan rests, and who makes it."""
    basis = [f"Căn cứ {cited}" for cited in content["basis"]]
    if plan.parent is not None:
        basis.append(f"Thực hiện {_cited(plan.parent)}")
    said = "; ".join([basis[0], *(_lower(each) for each in basis[1:])]) if basis else ""
    name = head.issuer
    words = f"{name} xây dựng kế hoạch {_lower(content['title'])} như sau:"
    return Paragraph((Text(f"{said}, {words}" if said else words),))


def _cited(parent: Plan) -> str:
    """The plan above as it is cited."""
    above = head_of(parent.unit, parent.signed_on or date(parent.year, 1, 31))
    number = f" số {parent.number}-KH/{above.code}" if parent.number else ""
    day = f", ngày {format_day(parent.signed_on)}" if parent.signed_on else ""
    return f"Kế hoạch{number}{day} của {above.issuer}"


def _contents(content: Mapping[str, Any], plan_year: int) -> list[Block]:
    blocks: list[Block] = []
    number = 0
    if content["theme"].strip():
        number += 1
        blocks += [
            Heading(2, str(number), "Học tập, thực hiện chuyên đề của năm"),
            *_theme(content["theme"], plan_year),
        ]
    for kind, words in _KINDS:
        tasks = [task for task in content["tasks"] if task["kind"] == kind]
        if not tasks:
            continue
        number += 1
        blocks.append(Heading(2, str(number), words))
        for place, task in enumerate(tasks):
            blocks += _task(task, place)
    if content["head_sets_example"]:
        words = (
            "Người đứng đầu đăng ký và thực hiện ít nhất một việc nêu gương trong năm, công khai để"
            " cán bộ, đảng viên giám sát; chịu trách nhiệm về kết quả ở lĩnh vực được phân công."
        )
        blocks.append(Heading(2, str(number + 1), "Trách nhiệm nêu gương của người đứng đầu"))
        blocks.append(Paragraph((Text(words),)))
    return blocks


def _theme(text: str, year: int) -> list[Block]:
    """A theme of one line in a sentence; a longer one as it is written."""
    lines = text.strip().splitlines()
    if len(lines) > 1:
        return _own(text)
    words = lines[0].strip().rstrip(".").strip('“”"')
    said = f"Học tập, quán triệt và thực hiện chuyên đề năm {year}: “{words}”."
    return [Paragraph((Text(said),))]


def _task(task: Mapping[str, Any], place: int) -> list[Block]:
    """One task: its objective as a heading, what else is written of it below."""
    lines = [
        ("Lộ trình", task["roadmap"]),
        ("Giải pháp", task["solution"]),
        ("Chỉ tiêu", "; ".join([*task["targets"], *filter(None, [task["indicator"]])])),
        ("Phụ trách", task["person"]),
        ("Thời hạn", task["deadline"]),
    ]
    letter = _LETTERS[place % len(_LETTERS)]
    return [
        Heading(3, letter, task["objective"].rstrip(".")),
        *(Item((Text(f"{label}: {_in_line(words)}."),)) for label, words in lines if words.strip()),
    ]


def _carried_out(plan: Plan, content: Mapping[str, Any]) -> list[Block]:
    """Who answers for what, until when those below plan, and the rest in the writer's own words."""
    blocks: list[Block] = []
    fields = _fields(plan)
    number = 0
    if fields:
        number += 1
        blocks.append(Heading(2, str(number), "Phân công phụ trách"))
        blocks += [Item((Text(line),)) for line in fields]
    own = _own(content["measures_text"])
    if content["below_due_on"]:
        words = f"Các chi, đảng bộ trực thuộc xây dựng kế hoạch, gửi trước ngày {content['below_due_on']}."
        own = [Paragraph((Text(words),)), *own]
    if fields:
        blocks.append(Heading(2, str(number + 1), "Chế độ thực hiện, báo cáo"))
    return [*blocks, *(own or [Paragraph((Gap(_CARRY_OUT),))])]


def _fields(plan: Plan) -> list[str]:
    """The field each leader answers for, the secretary first."""
    day = plan.signed_on or plan.approved_on or date(plan.year, 1, 31)
    posts = [post for post in posts_on(plan.unit, day) if post.field.strip()]
    posts.sort(key=lambda post: (rank_of_post(post.title) is None, rank_of_post(post.title) or 0))
    return [
        f"Đồng chí {post.person.full_name}, {post.title.strip()}: {_in_line(post.field)}."
        for post in posts
    ]


def _annexes(content: Mapping[str, Any]) -> tuple[Annex, ...]:
    """All tasks in one table, as the meeting reads them."""
    tasks = content["tasks"]
    if not tasks:
        return ()
    rows = [
        Row((
            Text(str(number)), Text(task["objective"]),
            Text("; ".join([*task["targets"], *filter(None, [task["indicator"]])]) or "–"),
            Text(task["person"] or "–"), Text(task["deadline"] or "Cả năm"),
        ))
        for number, task in enumerate(tasks, start=1)
    ]  # fmt: skip
    columns = tuple(Column(words, "code" if words == "TT" else "text") for words in _FIGURES)
    table = Table(columns, tuple(rows))
    return (Annex("Danh mục nhiệm vụ", (table,), "Nhiệm vụ"),)


def _own(text: str) -> list[Block]:
    """Lines as paragraphs; a line that begins with a hyphen is one of a list."""
    blocks: list[Block] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(("- ", "– ", "+ ")):
            blocks.append(Item((Text(bare[2:].strip()),)))
        elif bare:
            blocks.append(Paragraph((Text(bare),)))
    return blocks


def _in_line(words: str) -> str:
    """Several lines as one, without the full stop at the end."""
    return "; ".join(line.strip().rstrip(".;") for line in words.splitlines() if line.strip())


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
