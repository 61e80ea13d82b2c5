"""The invented commune Nậm Sang with this year's open work, so that every screen has something to do."""

from datetime import date, timedelta
from decimal import Decimal

from neuguong.deeds.actions import (
    accept_contribution,
    add_deed,
    finish_work,
    join_work,
    open_registration,
    open_work,
    report_result,
    return_registration,
)
from neuguong.deeds.actions.entries import (
    BulkDeed,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.models import Registration
from neuguong.deeds.queries import collective_registration
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind, DeedState, RegistrationState
from neuguong.lib.amounts import Qualifier
from neuguong.lib.vietnamese import slugify_vi
from neuguong.ops.demo.building import BEGAN, Branch, place_of
from neuguong.ops.demo.names import cell_sizes
from neuguong.ops.demo.pac_nam import MASS
from neuguong.org.actions import UnitEntry
from neuguong.org.models import Unit
from neuguong.org.rules import Sector
from neuguong.people.actions import PersonEntry, add_people, give_post
from neuguong.people.models import Person
from neuguong.people.rules import Category

ROOT = "mau/nam-sang"
CELL = f"{ROOT}/na-leng"
HAMLETS = ("Nà Lẹng", "Khuổi Mười", "Phiêng Ún", "Bản Cọn", "Lủng Vài", "Pác Ngần", "Kéo Sài")

# The cell of the secretary: name, birth year, as what, and how far the year has come.
_CELL = (
    ("Nông Thị Lành", 1974, Category.OFFICIAL, "done"),
    ("Hoàng Văn Thái", 1958, Category.OFFICIAL, "sent"),
    ("Hoàng Văn Thái", 1991, Category.PROBATIONARY, "confirmed"),
    ("Triệu Sinh Phú", 1969, Category.OFFICIAL, "confirmed"),
    ("Bàn Văn Chiêu", 1980, Category.OFFICIAL, "told"),
    ("Lường Văn Đạt", 1988, Category.OFFICIAL, "member"),
    ("Ma Thị Nhung", 1985, Category.OFFICIAL, "done"),
    ("Lý Thị Mỷ", 1990, Category.OFFICIAL, "returned"),
    ("Triệu Thị Liên", 1996, Category.OFFICIAL, "draft"),
    ("Phùng Thị Huệ", 1953, Category.OFFICIAL, "none"),
    ("Vàng Seo Páo", 1949, Category.EXEMPT, "none"),
    ("Đặng Thị Oanh", 1993, Category.OFFICIAL, "sent"),
    ("Ma Doãn Tuyên", 1966, Category.OFFICIAL, "told"),
    ("Nông Thế Quyền", 1977, Category.OFFICIAL, "confirmed"),
)
SECRETARY = ("Nông Thị Lành", 1974)
MEMBER = ("Lường Văn Đạt", 1988)


def load(branch: Branch) -> None:
    """Build the commune, settle its people, and leave the year in the middle of its work."""
    branch.found(_units())
    cell = branch.units[CELL]
    rest = [unit for slug, unit in branch.units.items() if unit.type.is_cell and slug != CELL]
    sizes = cell_sizes(branch.chance, len(rest), 78, least=6)
    people = branch.settle(
        [(u, Category.OFFICIAL, n) for u, n in zip(rest, sizes, strict=True)]
        + [(branch.units[f"{ROOT}/{key}"], kind, 5) for key, kind in _MASS_KINDS]
        + [(branch.units[ROOT], Category.CIVIL_SERVANT, 6)]
    )
    for unit in [branch.units[ROOT], *rest, *(branch.units[f"{ROOT}/{k[0]}"] for k in MASS)]:
        branch.register_collective(unit, _so_far(branch, unit, 2, collective=True))
        for person in people.get(unit.pk, [])[: -1 if unit.type.is_cell else None]:
            category = _category(unit)
            state = branch.chance.choices(
                (RegistrationState.CONFIRMED, RegistrationState.SUBMITTED), (92, 8)
            )[0]
            deeds = _so_far(branch, unit, branch.chance.choice((3, 3, 3, 4)), collective=False)
            branch.register_person(unit, person, category, deeds, state)
    branch.write()
    _cell_of_the_secretary(branch, cell)


_MASS_KINDS = (
    ("doan-tn", Category.YOUTH_MEMBER),
    ("phu-nu", Category.ASSOCIATION_MEMBER),
    ("nong-dan", Category.ASSOCIATION_MEMBER),
)


def _category(unit: Unit) -> Category:
    if unit.slug == ROOT:
        return Category.CIVIL_SERVANT
    return dict(_MASS_KINDS).get(unit.slug.rsplit("/", 1)[-1], Category.OFFICIAL)


def _units() -> list[UnitEntry]:
    entries = [
        UnitEntry(
            ROOT,
            "Đảng bộ xã Nậm Sang",
            "commune",
            "mau",
            "Nậm Sang",
            place="xã Nậm Sang",
            sector=Sector.RESIDENTIAL,
        )
    ]
    entries += [
        UnitEntry(
            f"{ROOT}/{slugify_vi(hamlet)}",
            f"Chi bộ thôn {hamlet}",
            "cell",
            ROOT,
            host_unit=f"thôn {hamlet}",
            sector=Sector.RESIDENTIAL,
        )
        for hamlet in HAMLETS
    ]
    entries.append(
        UnitEntry(
            f"{ROOT}/truong-hoc",
            "Chi bộ Trường Phổ thông cơ sở",
            "cell",
            ROOT,
            host_unit="Trường Phổ thông cơ sở",
            sector=Sector.PUBLIC_SERVICE,
        )
    )
    entries += [
        UnitEntry(f"{ROOT}/{key}", f"{name} Nậm Sang", kind, ROOT, sector=Sector.PARTY_UNIONS)
        for key, name, kind, _rank in MASS
    ]
    return entries


def _so_far(branch: Branch, unit: Unit, number: int, *, collective: bool) -> list[BulkDeed]:
    """Deeds with what has come of them by today: nothing is done on a day to come."""
    deeds: list[BulkDeed] = []
    for deed in branch.draws(number, place_of(unit), 0.93, collective=collective):
        outcome = deed.outcome
        if outcome is not None and outcome.day > branch.today:
            outcome = OutcomeEntry(DeedState.IN_PROGRESS, branch.today)
        if outcome is not None and outcome.state in (DeedState.CARRIED_OVER, DeedState.NOT_DONE):
            outcome = OutcomeEntry(DeedState.IN_PROGRESS, branch.today - timedelta(days=20))
        deeds.append(BulkDeed(deed.deed, outcome))
    return deeds


def _cell_of_the_secretary(branch: Branch, cell: Unit) -> None:
    rows = [(cell, PersonEntry(name, kind, year)) for name, year, kind, _state in _CELL]
    people = add_people(by=branch.by, rows=rows, since=BEGAN)
    branch.people[cell.pk] = people
    give_post(
        by=branch.by,
        person_id=people[0].pk,
        unit_id=cell.pk,
        title="Bí thư chi bộ",
        since=date(2025, 1, 10),
    )
    for person, (_name, _year, kind, state) in zip(people, _CELL, strict=True):
        if state in ("confirmed", "done", "told", "member"):
            branch.register_person(cell, person, kind, _own(branch, cell, state))
        elif state in ("sent", "returned"):
            branch.register_person(
                cell, person, kind, _own(branch, cell, state), RegistrationState.SUBMITTED
            )
    branch.register_collective(cell, _so_far(branch, cell, 3, collective=True))
    written = {found.person_id: found for found in branch.write()}
    _unfinished(branch, cell, people, written)


def _own(branch: Branch, cell: Unit, state: str) -> list[BulkDeed]:
    """Three deeds of one of the cell, as far as the state says."""
    deeds = [BulkDeed(deed.deed) for deed in _so_far(branch, cell, 3, collective=False)]
    day = branch.today - timedelta(days=40)
    if state == "done":
        done = OutcomeEntry(
            DeedState.DONE,
            day,
            "Làm chuồng bò cho một hộ",
            contributions=[ContributionEntry(ContributionKind.OWN_MONEY, Decimal(1_500_000), day)],
            quantities=[QuantityEntry(9, Decimal(1), "hộ")],
        )
        helped = DeedEntry(
            "Giúp 1 hộ nghèo làm chuồng bò",
            category=5,
            place=place_of(cell),
            beneficiary_kind=BeneficiaryKind.POOR_HOUSEHOLD,
        )
        deeds[0] = BulkDeed(helped, done)
    if state in ("told", "member"):
        road = DeedEntry(
            "Góp 12 ngày công mở đường Nà Lẹng – Khuổi Mười",
            category=7,
            target_amount=Decimal(12),
            target_unit="ngày công",
            place=place_of(cell),
        )
        deeds[0] = BulkDeed(road)
    return deeds


def _unfinished(
    branch: Branch, cell: Unit, people: list[Person], written: dict[int | None, Registration]
) -> None:
    by, today = branch.by, branch.today
    states = [state for _name, _year, _kind, state in _CELL]
    returned = written[people[states.index("returned")].pk]
    return_registration(
        by=by, registration_id=returned.pk, today=today, reason="Việc số 2 cần ghi rõ làm gì, ở đâu"
    )
    draft = open_registration(
        by=by,
        unit_id=cell.pk,
        year=branch.year,
        today=today,
        person_id=people[states.index("draft")].pk,
    )
    for text in ("Trồng 50 cây quế quanh nhà văn hóa", "Dạy chữ cho 2 người lớn tuổi"):
        add_deed(by=by, registration_id=draft.pk, entry=DeedEntry(text), today=today)
    for place, state in enumerate(states):
        if state in ("told", "member"):
            _tell(branch, written[people[place].pk], finished=state == "told")
    _shared_bridge(branch, cell, written[people[3].pk])


def _tell(branch: Branch, found: Registration, *, finished: bool) -> None:
    deed = found.deeds.order_by("number").first()
    if deed is None:
        return
    for ago, days in ((60, "3"), (41, "2"), (12, "3")):
        day = branch.today - timedelta(days=ago)
        last = ago == 12
        report_result(
            by=branch.by,
            deed_id=deed.pk,
            day=day,
            text="San nền, phát quang đoạn qua suối",
            contributions=[
                ContributionEntry(
                    ContributionKind.LABOUR_DAYS, Decimal(days), day, people=1, days=Decimal(days)
                )
            ],
            finished=finished and last,
            now=branch.now,
            today=branch.today,
        )
    if not finished:
        first = found.contributions.order_by("pk").first()
        if first is not None:
            accept_contribution(by=branch.by, contribution_id=first.pk, today=branch.today)


def _shared_bridge(branch: Branch, cell: Unit, found: Registration) -> None:
    """One bridge of the commune that a member and the cell work on together."""
    by, today = branch.by, branch.today
    commune = branch.units[ROOT]
    work = open_work(
        by=by,
        unit_id=commune.pk,
        year=branch.year,
        today=today,
        title="Cầu dân sinh qua suối Nà Lẹng",
        place="Nà Lẹng",
    )
    for owner in (found, collective_registration(cell, branch.year)):
        if owner is None:
            continue
        deed = add_deed(
            by=by,
            registration_id=owner.pk,
            today=today,
            entry=DeedEntry("Cùng làm cầu dân sinh qua suối Nà Lẹng", category=8),
        )
        join_work(by=by, deed_id=deed.pk, work_id=work.pk, today=today)
        day = today - timedelta(days=30)
        report_result(
            by=by,
            deed_id=deed.pk,
            day=day,
            text="Góp công và tiền làm cầu",
            finished=True,
            contributions=[
                ContributionEntry(
                    ContributionKind.OWN_MONEY, Decimal(2_000_000), day, Qualifier.AT_LEAST
                ),
                ContributionEntry(ContributionKind.LABOUR_DAYS, Decimal(4), day),
            ],
            now=branch.now,
            today=today,
        )
    finish_work(
        by=by,
        work_id=work.pk,
        day=today - timedelta(days=25),
        today=today,
        quantities=[QuantityEntry(5, Decimal(1), "cầu")],
    )
