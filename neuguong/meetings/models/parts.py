"""The parts of a meeting: agenda, absences, speeches, remarks, tasks, votes, scores; each in its order."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.meetings.models.meeting import Meeting, choices
from neuguong.meetings.models.policy import ScoreCriterion
from neuguong.meetings.rules import AbsenceKind, ItemKind, RemarkKind, TaskState
from neuguong.org.models import Unit
from neuguong.people.models import Person

ABSENCE_LABELS = {
    AbsenceKind.EXCUSED: _("vắng có lý do"),
    AbsenceKind.ABSENT: _("vắng không lý do"),
    AbsenceKind.EXEMPT: _("được miễn"),
}
ITEM_LABELS = {
    ItemKind.REVIEW: _("kiểm điểm kỳ trước"),
    ItemKind.STANDING: _("học tập và làm theo Bác"),
    ItemKind.TOPIC: _("chuyên đề"),
    ItemKind.PLAN: _("theo kế hoạch"),
    ItemKind.NEXT: _("nhiệm vụ kỳ tới"),
    ItemKind.OTHER: _("việc khác"),
}
REMARK_LABELS = {
    RemarkKind.PRAISE: _("biểu dương"),
    RemarkKind.REMINDER: _("nhắc nhở"),
}
TASK_LABELS = {
    TaskState.OPEN: _("đang làm"),
    TaskState.DONE: _("đã xong"),
    TaskState.DROPPED: _("thôi không làm"),
}


class AgendaItem(models.Model):
    """One item of the agenda and what was concluded on it."""

    privacy: ClassVar = tagged(
        NONE,
        text=basic("what is spoken about; may name people"),
        said=sensitive("what was concluded; may name people"),
    )

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="items", verbose_name=_("kỳ sinh hoạt")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    kind = models.PositiveSmallIntegerField(
        _("loại nội dung"), default=ItemKind.OTHER, choices=choices(ITEM_LABELS)
    )
    text = models.CharField(_("nội dung"), max_length=300)
    facts = models.CharField(_("số liệu đã có"), max_length=400, blank=True)
    said = models.TextField(_("kết luận"), blank=True)

    class Meta:
        verbose_name = _("nội dung sinh hoạt")
        verbose_name_plural = _("nội dung sinh hoạt")
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_item_once"),
        )

    def __str__(self) -> str:
        return self.text


class Absence(models.Model):
    """A member who was not there, or is exempt; everybody else on the roster was present."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("attendance of a member"),
        kind=sensitive("attendance of a member"),
        reason=sensitive("why a member stayed away"),
    )

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="absences", verbose_name=_("kỳ sinh hoạt")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="absences", verbose_name=_("đảng viên")
    )
    kind = models.PositiveSmallIntegerField(_("vì sao"), choices=choices(ABSENCE_LABELS))
    reason = models.CharField(_("lý do"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("vắng mặt")
        verbose_name_plural = _("vắng mặt")
        ordering = ("meeting_id", "kind", "person__sort")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_absence_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Speech(models.Model):
    """Who spoke, what they said in short, and whether they spoke of themselves."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who spoke"),
        name=basic("who spoke, as printed"),
        text=sensitive("what was said"),
        is_own=sensitive("whether they spoke of themselves"),
    )

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="speeches", verbose_name=_("kỳ sinh hoạt")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("người phát biểu"),
    )  # fmt: skip
    name = models.CharField(_("tên người phát biểu"), max_length=120)
    text = models.TextField(_("tóm tắt ý kiến"), blank=True)
    is_own = models.BooleanField(_("có liên hệ bản thân"), default=False)

    class Meta:
        verbose_name = _("ý kiến phát biểu")
        verbose_name_plural = _("ý kiến phát biểu")
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_speech_once"),
        )

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """Praise for a person or collective, or a reminder to one; praise has a counter of its own."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who was praised or reminded"),
        name=sensitive("who was praised or reminded, as printed"),
        text=sensitive("for what"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="remarks", verbose_name=_("kỳ sinh hoạt")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    kind = models.PositiveSmallIntegerField(_("loại"), choices=choices(REMARK_LABELS))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    name = models.CharField(_("tên"), max_length=160)
    text = models.CharField(_("về việc"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("biểu dương, nhắc nhở")
        verbose_name_plural = _("biểu dương, nhắc nhở")
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_remark_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="meetings_remark_month"),)

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """A conclusion that somebody carries out by a day; open ones come to the next meeting."""

    privacy: ClassVar = tagged(
        NONE,
        text=basic("what is to be done; may name people"),
        person=sensitive("who is in charge"),
        name=basic("who is in charge, as printed"),
        outcome=basic("what came of it; may name people"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="tasks", verbose_name=_("kỳ sinh hoạt")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = models.CharField(_("việc"), max_length=400)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("người phụ trách"),
    )  # fmt: skip
    name = models.CharField(_("tên người phụ trách"), max_length=160, blank=True)
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=TaskState.OPEN, choices=choices(TASK_LABELS)
    )
    done_on = models.DateField(_("ngày xong"), null=True, blank=True)
    is_late = models.PositiveSmallIntegerField(_("xong muộn"), default=0)
    outcome = models.CharField(_("kết quả"), max_length=400, blank=True)
    reported_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="reported_tasks",
        verbose_name=_("báo cáo tại kỳ"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("việc theo kết luận")
        verbose_name_plural = _("việc theo kết luận")
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_task_once"),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, done_on__isnull=True)
                | (~Q(state=TaskState.OPEN) & Q(done_on__isnull=False)),
                name="meetings_task_ended_has_day",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "month"], name="meetings_task_month"),
            models.Index(fields=["unit", "state"], name="meetings_task_state"),
        )

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """Hands raised on one question, counted."""

    privacy: ClassVar = tagged(NONE, text=basic("what was asked; may name people"))

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="votes", verbose_name=_("kỳ sinh hoạt")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = models.CharField(_("nội dung biểu quyết"), max_length=300)
    votes_for = models.PositiveSmallIntegerField(_("tán thành"), default=0)
    against = models.PositiveSmallIntegerField(_("không tán thành"), default=0)
    abstained = models.PositiveSmallIntegerField(_("không có ý kiến"), default=0)

    class Meta:
        verbose_name = _("biểu quyết")
        verbose_name_plural = _("biểu quyết")
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_vote_once"),
        )

    def __str__(self) -> str:
        return self.text


class Score(models.Model):
    """The points of one criterion."""

    privacy: ClassVar = tagged(NONE)

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="scores", verbose_name=_("kỳ sinh hoạt")
    )
    criterion = models.ForeignKey(
        ScoreCriterion, models.PROTECT, related_name="+", verbose_name=_("tiêu chí")
    )
    points = models.PositiveSmallIntegerField(_("điểm"))
    by_hand = models.BooleanField(_("tự sửa"), default=False)

    class Meta:
        verbose_name = _("điểm tự chấm")
        verbose_name_plural = _("điểm tự chấm")
        ordering = ("meeting_id", "criterion__number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "criterion"], name="meetings_score_once"),
        )

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
