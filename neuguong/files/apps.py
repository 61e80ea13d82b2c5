"""The room `files` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.files"
    label = "files"
    verbose_name = _("Tệp")
