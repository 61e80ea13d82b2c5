"""A small fixed country and its cast, made by acts, so that test data is lawful data.

An leads the province, Bình works in the commune, Chi is a member of its first cell, Dũng belongs to
another branch and must see nothing. Giang writes for the first cell as its secretary.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from neuguong.deeds.actions import set_categories
from neuguong.deeds.rules import CATEGORIES
from neuguong.org.actions import UnitEntry, found_units, set_unit_types
from neuguong.org.models import Unit
from neuguong.org.rules import UNIT_TYPES
from neuguong.people.access import AccountActor, SystemActor
from neuguong.people.actions import (
    PersonEntry,
    add_people,
    give_post,
    grant_role,
    open_account,
)
from neuguong.people.models import Account, Person
from neuguong.people.rules import Category
from neuguong.programme.actions import YearEntry, set_year
from neuguong.programme.rules import COLLECTIVE, PhaseKind

TODAY = date(2022, 6, 15)
NOW = datetime(2022, 6, 15, 9, 0, tzinfo=UTC)
FOUNDED = date(2015, 1, 1)
YEAR = 2022
PASSWORD = "rung-cay-xanh-2022"

_UNITS = (
    UnitEntry("tinh", "Đảng bộ tỉnh Thử", "province"),
    UnitEntry("tinh/huyen", "Đảng bộ huyện Thử", "district", "tinh"),
    UnitEntry("tinh/huyen/xa", "Đảng bộ xã Nà Thử", "commune", "tinh/huyen", "Nà Thử"),
    UnitEntry("tinh/huyen/xa/mot", "Chi bộ thôn Phiêng Tác", "cell", "tinh/huyen/xa"),
    UnitEntry("tinh/huyen/xa/hai", "Chi bộ thôn Đồng Ao", "cell", "tinh/huyen/xa"),
    UnitEntry("tinh/huyen/xa/phu-nu", "Hội Phụ nữ xã Nà Thử", "mass", "tinh/huyen/xa"),
    UnitEntry("tinh/huyen/phong", "Chi bộ Phòng Thử", "base_cell", "tinh/huyen"),
    UnitEntry("khac", "Đảng bộ tỉnh Khác", "province"),
    UnitEntry("khac/xa", "Đảng bộ xã Khác", "commune", "khac"),
    UnitEntry("khac/xa/ba", "Chi bộ thôn Khác", "cell", "khac/xa"),
)

# Unit, name, birth year, category.
_PEOPLE = (
    ("tinh/huyen/xa/mot", "Nông Thị Chi", 1985, Category.OFFICIAL),
    ("tinh/huyen/xa/mot", "Lường Văn Giang", 1970, Category.OFFICIAL),
    ("tinh/huyen/xa/mot", "Hoàng Văn Thái", 1958, Category.OFFICIAL),
    ("tinh/huyen/xa/mot", "Hoàng Văn Thái", 1991, Category.PROBATIONARY),
    ("tinh/huyen/xa/mot", "Triệu Thị Ánh", 1990, Category.YOUTH_MEMBER),
    ("tinh/huyen/xa/hai", "Bàn Văn Đạt", 1980, Category.OFFICIAL),
    ("tinh/huyen/xa", "Ma Thế Bình", 1979, Category.CIVIL_SERVANT),
    ("tinh", "Lý Thị An", 1972, Category.CADRE),
    ("khac/xa/ba", "Phùng Văn Dũng", 1983, Category.OFFICIAL),
)


@dataclass(frozen=True, slots=True)
class World:
    """The country: units by slug, people by name (the younger Thái under `Thái trẻ`), accounts."""

    units: dict[str, Unit]
    people: dict[str, Person]
    accounts: dict[str, Account]
    machine: SystemActor

    def unit(self, slug: str) -> Unit:
        """A unit by the last part of its slug or by the whole of it."""
        return self.units[slug]

    def actor(self, who: str, today: date = TODAY) -> AccountActor:
        """One of the cast, as they are on that day."""
        return AccountActor(self.accounts[who], today=today)

    @property
    def an(self) -> AccountActor:
        """Leads the province."""
        return self.actor("an")

    @property
    def binh(self) -> AccountActor:
        """Works in the commune."""
        return self.actor("binh")

    @property
    def chi(self) -> AccountActor:
        """A member of the first cell."""
        return self.actor("chi")

    @property
    def dung(self) -> AccountActor:
        """Leads the commune of another branch; must see nothing of this one."""
        return self.actor("dung")

    @property
    def giang(self) -> AccountActor:
        """Writes for the first cell."""
        return self.actor("giang")


def build() -> World:
    """Make the country, its people, the programme year 2022, and the cast with their roles."""
    machine = SystemActor("máy thử", names=True)
    set_unit_types(by=machine, types=UNIT_TYPES)
    set_categories(by=machine, entries=CATEGORIES, since=date(2016, 5, 15))
    founded = found_units(by=machine, entries=_UNITS, on=FOUNDED)
    units = {unit.slug: unit for unit in founded}
    entries = [
        (units[slug], PersonEntry(name, category, year)) for slug, name, year, category in _PEOPLE
    ]
    made = add_people(by=machine, rows=entries, since=FOUNDED)
    people = {person.full_name.split()[-1]: person for person in made}
    people["Thái trẻ"], people["Thái"] = made[3], made[2]
    give_post(
        by=machine,
        person_id=people["Giang"].pk,
        unit_id=units["tinh/huyen/xa/mot"].pk,
        title="Bí thư chi bộ",
        since=FOUNDED,
    )
    for slug in ("tinh", "khac"):
        set_year(by=machine, unit_id=units[slug].pk, year=YEAR, entry=_year())
    return World(units, people, _accounts(machine, units, people), machine)


def _year() -> YearEntry:
    return YearEntry(
        title="Học tập và làm theo Bác",
        theme="Nói đi đôi với làm",
        phases={
            PhaseKind.REGISTER: (date(2022, 1, 1), date(2022, 3, 31)),
            PhaseKind.RESULTS: (date(2022, 4, 1), date(2022, 11, 30)),
        },
        minimums={int(Category.OFFICIAL): 3, int(Category.PROBATIONARY): 3, COLLECTIVE: 2},
    )


def _accounts(
    machine: SystemActor, units: dict[str, Unit], people: dict[str, Person]
) -> dict[str, Account]:
    cast = (
        ("an", "unit_leader", "tinh", "An"),
        ("binh", "unit_officer", "tinh/huyen/xa", "Bình"),
        ("giang", "cell_secretary", "tinh/huyen/xa/mot", "Giang"),
        ("chi", "member", "tinh/huyen/xa/mot", "Chi"),
        ("dung", "unit_leader", "khac/xa", "Dũng"),
    )
    accounts: dict[str, Account] = {}
    for username, role, slug, given in cast:
        account = open_account(
            by=machine,
            username=username,
            name=people[given].full_name,
            password=PASSWORD,
            at=units[slug],
            person=people[given],
        )
        grant_role(
            by=machine, account_id=account.pk, role=role, unit_id=units[slug].pk, since=FOUNDED
        )
        accounts[username] = account
    return accounts
