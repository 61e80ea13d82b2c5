"""The sections of minutes and resolutions, each from what was written and empty where nothing was."""

from collections.abc import Sequence
from datetime import date

from neuguong.documents.document import Block, Column, Heading, Item, Paragraph, Row, Table, Text
from neuguong.documents.rules.layout import short_day
from neuguong.meetings.models import AgendaItem, Remark, Task
from neuguong.meetings.queries.said import Told
from neuguong.meetings.rules import (
    AbsenceKind,
    Grade,
    ItemKind,
    MeetingKind,
    RemarkKind,
    TaskState,
)

_GRADES = {Grade.GOOD: "tốt", Grade.FAIR: "khá", Grade.MIDDLING: "trung bình", Grade.POOR: "kém"}


def lines(text: str) -> list[Block]:
    """Typed lines as paragraphs; one that begins with a hyphen is a line of a list."""
    blocks: list[Block] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(("- ", "– ", "+ ")):
            blocks.append(Item((Text(bare[2:].strip()),)))
        elif bare:
            blocks.append(Paragraph((Text(bare),)))
    return blocks


def attendance(told: Told) -> list[Block]:
    """Who led, who was there, who was not and why, who else came."""
    meeting = told.meeting
    members = "đảng viên" if meeting.unit.type.is_cell else "ủy viên"
    said = [
        _officer(told, "Chủ trì", meeting.chair_id, meeting.chair_name),
        _officer(told, "Ghi biên bản", meeting.clerk_id, meeting.clerk_name),
        f"Tổng số {members}: {meeting.members}; được miễn sinh hoạt: {meeting.exempt}"
        f"{_names(told, AbsenceKind.EXEMPT)}; phải dự: {meeting.expected}",
        f"Có mặt: {meeting.present}/{meeting.expected}{_percent(meeting.attendance)}",
        f"Vắng có lý do: {meeting.excused}{_names(told, AbsenceKind.EXCUSED)}",
        f"Vắng không có lý do: {meeting.absent}{_names(told, AbsenceKind.ABSENT)}",
        f"Cấp trên dự: {meeting.overseer}" if meeting.overseer else "",
        f"Khách mời: {', '.join(meeting.guests.split(chr(10)))}" if meeting.guests else "",
        f"Đảng phí: {meeting.fee_note}" if meeting.fee_note else "",
    ]
    return [Item((Text(f"{line.strip().rstrip('.')}."),)) for line in said if line]


def discussion(told: Told) -> list[Block]:
    """The agenda as it was gone through, then who spoke."""
    blocks: list[Block] = []
    number = 0
    for item in told.items:
        body = _item(told, item)
        if body:
            number += 1
            blocks += [Heading(2, str(number), item.text), *body]
    if told.speeches:
        blocks += [Heading(2, str(number + 1), "Ý kiến phát biểu"), *_speeches(told)]
    return blocks


def conclusions(told: Told) -> list[Block]:
    """Limits and their causes, what comes next, who does what by when."""
    blocks: list[Block] = []
    for title, body in (
        ("Hạn chế, nguyên nhân", lines(told.meeting.limits)),
        ("Phương hướng thời gian tới", lines(told.meeting.directions)),
        ("Phân công thực hiện", tasks_table(told)),
    ):
        if body:
            blocks += [Heading(3, "", title), *body]
    return blocks


def votes(told: Told) -> list[Block]:
    """Each question with the hands for, against and neither."""
    blocks: list[Block] = []
    for vote in told.votes:
        said = f"{vote.text.rstrip('.:')}: {told.share_of_votes(vote)}"
        rest = [
            f"{number} {words}"
            for number, words in ((vote.against, "không tán thành"),
                                  (vote.abstained, "không có ý kiến"))
            if number
        ]  # fmt: skip
        blocks.append(Item((Text("; ".join([said, *rest]) + "."),)))
    if blocks:
        blocks.insert(0, Paragraph((Text("Biểu quyết bằng hình thức giơ tay:"),)))
    return blocks


def quality(told: Told, *, short: bool = False) -> list[Block]:
    """The points, the grade and the three properties; `short` leaves out the table."""
    meeting = told.meeting
    properties = [
        f"tính {name} {_GRADES[Grade(value)]}"
        for name, value in (("lãnh đạo", meeting.leading), ("giáo dục", meeting.educating),
                            ("chiến đấu", meeting.fighting))
        if value
    ]  # fmt: skip
    said = []
    if meeting.points is not None and meeting.grade:
        grade = _GRADES[Grade(meeting.grade)]
        said.append(f"Tổng điểm tự chấm {meeting.points}/100, xếp loại {grade}.")
    if properties:
        words = ", ".join(properties)
        said.append(f"{words[:1].upper()}{words[1:]}.")
    blocks: list[Block] = [Paragraph((Text(" ".join(said)),))] if said else []
    if told.scores and not short:
        rows = [
            (str(n), row.criterion.text, str(row.criterion.most), str(row.points))
            for n, row in enumerate(told.scores, 1)
        ]
        heads = (Column("TT", "code"), Column("Tiêu chí"), Column("Điểm tối đa", "figure"),
                 Column("Điểm tự chấm", "figure"))  # fmt: skip
        blocks.append(_table(heads, rows))
    return blocks


def review(told: Told) -> list[Block]:
    """How the time since the last meeting went, as the resolution says it."""
    blocks: list[Block] = []
    number = 0
    for item in told.items:
        if item.kind == ItemKind.NEXT:
            continue
        body = _item(told, item)
        if body:
            number += 1
            blocks += [Heading(2, str(number), item.text), *body]
    if told.meeting.limits:
        blocks += [Heading(2, str(number + 1), "Hạn chế, nguyên nhân"), *lines(told.meeting.limits)]
    return blocks


def tasks_table(told: Told) -> list[Block]:
    """The conclusions: what, who, by when."""
    if not told.tasks:
        return []
    rows = [
        (str(n), task.text, task.name or "–", _day(task.deadline))
        for n, task in enumerate(told.tasks, 1)
    ]
    heads = (Column("TT", "code"), Column("Việc"), Column("Phụ trách"), Column("Hạn", "unit"))
    return [_table(heads, rows)]


def _item(told: Told, item: AgendaItem) -> list[Block]:
    body: list[Block] = []
    if item.kind == ItemKind.TOPIC:
        body += _preparation(told)
    if item.facts and (item.said or item.kind == ItemKind.STANDING):
        body.append(Paragraph((Text(item.facts),)))
    body += lines(item.said)
    if item.kind == ItemKind.REVIEW and told.before:
        body.append(_looked_back(told.before, told.meeting.day))
    if item.kind == ItemKind.STANDING:
        body += _remarks(told.remarks)
    return body


def _preparation(told: Told) -> list[Block]:
    meeting = told.meeting
    said = []
    if meeting.preparer:
        said.append(f"Người chuẩn bị, trình bày: {meeting.preparer.rstrip('.')}.")
    if meeting.draft_approved:
        said.append("Đề cương đã được chi ủy thông qua.")
    if meeting.materials_on:
        said.append(f"Tài liệu gửi đảng viên ngày {short_day(meeting.materials_on)}.")
    if meeting.kind == MeetingKind.REGULAR or not said:
        return []
    return [Paragraph((Text(" ".join(said)),))]


def _looked_back(tasks: Sequence[Task], day: date) -> Table:
    """The tasks of earlier meetings as they stood on the day of this one."""
    rows = []
    for task in tasks:
        was_open = task.done_on is None or task.done_on > day
        state = {
            TaskState.DONE: f"Đã xong{' (muộn)' if task.is_late else ''}",
            TaskState.DROPPED: "Thôi không làm",
            TaskState.OPEN: "Đang làm",
        }[TaskState.OPEN if was_open else TaskState(task.state)]
        outcome = f"{state}: {task.outcome}" if task.outcome and not was_open else state
        rows.append((task.text, task.name or "–", _day(task.deadline), outcome))
    heads = (Column("Nhiệm vụ"), Column("Phụ trách"), Column("Hạn", "unit"), Column("Kết quả"))
    return _table(heads, rows)


def _remarks(remarks: Sequence[Remark]) -> list[Block]:
    blocks: list[Block] = []
    for kind, word in ((RemarkKind.PRAISE, "Biểu dương"), (RemarkKind.REMINDER, "Nhắc nhở")):
        said = [
            f"{row.name}{f' ({row.text})' if row.text else ''}"
            for row in remarks
            if row.kind == kind
        ]
        if said:
            blocks.append(Item((Text(f"{word}: {'; '.join(said)}."),)))
    return blocks


def _speeches(told: Told) -> list[Block]:
    meeting = told.meeting
    own = sum(row.is_own for row in told.speeches)
    share = (
        f", bằng {100 * meeting.speakers // meeting.present}% số dự họp" if meeting.present else ""
    )
    related = f"; {own} ý kiến tự liên hệ bản thân" if own else ""
    blocks: list[Block] = [
        Paragraph((Text(f"Có {meeting.speakers} đảng viên phát biểu{share}{related}."),))
    ]
    for row in told.speeches:
        if row.text:
            blocks.append(Item((Text(f"{row.name}: {row.text}"),)))
    silent = [row.name for row in told.speeches if not row.text]
    if silent:
        blocks.append(Item((Text(f"Phát biểu thống nhất: {', '.join(silent)}."),)))
    return blocks


def _table(heads: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(tuple(heads), tuple(Row(tuple(Text(cell) for cell in row)) for row in rows))


def _officer(told: Told, word: str, person_id: int | None, name: str) -> str:
    post = told.posts.get(person_id or 0, "")
    return f"{word}: đồng chí {name}{f', {post}' if post else ''}" if name else ""


def _names(told: Told, kind: AbsenceKind) -> str:
    said = [
        f"{told.names.get(row.person_id, row.person.full_name)}{f' – {row.reason}' if row.reason else ''}"
        for row in told.away(kind)
    ]
    return f" ({'; '.join(said)})" if said else ""


def _percent(share: int | None) -> str:
    return f" ({share}%)" if share is not None else ""


def _day(day: date | None) -> str:
    return short_day(day) if day else "–"
