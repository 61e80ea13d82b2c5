"""A year of the small country with enough in it for a report: every kind of figure, names to be masked."""

from datetime import date
from decimal import Decimal

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.people.rules import Category
from tests.world import NOW, TODAY, World

YEAR = Period("year", 2022)
COMMUNE, CELL, OTHER_CELL = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai"
ROAD = "Mở 700 m đường lâm nghiệp vào khu sản xuất"
BRIDGE = "Cùng ông Hoàng Văn Thái và bà Lò Thị Mẩy góp tiền bắc cầu dân sinh"
_DAY = date(2022, 5, 20)
_KIND = {kind.key: kind.number for kind in RESULT_KINDS}


def fill(world: World) -> None:
    """Two cells, a commune, a mass organisation and three people register; most of it is done."""
    road = QuantityEntry(_KIND["forestry_road"], Decimal(700), "m")
    bridge = QuantityEntry(_KIND["bridges"], Decimal(1), "cầu")
    own = ContributionEntry(
        ContributionKind.OWN_MONEY, Decimal(5_000_000), _DAY, Qualifier.AT_LEAST
    )
    land = ContributionEntry(ContributionKind.LAND, Decimal(400), _DAY)
    raised = ContributionEntry(ContributionKind.MOBILISED_MONEY, Decimal(2_000_000), _DAY)
    register_many(
        by=world.machine,
        year=YEAR.year,
        today=TODAY,
        now=NOW,
        entries=[
            _collective(world, CELL, [_done(ROAD, road), _done("Làm nhà vệ sinh cho cộng đồng")]),
            _collective(world, OTHER_CELL, [_open("Trồng 2 ha rừng")]),
            _collective(world, COMMUNE, [_done("Vận động góp tiền", raised)]),
            _collective(world, f"{COMMUNE}/phu-nu", [_done("Giữ sạch đường làng")]),
            _person(world, CELL, "Chi", [_done(BRIDGE, bridge, own, land)]),
            _person(world, CELL, "Giang", [_done("Học một lớp bồi dưỡng")]),
            _person(world, OTHER_CELL, "Đạt", [_open("Giúp 1 hộ nghèo")]),
        ],
    )


def deed(text: str) -> Deed:
    """The deed of those words."""
    return Deed.objects.get(text=text)


def _done(text: str, *figures: QuantityEntry | ContributionEntry) -> BulkDeed:
    outcome = OutcomeEntry(
        DeedState.DONE, _DAY, "Đã xong",
        quantities=[figure for figure in figures if isinstance(figure, QuantityEntry)],
        contributions=[figure for figure in figures if isinstance(figure, ContributionEntry)],
    )  # fmt: skip
    return BulkDeed(DeedEntry(text), outcome)


def _open(text: str) -> BulkDeed:
    return BulkDeed(DeedEntry(text), OutcomeEntry(DeedState.IN_PROGRESS, _DAY))


def _collective(world: World, slug: str, deeds: list[BulkDeed]) -> BulkRegistration:
    unit: Unit = world.unit(slug)
    return BulkRegistration(unit=unit, collective=unit, deeds=deeds, registered_on=_DAY)


def _person(world: World, slug: str, who: str, deeds: list[BulkDeed]) -> BulkRegistration:
    return BulkRegistration(
        unit=world.unit(slug), person=world.people[who], category=Category.OFFICIAL, deeds=deeds,
        registered_on=_DAY,
    )  # fmt: skip
