"""Draws one lot: its units, who belongs to each, what each of them does in the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Final

from neuguong.deeds.actions.entries import BulkDeed, QuantityEntry
from neuguong.deeds.rules import RegistrationState
from neuguong.lib.amounts import Qualifier
from neuguong.ops.demo.building import Branch
from neuguong.ops.demo.texts import Drawn
from neuguong.ops.synth import places, sizes
from neuguong.ops.synth.plan import Lot, LotKind, base_slug
from neuguong.ops.synth.sizes import Land, Shape, Size
from neuguong.org.actions import UnitEntry
from neuguong.org.models import Unit
from neuguong.org.rules import Sector
from neuguong.people.access import SystemActor
from neuguong.people.actions import give_posts
from neuguong.people.models import Person
from neuguong.people.rules import Category

OPENED: Final = date(2005, 1, 1)
_MASS: Final = (
    ("mat-tran", "Ủy ban Mặt trận Tổ quốc", "front", None),
    ("doan-tn", "Đoàn Thanh niên", "mass", Category.YOUTH_MEMBER),
    ("phu-nu", "Hội Liên hiệp Phụ nữ", "mass", Category.ASSOCIATION_MEMBER),
    ("nong-dan", "Hội Nông dân", "mass", Category.ASSOCIATION_MEMBER),
    ("cuu-chien-binh", "Hội Cựu chiến binh", "mass", Category.ASSOCIATION_MEMBER),
)
# In a commune beside its hamlets; the first are in every one.
_OFFICES: Final = (
    ("co-quan", "cơ quan xã", sizes.AGENCY, Sector.STATE),
    ("cong-an", "Công an xã", sizes.POLICE, Sector.ARMED_FORCES),
    ("quan-su", "Quân sự xã", sizes.POLICE, Sector.ARMED_FORCES),
    ("tieu-hoc", "Trường Tiểu học", sizes.SCHOOL, Sector.PUBLIC_SERVICE),
    ("mam-non", "Trường Mầm non", sizes.SCHOOL, Sector.PUBLIC_SERVICE),
    ("thcs", "Trường Trung học cơ sở", sizes.SCHOOL, Sector.PUBLIC_SERVICE),
    ("tram-y-te", "Trạm Y tế", sizes.POLICE, Sector.PUBLIC_SERVICE),
)
_BASE_KINDS: Final = (
    ("Sở, ban, ngành", sizes.AGENCY, Sector.STATE),
    ("Trung tâm", sizes.AGENCY, Sector.PUBLIC_SERVICE),
    ("Trường Trung học phổ thông", sizes.SCHOOL, Sector.PUBLIC_SERVICE),
    ("Bệnh viện", sizes.SCHOOL, Sector.PUBLIC_SERVICE),
    ("Công ty", sizes.ENTERPRISE, Sector.ENTERPRISE),
    ("Hợp tác xã", sizes.ENTERPRISE, Sector.ENTERPRISE),
)
_OTHERS: Final = (Category.CIVIL_SERVANT, Category.PUBLIC_EMPLOYEE, Category.WORKER)
# How many deeds a person registers, and how often (domain 11.1 and 11.4): members, others, agencies.
_OF_MEMBERS: Final = ((1, 2, 3, 4, 5), (547, 1121, 673, 85, 24))
_OF_OTHERS: Final = ((1, 2, 3, 4), (567, 378, 83, 7))
_WITH_MINIMUM: Final = ((2, 3, 4, 5), (4, 67, 19, 10))
_QUALIFIERS: Final = (
    (Qualifier.EXACTLY, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.ABOUT), (94, 3, 2, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folk:
    """People of one category in a unit, by its slug."""

    slug: str
    category: Category
    number: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The units of a lot and their people; nothing of it is written yet."""

    units: Sequence[UnitEntry]
    folk: Sequence[Folk]

    @property
    def members(self) -> int:
        """How many members of the Party there are."""
        return sum(f.number for f in self.folk if f.category is Category.OFFICIAL)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return sum(entry.type in ("cell", "base_cell") for entry in self.units)


class Lively(Branch):
    """A branch some of whose amounts are only about what they say (domain 11.6)."""

    def _achieved(self, drawn: Drawn) -> list[QuantityEntry]:
        exact = super()._achieved(drawn)
        return [replace(one, qualifier=self.chance.choices(*_QUALIFIERS)[0]) for one in exact]


def chance_of(lot: Lot, seed: int) -> Random:
    """The chance of a lot: the same whichever lots were built before it."""
    return Random(f"{seed}/{lot.slug}")  # noqa: S311 - invented data


def draw_lot(lot: Lot, size: Size, chance: Random) -> Drawing:
    """The units and the numbers of people of a lot."""
    lines = list(_commune(lot, chance) if lot.kind is LotKind.COMMUNE else _bases(lot, chance))
    folk: list[Folk] = []
    for entry, shape in lines:
        if shape is not None:
            folk += _people(entry, shape, size, chance)
    if lot.kind is LotKind.COMMUNE:
        members = sum(f.number for f in folk if f.category is Category.OFFICIAL)
        for key, _name, _kind, category in _MASS:
            if category is not None:
                number = max(2, round(members * chance.uniform(0.05, 0.11)))
                folk.append(Folk(f"{lot.slug}/{key}", category, number))
    return Drawing([entry for entry, _shape in lines], folk)


def _people(entry: UnitEntry, shape: Shape, size: Size, chance: Random) -> Iterator[Folk]:
    members = sizes.drawn(chance, shape, size.fit)
    yield Folk(entry.slug, Category.OFFICIAL, members)
    if members > 20 or chance.random() < 0.4:
        yield Folk(entry.slug, Category.PROBATIONARY, 1)
    if entry.sector is not Sector.RESIDENTIAL:
        others = round(members * chance.uniform(0.08, 0.28))
        if others:
            yield Folk(entry.slug, chance.choice(_OTHERS), others)


def _commune(lot: Lot, chance: Random) -> Iterator[tuple[UnitEntry, Shape | None]]:
    """The commune, its cells with their shape, its mass organisations."""
    name = lot.name
    yield UnitEntry(lot.slug, f"Đảng bộ xã {name}", "commune", lot.parent, name, lot.code,
                    f"xã {name}", sector=Sector.RESIDENTIAL), None  # fmt: skip
    offices = _OFFICES[: max(4, min(len(_OFFICES), lot.cells // 6))]
    firms = lot.cells // 7 if lot.land is not Land.MOUNTAIN else lot.cells // 20
    hamlets = places.hamlets(chance, lot.land, lot.cells - len(offices) - firms)
    cells: list[tuple[str, str, Shape, Sector]] = [
        (f"h{number:02}", hamlet, sizes.HAMLETS[lot.land], Sector.RESIDENTIAL)
        for number, hamlet in enumerate(hamlets, start=1)
    ]
    cells += [(key, f"{words} {name}", shape, sector) for key, words, shape, sector in _OFFICES
              if key in {office[0] for office in offices}]  # fmt: skip
    cells += [(f"dn{n:02}", f"Doanh nghiệp {name} {n}", sizes.ENTERPRISE, Sector.ENTERPRISE)
              for n in range(1, firms + 1)]  # fmt: skip
    for number, (key, words, shape, sector) in enumerate(cells, start=1):
        yield UnitEntry(
            f"{lot.slug}/{key}", f"Chi bộ {words}", "cell", lot.slug,
            code=f"{lot.code}.{number:03}", host_unit=words, sector=sector,
        ), shape  # fmt: skip
    for key, words, kind, _category in _MASS:
        yield UnitEntry(f"{lot.slug}/{key}", f"{words} xã {name}", kind, lot.slug,
                        sector=Sector.PARTY_UNIONS), None  # fmt: skip


def _bases(lot: Lot, chance: Random) -> Iterator[tuple[UnitEntry, Shape | None]]:
    """Grassroots cells and committees of agencies, the latter with their cells."""
    for number in range(lot.first, lot.first + lot.cells):
        words, shape, sector = chance.choice(_BASE_KINDS)
        slug, code = base_slug(lot.parent or "", number), f"{lot.code}.{number:03}"
        if chance.random() < 0.6:
            yield UnitEntry(slug, f"Chi bộ {words} số {number}", "base_cell", lot.parent,
                            code=code, sector=sector), shape  # fmt: skip
            continue
        yield UnitEntry(slug, f"Đảng bộ {words} số {number}", "base_committee", lot.parent,
                        code=code, sector=sector), None  # fmt: skip
        for room in range(1, chance.randint(2, 6) + 1):
            yield UnitEntry(f"{slug}/p{room}", f"Chi bộ Phòng {room}, {words} số {number}", "cell",
                            slug, code=f"{code}.{room:03}", sector=sector), shape  # fmt: skip


@dataclass(frozen=True, slots=True)
class Built:
    """How many rows of each kind a lot has become."""

    units: int
    people: int
    registrations: int
    deeds: int


def write_lot(
    lot: Lot, drawing: Drawing, *, by: SystemActor, chance: Random, year: int, today: date,
    now: datetime,
) -> Built:  # fmt: skip
    """Found the units of a lot, settle its people, register and report their year, through acts."""
    branch = Lively(by, chance, year, today, now, places.AREAS[lot.land])
    units = {unit.pk: unit for unit in branch.found(drawing.units, on=OPENED)}
    since = date(chance.randint(2012, year - 1), chance.randint(1, 12), 3)
    people = 0
    secretaries: list[tuple[Person, Unit, str]] = []
    for category in Category:
        rows = [(branch.units[f.slug], category, f.number) for f in drawing.folk
                if f.category is category]  # fmt: skip
        for unit_id, settled in (branch.settle(rows, since) if rows else {}).items():
            unit = units[unit_id]
            people += len(settled)
            if category is Category.OFFICIAL:
                secretaries.append((settled[0], unit, "Bí thư chi bộ"))
            _register_people(branch, lot, unit, settled, category)
    give_posts(by=by, rows=secretaries, since=since)
    for unit in units.values():
        deeds = branch.draws(3, _place(lot, unit), 0.96, collective=True)
        branch.register_collective(unit, deeds)
    made = branch.entries
    count = sum(len(entry.deeds) for entry in made)
    branch.write()
    return Built(len(units), people, len(made), count)


def _register_people(
    branch: Branch, lot: Lot, unit: Unit, people: Sequence[Person], category: Category
) -> None:
    """Most people of a unit register; few of them wait to be confirmed."""
    chance, place = branch.chance, _place(lot, unit)
    member = category in (Category.OFFICIAL, Category.PROBATIONARY)
    numbers = _OF_MEMBERS if member else _OF_OTHERS
    if "co-quan-dang" in unit.slug:
        numbers = _WITH_MINIMUM
    rate = chance.uniform(0.94, 0.99) if member else 1.0
    for person in people:
        if chance.random() < rate:
            deeds: list[BulkDeed] = branch.draws(
                chance.choices(*numbers)[0], place, 0.93, collective=False
            )
            waits = chance.random() < 0.01
            state = RegistrationState.SUBMITTED if waits else RegistrationState.CONFIRMED
            branch.register_person(unit, person, category, deeds, state)


def _place(lot: Lot, unit: Unit) -> str:
    name = unit.short_name.removeprefix("Chi bộ ")
    return name if name.startswith(("thôn", "tổ dân phố")) else (lot.name or "địa bàn")
