"""Forms on paper: choose whose, which and how large, then the file to print."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.deeds.queries.papers import told_apart
from neuguong.deeds.rights import Right
from neuguong.deeds.rules.papers import PaperKind
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.programme.queries import years_set
from neuguong.reports import paper as machine
from neuguong.reports.forms import PaperForm
from neuguong.reports.queries.papers import heap_of, people_to_print, unit_to_print
from neuguong.reports.views.asked import starting_year
from neuguong.ui.parts import Link

TO_BE_MENDED: Final = 422


@require_safe
@login_required
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The page on which one chooses; with `khuon` in the address, the file."""
    unit = unit_to_print(reader(request), slug)
    year = _year(request, unit)
    today = timezone.localdate()
    lines = people_to_print(unit, year, today)
    people = told_apart(lines)
    asked = request.GET.copy() if "khuon" in request.GET else None
    if asked is not None:
        asked.setdefault("mau", "dang-ky")
    form = PaperForm(asked, people=people, unit_name=unit.name)
    if asked is not None and form.is_valid():
        try:
            heap = heap_of(unit, year, form.kind, today, form.people, collective=form.collective)
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            record_read_list(
                by=reader(request), act=Right.VIEW, subject_type="people.person", ids=form.people,
                part=Part.PRINT, unit_id=unit.pk, detail={"form": form.kind, "year": year},
            )  # fmt: skip
            return _file(unit, year, form, machine.render(heap, form.cleaned_data["khuon"]))
    base = reverse("reports:paper", args=[slug])
    years = sorted({*years_set(unit), year}, reverse=True)
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "count": len(people),
        "tabs": [Link(str(each), f"{base}?nam={each}", each == year) for each in years],
    }
    status = 200 if asked is None else TO_BE_MENDED
    return render(request, "reports/paper.html", context, status=status)


def _year(request: HttpRequest, unit: Unit) -> int:
    """The year of the address, else the newest year that was set and has begun."""
    today = timezone.localdate()
    typed = request.GET.get("nam", "")
    if typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= today.year + 1:
        return int(typed)
    return starting_year(unit, today)


def _file(unit: Unit, year: int, form: PaperForm, content: bytes) -> HttpResponse:
    """The file, shown by the browser, from where it is printed."""
    last = unit.slug.rsplit("/", 1)[-1]
    word = "ket-qua" if form.kind == PaperKind.RESULTS else "dang-ky"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="phieu-{word}-{last}-{year}.pdf"'
    return response
