"""Work for later: one row per job, made in the transaction of the act that asks for it."""

from typing import ClassVar, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged

_WHO: Final = basic("show the job to the one who asked", basis="duty", retention="jobs")
_WORK: Final = basic("do the work and tell its outcome", basis="duty", retention="jobs")


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("đang chờ")
    RUNNING = "running", _("đang làm")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không làm được")


OPEN_STATES: Final = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """One piece of work: what to call with which arguments, who asked, how far it is, how it ended."""

    privacy: ClassVar = tagged(
        NONE,
        args=_WORK,
        progress_text=_WORK,
        error=_WORK,
        result=_WORK,
        asked_by_id=_WHO,
        asked_by_name=_WHO,
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    name = models.CharField(_("việc"), max_length=80)
    unique_key = models.CharField(_("khóa không trùng"), max_length=200, blank=True)
    args = models.JSONField(_("tham số"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("trạng thái"), max_length=7, choices=State.choices, default=State.QUEUED
    )
    progress_done = models.PositiveIntegerField(_("đã làm"), default=0)
    progress_total = models.PositiveIntegerField(_("tổng số"), null=True)
    progress_text = models.CharField(_("đang làm gì"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần đã thử"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("số lần được thử"), default=3)
    error_code = models.CharField(_("mã lỗi"), max_length=80, blank=True)
    error = models.TextField(_("lỗi"), blank=True)
    result = models.JSONField(_("kết quả"), default=dict, encoder=DjangoJSONEncoder)
    asked_by_id = models.BigIntegerField(_("số tài khoản"), null=True)
    asked_by_name = models.CharField(_("người yêu cầu"), max_length=160, blank=True)
    run_after = models.DateTimeField(_("không làm trước"), default=timezone.now)
    heartbeat_at = models.DateTimeField(_("còn sống lúc"), null=True)
    created_at = models.DateTimeField(_("yêu cầu lúc"), default=timezone.now)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True)
    finished_at = models.DateTimeField(_("kết thúc lúc"), null=True)

    class Meta:
        verbose_name = _("việc nền")
        verbose_name_plural = _("việc nền")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=~Q(unique_key="") & Q(state__in=["queued", "running"]),
                name="jobs_one_open_job_per_key",
            ),
        )
        indexes = (
            models.Index(
                fields=["run_after", "id"], condition=Q(state="queued"), name="jobs_waiting"
            ),
            models.Index(
                fields=["heartbeat_at"], condition=Q(state="running"), name="jobs_running"
            ),
            models.Index(fields=["asked_by_id", "id"], name="jobs_asked_by"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.uid} ({self.state})"

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being worked on."""
        return self.state in OPEN_STATES
