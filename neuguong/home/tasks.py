"""What the worker does for this room: looks over all data each night."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from neuguong.home.actions import look_over
from neuguong.home.queries.desk import DATA_LOOK
from neuguong.home.queries.faults import CHECKS, Severity, last_look
from neuguong.jobs.actions import JobRun, enqueue
from neuguong.lib.words import gettext as _

log = logging.getLogger(__name__)

_NIGHT: Final = range(1, 5)  # hours of the clock on the wall
_AT_NIGHT_AFTER: Final = timedelta(hours=20)
_BY_DAY_AFTER: Final = timedelta(hours=36)  # a machine that is switched off at night


def ask_for_look() -> None:
    """Ask for a look over the data when the last is from yesterday and it is night, or older."""
    now = timezone.now()
    last = last_look()
    age = now - last if last else _BY_DAY_AFTER
    is_night = timezone.localtime(now).hour in _NIGHT
    if age >= _BY_DAY_AFTER or (is_night and age >= _AT_NIGHT_AFTER):
        enqueue(DATA_LOOK, by=None, unique_key=DATA_LOOK)


def look(run: JobRun) -> Mapping[str, object]:
    """The job: ask every check of the data and keep what it finds."""
    found = look_over(now=timezone.now())
    wrong = sum(
        number for code, number in found.counts.items() if CHECKS[code].severity is Severity.ERROR
    )
    if wrong:
        log.error("look over the data: %s rows are wrong", wrong)
    words = {"found": sum(found.counts.values()), "wrong": wrong}
    return {"text": _("Đã soát, thấy %(found)s chỗ cần xem, %(wrong)s chỗ sai.") % words}
