"""The programme year of a level: theme, basis, phases, minimums, and whether it is closed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.programme.rules import PhaseKind

PHASE_LABELS = {
    PhaseKind.REGISTER: _("đăng ký"),
    PhaseKind.CONFIRM: _("xác nhận"),
    PhaseKind.MID_YEAR: _("sơ kết"),
    PhaseKind.RESULTS: _("báo kết quả"),
    PhaseKind.REVIEW: _("tổng kết"),
    PhaseKind.CLOSE: _("chốt năm"),
}


class BasisDocument(models.Model):
    """A directive, conclusion or plan on which the programme rests; the line is data (domain 0)."""

    privacy: ClassVar = tagged(NONE)

    kind = models.CharField(_("loại văn bản"), max_length=60)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    abstract = models.CharField(_("trích yếu"), max_length=400)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by",
        verbose_name=_("thay cho"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("văn bản căn cứ")
        verbose_name_plural = _("văn bản căn cứ")
        ordering = ("issued_on", "number")
        constraints = (
            models.UniqueConstraint(fields=["number", "issued_on"], name="programme_basis_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ProgrammeYear(models.Model):
    """The year as one level has set it; a level without its own follows the one above."""

    privacy: ClassVar = tagged(NONE, closed_by_name=basic("who closed the year"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="programme_years", verbose_name=_("đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tên chương trình"), max_length=300)
    theme = models.TextField(_("chuyên đề"), blank=True)
    motto = models.CharField(_("phương châm"), max_length=200, blank=True)
    cut_day = models.PositiveSmallIntegerField(_("ngày cắt số tháng"), default=0)
    basis = models.ManyToManyField(BasisDocument, blank=True, verbose_name=_("căn cứ"))
    closed_on = models.DateField(_("ngày chốt"), null=True, blank=True)
    closed_by_name = models.CharField(_("người chốt"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("năm chương trình")
        verbose_name_plural = _("năm chương trình")
        ordering = ("-year", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="programme_year_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class Phase(models.Model):
    """A stretch of the year with its first and last day, both in."""

    privacy: ClassVar = tagged(NONE)

    programme_year = models.ForeignKey(
        ProgrammeYear, models.CASCADE, related_name="phases", verbose_name=_("năm chương trình")
    )
    kind = models.CharField(
        _("giai đoạn"), max_length=12, choices=[(str(k), v) for k, v in PHASE_LABELS.items()]
    )
    first_day = models.DateField(_("ngày đầu"))
    last_day = models.DateField(_("ngày cuối"))

    class Meta:
        verbose_name = _("giai đoạn")
        verbose_name_plural = _("giai đoạn")
        ordering = ("first_day", "id")
        constraints = (
            models.UniqueConstraint(fields=["programme_year", "kind"], name="programme_phase_once"),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class MinimumDeeds(models.Model):
    """The least number of deeds a subject of a category registers; 0 stands for collectives."""

    privacy: ClassVar = tagged(NONE)

    programme_year = models.ForeignKey(
        ProgrammeYear, models.CASCADE, related_name="minimums", verbose_name=_("năm chương trình")
    )
    category = models.PositiveSmallIntegerField(_("đối tượng"))
    minimum = models.PositiveSmallIntegerField(_("số việc tối thiểu"))

    class Meta:
        verbose_name = _("số việc tối thiểu")
        verbose_name_plural = _("số việc tối thiểu")
        ordering = ("category",)
        constraints = (
            models.UniqueConstraint(
                fields=["programme_year", "category"], name="programme_minimum_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.category}: {self.minimum}"


class PledgeItem(models.Model):
    """One of the manifestations a pledge refers to, in our own short wording (domain 6)."""

    privacy: ClassVar = tagged(NONE)

    version = models.CharField(_("bản"), max_length=20)
    group = models.PositiveSmallIntegerField(_("nhóm"))
    number = models.PositiveSmallIntegerField(_("số"))
    label = models.CharField(_("nội dung"), max_length=200)

    class Meta:
        verbose_name = _("biểu hiện trong bản cam kết")
        verbose_name_plural = _("biểu hiện trong bản cam kết")
        ordering = ("version", "group", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "group", "number"], name="programme_pledge_item_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}.{self.number} {self.label}"
