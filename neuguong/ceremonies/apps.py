"""The room `ceremonies` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CeremoniesConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.ceremonies"
    label = "ceremonies"
    verbose_name = _("Nghi lễ, phong trào")
