"""Attendance: the sums of a month, the days behind them for a while, and when work begins."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.attendance.rules import Mark
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person

MARK_LABELS = {
    Mark.PRESENT: _("Có mặt"),
    Mark.LATE: _("Đi muộn"),
    Mark.HALF: _("Nửa ngày"),
    Mark.EXCUSED: _("Nghỉ có phép"),
    Mark.ABSENT: _("Vắng"),
    Mark.OFF: _("Ngày nghỉ"),
}


class AttendanceMonth(models.Model):
    """The sums of a unit's month; days are counted in halves."""

    privacy: ClassVar = tagged(NONE, brought_by_name=basic("who brought the file"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="attendance_months", verbose_name=_("đơn vị")
    )
    month = models.PositiveIntegerField(_("tháng"))
    kept = models.PositiveSmallIntegerField(_("được đếm"), default=1, editable=False)
    people = models.PositiveIntegerField(_("số người"))
    due = models.PositiveIntegerField(_("nửa ngày công phải làm"))
    there = models.PositiveIntegerField(_("nửa ngày công có mặt"))
    late = models.PositiveIntegerField(_("lượt đi muộn"))
    excused = models.PositiveIntegerField(_("ngày nghỉ có phép"))
    absent = models.PositiveIntegerField(_("ngày vắng"))
    shape = models.CharField(_("kiểu bảng"), max_length=10)
    brought_on = models.DateField(_("ngày nhập"))
    brought_by_name = models.CharField(_("người nhập"), max_length=160)

    class Meta:
        verbose_name = _("tổng hợp chấm công tháng")
        verbose_name_plural = _("tổng hợp chấm công tháng")
        ordering = ("-month", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "month"], name="attendance_month_once"),
        )

    def __str__(self) -> str:
        return f"{self.month}"


class AttendanceDay(models.Model):
    """One person on one day, read within the unit only and gone after some months."""

    privacy: ClassVar = tagged(
        NONE,
        person=basic("who was at work", retention="attendance"),
        name=basic("name as the machine writes it", retention="attendance"),
        code=basic("number in the machine", retention="attendance"),
        mark=basic("whether somebody was at work", retention="attendance"),
        first=basic("when somebody came", retention="attendance"),
        last=basic("when somebody left", retention="attendance"),
    )

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng"))
    day = models.DateField(_("ngày"))
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="attendance_days", verbose_name=_("người")
    )
    name = models.CharField(_("tên trong tệp"), max_length=160)
    code = models.CharField(_("mã chấm công"), max_length=40, blank=True)
    mark = models.PositiveSmallIntegerField(
        _("dấu công"), choices=[(int(k), v) for k, v in MARK_LABELS.items()]
    )
    first = models.TimeField(_("giờ vào"), null=True)
    last = models.TimeField(_("giờ ra"), null=True)

    class Meta:
        verbose_name = _("ngày công")
        verbose_name_plural = _("ngày công")
        ordering = ("unit_id", "day", "id")
        indexes = (
            models.Index(fields=["unit", "month"], name="attendance_day_month"),
            models.Index(fields=["month"], name="attendance_day_old"),
        )

    def __str__(self) -> str:
        return f"{self.day}"


class WorkHours(models.Model):
    """When work begins in a unit and those under it, from a day on."""

    privacy: ClassVar = tagged(NONE)

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="work_hours", verbose_name=_("đơn vị")
    )
    valid_from = models.DateField(_("từ ngày"))
    starts = models.TimeField(_("giờ vào làm"))
    grace = models.PositiveSmallIntegerField(_("số phút cho muộn"))

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        ordering = ("-valid_from", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "valid_from"], name="attendance_hours_once"),
        )

    def __str__(self) -> str:
        return f"{self.starts}"
