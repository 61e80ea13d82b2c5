"""The one way in which pure rules reach the catalogue, so that they need not import Django."""

from django.utils.text import format_lazy as format_lazy
from django.utils.translation import gettext as gettext
from django.utils.translation import gettext_lazy as gettext_lazy
from django.utils.translation import ngettext as ngettext

__all__ = ["format_lazy", "gettext", "gettext_lazy", "ngettext"]
