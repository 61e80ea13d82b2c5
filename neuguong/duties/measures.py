"""What is counted of duties: how many were due, done, done in time; completeness and timeliness."""

from neuguong.duties.rules import DutyState
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

DUTIES = Source(number=76, table="duties_duty", facets=("state", "kind"))

_DONE = {int(DutyState.DONE), int(DutyState.LATE)}


def _measure(key: str, label: str, states: set[int]) -> Measure:
    return Measure(key, label, _("lượt"), feeds=(Feed(DUTIES, only(state=states)),), group="duties")


SOURCES = (DUTIES,)
MEASURES = (
    _measure("duties.due", _("Lượt việc đến hạn"), {int(DutyState.OPEN), *_DONE}),
    _measure("duties.done", _("Lượt đã làm"), _DONE),
    _measure("duties.in_time", _("Lượt làm đúng hạn"), {int(DutyState.DONE)}),
    _measure("duties.late", _("Lượt quá hạn chưa làm"), {int(DutyState.OPEN)}),
    Measure("duties.completeness", _("Tỷ lệ đã làm"), "%", Kind.RATIO,
            numerator="duties.done", denominator="duties.due", group="duties"),
    Measure("duties.timeliness", _("Tỷ lệ đúng hạn"), "%", Kind.RATIO,
            numerator="duties.in_time", denominator="duties.due", group="duties"),
)  # fmt: skip
