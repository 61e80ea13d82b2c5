"""What signing in leaves behind: wrong tries, printed slips, open sessions, names given by another site."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, basic, tagged
from neuguong.org.models import Unit
from neuguong.people.models import Account

_DOOR: Final = basic("security of the account", basis="duty", retention="address")


class SignInAttempt(models.Model):
    """One wrong try, or one code that was used up; `key` is a keyed digest and names nobody."""

    privacy: ClassVar = tagged(
        NONE, key=basic("slow down guessing of passwords", basis="duty", retention="address")
    )

    key = models.CharField(_("dấu của tên và địa chỉ"), max_length=64)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần đăng nhập sai")
        verbose_name_plural = _("lần đăng nhập sai")
        indexes = (models.Index(fields=["key", "at"], name="accounts_attempt_key_at"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Slip(models.Model):
    """A printed slip: with its code the account sets its own password, once, within some days.

    `code_digest` is a keyed digest; the code itself stands on the paper only.
    """

    privacy: ClassVar = tagged(NONE, account=basic("sign in"), unit=basic("who may act where"))

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="slips", verbose_name=_("tài khoản")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    code_digest = models.CharField(_("dấu của mã"), max_length=64)
    made_at = models.DateTimeField(_("in lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)
    void_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu đăng nhập")
        verbose_name_plural = _("phiếu đăng nhập")
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at=None, void_at=None),
                name="accounts_one_open_slip",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}, {self.made_at:%Y-%m-%d}"


class SignedIn(models.Model):
    """One open session of an account, so that its owner can see and end it."""

    privacy: ClassVar = tagged(
        NONE, account=_DOOR, session_key=_DOOR, address=_DOOR, agent=_DOOR, seen_at=_DOOR
    )

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="signed_in", verbose_name=_("tài khoản")
    )
    session_key = models.CharField(_("khóa phiên"), max_length=40, unique=True)
    address = models.CharField(_("địa chỉ"), max_length=45)
    agent = models.CharField(_("thiết bị"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("vào lúc"))
    seen_at = models.DateTimeField(_("thấy lần cuối"))

    class Meta:
        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")
        ordering = ("-seen_at", "-id")

    def __str__(self) -> str:
        return f"{self.account_id}, {self.opened_at:%Y-%m-%d %H:%M}"


class OutsideName(models.Model):
    """By what name another site (OIDC) knows an account; an administrator writes it, nobody else."""

    privacy: ClassVar = tagged(NONE, account=basic("sign in"), subject=basic("sign in"))

    account = models.OneToOneField(
        Account, models.CASCADE, related_name="outside_name", verbose_name=_("tài khoản")
    )
    subject = models.CharField(_("tên ở nơi cấp"), max_length=255, unique=True)

    class Meta:
        verbose_name = _("tên ở nơi cấp tài khoản")
        verbose_name_plural = _("tên ở nơi cấp tài khoản")

    def __str__(self) -> str:
        return self.subject
