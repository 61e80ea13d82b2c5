"""What a page of figures says of a unit that has ended, or that had not begun in the period."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from neuguong.home.queries.place import Place, may_see_figures
from neuguong.home.views.asked import Doors
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period, format_day
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of, successors_of
from neuguong.rollup.queries import TODAY, WAS, ViewKind
from neuguong.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Life:
    """The sentence, who came before or after, and what these are called.

    `other` leads to the same period on the other tree.
    """

    text: str
    called: str
    units: Sequence[Link]
    other: Link | None = None


def life_of(by: Actor, place: Place) -> Life | None:
    """What to say; nothing of a unit that lived through the period and lives still."""
    unit, period = place.unit, place.period
    if period.last_day < unit.opened_on:
        return _not_yet(by, place)
    if unit.closed_on is None:
        return None
    words = {"unit": unit.name, "day": format_day(unit.closed_on)}
    if place.view.kind is ViewKind.WAS:
        text = _("%(unit)s đã kết thúc ngày %(day)s. Số liệu dưới đây là của khi đó.")
        other = Link(_("Xem theo hôm nay còn gì ở đây"), Doors.of(period, TODAY).figures(unit))
    else:
        text = _(
            "%(unit)s đã kết thúc ngày %(day)s. Những gì đã chuyển đi được tính ở nơi mới;"
            " ở đây chỉ còn phần ở lại."
        )
        other = Link(_("Xem như khi đó"), Doors.of(period).figures(unit))
    return Life(text % words, _("Kế thừa:"), _links(by, successors_of(unit), period), other)


def _not_yet(by: Actor, place: Place) -> Life:
    unit, period = place.unit, place.period
    words = {"unit": unit.name, "day": format_day(unit.opened_on), "period": period.label}
    before = _links(by, predecessors_of(unit), period)
    if place.view.kind is not ViewKind.WAS:
        text = _(
            "%(unit)s lập ngày %(day)s. Số liệu %(period)s dưới đây là của các đơn vị nay thuộc"
            " đơn vị này."
        )
        return Life(text % words, _("Trước đó là:"), before)
    text = _("%(unit)s lập ngày %(day)s, chưa có trong %(period)s.")
    today = Link(_("Xem %(period)s theo hôm nay") % words, Doors.of(period, TODAY).figures(unit))
    return Life(text % words, _("Trước đó là:"), before, today if before else None)


def _links(by: Actor, units: Sequence[Unit], period: Period) -> list[Link]:
    """Each unit, with a door where the reader may go, on a tree on which it can be seen."""
    found = []
    for unit in units:
        view = TODAY if period.last_day < unit.opened_on else WAS
        url = Doors.of(period, view).figures(unit) if may_see_figures(by, unit) else ""
        found.append(Link(unit.name, url))
    return found
