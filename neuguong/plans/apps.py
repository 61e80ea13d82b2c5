"""The room `plans` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.plans"
    label = "plans"
    verbose_name = _("Kế hoạch năm")
