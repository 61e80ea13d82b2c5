"""What people asked about their data, what must be kept all the same, who was forgotten."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.lib.sealed import EncryptedText
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.privacy.rules import CHANNEL_LABELS, CLOCKS, REQUEST_STATES, RequestState


class DataRequest(models.Model):
    """What somebody asked about their data: by when it is answered, who does it, what came of it."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who asks", basis="duty", retention="requests"),
        asker=basic("who asks, where they have no record", basis="duty", retention="requests"),
        note=sensitive("what is asked", basis="duty", retention="requests"),
        answer=sensitive("what was answered", basis="duty", retention="requests"),
        proof=sensitive("what was done", basis="duty", retention="requests"),
        entered_by_name=basic("who took it in", basis="duty", retention="requests"),
        assigned_name=basic("who answers for it", basis="duty", retention="requests"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    kind = models.CharField(
        _("yêu cầu"), max_length=10, choices=[(k.value, c.label) for k, c in CLOCKS.items()]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("nơi nhận"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    asker = models.CharField(_("người yêu cầu"), max_length=160, blank=True)
    channel = models.CharField(
        _("cách gửi"), max_length=10, choices=[(c.value, v) for c, v in CHANNEL_LABELS.items()]
    )
    note = EncryptedText(_("nội dung yêu cầu"), blank=True)
    third_party = models.BooleanField(_("phải nhờ bên thứ ba"), default=False)
    received_on = models.DateField(_("ngày nhận"))
    answer_by = models.DateField(_("hạn trả lời đã nhận"))
    fulfil_by = models.DateField(_("hạn giải quyết"))
    extended_on = models.DateField(_("ngày gia hạn"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, default=RequestState.RECEIVED.value,
        choices=[(state.value, label) for state, label in REQUEST_STATES.items()],
    )  # fmt: skip
    answered_on = models.DateField(_("ngày trả lời đã nhận"), null=True, blank=True)
    closed_on = models.DateField(_("ngày khép lại"), null=True, blank=True)
    answer = EncryptedText(_("câu trả lời"), blank=True)
    proof = EncryptedText(_("việc đã làm"), blank=True)
    entered_by_id = models.BigIntegerField(_("tài khoản người nhận"), null=True, blank=True)
    entered_by_name = models.CharField(_("người nhận"), max_length=160)
    assigned_id = models.BigIntegerField(_("tài khoản người giải quyết"), null=True, blank=True)
    assigned_name = models.CharField(_("người giải quyết"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu")
        verbose_name_plural = _("yêu cầu về dữ liệu")
        ordering = ("fulfil_by", "id")
        indexes = (
            models.Index(fields=["unit", "state", "fulfil_by"], name="privacy_request_due"),
            models.Index(fields=["person"], name="privacy_request_person"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.received_on}"


class Hold(models.Model):
    """That a person's data must be kept until a day, or until further notice, and why."""

    privacy: ClassVar = tagged(
        NONE, person=sensitive("whose data is held", basis="duty"),
        reason=sensitive("why it is held", basis="duty"), by_name=basic("who held it"),
    )  # fmt: skip

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    reason = models.CharField(_("lý do phải giữ"), max_length=300)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=160)

    class Meta:
        verbose_name = _("lệnh giữ dữ liệu")
        verbose_name_plural = _("lệnh giữ dữ liệu")
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="privacy_hold_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.since}"


class Forgetting(models.Model):
    """That a person was forgotten: when, why, and how much was taken away; never their name."""

    privacy: ClassVar = tagged(NONE, by_name=basic("who did it", basis="duty"))

    person = models.OneToOneField(Person, models.PROTECT, related_name="+", verbose_name=_("người"))
    at = models.DateTimeField(_("lúc"))
    reason = models.CharField(_("lý do"), max_length=300)
    counts = models.JSONField(_("đã bỏ"), default=dict)
    by_id = models.BigIntegerField(_("số tài khoản"), null=True, blank=True)
    by_name = models.CharField(_("người làm"), max_length=160)

    class Meta:
        verbose_name = _("lần xóa tên")
        verbose_name_plural = _("lần xóa tên")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.person_id}"
