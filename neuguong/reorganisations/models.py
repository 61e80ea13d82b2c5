"""Reorganisations with their steps, and what every row was before, so that they can be undone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.org.rules import SECTOR_NUMBERS
from neuguong.reorganisations.rules import ReorganisationState, StepEntry, StepKind

STATE_LABELS = {
    ReorganisationState.DRAFT: _("bản thảo"),
    ReorganisationState.APPROVED: _("đã duyệt, chờ ngày hiệu lực"),
    ReorganisationState.APPLIED: _("đã áp dụng"),
    ReorganisationState.UNDONE: _("đã hoàn tác"),
}
STEP_LABELS = {
    StepKind.FOUND: _("lập mới"),
    StepKind.DISSOLVE: _("kết thúc"),
    StepKind.RENAME: _("đổi tên"),
    StepKind.RETYPE: _("đổi loại"),
    StepKind.RECODE: _("đổi mã"),
    StepKind.MOVE: _("chuyển"),
    StepKind.MERGE: _("hợp nhất"),
    StepKind.SPLIT: _("chia tách"),
}


class Reorganisation(models.Model):
    """Changes of the tree on one day by one decision."""

    privacy: ClassVar = tagged(
        NONE, signer=basic("prints on the record of the decision"),
        drafted_by_name=basic("who answers for the act"),
        approved_by_name=basic("who answers for the act"),
    )  # fmt: skip

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    title = models.CharField(_("tên phương án"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="reorganisations",
        verbose_name=_("trong nhánh của"),
    )  # fmt: skip
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decided_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=160, blank=True)
    effective_on = models.DateField(_("ngày có hiệu lực"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(s), label) for s, label in STATE_LABELS.items()], default=1
    )
    drafted_by_id = models.BigIntegerField(_("tài khoản người soạn"), null=True, blank=True)
    drafted_by_name = models.CharField(_("người soạn"), max_length=160, blank=True)
    approved_by_name = models.CharField(_("người duyệt"), max_length=160, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    hash_before = models.CharField(_("dấu của cây trước đó"), max_length=64, blank=True)
    hash_after = models.CharField(_("dấu của cây sau đó"), max_length=64, blank=True)
    hindrance = models.TextField(_("vì sao chưa áp dụng được"), blank=True)

    class Meta:
        verbose_name = _("phương án tổ chức lại")
        verbose_name_plural = _("phương án tổ chức lại")
        ordering = ("-effective_on", "-id")
        indexes = (models.Index(fields=["state", "effective_on"], name="reorganisation_due"),)

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One step of a reorganisation; units stand in it by slug, new ones by "+" and their key."""

    privacy: ClassVar = tagged(
        NONE, members=sensitive("shows where a member goes"),
    )  # fmt: skip

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="steps", verbose_name=_("phương án")
    )
    order = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(
        _("việc"), max_length=10, choices=[(k.value, label) for k, label in STEP_LABELS.items()]
    )
    units = models.JSONField(_("đơn vị"), default=list, blank=True)
    target = models.CharField(_("đơn vị nhận"), max_length=201, blank=True)
    parts = models.JSONField(_("các đơn vị kế thừa"), default=list, blank=True)
    under = models.CharField(_("đứng dưới"), max_length=201, blank=True)
    key = models.CharField(_("tên gọi trong phương án"), max_length=200, blank=True)
    slug = models.CharField(_("tên đường dẫn"), max_length=200, blank=True)
    name = models.CharField(_("tên mới"), max_length=200, blank=True)
    short_name = models.CharField(_("tên ngắn mới"), max_length=120, blank=True)
    type = models.CharField(_("loại mới"), max_length=40, blank=True)
    code = models.CharField(_("mã tổ chức mới"), max_length=40, blank=True)
    place = models.CharField(_("địa bàn"), max_length=200, blank=True)
    place_code = models.CharField(_("mã địa bàn"), max_length=20, blank=True)
    host_unit = models.CharField(_("cơ quan, thôn"), max_length=200, blank=True)
    sector = models.PositiveSmallIntegerField(
        _("khối"), default=0, choices=[(n, s) for s, n in SECTOR_NUMBERS.items()]
    )
    children = models.JSONField(_("đơn vị cấp dưới đi đâu"), default=dict, blank=True)
    members_to = models.CharField(_("thành viên đi đâu"), max_length=201, blank=True)
    members = models.JSONField(_("từng thành viên đi đâu"), default=dict, blank=True)
    ends_members = models.BooleanField(_("thôi sinh hoạt"), default=False)
    carries_grants = models.BooleanField(_("giao quyền ở đơn vị nhận"), default=False)

    class Meta:
        verbose_name = _("bước tổ chức lại")
        verbose_name_plural = _("bước tổ chức lại")
        ordering = ("reorganisation_id", "order")
        constraints = (
            models.UniqueConstraint(
                fields=["reorganisation", "order"], name="reorganisation_step_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reorganisation_id}/{self.order} {self.kind}"

    @property
    def entry(self) -> StepEntry:
        """The step as a value."""
        return StepEntry(
            StepKind(self.kind), tuple(self.units), self.target, tuple(self.parts), self.under,
            self.key, self.slug, self.name, self.short_name, self.type, self.code, self.place,
            self.place_code, self.host_unit, self.sector, self.children, self.members_to,
            self.members, self.ends_members, self.carries_grants,
        )  # fmt: skip


class Journal(models.Model):
    """A row before and after a reorganisation; nothing before is new, nothing after is gone.

    The whole life of a unit stands under `org.unit`, other rows under their own kind.
    """

    privacy: ClassVar = tagged(
        NONE, before=sensitive("gives a membership back when undone", retention="thirty days"),
        after=sensitive("tells whether a membership changed since", retention="thirty days"),
    )  # fmt: skip

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="journal", verbose_name=_("phương án")
    )
    kind = models.CharField(_("loại dòng"), max_length=40)
    row = models.BigIntegerField(_("dòng"))
    before = models.JSONField(_("trước"), null=True, blank=True)
    after = models.JSONField(_("sau"), null=True, blank=True)

    class Meta:
        verbose_name = _("dòng trước khi tổ chức lại")
        verbose_name_plural = _("dòng trước khi tổ chức lại")
        ordering = ("reorganisation_id", "id")
        indexes = (
            models.Index(fields=["reorganisation", "kind"], name="reorganisation_journal_kind"),
            models.Index(fields=["kind", "row"], name="reorganisation_journal_row"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
