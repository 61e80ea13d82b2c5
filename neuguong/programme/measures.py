"""What the year itself states about a unit: attributes, never added up."""

from neuguong.lib.measure import Kind, Measure
from neuguong.lib.words import gettext_lazy as _

MINIMUM_DEEDS = Measure(
    key="plans.minimum_deeds_per_member",
    label=_("Số việc tối thiểu của đảng viên"),
    unit=_("việc"),
    kind=Kind.ATTRIBUTE,
    group="plans",
)
PLEDGE_ITEMS = Measure(
    key="pledges.items",
    label=_("Số biểu hiện trong bản cam kết"),
    unit=_("biểu hiện"),
    kind=Kind.ATTRIBUTE,
    group="plans",
)

MEASURES = (MINIMUM_DEEDS, PLEDGE_ITEMS)
