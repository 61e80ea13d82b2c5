"""Nouns of this room: flag salutes, movements and who joined, volunteer days, twinning, admissions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.ceremonies.rules import EventState, SaluteKind
from neuguong.deeds.models import Deed
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person

SALUTE_LABELS = {SaluteKind.MONTH: _("đầu tháng"), SaluteKind.WEEK: _("đầu tuần")}
STATE_LABELS = {EventState.PLANNED: _("sắp diễn ra"), EventState.HELD: _("đã diễn ra")}
_STATES = [(int(k), v) for k, v in STATE_LABELS.items()]


class FlagSalute(models.Model):
    """One salute of a unit at the start of a month or a week."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="flag_salutes", verbose_name=_("đơn vị")
    )
    kind = models.PositiveSmallIntegerField(
        _("loại"), choices=[(int(k), v) for k, v in SALUTE_LABELS.items()]
    )
    day = models.DateField(_("ngày"))
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("buổi chào cờ")
        verbose_name_plural = _("buổi chào cờ")
        ordering = ("day", "kind", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "kind", "day"], name="ceremonies_salute_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_salute_counted"),)

    def __str__(self) -> str:
        return f"{self.day}"


class Movement(models.Model):
    """An emulation movement that a unit launched for itself and all beneath it."""

    privacy: ClassVar = tagged(NONE, outcome=basic("the outcome may name who stood out"))

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="movements", verbose_name=_("đơn vị phát động")
    )
    title = models.CharField(_("tên phong trào"), max_length=300)
    basis = models.CharField(_("văn bản phát động"), max_length=300, blank=True)
    content = models.TextField(_("nội dung"), blank=True)
    launched_on = models.DateField(_("ngày phát động"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    outcome = models.TextField(_("kết quả"), blank=True)
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("phong trào thi đua")
        verbose_name_plural = _("phong trào thi đua")
        ordering = ("-launched_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "launched_on", "title"], name="ceremonies_movement_once"
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_movement_counted"),)

    def __str__(self) -> str:
        return self.title


class Joining(models.Model):
    """A unit that takes part in a movement, with how many of its people."""

    privacy: ClassVar = tagged(NONE)

    movement = models.ForeignKey(
        Movement, models.CASCADE, related_name="joinings", verbose_name=_("phong trào")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="movement_joinings", verbose_name=_("đơn vị tham gia")
    )
    people = models.PositiveIntegerField(_("số người tham gia"), default=0)
    joined_on = models.DateField(_("ngày tham gia"))
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("đơn vị tham gia phong trào")
        verbose_name_plural = _("đơn vị tham gia phong trào")
        ordering = ("movement_id", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=["movement", "unit"], name="ceremonies_joining_once"),
        )
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_joining_counted"),)

    def __str__(self) -> str:
        return f"{self.movement_id}: {self.unit_id}"


class VolunteerDay(models.Model):
    """A volunteer weekend of a unit; what was given there stands with the deeds it is tied to."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="volunteer_days", verbose_name=_("đơn vị")
    )
    day = models.DateField(_("ngày"))
    work = models.CharField(_("làm gì"), max_length=300)
    place = models.CharField(_("ở đâu"), max_length=200, blank=True)
    people = models.PositiveIntegerField(_("số người"), default=0)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=_STATES, default=int(EventState.PLANNED)
    )
    deeds = models.ManyToManyField(
        Deed, related_name="volunteer_days", blank=True, verbose_name=_("việc làm theo kèm theo")
    )
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("ngày cuối tuần tình nguyện")
        verbose_name_plural = _("ngày cuối tuần tình nguyện")
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_volunteer_counted"),)

    def __str__(self) -> str:
        return self.work


class Twinning(models.Model):
    """A unit helps a commune from a day on; what is given there is a sum over deeds, never typed."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="twinnings", verbose_name=_("đơn vị giúp")
    )
    commune = models.CharField(_("xã được giúp"), max_length=160)
    basis = models.CharField(_("văn bản phân công"), max_length=300, blank=True)
    content = models.TextField(_("nội dung giúp"), blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    deeds = models.ManyToManyField(
        Deed, related_name="twinnings", blank=True, verbose_name=_("việc ghi thêm bằng tay")
    )

    class Meta:
        verbose_name = _("việc kết nghĩa, giúp đỡ xã")
        verbose_name_plural = _("việc kết nghĩa, giúp đỡ xã")
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="ceremonies_twinning_days"
            ),
        )
        indexes = (models.Index(fields=["unit", "since"], name="ceremonies_twinning_counted"),)

    def __str__(self) -> str:
        return self.commune


class Admission(models.Model):
    """An admission ceremony of a cell: decision, day, place, the oath that is taken."""

    privacy: ClassVar = tagged(NONE)

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="admissions", verbose_name=_("chi bộ")
    )
    day = models.DateField(_("ngày"))
    place = models.CharField(_("nơi tổ chức"), max_length=200, blank=True)
    decision = models.CharField(_("quyết định kết nạp"), max_length=200, blank=True)
    oath = models.TextField(_("lời tuyên thệ"))
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), choices=_STATES, default=int(EventState.PLANNED)
    )
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("lễ kết nạp")
        verbose_name_plural = _("lễ kết nạp")
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_admission_counted"),)

    def __str__(self) -> str:
        return f"{self.day}"


class Admitted(models.Model):
    """One who is admitted at a ceremony, and who helps them through probation."""

    privacy: ClassVar = tagged(
        NONE, person=sensitive("admission shows political belonging"),
        sponsor=sensitive("a sponsor is a member"),
    )  # fmt: skip

    admission = models.ForeignKey(
        Admission, models.CASCADE, related_name="admitted", verbose_name=_("lễ kết nạp")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="admitted", verbose_name=_("chi bộ")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="admissions", verbose_name=_("đảng viên mới")
    )
    sponsor = models.CharField(_("người giúp đỡ"), max_length=160, blank=True)
    state = models.PositiveSmallIntegerField(_("trạng thái"), choices=_STATES)
    month = models.PositiveIntegerField(_("tháng tính"))

    class Meta:
        verbose_name = _("đảng viên mới kết nạp")
        verbose_name_plural = _("đảng viên mới kết nạp")
        ordering = ("admission_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["admission", "person"], name="ceremonies_admitted_once"
            ),
        )
        indexes = (models.Index(fields=["unit", "month"], name="ceremonies_admitted_counted"),)

    def __str__(self) -> str:
        return f"{self.admission_id}: {self.person_id}"
