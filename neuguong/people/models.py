"""Persons, where they belong, what they hold, and the accounts and grants of those who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.column import KeyField
from neuguong.lib.ids import uuid7
from neuguong.lib.privacy import NONE, basic, sensitive, tagged
from neuguong.org.models import Unit
from neuguong.people.rules import PARTY_MEMBERS, Category

CATEGORY_LABELS = {
    Category.OFFICIAL: _("đảng viên chính thức"),
    Category.PROBATIONARY: _("đảng viên dự bị"),
    Category.EXEMPT: _("đảng viên được miễn sinh hoạt"),
    Category.CADRE: _("cán bộ"),
    Category.CIVIL_SERVANT: _("công chức"),
    Category.PUBLIC_EMPLOYEE: _("viên chức"),
    Category.WORKER: _("người lao động"),
    Category.YOUTH_MEMBER: _("đoàn viên"),
    Category.ASSOCIATION_MEMBER: _("hội viên"),
    Category.RESIDENT: _("quần chúng"),
}


class Person(models.Model):
    """One person, known by name, birth year and, where two are alike, a nickname."""

    privacy: ClassVar = tagged(
        NONE,
        full_name=basic("identify the registrant"),
        nickname=basic("tell two of one name apart"),
        search=basic("find the registrant"),
        sort=basic("order lists by given name"),
        birth_year=basic("tell two of one name apart"),
        sex=basic("count by sex where the plan asks"),
    )

    uid = models.UUIDField(_("mã định danh"), default=uuid7, unique=True, editable=False)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    nickname = models.CharField(_("tên gọi khác"), max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(
        _("giới tính"), max_length=1, blank=True, choices=[("m", _("nam")), ("f", _("nữ"))]
    )
    search = KeyField(_("khóa tìm"), max_length=200)
    sort = KeyField(_("khóa xếp"), max_length=400)

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người")
        ordering = ("sort", "birth_year", "id")
        indexes = (models.Index(fields=["search"], name="people_person_search"),)

    def __str__(self) -> str:
        return self.full_name


class Membership(models.Model):
    """A person in a unit, as what, on the days `[valid_from, valid_to)`."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("membership shows political belonging"),
        unit=sensitive("membership shows political belonging"),
        category=sensitive("membership shows political belonging"),
        valid_from=sensitive("membership shows political belonging"),
        valid_to=sensitive("membership shows political belonging"),
    )

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name=_("người")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("đơn vị")
    )
    category = models.PositiveSmallIntegerField(
        _("đối tượng"), choices=[(int(c), label) for c, label in CATEGORY_LABELS.items()]
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("nơi sinh hoạt")
        verbose_name_plural = _("nơi sinh hoạt")
        ordering = ("unit_id", "valid_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to=None, category__in=sorted(PARTY_MEMBERS)),
                name="people_one_open_cell",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="people_membership_days_in_order",
            ),
        )
        indexes = (models.Index(fields=["unit", "valid_from"], name="people_membership_unit"),)

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"


class Post(models.Model):
    """A post that prints on documents; by itself it gives no right."""

    privacy: ClassVar = tagged(
        NONE,
        person=sensitive("a Party post shows membership"),
        unit=sensitive("a Party post shows membership"),
        title=sensitive("a Party post shows membership"),
        field=basic("field of responsibility"),
        valid_from=sensitive("a Party post shows membership"),
        valid_to=sensitive("a Party post shows membership"),
    )

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="posts", verbose_name=_("người")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("đơn vị"))
    title = models.CharField(_("chức vụ"), max_length=120)
    field = models.CharField(_("lĩnh vực phụ trách"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chức vụ")
        verbose_name_plural = _("chức vụ")
        ordering = ("unit_id", "valid_from", "id")

    def __str__(self) -> str:
        return self.title


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by sign-in name; they are made by the act `open_account`."""


class Account(AbstractBaseUser):
    """A sign-in of someone; many members have none."""

    privacy: ClassVar = tagged(
        NONE,
        password=sensitive("sign in"),
        username=basic("sign in"),
        name=basic("shown in the record of acts"),
        person=sensitive("links the account to a member"),
        last_login=basic("security of the account"),
    )

    username = models.CharField(_("tên đăng nhập"), max_length=80, unique=True)
    name = models.CharField(_("tên hiển thị"), max_length=160)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account",
        verbose_name=_("người"),
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accounts",
        verbose_name=_("mở tại đơn vị"),
    )  # fmt: skip
    is_active = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role on a branch for the days `[valid_from, valid_to)`: the right to act there.

    One that `stands_for` somebody is a substitution: it ends by itself and cannot be handed on. A grant
    withdrawn on its first day keeps an empty stretch of days, for it was given.
    """

    privacy: ClassVar = tagged(
        NONE, account=basic("who may act where"), role=basic("who may act where"),
        unit=basic("who may act where"), stands_for=basic("who may act where"),
        given_by_name=basic("answer for who gave a right"),
        ended_by_name=basic("answer for who ended a right"),
    )  # fmt: skip

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="grants", verbose_name=_("tài khoản")
    )
    role = models.CharField(_("vai trò"), max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("đơn vị"))
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    stands_for = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="stood_in_by",
        verbose_name=_("làm thay"),
    )  # fmt: skip
    given_by_name = models.CharField(_("người giao"), max_length=160, blank=True)
    reason = models.CharField(_("lý do giao"), max_length=400, blank=True)
    ended_by_name = models.CharField(_("người cho thôi"), max_length=160, blank=True)
    end_reason = models.CharField(_("lý do thôi"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("quyền được giao")
        verbose_name_plural = _("quyền được giao")
        ordering = ("account_id", "unit_id", "role")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="people_grant_days_forward",
            ),
            models.CheckConstraint(
                condition=Q(stands_for=None) | Q(valid_to__isnull=False),
                name="people_stand_in_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"
