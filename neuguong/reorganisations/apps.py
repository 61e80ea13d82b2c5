"""The room `reorganisations` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReorganisationsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.reorganisations"
    label = "reorganisations"
    verbose_name = _("Tổ chức lại")
