"""The recount finds what was changed by hand and names it; a rebuild sets it right."""

from datetime import date

import pytest
from django.db import connection

from neuguong.audit.models import AuditEntry
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.models import Membership
from neuguong.rollup import actions
from neuguong.rollup.models import Check, Image, MeasureNumber, Total
from neuguong.rollup.queries import last_check
from neuguong.rollup.verify import recount
from tests.counting.branch import Branch, wrong_totals


@pytest.fixture
def branch(db: None) -> Branch:
    branch = Branch()
    commune = branch.found(branch.found(None, rolled=True), rolled=True)
    cell = branch.found(commune, rolled=False)
    branch.deeds(branch.register(cell, 202203), 3)
    branch.work(cell, 202206, [(2, 2000, 2)])
    actions.fold_all()
    branch.deeds(branch.register(cell, 202204), 2)
    return branch


def stored(unit: Unit, month: int, key: str) -> Total:
    number = MeasureNumber.objects.get(key=key)
    return Total.objects.get(unit_id=unit.pk, month=month, measure_id=number.pk)


def change(total: Total, **columns: int) -> None:
    Total.objects.filter(
        unit_id=total.unit_id, month=total.month, measure_id=total.measure_id
    ).update(**columns)


def test_a_changed_total_is_named(branch: Branch) -> None:
    change(stored(branch.unit(0), 2022, "deeds.all"), v=70)
    change(stored(branch.unit(1), 202206, "results.rural_road"), v=2500)
    found = {
        tuple(
            difference[part] for part in ("unit", "period", "measure", "part", "expected", "found")
        )
        for difference in wrong_totals()
    }
    # Two deeds wait in the outbox, so the year reads 72 where it should read 5.
    assert found == {
        (branch.unit(0).slug, "2022", "deeds.all", "v", 5, 72),
        (branch.unit(1).slug, "2022-06", "results.rural_road", "v", 2, 2.5),
    }
    assert all("đếm lại được" in difference["text"] for difference in wrong_totals())


def test_a_lost_row_and_a_row_too_many_are_named(branch: Branch) -> None:
    lost = stored(branch.unit(1), 202203, "deeds.people")
    number = lost.measure_id
    Total.objects.filter(unit_id=lost.unit_id, month=lost.month, measure_id=number).delete()
    Total.objects.create(unit_id=branch.unit(2).pk, month=202203, measure_id=number, n=1, v=1)
    Total.objects.create(unit_id=branch.unit(0).pk, month=202209, measure_id=9999, n=1, v=1)
    found = {(d["unit"], d["period"], d["measure"]) for d in wrong_totals() if d["part"] == "n"}
    assert found == {
        (branch.unit(1).slug, "2022-03", "deeds.people"),
        (branch.unit(2).slug, "2022-03", "deeds.people"),
        (branch.unit(0).slug, "2022-09", "#9999"),
    }


def test_a_wrong_number_of_records_or_qualifier_is_named(branch: Branch) -> None:
    change(stored(branch.unit(0), 2022, "results.rural_road"), n=2, n_at_least=0)
    assert {(d["part"], d["expected"], d["found"]) for d in wrong_totals()} == {
        ("n", 1, 2), ("n_at_least", 1, 0),
    }  # fmt: skip


def test_a_lost_image_is_found(branch: Branch) -> None:
    Image.objects.filter(source=4).delete()
    assert {d["measure"] for d in wrong_totals()} >= {"deeds.all", "deeds.by_individuals"}


def test_writing_past_a_sleeping_trigger_is_found(branch: Branch) -> None:
    actions.drop_triggers()
    branch.join(branch.unit(2), date(2022, 1, 1), None)
    assert {d["measure"] for d in wrong_totals()} == {"people.members"}
    actions.sync_measures()
    assert wrong_totals() == []


def test_a_wrong_path_cannot_hide_behind_itself(branch: Branch) -> None:
    actions.fold_all()
    Unit.objects.filter(pk=branch.unit(2).pk).update(path="zzzzz")
    actions.rebuild()  # by the path the cell has left the commune, by its parent it has not
    assert {d["unit"] for d in wrong_totals()} == {branch.unit(0).slug, branch.unit(1).slug}
    sentences = [d["text"] for d in recount().differences if not d["measure"]]
    assert any(branch.unit(2).slug in sentence for sentence in sentences)


def test_a_rebuild_sets_it_right_while_images_wait(branch: Branch) -> None:
    Total.objects.update(v=7, n=7)
    assert wrong_totals()
    waiting = Image.objects.count()
    assert actions.rebuild() == Total.objects.count() > 0
    assert Image.objects.count() == waiting > 0
    assert wrong_totals() == []
    actions.fold_all()
    assert wrong_totals() == []


def test_one_branch_can_be_recounted_alone(branch: Branch) -> None:
    other = branch.found(branch.unit(0), rolled=True)
    branch.deeds(branch.register(other, 202203), 1)
    actions.fold_all()
    change(stored(branch.unit(1), 2022, "deeds.all"), v=1)
    assert recount(other).differences == []
    assert [d["measure"] for d in recount(branch.unit(1)).differences] == ["deeds.all"]
    assert recount(branch.unit(1)).checked < recount().checked
    assert recount(branch.unit(2)).checked == 0


def test_the_result_is_kept(branch: Branch) -> None:
    assert last_check() is None
    change(stored(branch.unit(0), 2022, "deeds.all"), v=70)
    verdict = actions.verify(by_name="thử")
    kept = last_check()
    assert kept is not None
    assert (kept.checked, kept.difference_count) == (verdict.checked, len(verdict.differences))
    assert kept.differences == verdict.differences
    assert "deeds.all" in str(kept.differences)
    actions.verify(branch.unit(1))
    assert Check.objects.count() == 2
    assert last_check() == kept


def test_a_ring_of_parents_does_not_hang_the_recount(branch: Branch) -> None:
    Unit.objects.filter(pk=branch.unit(0).pk).update(parent=branch.unit(1))
    assert recount().checked > 0


@pytest.mark.django_db(transaction=True)
def test_a_recount_outside_a_transaction_leaves_none_open() -> None:
    branch = Branch()
    branch.found(None, rolled=True)
    assert recount().checked > 0
    assert not connection.in_atomic_block
    branch.join(branch.unit(0), date(2022, 1, 1), None)
    connection.close()
    assert Membership.objects.count() == 1
    assert wrong_totals() == []


def test_a_repair_adds_what_is_owed_and_says_what_it_mended(branch: Branch) -> None:
    change(stored(branch.unit(0), 2022, "deeds.all"), v=70)
    lost = stored(branch.unit(1), 202203, "deeds.people")
    Total.objects.filter(
        unit_id=lost.unit_id, month=lost.month, measure_id=lost.measure_id
    ).delete()
    Total.objects.create(unit_id=branch.unit(0).pk, month=202209, measure_id=9999, n=1, v=1)
    waiting = Image.objects.count()
    assert waiting > 0
    mended = actions.repair(by=SystemActor("máy thử"))
    assert {(d["unit"], d["measure"]) for d in mended.before.differences if d["measure"]} == {
        (branch.unit(0).slug, "deeds.all"),
        (branch.unit(1).slug, "deeds.people"),
        (branch.unit(0).slug, "#9999"),
    }
    assert wrong_totals() == []
    assert not Total.objects.filter(measure_id=9999).exists()
    assert Image.objects.count() == waiting
    entry = AuditEntry.objects.get(act="rollup.repair")
    assert (entry.bulk_count, entry.by_name) == (2, "máy thử")
    actions.fold_all()
    assert wrong_totals() == []
    again = actions.repair(by=SystemActor("máy thử"))
    assert not again.before.owed
    assert AuditEntry.objects.filter(act="rollup.repair").count() == 1


def test_a_repair_of_one_branch_leaves_the_others(branch: Branch) -> None:
    for number in (0, 1):
        change(stored(branch.unit(number), 2022, "deeds.all"), v=70)
    actions.repair(by=SystemActor("máy thử"), unit=branch.unit(1))
    assert {d["unit"] for d in wrong_totals()} == {branch.unit(0).slug}
