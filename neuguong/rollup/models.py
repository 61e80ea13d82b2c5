"""Tables of the counting engine: signed images, compiled measures, subtree totals, checks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, basic, tagged


class Image(models.Model):
    """An image of rows that came or went, written by a trigger and not yet folded.

    `sign` says how many equal rows came (above zero) or went (below). `unit_id` is a plain number:
    writers take no lock on any shared row.
    """

    privacy: ClassVar = tagged(NONE)

    sign = models.IntegerField(_("dấu"))
    source = models.SmallIntegerField(_("nguồn"))
    unit_id = models.BigIntegerField(_("đơn vị"))
    month = models.IntegerField(_("tháng"))
    f1 = models.SmallIntegerField(default=0)
    f2 = models.SmallIntegerField(default=0)
    f3 = models.SmallIntegerField(default=0)
    f4 = models.SmallIntegerField(default=0)
    i1 = models.BigIntegerField(default=0)
    i2 = models.BigIntegerField(default=0)
    i3 = models.BigIntegerField(default=0)

    class Meta:
        db_table = "rollup_outbox"
        verbose_name = _("ảnh chờ cộng")
        verbose_name_plural = _("ảnh chờ cộng")

    def __str__(self) -> str:
        return f"{self.sign:+d} {self.source} @ {self.unit_id} {self.month}"


class MeasureNumber(models.Model):
    """The small number under which a measure is stored; given once, kept for ever."""

    privacy: ClassVar = tagged(NONE)

    key = models.CharField(_("khóa"), max_length=80, unique=True)
    digest = models.CharField(_("dấu của cách đếm"), max_length=64, blank=True)
    is_stock = models.BooleanField(_("đếm đến cuối kỳ"), default=False)

    class Meta:
        db_table = "rollup_measure"
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")

    def __str__(self) -> str:
        return self.key


class MeasureMap(models.Model):
    """Which images feed which measure (compiled, never edited).

    -1 in a facet means any; `value` is the column added, 1 to 3, or 0 to count rows.
    """

    privacy: ClassVar = tagged(NONE)

    measure = models.ForeignKey(MeasureNumber, models.CASCADE, verbose_name=_("chỉ tiêu"))
    source = models.SmallIntegerField(_("nguồn"))
    f1 = models.SmallIntegerField()
    f2 = models.SmallIntegerField()
    f3 = models.SmallIntegerField()
    f4 = models.SmallIntegerField()
    value = models.SmallIntegerField(_("cột cộng"))
    qualifier = models.SmallIntegerField(_("mức"))

    class Meta:
        db_table = "rollup_measure_map"
        verbose_name = _("cách đếm")
        verbose_name_plural = _("cách đếm")
        indexes = (
            models.Index(fields=["source", "f1", "f2", "f3", "f4"], name="rollup_map_image"),
        )

    def __str__(self) -> str:
        return f"{self.source} → {self.measure_id}"


class Total(models.Model):
    """What a rolled unit's branch adds up to on today's tree, by month (yyyymm) and year (yyyy)."""

    privacy: ClassVar = tagged(NONE)

    pk = models.CompositePrimaryKey("unit_id", "month", "measure_id")
    unit_id = models.BigIntegerField(_("đơn vị"))
    month = models.IntegerField(_("tháng hoặc năm"))
    measure_id = models.IntegerField(_("chỉ tiêu"))
    n = models.BigIntegerField(_("số bản ghi"))
    v = models.BigIntegerField(_("tổng"))
    n_at_least = models.BigIntegerField(_("số phần “ít nhất”"), default=0)
    n_at_most = models.BigIntegerField(_("số phần “gần”"), default=0)
    n_about = models.BigIntegerField(_("số phần “khoảng”"), default=0)

    class Meta:
        db_table = "rollup_total"
        verbose_name = _("tổng")
        verbose_name_plural = _("tổng")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.measure_id}: {self.v}"


class Check(models.Model):
    """One run of the recount: when, how much was compared, what differed."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who asked for the recount"))

    at = models.DateTimeField(_("lúc"))
    scope = models.CharField(_("phạm vi"), max_length=200)
    checked = models.BigIntegerField(_("số đã so"))
    differences = models.JSONField(_("khác biệt"))
    difference_count = models.BigIntegerField(_("số khác biệt"))
    seconds = models.FloatField(_("giây"))
    by_name = models.CharField(_("người chạy"), max_length=160)

    class Meta:
        verbose_name = _("lần đếm lại")
        verbose_name_plural = _("lần đếm lại")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}: {self.difference_count}"
