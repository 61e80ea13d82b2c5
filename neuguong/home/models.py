"""What this room keeps: what the last look over the data found."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.column import KeyField
from neuguong.lib.privacy import NONE, basic, tagged


class DataLook(models.Model):
    """One look over all data: when, how long it took, how much each check found."""

    privacy: ClassVar = tagged(NONE)

    at = models.DateTimeField(_("lúc"))
    seconds = models.FloatField(_("giây"))
    counts = models.JSONField(_("số chỗ theo mục"), default=dict)

    class Meta:
        verbose_name = _("lần soát dữ liệu")
        verbose_name_plural = _("lần soát dữ liệu")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class DataFault(models.Model):
    """One row that the last look found at fault: which check, where it stands, what opens it."""

    privacy: ClassVar = tagged(NONE, words=basic("tell an account from others", basis="duty"))

    code = models.CharField(_("mục soát"), max_length=40)
    path = KeyField(_("đường trên cây"), max_length=80, blank=True)
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    kind = models.CharField(_("loại bản ghi"), max_length=20)
    target = models.CharField(_("khóa bản ghi"), max_length=200)
    words = models.CharField(_("dấu nhận biết"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("chỗ cần xem")
        verbose_name_plural = _("chỗ cần xem")
        ordering = ("code", "id")
        indexes = (models.Index(fields=["code", "path"], name="home_fault_code_path"),)

    def __str__(self) -> str:
        return f"{self.code} {self.unit_name}"
