"""What an officer writes into a report: the words of its parts, the examples chosen, the heading."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.models import Deed
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit


class ReportDraft(models.Model):
    """The report of a unit and period as far as it is not figures; empty fields follow the rules."""

    privacy: ClassVar = tagged(
        NONE,
        signer_title=sensitive("a Party post shows membership"),
        signer_name=sensitive("a Party post shows membership"),
        recipients=basic("who gets the report; may name people"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_drafts", verbose_name=_("đơn vị")
    )
    period = models.CharField(_("kỳ"), max_length=12)
    number = models.CharField(_("số"), max_length=20, blank=True)
    day = models.DateField(_("ngày văn bản"), null=True, blank=True)
    superior = models.CharField(_("cấp trên"), max_length=200, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    signer_name = models.CharField(_("họ tên người ký"), max_length=120, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)

    class Meta:
        verbose_name = _("bản soạn báo cáo")
        verbose_name_plural = _("bản soạn báo cáo")
        ordering = ("unit_id", "period")
        constraints = (
            models.UniqueConstraint(fields=["unit", "period"], name="reports_draft_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.period}"


class ReportWords(models.Model):
    """What was written for one part of a report; `version` grows with every change."""

    privacy: ClassVar = tagged(
        NONE, text=basic("words of the report; may name people"), by_name=basic("who wrote it")
    )

    draft = models.ForeignKey(
        ReportDraft, models.CASCADE, related_name="words", verbose_name=_("bản soạn báo cáo")
    )
    part = models.CharField(_("phần"), max_length=20)
    text = models.TextField(_("lời"), blank=True)
    left_out = models.BooleanField(_("không đưa vào báo cáo"), default=False)
    version = models.PositiveIntegerField(_("lần sửa"), default=0)
    by_name = models.CharField(_("người viết"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("lời báo cáo")
        verbose_name_plural = _("lời báo cáo")
        ordering = ("draft_id", "part")
        constraints = (
            models.UniqueConstraint(fields=["draft", "part"], name="reports_words_once"),
        )

    def __str__(self) -> str:
        return self.part


class ReportExample(models.Model):
    """A deed chosen to be told in a report, in the order chosen."""

    privacy: ClassVar = tagged(NONE, deed=basic("a deed worth telling, without its doer's name"))

    draft = models.ForeignKey(
        ReportDraft, models.CASCADE, related_name="examples", verbose_name=_("bản soạn báo cáo")
    )
    deed = models.ForeignKey(
        Deed, models.CASCADE, related_name="+", verbose_name=_("việc làm theo")
    )
    place = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("việc tiêu biểu")
        verbose_name_plural = _("việc tiêu biểu")
        ordering = ("draft_id", "place", "id")
        constraints = (
            models.UniqueConstraint(fields=["draft", "deed"], name="reports_example_once"),
        )

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.deed_id}"
