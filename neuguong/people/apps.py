"""The room `people` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.people"
    label = "people"
    verbose_name = _("Con người")
