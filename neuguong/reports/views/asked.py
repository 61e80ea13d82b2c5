"""What pages of reports ask of a request: who reads, which unit and period; and the bar they draw."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.lib.dates import Period, PeriodError, format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.programme.queries import years_set
from neuguong.reorganisations.queries import planned_view
from neuguong.reports.queries.wording import upper_first
from neuguong.rollup.queries import TODAY, WAS, View, view_named
from neuguong.ui.parts import Bar, Choice, Link


def period_asked(request: HttpRequest, unit: Unit) -> Period:
    """The period of the address, else the newest year that was set and has begun."""
    typed = request.GET.get("ky", "")
    if not typed:
        return Period("year", starting_year(unit, timezone.localdate()))
    try:
        return Period.parse(typed)
    except PeriodError as fault:
        raise Refused(Refusal(fault.code, fault.text)) from fault


def view_asked(request: HttpRequest) -> View:
    """The tree of the address; only the one as it was can be signed."""
    return view_named(request.GET.get("cay", ""), partial(planned_view, reader(request)))


def starting_year(unit: Unit, today: date) -> int:
    """The newest year of the unit that was set and has begun."""
    last = min(today.year, unit.closed_on.year) if unit.closed_on else today.year
    first = min(unit.opened_on.year, last)
    return max((year for year in years_set(unit) if first <= year <= last), default=last)


def address(name: str, unit: Unit, period: Period, **more: str) -> str:
    """The address of a page of this room for a unit and period."""
    query = urlencode({"ky": period.key, **more})
    return f"{reverse(f'reports:{name}', args=[unit.slug])}?{query}"


def bar_of(request: HttpRequest, unit: Unit, period: Period, view: View = WAS) -> Bar:
    """The bar of unit and period; years, and halves and quarters of the year one reads."""
    year = period.last_year
    offered = [Period("year", found) for found in sorted({*years_set(unit), year}, reverse=True)]
    offered += [Period("half", year, n) for n in (1, 2)]
    offered += [Period("quarter", year, n) for n in range(1, 5)]
    if period not in offered:
        offered.insert(0, period)
    parts = [unit.parent.name if unit.parent else ""]
    if unit.closed_on is not None:
        parts.append(_("kết thúc %(day)s") % {"day": format_day(unit.closed_on)})
    query = urlencode({"mo": unit.slug, "ky": period.key})
    return Bar(
        unit=unit.name,
        unit_url=f"{reverse('home:tree')}?{query}",
        above=" · ".join(filter(None, parts)),
        action=request.path,
        periods=[Choice(p.key, upper_first(p.label), p == period) for p in offered],
        views=[
            Link(tree.label, f"{request.path}?{_query(period, tree)}", tree is view)
            for tree in dict.fromkeys((WAS, TODAY, view))
        ],
        kept=[] if view.is_signed else [("cay", view.key)],
    )


def _query(period: Period, view: View) -> str:
    return urlencode({"ky": period.key} | ({} if view.is_signed else {"cay": view.key}))
