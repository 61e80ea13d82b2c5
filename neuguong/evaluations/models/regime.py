"""Regimes of the yearly rating as dated rows: levels with conditions, quotas, groups of criteria."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.rules.levels import LEVEL_WORDS, Condition, Level
from neuguong.evaluations.rules.quota import (
    DENOMINATOR_WORDS,
    GROUPING_WORDS,
    ROUNDING_WORDS,
    Denominator,
    Grouping,
    Quota,
    Rounding,
)
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, tagged


class Regime(models.Model):
    """The regulation by which a year is rated, from a day to a day."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    key = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("văn bản"), max_length=200)
    uses_points = models.BooleanField(_("chấm điểm 30 + 70"), default=False)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quy định xếp loại")
        verbose_name_plural = _("quy định xếp loại")
        ordering = ("valid_from",)

    def __str__(self) -> str:
        return self.name


class LevelCondition(models.Model):
    """What a regime asks for one level; an empty column asks nothing."""

    privacy: ClassVar = tagged(NONE)

    regime = models.ForeignKey(
        Regime, models.CASCADE, related_name="conditions", verbose_name=_("quy định")
    )
    level = models.PositiveSmallIntegerField(
        _("mức"), choices=[(int(k), v) for k, v in LEVEL_WORDS.items()]
    )
    least_points = models.PositiveSmallIntegerField(_("điểm từ"), null=True, blank=True)
    least_on_time = models.PositiveSmallIntegerField(_("đúng hạn từ, %"), null=True, blank=True)
    least_above = models.PositiveSmallIntegerField(_("vượt mức từ, %"), null=True, blank=True)
    least_fixed = models.PositiveSmallIntegerField(_("khắc phục từ, %"), null=True, blank=True)
    least_work_grade = models.PositiveSmallIntegerField(
        _("cấp độ nhiệm vụ từ"), null=True, blank=True
    )
    least_other_grade = models.PositiveSmallIntegerField(_("cấp độ khác từ"), null=True, blank=True)
    bars_disciplined = models.BooleanField(_("không có kỷ luật"), default=False)
    asks_programme = models.BooleanField(_("làm xong việc đã đăng ký"), default=False)

    class Meta:
        verbose_name = _("điều kiện xếp loại")
        verbose_name_plural = _("điều kiện xếp loại")
        ordering = ("regime_id", "-level")
        constraints = (
            models.UniqueConstraint(fields=["regime", "level"], name="evaluations_condition_once"),
        )

    def __str__(self) -> str:
        return f"{self.regime_id} {self.level}"

    @property
    def condition(self) -> Condition:
        """The row as the rules read it."""
        return Condition(
            Level(self.level), self.least_points, self.least_on_time, self.least_above,
            self.least_fixed, self.least_work_grade, self.least_other_grade,
            self.bars_disciplined, self.asks_programme,
        )  # fmt: skip


class QuotaRow(models.Model):
    """How many may be excellent under a regime: of people or of bodies."""

    privacy: ClassVar = tagged(NONE)

    regime = models.ForeignKey(
        Regime, models.CASCADE, related_name="quotas", verbose_name=_("quy định")
    )
    of_people = models.BooleanField(_("của cá nhân"))
    cap = models.DecimalField(_("không quá, %"), max_digits=5, decimal_places=2)
    special_cap = models.DecimalField(
        _("nơi tiêu biểu không quá, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    denominator = models.CharField(
        _("tính trên"), max_length=16, choices=[(str(k), v) for k, v in DENOMINATOR_WORDS.items()]
    )
    rounding = models.CharField(
        _("làm tròn"), max_length=8, choices=[(str(k), v) for k, v in ROUNDING_WORDS.items()]
    )
    grouping = models.CharField(
        _("nhóm"), max_length=8, choices=[(str(k), v) for k, v in GROUPING_WORDS.items()]
    )

    class Meta:
        verbose_name = _("tỷ lệ xếp loại")
        verbose_name_plural = _("tỷ lệ xếp loại")
        ordering = ("regime_id", "-of_people")
        constraints = (
            models.UniqueConstraint(fields=["regime", "of_people"], name="evaluations_quota_once"),
        )

    def __str__(self) -> str:
        return f"{self.regime_id} {self.cap}%"

    @property
    def quota(self) -> Quota:
        """The row as the rules read it."""
        return Quota(
            self.cap, self.special_cap, Denominator(self.denominator), Rounding(self.rounding),
            Grouping(self.grouping),
        )  # fmt: skip


class Criterion(models.Model):
    """A group of criteria on the form with the most points it brings; points are kept as two sums only."""

    privacy: ClassVar = tagged(NONE)

    regime = models.ForeignKey(
        Regime, models.CASCADE, related_name="criteria", verbose_name=_("quy định")
    )
    part = models.CharField(
        _("phần"), max_length=8,
        choices=[("general", _("tiêu chí chung")), ("work", _("kết quả nhiệm vụ"))],
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("số"))
    label = models.CharField(_("nội dung"), max_length=200)
    most = models.PositiveSmallIntegerField(_("điểm cao nhất"))

    class Meta:
        verbose_name = _("nhóm tiêu chí")
        verbose_name_plural = _("nhóm tiêu chí")
        ordering = ("regime_id", "part", "number")

    def __str__(self) -> str:
        return self.label
