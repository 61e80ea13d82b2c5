"""What the worker clears away each day: finished jobs, bytes without an upload, ended sessions."""

import logging
from datetime import timedelta
from typing import Final

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage
from django.utils import timezone

from neuguong.files.actions import remove_orphans
from neuguong.jobs.actions import forget_finished
from neuguong.ops.archive.writing import in_folder
from neuguong.rollup.actions import forget_checks
from neuguong.shield.actions import forget_reports
from neuguong.shield.rules import REPORT_DAYS

log = logging.getLogger(__name__)

_JOBS_KEPT: Final = timedelta(days=30)
_ORPHANS_KEPT: Final = timedelta(days=1)
_CHECKS_KEPT: Final = timedelta(days=90)
_REPORTS_KEPT: Final = timedelta(days=REPORT_DAYS)


def clear_away() -> None:
    """Remove what nobody can need any more; doing it twice does no harm."""
    now = timezone.now()
    jobs = forget_finished(now - _JOBS_KEPT)
    has_folder = in_folder() and default_storage.exists("")  # a bucket has rules of its own
    files = remove_orphans(now - _ORPHANS_KEPT) if has_folder else 0
    SessionStore.clear_expired()
    forget_checks(now - _CHECKS_KEPT)
    forget_reports(timezone.localdate(now) - _REPORTS_KEPT)
    log.info("cleared away %s jobs and %s files", jobs, files)
