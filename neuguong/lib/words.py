"""The one way in which pure rules and constants reach the catalogue, without importing Django."""

from collections.abc import Callable
from typing import cast

from django.utils import text, translation

gettext = translation.gettext
ngettext = translation.ngettext

# A lazy string behaves as a string wherever it is shown, so constants may hold it as one.
gettext_lazy = cast(Callable[[str], str], translation.gettext_lazy)
format_lazy = cast(Callable[..., str], text.format_lazy)
