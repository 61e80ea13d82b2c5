"""What the regulation says about units: pure functions, checked with paper and pencil."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class Family(StrEnum):
    """Which family of organisations a unit belongs to; families are counted apart (design 2)."""

    PARTY = "party"
    MASS = "mass"
    STATE = "state"
    OTHER = "other"


class Sector(StrEnum):
    """The second cut of every report (domain 1.1, "khối")."""

    STATE = "state"
    PUBLIC_SERVICE = "public_service"
    PARTY_UNIONS = "party_unions"
    ENTERPRISE = "enterprise"
    RESIDENTIAL = "residential"
    ARMED_FORCES = "armed_forces"


# Small integers of the counted columns; a number is never used again for another word.
FAMILY_NUMBERS = {Family.PARTY: 1, Family.MASS: 2, Family.STATE: 3, Family.OTHER: 4}
SECTOR_NUMBERS = {sector: number for number, sector in enumerate(Sector, start=1)}

# Ranks of the reporting tree, from the nation down; a type of this rank or above keeps totals.
COMMUNE_RANK = 30
CELL_RANK = 60

# Key of the lock that holds the tree still while it changes or is folded.
TREE_LOCK = 20260701


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the tree that is no row: the whole of it, above every root."""

    path: str


NATION = Place("")


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A line of the dated vocabulary of unit types; `parents` are the codes it may stand under."""

    code: str
    label: str
    family: Family
    rank: int
    parents: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    is_grassroots: bool = False
    is_cell: bool = False


_BEGINNING = date(1930, 2, 3)
_LAST_DISTRICT_DAY = date(2025, 7, 1)
_UPPER = ("province", "district", "bloc", "party_agencies", "government_bloc", "central_committee")
_BASES = ("commune", "base_committee", "province", "district", "bloc")


def _type(
    code: str, label: str, family: Family, rank: int, parents: tuple[str, ...],
    *, ends: date | None = None, base: bool = False, cell: bool = False,
) -> TypeEntry:  # fmt: skip
    return TypeEntry(code, label, family, rank, parents, _BEGINNING, ends, base, cell)


# The words of domain 1.1 and 3.1; a new one is a new line, an old one gets its last day.
UNIT_TYPES = (
    _type("nation", "toàn Đảng", Family.PARTY, 5, ()),
    _type("central_committee", "đảng bộ trực thuộc Trung ương", Family.PARTY, 10, ("nation",)),
    _type("province", "đảng bộ tỉnh, thành phố", Family.PARTY, 10, ("nation",)),
    _type("district", "đảng bộ huyện", Family.PARTY, 20, ("province",), ends=_LAST_DISTRICT_DAY),
    _type("bloc", "đảng bộ khối", Family.PARTY, 20, ("province",), ends=date(2025, 3, 1)),
    _type("party_agencies", "đảng bộ các cơ quan Đảng tỉnh", Family.PARTY, 20, ("province",)),
    _type("government_bloc", "đảng bộ Ủy ban nhân dân tỉnh", Family.PARTY, 20, ("province",)),
    _type("commune", "đảng bộ xã, phường", Family.PARTY, 30, ("province", "district"), base=True),
    _type("base_committee", "đảng bộ cơ sở", Family.PARTY, 40, _UPPER, base=True),
    _type("base_cell", "chi bộ cơ sở", Family.PARTY, 50, _UPPER, base=True, cell=True),
    _type("sub_committee", "đảng bộ bộ phận", Family.PARTY, 45, ("commune", "base_committee")),
    _type("cell", "chi bộ", Family.PARTY, 60, ("commune", "base_committee", "sub_committee"),
          cell=True),
    _type("front", "Ủy ban Mặt trận Tổ quốc", Family.MASS, 70, _BASES),
    _type("mass", "đoàn thể", Family.MASS, 70, _BASES),
    _type("village_front", "ban công tác Mặt trận thôn", Family.MASS, 80, ("cell", "commune")),
    _type("agency", "cơ quan, đơn vị", Family.STATE, 70, (*_BASES, "base_cell", "cell")),
)  # fmt: skip


def may_be_root(family: Family, rank: int) -> bool:
    """Whether a tree may begin with such a unit: a commune or an office may run a site of its own."""
    return family is Family.PARTY and rank < CELL_RANK


def may_stand_under(
    child: str, parent: str | None, allowed: Collection[str], *, is_root_type: bool
) -> Refusal | None:
    """Whether a unit of type `child` may stand under one of type `parent` (domain 3.1)."""
    if parent is None:
        if is_root_type:
            return None
        return Refusal(
            "unit_needs_parent",
            _("Loại “%(child)s” phải đứng dưới một đơn vị khác. Chọn đơn vị cấp trên.")
            % {"child": child},
        )
    if parent in allowed:
        return None
    return Refusal(
        "unit_type_misplaced",
        _("Loại “%(child)s” không đứng dưới loại “%(parent)s”. Chọn đơn vị cấp trên khác.")
        % {"child": child, "parent": parent},
    )


def may_found(on: date, *, parent_from: date | None, parent_to: date | None) -> Refusal | None:
    """A unit can only be founded while its parent exists."""
    if parent_from is not None and on < parent_from:
        return Refusal(
            "parent_not_yet",
            _("Ngày lập sớm hơn ngày lập của đơn vị cấp trên. Chọn ngày muộn hơn."),
        )
    if parent_to is not None:  # a new unit would outlive it, whatever day it is founded on
        return Refusal(
            "parent_closed", _("Đơn vị cấp trên đã kết thúc. Chọn đơn vị đang hoạt động.")
        )
    return None


def may_rename(name: str, *, on: date, since: date, closed_on: date | None) -> Refusal | None:
    """A living unit gets a name, from a day that is not before its present one began."""
    if not name.strip():
        return Refusal("name_empty", _("Tên đơn vị không được để trống."))
    if closed_on is not None:
        return Refusal("unit_closed", _("Đơn vị đã kết thúc, không đổi tên được."))
    if on < since:
        return Refusal(
            "before_present_state",
            _("Ngày đổi tên sớm hơn ngày của tên đang dùng. Chọn ngày muộn hơn."),
        )
    return None


def renamed_since(name: str) -> Refusal:
    """A name is taken back only while it is the one in force, since the very day it was given."""
    text = _("%(name)s đã được đổi tên, tổ chức lại hoặc kết thúc sau đó nên giữ như hiện nay.")
    return Refusal("unit_renamed_since", text % {"name": name})


def accepts(year: int, *, opened_on: date, closed_on: date | None, name: str) -> Refusal | None:
    """A unit takes records of the years it lived in, and of no other (design 2)."""
    if year < opened_on.year:
        return Refusal(
            "unit_not_yet",
            _("%(name)s lập ngày %(day)s, chưa có trong năm %(year)s.")
            % {"name": name, "day": opened_on.strftime("%d/%m/%Y"), "year": year},
        )
    if closed_on is not None and year > closed_on.year:
        return Refusal(
            "unit_closed",
            _("%(name)s đã kết thúc ngày %(day)s, không nhận việc của năm %(year)s.")
            % {"name": name, "day": closed_on.strftime("%d/%m/%Y"), "year": year},
        )
    return None


def described(name: str, kind: str, *, opened_on: date, closed_on: date | None) -> str:
    """A unit as lists to choose from name it: level and life, since names come again (domain 3.5).

    "Đảng bộ tỉnh Bắc Ninh (đảng bộ tỉnh, đến 30/6/2025)"; the last day is the one before it closed.
    """
    if closed_on is None:
        life = _("từ %(day)s") % {"day": format_day(opened_on)}
    else:
        life = _("đến %(day)s") % {"day": format_day(closed_on - timedelta(days=1))}
    return f"{name} ({kind}, {life})"
