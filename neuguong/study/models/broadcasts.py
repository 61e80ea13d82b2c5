"""Loudspeaker series with their slots and runs, and the text that is read out in a hamlet."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.study.models.conferences import Theme
from neuguong.study.rules import RunState, reading_minutes, times_of

RUN_LABELS = {
    RunState.PLANNED: _("chưa phát"),
    RunState.MADE: _("đã phát"),
    RunState.NOT_MADE: _("không phát"),
}


class Series(models.Model):
    """A series on the loudspeakers of a unit in a year, and whence its words come."""

    privacy: ClassVar = tagged(NONE, source=basic("say whose lecture the series was made from"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="broadcast_series", verbose_name=_("đơn vị phát")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên loạt bài"), max_length=300)
    source = models.CharField(_("biên tập từ"), max_length=300, blank=True)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="series",
        verbose_name=_("chuyên đề"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("loạt bài truyền thanh")
        verbose_name_plural = _("loạt bài truyền thanh")
        ordering = ("-year", "unit_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "title"], name="study_series_once"),
        )

    def __str__(self) -> str:
        return self.title


class Slot(models.Model):
    """A time of the day at which a series is on the air."""

    privacy: ClassVar = tagged(NONE)

    series = models.ForeignKey(
        Series, models.CASCADE, related_name="slots", verbose_name=_("loạt bài")
    )
    begins = models.TimeField(_("giờ bắt đầu"))
    ends = models.TimeField(_("giờ hết"))

    class Meta:
        verbose_name = _("khung giờ phát")
        verbose_name_plural = _("khung giờ phát")
        ordering = ("series_id", "begins")
        constraints = (
            models.UniqueConstraint(fields=["series", "begins"], name="study_slot_once"),
            models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="study_slot_order"),
        )

    def __str__(self) -> str:
        return times_of(self.begins, self.ends)


class Broadcast(models.Model):
    """One run of a series on a day in a slot: planned, made, or fallen out with the reason."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    series = models.ForeignKey(
        Series, models.CASCADE, related_name="broadcasts", verbose_name=_("loạt bài")
    )
    slot = models.ForeignKey(
        Slot, models.PROTECT, related_name="broadcasts", verbose_name=_("khung giờ")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="broadcasts", verbose_name=_("đơn vị phát")
    )
    day = models.DateField(_("ngày phát"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(k), v) for k, v in RUN_LABELS.items()],
        default=int(RunState.PLANNED),
    )  # fmt: skip
    reason = models.CharField(_("lý do không phát"), max_length=200, blank=True)
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("lượt phát")
        verbose_name_plural = _("lượt phát")
        ordering = ("day", "slot__begins", "id")
        constraints = (
            models.UniqueConstraint(fields=["series", "day", "slot"], name="study_run_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="study_broadcast_counted"),)

    def __str__(self) -> str:
        return f"{self.day}"


class Bulletin(models.Model):
    """The text that is read out in a hamlet, made from its own news and mended by a person."""

    privacy: ClassVar = tagged(NONE, body=basic("news of the hamlet may name people who agreed"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="bulletins", verbose_name=_("đơn vị")
    )
    title = models.CharField(_("tên bản tin"), max_length=200)
    day = models.DateField(_("ngày đọc"))
    body = models.TextField(_("lời đọc"), blank=True)
    read_on = models.DateField(_("đã đọc ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản tin truyền thanh")
        verbose_name_plural = _("bản tin truyền thanh")
        ordering = ("-day", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How many minutes it reads."""
        return reading_minutes(self.body)
