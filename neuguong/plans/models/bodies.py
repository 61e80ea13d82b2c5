"""Steering committees and assisting sections: set up by a decision, with members and working rules."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.files.models import StoredFile
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.plans.rules import BodyKind, SeatRole

BODY_LABELS = {
    BodyKind.STEERING: _("Ban Chỉ đạo"),
    BodyKind.ASSISTING: _("Bộ phận giúp việc"),
}
ROLE_LABELS = {
    SeatRole.HEAD: _("Trưởng ban"),
    SeatRole.DEPUTY: _("Phó Trưởng ban"),
    SeatRole.SECRETARY: _("Thư ký"),
    SeatRole.MEMBER: _("Thành viên"),
}


class Body(models.Model):
    """A steering committee or assisting section, on the days `[valid_from, valid_to)`."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name=_("đơn vị"))
    kind = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in BODY_LABELS.items()]
    )
    name = models.CharField(_("tên"), max_length=300)
    helps = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="helpers",
        verbose_name=_("giúp việc cho"),
    )  # fmt: skip
    decision = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("cơ quan ra quyết định"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    rules_number = models.CharField(_("số quy chế làm việc"), max_length=60, blank=True)
    rules_on = models.DateField(_("ngày quy chế"), null=True, blank=True)
    rules_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("bản quét quy chế"),
    )  # fmt: skip
    has_rules = models.PositiveSmallIntegerField(_("có quy chế"), default=0)

    class Meta:
        verbose_name = _("Ban Chỉ đạo, bộ phận giúp việc")
        verbose_name_plural = _("Ban Chỉ đạo, bộ phận giúp việc")
        ordering = ("unit_id", "kind", "valid_from")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="plans_body_days_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "valid_from"], name="plans_body_unit_from"),
            models.Index(fields=["valid_from"], name="plans_body_from"),
            models.Index(fields=["valid_to"], name="plans_body_to"),
        )

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody's place in a body; the name and post are those of the decision."""

    privacy: ClassVar = tagged(
        NONE,
        person=basic("who sits in it"),
        name=basic("the name as the decision has it"),
        post=basic("the post as the decision has it"),
    )

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="seats", verbose_name=_("Ban Chỉ đạo, bộ phận giúp việc")
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    name = models.CharField(_("họ tên"), max_length=160)
    post = models.CharField(_("chức vụ"), max_length=160, blank=True)
    role = models.PositiveSmallIntegerField(
        _("vai trò"), default=SeatRole.MEMBER, choices=[(int(k), v) for k, v in ROLE_LABELS.items()]
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thành viên Ban Chỉ đạo")
        verbose_name_plural = _("thành viên Ban Chỉ đạo")
        ordering = ("role", "id")

    def __str__(self) -> str:
        return self.name
