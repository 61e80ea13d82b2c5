"""The demo gives the figures that five articles printed, to the unit; each opens to its records."""

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from neuguong.deeds.queries import wrong_copies
from neuguong.evaluations.models import SelfCheck
from neuguong.lib.amounts import Qualifier, from_scaled
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.vietnamese import fold
from neuguong.ops.actions import load_demo
from neuguong.ops.demo import names
from neuguong.org.models import Unit
from neuguong.org.queries import unit_by_slug, wrong_paths
from neuguong.people.access import SystemActor
from neuguong.people.models import Account, Person
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import catalogue, figures_of, records_of

pytestmark = pytest.mark.django_db

CSV = Path(__file__).parents[1] / "neuguong" / "ops" / "data" / "figures.csv"
ROWS = {row["id"]: row for row in csv.DictReader(CSV.read_text(encoding="utf-8").splitlines())}

# Figures whose rooms are not built yet; this list only gets shorter.
WAITING: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for all these tests and taken back afterwards."""
    now = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        machine = SystemActor("thử", names=True)
        load_demo(by=machine, today=timezone.localdate(now), now=now, tell=lambda _words: None)
        fold_all()
        yield
        transaction.set_rollback(True)


def test_every_figure_is_either_shown_or_waiting() -> None:
    known = set(catalogue())
    unbuilt = {key for key, row in ROWS.items() if row["measure"] not in known}
    assert unbuilt == WAITING


@pytest.mark.parametrize("key", sorted(ROWS.keys() - WAITING))
def test_the_published_figure(demo: None, key: str) -> None:
    row = ROWS[key]
    unit = unit_by_slug(row["organisation"])
    assert unit is not None
    figure = figures_of(unit, Period.parse(row["period"]), [row["measure"]])[row["measure"]]
    expected = row["value"] if row["unit"] == "title" else Decimal(row["value"])
    if figure.kind is Kind.ATTRIBUTE:
        assert figure.value == expected
    elif figure.kind is Kind.STOCK and row["qualifier"] == "at_least":
        assert Decimal(str(figure.value)) >= Decimal(expected)
    else:
        assert figure.value == expected
        assert Qualifier(figure.qualifier).word == row["qualifier"]


BRANCHES = (
    ("bac-kan/pac-nam", "2022"), ("bac-kan/pac-nam/giao-hieu", "2022"),
    ("bac-kan/pac-nam/nhan-mon/phieng-tac", "2022"), ("bac-kan/vp-ubnd", "2023"),
    ("son-la/khoi-co-quan-doanh-nghiep", "2022"), ("bac-ninh/vp-ubnd", "2012"),
    ("ha-giang/vp-tinh-uy", "2020"),
)  # fmt: skip


@pytest.mark.parametrize(("slug", "period"), BRANCHES)
def test_every_figure_opens_to_records_that_add_up_to_it(
    demo: None, slug: str, period: str
) -> None:
    unit, span = Unit.objects.get(slug=slug), Period.parse(period)
    for key, figure in figures_of(unit, span).items():
        if figure.kind not in (Kind.SUM, Kind.STOCK) or not figure.n:
            continue
        records = list(records_of(unit, span, key, sees_names=lambda _path: False))
        assert len(records) == figure.n, key
        total = sum(record.amount for record in records)
        assert from_scaled(total, figure.scale) == figure.value, key


def test_the_demo_breaks_no_invariant(demo: None) -> None:
    assert not SelfCheck.objects.exists()  # nobody's inner life is invented
    assert not wrong_paths()
    assert not wrong_copies()
    verdict = verify()
    assert verdict.checked > 1000
    assert not verdict.differences


# Salted hashes of the names that the articles print; the names themselves stand nowhere here.
PRINTED = frozenset(
    (
        "04169941cf432080bd0b5e44",
        "1c40bb83b21696568c0dd1b8",
        "3455c3f69356d1fd543f9c09",
        "3f8246bec35696d05f2e5d9b",
        "4fdc06b9f9b6d3077b055480",
        "9cdc53e82fd5c2f3b2ed182e",
        "c97d7bf02daa22d90e73200c",
        "d2d359d6cb7270c4a0eb5ba9",
        "d38fb3a985e424bd44f787f4",
        "dfefbcda7527ff4d12f7e3f2",
        "e0eaa7fed9276c207372b491",
        "ed2798144acdca2af6f72c9e",
        "ed7985813d5a7b4a72d33bd2",
        "f4c7b6039ba4dee4a01c0d8c",
    )
)


def _hash(name: str) -> str:
    return hashlib.sha256(("nêu gương" + fold(name)).encode()).hexdigest()[:24]


def test_no_person_of_the_articles_is_in_the_demo(demo: None) -> None:
    people = set(Person.objects.values_list("full_name", flat=True))
    people |= set(Account.objects.values_list("name", flat=True))
    assert len(people) > 3000
    assert not {name for name in people if _hash(name) in PRINTED}


def test_no_name_list_can_make_a_person_of_the_articles() -> None:
    families = {family for area in names.FAMILIES.values() for family in area}
    middles = {*names.MEN_MIDDLE, *names.WOMEN_MIDDLE}
    made = (f"{a} {b} {c}" for a in families for b in middles for c in names.MEN + names.WOMEN)
    assert not {name for name in made if _hash(name) in PRINTED}


def test_the_command_answers_in_the_agreed_shape(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("neuguong"))]
    env = {"NEUGUONG_DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3", "PATH": "/usr/bin:/bin"}
    env |= {"NEUGUONG_FILES": str(tmp_path / "files"), "PYTHONPATH": str(CSV.parents[3])}
    subprocess.run([*command, "demo", "--no-serve"], env=env, check=True, capture_output=True)
    asked = ["--unit", "bac-kan/pac-nam", "--period", "2022", "--json"]
    answer = subprocess.run([*command, "figures", *asked], env=env, check=True, capture_output=True)
    shown = json.loads(answer.stdout)
    assert (shown["unit"], shown["period"], shown["view"]) == ("bac-kan/pac-nam", "2022", "was")
    assert shown["figures"]["deeds.by_individuals"]["value"] == 6868
    again = subprocess.run(
        [*command, "demo", "--no-serve"], env=env, check=True, capture_output=True, text=True
    )
    assert "canbohuyen" in again.stdout
    today = ["--unit", "thai-nguyen/cao-minh", "--period", "2022", "--view", "today", "--json"]
    after = subprocess.run([*command, "figures", *today], env=env, check=True, capture_output=True)
    assert json.loads(after.stdout)["figures"]["deeds.by_individuals"]["value"] == 1604
    rows = subprocess.run(
        [*command, "records", *asked, "--measure", "deeds.by_party_collectives"],
        env=env, check=True, capture_output=True,
    )  # fmt: skip
    listed = json.loads(rows.stdout)
    assert listed["total"] == 561 == len(listed["records"])
