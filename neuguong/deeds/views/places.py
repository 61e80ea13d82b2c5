"""Where things of this room stand: addresses of sheets, lists and deeds for the one who reads."""

from urllib.parse import urlencode

from django.urls import reverse

from neuguong.deeds.models import Deed, Registration
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.ui.parts import Link


def in_year(name: str, year: int, *args: object) -> str:
    """A page of this room in a year."""
    return f"{reverse(f'deeds:{name}', args=args)}?{urlencode({'nam': year})}"


def list_url(unit: Unit, year: int) -> str:
    """The list of everybody of the unit."""
    return in_year("list", year, unit.slug)


def sheet_url(by: Actor, found: Registration) -> str:
    """The sheet on which this reader goes on writing the registration."""
    if found.person_id is None:
        return in_year("collective", found.year, found.unit.slug)
    if found.person_id == by.person_id:
        return in_year("mine", found.year)
    return in_year("person", found.year, found.person_id, found.unit.slug)


def deed_on_sheet(by: Actor, deed: Deed) -> str:
    """The place of a deed on its sheet."""
    return f"{sheet_url(by, deed.registration)}#viec-{deed.pk}"


def deed_url(deed: Deed) -> str:
    """The page of a deed."""
    return reverse("deeds:deed", args=[deed.pk])


def year_tabs(base: str, years: tuple[int, ...], year: int) -> list[Link]:
    """The years one may turn to, newest first."""
    shown = [each for each in years if abs(each - year) <= 4]
    return [Link(str(each), f"{base}?nam={each}", each == year) for each in shown]
