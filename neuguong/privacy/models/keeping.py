"""How long what is kept, which runs looked after it, and the days on which offices are shut."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.org.models import Unit
from neuguong.privacy.rules import TERMS


class RetentionTerm(models.Model):
    """How many months a kind of record is kept on this site from a day on; else as in the rules."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who set it"))

    kind = models.CharField(
        _("loại"), max_length=12, choices=[(k.value, term.label) for k, term in TERMS.items()]
    )
    months = models.PositiveSmallIntegerField(_("số tháng"))
    since = models.DateField(_("từ ngày"))
    citation = models.CharField(_("căn cứ"), max_length=300, blank=True)
    by_name = models.CharField(_("người đặt"), max_length=160)

    class Meta:
        verbose_name = _("thời hạn lưu")
        verbose_name_plural = _("thời hạn lưu")
        ordering = ("kind", "-since", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.months}"


class RetentionRun(models.Model):
    """One run through what is kept too long, and its report: numbers by kind, never names."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who asked for the run"))

    at = models.DateTimeField(_("lúc"))
    dry = models.BooleanField(_("chỉ xem"))
    report = models.JSONField(_("kết quả"), default=list)
    by_name = models.CharField(_("người chạy"), max_length=160)

    class Meta:
        verbose_name = _("lần rà thời hạn lưu")
        verbose_name_plural = _("lần rà thời hạn lưu")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class CalendarDay(models.Model):
    """A day that is worked, or not, other than the calendar in the program says."""

    privacy: ClassVar = tagged(NONE)

    day = models.DateField(_("ngày"), unique=True)
    is_working = models.BooleanField(_("làm việc"))
    words = models.CharField(_("ghi chú"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}"


class Breach(models.Model):
    """Personal data that got lost, out or wrong: found when, how many people, what was done."""

    privacy: ClassVar = tagged(
        NONE,
        what=sensitive("what happened", basis="duty", retention="breaches"),
        effects=sensitive("what it may do to people", basis="duty", retention="breaches"),
        measures=sensitive("what was done", basis="duty", retention="breaches"),
        contact=basic("whom to ask", basis="duty", retention="breaches"),
        by_name=basic("who entered it", basis="duty", retention="breaches"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    found_at = models.DateTimeField(_("phát hiện lúc"))
    happened_on = models.DateField(_("xảy ra ngày"), null=True, blank=True)
    people_count = models.PositiveIntegerField(_("số người bị ảnh hưởng"))
    what = EncryptedText(_("việc đã xảy ra"))
    effects = EncryptedText(_("hậu quả có thể có"), blank=True)
    measures = EncryptedText(_("biện pháp đã làm"), blank=True)
    contact = models.CharField(_("người liên hệ"), max_length=200, blank=True)
    notify_by = models.DateTimeField(_("hạn báo cơ quan chuyên trách"))
    authority_told_at = models.DateTimeField(_("đã báo cơ quan lúc"), null=True, blank=True)
    people_told_at = models.DateTimeField(_("đã báo người bị ảnh hưởng lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("khép lại lúc"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("sự cố dữ liệu")
        verbose_name_plural = _("sự cố dữ liệu")
        ordering = ("-found_at", "-id")

    def __str__(self) -> str:
        return f"{self.found_at:%Y-%m-%d}"
