"""Scans of signed paper whose registration is not known yet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.files.models import StoredFile
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit


class LooseScan(models.Model):
    """A scan that came in without a code that says whose it is; it waits for somebody to say so."""

    privacy: ClassVar = tagged(NONE, file=basic("the signed paper of a registrant"))

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị nhận bản quét")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    why = models.CharField(_("vì sao chưa gắn"), max_length=400)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("bản quét chưa gắn")
        verbose_name_plural = _("bản quét chưa gắn")
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.why
