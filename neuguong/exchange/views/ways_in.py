"""The page on which a file is handed in, alike for deeds, units and people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.exchange.forms import ListForm, UploadForm
from neuguong.exchange.models import ImportRun, ListRun
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.views.list_words import KindWords
from neuguong.lib.dates import format_day
from neuguong.org.rights import Right as OrgRight
from neuguong.people.access import AccountActor, reader
from neuguong.people.rights import Right as PeopleRight
from neuguong.ui.asked import TO_BE_MENDED
from neuguong.ui.parts import Link

ANNEX = ListKind.REORGANISATION
NEEDED = {
    ListKind.UNITS: OrgRight.FOUND,
    ListKind.PEOPLE: PeopleRight.CHANGE,
    ANNEX: OrgRight.CHANGE,
}


_MARKS = {
    RunState.RECEIVED: ("none", "t-none"),
    RunState.APPLIED: ("ok", "t-ok"),
    RunState.DISCARDED: ("stop", "t-none"),
    RunState.RUNNING: ("doing", "t-sent"),
    RunState.UNDONE: ("back", "t-back"),
}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that came in before: what it is, how it stands with its mark, and where it is looked at."""

    name: str
    text: str
    url: str
    icon: str
    tone: str
    waits: bool


def words_of_deeds() -> KindWords:
    """The words of a file of deeds."""
    return KindWords(
        _("Nhập việc làm theo từ tệp"),
        _("Gửi bảng tính như vẫn làm. Hệ thống đọc, chỉ rõ ô cần sửa, rồi mới hỏi có nhập không."),
        (),
        (
            _(
                "Có dòng tên cột: họ và tên, chi bộ, nội dung đăng ký, số lượng, đơn vị tính,"
                " thời hạn, số tiền, ngày công, kết quả. Thứ tự nào cũng được."
            ),
            _("Có tiêu đề ở trên, ô gộp, dòng cộng và chữ ký ở dưới cũng được."),
            _("Số tiền ghi 15.500.000, 15,5 triệu hay 18tr đều hiểu."),
            _("Gửi lại cùng một tệp không làm việc nào bị ghi hai lần."),
        ),
    )


def tabs(by: AccountActor, kind: ListKind | None) -> list[Link]:
    """The kinds of files that the reader may bring in; None is that of deeds."""
    found = []
    brings = by.may_anywhere(Right.IMPORT)
    if brings:
        found.append(Link(_("Việc làm theo"), reverse("exchange:upload"), current=kind is None))
    if brings and by.may_anywhere(NEEDED[ListKind.UNITS]):
        units = reverse("exchange:units")
        found.append(Link(_("Đơn vị"), units, current=kind is ListKind.UNITS))
    if brings and by.may_anywhere(NEEDED[ListKind.PEOPLE]):
        people = reverse("exchange:people")
        found.append(Link(_("Người"), people, current=kind is ListKind.PEOPLE))
    if by.may_anywhere(NEEDED[ANNEX]):
        found.append(Link(_("Sắp xếp"), reverse("exchange:reorganisations"), current=kind is ANNEX))
    return found


def files_shown(runs: Iterable[ImportRun | ListRun]) -> list[FileShown]:
    """Files as the page lists them, each on the day it came in by the clock of the place."""
    return [_shown(run) for run in runs]


def _shown(run: ImportRun | ListRun) -> FileShown:
    place = run.unit.name if run.unit else _("cả cây")
    words = {
        "unit": f"{place}, {run.year}" if isinstance(run, ImportRun) else place,
        "who": run.by_name,
        "day": format_day(timezone.localtime(run.received_at).date()),
        "state": run.get_state_display().capitalize(),
    }
    return FileShown(
        run.name,
        _("%(unit)s. %(who)s, %(day)s. %(state)s.") % words,
        reverse(_page_of(run), args=[run.uid]),
        *_MARKS[RunState(run.state)],
        run.state == RunState.RECEIVED,
    )


def _page_of(run: ImportRun | ListRun) -> str:
    if isinstance(run, ImportRun):
        return "exchange:preview"
    return "exchange:annex" if run.kind == ANNEX else "exchange:list"


def ways_in(
    request: HttpRequest, form: UploadForm | ListForm, words: KindWords, *,
    kind: ListKind | None, runs: Sequence[ImportRun | ListRun], form_url: str,
) -> HttpResponse:  # fmt: skip
    """The page, with the faults of what was handed in."""
    context: dict[str, Any] = {
        "form": form,
        "words": words,
        "files": files_shown(runs),
        "form_url": form_url,
        "tabs": tabs(reader(request), kind),
    }
    status = TO_BE_MENDED if form.errors else 200
    return render(request, "exchange/upload.html", context, status=status)
