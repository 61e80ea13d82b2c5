"""Indicators and rules as data, targets, figures from outside, and which siblings may see each other.

What an indicator is worth is never stored: it is worked out of figures when it is asked.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.indicators.rules import Direction, Operator, Severity
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

DIRECTION_LABELS = {
    Direction.MORE: _("càng nhiều càng tốt"),
    Direction.LESS: _("càng ít càng tốt"),
    Direction.NEUTRAL: _("không chấm hơn kém"),
}
SEVERITY_LABELS = {
    Severity.HINT: _("nên xem"),
    Severity.LIKELY_WRONG: _("có thể sai"),
    Severity.IMPOSSIBLE: _("chắc có chỗ sai"),
}
OPERATOR_LABELS = {
    Operator.AT_MOST: _("không nhiều hơn (≤)"),
    Operator.LESS: _("ít hơn (<)"),
    Operator.EQUAL: _("bằng (=)"),
    Operator.AT_LEAST: _("không ít hơn (≥)"),
    Operator.MORE: _("nhiều hơn (>)"),
}


class Indicator(models.Model):
    """A formula over measures, from a day to a day; `unit` null means every unit may read it."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="indicators",
        verbose_name=_("đơn vị đặt"),
    )  # fmt: skip
    key = models.CharField(_("mã chỉ số"), max_length=80)
    name = models.CharField(_("tên chỉ số"), max_length=160)
    formula = models.CharField(_("công thức"), max_length=400)
    unit_word = models.CharField(_("đơn vị tính"), max_length=40)
    decimals = models.PositiveSmallIntegerField(_("số chữ số lẻ"), default=1)
    direction = models.CharField(
        _("chiều"), max_length=8, choices=[(str(k), v) for k, v in DIRECTION_LABELS.items()],
        default=str(Direction.MORE),
    )  # fmt: skip
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chỉ số")
        verbose_name_plural = _("chỉ số")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["key", "valid_from"], name="indicators_one_start"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(valid_to=None), name="indicators_one_open"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ValidationRule(models.Model):
    """What should hold between two formulas, in a sentence; breaking it asks for a look, no more."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="validation_rules",
        verbose_name=_("đơn vị đặt"),
    )  # fmt: skip
    sentence = models.CharField(_("quy tắc"), max_length=200)
    left = models.CharField(_("vế trái"), max_length=400)
    operator = models.CharField(
        _("so sánh"), max_length=2, choices=[(str(k), v) for k, v in OPERATOR_LABELS.items()]
    )
    right = models.CharField(_("vế phải"), max_length=400)
    severity = models.PositiveSmallIntegerField(
        _("mức"), choices=[(int(k), v) for k, v in SEVERITY_LABELS.items()]
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quy tắc kiểm tra số")
        verbose_name_plural = _("quy tắc kiểm tra số")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.sentence


class Target(models.Model):
    """What a unit means to reach in a period for a measure or an indicator."""

    privacy: ClassVar = tagged(NONE, set_by_name=basic("who set the target"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name=_("đơn vị"))
    key = models.CharField(_("mã chỉ tiêu, chỉ số"), max_length=80)
    period = models.CharField(_("kỳ"), max_length=9)
    value = models.DecimalField(_("mức cần đạt"), max_digits=20, decimal_places=4)
    for_each = models.BooleanField(_("cho từng đơn vị trực thuộc"), default=False)
    set_on = models.DateField(_("ngày đặt"))
    set_by_name = models.CharField(_("người đặt"), max_length=160)

    class Meta:
        verbose_name = _("mục tiêu")
        verbose_name_plural = _("mục tiêu")
        ordering = ("unit_id", "key", "period")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "key", "period"], name="indicators_target_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.period}: {self.value}"


class ExternalFigure(models.Model):
    """A figure about a unit that somebody else published: year, value, source; never added."""

    privacy: ClassVar = tagged(NONE, entered_by_name=basic("who typed the figure"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="external_figures", verbose_name=_("đơn vị")
    )
    key = models.CharField(_("mã chỉ tiêu"), max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    value = models.DecimalField(_("giá trị"), max_digits=20, decimal_places=4)
    source = models.CharField(_("nguồn"), max_length=300)
    entered_on = models.DateField(_("ngày ghi"))
    entered_by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("số từ bên ngoài")
        verbose_name_plural = _("số từ bên ngoài")
        ordering = ("key", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "key", "year"], name="indicators_external_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.year}: {self.value}"


class SiblingOpening(models.Model):
    """A unit lets those directly beneath it see each other's whole years by name (design 11)."""

    privacy: ClassVar = tagged(NONE, opened_by_name=basic("who opened the comparison"))

    unit = models.OneToOneField(
        Unit, models.PROTECT, related_name="sibling_opening", verbose_name=_("đơn vị cấp trên")
    )
    opened_on = models.DateField(_("ngày mở"))
    opened_by_name = models.CharField(_("người mở"), max_length=160)

    class Meta:
        verbose_name = _("việc mở so sánh")
        verbose_name_plural = _("việc mở so sánh")

    def __str__(self) -> str:
        return str(self.unit_id)
