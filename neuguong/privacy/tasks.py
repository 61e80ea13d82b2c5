"""What the worker does by itself: looks each day for what has been kept too long."""

from django.utils import timezone

from neuguong.lib.words import gettext as _
from neuguong.people.access import SystemActor
from neuguong.privacy.actions.keeping import run_retention


def look_after_terms() -> None:
    """End what is over its term; doing it twice does no harm."""
    run_retention(by=SystemActor(_("máy rà thời hạn lưu")), now=timezone.now())
