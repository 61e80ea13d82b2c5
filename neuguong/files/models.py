"""Stored bytes: one row per upload; the bytes lie in the storage under their own hash, once."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.files.rules import Kind
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged

_EVIDENCE: Final = basic("evidence may show or name people", retention="with the record it proves")
_WHO: Final = basic("answer for who handed the file in", retention="with the record it proves")
KIND_LABELS: Final = {
    Kind.PHOTO: _("ảnh"),
    Kind.PDF: _("bản quét PDF"),
    Kind.WORKBOOK: _("bảng tính"),
}


def path_of(sha256: str) -> str:
    """Where bytes with this hash lie in the storage."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class StoredFile(models.Model):
    """A photo, scan or workbook as it is kept; `source_sha256` is the hash of what was handed in."""

    privacy: ClassVar = tagged(
        NONE,
        sha256=_EVIDENCE,
        source_sha256=_EVIDENCE,
        thumbnail_sha256=_EVIDENCE,
        original_name=_EVIDENCE,
        by_id=_WHO,
        by_name=_WHO,
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    kind = models.CharField(
        _("loại"), max_length=8, choices=[(str(kind), label) for kind, label in KIND_LABELS.items()]
    )
    mime = models.CharField(_("kiểu"), max_length=80)
    sha256 = models.CharField(_("mã băm"), max_length=64)
    source_sha256 = models.CharField(_("mã băm bản gửi lên"), max_length=64)
    size = models.PositiveIntegerField(_("cỡ (byte)"))
    width = models.PositiveIntegerField(_("rộng (điểm ảnh)"), null=True)
    height = models.PositiveIntegerField(_("cao (điểm ảnh)"), null=True)
    thumbnail_sha256 = models.CharField(_("mã băm ảnh nhỏ"), max_length=64, blank=True)
    original_name = models.CharField(_("tên tệp"), max_length=120)
    created_at = models.DateTimeField(_("nhận lúc"), default=timezone.now)
    by_id = models.BigIntegerField(_("số tài khoản"), null=True)
    by_name = models.CharField(_("người gửi"), max_length=160)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="photo", width__gt=0, height__gt=0) | ~Q(kind="photo"),
                name="files_photo_has_size",
            ),
        )
        indexes = (
            models.Index(fields=["sha256"], name="files_sha256"),
            models.Index(fields=["source_sha256"], name="files_source_sha256"),
            models.Index(
                fields=["thumbnail_sha256"],
                condition=~Q(thumbnail_sha256=""),
                name="files_thumbnail",
            ),
        )

    def __str__(self) -> str:
        return self.original_name

    @property
    def path(self) -> str:
        """Where its bytes lie in the storage."""
        return path_of(self.sha256)

    @property
    def thumbnail_path(self) -> str:
        """Where its small picture lies, or "" when it has none."""
        return path_of(self.thumbnail_sha256) if self.thumbnail_sha256 else ""
