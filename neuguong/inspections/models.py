"""Inspections, what they found, and how many letters came; a letter itself is kept nowhere."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.inspections.rules import (
    FindingKind,
    FindingState,
    InspectionKind,
    InspectionState,
)
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

KIND_LABELS = {
    InspectionKind.INSPECTION: _("Kiểm tra"),
    InspectionKind.SUPERVISION: _("Giám sát"),
    InspectionKind.REMINDER: _("Đôn đốc"),
}
STATE_LABELS = {
    InspectionState.PLANNED: _("Trong kế hoạch"),
    InspectionState.VISITED: _("Đã làm việc"),
    InspectionState.CONCLUDED: _("Đã kết luận"),
    InspectionState.CALLED_OFF: _("Đã hủy"),
}
FINDING_LABELS = {FindingKind.GOOD: _("Ưu điểm"), FindingKind.FAULT: _("Hạn chế")}
MENDING_LABELS = {
    FindingState.OPEN: _("Chưa khắc phục"),
    FindingState.MENDED: _("Đã báo khắc phục"),
    FindingState.FIXED: _("Đã khắc phục"),
    FindingState.NOT_FIXED: _("Kiểm tra lại: chưa xong"),
}
_MAY_NAME = "words about an office's work; may name people"


class Inspection(models.Model):
    """One visit of a committee to a unit of its branch, from the plan to the conclusion."""

    privacy: ClassVar = tagged(
        NONE,
        title=basic(_MAY_NAME),
        lead=basic("who leads the visit"),
        team=basic("who takes part in the visit"),
        conclusion=basic(_MAY_NAME),
        why_off=basic(_MAY_NAME),
        by_name=basic("who wrote it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name=_("cấp kiểm tra")
    )
    inspected = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspected_in", verbose_name=_("đơn vị được kiểm tra")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.PositiveSmallIntegerField(
        _("hình thức"), choices=[(int(k), v) for k, v in KIND_LABELS.items()]
    )
    title = models.CharField(_("nội dung"), max_length=300)
    planned_on = models.DateField(_("ngày dự kiến"))
    lead = models.CharField(_("người chủ trì"), max_length=160, blank=True)
    team = models.CharField(_("thành phần"), max_length=300, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(k), v) for k, v in STATE_LABELS.items()],
        default=InspectionState.PLANNED,
    )  # fmt: skip
    visited_on = models.DateField(_("ngày làm việc"), null=True, blank=True)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    concluded_on = models.DateField(_("ngày kết luận"), null=True, blank=True)
    number = models.CharField(_("số văn bản"), max_length=40, blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    why_off = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("cuộc kiểm tra, giám sát")
        verbose_name_plural = _("cuộc kiểm tra, giám sát")
        ordering = ("planned_on", "id")
        indexes = (
            models.Index(fields=["unit", "month"], name="inspections_visit_month"),
            models.Index(fields=["inspected", "year"], name="inspections_visit_of"),
        )

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What a visit found; a fault carries its remedy and what looking again showed.

    `unit` and `month` are copied from the visit, because they are counted.
    """

    privacy: ClassVar = tagged(
        NONE,
        text=basic(_MAY_NAME),
        remedy=basic(_MAY_NAME),
        mended_by_name=basic("who says it was mended"),
        recheck_note=basic(_MAY_NAME),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="findings", verbose_name=_("cuộc kiểm tra")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cấp kiểm tra"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    kind = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in FINDING_LABELS.items()]
    )
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(k), v) for k, v in MENDING_LABELS.items()],
        default=FindingState.OPEN,
    )  # fmt: skip
    text = models.CharField(_("nội dung"), max_length=1000)
    due_on = models.DateField(_("hạn khắc phục"), null=True, blank=True)
    remedy = models.CharField(_("việc đã khắc phục"), max_length=1000, blank=True)
    mended_on = models.DateField(_("ngày báo khắc phục"), null=True, blank=True)
    mended_by_name = models.CharField(_("người báo"), max_length=160, blank=True)
    rechecked_on = models.DateField(_("ngày kiểm tra lại"), null=True, blank=True)
    recheck_note = models.CharField(_("kết quả kiểm tra lại"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("điều phát hiện")
        verbose_name_plural = _("điều phát hiện")
        ordering = ("kind", "id")
        indexes = (models.Index(fields=["unit", "month"], name="inspections_finding_month"),)

    def __str__(self) -> str:
        return self.text


class LetterCount(models.Model):
    """How many letters of complaint and denunciation a unit says it got in a period; only the number."""

    privacy: ClassVar = tagged(NONE, stated_by_name=basic("who states the number"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="letter_counts", verbose_name=_("đơn vị")
    )
    period = models.CharField(_("kỳ"), max_length=9)
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    count = models.PositiveIntegerField(_("số đơn"))
    declared = models.PositiveSmallIntegerField(_("tự khai"), default=1, editable=False)
    stated_on = models.DateField(_("ngày ghi"))
    stated_by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("số đơn khiếu nại, tố cáo")
        verbose_name_plural = _("số đơn khiếu nại, tố cáo")
        ordering = ("-month", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "period"], name="inspections_letters_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="inspections_letters_month"),)

    def __str__(self) -> str:
        return f"{self.period}: {self.count}"
