"""The district Pác Nặm in 2022: invented people whose totals are the published ones (domain 11.1).

Published: 35 grassroots organisations and 151 cells under them, 561 deeds of Party collectives, 135 of Front
and mass organisations, 3.485 people with 6.868 deeds; Giáo Hiệu 15 collectives with 45 deeds and 148
people with 334, all done; the results of four village cells. The split among the rest is invented.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from neuguong.deeds.actions.entries import (
    BulkDeed,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.lib.amounts import Qualifier
from neuguong.lib.vietnamese import slugify_vi
from neuguong.ops.demo.building import Branch, place_of
from neuguong.ops.demo.names import cell_sizes
from neuguong.ops.demo.texts import spread
from neuguong.org.actions import UnitEntry
from neuguong.org.models import Unit
from neuguong.org.rules import Sector
from neuguong.people.models import Person
from neuguong.people.rules import Category

ROOT = "bac-kan/pac-nam"
_KIND = {kind.key: kind.number for kind in RESULT_KINDS}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the replica: number of cells, of mass organisations, hamlets with known names."""

    name: str
    cells: int
    mass: int
    hamlets: tuple[str, ...] = ()


COMMUNES = (
    Commune("Giáo Hiệu", 9, 5, ("Khau Thôm", "Khuổi Lè")),
    Commune("Bằng Thành", 15, 5),
    Commune("Bộc Bố", 15, 5),
    Commune("Nhạn Môn", 14, 4, ("Phiêng Tạc",)),
    Commune("Xuân La", 14, 4, ("Thôm Mèo",)),
    Commune("An Thắng", 14, 4),
    Commune("Nghiên Loan", 15, 5),
    Commune("Công Bằng", 14, 4),
    Commune("Cổ Linh", 15, 5, ("Thôm Niêng", "Bản Cảm")),
    Commune("Cao Tân", 15, 4),
)
MASS = (
    ("mttq", "Ủy ban MTTQ xã", "front", 0),
    ("doan-tn", "Đoàn Thanh niên xã", "mass", 1),
    ("phu-nu", "Hội Phụ nữ xã", "mass", 2),
    ("nong-dan", "Hội Nông dân xã", "mass", 3),
    ("cuu-chien-binh", "Hội Cựu chiến binh xã", "mass", 4),
)
AGENCIES = (
    "Văn phòng Huyện ủy",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ủy ban Kiểm tra",
    "Mặt trận và đoàn thể",
    "Văn phòng HĐND và UBND",
    "Phòng Nội vụ",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Nông nghiệp",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Lao động",
    "Phòng Tư pháp",
    "Phòng Tài nguyên",
    "Thanh tra",
    "Văn hóa - Thông tin",
    "Ban Quản lý các Dự án, Kinh tế hạ tầng",
    "Trung tâm Y tế",
    "Trung tâm Giáo dục nghề nghiệp",
    "Kho bạc",
    "Ngân hàng Chính sách",
    "Viện Kiểm sát",
    "Tòa án",
)
FORCES = (("cong-an", "Đảng bộ Công an huyện", 7), ("quan-su", "Đảng bộ Quân sự huyện", 4))

# (people, deeds of each): members and others of Giáo Hiệu, then of the rest (domain 11.1).
GIAO_HIEU_MEMBERS = ((10, 1), (48, 2), (42, 3), (4, 4))
GIAO_HIEU_OTHERS = ((10, 1), (26, 2), (8, 3))
MEMBERS = ((537, 1), (1073, 2), (631, 3), (81, 4), (24, 5))
OTHERS = ((557, 1), (352, 2), (75, 3), (7, 4))
MEMBERS_IN_ALL = 2500
PHIENG_TAC_MEMBERS = 8
# Cells whose published results must stay exactly as they are.
FIXED = ("phieng-tac", "thom-nieng", "ban-cam", "thom-meo")
RATE = 0.93


def load(branch: Branch) -> None:
    """Build the district, its people, and everything registered in 2022."""
    branch.found(_units(branch))
    cells = [unit for unit in branch.units.values() if unit.type.is_cell]
    home = [unit for unit in cells if unit.slug.startswith(f"{ROOT}/giao-hieu/")]
    rest = [unit for unit in cells if unit not in home]
    registrants = _settle_members(branch, home, rest)
    _collectives(branch)
    _members(branch, home, registrants, GIAO_HIEU_MEMBERS, rate=1.0)
    _members(branch, rest, registrants, MEMBERS, rate=RATE)
    _others(branch)
    branch.write()


def _units(branch: Branch) -> list[UnitEntry]:
    entries = [UnitEntry(ROOT, "Đảng bộ huyện Pác Nặm", "district", "bac-kan", "Pác Nặm")]
    for commune in COMMUNES:
        slug = f"{ROOT}/{slugify_vi(commune.name)}"
        entries.append(
            UnitEntry(
                slug,
                f"Đảng bộ xã {commune.name}",
                "commune",
                ROOT,
                commune.name,
                place=f"xã {commune.name}",
                sector=Sector.RESIDENTIAL,
            )
        )
        for hamlet in branch.namer.hamlets(commune.cells, commune.hamlets):
            entries.append(
                UnitEntry(
                    f"{slug}/{slugify_vi(hamlet)}",
                    f"Chi bộ thôn {hamlet}",
                    "cell",
                    slug,
                    host_unit=f"thôn {hamlet}",
                    sector=Sector.RESIDENTIAL,
                )
            )
        for key, name, kind, _rank in MASS[: commune.mass]:
            entries.append(
                UnitEntry(
                    f"{slug}/{key}",
                    f"{name} {commune.name}",
                    kind,
                    slug,
                    sector=Sector.PARTY_UNIONS,
                )
            )
    return entries + _agencies()


def _agencies() -> list[UnitEntry]:
    entries: list[UnitEntry] = []
    for key, name, number in FORCES:
        slug = f"{ROOT}/{key}"
        entries.append(UnitEntry(slug, name, "base_committee", ROOT, sector=Sector.ARMED_FORCES))
        entries.extend(
            UnitEntry(
                f"{slug}/chi-bo-{n}",
                f"Chi bộ {n} {name.removeprefix('Đảng bộ ')}",
                "cell",
                slug,
                sector=Sector.ARMED_FORCES,
            )
            for n in range(1, number + 1)
        )
    entries.extend(
        UnitEntry(
            f"{ROOT}/{slugify_vi(name)}",
            f"Chi bộ {name}",
            "base_cell",
            ROOT,
            name,
            host_unit=name,
            sector=Sector.STATE,
        )
        for name in AGENCIES
    )
    return entries


def _settle_members(branch: Branch, home: list[Unit], rest: list[Unit]) -> dict[int, list[Person]]:
    """Members of every cell; Phiêng Tạc has eight, Giáo Hiệu's all register, elsewhere some do not."""
    at_home = sum(people for people, _deeds in GIAO_HIEU_MEMBERS)
    sizes = dict(
        zip([u.pk for u in home], cell_sizes(branch.chance, len(home), at_home), strict=True)
    )
    others = [unit for unit in rest if not unit.slug.endswith("/phieng-tac")]
    left = MEMBERS_IN_ALL - at_home - PHIENG_TAC_MEMBERS
    drawn = cell_sizes(branch.chance, len(others), left, least=4)
    sizes |= dict(zip([unit.pk for unit in others], drawn, strict=True))
    rows: list[tuple[Unit, Category, int]] = []
    for unit in [*home, *rest]:
        size = sizes.get(unit.pk, PHIENG_TAC_MEMBERS)
        probationary = min(size // 10, 2)
        rows.append((unit, Category.OFFICIAL, size - probationary))
        rows.append((unit, Category.PROBATIONARY, probationary))
    return branch.settle(rows)


def _collectives(branch: Branch) -> None:
    """183 Party collectives with 3 deeds, 3 agency cells with 4; 45 mass organisations with 3."""
    four = {f"{ROOT}/{slugify_vi(name)}" for name in AGENCIES[:3]}
    for unit in branch.units.values():
        slug = unit.slug
        if slug == ROOT:
            continue
        if slug.endswith("/phieng-tac"):
            branch.register_collective(unit, _phieng_tac())
            continue
        rate = 1.0 if slug.startswith(f"{ROOT}/giao-hieu") else 0.96
        plain = slug.endswith(tuple(f"/{cell}" for cell in FIXED))
        branch.register_collective(
            unit,
            branch.draws(
                4 if slug in four else 3, place_of(unit), rate, collective=True, plain=plain
            ),
        )


def _members(
    branch: Branch,
    cells: list[Unit],
    registrants: dict[int, list[Person]],
    counts: tuple[tuple[int, int], ...],
    *,
    rate: float,
) -> None:
    """Members register at their cell, so many with so many deeds; the named ones first."""
    numbers = spread(branch.chance, counts)
    people = [(unit, person) for unit in cells for person in registrants[unit.pk]]
    named: list[tuple[Unit, Person, list[BulkDeed]]] = []
    for unit in cells:
        fixed = _fixed_person(unit)
        if fixed:
            person = registrants[unit.pk][0]
            named.append((unit, person, fixed))
            numbers.remove(len(fixed))
            people.remove((unit, person))
    kept = [pair for pair in people if pair[0].slug.endswith("/phieng-tac")]
    free = [pair for pair in people if pair not in kept]
    branch.chance.shuffle(free)
    for unit, person, deeds in named:
        branch.register_person(unit, person, Category.OFFICIAL, deeds)
    for (unit, person), number in zip([*kept, *free], numbers, strict=False):
        plain = unit.slug.endswith(tuple(f"/{cell}" for cell in FIXED))
        deeds = branch.draws(number, place_of(unit), rate, collective=False, plain=plain)
        branch.register_person(unit, person, Category.OFFICIAL, deeds)


def _others(branch: Branch) -> None:
    """Officials at the commune or agency, youth and association members at their organisations."""
    home = f"{ROOT}/giao-hieu"
    _register_others(
        branch,
        [u for s, u in branch.units.items() if s.startswith(home)],
        spread(branch.chance, GIAO_HIEU_OTHERS),
        rate=1.0,
    )
    _register_others(
        branch,
        [u for s, u in branch.units.items() if s != ROOT and not s.startswith(home)],
        spread(branch.chance, OTHERS),
        rate=RATE,
    )


def _register_others(branch: Branch, units: list[Unit], numbers: list[int], *, rate: float) -> None:
    homes: list[tuple[Unit, Category]] = []
    weights: list[float] = []
    for unit in units:
        kind = unit.type.code
        if kind == "commune":
            homes.append((unit, Category.CIVIL_SERVANT))
            weights.append(12)
        elif kind == "base_cell":
            homes.append((unit, Category.PUBLIC_EMPLOYEE))
            weights.append(8)
        elif unit.slug.endswith("/doan-tn"):
            homes.append((unit, Category.YOUTH_MEMBER))
            weights.append(23)
        elif kind == "mass":
            homes.append((unit, Category.ASSOCIATION_MEMBER))
            weights.append(12)
    drawn = branch.chance.choices(homes, weights, k=len(numbers))
    sizes = [(unit, category, drawn.count((unit, category))) for unit, category in homes]
    settled = branch.settle(sizes)
    rest = iter(numbers)
    for unit, category, _size in sizes:
        for person in settled.get(unit.pk, []):
            deeds = branch.draws(next(rest), place_of(unit), rate, collective=False)
            branch.register_person(unit, person, category, deeds)


def _phieng_tac() -> list[BulkDeed]:
    """The three deeds of the cell, all done: 700 m of forestry road, 12,5 ha of forest."""
    road = QuantityEntry(_KIND["forestry_road"], Decimal(700), "m")
    forest = QuantityEntry(_KIND["forest_planted"], Decimal("12.5"), "ha")
    return [
        BulkDeed(
            DeedEntry("Làm nhà vệ sinh cho cộng đồng", category=10, place="Phiêng Tạc"),
            OutcomeEntry(DeedState.DONE, date(2022, 9, 20), "Nhà vệ sinh chung đã dùng được"),
        ),
        BulkDeed(
            DeedEntry(
                "Vận động bà con làm các mô hình hỗ trợ sản xuất, trồng rừng",
                category=11,
                place="Phiêng Tạc",
            ),
            OutcomeEntry(
                DeedState.DONE, date(2022, 11, 10), "Bà con trồng thêm rừng", quantities=[forest]
            ),
        ),
        BulkDeed(
            DeedEntry(
                "Vận động bà con mở đường để phát triển kinh tế rừng",
                category=7,
                place="Phiêng Tạc",
                target_unit="m",
            ),
            OutcomeEntry(
                DeedState.DONE, date(2022, 11, 25), "Đường lâm nghiệp đã thông", quantities=[road]
            ),
        ),
    ]


def _gift(kind: ContributionKind, amount: int, day: date, **more: str) -> ContributionEntry:
    qualifier = Qualifier.AT_MOST if more.pop("near", "") else Qualifier.EXACTLY
    return ContributionEntry(kind, Decimal(amount), day, qualifier, **more)  # type: ignore[arg-type]


def _fixed_person(unit: Unit) -> list[BulkDeed]:
    """The deed of one member in three of the cells, with its published results."""
    cell = unit.slug.rsplit("/", 1)[-1]
    if cell == "thom-nieng" and "/co-linh/" in unit.slug:
        day, text = date(2022, 8, 12), "Bỏ tiền thuê máy xúc mở đường nông thôn Thôm Niêng"
        gifts = [_gift(ContributionKind.OWN_MONEY, 10_000_000, day, words="Thuê máy xúc")]
        results = [QuantityEntry(_KIND["rural_road"], Decimal(2), "km")]
    elif cell == "ban-cam":
        day, text = date(2022, 9, 5), "Góp tiền và hiến đất ruộng làm đường sản xuất Bản Cảm"
        gifts = [
            _gift(ContributionKind.OWN_MONEY, 5_000_000, day, near="1"),
            _gift(ContributionKind.LAND, 400, day, words="Đất ruộng"),
        ]
        results = [QuantityEntry(_KIND["production_road"], Decimal("1.2"), "km")]
    elif cell == "thom-meo":
        day, text = date(2022, 10, 18), "Vận động bà con góp tiền bắc cầu dân sinh ở Thôm Mèo"
        gifts = [_gift(ContributionKind.MOBILISED_MONEY, 10_000_000, day, via="Chi bộ, Mặt trận")]
        results = [QuantityEntry(_KIND["bridges"], Decimal(1), "cầu")]
    else:
        return []
    deed = DeedEntry(text, place=place_of(unit))
    outcome = OutcomeEntry(
        DeedState.DONE, day, "Đã làm xong", quantities=results, contributions=gifts
    )
    return [BulkDeed(deed, outcome)]
