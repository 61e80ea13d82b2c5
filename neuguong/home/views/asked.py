"""What every page of this room asks of a request: who reads, today, where; and the doors it draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.home import rules
from neuguong.home.queries.place import Place, may_see_figures, place_seen
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period, format_day
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit
from neuguong.org.queries import parent_on
from neuguong.people.access import reader
from neuguong.rollup.queries import TODAY, WAS, Figure, View
from neuguong.ui.asked import today
from neuguong.ui.menu import address_of
from neuguong.ui.parts import Bar, Choice, Link


def place_asked(request: HttpRequest, slug: str) -> Place:
    """Unit, period and view of the address."""
    period, view = request.GET.get("ky", ""), request.GET.get("cay", "")
    return place_seen(reader(request), slug, period, view, today=today())


@dataclass(frozen=True, slots=True)
class Doors:
    """Addresses of one period and view, made by joining words: a table holds hundreds of them."""

    kept: dict[str, str]
    query: str
    to_figures: str
    to_records: str
    to_unit: str
    to_why: str

    @classmethod
    def of(cls, period: Period, view: View = WAS) -> "Doors":
        """The doors of a period, on the tree of a view."""
        names = ("figures", "records", "unit", "explain")
        begin = (address_of(f"home:{name}", "-")[:-1] for name in names)
        kept = {"ky": period.key} | ({} if view is WAS else {"cay": view.key})
        return cls(kept, urlencode(kept), *begin)

    @classmethod
    def at(cls, place: Place) -> "Doors":
        """The doors of the period and the view of a place."""
        return cls.of(place.period, place.view)

    def figures(self, unit: Unit, **extra: str) -> str:
        """The page of figures of a unit."""
        return f"{self.to_figures}{unit.slug}?{self._query(extra)}"

    def records(self, unit: Unit, key: str, **extra: str) -> str:
        """The records behind one figure of a unit."""
        return f"{self.to_records}{unit.slug}?{self._query({'do': key, **extra})}"

    def why(self, unit: Unit, key: str) -> str:
        """The page that explains one figure on every view."""
        return f"{self.to_why}{unit.slug}?{self._query({'do': key})}"

    def unit(self, unit: Unit) -> str:
        """The page of a unit."""
        return self.unit_of(unit.slug)

    def unit_of(self, slug: str) -> str:
        """The page of the unit of that slug."""
        return f"{self.to_unit}{slug}?{self.query}"

    def _query(self, extra: dict[str, str]) -> str:
        """What is kept and what is said beside it; a name said again would stand twice."""
        said = [f"{name}={quote_plus(value)}" for name, value in extra.items()]
        return "&".join([self.query, *said])


def bar_of(request: HttpRequest, by: Actor, place: Place, *kept: str) -> Bar:
    """The bar of unit, period and view; `kept` are further parameters that stay."""
    unit, period = place.unit, place.period
    doors = Doors.at(place)
    parent = parent_on(unit, place.day) if place.view is WAS else unit.parent
    parts = [parent.name if parent else ""]
    if unit.closed_on is not None:
        words = _("đơn vị đã kết thúc %(day)s") if parent else _("đã kết thúc %(day)s")
        parts.append(words % {"day": format_day(unit.closed_on)})
    above = doors.figures(parent) if parent and may_see_figures(by, parent) else ""
    periods = rules.offered_periods(period, place.years)
    if not place.is_whole:
        periods = [found for found in periods if rules.whole_years_only(found) is None]
    return Bar(
        unit=unit.name,
        unit_url=f"{reverse('home:tree')}?{urlencode({'mo': unit.slug, **doors.kept})}",
        above=" · ".join(filter(None, parts)),
        above_url=above,
        action=request.path,
        periods=[Choice(p.key, sentence(p.label), p == period) for p in periods],
        views=list(_views(request, place, kept)),
        kept=[(name, request.GET[name]) for name in (*kept, "cay") if request.GET.get(name)],
    )


def _views(request: HttpRequest, place: Place, kept: Sequence[str]) -> Iterator[Link]:
    """The trees one may look at: as it was, today's, and the plan one looks at; one, for those outside."""
    offered = [WAS, TODAY] if place.is_whole else [WAS]
    if place.view not in offered:
        offered.append(place.view)
    for view in offered:
        query = Doors.of(place.period, view).kept
        query |= {name: request.GET[name] for name in kept if request.GET.get(name)}
        yield Link(view.label, f"{request.path}?{urlencode(query)}", view is place.view)


def unsigned_words(place: Place) -> str:
    """What is said where figures are seen on a tree on which nobody signs them; else empty."""
    if place.view.is_signed:
        return ""
    words = _("%(view)s: chưa phải số liệu ký duyệt. Số liệu ký duyệt theo cây tổ chức như khi đó.")
    return words % {"view": place.view.label}


def sentence(words: str) -> str:
    """The words with a capital at the front, as a title begins."""
    return words[:1].upper() + words[1:]


def folded(numbers: int) -> str:
    """The shape in which a table with so many columns of numbers folds on a phone."""
    if numbers < 2:
        return "cards"
    return "cards rows5" if numbers == 5 else f"cards rows5 k{numbers}"


def unit_word(figure: Figure) -> str:
    """The unit beside a number; a percent carries its own sign."""
    return "" if figure.kind is Kind.RATIO else figure.unit
