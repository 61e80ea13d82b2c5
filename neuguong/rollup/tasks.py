"""What the worker does for the count: folds, recounts everything each night and a branch all day.

Every worker calls the periodic functions, on several machines at once; only one of the same jobs
waits or runs at a time.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from random import SystemRandom
from time import monotonic
from typing import Final

from django.utils import timezone

from neuguong.jobs.actions import JobRun, enqueue
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import children_of, tops_of, unit_by_slug
from neuguong.people.access import SystemActor
from neuguong.rollup import actions
from neuguong.rollup.queries import last_check
from neuguong.rollup.verify import Verdict

log = logging.getLogger(__name__)

_FOLD_SECONDS: Final = 1.0
_NIGHT: Final = range(1, 5)  # hours of the clock on the wall
_AT_NIGHT_AFTER: Final = timedelta(hours=20)
_BY_DAY_AFTER: Final = timedelta(hours=36)  # a machine that is switched off at night
_TOLD: Final = 20
_chance: Final = SystemRandom()


def fold_waiting() -> int:
    """Fold bites for about a second, so that a bulk load is soon folded; returns how many images."""
    end = monotonic() + _FOLD_SECONDS
    folded = 0
    while taken := actions.fold():
        folded += taken
        if monotonic() > end:
            break
    return folded


def ask_for_recount() -> None:
    """Ask for the recount of everything when the last is from yesterday and it is night, or older."""
    now = timezone.now()
    last = last_check()
    age = now - last.at if last else _BY_DAY_AFTER
    is_night = timezone.localtime(now).hour in _NIGHT
    if age >= _BY_DAY_AFTER or (is_night and age >= _AT_NIGHT_AFTER):
        enqueue("rollup.recount", by=None, unique_key="rollup.recount")


def ask_for_branch_recount() -> None:
    """Ask for the recount of one branch met by chance."""
    unit = branch_by_chance()
    if unit is not None:
        enqueue("rollup.recount", by=None, unique_key="rollup.recount_branch", slug=unit.slug)


def branch_by_chance() -> Unit | None:
    """A lowest rolled unit, such as a commune, found by going down the tree; None without units."""
    below = [unit for unit in tops_of(SystemActor(_("máy đếm"))) if unit.rolled]
    found = None
    while below:
        found = _chance.choice(below)
        below = [unit for unit in children_of(found) if unit.rolled]
    return found


def recount(run: JobRun, *, slug: str = "") -> Mapping[str, object]:
    """The job: compare the totals of everything, or of one branch, with the records."""
    unit = unit_by_slug(slug) if slug else None
    if slug and unit is None:
        return {"text": _("Đơn vị %(slug)s không còn.") % {"slug": slug}}
    verdict = actions.verify(unit, by_name=run.asked_by_name or _("máy đếm"))
    _log(slug, verdict)
    text = _("Đã so %(checked)s số, khác %(differences)s.")
    words = {"checked": verdict.checked, "differences": len(verdict.differences)}
    return {"text": text % words}


def _log(slug: str, verdict: Verdict) -> None:
    if verdict.differences:
        log.error("recount of %s: %s differences", slug or "all", len(verdict.differences))
        for difference in verdict.differences[:_TOLD]:
            log.error("%s", difference["text"])
