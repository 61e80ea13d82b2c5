"""What every page of this room asks of a request, and the doors it draws."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.programme.queries import year_closed, years_set
from neuguong.study.rights import Right
from neuguong.ui.asked import today
from neuguong.ui.parts import Link


def year_asked(request: HttpRequest, unit: Unit) -> int:
    """The year of the address, else the newest year set for the unit that has begun."""
    typed = request.GET.get("nam", "")
    if typed:
        if not (typed.isascii() and typed.isdigit() and 1990 <= int(typed[:5]) <= 2100):
            raise Http404
        return int(typed)
    last = min(today(), unit.closed_on or today()).year
    known = [year for year in years_set(unit) if unit.opened_on.year <= year <= last]
    return max(known, default=last)


def is_closed(by: Actor, unit: Unit, year: int) -> bool:
    """Whether a change needs a reason: the year is closed, and the reader may correct it."""
    rights = ("deeds.correct", "deeds.confirm")
    return year_closed(unit, year) and any(by.may(right, at=unit) for right in rights)


def address(name: str, unit: Unit, year: int, **extra: str) -> str:
    """A page of this room for a unit and year."""
    return f"{reverse(f'study:{name}', args=[unit.slug])}?{urlencode({'nam': year, **extra})}"


def tabs_of(unit: Unit, year: int, current: str, by: Actor) -> list[Link]:
    """The pages of a unit in this room."""
    pages = [("unit", _("Học tập"), True),
             ("catch_up", _("Học bù"), by.may(Right.NOTE, at=unit)),
             ("broadcasts", _("Truyền thanh"), True)]  # fmt: skip
    return [
        Link(label, address(name, unit, year), name == current)
        for name, label, is_shown in pages if is_shown
    ]  # fmt: skip


def years_of(request: HttpRequest, unit: Unit, year: int) -> list[Link]:
    """The years one may look at, newest first."""
    last = min(today(), unit.closed_on or today()).year
    known = {each for each in years_set(unit) if unit.opened_on.year <= each <= last} | {year}
    return [
        Link(str(each), f"{request.path}?{urlencode({'nam': each})}", each == year)
        for each in sorted(known, reverse=True)
    ]


def trail_of(unit: Unit, year: int, *more: Link) -> list[Link]:
    """From the page of the unit to here."""
    return [
        Link(unit.short_name or unit.name, reverse("home:unit", args=[unit.slug])),
        Link(_("Học tập"), address("unit", unit, year)),
        *more,
    ]
