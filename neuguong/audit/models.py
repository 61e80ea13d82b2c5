"""The log of acts and of reads of personal records: rows are added, never changed or removed."""

from typing import ClassVar, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged

_WHO: Final = basic("answer for who did what", basis="duty", retention="audit")
_ABOUT: Final = sensitive("answer for what was done to whom", basis="duty", retention="audit")


class AuditEntry(models.Model):
    """One act or one read, as it was that day: names are copied, so the entry outlives accounts.

    What names a person stands in columns of its own (`by_name`, `subject_label`, `reason`, `detail`),
    apart from what happened, so that a seal can cover the two separately.
    """

    privacy: ClassVar = tagged(
        NONE,
        by_id=_WHO,
        by_name=_WHO,
        subject_id=_ABOUT,
        subject_label=_ABOUT,
        person_id=_ABOUT,
        part=_ABOUT,
        reason=_ABOUT,
        detail=_ABOUT,
    )

    WRITE: Final = "write"
    READ: Final = "read"

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    kind = models.CharField(
        _("loại"), max_length=5, default=WRITE, choices=[(WRITE, _("ghi")), (READ, _("xem"))]
    )
    by_id = models.BigIntegerField(_("số tài khoản"), null=True)
    by_name = models.CharField(_("người thực hiện"), max_length=160)
    act = models.CharField(_("việc làm"), max_length=80)
    subject_type = models.CharField(_("loại đối tượng"), max_length=80, blank=True)
    subject_id = models.BigIntegerField(_("số đối tượng"), null=True)
    subject_label = models.CharField(_("đối tượng"), max_length=200, blank=True)
    unit_id = models.BigIntegerField(_("số đơn vị"), null=True)
    person_id = models.BigIntegerField(_("số người được xem"), null=True)
    part = models.CharField(_("phần được xem"), max_length=80, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    detail = models.JSONField(_("chi tiết"), default=dict, encoder=DjangoJSONEncoder)
    bulk_count = models.PositiveIntegerField(_("số bản ghi"), null=True)
    bulk_sha256 = models.CharField(_("mã băm danh sách"), max_length=64, blank=True)

    class Meta:
        db_table = "audit_entry"
        verbose_name = _("mục nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="write") | Q(kind="read", person_id__isnull=False),
                name="audit_entry_read_names_whom",
            ),
            models.CheckConstraint(
                condition=Q(bulk_count=None, bulk_sha256="")
                | Q(bulk_count__isnull=False) & ~Q(bulk_sha256=""),
                name="audit_entry_bulk_has_digest",
            ),
        )
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_entry_subject"),
            models.Index(
                fields=["person_id", "id"], condition=Q(kind="read"), name="audit_entry_reads"
            ),
            models.Index(fields=["unit_id", "id"], name="audit_entry_unit"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.act} {self.subject_label}".rstrip()
