"""Good models, how they look, and who does the same."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.files.models import StoredFile
from neuguong.honours.models.roll import HonourField
from neuguong.honours.rules.examples import MODEL_LABELS, STATE_LABELS, ModelState
from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

_KINDS = [(int(kind), label) for kind, label in MODEL_LABELS.items()]


class GoodModel(models.Model):
    """A way of doing that others can take over; it counts in the month it is recognised."""

    privacy: ClassVar = tagged(
        NONE,
        how=basic("how it works; may name people"),
        result=basic("what came of it; may name people"),
        reason=basic("why it ended"),
        by_name=basic("who wrote it"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="good_models", verbose_name=_("đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.PositiveSmallIntegerField(_("loại"), choices=_KINDS)
    field = models.ForeignKey(
        HonourField, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực")
    )
    title = models.CharField(_("tên mô hình"), max_length=200)
    search = KeyField(_("khóa tìm"), max_length=260)
    how = models.TextField(_("cách làm"), max_length=4000)
    result = models.CharField(_("kết quả"), max_length=1000, blank=True)
    place = models.CharField(_("nơi làm"), max_length=200, blank=True)
    started_on = models.DateField(_("bắt đầu từ"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=ModelState.DRAFT,
        choices=[(int(s), label) for s, label in STATE_LABELS.items()],
    )  # fmt: skip
    decision = models.CharField(_("văn bản công nhận"), max_length=200, blank=True)
    recognised_on = models.DateField(_("ngày công nhận"), null=True, blank=True)
    ended_on = models.DateField(_("ngày thôi"), null=True, blank=True)
    reason = models.CharField(_("lý do thôi"), max_length=400, blank=True)
    is_open = models.BooleanField(_("cho đơn vị khác xem"), default=False)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("mô hình hay")
        verbose_name_plural = _("mô hình hay")
        ordering = ("-year", "title", "id")
        indexes = (models.Index(fields=["unit", "month"], name="honours_model_unit_month"),)

    def __str__(self) -> str:
        return self.title


class ModelPhoto(models.Model):
    """A photo that shows a model at work."""

    privacy: ClassVar = tagged(
        NONE, file=basic("may show people"), caption=basic("what the picture shows")
    )

    model = models.ForeignKey(
        GoodModel, models.PROTECT, related_name="photos", verbose_name=_("mô hình hay")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)
    is_open = models.BooleanField(_("cho nơi khác xem"), default=False)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("ảnh mô hình")
        verbose_name_plural = _("ảnh mô hình")
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.caption or str(self.pk)


class Adoption(models.Model):
    """Another unit does the same: since when, and with what result; it counts at that unit."""

    privacy: ClassVar = tagged(
        NONE, result=basic("what came of it; may name people"), by_name=basic("who wrote it")
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    model = models.ForeignKey(
        GoodModel, models.PROTECT, related_name="adoptions", verbose_name=_("mô hình hay")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="model_adoptions", verbose_name=_("đơn vị làm theo")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.PositiveSmallIntegerField(_("loại"), choices=_KINDS)
    since = models.DateField(_("làm theo từ"))
    result = models.CharField(_("kết quả ở đơn vị"), max_length=1000, blank=True)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("việc làm theo mô hình")
        verbose_name_plural = _("việc làm theo mô hình")
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(fields=["model", "unit"], name="honours_adoption_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="honours_adoption_unit_month"),)

    def __str__(self) -> str:
        return f"{self.model_id} → {self.unit_id}"
