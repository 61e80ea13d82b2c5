"""The room `accounts` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.accounts"
    label = "accounts"
    verbose_name = _("Tài khoản")
