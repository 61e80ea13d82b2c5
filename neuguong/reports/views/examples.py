"""The page on which a writer chooses the deeds a report tells."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.reports.actions import choose_examples
from neuguong.reports.queries import Example, offered, unit_to_report, written
from neuguong.reports.queries.wording import upper_first
from neuguong.reports.rights import Right
from neuguong.reports.rules import MOST_EXAMPLES
from neuguong.reports.views.asked import address, bar_of, period_asked


@dataclass(frozen=True, slots=True)
class Line:
    """A deed to choose, with its figures in words."""

    example: Example
    figures: str
    is_ticked: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose among deeds done in the period; looking for others keeps what is ticked."""
    by = reader(request)
    unit = unit_to_report(by, slug, Right.MAKE)
    period = period_asked(request, unit)
    if request.method != "POST":
        ids = list(written(unit, period).examples)
        return _page(request, unit, period, ids, request.GET.get("tim", ""))
    ids = [int(pk) for pk in request.POST.getlist("viec") if pk.isascii() and pk.isdigit()]
    ids = [pk for pk in ids if pk < 2**63]
    words = request.POST.get("tim", "")
    if "luu" not in request.POST:
        return _page(request, unit, period, ids, words)
    return _saved(request, by, unit, period, ids) or redirect(address("report", unit, period))


def _saved(
    request: HttpRequest, by: AccountActor, unit: Unit, period: Period, ids: list[int]
) -> HttpResponse | None:
    """Keep the choice; the page again, with the sentence, where a rule refuses it."""
    try:
        choose_examples(by=by, unit_id=unit.pk, period=period, deed_ids=ids)
    except Refused as refused:
        return _page(request, unit, period, ids, "", fault=refused.refusal.text)
    messages.success(request, _("Đã lưu %(number)s việc tiêu biểu.") % {"number": len(ids)})
    return None


def _page(
    request: HttpRequest, unit: Unit, period: Period, ids: list[int], words: str, fault: str = ""
) -> HttpResponse:
    context = {
        "bar": bar_of(request, unit, period),
        "unit": unit,
        "period": period.label,
        "lines": _lines(offered(unit, period, words, ids), ids),
        "words": words.strip(),
        "fault": fault,
        "most": MOST_EXAMPLES,
        "back": address("report", unit, period),
        "action": address("examples", unit, period),
    }
    return render(request, "reports/examples.html", context, status=409 if fault else 200)


def _lines(found: list[Example], ids: Collection[int]) -> list[Line]:
    return [
        Line(
            example,
            upper_first("; ".join(a.words.format(a.bound.shown) for a in example.amounts)),
            example.deed_id in ids,
        )
        for example in found
    ]
