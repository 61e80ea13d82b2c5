"""The page on which people see how far the work is that they asked for."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.jobs import queries
from neuguong.jobs.models import Job, State
from neuguong.lib.amounts import format_number


@require_safe
@never_cache
@login_required
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """State of one job for the account that asked for it; 404 for anyone else."""
    found = queries.job_of(uid, asked_by_id=request.user.pk)
    if found is None:
        raise Http404
    part = "#state" if "HX-Request" in request.headers else ""
    link = str(found.result.get("url", ""))
    is_local = link.startswith("/") and not link.startswith(("//", "/\\"))
    context = {
        "job": found,
        "progress": _progress(found),
        "link": link if is_local else "",
        "text": found.result.get("text") or _("Việc đã xong."),
    }
    return render(request, f"jobs/job.html{part}", context)


def _progress(job: Job) -> str:
    if job.state == State.QUEUED:
        return _("Việc đang chờ đến lượt.")
    if job.progress_text:
        return job.progress_text
    if job.progress_total:
        numbers = {
            "done": format_number(job.progress_done),
            "total": format_number(job.progress_total),
        }
        return _("Đã làm %(done)s trên %(total)s.") % numbers
    return _("Việc đang được làm.")
