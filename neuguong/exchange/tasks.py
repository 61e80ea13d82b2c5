"""What the worker does for files that came in: bring a long one in, take a long one back."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from neuguong.exchange.actions import finish_import, undo_import
from neuguong.exchange.actions.handed import finish_list
from neuguong.exchange.actions.list_undoing import undo_list
from neuguong.exchange.queries import actor_of, run_of
from neuguong.exchange.queries.listruns import list_of
from neuguong.exchange.rules import RunState
from neuguong.jobs.actions import JobRun, report_progress
from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.rollup.actions import fold_all


def bring_in(run: JobRun, *, run_id: int) -> Mapping[str, Any]:
    """Bring a file in whole; after a broken attempt nothing of it is there, and all is done anew."""
    now = timezone.now()
    today = timezone.localdate(now)

    def told(done: int, total: int) -> None:
        words = {"done": format_number(done), "total": format_number(total)}
        text = _("Đã ghi %(done)s trên %(total)s việc.") % words if total else _("Đang đọc tệp.")
        report_progress(run, done=done, total=total or None, text=text)

    found = finish_import(
        by=actor_of(run.asked_by_id, run.asked_by_name, today),
        run_id=run_id,
        today=today,
        now=now,
        told=told,
    )
    fold_all()
    return {"url": reverse("exchange:preview", args=[found.uid]), "text": _("Đã nhập xong tệp.")}


def take_back(run: JobRun, *, run_id: int, reason: str) -> Mapping[str, Any]:
    """Take an import back; done once, however often it is called."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = run_of(run_id)
    if found.state != RunState.UNDONE:
        report_progress(run, done=0, text=_("Đang hoàn tác."))
        found = undo_import(
            by=actor_of(run.asked_by_id, run.asked_by_name, today),
            run_id=run_id,
            reason=reason,
            today=today,
            now=now,
        )
        fold_all()
    return {"url": reverse("exchange:preview", args=[found.uid]), "text": _("Đã hoàn tác xong.")}


def bring_list(run: JobRun, *, run_id: int) -> Mapping[str, Any]:
    """Bring a list of units or people in whole; after a broken attempt all is done anew."""
    now = timezone.now()
    today = timezone.localdate(now)

    def told(done: int, total: int) -> None:
        words = {"done": format_number(done), "total": format_number(total)}
        text = _("Đã ghi %(done)s trên %(total)s dòng.") % words if total else _("Đang đọc tệp.")
        report_progress(run, done=done, total=total or None, text=text)

    by = actor_of(run.asked_by_id, run.asked_by_name, today)
    found = finish_list(by=by, run_id=run_id, today=today, now=now, told=told)
    fold_all()
    return {"url": reverse("exchange:list", args=[found.uid]), "text": _("Đã nhập xong tệp.")}


def take_list_back(run: JobRun, *, run_id: int, reason: str) -> Mapping[str, Any]:
    """Take a list back; done once, however often it is called."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = list_of(run_id)
    if found.state != RunState.UNDONE:
        report_progress(run, done=0, text=_("Đang hoàn tác."))
        by = actor_of(run.asked_by_id, run.asked_by_name, today)
        found = undo_list(by=by, run_id=run_id, reason=reason, today=today, now=now)
        fold_all()
    return {"url": reverse("exchange:list", args=[found.uid]), "text": _("Đã hoàn tác xong.")}
