"""What is counted of attendance: days due, days there, how often late; never a person's own days."""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _

MONTHS = Source(
    number=73, table="attendance_attendancemonth", facets=("kept",),
    values=("due", "there", "late"),
)  # fmt: skip

SOURCES = (MONTHS,)
MEASURES = (
    Measure("attendance.due", _("Ngày công phải làm"), _("ngày công"),
            feeds=(Feed(MONTHS, only(kept=1), "due"),), scale=2, group="attendance"),
    Measure("attendance.there", _("Ngày công có mặt"), _("ngày công"),
            feeds=(Feed(MONTHS, only(kept=1), "there"),), scale=2, group="attendance"),
    Measure("attendance.rate", _("Tỷ lệ ngày công có mặt"), "%", Kind.RATIO,
            numerator="attendance.there", denominator="attendance.due", group="attendance"),
    Measure("attendance.late", _("Lượt đi muộn"), _("lượt"),
            feeds=(Feed(MONTHS, only(kept=1), "late"),), group="attendance"),
)  # fmt: skip
