"""Offices of other provinces: the figures of four articles, with invented people (domain 11.2)."""

from datetime import date
from decimal import Decimal

from neuguong.deeds.actions.entries import BulkDeed, ContributionEntry, DeedEntry, OutcomeEntry
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind, DeedState
from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo.building import Branch, place_of
from neuguong.ops.demo.names import cell_sizes
from neuguong.org.actions import UnitEntry
from neuguong.org.models import Unit
from neuguong.org.rules import Sector
from neuguong.people.rules import Category

BAC_KAN = "bac-kan/vp-ubnd"
SON_LA = "son-la/khoi-co-quan-doanh-nghiep"
BAC_NINH = "bac-ninh/vp-ubnd"
HA_GIANG = "ha-giang/vp-tinh-uy"

_BAC_KAN_CELLS = (
    ("tong-hop-van-xa", "Chi bộ Tổng hợp - Văn xã"),
    ("noi-chinh-tiep-cong-dan-hcc", "Chi bộ Nội chính - Tiếp công dân - Hành chính công"),
    ("kinh-te-nganh", "Chi bộ Kinh tế ngành"),
    ("cong-bao-nha-khach", "Chi bộ Công báo - Nhà khách"),
    ("hanh-chinh-quan-tri", "Chi bộ Hành chính - Quản trị"),
    ("lanh-dao", "Chi bộ Khối lãnh đạo"),
)
_HA_GIANG_CELLS = (
    ("tong-hop", "Chi bộ Tổng hợp"),
    ("hanh-chinh-quan-tri", "Chi bộ Hành chính - Quản trị"),
    ("van-thu-luu-tru", "Chi bộ Văn thư - Lưu trữ"),
    ("co-yeu-cntt", "Chi bộ Cơ yếu - Công nghệ thông tin"),
    ("tai-chinh-dang", "Chi bộ Tài chính Đảng"),
)
_BAC_NINH_CELLS = (
    ("tong-hop", "Chi bộ Tổng hợp"),
    ("kinh-te", "Chi bộ Kinh tế"),
    ("van-xa", "Chi bộ Văn xã"),
    ("hanh-chinh", "Chi bộ Hành chính - Quản trị"),
)


def _money(amount: int, day: date, qualifier: Qualifier, words: str) -> ContributionEntry:
    return ContributionEntry(
        ContributionKind.OWN_MONEY, Decimal(amount), day, qualifier, words=words
    )


def _done(
    text: str,
    category: int,
    day: date,
    gifts: list[ContributionEntry],
    helped: BeneficiaryKind = BeneficiaryKind.COMMUNITY,
) -> BulkDeed:
    entry = DeedEntry(text, category=category, beneficiary_kind=helped)
    return BulkDeed(entry, OutcomeEntry(DeedState.DONE, day, "Đã làm xong", contributions=gifts))


def _bac_kan_deeds() -> dict[str, list[BulkDeed]]:
    """What the four cells gave in 2023; published in 2023 for the year so far."""
    exactly, day = Qualifier.EXACTLY, date(2023, 3, 18)
    labour = ContributionEntry(
        ContributionKind.LABOUR_DAYS, Decimal(1), day, people=1, days=Decimal(1)
    )
    return {
        "tong-hop-van-xa": [
            _done(
                "Làm nhà tắm, nhà vệ sinh cho một hộ nghèo ở Thôm Khinh, xã Văn Vũ",
                10,
                day,
                [_money(18_000_000, day, exactly, "Nhà tắm, nhà vệ sinh")],
                BeneficiaryKind.POOR_HOUSEHOLD,
            ),
            _done(
                "Giúp một cháu có hoàn cảnh khó khăn ở xã Hòa Mục",
                6,
                day,
                [_money(4_300_000, day, exactly, "Giúp một cháu")],
                BeneficiaryKind.CHILDREN,
            ),
        ],
        "noi-chinh-tiep-cong-dan-hcc": [
            _done(
                "Ngày cuối tuần tình nguyện tại điểm trường Nặm Nhả, xã Xuân La",
                13,
                day,
                [_money(15_500_000, day, exactly, "Sửa điểm trường"), labour],
                BeneficiaryKind.SCHOOL,
            ),
        ],
        "kinh-te-nganh": [
            _done(
                "Góp tiền làm cầu ở thôn Pác Đa, xã Thượng Quan",
                8,
                day,
                [_money(35_000_000, day, exactly, "Làm cầu")],
            ),
            _done(
                "Góp tiền làm đường hoa vào Phiêng Phàng, xã Yến Dương",
                12,
                day,
                [_money(10_000_000, day, exactly, "Làm đường hoa")],
            ),
        ],
        "cong-bao-nha-khach": [
            _done(
                "Tặng quà Trung tâm Giáo dục trẻ em khuyết tật tỉnh",
                6,
                day,
                [_money(5_000_000, day, Qualifier.AT_LEAST, "Quà tặng")],
                BeneficiaryKind.DISABLED,
            ),
        ],
    }


def load_bac_kan(branch: Branch) -> None:
    """The provincial office in 2023: six cells, about seventy members, at least three deeds each."""
    branch.found(
        [
            UnitEntry("bac-kan/cac-co-quan-tinh", "Đảng bộ Các cơ quan tỉnh", "bloc", "bac-kan"),
            UnitEntry(
                BAC_KAN,
                "Đảng bộ Văn phòng Ủy ban nhân dân tỉnh",
                "base_committee",
                "bac-kan/cac-co-quan-tinh",
                "Văn phòng UBND tỉnh",
                sector=Sector.STATE,
            ),
            *_cells(BAC_KAN, _BAC_KAN_CELLS),
        ]
    )
    cells = [branch.units[f"{BAC_KAN}/{key}"] for key, _name in _BAC_KAN_CELLS]
    people = branch.settle(
        [
            (unit, Category.OFFICIAL, size)
            for unit, size in zip(cells, cell_sizes(branch.chance, 6, 70, 8), strict=True)
        ]
    )
    fixed = _bac_kan_deeds()
    for unit in cells:
        deeds = fixed.get(unit.slug.rsplit("/", 1)[-1], [])
        plain = branch.draws(3 - len(deeds), "", 1.0, collective=True, plain=True)
        branch.register_collective(unit, [*deeds, *plain])
        for person in people[unit.pk]:
            number = branch.chance.choices((3, 4, 5), (70, 20, 10))[0]
            deeds_of_person = branch.draws(number, "", 0.93, collective=False, plain=True)
            branch.register_person(unit, person, Category.OFFICIAL, deeds_of_person)
    branch.write()


def _cells(root: str, cells: tuple[tuple[str, str], ...]) -> list[UnitEntry]:
    return [
        UnitEntry(
            f"{root}/{key}",
            name,
            "cell",
            root,
            host_unit=name.removeprefix("Chi bộ "),
            sector=Sector.PARTY_UNIONS,
        )
        for key, name in cells
    ]


def load_son_la(branch: Branch) -> None:
    """The bloc in 2022: 90 grassroots organisations, 288 cells under 52 of them, 5.050 members."""
    sectors = (Sector.STATE, Sector.PUBLIC_SERVICE, Sector.PARTY_UNIONS, Sector.ENTERPRISE)
    entries = [
        UnitEntry(SON_LA, "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", "bloc", "son-la"),
        UnitEntry(
            f"{SON_LA}/kho-bac",
            "Đảng bộ Kho bạc Nhà nước tỉnh",
            "base_committee",
            SON_LA,
            sector=Sector.STATE,
        ),
        UnitEntry(
            f"{SON_LA}/so-cong-thuong",
            "Đảng bộ Sở Công thương",
            "base_committee",
            SON_LA,
            sector=Sector.STATE,
        ),
    ]
    entries += [
        UnitEntry(
            f"{SON_LA}/dang-bo-{n}",
            f"Đảng bộ cơ sở {n}",
            "base_committee",
            SON_LA,
            sector=sectors[n % 4],
        )
        for n in range(3, 53)
    ]
    bases = [entry.slug for entry in entries[1:]]
    sizes = cell_sizes(branch.chance, 52, 288, least=2)
    for slug, size in zip(bases, sizes, strict=True):
        entries += [
            UnitEntry(f"{slug}/chi-bo-{n}", f"Chi bộ {n}", "cell", slug, sector=Sector.STATE)
            for n in range(1, size + 1)
        ]
    entries += [
        UnitEntry(
            f"{SON_LA}/chi-bo-{n}", f"Chi bộ cơ sở {n}", "base_cell", SON_LA, sector=sectors[n % 4]
        )
        for n in range(1, 39)
    ]
    units = branch.found(entries)
    cells = [unit for unit in units if unit.type.is_cell]
    sizes = cell_sizes(branch.chance, len(cells), 5050, least=5)
    branch.settle([(u, Category.OFFICIAL, n) for u, n in zip(cells, sizes, strict=True)])
    for unit in units[1:]:
        if unit.type.is_grassroots:
            number = branch.chance.randint(1, 3)
            branch.register_collective(
                unit, branch.draws(number, place_of(unit), 0.96, collective=True)
            )
    branch.write()


def _office(
    branch: Branch,
    root: str,
    name: str,
    short: str,
    above: str,
    cells: tuple[tuple[str, str], ...],
    size: int,
    per_person: tuple[int, ...],
) -> list[Unit]:
    branch.found(
        [
            UnitEntry(root, name, "base_committee", above, short, sector=Sector.PARTY_UNIONS),
            *_cells(root, cells),
        ]
    )
    units = [branch.units[f"{root}/{key}"] for key, _name in cells]
    people = branch.settle([(unit, Category.OFFICIAL, size) for unit in units])
    for unit in units:
        branch.register_collective(unit, branch.draws(2, "", 0.96, collective=True, plain=True))
        for person in people[unit.pk]:
            number = branch.chance.choice(per_person)
            deeds = branch.draws(number, "", 0.93, collective=False, plain=True)
            branch.register_person(unit, person, Category.OFFICIAL, deeds)
    branch.write()
    return units


def load_bac_ninh(branch: Branch) -> None:
    """The provincial office in 2012, under the directive of 2011."""
    _office(
        branch,
        BAC_NINH,
        "Đảng bộ Văn phòng Ủy ban nhân dân tỉnh",
        "Văn phòng UBND tỉnh",
        "bac-ninh",
        _BAC_NINH_CELLS,
        12,
        (1, 2),
    )


def load_ha_giang(branch: Branch) -> None:
    """The office of the provincial committee in 2020: 60 members in five cells, one for each room."""
    _office(
        branch,
        HA_GIANG,
        "Đảng bộ Văn phòng Tỉnh ủy",
        "Văn phòng Tỉnh ủy",
        "ha-giang",
        _HA_GIANG_CELLS,
        12,
        (2, 3),
    )
