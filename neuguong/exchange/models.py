"""Files that came in: who brought which file for which unit and year, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.exchange.rules import RunState
from neuguong.files.models import StoredFile
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

RUN_LABELS = {
    RunState.RECEIVED: _("chờ xem"),
    RunState.APPLIED: _("đã nhập"),
    RunState.DISCARDED: _("đã bỏ"),
}


class ImportRun(models.Model):
    """One file handed in for a unit and a year; `counts` are the figures read, never names.

    `corrections` holds what a person typed over cells before applying: {"sheet": {"E8": "text"}}.
    """

    privacy: ClassVar = tagged(
        NONE,
        file=basic("the list as its writer sent it", retention="until the year is closed"),
        corrections=basic("cells mended by hand", retention="until the year is closed"),
        by_name=basic("who brought the file"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    name = models.CharField(_("tên tệp"), max_length=160)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"),
        default=RunState.RECEIVED,
        choices=[(int(k), v) for k, v in RUN_LABELS.items()],
    )
    counts = models.JSONField(_("số liệu đọc được"), default=dict)
    corrections = models.JSONField(_("ô đã sửa"), default=dict)
    reason = models.TextField(_("lý do đính chính"), blank=True)
    by_id = models.BigIntegerField(_("số tài khoản nhập"), null=True, blank=True)
    by_name = models.CharField(_("người nhập"), max_length=160)
    received_at = models.DateTimeField(_("nhận lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập tệp")
        verbose_name_plural = _("lần nhập tệp")
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(fields=["unit", "year"], name="exchange_run_unit"),
            models.Index(fields=["sha256"], name="exchange_run_digest"),
        )

    def __str__(self) -> str:
        return self.name
