"""A unit's plan of a year, its tasks, and the versions that were approved."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.plans.rules import Grade, PlanState, TaskKind, TaskState
from neuguong.programme.models import BasisDocument

STATE_LABELS = {
    PlanState.DRAFT: _("Đang soạn"),
    PlanState.SUBMITTED: _("Chờ duyệt"),
    PlanState.RETURNED: _("Trả lại"),
    PlanState.APPROVED: _("Đã duyệt"),
    PlanState.AMENDING: _("Đang sửa, bổ sung"),
}
KIND_LABELS = {
    TaskKind.TASK: _("nhiệm vụ"),
    TaskKind.BREAKTHROUGH: _("nội dung đột phá"),
    TaskKind.MODEL: _("mô hình"),
}
TASK_STATE_LABELS = {
    TaskState.PLANNED: _("Chưa làm"),
    TaskState.DOING: _("Đang làm"),
    TaskState.DONE: _("Đã xong"),
    TaskState.DROPPED: _("Thôi làm"),
}


class Plan(models.Model):
    """What a unit means to do this year, adopted from the plan above it.

    `counted` is 1 once a version was approved, and stays so while the next is written; such a plan is
    in force on the days `[force_from, force_to)`. `grade` is copied so that it can be counted.
    """

    privacy: ClassVar = tagged(
        NONE,
        written_by_name=basic("who wrote the plan"),
        approved_by_name=basic("who approved the plan"),
        purpose=basic("words of the plan; may name people"),
        measures_text=basic("words of the plan; may name people"),
        return_reason=basic("why it was given back"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("kế hoạch cấp trên"),
    )  # fmt: skip
    title = models.CharField(_("tên kế hoạch"), max_length=300)
    theme = models.TextField(_("chuyên đề, chủ đề của năm"), blank=True)
    purpose = models.TextField(_("mục đích, yêu cầu"), blank=True)
    measures_text = models.TextField(_("tổ chức thực hiện"), blank=True)
    head_sets_example = models.BooleanField(
        _("người đứng đầu đăng ký ít nhất một việc nêu gương"), default=True
    )
    basis = models.ManyToManyField(BasisDocument, blank=True, verbose_name=_("căn cứ"))
    number = models.CharField(_("số văn bản"), max_length=20, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    below_due_on = models.DateField(_("hạn cấp dưới gửi kế hoạch"), null=True, blank=True)
    assigned_on = models.DateField(_("ngày cấp trên giao"), null=True, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=PlanState.DRAFT,
        choices=[(int(k), v) for k, v in STATE_LABELS.items()],
    )  # fmt: skip
    state_on = models.DateField(_("ngày đổi trạng thái"))
    submitted_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    approved_on = models.DateField(_("ngày duyệt"), null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    written_by_name = models.CharField(_("người soạn"), max_length=160, blank=True)
    approved_by_name = models.CharField(_("người duyệt"), max_length=160, blank=True)
    version = models.PositiveSmallIntegerField(_("bản đã duyệt thứ"), default=0)
    counted = models.PositiveSmallIntegerField(_("được đếm"), default=0)
    grade = models.PositiveSmallIntegerField(_("bậc tổ chức"), default=Grade.OTHER)
    force_from = models.DateField(_("có hiệu lực từ"))
    force_to = models.DateField(_("hết hiệu lực từ"))

    class Meta:
        verbose_name = _("kế hoạch năm")
        verbose_name_plural = _("kế hoạch năm")
        ordering = ("-year", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="plans_plan_once"),
            models.CheckConstraint(
                condition=Q(counted=0, version=0) | Q(counted=1, version__gte=1),
                name="plans_plan_counted_has_version",
            ),
            models.CheckConstraint(
                condition=Q(force_to__gte=F("force_from")), name="plans_plan_days_in_order"
            ),
        )
        indexes = (
            models.Index(fields=["year", "state"], name="plans_plan_year_state"),
            models.Index(fields=["force_from"], name="plans_plan_from"),
            models.Index(fields=["force_to"], name="plans_plan_to"),
        )

    def __str__(self) -> str:
        return self.title


class PlanTask(models.Model):
    """One line of a plan: what for, in which steps, how, who, until when, and by what one sees it."""

    privacy: ClassVar = tagged(
        NONE,
        objective=basic("what is to be done; may name people"),
        roadmap=basic("steps; may name people"),
        solution=basic("how; may name people"),
        person=basic("who answers for the task"),
        person_words=basic("who answers for the task, as written"),
        indicator=basic("what shows that it is done; may name people"),
        note=basic("what has come of it; may name people"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="tasks", verbose_name=_("kế hoạch năm")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    kind = models.PositiveSmallIntegerField(
        _("loại"), default=TaskKind.TASK, choices=[(int(k), v) for k, v in KIND_LABELS.items()]
    )
    objective = models.CharField(_("mục tiêu, nội dung"), max_length=600)
    roadmap = models.TextField(_("lộ trình"), blank=True)
    solution = models.TextField(_("giải pháp"), blank=True)
    indicator = models.CharField(_("chỉ tiêu, sản phẩm"), max_length=300, blank=True)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("người phụ trách"),
    )  # fmt: skip
    person_words = models.CharField(_("người, bộ phận phụ trách"), max_length=200, blank=True)
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies",
        verbose_name=_("nhận từ nhiệm vụ"),
    )  # fmt: skip
    term_target = models.ForeignKey(
        "plans.PlanTarget", models.SET_NULL, null=True, blank=True, related_name="tasks",
        verbose_name=_("chỉ tiêu nhiệm kỳ"),
    )  # fmt: skip
    state = models.PositiveSmallIntegerField(
        _("tiến độ"), default=TaskState.PLANNED,
        choices=[(int(k), v) for k, v in TASK_STATE_LABELS.items()],
    )  # fmt: skip
    state_on = models.DateField(_("ngày ghi tiến độ"), null=True, blank=True)
    note = models.TextField(_("ghi chú tiến độ"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    counted = models.PositiveSmallIntegerField(_("được đếm"), default=0)

    class Meta:
        verbose_name = _("nhiệm vụ trong kế hoạch")
        verbose_name_plural = _("nhiệm vụ trong kế hoạch")
        ordering = ("plan_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="plans_task_number_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="plans_task_unit_month"),)

    def __str__(self) -> str:
        return self.objective


class PlanVersion(models.Model):
    """A version as it was approved, kept whole when the plan is changed afterwards."""

    privacy: ClassVar = tagged(
        NONE,
        content=basic("the plan as it was; may name people"),
        approved_by_name=basic("who approved the plan"),
        reason=basic("why it was changed afterwards"),
    )

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="versions", verbose_name=_("kế hoạch năm")
    )
    version = models.PositiveSmallIntegerField(_("bản thứ"))
    approved_on = models.DateField(_("ngày duyệt"))
    approved_by_name = models.CharField(_("người duyệt"), max_length=160)
    reason = models.CharField(_("lý do sửa sau đó"), max_length=400, blank=True)
    content = models.JSONField(_("nội dung"))

    class Meta:
        verbose_name = _("bản kế hoạch đã duyệt")
        verbose_name_plural = _("bản kế hoạch đã duyệt")
        ordering = ("plan_id", "version")
        constraints = (
            models.UniqueConstraint(fields=["plan", "version"], name="plans_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.version}"
