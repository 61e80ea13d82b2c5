"""The list of those who missed a conference: who, of which theme, and how the gap closes."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.study.actions import excuse, make_up, make_up_count
from neuguong.study.columns import learners_sheet
from neuguong.study.forms import MakeUpForm
from neuguong.study.queries import (
    gaps_of,
    learners_of,
    nameless_gaps,
    told_apart,
    units_with_gaps,
)
from neuguong.study.rights import Right
from neuguong.study.rules import Means
from neuguong.study.views.asked import address, is_closed, tabs_of, trail_of, year_asked, years_of
from neuguong.ui.asked import ASKS, attempt, shown, today, told, typed
from neuguong.ui.parts import Link
from neuguong.ui.sheet import sheet_answer

_PARTY: Final = {1: gettext_lazy("Đảng viên"), 0: gettext_lazy("Người khác")}


@require_http_methods(ASKS)
@login_required
def catch_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Who of a unit still has to study; those ticked made up for it as written below."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.NOTE, at=unit)
    year = year_asked(request, unit)
    gaps, numbers = gaps_of(unit, year), nameless_gaps(unit, year)
    named = by.sees_names(unit.path)
    people = {gap.learner.person for gap in gaps if gap.learner.person} if named else ()
    names, hidden = told_apart(people), _("một người")
    form = MakeUpForm(
        typed(request), initial={"day": today()}, closed=is_closed(by, unit, year),
        choices=[(gap.learner.pk, names.get(gap.learner.person_id or 0, hidden)) for gap in gaps],
    )  # fmt: skip
    here = address("catch_up", unit, year)
    if request.method == "POST" and gaps and not named:
        raise PermissionDenied(
            _("Tên người chỉ hiện trong tổ chức cơ sở của họ. Chi bộ tự ghi học bù.")
        )
    done: list[int] = []
    if request.method == "POST" and attempt(
        form, lambda: done.append(_act(by, request, unit, form))
    ):
        words = _("Đã ghi cho %(n)s người.") % {"n": done[0]}
        return told(request, words, here)
    if gaps and named:
        record_read_list(
            by=by, act=Right.NOTE, subject_type="people.person", part=Part.LIST,
            ids=[gap.learner.person_id for gap in gaps if gap.learner.person_id], unit_id=unit.pk,
        )  # fmt: skip
    context = {
        "unit": unit, "year": year, "form": form, "gaps": zip(gaps, form["who"], strict=True),
        "count": len(gaps), "named": named,
        "numbers": [(theme, party, _PARTY[party], left) for theme, party, left in numbers],
        "beneath": [(each, number, address("catch_up", each, year))
                    for each, number in units_with_gaps(unit, year)],
        "years": years_of(request, unit, year), "tabs": tabs_of(unit, year, "catch_up", by),
        "trail": trail_of(unit, year, Link(_("Học bù"))),
        "sheet": f"{reverse('study:sheet', args=[unit.slug])}?nam={year}",
    }  # fmt: skip
    return shown(request, "study/catch_up.html", context)


@require_safe
@login_required
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone of a unit who is asked to study, as a file."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.NOTE, at=unit)
    year = year_asked(request, unit)
    rows, named = learners_of(unit, year), by.sees_names(unit.path)
    if named:
        record_read_list(
            by=by, act=Right.NOTE, subject_type="people.person", part=Part.EXPORT,
            ids=[row.person_id for row in rows if row.person_id], unit_id=unit.pk,
        )  # fmt: skip
    table = learners_sheet(unit, year, rows, named=named)
    return sheet_answer(table, request.GET.get("dang", "xlsx"))


def _act(by: AccountActor, request: HttpRequest, unit: Unit, form: MakeUpForm) -> int:
    """Close the gaps that were ticked, or those of a number; or take people off the list."""
    data = form.cleaned_data
    if "excuse" in request.POST:
        return excuse(
            by=by, unit_id=unit.pk, learner_ids=data["who"], reason=data["words"] or form.reason
        )
    means = Means(data["means"])
    theme, _dash, party = request.POST.get("number_of", "").partition("-")
    typed_number = request.POST.get("number", "")
    if theme.isdecimal() and party in ("0", "1") and typed_number.isdecimal():
        return make_up_count(
            by=by, unit_id=unit.pk, theme_id=int(theme[:18]), party=int(party),
            number=int(typed_number[:6]), means=means, day=data["day"], words=data["words"],
            today=today(), reason=form.reason,
        )  # fmt: skip
    return make_up(
        by=by, unit_id=unit.pk, learner_ids=data["who"], means=means, day=data["day"],
        words=data["words"], today=today(), reason=form.reason,
    )  # fmt: skip
