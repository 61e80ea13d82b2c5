"""What the regulation says about units: pure functions, checked with paper and pencil."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

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
    if parent_to is not None and on >= parent_to:
        return Refusal(
            "parent_closed", _("Đơn vị cấp trên đã kết thúc trước ngày đó. Chọn đơn vị khác.")
        )
    return None


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
