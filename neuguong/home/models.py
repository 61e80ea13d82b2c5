"""The one thing this room keeps: failed sign-ins of the last minutes, without saying whose."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from neuguong.lib.privacy import NONE, basic, tagged


class SignInFailure(models.Model):
    """One failed sign-in; `key` is a keyed digest of name and address, so neither can be read back."""

    privacy: ClassVar = tagged(NONE, key=basic("slow down guessing of passwords", basis="duty"))

    key = models.CharField(_("dấu của tên và địa chỉ"), max_length=64)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần đăng nhập sai")
        verbose_name_plural = _("lần đăng nhập sai")
        indexes = (models.Index(fields=["key", "at"], name="home_failure_key_at"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
