"""What pages of this room ask of a request: the unit, the year, and what stands around a form."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.inspections.models import Inspection
from neuguong.inspections.queries import inspection_seen
from neuguong.inspections.rights import Right
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import number_asked, shown, today
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Link

_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about which unit, in which year."""

    by: AccountActor
    unit: Unit
    year: int

    @property
    def closed(self) -> bool:
        """Whether the year takes corrections only."""
        return year_closed(self.unit, self.year)

    @property
    def home(self) -> str:
        """The page of the unit's year."""
        return year_url(self.unit, self.year)


def year_url(unit: Unit, year: int, name: str = "year") -> str:
    """A page of this room for a unit and a year."""
    return f"{reverse(f'inspections:{name}', args=[unit.slug])}?{urlencode({'nam': year})}"


def year_asked(request: HttpRequest, slug: str) -> Asked:
    """The unit and the year of the address; 404 for those who may not read here."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    year, last = number_asked(request, "nam"), today().year
    if unit.closed_on is not None:
        last = min(last, unit.closed_on.year)
    is_known = _FIRST_YEAR <= year <= today().year + 1
    return Asked(by, unit, year if is_known else last)


def to_write(request: HttpRequest, inspection_id: int) -> tuple[AccountActor, Inspection]:
    """A visit the reader may write on; 404 where not theirs to know of, 403 where only to read."""
    by = reader(request)
    found = inspection_seen(by, inspection_id)
    by.require(Right.WRITE, at=found.unit)
    return by, found


def to_mend(by: AccountActor, found: Inspection) -> None:
    """Whether one may say what was done about a fault: the inspected unit, or the committee."""
    if not may_mend(by, found):
        raise PermissionDenied(
            _("Đơn vị được kiểm tra ghi việc khắc phục; cấp kiểm tra ghi thay được.")
        )


def may_mend(by: AccountActor, found: Inspection) -> bool:
    """Whether the reader answers for the mending of faults of this visit."""
    return by.may(Right.WRITE, at=found.unit) or by.may(Right.MEND, at=found.inspected)


def trail_of(found: Inspection, here: str = "") -> list[Link]:
    """The way back from a visit to the year of its committee."""
    links = [Link(found.unit.name, year_url(found.unit, found.year))]
    if here:
        links.append(Link(found.title, visit_url(found)))
    return [*links, Link(here or _("Cuộc kiểm tra, giám sát"))]


def visit_url(found: Inspection) -> str:
    """The page of a visit."""
    return reverse("inspections:inspection", args=[found.pk])


def form_page(
    request: HttpRequest, form: ActForm, *, title: str, over: str, go: str, trail: list[Link]
) -> HttpResponse:
    """One form on a page of its own."""
    context: dict[str, Any] = {
        "form": form, "title": title, "over": over, "go": go, "trail": trail,
        "back": trail[-2].url,
    }  # fmt: skip
    return shown(request, "inspections/form.html", context)
