"""The demo after the reorganisations of 2025: one year on three trees, and the same sum on each."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.ops.actions import load_demo
from neuguong.ops.demo import provinces
from neuguong.ops.demo.accounts import SIGN_INS
from neuguong.org.models import Unit
from neuguong.org.queries import circles, mark_of, states_outside_links, wrong_links, wrong_states
from neuguong.people.access import AccountActor, SystemActor
from neuguong.people.models import Account, Membership, Post
from neuguong.programme.queries import minimum_for, year_of, years_set
from neuguong.reorganisations.actions import undo_reorganisation
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import planned_view, preview
from neuguong.reorganisations.rules import ReorganisationState
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import TODAY, WAS, View, children_figures, figures_of, sections

pytestmark = pytest.mark.django_db

Y2022 = Period.parse("2022")
MAIN = ("deeds.by_party_collectives", "deeds.by_mass_organisations", "deeds.people",
        "deeds.by_individuals")  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for all these tests and taken back afterwards."""
    now = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        machine = SystemActor("thử", names=True)
        load_demo(by=machine, today=timezone.localdate(now), now=now, tell=lambda _words: None)
        fold_all()
        yield
        transaction.set_rollback(True)


def unit(slug: str) -> Unit:
    return Unit.objects.select_related("type", "parent").get(slug=slug)


def _touched(plan: Reorganisation) -> set[int]:
    """The units that a reorganisation changed."""
    return set(plan.journal.filter(kind="org.unit").values_list("row", flat=True))


def values(slug: str, view: View, period: Period = Y2022) -> dict[str, object]:
    return {key: found.value for key, found in figures_of(unit(slug), period, view=view).items()}


def sums(slug: str, view: View, period: Period = Y2022) -> dict[str, int]:
    found = figures_of(unit(slug), period, view=view)
    return {key: f.scaled for key, f in found.items() if f.kind in (Kind.SUM, Kind.STOCK)}


def test_the_published_year_is_the_same_on_each_tree() -> None:
    for slug, view in (("bac-kan/pac-nam", WAS), ("bac-kan", WAS), ("thai-nguyen", TODAY)):
        found = sums(slug, view)
        assert [found[key] for key in MAIN] == [561, 135, 3485, 6868]
    was, today = (values(slug, view) for slug, view in (("bac-kan", WAS), ("thai-nguyen", TODAY)))
    assert {key for key in was if was[key] != today[key]} <= {"pledges.items"}


@pytest.mark.parametrize(("name", "old"), sorted(provinces.NEW_COMMUNES.items()))
def test_a_new_commune_has_today_what_its_old_ones_had(name: str, old: tuple[str, ...]) -> None:
    slug = {"Bằng Thành": "bang-thanh", "Nghiên Loan": "nghien-loan", "Cao Minh": "cao-minh"}[name]
    total: dict[str, int] = {}
    for before in Unit.objects.filter(successions__successor__slug=f"thai-nguyen/{slug}"):
        if before.type.code == "commune":
            for key, value in sums(before.slug, WAS).items():
                total[key] = total.get(key, 0) + value
    assert sums(f"thai-nguyen/{slug}", TODAY) == total
    assert total["deeds.by_individuals"] > 0


def test_the_bodies_of_the_district_stand_in_a_line_of_their_own() -> None:
    rows = children_figures(unit("thai-nguyen"), Y2022, MAIN, TODAY)
    line = {part.heading: part for part in sections(rows, MAIN)}
    bodies = line["Đơn vị cấp huyện trước khi kết thúc"]
    assert [row.unit.slug for row in bodies.rows if row.unit] == ["bac-kan/pac-nam"]
    assert bodies.figures["deeds.by_individuals"].value == 1349
    assert bodies.figures["deeds.by_mass_organisations"].value == 0
    communes = [row for row in rows if row.unit and row.unit.slug.startswith("thai-nguyen/")]
    told = sum(row.figures["deeds.by_individuals"].scaled for row in communes)
    assert told + 1349 == 6868
    split = children_figures(unit("son-la"), Y2022, ["deeds.by_party_collectives"], TODAY)
    assert "Trước khi chia tách" in {row.heading for row in split}


@pytest.mark.parametrize("view", [WAS, TODAY])
@pytest.mark.parametrize("root", ["bac-kan", "thai-nguyen", "son-la", "tuyen-quang", "mau"])
def test_sums_agree_at_every_level(root: str, view: View) -> None:
    period = Period.parse({"tuyen-quang": "2020", "mau": f"{timezone.localdate().year}"}
                          .get(root, "2022"))  # fmt: skip
    todo, seen = [unit(root)], 0
    while todo:
        at = todo.pop()
        if view is WAS and period.last_day < at.opened_on:
            with pytest.raises(Refused) as refused:
                figures_of(at, period, MAIN, view)
            assert refused.value.refusal.code == "unit_not_yet"
            continue
        whole = figures_of(at, period, MAIN, view)
        rows = children_figures(at, period, MAIN, view)
        for key in MAIN:
            assert sum(row.figures[key].scaled for row in rows) == whole[key].scaled, (at.slug, key)
        below = [row.unit for row in rows if row.unit]
        todo += [child for child in below if not child.type.is_cell]
        seen += 1
    assert seen or view is WAS


def test_nothing_is_open_where_nothing_lives() -> None:
    closed = Q(unit__closed_on__isnull=False)
    for model in (Membership, Post):
        open_rows = model.objects.filter(closed).filter(
            Q(valid_to=None) | Q(valid_to__gt=F("unit__closed_on"))
        )
        assert not open_rows.exists()
    joined = Membership.objects.filter(valid_from=provinces.DISTRICTS_END, valid_to=None)
    assert joined.filter(unit__slug__startswith="thai-nguyen/").count() > 700
    for faults in (wrong_links, wrong_states, states_outside_links, circles):
        assert not faults()
    assert not verify().differences


def test_the_new_provinces_are_units_of_their_own() -> None:
    assert unit("bac-ninh").closed_on == unit("ha-giang").closed_on == date(2025, 7, 1)
    new = unit("bac-ninh-2025")
    assert (new.name, new.opened_on) == (unit("bac-ninh").name, date(2025, 7, 1))
    assert unit("bac-ninh/vp-ubnd").successions.get().successor == unit("bac-ninh-2025/vp-ubnd")
    assert unit("ha-giang/vp-tinh-uy/tong-hop").parent == unit("tuyen-quang/vp-tinh-uy")
    assert unit("bac-kan/vp-ubnd/lanh-dao").parent == unit("thai-nguyen/vp-ubnd")
    assert unit("son-la/khoi-co-quan-doanh-nghiep/kho-bac").parent == unit("son-la/ubnd")


def test_a_year_gone_by_keeps_the_plan_it_had() -> None:
    district, commune = unit("bac-kan/pac-nam"), unit("bac-kan/pac-nam/giao-hieu")
    cell = unit("bac-kan/pac-nam/nhan-mon/phieng-tac")
    assert cell.parent == unit("thai-nguyen/bang-thanh")
    for found in (district, commune, cell):
        year = year_of(found, 2022)
        assert year is not None
        assert year.unit.slug == "bac-kan"
    assert 2022 in years_set(district)
    assert minimum_for(unit("bac-kan/vp-ubnd/lanh-dao"), 2023, 1) == 3
    assert year_of(unit("thai-nguyen/bang-thanh"), 2022) is None


def test_each_sign_in_has_a_home_that_lives() -> None:
    today = timezone.localdate()
    for sign_in in SIGN_INS:
        account = Account.objects.get(username=sign_in.username)
        grants = AccountActor(account, today=today).grants
        assert any(grant.unit.closed_on is None for grant in grants), sign_in.username
    leader = AccountActor(Account.objects.get(username="lanhdaotinh"), today=today)
    assert leader.may("org.reorganise", at=unit("thai-nguyen/cao-minh"))


def test_the_draft_can_be_seen_and_the_small_one_undone() -> None:
    now, year = timezone.now(), Period("year", timezone.localdate().year)
    admin = AccountActor(Account.objects.get(username="quantri"), today=timezone.localdate())
    draft = Reorganisation.objects.get(state=ReorganisationState.DRAFT)
    seen = preview(draft, keys=MAIN, period=year)
    assert seen.can_be_done
    assert all(line.is_same for line in seen.totals if line.holds_all)
    plan = planned_view(admin, draft.pk)
    assert sums("mau/nam-sang", plan, year) == sums("mau/nam-sang", TODAY, year)
    small = Reorganisation.objects.filter(unit=draft.unit, state=ReorganisationState.APPLIED).get()
    was, touched = small.hash_before, _touched(small)
    leader = AccountActor(Account.objects.get(username="bithuxa"), today=timezone.localdate())
    undo_reorganisation(by=leader, reorganisation_id=small.pk, now=now, reason="Làm thử")
    assert mark_of(touched) == was
    assert unit("mau/nam-sang/pac-ngan").closed_on is None
    assert not verify().differences
