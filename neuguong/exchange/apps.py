"""The room `exchange` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.exchange"
    label = "exchange"
    verbose_name = _("Nhập và xuất tệp")
