"""On which tree figures are seen: as it was on a day, as it is today, or as a reorganisation plans it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils import timezone

from neuguong.lib.dates import Period
from neuguong.lib.overlay import Overlay
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.rollup.queries.moves import tree_on

_DAY: Final = timedelta(days=1)


class ViewKind(StrEnum):
    """The three trees a figure can be seen on."""

    WAS = "was"
    TODAY = "today"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class View:
    """A tree to see figures on; `key` is its word in addresses and commands ("plan:7").

    A plan brings its `overlay`, the names it gives by unit id (those of new units have negative
    ids), and the headings under which units stand that it ends.
    """

    kind: ViewKind
    key: str
    overlay: Overlay | None = field(default=None, compare=False)
    names: Mapping[int, str] = field(default_factory=dict, compare=False)
    headings: Mapping[int, str] = field(default_factory=dict, compare=False)
    title: str = ""

    @property
    def label(self) -> str:
        """The view in words."""
        if self.kind is ViewKind.WAS:
            return _("Như khi đó")
        return _("Theo hôm nay") if self.kind is ViewKind.TODAY else self.title or _("Theo dự kiến")

    @property
    def is_signed(self) -> bool:
        """Whether figures on this tree may be signed: only as it was."""
        return self.kind is ViewKind.WAS

    def day(self, unit: Unit, period: Period) -> date:
        """The day whose tree is meant: the earliest of the period's end, today, the unit's last day.

        Today and a plan have the tree of today to begin with.
        """
        days = [timezone.localdate()]
        if self.kind is ViewKind.WAS:
            days.append(period.last_day)
            if unit.closed_on is not None:
                days.append(unit.closed_on - _DAY)
        return min(days)

    def tree(self, day: date) -> Overlay:
        """Where units stand that stand otherwise than today; read it inside a snapshot."""
        if self.kind is ViewKind.WAS:
            return tree_on(day)
        return self.overlay or Overlay()


WAS: Final = View(ViewKind.WAS, "was")
TODAY: Final = View(ViewKind.TODAY, "today")
NAMED: Final = {view.key: view for view in (WAS, TODAY)}


def view_named(typed: str, planned: Callable[[int], View] | None = None) -> View:
    """The view of an address or a command: was (also where nothing is said), today, plan:ID.

    `planned` finds the plan of a number. Refuses a view there is not.
    """
    if found := NAMED.get(typed or WAS.key):
        return found
    kind, _colon, number = typed.partition(":")
    if kind == ViewKind.PLAN and planned and number.isascii() and number.isdigit():
        return planned(int(number))
    raise view_unknown(typed)


def view_unknown(typed: str) -> Refused:
    """The refusal of a view there is not."""
    text = _("Không có cách xem “%(view)s”. Hãy chọn was, today hoặc plan và số của phương án.")
    return Refused(Refusal("view_unknown", text % {"view": typed[:40]}))
