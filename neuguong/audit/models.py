"""The log of acts and of reads of personal records: rows are added, never changed or removed.

What happened stands in `audit_entry`, what names people beside it in `audit_personal`, from where
someone signed in in `audit_origin`; `audit_seal` chains the entries one after another.
"""

import json
from typing import Any, ClassVar, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.audit.rules import Trust
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged

_WHO: Final = basic("answer for who did what", basis="duty", retention="audit")
_ABOUT: Final = sensitive("answer for what was done to whom", basis="duty", retention="audit")
_WHENCE: Final = basic("find misuse of an account", basis="duty", retention="address")


class EntryManager(models.Manager["AuditEntry"]):
    """Brings the personal part along."""

    def get_queryset(self) -> models.QuerySet["AuditEntry"]:
        """Entries with their personal part, if it was not erased."""
        return super().get_queryset().select_related("personal")


class AuditEntry(models.Model):
    """One act, one read or one sign-in, as it was that day.

    Names are copied, so the entry outlives accounts. What names a person stands in a row of its own,
    which can be erased alone; `personal_sha256` is the digest of that row with its salt.
    """

    privacy: ClassVar = tagged(
        NONE,
        by_id=_WHO,
        subject_id=_ABOUT,
        person_id=_ABOUT,
        part=_ABOUT,
    )

    WRITE: Final = "write"
    READ: Final = "read"
    DOOR: Final = "door"

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    kind = models.CharField(
        _("loại"),
        max_length=5,
        default=WRITE,
        choices=[(WRITE, _("ghi")), (READ, _("xem")), (DOOR, _("ra vào"))],
    )
    by_id = models.BigIntegerField(_("số tài khoản"), null=True)
    act = models.CharField(_("việc làm"), max_length=80)
    subject_type = models.CharField(_("loại đối tượng"), max_length=80, blank=True)
    subject_id = models.BigIntegerField(_("số đối tượng"), null=True)
    unit_id = models.BigIntegerField(_("số đơn vị"), null=True)
    person_id = models.BigIntegerField(_("số người được xem"), null=True)
    part = models.CharField(_("phần được xem"), max_length=80, blank=True)
    bulk_count = models.PositiveIntegerField(_("số bản ghi"), null=True)
    bulk_sha256 = models.CharField(_("mã băm danh sách"), max_length=64, blank=True)
    personal_sha256 = models.CharField(_("mã băm phần về người"), max_length=64)
    mark = models.CharField(_("dấu của phần mềm"), max_length=64)

    objects = EntryManager()

    class Meta:
        db_table = "audit_entry"
        verbose_name = _("mục nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="read")
                | Q(person_id__isnull=False)
                | Q(bulk_count__isnull=False),
                name="audit_entry_read_says_of_whom",
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
            models.Index(fields=["by_id", "id"], name="audit_entry_by"),
            models.Index(fields=["at"], name="audit_entry_at"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.act} {self.subject_label}".rstrip()

    @property
    def about(self) -> "AuditPersonal | None":
        """The personal part; None once it was erased."""
        try:
            return self.personal
        except ObjectDoesNotExist:
            return None

    @property
    def by_name(self) -> str:
        """Who did it, by the name of that day."""
        return self.about.by_name if self.about else ""

    @property
    def subject_label(self) -> str:
        """On what, in the words of that day."""
        return self.about.subject_label if self.about else ""

    @property
    def reason(self) -> str:
        """Why, in the words of the one who did it."""
        return self.about.reason if self.about else ""

    @property
    def detail(self) -> dict[str, Any]:
        """What belongs to the act, by name."""
        found: dict[str, Any] = json.loads(self.about.detail_json) if self.about else {}
        return found


class AuditPersonal(models.Model):
    """What an entry says of people, with the salt of its digest; never changed, but it can be erased."""

    privacy: ClassVar = tagged(
        NONE, by_name=_WHO, subject_label=_ABOUT, reason=_ABOUT, detail_json=_ABOUT
    )

    # No constraint in the database: the verifier looks for what lost its other half.
    entry = models.OneToOneField(
        AuditEntry, models.DO_NOTHING, primary_key=True, related_name="personal",
        db_constraint=False, verbose_name=_("mục nhật ký"),
    )  # fmt: skip
    salt = models.CharField(_("muối"), max_length=32)
    by_name = models.CharField(_("người thực hiện"), max_length=160)
    subject_label = models.CharField(_("đối tượng"), max_length=200, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    # Text, not JSON: its digest is that of these very letters, which PostgreSQL would set anew.
    detail_json = models.TextField(_("chi tiết"), default="{}")

    class Meta:
        db_table = "audit_personal"
        verbose_name = _("phần về người của mục nhật ký")
        verbose_name_plural = _("phần về người của nhật ký")

    def __str__(self) -> str:
        return f"{self.by_name} {self.subject_label}".rstrip()


class AuditOrigin(models.Model):
    """From which address someone came to the door; forgotten after some weeks, and no seal covers it."""

    privacy: ClassVar = tagged(NONE, address=_WHENCE)

    entry = models.OneToOneField(
        AuditEntry, models.DO_NOTHING, primary_key=True, related_name="origin",
        db_constraint=False, verbose_name=_("mục nhật ký"),
    )  # fmt: skip
    address = models.CharField(_("địa chỉ"), max_length=45)
    at = models.DateTimeField(_("lúc"), db_index=True)

    class Meta:
        db_table = "audit_origin"
        verbose_name = _("nơi đăng nhập")
        verbose_name_plural = _("nơi đăng nhập")

    def __str__(self) -> str:
        return self.address


class AuditSeal(models.Model):
    """The seal of one entry; `hash` covers the hash before it, so that no entry can be changed alone."""

    privacy: ClassVar = tagged(NONE)

    position = models.BigIntegerField(_("thứ tự"), primary_key=True)
    entry_id = models.BigIntegerField(_("số mục nhật ký"), unique=True)
    sealed_at = models.DateTimeField(_("niêm phong lúc"), db_index=True)
    trust = models.PositiveSmallIntegerField(
        _("nguồn gốc"), choices=[(trust.value, trust.name) for trust in Trust]
    )
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        db_table = "audit_seal"
        verbose_name = _("niêm phong")
        verbose_name_plural = _("niêm phong")

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"


class AuditSealer(models.Model):
    """How far the sealer has come: the only row that it writes again, and nobody else does.

    Up to `floor` every entry is sealed or will never come. Up to `mark` this will be so when the
    transactions in `running` have ended. `position` is that of the last seal.
    """

    privacy: ClassVar = tagged(NONE)

    floor = models.BigIntegerField(_("đã niêm phong đến"), default=0)
    mark = models.BigIntegerField(_("mốc chờ"), default=0)
    running = models.JSONField(_("giao dịch còn chạy"), default=list)
    position = models.BigIntegerField(_("niêm phong cuối"), default=0)

    class Meta:
        db_table = "audit_sealer"
        verbose_name = _("máy niêm phong")
        verbose_name_plural = _("máy niêm phong")

    def __str__(self) -> str:
        return f"{self.position}"
