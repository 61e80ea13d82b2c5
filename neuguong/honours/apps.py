"""The room `honours` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HonoursConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.honours"
    label = "honours"
    verbose_name = _("Ghi danh, khen thưởng, mô hình hay")
