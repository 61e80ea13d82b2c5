"""The room `rollup` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RollupConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.rollup"
    label = "rollup"
    verbose_name = _("Số liệu")
