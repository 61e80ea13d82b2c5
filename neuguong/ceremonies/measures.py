"""What is counted of ceremonies: flag salutes, movements, volunteer days, twinning, admissions.

Money and labour given at a volunteer day or to a twinned commune stay with their deeds and are counted
there, once.
"""

from neuguong.ceremonies.rules import EventState
from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

SALUTES = Source(number=81, table="ceremonies_flagsalute", facets=("kind",))
MOVEMENTS = Source(number=82, table="ceremonies_movement", facets=())
JOININGS = Source(number=83, table="ceremonies_joining", facets=(), values=("people",))
VOLUNTEERING = Source(
    number=84, table="ceremonies_volunteerday", facets=("state",), values=("people",)
)
TWINNINGS = Source(
    number=85, table="ceremonies_twinning", facets=(), month=None, start="since", end="until"
)
ADMISSIONS = Source(number=86, table="ceremonies_admission", facets=("state",))
ADMITTED = Source(number=87, table="ceremonies_admitted", facets=("state",))

SOURCES = (SALUTES, MOVEMENTS, JOININGS, VOLUNTEERING, TWINNINGS, ADMISSIONS, ADMITTED)

_HELD = int(EventState.HELD)


def _measure(key: str, label: str, unit: str, feed: Feed, kind: Kind = Kind.SUM) -> Measure:
    return Measure(f"ceremonies.{key}", label, unit, kind, feeds=(feed,), group="ceremonies")


MEASURES = (
    _measure("flag_salutes", _("Buổi chào cờ đầu tuần, đầu tháng"), _("buổi"), Feed(SALUTES)),
    _measure("movements", _("Phong trào thi đua phát động"), _("phong trào"), Feed(MOVEMENTS)),
    _measure("movement_joinings", _("Lượt đơn vị tham gia phong trào"), _("lượt"), Feed(JOININGS)),
    _measure("movement_people", _("Lượt người tham gia phong trào"), _("lượt"),
             Feed(JOININGS, value="people")),
    _measure("volunteer_days", _("Ngày cuối tuần tình nguyện"), _("ngày"),
             Feed(VOLUNTEERING, only(state=_HELD))),
    _measure("volunteer_people", _("Lượt người tình nguyện"), _("lượt"),
             Feed(VOLUNTEERING, only(state=_HELD), "people")),
    _measure("twinnings", _("Xã được nhận kết nghĩa, giúp đỡ"), _("xã"), Feed(TWINNINGS), Kind.STOCK),
    _measure("admissions", _("Lễ kết nạp đảng viên"), _("lễ"),
             Feed(ADMISSIONS, only(state=_HELD))),
    _measure("admitted", _("Đảng viên mới kết nạp"), _("người"), Feed(ADMITTED, only(state=_HELD))),
)  # fmt: skip
