"""The room `shield`: what stands between a browser and the rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShieldConfig(AppConfig):
    """Reports of what browsers blocked, pace of costly pages, state secrets, faults in plain words."""

    name = "neuguong.shield"
    verbose_name = _("phòng vệ")
