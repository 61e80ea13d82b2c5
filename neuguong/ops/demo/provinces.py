"""The reorganisations of 2025: blocs end in February, districts and three provinces on the first of July.

Told as domain 3.2 tells them, as far as the branches of the demo reach; the officials are invented.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from neuguong.lib.vietnamese import slugify_vi
from neuguong.ops.demo import offices, pac_nam
from neuguong.ops.queries import states_beneath
from neuguong.org.models import Unit
from neuguong.org.rules import SECTOR_NUMBERS, Sector
from neuguong.people.access import SystemActor
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
)
from neuguong.reorganisations.rules import NEW, StepEntry, StepKind

BLOCS_END = date(2025, 2, 15)  # in February; the day is invented
DISTRICTS_END = date(2025, 7, 1)
BAC_KAN, THAI_NGUYEN = "bac-kan", "thai-nguyen"
HA_GIANG, TUYEN_QUANG = "ha-giang", "tuyen-quang"
BAC_NINH, BAC_NINH_NEW = "bac-ninh", "bac-ninh-2025"
BLOC_OF_BAC_KAN = "bac-kan/cac-co-quan-tinh"

# Which communes of Pác Nặm became which (Nghị quyết 1683/NQ-UBTVQH15).
NEW_COMMUNES = {
    "Bằng Thành": ("Bằng Thành", "Bộc Bố", "Nhạn Môn", "Giáo Hiệu"),
    "Nghiên Loan": ("Xuân La", "An Thắng", "Nghiên Loan"),
    "Cao Minh": ("Công Bằng", "Cổ Linh", "Cao Tân"),
}
# Cells of agencies that every new commune begins with; the people of the district's bodies join them.
_AGENCY_CELLS = (
    ("co-quan-dang", "Chi bộ các cơ quan Đảng", Sector.PARTY_UNIONS),
    ("ubnd", "Chi bộ Ủy ban nhân dân", Sector.STATE),
    ("cong-an", "Chi bộ Công an", Sector.ARMED_FORCES),
    ("quan-su", "Chi bộ Quân sự", Sector.ARMED_FORCES),
)
_PARTY_AGENCIES = 6  # the first of the district's agencies serve the Party, the others the State


@dataclass(frozen=True, slots=True)
class Told:
    """A reorganisation as the demo tells it, with who drafted and who approved it."""

    entry: ReorganisationEntry
    steps: tuple[StepEntry, ...]
    drafter: str
    approver: str


def load(units: dict[str, Unit]) -> None:
    """Draft, approve and apply them, each on its own day."""
    for told in (
        _bloc_ends(units["son-la"], offices.SON_LA, "Quàng Thị Ín", "Cầm Văn Tướng"),
        _bloc_ends(units[BAC_KAN], BLOC_OF_BAC_KAN, "Hoàng Thị Diệp", "Nông Quốc Toản"),
        _thai_nguyen(),
        _tuyen_quang(),
        _bac_ninh(),
    ):
        drafter, approver = SystemActor(told.drafter), SystemActor(told.approver)
        day = timezone.make_aware(datetime.combine(told.entry.effective_on, time(0, 5)))
        found = draft_reorganisation(by=drafter, entry=told.entry, steps=told.steps)
        approve_reorganisation(by=approver, reorganisation_id=found.pk, now=day)
        apply_reorganisation(by=approver, reorganisation_id=found.pk, now=day)


def found_step(
    slug: str,
    name: str,
    kind: str,
    under: str,
    short: str = "",
    sector: Sector | None = None,
    place: str = "",
) -> StepEntry:
    """The founding of a unit that later steps call by its slug; the reader of the demo calls it so too."""
    return StepEntry(
        StepKind.FOUND, key=slug, slug=slug, name=name, short_name=short, type=kind, under=under,
        sector=SECTOR_NUMBERS[sector] if sector else 0, place=place,
    )  # fmt: skip


def _into(slug: str, heir: str, *, grants: bool = False) -> StepEntry:
    """One unit goes into another: those beneath it and its people follow."""
    return StepEntry(StepKind.MERGE, (slug,), target=heir, carries_grants=grants)


def _province_blocs(province: str, under: str) -> tuple[StepEntry, StepEntry]:
    """The two organisations of a province that followed its bloc."""
    return (
        found_step(
            f"{province}/co-quan-dang", "Đảng bộ các cơ quan Đảng tỉnh", "party_agencies", under,
            sector=Sector.PARTY_UNIONS,
        ),
        found_step(
            f"{province}/ubnd", "Đảng bộ Ủy ban nhân dân tỉnh", "government_bloc", under,
            sector=Sector.STATE,
        ),
    )  # fmt: skip


def _bloc_ends(province: Unit, bloc: str, staff: str, leader: str) -> Told:
    """A bloc of a province is split in two; agencies of the Party go to one, all others to the other."""
    party, state = f"{province.slug}/co-quan-dang", f"{province.slug}/ubnd"
    serving = SECTOR_NUMBERS[Sector.PARTY_UNIONS]
    children = {
        unit.unit.slug: NEW + (party if unit.sector == serving else state)
        for unit in states_beneath([bloc])
    }
    split = StepEntry(
        StepKind.SPLIT, (bloc,), parts=(NEW + party, NEW + state), children=children,
        members_to=NEW + state,
    )  # fmt: skip
    entry = ReorganisationEntry(
        title=f"Kết thúc đảng bộ khối, lập hai đảng bộ mới của {province.short_name}",
        effective_on=BLOCS_END,
        unit_id=province.pk,
    )
    return Told(entry, (*_province_blocs(province.slug, province.slug), split), staff, leader)


def _thai_nguyen() -> Told:
    """Bắc Kạn goes into the new Thái Nguyên; Pác Nặm ends, its ten communes become three."""
    steps = [
        found_step(THAI_NGUYEN, "Đảng bộ tỉnh Thái Nguyên", "province", "", "Thái Nguyên"),
        *_province_blocs(THAI_NGUYEN, NEW + THAI_NGUYEN),
        found_step(
            f"{THAI_NGUYEN}/vp-ubnd", "Đảng bộ Văn phòng Ủy ban nhân dân tỉnh", "base_committee",
            f"{NEW}{THAI_NGUYEN}/ubnd", "Văn phòng UBND tỉnh", Sector.STATE,
        ),
    ]  # fmt: skip
    for name, old in NEW_COMMUNES.items():
        steps += [*_commune(name, old), *_told_apart(old)]
    steps += _district_ends()
    steps += [
        _into(offices.BAC_KAN, f"{NEW}{THAI_NGUYEN}/vp-ubnd"),
        *(
            _into(f"{BAC_KAN}/{key}", f"{NEW}{THAI_NGUYEN}/{key}")
            for key in ("co-quan-dang", "ubnd")
        ),
        _into(BAC_KAN, NEW + THAI_NGUYEN, grants=True),
    ]
    entry = ReorganisationEntry(
        title="Hợp nhất tỉnh Bắc Kạn vào tỉnh Thái Nguyên mới, kết thúc cấp huyện, sắp xếp cấp xã",
        effective_on=DISTRICTS_END,
        decision="Nghị quyết 1683/NQ-UBTVQH15; Quyết định 341-QĐ/TW",
        decided_on=date(2025, 6, 16),
    )
    return Told(entry, tuple(steps), "Hoàng Thị Diệp", "Nông Quốc Toản")


def _commune(name: str, old: tuple[str, ...]) -> list[StepEntry]:
    """A new commune with its agencies' cells and mass organisations, and the old ones that go into it."""
    slug = f"{THAI_NGUYEN}/{slugify_vi(name)}"
    before = [commune for commune in pac_nam.COMMUNES if commune.name in old]
    steps = [
        found_step(
            slug, f"Đảng bộ xã {name}", "commune", NEW + THAI_NGUYEN, name, Sector.RESIDENTIAL,
            f"xã {name}",
        ),
        *(
            found_step(f"{slug}/{key}", f"{words} xã {name}", "cell", NEW + slug, sector=sector)
            for key, words, sector in _AGENCY_CELLS
        ),
    ]  # fmt: skip
    for rank, (key, words, kind, _rank) in enumerate(pac_nam.MASS):
        joined = [_old_slug(each.name) for each in before if rank < each.mass]
        steps.append(
            found_step(
                f"{slug}/{key}", f"{words} {name}", kind, NEW + slug, sector=Sector.PARTY_UNIONS
            )
        )
        if joined:
            merged = tuple(f"{each}/{key}" for each in joined)
            steps.append(StepEntry(StepKind.MERGE, merged, target=f"{NEW}{slug}/{key}"))
    communes = tuple(_old_slug(each) for each in old)
    return [*steps, StepEntry(StepKind.MERGE, communes, target=NEW + slug)]


def _told_apart(old: tuple[str, ...]) -> list[StepEntry]:
    """Hamlets of one name that come under one commune carry the old commune's name from now on."""
    homes = {_old_slug(commune): commune for commune in old}
    cells = [
        (state.unit.slug, state.name, homes[state.parent.slug])
        for state in states_beneath(homes)
        if state.is_cell and state.parent is not None
    ]
    often = Counter(words for _slug, words, _commune in cells)
    return [
        StepEntry(StepKind.RENAME, (slug,), name=f"{words} ({commune})")
        for slug, words, commune in cells
        if often[words] > 1
    ]


def _old_slug(commune: str) -> str:
    return f"{pac_nam.ROOT}/{slugify_vi(commune)}"


def _district_ends() -> list[StepEntry]:
    """The district's own bodies end where they stand; their people join the new communes' agencies."""
    communes = [f"{NEW}{THAI_NGUYEN}/{slugify_vi(name)}" for name in NEW_COMMUNES]
    ends: list[tuple[str, str]] = []
    for place, name in enumerate(pac_nam.AGENCIES):
        cell = "co-quan-dang" if place < _PARTY_AGENCIES else "ubnd"
        ends.append((f"{pac_nam.ROOT}/{slugify_vi(name)}", f"{communes[place % 3]}/{cell}"))
    for key, _name, number in pac_nam.FORCES:
        slug = f"{pac_nam.ROOT}/{key}"
        ends += [(f"{slug}/chi-bo-{n}", f"{communes[n % 3]}/{key}") for n in range(1, number + 1)]
        ends.append((slug, f"{communes[0]}/{key}"))
    bodies = [StepEntry(StepKind.DISSOLVE, (slug,), members_to=to) for slug, to in ends]
    return [*bodies, StepEntry(StepKind.DISSOLVE, (pac_nam.ROOT,), target=NEW + THAI_NGUYEN)]


def _province_merges(
    old: str, new: str, name: str, office: tuple[str, str, str, str], title: str
) -> tuple[ReorganisationEntry, tuple[StepEntry, ...]]:
    """A province with one office in the demo goes into a new one; `office`: old, new, name, above."""
    before, after, words, above = office
    steps = (
        found_step(new, f"Đảng bộ tỉnh {name}", "province", "", name),
        *_province_blocs(new, NEW + new),
        found_step(
            after, f"Đảng bộ {words}", "base_committee", NEW + above,
            words.replace("Ủy ban nhân dân", "UBND"), Sector.PARTY_UNIONS,
        ),
        _into(before, NEW + after),
        _into(old, NEW + new, grants=True),
    )  # fmt: skip
    entry = ReorganisationEntry(
        title=title, effective_on=DISTRICTS_END, decision="Quyết định 341-QĐ/TW"
    )
    return entry, steps


def _tuyen_quang() -> Told:
    office = (
        offices.HA_GIANG, f"{TUYEN_QUANG}/vp-tinh-uy", "Văn phòng Tỉnh ủy",
        f"{TUYEN_QUANG}/co-quan-dang",
    )  # fmt: skip
    title = "Hợp nhất tỉnh Hà Giang vào tỉnh Tuyên Quang mới"
    told = _province_merges(HA_GIANG, TUYEN_QUANG, "Tuyên Quang", office, title)
    return Told(*told, "Vàng Thị Dợ", "Phùng Đình Thạo")


def _bac_ninh() -> Told:
    """The new province has the old one's name; it is another unit, whose slug carries the year."""
    office = (
        offices.BAC_NINH, f"{BAC_NINH_NEW}/vp-ubnd", "Văn phòng Ủy ban nhân dân tỉnh",
        f"{BAC_NINH_NEW}/ubnd",
    )  # fmt: skip
    title = "Hợp nhất tỉnh Bắc Ninh vào tỉnh Bắc Ninh mới"
    entry, steps = _province_merges(BAC_NINH, BAC_NINH_NEW, "Bắc Ninh", office, title)
    first = replace(steps[0], slug=BAC_NINH)  # taken: the rule adds the year
    return Told(entry, (first, *steps[1:]), "Ngô Thị Sâm", "Nguyễn Bá Chuyên")
