"""Acts of the machine room: load the demo, whole or not at all."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from random import Random

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.deeds.actions import set_categories
from neuguong.deeds.rules import CATEGORIES
from neuguong.evaluations.actions import keep_regimes
from neuguong.honours.actions.vocabulary import keep_catalogue
from neuguong.honours.rules.catalogue import BEGAN as AWARDS_BEGAN
from neuguong.honours.rules.catalogue import FORMS
from neuguong.honours.rules.roll import FIELDS
from neuguong.indicators.actions import keep_standard
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import learn_sizes
from neuguong.lib.words import gettext as _
from neuguong.meetings.actions import keep_guidelines
from neuguong.ops import vocabulary
from neuguong.ops.demo import (
    accounts,
    aims,
    attendance,
    ceremonies,
    duties,
    evaluations,
    honours,
    inspections,
    meetings,
    nam_sang,
    offices,
    pac_nam,
    plans,
    provinces,
    report,
    study,
    year_plans,
)
from neuguong.ops.demo.building import BEGAN, Branch
from neuguong.ops.queries import is_rearranged, names_beginning, synth_begun, unit_of
from neuguong.ops.synth import drawing, moving
from neuguong.ops.synth.drawing import Built
from neuguong.ops.synth.plan import Lot, LotKind, Plan
from neuguong.org.actions import UnitEntry, found_units, set_unit_types
from neuguong.org.models import Unit
from neuguong.org.rules import NATION, UNIT_TYPES
from neuguong.people.access import SystemActor
from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account, Person
from neuguong.people.rules import Category
from neuguong.programme.actions import YearEntry, keep_basis, keep_pledge, set_year
from neuguong.programme.models import BasisDocument
from neuguong.programme.rules import COLLECTIVE, PhaseKind
from neuguong.reorganisations.actions import (
    ReorganisationEntry,
    apply_reorganisation,
    approve_reorganisation,
    draft_reorganisation,
)

SEED = 20221231
MARK = "ops.demo"

PROVINCES = (
    UnitEntry("bac-kan", "Đảng bộ tỉnh Bắc Kạn", "province", None, "Bắc Kạn"),
    UnitEntry("son-la", "Đảng bộ tỉnh Sơn La", "province", None, "Sơn La"),
    UnitEntry("bac-ninh", "Đảng bộ tỉnh Bắc Ninh", "province", None, "Bắc Ninh"),
    UnitEntry("ha-giang", "Đảng bộ tỉnh Hà Giang", "province", None, "Hà Giang"),
    UnitEntry("mau", "Đảng bộ tỉnh Mẫu", "province", None, "Mẫu"),
)


def demo_is_loaded() -> bool:
    """Whether this database holds the demo already."""
    return (
        Unit.objects.filter(slug=pac_nam.ROOT).exists()
        and Account.objects.filter(username=accounts.SIGN_INS[0].username).exists()
    )


@transaction.atomic
def load_demo(*, by: SystemActor, today: date, now: datetime, tell: Callable[[str], None]) -> None:
    """Load invented people and deeds whose totals are the published ones; refuse a database in use."""
    if Unit.objects.exists() or Person.objects.exists() or Account.objects.exists():
        raise Refused(
            Refusal(
                "database_in_use",
                _("Cơ sở dữ liệu này đã có dữ liệu của người khác, không nạp dữ liệu làm thử vào."
                  " Chỉ định một tệp khác bằng NEUGUONG_DATABASE_URL."),
            )
        )  # fmt: skip
    basis = _words(by)
    units = {unit.slug: unit for unit in found_units(by=by, entries=PROVINCES, on=BEGAN)}
    _set_years(by, units, today.year, basis)
    steps: tuple[tuple[str, Callable[[Branch], None], int, tuple[str, ...]], ...] = (
        ("Pác Nặm 2022", pac_nam.load, 2022, ("tay", "tay", "dao", "mong", "kinh")),
        ("Văn phòng UBND tỉnh Bắc Kạn 2023", offices.load_bac_kan, 2023, ("kinh", "tay")),
        ("Khối các cơ quan và doanh nghiệp tỉnh Sơn La 2022", offices.load_son_la, 2022,
         ("thai", "kinh", "mong")),
        ("Văn phòng UBND tỉnh Bắc Ninh 2012", offices.load_bac_ninh, 2012, ("kinh",)),
        ("Văn phòng Tỉnh ủy Hà Giang 2020", offices.load_ha_giang, 2020, ("kinh", "tay", "mong")),
        (f"Xã Nậm Sang {today.year}", nam_sang.load, today.year, ("tay", "dao")),
    )  # fmt: skip
    for words, load, year, areas in steps:
        tell(words)
        branch = Branch(by, Random(SEED + year), year, today, now, areas)  # noqa: S311 - invented data
        load(branch)
        learn_sizes()
        units |= branch.units
        if load is offices.load_bac_kan:
            set_year(
                by=by,
                unit_id=units[offices.BAC_KAN].pk,
                year=2023,
                entry=_with_minimum(2023, basis),
            )
    accounts.load(by, units)
    tell("Sinh hoạt chi bộ")
    meetings.load(by, units, today, now)
    report.load(by, units)
    aims.load(by, units, today)
    honours.load(by, units, today)
    year_plans.load(by, units, today)
    inspections.load(by, units, today)
    attendance.load(by, units, today)
    study.load(by, units, today)
    ceremonies.load(by, units, today)
    evaluations.load(by, units, today)
    tell("Tổ chức lại năm 2025")
    provinces.load(units)
    entry = _year(today.year, basis)
    set_year(by=by, unit_id=unit_of(provinces.THAI_NGUYEN).pk, year=today.year, entry=entry)
    accounts.follow()
    plans.load(units[nam_sang.ROOT], today)
    duties.load(by, units, today)
    meetings.follow(today)
    learn_sizes()
    record(by=by, act=MARK, subject=None)


@transaction.atomic
def note_export(*, by: SystemActor, years: Sequence[int], files: int) -> None:
    """Record that facts of some years left the site; they name no person."""
    by.require("ops.check", at=NATION)
    record(
        by=by, act="ops.export_facts", subject=None, detail={"years": list(years), "files": files}
    )


SYNTH = "ops.synth"


@transaction.atomic
def begin_synth(*, by: SystemActor, plan: Plan, today: date) -> int:
    """Begin a database of invented data of a size, or take up the one begun with the same seed.

    Returns the year the data is of. Refuses a database that holds anything else.
    """
    wanted = f"{plan.size.name}/{plan.seed}/"
    begun = synth_begun(SYNTH)
    if begun.startswith(wanted):
        return int(begun.removeprefix(wanted))
    if begun or Unit.objects.exists() or Account.objects.exists():
        raise Refused(
            Refusal(
                "database_in_use",
                _("Cơ sở dữ liệu này đã có dữ liệu khác, không thêm dữ liệu giả vào."
                  " Chỉ định một tệp khác bằng NEUGUONG_DATABASE_URL."),
            )
        )  # fmt: skip
    basis = _words(by)
    upper = found_units(by=by, entries=plan.upper, on=drawing.OPENED) if plan.upper else []
    year = today.year - 1
    for unit in upper[:1]:
        set_year(by=by, unit_id=unit.pk, year=year, entry=_with_minimum(year, basis))
    ids = [unit.pk for unit in upper]
    record_bulk(by=by, act=SYNTH, subject_type=f"{wanted}{year}", ids=ids)
    return year


@transaction.atomic
def build_lot(
    *, by: SystemActor, plan: Plan, lot: Lot, year: int, today: date, now: datetime
) -> Built:
    """Build one lot of the plan, whole or not at all: its units, people, registrations and deeds."""
    chance = drawing.chance_of(lot, plan.seed)
    drawn = drawing.draw_lot(lot, plan.size, chance)
    return drawing.write_lot(lot, drawn, by=by, chance=chance, year=year, today=today, now=now)


@transaction.atomic
def rearrange_cells(*, by: SystemActor, plan: Plan, parent: str, year: int, now: datetime) -> int:
    """Carry out what was drawn for the cells under a unit in the middle of the year, as one plan.

    Gives the number of its steps; 0 when it was done before.
    """
    top, title = unit_of(parent), f"{moving.TITLE} {year}"
    if is_rearranged(top, title):
        return 0
    lots = moving.communes_by_parent(plan)[parent]
    steps = moving.drawn_moves(
        lots, names_beginning([moving.begins(lot) for lot in lots]), plan.seed
    )
    if not steps:
        return 0
    entry = ReorganisationEntry(
        title, date(year, 7, 1), top.pk, decision=f"{lots[0].code}-NQ/TU", signer="Bí thư"
    )
    drafted = draft_reorganisation(by=by, entry=entry, steps=steps)
    approve_reorganisation(by=by, reorganisation_id=drafted.pk, now=now)
    apply_reorganisation(by=by, reorganisation_id=drafted.pk, now=now)
    return len(steps)


@transaction.atomic
def open_synth_accounts(*, by: SystemActor, plan: Plan, today: date) -> list[tuple[str, Unit]]:
    """Open the sign-ins of a finished size: a leader and an operator of all, an officer, a secretary."""
    commune = next(lot.slug for lot in plan.lots if lot.kind is LotKind.COMMUNE)
    wanted = (
        ("lanhdao", "unit_leader", plan.root), ("vanhanh", "operator", plan.root),
        ("canboxa", "unit_officer", commune), ("bithu", "cell_secretary", f"{commune}/h01"),
    )  # fmt: skip
    opened = []
    for username, role, slug in wanted:
        unit = Unit.objects.get(slug=slug)
        if not Account.objects.filter(username=username).exists():
            account = open_account(
                by=by, username=username, name=username, password=accounts.PASSWORD, at=unit
            )
            grant_role(by=by, account_id=account.pk, role=role, unit_id=unit.pk, since=today)
        opened.append((username, unit))
    return opened


def _words(by: SystemActor) -> dict[str, BasisDocument]:
    """Keep the vocabulary that every site needs; gives the documents by number."""
    set_unit_types(by=by, types=UNIT_TYPES)
    set_categories(by=by, entries=CATEGORIES, since=date(2007, 1, 1))
    keep_catalogue(by=by, fields=FIELDS, forms=FORMS, since=AWARDS_BEGAN)
    keep_standard(by=by, since=BEGAN)
    keep_guidelines(by=by)
    keep_regimes(by=by)
    kept = keep_basis(by=by, entries=vocabulary.BASIS)
    keep_pledge(by=by, version=vocabulary.PLEDGE_VERSION, items=vocabulary.PLEDGE_ITEMS)
    return {document.number: document for document in kept}


@transaction.atomic
def begin_site(
    *, by: SystemActor, entry: UnitEntry, username: str, name: str, password: str, today: date
) -> Account:
    """Begin an empty site: its vocabulary, its highest unit, this year, and the first account.

    The account administers the whole branch and leads its highest unit, so that it can open others.
    """
    if Unit.objects.exists() or Account.objects.exists():
        raise Refused(
            Refusal(
                "site_begun",
                _("Trang này đã có đơn vị hoặc tài khoản. Lệnh này chỉ dùng cho trang còn trống."),
            )
        )
    basis = _words(by)
    unit = found_units(by=by, entries=[entry], on=date(today.year, 1, 1))[0]
    set_year(by=by, unit_id=unit.pk, year=today.year, entry=_with_minimum(today.year, basis))
    account = open_account(by=by, username=username, name=name, password=password, at=unit)
    for role in ("branch_admin", "unit_leader", "operator"):
        grant_role(by=by, account_id=account.pk, role=role, unit_id=unit.pk, since=today)
    record(by=by, act="ops.begin", subject=unit)
    return account


_THEMES = {
    2012: "Suốt đời phấn đấu cần, kiệm, liêm, chính, chí công vô tư",
    2020: "Tăng cường khối đại đoàn kết, xây dựng Đảng trong sạch, vững mạnh",
    2022: "Ý chí tự lực, tự cường và khát vọng phát triển đất nước phồn vinh, hạnh phúc",
    2023: "Nêu gương, nói đi đôi với làm, gần dân, vì dân",
}


def _set_years(
    by: SystemActor, units: dict[str, Unit], this_year: int, basis: dict[str, BasisDocument]
) -> None:
    wanted = (
        ("bac-kan", 2022), ("bac-kan", 2023), ("son-la", 2022), ("bac-ninh", 2012),
        ("ha-giang", 2020), ("mau", this_year),
    )  # fmt: skip
    for slug, year in wanted:
        set_year(by=by, unit_id=units[slug].pk, year=year, entry=_year(year, basis))
    set_year(by=by, unit_id=units["mau"].pk, year=this_year, entry=_with_minimum(this_year, basis))


def _year(year: int, basis: dict[str, BasisDocument]) -> YearEntry:
    numbers = ["03-CT/TW"] if year < 2016 else ["05-CT/TW"] + ["01-KL/TW"] * (year >= 2021)
    return YearEntry(
        title="Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        theme=_THEMES.get(year, "Nói đi đôi với làm, nêu gương từ việc nhỏ"),
        motto="Học tập đi đôi với làm theo",
        phases={
            PhaseKind.REGISTER: (date(year, 1, 15), date(year, 3, 31)),
            PhaseKind.CONFIRM: (date(year, 2, 1), date(year, 4, 15)),
            PhaseKind.MID_YEAR: (date(year, 6, 1), date(year, 6, 20)),
            PhaseKind.RESULTS: (date(year, 4, 1), date(year, 11, 30)),
            PhaseKind.REVIEW: (date(year, 12, 1), date(year, 12, 20)),
            PhaseKind.CLOSE: (date(year, 12, 20), date(year, 12, 31)),
        },
        basis=[basis[number] for number in numbers],
    )


def _with_minimum(year: int, basis: dict[str, BasisDocument]) -> YearEntry:
    plain = _year(year, basis)
    return YearEntry(
        title=plain.title,
        theme=plain.theme,
        motto=plain.motto,
        phases=plain.phases,
        basis=plain.basis,
        minimums={int(Category.OFFICIAL): 3, int(Category.PROBATIONARY): 3, COLLECTIVE: 2},
    )
