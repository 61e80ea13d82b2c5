"""The room `indicators` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.indicators"
    label = "indicators"
    verbose_name = _("Chỉ số và mục tiêu")
