"""The kit of pages: frame, parts, drawings, styles; it knows no word of the programme."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from neuguong.ui.menu import check_menu


class UiConfig(AppConfig):
    """Room `ui`."""

    name = "neuguong.ui"
    label = "ui"

    def ready(self) -> None:
        """Let `check` say when the menu names a page that does not exist."""
        register(check_menu, Tags.urls)
