"""Registrations and the deeds in them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.rules import (
    BeneficiaryKind,
    DeedState,
    RegistrationState,
    Standing,
    SubjectKind,
)
from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Person

SUBJECT_LABELS = {
    SubjectKind.INDIVIDUAL: _("cá nhân"),
    SubjectKind.PARTY_COLLECTIVE: _("tập thể đảng"),
    SubjectKind.MASS_ORGANISATION: _("MTTQ, đoàn thể"),
    SubjectKind.STATE_BODY: _("cơ quan, đơn vị"),
    SubjectKind.OTHER_COLLECTIVE: _("tập thể khác"),
}
REGISTRATION_LABELS = {
    RegistrationState.DRAFT: _("Nháp"),
    RegistrationState.SUBMITTED: _("Đã gửi"),
    RegistrationState.CONFIRMED: _("Đã xác nhận"),
    RegistrationState.RETURNED: _("Trả lại"),
    RegistrationState.AMENDED: _("Đã sửa, chờ xác nhận lại"),
    RegistrationState.WITHDRAWN: _("Đã rút"),
}
DEED_LABELS = {
    DeedState.REGISTERED: _("Chưa bắt đầu"),
    DeedState.IN_PROGRESS: _("Đang làm"),
    DeedState.REPORTED: _("Đã báo xong"),
    DeedState.DONE: _("Hoàn thành"),
    DeedState.CARRIED_OVER: _("Chuyển sang năm sau"),
    DeedState.NOT_DONE: _("Không làm được"),
    DeedState.REPLACED: _("Đã thay việc khác"),
}
BENEFICIARY_LABELS = {
    BeneficiaryKind.NONE: _("không ghi"),
    BeneficiaryKind.POOR_HOUSEHOLD: _("hộ nghèo"),
    BeneficiaryKind.HARDSHIP: _("hoàn cảnh khó khăn"),
    BeneficiaryKind.CHILDREN: _("trẻ em"),
    BeneficiaryKind.DISABLED: _("người khuyết tật"),
    BeneficiaryKind.SCHOOL: _("trường, lớp"),
    BeneficiaryKind.COMMUNITY: _("cộng đồng"),
    BeneficiaryKind.OTHER: _("khác"),
}


def _choices(labels: Mapping[Any, Any]) -> list[tuple[int, Any]]:
    return [(int(value), label) for value, label in labels.items()]


class DeedCategory(models.Model):
    """A dated category of deeds (domain 11.5); the number is its primary key and never reused."""

    privacy: ClassVar = tagged(NONE)

    number = models.PositiveSmallIntegerField(_("số"), primary_key=True)
    code = models.CharField(_("mã"), max_length=8, unique=True)
    label = models.CharField(_("tên nhóm"), max_length=120)
    hints = models.TextField(_("từ gợi ý"), blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhóm việc")
        verbose_name_plural = _("nhóm việc")
        ordering = ("number",)

    def __str__(self) -> str:
        return self.label


class Registration(models.Model):
    """What one person or collective promises for one year, registered at one unit."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("who promised"),
        name=basic("the name as it was"),
        post=sensitive("the post as it was"),
        category=sensitive("the category as it was"),
        study_contents=basic("what the registrant means to study"),
        action_programme=basic("the registrant's own programme"),
        pledge_text=sensitive("the registrant's pledge"),
        signed_how=basic("how it was signed"),
        signed_at=basic("when it was signed"),
        return_reason=basic("why it was given back"),
        entered_by_name=basic("who typed it"),
        search=basic("find the registrant"),
        sort=basic("order lists by given name"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="registrations", verbose_name=_("đăng ký tại")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="registrations",
        verbose_name=_("người đăng ký"),
    )  # fmt: skip
    collective = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="own_registrations",
        verbose_name=_("tập thể đăng ký"),
    )  # fmt: skip
    subject_kind = models.PositiveSmallIntegerField(_("chủ thể"), choices=_choices(SUBJECT_LABELS))
    category = models.PositiveSmallIntegerField(_("đối tượng"), default=0)
    name = models.CharField(_("tên khi đăng ký"), max_length=200)
    search = KeyField(_("khóa tìm"), max_length=300)
    sort = KeyField(_("khóa xếp"), max_length=600)
    post = models.CharField(_("chức vụ khi đăng ký"), max_length=160, blank=True)
    unit_name = models.CharField(_("đơn vị khi đăng ký"), max_length=200)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=RegistrationState.DRAFT,
        choices=_choices(REGISTRATION_LABELS),
    )  # fmt: skip
    standing = models.PositiveSmallIntegerField(_("được đếm"), default=Standing.NONE)
    month = models.PositiveIntegerField(_("tháng tính số"))
    registered_on = models.DateField(_("ngày đăng ký"))
    submitted_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    confirmed_on = models.DateField(_("ngày xác nhận"), null=True, blank=True)
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    study_contents = models.TextField(_("nội dung học tập"), blank=True)
    action_programme = models.TextField(_("chương trình hành động"), blank=True)
    pledge_text = models.TextField(_("lời cam kết"), blank=True)
    pledge_version = models.CharField(_("bản biểu hiện"), max_length=20, blank=True)
    signed_how = models.CharField(
        _("cách ký"), max_length=10, blank=True,
        choices=[("paper", _("ký trên giấy")), ("screen", _("xác nhận trên màn hình"))],
    )  # fmt: skip
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    entered_by_id = models.BigIntegerField(_("số tài khoản ghi"), null=True, blank=True)
    entered_by_name = models.CharField(_("người ghi"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("bản đăng ký")
        verbose_name_plural = _("bản đăng ký")
        ordering = ("sort", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["year", "person"], condition=Q(person__isnull=False),
                name="deeds_registration_person_once",
            ),
            models.UniqueConstraint(
                fields=["year", "collective"], condition=Q(collective__isnull=False),
                name="deeds_registration_collective_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, collective__isnull=True, subject_kind=1)
                | (Q(person__isnull=True, collective__isnull=False) & ~Q(subject_kind=1)),
                name="deeds_registration_one_subject",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["unit", "month"], name="deeds_registration_unit_month"),
            models.Index(fields=["unit", "year", "sort"], name="deeds_registration_list"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"


class Deed(models.Model):
    """One concrete thing that somebody will do."""

    privacy: ClassVar = tagged(
        NONE,
        text=basic("what is promised; may name people"),
        search=basic("find the deed"),
        partners=basic("who helps; may name people"),
        place=basic("where"),
        reason=basic("why it was ended"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="deeds", verbose_name=_("bản đăng ký")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = models.CharField(_("việc làm theo"), max_length=1000)
    search = KeyField(_("khóa tìm"), max_length=1200)
    category = models.ForeignKey(
        DeedCategory, models.PROTECT, related_name="+", verbose_name=_("nhóm việc")
    )
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    tags = models.CharField(_("chương trình gắn với"), max_length=200, blank=True)
    target_amount = models.DecimalField(
        _("chỉ tiêu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target_kind = models.PositiveSmallIntegerField(_("loại chỉ tiêu"), default=0)
    target_unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    planned_cost = models.BigIntegerField(_("kinh phí dự kiến"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    place_code = models.CharField(_("mã địa bàn"), max_length=20, blank=True)
    beneficiary_kind = models.PositiveSmallIntegerField(
        _("đối tượng được giúp"), default=BeneficiaryKind.NONE,
        choices=_choices(BENEFICIARY_LABELS),
    )  # fmt: skip
    beneficiary_count = models.PositiveIntegerField(_("số được giúp"), null=True, blank=True)
    partners = models.CharField(_("phối hợp với"), max_length=200, blank=True)
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    expected_evidence = models.CharField(_("minh chứng dự kiến"), max_length=200, blank=True)
    state = models.PositiveSmallIntegerField(
        _("trạng thái"), default=DeedState.REGISTERED, choices=_choices(DEED_LABELS)
    )
    state_on = models.DateField(_("ngày đổi trạng thái"))
    reason = models.TextField(_("lý do"), blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces",
        verbose_name=_("thay bằng"),
    )  # fmt: skip
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to",
        verbose_name=_("chuyển từ"),
    )  # fmt: skip
    work = models.ForeignKey(
        "deeds.Work", models.PROTECT, null=True, blank=True, related_name="deeds",
        verbose_name=_("công trình chung"),
    )  # fmt: skip
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveIntegerField(_("tháng tính số"))
    done_month = models.PositiveIntegerField(_("tháng hoàn thành"), null=True, blank=True)
    subject_kind = models.PositiveSmallIntegerField(_("chủ thể"))
    standing = models.PositiveSmallIntegerField(_("được đếm"), default=Standing.NONE)

    class Meta:
        verbose_name = _("việc làm theo")
        verbose_name_plural = _("việc làm theo")
        ordering = ("registration_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["registration", "number"], name="deeds_deed_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=DeedState.DONE, done_month__isnull=False)
                | (~Q(state=DeedState.DONE) & Q(done_month__isnull=True)),
                name="deeds_deed_done_has_month",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "month"], name="deeds_deed_unit_month"),
            models.Index(fields=["unit", "done_month"], name="deeds_deed_unit_done"),
        )

    def __str__(self) -> str:
        return self.text
