"""What came of deeds: shared works, results, quantities, contributions and their evidence."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models.registration import BENEFICIARY_LABELS, Deed, Registration
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind
from neuguong.files.models import StoredFile
from neuguong.lib.amounts import Qualifier
from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

CONTRIBUTION_LABELS = {
    ContributionKind.OWN_MONEY: _("tiền của mình"),
    ContributionKind.MOBILISED_MONEY: _("tiền vận động được"),
    ContributionKind.BUDGET: _("tiền ngân sách"),
    ContributionKind.LABOUR_DAYS: _("ngày công"),
    ContributionKind.LAND: _("đất hiến"),
    ContributionKind.GOODS: _("hiện vật"),
}
QUALIFIER_LABELS = {
    Qualifier.EXACTLY: _("đúng"),
    Qualifier.AT_LEAST: _("ít nhất"),
    Qualifier.AT_MOST: _("gần"),
    Qualifier.ABOUT: _("khoảng"),
    Qualifier.ORDER: _("hàng"),
}
_QUALIFIERS = [(int(q), label) for q, label in QUALIFIER_LABELS.items()]
OTHER_KIND = 0


class Work(models.Model):
    """One bridge, many hands: counted once at the unit that leads it (design 5)."""

    privacy: ClassVar = tagged(NONE, title=basic("what is built"), place=basic("where"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="works", verbose_name=_("đơn vị chủ trì")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    title = models.CharField(_("tên công trình"), max_length=300)
    search = KeyField(_("khóa tìm"), max_length=400)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    done_on = models.DateField(_("ngày xong"), null=True, blank=True)
    counted = models.PositiveSmallIntegerField(_("được đếm"), default=0)

    class Meta:
        verbose_name = _("công trình chung")
        verbose_name_plural = _("công trình chung")
        ordering = ("-year", "title", "id")
        indexes = (models.Index(fields=["unit", "month"], name="deeds_work_unit_month"),)

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """What was achieved on a day, in words; its figures are quantities."""

    privacy: ClassVar = tagged(NONE, text=basic("what was done"), by_name=basic("who told it"))

    deed = models.ForeignKey(
        Deed, models.PROTECT, related_name="results", verbose_name=_("việc làm theo")
    )
    day = models.DateField(_("ngày"))
    text = models.CharField(_("kết quả"), max_length=1000, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)
    at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")
        ordering = ("day", "id")

    def __str__(self) -> str:
        return self.text


class Quantity(models.Model):
    """An amount achieved: kind, qualifier, and the exact integer that is counted."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="quantities",
        verbose_name=_("kết quả"),
    )  # fmt: skip
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="quantities",
        verbose_name=_("công trình chung"),
    )  # fmt: skip
    kind = models.PositiveSmallIntegerField(
        _("loại"),
        choices=[(OTHER_KIND, _("khác")), *((k.number, k.label) for k in RESULT_KINDS)],
    )
    amount = models.DecimalField(_("số lượng"), max_digits=18, decimal_places=4)
    unit_word = models.CharField(_("đơn vị tính"), max_length=40)
    amount_scaled = models.BigIntegerField(_("số đếm"))
    qualifier = models.PositiveSmallIntegerField(
        _("mức"), default=Qualifier.EXACTLY, choices=_QUALIFIERS
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    subject_kind = models.PositiveSmallIntegerField(_("chủ thể"))
    counted = models.PositiveSmallIntegerField(_("được đếm"), default=0)

    class Meta:
        verbose_name = _("số lượng")
        verbose_name_plural = _("số lượng")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(result__isnull=False, work__isnull=True)
                | Q(result__isnull=True, work__isnull=False),
                name="deeds_quantity_one_home",
            ),
            models.CheckConstraint(
                condition=Q(amount_scaled__gt=0), name="deeds_quantity_positive"
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="deeds_quantity_unit_month"),)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit_word}"


class Contribution(models.Model):
    """What somebody gave or raised: money, labour, land, goods."""

    privacy: ClassVar = tagged(
        NONE,
        registration=basic("whose contribution it is"),
        words=basic("what was given; may name people"),
        via=basic("who raised it"),
        place=basic("where"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="contributions", verbose_name=_("bên góp")
    )
    deed = models.ForeignKey(
        Deed, models.PROTECT, null=True, blank=True, related_name="contributions",
        verbose_name=_("việc làm theo"),
    )  # fmt: skip
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="contributions",
        verbose_name=_("công trình chung"),
    )  # fmt: skip
    kind = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in CONTRIBUTION_LABELS.items()]
    )
    amount = models.DecimalField(_("số lượng"), max_digits=18, decimal_places=4)
    amount_scaled = models.BigIntegerField(_("số đếm"))
    people = models.PositiveIntegerField(_("số người"), null=True, blank=True)
    days = models.DecimalField(_("số ngày"), max_digits=8, decimal_places=2, null=True, blank=True)
    qualifier = models.PositiveSmallIntegerField(
        _("mức"), default=Qualifier.EXACTLY, choices=_QUALIFIERS
    )
    words = models.CharField(_("góp gì"), max_length=300, blank=True)
    day = models.DateField(_("ngày góp"))
    via = models.CharField(_("ai vận động"), max_length=160, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    beneficiary_kind = models.PositiveSmallIntegerField(
        _("đối tượng được giúp"), default=BeneficiaryKind.NONE,
        choices=[(int(k), v) for k, v in BENEFICIARY_LABELS.items()],
    )  # fmt: skip
    beneficiary_count = models.PositiveIntegerField(_("số được giúp"), null=True, blank=True)
    accepted_on = models.DateField(_("ngày xác nhận"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    subject_kind = models.PositiveSmallIntegerField(_("chủ thể"))
    counted = models.PositiveSmallIntegerField(_("được đếm"), default=0)

    class Meta:
        verbose_name = _("đóng góp")
        verbose_name_plural = _("đóng góp")
        ordering = ("day", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_scaled__gt=0), name="deeds_contribution_positive"
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="deeds_contribution_unit"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class Evidence(models.Model):
    """A photo or scan that shows a result, or the signed paper of a registration."""

    privacy: ClassVar = tagged(
        NONE, file=basic("shows what was done"), caption=basic("what the picture shows")
    )

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="evidence", verbose_name=_("bản đăng ký")
    )
    deed = models.ForeignKey(
        Deed, models.PROTECT, null=True, blank=True, related_name="evidence",
        verbose_name=_("việc làm theo"),
    )  # fmt: skip
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="evidence",
        verbose_name=_("kết quả"),
    )  # fmt: skip
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.caption or str(self.pk)
