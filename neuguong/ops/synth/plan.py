"""The plan of a size: its upper units, and the lots below them that are built one after another.

A plan is the same for the same size and seed, and every lot draws from a chance of its own, so a run
that was stopped goes on where it was without drawing anything again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from neuguong.ops.synth import places
from neuguong.ops.synth.sizes import BLOCS, CENTRAL, Land, Size
from neuguong.org.actions import UnitEntry
from neuguong.org.rules import Sector

NATION: Final = "toan-quoc"
_BASES_AT_ONCE: Final = 25


class LotKind(StrEnum):
    """A commune with all beneath it, or some grassroots organisations of agencies."""

    COMMUNE = "commune"
    BASES = "bases"


@dataclass(frozen=True, slots=True)
class Lot:
    """What is built together, whole or not at all; `slug` is that of its first unit.

    `cells` are those of the commune, or how many organisations there are; `code` is the official code
    of the commune, or that of the bloc.
    """

    kind: LotKind
    slug: str
    name: str
    code: str
    parent: str | None
    land: Land
    cells: int
    first: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Upper units, parents before children, and the lots that stand under them."""

    size: Size
    seed: int
    upper: Sequence[UnitEntry]
    lots: Sequence[Lot]

    @property
    def root(self) -> str:
        """The slug of the highest unit."""
        return self.upper[0].slug if self.upper else self.lots[0].slug


def planned(size: Size, seed: int) -> Plan:
    """The plan of a size for a seed."""
    chance = Random(f"{seed}/{size.name}")  # noqa: S311 - invented data
    if size.name == "commune":
        return Plan(size, seed, [], list(_communes(chance, size, None, "01", 1)))
    if size.name == "district":
        upper = [
            UnitEntry("huyen-mau", "Đảng bộ huyện Lam Hạ", "district", None, "Lam Hạ", "01.001")
        ]
        lots = [*_communes(chance, size, "huyen-mau", "01.001", size.communes)]
        return Plan(size, seed, upper, [*lots, *_bases("huyen-mau", "01.001", size.bases)])
    upper, lots = [], []
    top = None
    if size.provinces > 1:
        top = NATION
        upper.append(UnitEntry(NATION, "Toàn Đảng", "nation", None, "Toàn Đảng"))
        for number in range(CENTRAL):
            slug, code = f"trung-uong-{number + 1}", str(81 + number)
            name = f"Đảng bộ {places.CENTRAL[number]}"
            upper.append(UnitEntry(slug, name, "central_committee", top, code=code))
            lots += _bases(slug, code, size.bases)
    shares = _shared(chance, size)
    for number, communes in enumerate(shares):
        slug, code = f"tinh-{number + 1:02}", f"{number + 1:02}"
        name = places.PROVINCES[number]
        upper.append(UnitEntry(slug, f"Đảng bộ tỉnh {name}", "province", top, name, code))
        lots += _communes(chance, size, slug, code, communes)
        for bloc, entry in enumerate(_blocs(slug, name, code)):
            upper.append(entry)
            lots += _bases(entry.slug, entry.code, size.bases + 7 * bloc)
    return Plan(size, seed, upper, lots)


def _shared(chance: Random, size: Size) -> list[int]:
    """How many communes each province has; together as many as the size says."""
    if size.provinces == 1:
        return [size.communes]
    mean = size.communes // size.provinces
    shares = [mean + chance.randint(-mean // 3, mean // 3) for _province in range(size.provinces)]
    spare = size.communes - sum(shares)
    for number in range(abs(spare)):
        shares[number % size.provinces] += 1 if spare > 0 else -1
    return shares


def _blocs(province: str, name: str, code: str) -> Iterator[UnitEntry]:
    """The two committees of agencies that stand beside the communes since 2025."""
    words = (
        ("co-quan-dang", "Đảng bộ các cơ quan Đảng", "party_agencies", Sector.PARTY_UNIONS),
        ("ubnd", "Đảng bộ Ủy ban nhân dân", "government_bloc", Sector.STATE),
    )
    for number, (key, title, kind, sector) in enumerate(words[:BLOCS], start=901):
        yield UnitEntry(
            f"{province}/{key}", f"{title} tỉnh {name}", kind, province, code=f"{code}.{number}",
            sector=sector,
        )  # fmt: skip


def _communes(
    chance: Random, size: Size, parent: str | None, code: str, number: int
) -> Iterator[Lot]:
    """One lot for each commune of a province."""
    lands = [chance.choice(size.lands) for _commune in range(number)]
    names = places.communes(chance, lands)
    for place, (land, name) in enumerate(zip(lands, names, strict=True), start=1):
        slug = f"{parent}/xa-{place:03}" if parent else "xa-mau"
        spread = size.cells // 4 if parent else 0
        cells = size.cells + chance.randint(-spread, spread)
        yield Lot(LotKind.COMMUNE, slug, name, f"{code}.{place:03}", parent, land, cells)


def _bases(parent: str, code: str, number: int) -> Iterator[Lot]:
    """Grassroots organisations of a bloc, some at a time."""
    for first in range(1, number + 1, _BASES_AT_ONCE):
        count = min(_BASES_AT_ONCE, number - first + 1)
        slug = base_slug(parent, first)
        yield Lot(LotKind.BASES, slug, "", code, parent, Land.TOWN, count, first)


def base_slug(parent: str, number: int) -> str:
    """The slug of one grassroots organisation of a bloc."""
    return f"{parent}/cs-{number:04}"
