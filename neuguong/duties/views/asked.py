"""What pages of duties ask of a request: the unit, the year, and the tabs between them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.duties.rights import Right
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about which unit, in which year."""

    by: AccountActor
    unit: Unit
    year: int

    def url(self, name: str) -> str:
        """Another page of this room for the same unit and year."""
        return address(name, self.unit, self.year)

    def tabs(self, current: str) -> list[Link]:
        """The pages of this room; those about units beneath only where there are any."""
        pages = [("owed", _("Việc của đơn vị"))]
        if not self.unit.type.is_cell:
            pages += [("wall", _("Bảng theo dõi")), ("calls", _("Danh sách gọi"))]
            if self.by.may(Right.SET, at=self.unit):
                pages.append(("calendar", _("Lịch hạn")))
        return [Link(label, self.url(name), name == current) for name, label in pages]


def address(name: str, unit: Unit, year: int) -> str:
    """A page of this room."""
    return f"{reverse(f'duties:{name}', args=[unit.slug])}?{urlencode({'nam': year})}"


def unit_asked(request: HttpRequest, slug: str) -> Asked:
    """The unit and the year of the address; 404 for those who may not know of it."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    year = number_asked(request, "nam")
    return Asked(by, unit, year if 2000 <= year <= today().year + 1 else today().year)
