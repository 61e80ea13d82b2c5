"""A congress term's own programme, targets of terms and of tasks, and their dated readings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.amounts import Qualifier
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.plans.rules import STANDARD_TARGETS

_STANDARD = (
    _("đơn vị tham gia dịch vụ công trực tuyến"),
    _("chứng từ gửi trực tuyến"),
)
STANDARD_LABELS = dict(zip(STANDARD_TARGETS, _STANDARD, strict=True))


class TermPlan(models.Model):
    """What a unit means to reach in a congress term; yearly tasks may point to its targets."""

    privacy: ClassVar = tagged(
        NONE, issued_by_name=basic("who issued it"), purpose=basic("words; may name people")
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="term_plans", verbose_name=_("đơn vị")
    )
    first_year = models.PositiveSmallIntegerField(_("năm đầu"))
    last_year = models.PositiveSmallIntegerField(_("năm cuối"))
    title = models.CharField(_("tên chương trình"), max_length=300)
    purpose = models.TextField(_("quan điểm, mục tiêu"), blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=40, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issued_by_name = models.CharField(_("người ban hành"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("chương trình nhiệm kỳ")
        verbose_name_plural = _("chương trình nhiệm kỳ")
        ordering = ("-first_year", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "first_year"], name="plans_term_once"),
        )

    def __str__(self) -> str:
        return self.title


class PlanTarget(models.Model):
    """A number to be reached, of a task of a year or of a term: "chứng từ gửi trực tuyến ≥ 96 %"."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    task = models.ForeignKey(
        "plans.PlanTask", models.CASCADE, null=True, blank=True, related_name="targets",
        verbose_name=_("nhiệm vụ trong kế hoạch"),
    )  # fmt: skip
    term = models.ForeignKey(
        TermPlan, models.CASCADE, null=True, blank=True, related_name="targets",
        verbose_name=_("chương trình nhiệm kỳ"),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("số thứ tự"), default=1)
    name = models.CharField(_("tên chỉ tiêu"), max_length=200)
    standard = models.CharField(
        _("chỉ tiêu chung"), max_length=40, blank=True, choices=list(STANDARD_LABELS.items())
    )
    unit_word = models.CharField(_("đơn vị tính"), max_length=40)
    target = models.DecimalField(_("mức cần đạt"), max_digits=18, decimal_places=4)
    qualifier = models.PositiveSmallIntegerField(_("mức độ"), default=Qualifier.EXACTLY)
    is_breakthrough = models.BooleanField(_("là khâu đột phá"), default=False)

    class Meta:
        verbose_name = _("chỉ tiêu của kế hoạch")
        verbose_name_plural = _("chỉ tiêu của kế hoạch")
        ordering = ("number", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(task__isnull=False, term__isnull=True)
                | Q(task__isnull=True, term__isnull=False),
                name="plans_target_of_one",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """What a target stood at on a day."""

    privacy: ClassVar = tagged(
        NONE,
        entered_by_name=basic("who wrote the reading"),
        note=basic("source of the reading; may name people"),
    )

    target = models.ForeignKey(
        PlanTarget, models.CASCADE, related_name="readings", verbose_name=_("chỉ tiêu của kế hoạch")
    )
    day = models.DateField(_("ngày"))
    value = models.DecimalField(_("số đo"), max_digits=18, decimal_places=4)
    qualifier = models.PositiveSmallIntegerField(_("mức độ"), default=Qualifier.EXACTLY)
    note = models.CharField(_("nguồn, ghi chú"), max_length=200, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("lần đo chỉ tiêu")
        verbose_name_plural = _("lần đo chỉ tiêu")
        ordering = ("target_id", "day", "id")
        constraints = (
            models.UniqueConstraint(fields=["target", "day"], name="plans_reading_once"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"
