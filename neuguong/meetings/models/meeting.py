"""A meeting of a cell or committee, what is confided to it alone, and what a quarter asks of a cell."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.meetings.models.policy import ScoreSheet
from neuguong.meetings.rules import Grade, MeetingKind, MeetingState
from neuguong.org.models import Unit
from neuguong.people.models import Person

KIND_LABELS = {
    MeetingKind.REGULAR: _("thường kỳ"),
    MeetingKind.THEMATIC: _("chuyên đề"),
    MeetingKind.COMBINED: _("thường kỳ kết hợp chuyên đề"),
}
STATE_LABELS = {
    MeetingState.PLANNED: _("Chưa chốt"),
    MeetingState.HELD: _("Đã chốt, chưa gửi"),
    MeetingState.SENT: _("Đã gửi lên trên"),
    MeetingState.CANCELLED: _("Đã hủy"),
}
GRADE_LABELS = {
    Grade.NONE: _("chưa chấm"),
    Grade.GOOD: _("Tốt"),
    Grade.FAIR: _("Khá"),
    Grade.MIDDLING: _("Trung bình"),
    Grade.POOR: _("Kém"),
}


def choices(labels: Mapping[Any, Any]) -> list[tuple[int, Any]]:
    """Labels of numbers as a field takes them."""
    return [(int(value), label) for value, label in labels.items()]


class Meeting(models.Model):
    """One meeting: when, where, about what, how many came, what was concluded, how good it was.

    `month` is empty until the minutes are closed: only then is the meeting counted. Counts are copies of
    the roster as it was saved, so that levels above read them without any name.
    """

    privacy: ClassVar = tagged(
        NONE,
        chair=sensitive("who chaired"),
        chair_name=sensitive("who chaired, as printed"),
        clerk=sensitive("who wrote the minutes"),
        clerk_name=sensitive("who wrote the minutes, as printed"),
        overseer=basic("who came from the level above"),
        guests=basic("who else was there"),
        preparer=basic("who prepared the theme"),
        materials=basic("papers of the meeting; may name people"),
        fee_note=sensitive("Party fees; may name people"),
        limits=sensitive("limits and causes; may name people"),
        directions=basic("what is to be done; may name people"),
        entered_by_name=basic("who typed it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="meetings", verbose_name=_("đơn vị")
    )
    kind = models.PositiveSmallIntegerField(_("loại"), choices=choices(KIND_LABELS))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=MeetingState.PLANNED, choices=choices(STATE_LABELS)
    )
    version = models.PositiveIntegerField(_("lần lưu"), default=0)
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    day = models.DateField(_("ngày họp"))
    starts = models.TimeField(_("bắt đầu"), null=True, blank=True)
    ends = models.TimeField(_("kết thúc"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("số phút"), default=0)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    is_online = models.BooleanField(_("trực tuyến"), default=False)
    is_merged = models.BooleanField(_("họp ghép"), default=False)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chủ trì")
    )
    chair_name = models.CharField(_("tên chủ trì"), max_length=120, blank=True)
    clerk = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thư ký")
    )
    clerk_name = models.CharField(_("tên thư ký"), max_length=120, blank=True)
    overseer = models.CharField(_("cấp trên dự"), max_length=200, blank=True)
    guests = models.TextField(_("khách mời"), blank=True)
    topic = models.CharField(_("chuyên đề"), max_length=300, blank=True)
    preparer = models.CharField(_("người chuẩn bị"), max_length=200, blank=True)
    draft_approved = models.BooleanField(_("chi ủy đã duyệt đề cương"), default=False)
    materials = models.TextField(_("tài liệu"), blank=True)
    materials_on = models.DateField(_("ngày gửi tài liệu"), null=True, blank=True)
    invited_on = models.DateField(_("ngày mời"), null=True, blank=True)
    members = models.PositiveSmallIntegerField(_("đảng viên"), default=0)
    expected = models.PositiveSmallIntegerField(_("phải dự"), default=0)
    present = models.PositiveSmallIntegerField(_("có mặt"), default=0)
    excused = models.PositiveSmallIntegerField(_("vắng có lý do"), default=0)
    absent = models.PositiveSmallIntegerField(_("vắng không lý do"), default=0)
    exempt = models.PositiveSmallIntegerField(_("được miễn"), default=0)
    voters = models.PositiveSmallIntegerField(_("đảng viên chính thức có mặt"), default=0)
    speakers = models.PositiveSmallIntegerField(_("người phát biểu"), default=0)
    has_programme = models.PositiveSmallIntegerField(_("đánh giá học tập và làm theo"), default=0)
    fee_note = models.CharField(_("đảng phí"), max_length=300, blank=True)
    limits = models.TextField(_("hạn chế, nguyên nhân"), blank=True)
    directions = models.TextField(_("phương hướng"), blank=True)
    sheet = models.ForeignKey(
        ScoreSheet, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("phiếu tự chấm điểm"),
    )  # fmt: skip
    points = models.PositiveSmallIntegerField(_("tổng điểm"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(
        _("xếp loại"), default=Grade.NONE, choices=choices(GRADE_LABELS)
    )
    leading = models.PositiveSmallIntegerField(
        _("tính lãnh đạo"), default=Grade.NONE, choices=choices(GRADE_LABELS)
    )
    educating = models.PositiveSmallIntegerField(
        _("tính giáo dục"), default=Grade.NONE, choices=choices(GRADE_LABELS)
    )
    fighting = models.PositiveSmallIntegerField(
        _("tính chiến đấu"), default=Grade.NONE, choices=choices(GRADE_LABELS)
    )
    minutes_number = models.CharField(_("số biên bản"), max_length=20, blank=True)
    resolution_number = models.CharField(_("số nghị quyết"), max_length=20, blank=True)
    held_on = models.DateField(_("ngày chốt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lên trên lúc"), null=True, blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kỳ sinh hoạt")
        verbose_name_plural = _("kỳ sinh hoạt")
        ordering = ("-day", "-id")
        indexes = (
            models.Index(fields=["unit", "month"], name="meetings_unit_month"),
            models.Index(fields=["unit", "day"], name="meetings_unit_day"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%d/%m/%Y}"

    @property
    def attendance(self) -> int | None:
        """The share of those expected who came, in whole percent; None when nobody was expected."""
        return 100 * self.present // self.expected if self.expected else None

    def lasted(self) -> int | None:
        """How many minutes it lasted; None while one of its times is missing or they run backwards."""
        if self.starts is None or self.ends is None or self.ends <= self.starts:
            return None
        spent = datetime.combine(self.day, self.ends) - datetime.combine(self.day, self.starts)
        return int(spent.total_seconds() // 60)


class Criticism(models.Model):
    """Self-criticism and criticism, as noted for the committee of the cell alone; sealed.

    It goes into no list, export, search, log or paper, and nobody above the cell reads it.
    """

    privacy: ClassVar = tagged(
        NONE,
        text=sensitive("criticism within the cell"),
        entered_by_name=sensitive("who noted it"),
    )

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="criticisms", verbose_name=_("kỳ sinh hoạt")
    )
    text = EncryptedText(_("ý kiến phê bình"))
    noted_at = models.DateTimeField(_("ghi lúc"))
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("ghi chép phê bình")
        verbose_name_plural = _("ghi chép phê bình")
        ordering = ("noted_at", "id")

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.pk}"


class ThematicDuty(models.Model):
    """That a cell owes a meeting on a theme in a quarter, and the first one that met it.

    `month` is the last of the quarter, so that a quarter, a half and a year count it whole.
    """

    privacy: ClassVar = tagged(NONE)

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="thematic_duties", verbose_name=_("chi bộ")
    )
    month = models.PositiveIntegerField(_("tháng cuối quý"))
    met = models.PositiveSmallIntegerField(_("đã họp"), default=0)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("kỳ sinh hoạt"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("sinh hoạt chuyên đề của quý")
        verbose_name_plural = _("sinh hoạt chuyên đề của quý")
        ordering = ("unit_id", "month")
        constraints = (
            models.UniqueConstraint(fields=["unit", "month"], name="meetings_duty_once"),
            models.CheckConstraint(
                condition=Q(met=1, meeting__isnull=False) | Q(met=0, meeting__isnull=True),
                name="meetings_duty_met_by_a_meeting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.month}"
