"""Paper that comes back: taking scans in, saying whose the others are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds.actions.scans import TakenIn, drop_scan, match_scan, take_in
from neuguong.deeds.forms import ActForm
from neuguong.deeds.forms.scans import COLLECTIVE, MatchForm, ScansForm
from neuguong.deeds.models import LooseScan
from neuguong.deeds.queries import secretary_list
from neuguong.deeds.queries.papers import (
    loose_scan_seen,
    loose_scans,
    parts_of,
    takes_papers,
    told_apart,
    unit_of_papers,
)
from neuguong.deeds.rights import Right
from neuguong.deeds.views.asked import asks_reason
from neuguong.deeds.views.places import in_year, list_url
from neuguong.deeds.views.sheet import working_year
from neuguong.files.views import file_response
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import (
    ASKS,
    Question,
    asked,
    attempt,
    number_asked,
    shown,
    today,
    told,
    typed,
)
from neuguong.ui.parts import Link

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """A scan that waits, with the form that says whose it is."""

    scan: LooseScan
    form: MatchForm


@login_required
@require_http_methods(ASKS)
def scan_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Take scans in; each finds its registration by its code, or waits below."""
    by = reader(request)
    unit = unit_of_papers(by, slug)
    year = number_asked(request, "nam") or working_year(unit, today())
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ScansForm(*posted, closed=asks_reason(by, unit, year))
    if posted and form.is_valid():
        _take_all(request, by, unit, year, form)
        return redirect(in_year("scan_in", year, slug))
    scans = loose_scans(unit)
    mine = [scan for scan in scans[: MOST_SHOWN * 2] if takes_papers(by, scan.unit)][:MOST_SHOWN]
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "waiting": _waiting(by, mine),
        "count": scans.count(),
        "trail": _trail(by, unit, year),
        "grid_url": in_year("grid", year, slug),
    }
    return shown(request, "deeds/scans.html", context)


def _trail(by: AccountActor, unit: Unit, year: int) -> list[Link]:
    label = _("Việc làm, %(unit)s") % {"unit": unit.name}
    return [Link(label, list_url(unit, year)), Link(_("Bản quét"))]


def _waiting(by: AccountActor, scans: Sequence[LooseScan]) -> list[Waiting]:
    people: dict[tuple[int, int], list[tuple[int, str]]] = {}
    found = []
    for scan in scans:
        place = (scan.unit_id, scan.year)
        if place not in people:
            people[place] = _people(scan.unit, scan.year)
        form = MatchForm(
            people=people[place],
            unit_name=scan.unit.name,
            closed=asks_reason(by, scan.unit, scan.year),
            auto_id=f"ban-{scan.pk}-%s",
        )
        found.append(Waiting(scan, form))
    return found


def _people(unit: Unit, year: int) -> list[tuple[int, str]]:
    """Everybody who could have brought a paper to the unit, by given name."""
    lines = secretary_list(unit, year, min(today(), unit.closed_on or today()))
    return told_apart([line for line in lines if not line.elsewhere])


def _take_all(
    request: HttpRequest, by: AccountActor, unit: Unit, year: int, form: ScansForm
) -> None:
    """Take each file in by itself, so that a bad one holds up no other, and say what became of all."""
    attached: list[str] = []
    waiting = 0
    for upload in form.cleaned_data["scans"]:
        try:
            outcomes = _take(by, unit, year, upload, form)
        except Refused as refused:
            messages.error(request, f"{upload.name}: {refused.refusal.text}")
            continue
        attached += [found.name for outcome in outcomes for found in outcome.attached]
        waiting += sum(outcome.waiting is not None for outcome in outcomes)
    if attached:
        n = len(attached)
        messages.success(
            request,
            ngettext(
                "Đã gắn %(n)s phiếu vào bản đăng ký: %(names)s.",
                "Đã gắn %(n)s phiếu vào bản đăng ký: %(names)s.",
                n,
            )
            % {"n": n, "names": ", ".join(attached)},
        )
    if waiting:
        messages.warning(
            request,
            ngettext(
                "%(n)s bản chưa biết của ai. Bản quét vẫn còn đây: gõ mã hoặc chọn người.",
                "%(n)s bản chưa biết của ai. Bản quét vẫn còn đây: gõ mã hoặc chọn người.",
                waiting,
            )
            % {"n": waiting},
        )


def _take(
    by: AccountActor, unit: Unit, year: int, upload: File[Any], form: ScansForm
) -> list[TakenIn]:
    """Read the codes first, outside any transaction, then act on each paper."""
    said = form.cleaned_data
    return [
        take_in(
            by=by, unit_id=unit.pk, year=year, part=part, code=said["code"].strip(),
            signed=said["signed"], now=timezone.now(), today=today(), reason=form.reason,
        )
        for part in parts_of(upload)
    ]  # fmt: skip


@login_required
@require_http_methods(ASKS)
def scan(request: HttpRequest, scan_id: int) -> HttpResponse:
    """One waiting scan in full, and the form that says whose it is."""
    by = reader(request)
    found = loose_scan_seen(by, scan_id)
    form = MatchForm(
        typed(request),
        people=_people(found.unit, found.year),
        unit_name=found.unit.name,
        closed=asks_reason(by, found.unit, found.year),
    )
    onward = in_year("scan_in", found.year, found.unit.slug)
    if request.method == "POST" and attempt(form, partial(_match, by, found, form)):
        return told(request, _("Đã gắn bản quét vào bản đăng ký."), onward)
    context = {
        "found": found,
        "form": form,
        "back": onward,
        "trail": [*_trail(by, found.unit, found.year)[:1], Link(_("Bản quét"), onward)],
    }
    return shown(request, "deeds/scan.html", context)


def _match(by: AccountActor, found: LooseScan, form: MatchForm) -> None:
    said = form.cleaned_data
    match_scan(
        by=by, scan_id=found.pk, code=said["code"], person_id=said["person"] or None,
        collective=said["person"] == COLLECTIVE,
        signed=said["signed"], now=timezone.now(), today=today(), reason=form.reason,
    )  # fmt: skip


@login_required
@require_safe
def scan_file(request: HttpRequest, scan_id: int) -> FileResponse:
    """The picture or PDF of a waiting scan; `nho` asks for the small picture."""
    by = reader(request)
    found = loose_scan_seen(by, scan_id)
    small = bool(request.GET.get("nho")) and bool(found.file.thumbnail_sha256)
    if not small:
        record_read_list(
            by=by, act=Right.VIEW, subject_type="deeds.loosescan", part=Part.EVIDENCE,
            unit_id=found.unit_id, ids=[found.pk],
        )  # fmt: skip
    return file_response(found.file, thumbnail=small)


@login_required
@require_http_methods(ASKS)
def drop(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Forget a waiting scan, after asking."""
    by = reader(request)
    found = loose_scan_seen(by, scan_id)
    question = Question(
        title=_("Bỏ bản quét"),
        sentence=_("Bản quét %(name)s chưa gắn với ai. Bỏ rồi thì không lấy lại được.")
        % {"name": found.file.original_name},
        go=_("Bỏ bản quét"),
        back=f"{reverse('deeds:scan_in', args=[found.unit.slug])}?nam={found.year}",
        said=_("Đã bỏ bản quét."),
        bad=True,
    )
    return asked(
        request, question, ActForm(typed(request)), partial(drop_scan, by=by, scan_id=found.pk)
    )
