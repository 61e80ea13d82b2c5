"""The room `study` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudyConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.study"
    label = "study"
    verbose_name = _("Học tập, tuyên truyền")
