"""What these pages ask of a request: the unit, the year; and the frame they share."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.evaluations.queries.ratings import rated_years, unit_reviewed
from neuguong.evaluations.rights import Right
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link

_FIRST_YEAR, _SHOWN = 2005, 6


@dataclass(frozen=True, slots=True)
class Spot:
    """The unit and year of a page, for its reader."""

    by: AccountActor
    unit: Unit
    year: int
    closed: bool

    def url(self, name: str, **more: str) -> str:
        """Another page of this room about the same unit and year."""
        query = urlencode({"nam": self.year, **more})
        return f"{reverse(f'evaluations:{name}', args=[self.unit.slug])}?{query}"

    def may(self, right: Right) -> bool:
        """Whether the reader may do this here."""
        return self.by.may(right, at=self.unit)


def year_asked(request: HttpRequest) -> int:
    """The year `nam` of the address, this year where there is none that makes sense."""
    asked = number_asked(request, "nam")
    return asked if _FIRST_YEAR <= asked <= today().year else today().year


def spot_asked(request: HttpRequest, slug: str, right: Right | None = None) -> Spot:
    """Where the page stands: 404 for who may not know of the unit, 403 for who may not do this there."""
    by, year = reader(request), year_asked(request)
    unit = unit_reviewed(by, slug)
    if right is not None:
        by.require(right, at=unit)
    return Spot(by, unit, year, year_closed(unit, year))


def frame(spot: Spot, current: str) -> dict[str, Any]:
    """What every page about a unit and year shows: its tabs and the years one may go to."""
    known = {
        "unit": _("Kiểm điểm, xếp loại"),
        "propose": _("Bảng đề xuất"),
        "decide": _("Quyết định"),
        "quota": _("Tỷ lệ"),
        "stated": _("Kê khai, danh hiệu"),
    }
    allowed = {"propose": Right.REVIEW, "decide": Right.DECIDE}
    tabs = [
        Link(label, spot.url(name), name == current)
        for name, label in known.items()
        if name not in allowed or spot.may(allowed[name])
    ]
    years = sorted({*rated_years(spot.unit), today().year, today().year - 1, spot.year})
    here = reverse(f"evaluations:{current}", args=[spot.unit.slug])
    return {
        "unit": spot.unit,
        "year": spot.year,
        "closed": spot.closed,
        "tabs": tabs,
        "years": [
            Link(f"{year}", f"{here}?nam={year}", year == spot.year)
            for year in reversed(years[-_SHOWN:])
        ],
    }
