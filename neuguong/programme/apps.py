"""The room `programme` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.programme"
    label = "programme"
    verbose_name = _("Chương trình năm")
