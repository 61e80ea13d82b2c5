"""What every page of this room asks of a request, and the bar, tabs and doors it draws."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.indicators.queries.place import Spot, spot_seen
from neuguong.indicators.rights import Right
from neuguong.lib.dates import Period, format_day
from neuguong.lib.refusal import Refusal
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.rollup.queries import NAMED, WAS
from neuguong.ui.asked import Question, asked, number_asked, today, typed
from neuguong.ui.parts import Bar, Choice, Link

Row = TypeVar("Row")


def spot_asked(request: HttpRequest, slug: str, *, below: bool = False) -> Spot:
    """Unit, period and view of the address."""
    period, view = request.GET.get("ky", ""), request.GET.get("cay", "")
    return spot_seen(reader(request), slug, period, today=today(), view=view, below=below)


def address(name: str, spot: Spot, unit: Unit, **extra: str) -> str:
    """A page of this room for a unit, in the period and view of the page one stands on."""
    return f"{reverse(f'indicators:{name}', args=[unit.slug])}?{_query(spot, extra)}"


def records_door(spot: Spot, unit: Unit, key: str, **extra: str) -> str:
    """The records behind one figure of a unit."""
    return f"{reverse('home:records', args=[unit.slug])}?{_query(spot, {'do': key, **extra})}"


def figures_door(spot: Spot, unit: Unit) -> str:
    """The page of figures of a unit."""
    return f"{reverse('home:figures', args=[unit.slug])}?{_query(spot, {})}"


def _query(spot: Spot, extra: Mapping[str, str]) -> str:
    kept = {"ky": spot.period.key}
    if spot.view != WAS:
        kept["cay"] = spot.view.key
    return urlencode(kept | dict(extra))


def bar_of(request: HttpRequest, by: AccountActor, spot: Spot, *kept: str) -> Bar:
    """The bar of unit and period; `kept` are further parameters that stay."""
    unit, period, parent = spot.unit, spot.period, spot.parent
    parts = [parent.name if parent else ""]
    if unit.closed_on is not None:
        parts.append(_("kết thúc %(day)s") % {"day": format_day(unit.closed_on)})
    above = ""
    if parent is not None and by.may("rollup.view", at=parent):
        above = address("overview", spot, parent)
    query = _query(spot, {"mo": unit.slug})
    return Bar(
        unit=unit.name,
        unit_url=f"{reverse('home:tree')}?{query}",
        above=" · ".join(filter(None, parts)),
        above_url=above,
        action=request.path,
        periods=[Choice(p.key, sentence(p.label), p == period) for p in _offered(spot)],
        views=_views(request, spot),
        kept=[(name, request.GET[name]) for name in (*kept, "cay") if request.GET.get(name)],
    )


def frame_of(
    request: HttpRequest, by: AccountActor, spot: Spot, page: str, *kept: str
) -> dict[str, Any]:
    """What every page of this room is framed with: bar, tabs, where one stands, a warning."""
    return {
        "bar": bar_of(request, by, spot, *kept),
        "tabs": tabs_of(by, spot, page) if spot.is_whole else [],
        "spot": spot,
        "unsigned": unsigned_words(spot),
    }


def tabs_of(by: AccountActor, spot: Spot, current: str) -> list[Link]:
    """The pages of this room for a unit; those for writing only where one may."""
    unit = spot.unit
    pages = [
        ("overview", _("Tổng hợp"), True),
        ("compare", _("So sánh"), True),
        ("review", _("Điều cần xem lại"), True),
        ("progress", _("Ai chưa làm"), True),
        ("cuts", _("Theo khối"), True),
        ("targets", _("Mục tiêu"), True),
        ("external", _("Số từ bên ngoài"), True),
        ("define", _("Soạn chỉ số"), by.may(Right.SET, at=unit)),
    ]
    return [
        Link(label, address(name, spot, unit), name == current)
        for name, label, is_shown in pages
        if is_shown
    ]


def unsigned_words(spot: Spot) -> str:
    """What is said where figures are seen on a tree on which nobody signs them; else empty."""
    if spot.view.is_signed:
        return ""
    words = _("%(view)s: chưa phải số liệu ký duyệt. Số liệu ký duyệt theo cây tổ chức như khi đó.")
    return words % {"view": spot.view.label}


class Confirm(forms.Form):
    """A question to which there is nothing to type; it shows the refusal of the act."""

    def refuse(self, refusal: Refusal) -> None:
        """Put the refusal above the form."""
        self.add_error(None, refusal.text)


def confirmed(request: HttpRequest, question: Question, act: Callable[[], object]) -> HttpResponse:
    """Ask once, then act."""
    return asked(request, question, Confirm(typed(request)), act)


def row_asked(request: HttpRequest, name: str, find: Callable[[int], Row | None]) -> Row:
    """The row whose number stands in the address; 404 where there is none."""
    number = number_asked(request, name)
    found = find(number) if number else None
    if found is None:
        raise Http404
    return found


def sentence(words: str) -> str:
    """The words with a capital at the front, as a title begins."""
    return words[:1].upper() + words[1:]


def folded(numbers: int) -> str:
    """The shape in which a table with so many columns of numbers folds on a phone."""
    if numbers < 2:
        return "cards"
    return "cards rows5" if numbers == 5 else f"cards rows5 k{numbers}"


def _views(request: HttpRequest, spot: Spot) -> list[Link]:
    """The trees one may see the figures on, and the plan one looks at; those beneath see them as it was."""
    views = [*NAMED.values()] if spot.is_whole else [WAS]
    if spot.view not in views:
        views.append(spot.view)
    here = {name: value for name, value in request.GET.items() if name != "cay"}
    here["ky"] = spot.period.key
    return [
        Link(
            view.label,
            f"{request.path}?{urlencode(here | ({} if view == WAS else {'cay': view.key}))}",
            view == spot.view,
        )
        for view in views
    ]


def _offered(spot: Spot) -> Sequence[Period]:
    """Years, newest first, and the parts of the year one looks at."""
    year = spot.period.year
    offered = [Period("year", y) for y in sorted({*spot.years, year}, reverse=True)]
    if spot.is_whole:
        offered += [Period("half", year, number) for number in (1, 2)]
        offered += [Period("quarter", year, number) for number in range(1, 5)]
        offered += [Period("month", year, number) for number in range(1, 13)]
    return offered if spot.period in offered else [spot.period, *offered]
