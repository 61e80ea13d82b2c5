"""What is counted of people: members on the last day of the period."""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _
from neuguong.people.rules import PARTY_MEMBERS

MEMBERSHIPS = Source(
    number=2,
    table="people_membership",
    facets=("category",),
    month=None,
    start="valid_from",
    end="valid_to",
)

MEMBERS = Measure(
    key="people.members",
    label=_("Đảng viên"),
    unit=_("người"),
    kind=Kind.STOCK,
    feeds=(Feed(MEMBERSHIPS, only(category={int(c) for c in PARTY_MEMBERS})),),
    group="people",
)

SOURCES = (MEMBERSHIPS,)
MEASURES = (MEMBERS,)
