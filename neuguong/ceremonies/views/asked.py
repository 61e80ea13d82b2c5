"""What every page of this room asks of a request, and the doors it draws."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.ceremonies.queries import Gifts
from neuguong.deeds.models import CONTRIBUTION_LABELS
from neuguong.deeds.rules import CONTRIBUTION_SCALE, ContributionKind
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier, format_amount, from_scaled
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.programme.queries import year_closed, years_set
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Link, Table

UNITS = {ContributionKind.LABOUR_DAYS: "ngày công", ContributionKind.LAND: "m²"}


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


def address(name: str, unit: Unit, year: int) -> str:
    """A page of this room for a unit and year."""
    return f"{reverse(f'ceremonies:{name}', args=[unit.slug])}?{urlencode({'nam': year})}"


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
        Link(_("Nghi lễ, phong trào"), address("unit", unit, year)),
        *more,
    ]


def gifts_table(by: Actor, gifts: Gifts) -> Table | None:
    """The contributions behind the sums, each with the deed where it stands."""
    if not gifts.rows:
        return None
    head = [Column(_("Việc")), Column(_("Đơn vị")), Column(_("Ngày")), Column(_("Đóng góp")),
            Column(_("Số lượng"), number=True)]  # fmt: skip
    rows = []
    for row in gifts.rows:
        kind = ContributionKind(row.kind)
        amount = from_scaled(row.amount_scaled, CONTRIBUTION_SCALE[kind])
        may = by.may("deeds.view", at=row.unit) and by.sees_names(row.unit.path)
        own = row.registration.person_id is None
        text = row.deed.text if row.deed and (may or own) else _("một việc làm theo")
        open_it = row.deed_id and by.may("deeds.view", at=row.unit) and (may or own)
        rows.append(
            [
                Cell(text, reverse("deeds:deed", args=[row.deed_id]) if open_it else ""),
                Cell(row.unit.name), Cell(format_day(row.day)),
                Cell(str(CONTRIBUTION_LABELS[kind])),
                Cell(format_amount(amount, UNITS.get(kind, _("đồng")), Qualifier(row.qualifier))),
            ]
        )  # fmt: skip
    return Table(_("Đóng góp đã ghi ở các việc"), head, rows)
