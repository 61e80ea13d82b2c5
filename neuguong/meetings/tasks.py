"""What the worker does for meetings by itself: every quarter each cell owes a meeting on a theme."""

from django.utils import timezone

from neuguong.lib.words import gettext as _
from neuguong.meetings.actions import open_quarter
from neuguong.meetings.queries.unit import roots
from neuguong.people.access import SystemActor


def open_quarters() -> None:
    """Open the quarter of today for every tree of the site; cells that ended owe none any more."""
    today = timezone.localdate()
    for unit in roots():
        open_quarter(
            by=SystemActor(_("máy mở quý")), unit_id=unit.pk, month=today.year * 100 + today.month
        )
