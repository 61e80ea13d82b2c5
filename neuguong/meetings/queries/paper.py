"""Minutes and resolution of a meeting as papers: nothing stands there but what was said and decided.

The words are those of the paper, which is Vietnamese whatever the language of the reader's screen.
"""

from collections.abc import Callable, Sequence
from datetime import time
from typing import Final

from django.utils import translation

from neuguong.documents import docx, html, pdf
from neuguong.documents.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Text,
)
from neuguong.documents.queries import Head, head_of
from neuguong.documents.rules import layout_on
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Meeting
from neuguong.meetings.queries.said import Told, told_of
from neuguong.meetings.queries.sections import (
    attendance,
    conclusions,
    discussion,
    lines,
    quality,
    review,
    tasks_table,
    votes,
)
from neuguong.meetings.rules import ItemKind, MeetingKind, MeetingState

_FORMS: Final[dict[str, Callable[[Document], bytes]]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "html": html.render,
}
_ROMAN: Final = ("I", "II", "III", "IV", "V")


def minutes_of(meeting: Meeting) -> Document:
    """The minutes of a meeting, a draft until they are closed."""
    with translation.override("vi"):
        told = told_of(meeting)
        head = head_of(meeting.unit, meeting.day)
        chapters = (
            ("Thời gian, địa điểm, thành phần", [*_opening(told, head), *attendance(told)]),
            ("Nội dung", discussion(told)),
            ("Kết luận", conclusions(told)),
            ("Biểu quyết", votes(told)),
            ("Tự đánh giá chất lượng kỳ sinh hoạt", quality(told)),
        )
        body = [*_chapters(chapters), *_ending(told)]
        return _document(
            told, head, body, type_name="Biên bản", symbol="BB", number=meeting.minutes_number,
            signature=Signature("Chủ trì hội nghị", "", meeting.chair_name),
            beside=Signature("Người ghi biên bản", "", meeting.clerk_name),
        )  # fmt: skip


def resolution_of(meeting: Meeting) -> Document:
    """The resolution of a meeting: how the last month went, what comes next, who does what."""
    with translation.override("vi"):
        told = told_of(meeting)
        head = head_of(meeting.unit, meeting.day)
        chapters = (
            ("Đánh giá kết quả thời gian qua", review(told)),
            ("Phương hướng, nhiệm vụ thời gian tới", _directions(told)),
            ("Phân công, tổ chức thực hiện", tasks_table(told)),
            ("Tự đánh giá chất lượng kỳ sinh hoạt", quality(told, short=True)),
        )
        body = [*_chapters(chapters), *_passed(told)]
        return _document(
            told, head, body, type_name="Nghị quyết", symbol="NQ",
            number=meeting.resolution_number,
            signature=Signature(head.authority, head.signer.title, head.signer.name),
        )  # fmt: skip


def rendered(document: Document, form: str) -> bytes:
    """A paper as a file; refuses a form that is not docx, pdf or html."""
    render = _FORMS.get(form)
    if render is None:
        text = _("Không xuất được dạng “%(form)s”. Chọn một trong: %(known)s.")
        values = {"form": form[:20], "known": ", ".join(_FORMS)}
        raise Refused(Refusal("format_unknown", text % values))
    return render(document)


def named(meeting: Meeting) -> str:
    """The meeting as papers name it: "sinh hoạt chi bộ thường kỳ tháng 6 năm 2022"."""
    body = "chi bộ" if meeting.unit.type.is_cell else "cấp ủy"
    day = meeting.day
    if meeting.kind == MeetingKind.THEMATIC:
        quarter = ("I", "II", "III", "IV")[(day.month - 1) // 3]
        return f"sinh hoạt chuyên đề quý {quarter} năm {day.year}"
    combined = " kết hợp chuyên đề" if meeting.kind == MeetingKind.COMBINED else ""
    return f"sinh hoạt {body} thường kỳ{combined} tháng {_month(day.month)} năm {day.year}"


def clock(moment: time) -> str:
    """A time as papers write it: "19 giờ 30"."""
    return f"{moment.hour} giờ {moment.minute:02}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


def _document(
    told: Told, head: Head, body: Sequence[Block], *, type_name: str, symbol: str, number: str,
    signature: Signature, beside: Signature | None = None,
) -> Document:  # fmt: skip
    meeting = told.meeting
    return Document(
        layout_key=layout_on(meeting.day).key,
        superior=head.superior,
        issuer=head.issuer,
        number=number,
        symbol=f"{symbol}/{head.code}",
        place=head.place,
        day=meeting.day,
        type_name=type_name,
        abstract=named(meeting),
        blocks=tuple(body),
        recipients=head.recipients,
        signature=signature,
        beside=beside,
        annexes=(),
        document_date=meeting.day,
        draft=meeting.state == MeetingState.PLANNED,
    )


def _chapters(chapters: Sequence[tuple[str, Sequence[Block]]]) -> list[Block]:
    """The chapters that say something, numbered as they come."""
    numbering = iter(_ROMAN)
    blocks: list[Block] = []
    for title, body in chapters:
        if body:
            blocks += [Heading(1, next(numbering), title), *body]
    return blocks


def _opening(told: Told, head: Head) -> list[Block]:
    meeting = told.meeting
    when = f"ngày {meeting.day.day:02} tháng {_month(meeting.day.month)} năm {meeting.day.year}"
    begin = f"Vào {clock(meeting.starts)} {when}" if meeting.starts else f"Vào {when}"
    place = f", tại {meeting.place}" if meeting.place else ""
    how = ", bằng hình thức trực tuyến" if meeting.is_online else ""
    said = f"{begin}{place}{how}, {head.issuer} tổ chức {named(meeting)}."
    blocks: list[Block] = [Paragraph((Text(said),))]
    if meeting.kind != MeetingKind.REGULAR and meeting.topic:
        blocks.append(Paragraph((Text(f"Chuyên đề: {meeting.topic.rstrip('.')}."),)))
    return blocks


def _ending(told: Told) -> list[Block]:
    meeting = told.meeting
    if meeting.ends is None:
        return []
    return [Paragraph((Text(f"Kỳ sinh hoạt kết thúc lúc {clock(meeting.ends)} cùng ngày."),))]


def _directions(told: Told) -> list[Block]:
    said = lines(told.meeting.directions)
    following = [item for item in told.items if item.kind == ItemKind.NEXT and item.said]
    for item in following:
        said += lines(item.said)
    return said


def _passed(told: Told) -> list[Block]:
    """By how many hands the resolution was passed; nothing where nobody was asked."""
    if not told.votes:
        return []
    said = told.share_of_votes(told.votes[0])
    issuer = "chi bộ" if told.meeting.unit.type.is_cell else "cấp ủy"
    words = f"Nghị quyết này được {issuer} biểu quyết thông qua với {said}."
    return [Paragraph((Text(words),))]
