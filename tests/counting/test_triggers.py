"""Nothing counted can be written past the triggers, and they come back after SQLite drops them."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from neuguong.config import measures as declared
from neuguong.deeds.models import Deed, Registration, Work
from neuguong.lib.dates import Period
from neuguong.people.models import Membership
from neuguong.rollup import actions, triggers
from neuguong.rollup.compile import lists
from neuguong.rollup.models import Image, MeasureMap, MeasureNumber, Total
from neuguong.rollup.queries import figures_of, triggers_missing
from tests.counting.branch import Branch, pending, wrong_totals

YEAR = Period("year", 2022)
SOURCES = list(declared.SOURCES)
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite does this")


@pytest.fixture
def branch(db: None) -> Branch:
    branch = Branch()
    commune = branch.found(branch.found(None, rolled=True), rolled=True)
    branch.found(commune, rolled=False)
    actions.fold_all()
    return branch


def count(branch: Branch, key: str, place: int = 0) -> int:
    return figures_of(branch.units[place], YEAR, [key])[key].scaled


def test_rows_without_a_month_give_no_image(branch: Branch) -> None:
    deed = branch.deeds(branch.register(branch.unit(2), 202203), 1)[0]
    actions.fold_all()
    Deed.objects.filter(pk=deed.pk).update(state=4, done_month=202206)
    assert (count(branch, "deeds.completed"), count(branch, "deeds.kept")) == (1, 1)
    Deed.objects.filter(pk=deed.pk).update(state=1, done_month=None)
    assert (count(branch, "deeds.completed"), count(branch, "deeds.kept")) == (0, 0)
    actions.fold_all()
    assert wrong_totals() == []


def test_an_update_that_changes_no_column_of_the_image_writes_none(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(2), 202203), 3)
    actions.fold_all()
    Deed.objects.update(text="Khác", place="Nà Thử")
    Deed.objects.update(month=202203)
    assert pending() == 0
    Deed.objects.update(month=202204)
    assert sum(Image.objects.values_list("sign", flat=True)) == 0
    assert pending() > 0


def test_a_member_counts_from_the_first_day_to_the_day_before_the_last(branch: Branch) -> None:
    branch.join(branch.unit(2), date(2021, 12, 31), date(2022, 6, 1))
    branch.join(branch.unit(2), date(2022, 3, 31), date(2022, 5, 31))
    seen = {
        key: figures_of(branch.unit(0), Period.parse(key), ["people.members"])["people.members"].n
        for key in ("2020", "2021", "2022-02", "2022-03", "2022-05", "2022-06", "2022", "2021-2023")
    }
    assert seen == {
        "2020": 0, "2021": 1, "2022-02": 1, "2022-03": 2, "2022-05": 1, "2022-06": 0, "2022": 0,
        "2021-2023": 0,
    }  # fmt: skip
    Membership.objects.update(valid_to=None)
    actions.fold_all()
    assert count(branch, "people.members") == 2
    assert wrong_totals() == []


def test_two_sources_of_one_table_count_apart(branch: Branch) -> None:
    registration = branch.register(branch.unit(2), 202203)
    deed = branch.deeds(registration, 1, state=4)[0]
    Deed.objects.filter(pk=deed.pk).update(done_month=202209)
    by_month = {
        month: {
            key: figures_of(branch.unit(0), Period.of_month(month), [key])[key].n
            for key in ("deeds.all", "deeds.completed")
        }
        for month in (202203, 202209)
    }
    assert by_month[202203] == {"deeds.all": 1, "deeds.completed": 0}
    assert by_month[202209] == {"deeds.all": 0, "deeds.completed": 1}


def test_negative_sums_of_images_are_not_dropped(branch: Branch) -> None:
    giver = branch.register(branch.unit(2), 202203)
    gift = branch.give(giver, 1, 9_000_000)
    other = branch.give(giver, 1, 2_000_000)
    actions.fold_all()
    gift.delete()
    assert pending() == 1
    assert count(branch, "contributions.money") == 2_000_000
    type(other).objects.filter(pk=other.pk).update(amount_scaled=500_000)
    assert count(branch, "contributions.money") == 500_000
    actions.fold_all()
    assert count(branch, "contributions.money") == 500_000
    assert wrong_totals() == []


@only_sqlite
def test_insert_or_replace_takes_the_old_row_away(branch: Branch) -> None:
    branch.work(branch.unit(2), 202203, [])
    work = Work.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO deeds_work (id, uid, year, month, title, search, place,"
            " done_on, counted, unit_id) SELECT id, uid, year, 202211, title, search, place,"
            " done_on, counted, unit_id FROM deeds_work WHERE id = %s",
            [work.pk],
        )
    assert count(branch, "works.shared") == 1
    actions.fold_all()
    assert wrong_totals() == []


def test_an_upsert_is_counted_once(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(2), 202203), 2)
    deeds = list(Deed.objects.all())
    for deed in deeds:
        deed.month = 202208
    Deed.objects.bulk_create(
        deeds, update_conflicts=True, unique_fields=["id"], update_fields=["month"]
    )
    assert count(branch, "deeds.all") == 2
    actions.fold_all()
    assert wrong_totals() == []


@pytest.mark.postgresql
def test_truncate_is_counted(branch: Branch) -> None:
    branch.work(branch.unit(2), 202203, [(1, 700, 1)])
    actions.fold_all()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE deeds_work CASCADE")
    assert (count(branch, "works.shared"), count(branch, "results.forestry_road")) == (0, 0)
    assert wrong_totals() == []


@pytest.mark.postgresql
def test_a_bulk_statement_writes_equal_images_once(branch: Branch) -> None:
    registration = branch.register(branch.unit(2), 202203)
    actions.fold_all()
    branch.deeds(registration, 50)
    assert list(Image.objects.values_list("source", "sign")) == [(4, 50)]


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_counts_from_nothing() -> None:
    branch = Branch()
    branch.found(branch.found(None, rolled=True), rolled=False)
    branch.deeds(branch.register(branch.unit(1), 202203), 3)
    assert count(branch, "deeds.all") == 3
    call_command("flush", verbosity=0, interactive=False)
    assert (Total.objects.count(), pending(), triggers_missing()) == (0, 0, [])
    again = Branch()
    again.found(None, rolled=True)
    again.deeds(again.register(again.unit(0), 202203), 2)
    assert count(again, "deeds.all") == 2
    assert wrong_totals() == []


def test_making_triggers_again_changes_nothing(branch: Branch) -> None:
    before = triggers.existing()
    assert len(before) == len(SOURCES) * (4 if connection.vendor == "postgresql" else 3)
    triggers.make(SOURCES)
    assert triggers.existing() == before
    assert actions.sync_measures() == []


def test_a_lost_trigger_is_named_made_again_and_what_it_missed_is_counted(branch: Branch) -> None:
    lost = next(name for name in triggers.existing() if name.startswith("rollup_image_4_insert"))
    triggers.drop({lost: "deeds_deed"})
    branch.deeds(branch.register(branch.unit(2), 202203), 3)
    assert len(triggers_missing()) == 1
    assert lost in triggers_missing()[0]
    assert count(branch, "deeds.all") == 0
    assert "deeds.all" in actions.sync_measures()
    assert triggers_missing() == []
    assert count(branch, "deeds.all") == 3
    assert wrong_totals() == []


def test_a_sleeping_trigger_counts_as_lost(branch: Branch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers cannot be switched off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deeds_work DISABLE TRIGGER USER")
    assert len(triggers_missing()) == 4


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_triggers_survive_rebuilt_tables() -> None:
    branch = Branch()
    branch.found(branch.found(None, rolled=True), rolled=False)
    branch.deeds(branch.register(branch.unit(1), 202203), 3)
    actions.drop_triggers()  # what happens before a migrate that has something to do
    for model, field in ((Deed, "place"), (Registration, "post"), (Image, "month")):
        remake(model, field)
    assert len(triggers_missing()) == 3 * len(lists().sources)
    call_command("migrate", verbosity=0)
    assert triggers_missing() == []
    branch.deeds(branch.register(branch.unit(1), 202204), 2)
    assert count(branch, "deeds.all") == 5
    assert wrong_totals() == []


def remake(model: type[models.Model], name: str) -> None:
    """Alter a field so that SQLite rebuilds the table, as a migration would."""
    old: Any = model._meta.get_field(name)
    new = old.clone()
    new.set_attributes_from_name(name)
    new.model, new.null = model, True
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old)


def test_a_measure_counted_otherwise_is_rebuilt_and_no_other(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(2), 202203), 3)
    numbers = dict(MeasureNumber.objects.values_list("key", "pk"))
    MeasureNumber.objects.filter(key="deeds.all").update(digest="an older way")
    Total.objects.filter(measure_id=numbers["deeds.all"]).update(v=77)
    Total.objects.filter(measure_id=numbers["deeds.by_individuals"]).update(v=77)
    assert actions.sync_measures() == ["deeds.all"]
    assert dict(MeasureNumber.objects.values_list("key", "pk")) == numbers
    wrong = {difference["measure"] for difference in wrong_totals()}
    assert "deeds.all" not in wrong


def test_a_measure_no_longer_declared_leaves_no_totals(branch: Branch) -> None:
    gone = MeasureNumber.objects.create(key="deeds.forgotten", digest="x")
    Total.objects.create(unit_id=branch.unit(0).pk, month=2022, measure_id=gone.pk, n=1, v=1)
    MeasureMap.objects.create(
        measure=gone, source=4, f1=-1, f2=-1, f3=-1, f4=-1, value=0, qualifier=1
    )
    actions.sync_measures()
    assert not Total.objects.filter(measure_id=gone.pk).exists()
    assert not MeasureMap.objects.filter(measure=gone).exists()
    assert MeasureNumber.objects.get(key="deeds.forgotten").digest == ""
    assert actions.sync_measures() == []


def test_a_write_and_its_image_stand_or_fall_together(branch: Branch) -> None:
    with transaction.atomic():
        branch.deeds(branch.register(branch.unit(2), 202203), 3)
        assert count(branch, "deeds.all") == 3
        transaction.set_rollback(True)
    assert (count(branch, "deeds.all"), pending()) == (0, 0)
