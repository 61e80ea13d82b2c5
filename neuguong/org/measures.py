"""What is counted of units: organisations by grade, on the last day of the period."""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _
from neuguong.org.rules import FAMILY_NUMBERS, Family

UNIT_STATES = Source(
    number=1,
    table="org_unitstate",
    facets=("family", "is_grassroots", "is_cell", "sector"),
    month=None,
    start="valid_from",
    end="valid_to",
)

_PARTY = FAMILY_NUMBERS[Family.PARTY]

GRASSROOTS = Measure(
    key="organisations.grassroots",
    label=_("Tổ chức cơ sở đảng"),
    unit=_("tổ chức"),
    kind=Kind.STOCK,
    feeds=(Feed(UNIT_STATES, only(family=_PARTY, is_grassroots=1)),),
    group="organisations",
)
CELLS_UNDER_GRASSROOTS = Measure(
    key="organisations.cells_under_grassroots",
    label=_("Chi bộ trực thuộc đảng ủy cơ sở"),
    unit=_("chi bộ"),
    kind=Kind.STOCK,
    feeds=(Feed(UNIT_STATES, only(family=_PARTY, is_grassroots=0, is_cell=1)),),
    group="organisations",
)
MASS_ORGANISATIONS = Measure(
    key="organisations.mass",
    label=_("Ủy ban MTTQ và đoàn thể"),
    unit=_("tổ chức"),
    kind=Kind.STOCK,
    feeds=(Feed(UNIT_STATES, only(family=FAMILY_NUMBERS[Family.MASS])),),
    group="organisations",
)

SOURCES = (UNIT_STATES,)
MEASURES = (GRASSROOTS, CELLS_UNDER_GRASSROOTS, MASS_ORGANISATIONS)
