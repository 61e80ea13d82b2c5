"""The calendar of duties: deadlines as rows, who owes which, and whom to call."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.duties.rules import DutyKind, DutyState, Owes, Rhythm
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit

KIND_LABELS = {
    DutyKind.PLAN: _("Gửi kế hoạch năm"),
    DutyKind.REGISTRATION: _("Đăng ký việc làm theo"),
    DutyKind.MEETING: _("Sinh hoạt thường kỳ"),
    DutyKind.THEME: _("Sinh hoạt chuyên đề"),
    DutyKind.REPORT: _("Gửi báo cáo"),
    DutyKind.OTHER: _("Việc khác"),
}
OWES_LABELS = {
    Owes.CELLS: _("mọi chi bộ trong nhánh"),
    Owes.GRASSROOTS: _("mọi tổ chức cơ sở đảng trong nhánh"),
    Owes.CHILDREN: _("các đơn vị trực thuộc"),
}
RHYTHM_LABELS = {
    Rhythm.ONCE: _("một lần trong năm"),
    Rhythm.MONTHLY: _("mỗi tháng"),
    Rhythm.QUARTERLY: _("mỗi quý"),
}
STATE_LABELS = {
    DutyState.OPEN: _("Chưa làm"),
    DutyState.DONE: _("Đúng hạn"),
    DutyState.LATE: _("Đã làm, muộn"),
    DutyState.EXCUSED: _("Được miễn"),
}


class DutyRule(models.Model):
    """One deadline of a year, set by a unit for those beneath it."""

    privacy: ClassVar = tagged(NONE, set_by_name=basic("who set the deadline"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="duty_rules", verbose_name=_("đơn vị đặt")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.PositiveSmallIntegerField(
        _("loại việc"), choices=[(int(k), v) for k, v in KIND_LABELS.items()]
    )
    title = models.CharField(_("tên hạn"), max_length=160)
    owes = models.PositiveSmallIntegerField(
        _("ai phải làm"), choices=[(int(k), v) for k, v in OWES_LABELS.items()]
    )
    rhythm = models.PositiveSmallIntegerField(
        _("nhịp"), choices=[(int(k), v) for k, v in RHYTHM_LABELS.items()]
    )
    due_on = models.DateField(_("ngày hạn"), null=True, blank=True)
    days_after = models.PositiveSmallIntegerField(_("số ngày sau kỳ"), default=0)
    remind_days = models.PositiveSmallIntegerField(_("nhắc trước (ngày)"), default=5)
    escalate_days = models.PositiveSmallIntegerField(_("báo cấp trên sau (ngày)"), default=3)
    ended_on = models.DateField(_("ngày thôi"), null=True, blank=True)
    set_by_name = models.CharField(_("người đặt"), max_length=160)

    class Meta:
        verbose_name = _("hạn trong năm")
        verbose_name_plural = _("hạn trong năm")
        ordering = ("rhythm", "due_on", "id")

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """What one unit owes once: by when, whether it did, whether somebody was told.

    `month` is empty until it is done or its day is over: only then is it counted.
    """

    privacy: ClassVar = tagged(
        NONE,
        marked_by_name=basic("who says that it is done"),
        excuse=basic("why it need not be done; may name people"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    rule = models.ForeignKey(DutyRule, models.PROTECT, related_name="duties", verbose_name=_("hạn"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="duties", verbose_name=_("đơn vị phải làm")
    )
    kind = models.PositiveSmallIntegerField(
        _("loại việc"), choices=[(int(k), v) for k, v in KIND_LABELS.items()]
    )
    period = models.CharField(_("kỳ"), max_length=9)
    due_on = models.DateField(_("hạn"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=[(int(k), v) for k, v in STATE_LABELS.items()],
        default=DutyState.OPEN,
    )  # fmt: skip
    done_on = models.DateField(_("ngày làm xong"), null=True, blank=True)
    month = models.PositiveIntegerField(_("tháng tính số"), null=True, blank=True)
    reminded_on = models.DateField(_("ngày nhắc"), null=True, blank=True)
    escalated_on = models.DateField(_("ngày báo cấp trên"), null=True, blank=True)
    excuse = models.CharField(_("lý do miễn"), max_length=300, blank=True)
    marked_by_name = models.CharField(_("người đánh dấu"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("việc phải làm")
        verbose_name_plural = _("việc phải làm")
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["rule", "unit", "period"], name="duties_duty_once"),
        )
        indexes = (
            models.Index(fields=["unit", "month"], name="duties_duty_month"),
            models.Index(fields=["state", "due_on"], name="duties_duty_open"),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.period}"


class DutyContact(models.Model):
    """Whom to call or write to about what a unit owes."""

    privacy: ClassVar = tagged(
        NONE,
        name=basic("who answers for the unit's papers"),
        phone=basic("where they are called"),
        email=basic("where they are written to"),
    )

    unit = models.OneToOneField(
        Unit, models.PROTECT, related_name="duty_contact", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("người nhận nhắc"), max_length=160)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)

    class Meta:
        verbose_name = _("đầu mối nhận nhắc")
        verbose_name_plural = _("đầu mối nhận nhắc")

    def __str__(self) -> str:
        return self.name
