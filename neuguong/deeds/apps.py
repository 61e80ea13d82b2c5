"""The room `deeds` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeedsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.deeds"
    label = "deeds"
    verbose_name = _("Việc làm theo")
