"""The room `home` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.home"
    label = "home"
    verbose_name = _("Trang đầu")
