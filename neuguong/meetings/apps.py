"""The room `meetings` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.meetings"
    label = "meetings"
    verbose_name = _("Sinh hoạt chi bộ")
