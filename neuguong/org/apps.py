"""The room `org` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.org"
    label = "org"
    verbose_name = _("Đơn vị")
