"""What every page of this room asks of a request, and the bar and tabs it draws."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.honours.models.roll import Subject
from neuguong.honours.queries.levels import reads_names
from neuguong.honours.queries.place import Spot, spot_seen
from neuguong.honours.rights import Right
from neuguong.lib.dates import Period, PeriodError, format_day
from neuguong.lib.tables import Head, Value
from neuguong.lib.tables import Table as Sheet
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Bar, Choice, Link

MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def period_asked(request: HttpRequest) -> Period | None:
    """The period of the address; None where there is none that can be read."""
    try:
        return Period.parse(request.GET.get("ky", ""))
    except PeriodError:
        return None


def spot_asked(request: HttpRequest, by: AccountActor, slug: str) -> Spot:
    """The unit of the address in the year one asks for."""
    period = period_asked(request)
    year = period.last_year if period else number_asked(request, "nam")
    return spot_seen(by, slug, year, today=today())


def address(name: str, spot: Spot, unit: Unit | None = None, **extra: str) -> str:
    """A page of this room for a unit, in the year of the page one stands on."""
    query = urlencode({"ky": str(spot.year), **extra})
    return f"{reverse(f'honours:{name}', args=[(unit or spot.unit).slug])}?{query}"


def bar_of(request: HttpRequest, by: AccountActor, spot: Spot, page: str = "roll") -> Bar:
    """The bar of unit and year."""
    unit = spot.unit
    parts = [unit.parent.name if unit.parent else ""]
    if unit.closed_on is not None:
        parts.append(_("kết thúc %(day)s") % {"day": format_day(unit.closed_on)})
    above = ""
    if (
        unit.parent is not None
        and unit.parent.opened_on.year <= spot.year
        and by.may(Right.VIEW, at=unit.parent)
    ):
        above = address(page, spot, unit.parent)
    query = urlencode({"mo": unit.slug, "ky": str(spot.year)})
    return Bar(
        unit=unit.name,
        unit_url=f"{reverse('home:tree')}?{query}",
        above=" · ".join(filter(None, parts)),
        above_url=above,
        action=request.path,
        periods=[
            Choice(str(y), _("Năm %(year)s") % {"year": y}, y == spot.year) for y in spot.years
        ],
    )


def tabs_of(spot: Spot, current: str) -> list[Link]:
    """The pages of this room for a unit."""
    pages = (
        ("roll", _("Sổ ghi danh")),
        ("awards", _("Khen thưởng")),
        ("models", _("Mô hình hay")),
        ("catalogue", _("Danh mục hình thức khen")),
    )
    return [Link(label, address(name, spot), name == current) for name, label in pages]


def frame(request: HttpRequest, by: AccountActor, spot: Spot, current: str) -> dict[str, Any]:
    """What every page of a unit begins with."""
    return {
        "spot": spot,
        "bar": bar_of(request, by, spot, current),
        "tabs": tabs_of(spot, current),
    }


def may_write(by: AccountActor, spot: Spot) -> frozenset[str]:
    """What the reader may do at a unit in a year, for buttons."""
    found = {
        name
        for name, right in (("propose", Right.PROPOSE), ("decide", Right.DECIDE),
                            ("catalogue", Right.CATALOGUE))
        if by.may(right, at=spot.unit)
    }  # fmt: skip
    return frozenset(found - {"propose"} if spot.closed and "decide" not in found else found)


def sentence(words: str) -> str:
    """The words with a capital at the front."""
    return words[:1].upper() + words[1:]


def require_names(by: AccountActor, unit: Unit) -> None:
    """Refuse (403) a page that cannot do without the names of people one may not read."""
    if not reads_names(by, unit):
        raise PermissionDenied(
            _("Việc này đọc tên người. Làm ở tổ chức cơ sở, hoặc mở tên kèm lý do trước.")
        )


def note_names(
    by: AccountActor, unit: Unit, rows: Iterable[Subject], part: Part, **detail: object
) -> None:
    """Keep that somebody took the names of these people away, or read them where they were opened."""
    people = [row.person_id for row in rows if row.person_id and row.person_id != by.person_id]
    record_read_list(
        by=by, act=Right.VIEW, subject_type="people.person", ids=people, part=part,
        unit_id=unit.pk, detail=detail,
    )  # fmt: skip


def file_answer(name: str, shape: str, content: bytes) -> HttpResponse:
    """A paper as a file: PDF to look at, DOCX to keep."""
    answer = HttpResponse(content, content_type=MIMES[shape])
    kept = "inline" if shape == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{kept}; filename="{name}.{shape}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def file_slug(unit: Unit) -> str:
    """The unit in the name of a file."""
    return unit.slug.replace("/", "-")


def sheet_of(
    name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]], *, named: bool
) -> Sheet:
    """A list to take away; with `named` it holds names of people."""
    internal, personal = _("Tài liệu nội bộ"), _("Tài liệu nội bộ – có dữ liệu cá nhân")
    columns = [Head(word, 12 if not place else 32) for place, word in enumerate(heads)]
    return Sheet(
        name, personal if named else internal, title, _("Danh sách"), columns, rows, frozen=1
    )
