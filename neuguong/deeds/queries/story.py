"""The story of a registration, a deed or a work, told from the lines its acts left in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from neuguong.audit.models import AuditEntry
from neuguong.deeds.models import Deed, Registration, Work
from neuguong.deeds.rights import Verb
from neuguong.lib.words import gettext_lazy as _

VERB_WORDS = {
    Verb.OPENED: _("Mở bản đăng ký"),
    Verb.ADDED: _("Ghi việc"),
    Verb.CHANGED: _("Sửa việc"),
    Verb.REMOVED: _("Bỏ việc"),
    Verb.SIGNED: _("Ghi phần cam kết"),
    Verb.SUBMITTED: _("Gửi bản đăng ký"),
    Verb.CONFIRMED: _("Xác nhận bản đăng ký"),
    Verb.RETURNED: _("Trả lại bản đăng ký"),
    Verb.WITHDRAWN: _("Rút bản đăng ký"),
    Verb.STARTED: _("Bắt đầu làm"),
    Verb.REPORTED: _("Báo kết quả"),
    Verb.DONE: _("Xác nhận hoàn thành"),
    Verb.RESULT_RETURNED: _("Trả lại kết quả"),
    Verb.GIVEN_UP: _("Thôi việc này"),
    Verb.REOPENED: _("Mở lại việc"),
    Verb.REPLACED: _("Thay bằng việc khác"),
    Verb.CARRIED_OVER: _("Chuyển sang năm sau"),
    Verb.GIFT_ADDED: _("Ghi đóng góp"),
    Verb.GIFT_ACCEPTED: _("Xác nhận đóng góp"),
    Verb.EVIDENCE_ADDED: _("Thêm ảnh, bản quét"),
    Verb.EVIDENCE_REMOVED: _("Bỏ ảnh, bản quét"),
    Verb.WORK_OPENED: _("Mở công trình chung"),
    Verb.WORK_JOINED: _("Đưa vào công trình chung"),
    Verb.WORK_LEFT: _("Rút khỏi công trình chung"),
    Verb.WORK_FINISHED: _("Ghi kết quả công trình"),
}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One act: when, what in words, on which deed (where it is one of several), who, and why."""

    at: datetime
    words: str
    about: str
    by: str
    reason: str


def story_of(found: Registration) -> list[StoryLine]:
    """What was done to a registration and its deeds, newest first."""
    deeds = [deed.pk for deed in found.deeds.all()]
    parts = {"deeds.registration": [found.pk], "deeds.deed": deeds}
    return _told(parts, with_deed=True)


def story_of_deed(deed: Deed) -> list[StoryLine]:
    """What was done to a deed, its gifts and its pictures, newest first."""
    gifts = [gift.pk for gift in deed.contributions.all()]
    pictures = list(deed.evidence.model.objects.filter(deed=deed).values_list("pk", flat=True))
    parts = {"deeds.deed": [deed.pk], "deeds.contribution": gifts, "deeds.evidence": pictures}
    return _told(parts)


def story_of_work(work: Work) -> list[StoryLine]:
    """What was done to a shared work, newest first."""
    return _told({"deeds.work": [work.pk]})


def _told(parts: dict[str, list[int]], *, with_deed: bool = False) -> list[StoryLine]:
    subjects = Q()
    for subject_type, ids in parts.items():
        if ids:
            subjects |= Q(subject_type=subject_type, subject_id__in=ids)
    rows = AuditEntry.objects.filter(subjects, kind=AuditEntry.WRITE)[:60]
    return list(_lines(rows, with_deed=with_deed))


def _lines(rows: Iterable[AuditEntry], *, with_deed: bool) -> Iterable[StoryLine]:
    for row in rows:
        verb = row.detail.get("verb")
        if verb not in VERB_WORDS:
            continue
        about = row.subject_label if with_deed and row.subject_type == "deeds.deed" else ""
        yield StoryLine(
            localtime(row.at), str(VERB_WORDS[Verb(verb)]), about, row.by_name, row.reason
        )
