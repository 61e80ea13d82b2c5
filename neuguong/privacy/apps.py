"""The room `privacy` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.privacy"
    label = "privacy"
    verbose_name = _("Dữ liệu cá nhân")
