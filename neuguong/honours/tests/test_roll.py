"""The honour roll by acts: proposed, verified, voted, decided, raised, withdrawn; and what counts."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from neuguong.audit.models import AuditEntry
from neuguong.honours.actions import raising
from neuguong.honours.actions import roll as book
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.models import Entry
from neuguong.honours.queries import honours_of_person
from neuguong.honours.queries.roll import deeds_to_honour, entry_seen, waiting_raises
from neuguong.honours.rules.roll import EntryState
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.honours.tests.conftest import CELL, COMMUNE, DISTRICT, OTHER, deed_of, person
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.programme.actions import close_year
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db
PERIOD = Period("year", YEAR)


def proposed(world: World, *, by: Actor | None = None, name: str = "Chi") -> Entry:
    draft = book.Draft(person(world, name), 4, "Giúp hộ nghèo sửa nhà")
    made = book.propose_entries(
        by=by or world.giang, unit_id=world.unit(CELL).pk, year=YEAR, drafts=[draft], today=TODAY
    )
    return made[0]


def entered(world: World, *, name: str = "Chi") -> Entry:
    entry = proposed(world, name=name)
    book.verify_entry(
        by=world.giang, entry_id=entry.pk, who="Chi ủy", how="xem tận nơi", day=TODAY, today=TODAY
    )
    book.vote_entry(
        by=world.giang, entry_id=entry.pk, day=TODAY, votes_for=8, votes_of=9, today=TODAY
    )
    return book.decide_entry(
        by=world.giang, entry_id=entry.pk, decision="Nghị quyết", decided_on=TODAY, today=TODAY
    )


def count(world: World, key: str, slug: str = CELL) -> int:
    return figures_of(world.unit(slug), PERIOD, [f"honours.{key}"])[f"honours.{key}"].scaled


def test_an_entry_counts_once_it_is_decided_at_every_level_above(honoured: World) -> None:
    entry = proposed(honoured)
    assert count(honoured, "roll.individuals") == 0
    assert count(honoured, "roll.waiting") == 1
    entry.delete()
    found = entered(honoured)
    assert (found.number, found.state, found.month) == (1, EntryState.DECIDED, 202206)
    for slug in (CELL, COMMUNE, DISTRICT, "tinh"):
        assert count(honoured, "roll.individuals", slug) == 1
    assert count(honoured, "roll.individuals", OTHER) == 0
    assert count(honoured, "roll.waiting") == 0


def test_entries_and_different_subjects_are_two_numbers_that_both_open(honoured: World) -> None:
    entered(honoured)
    entered(honoured)
    entered(honoured, name="Giang")
    unit = honoured.unit(DISTRICT)
    for key, rows, total in (("individuals", 3, 3), ("distinct_individuals", 3, 2)):
        figure = figures_of(unit, PERIOD, [f"honours.roll.{key}"])[f"honours.roll.{key}"]
        records = list(
            records_of(unit, PERIOD, f"honours.roll.{key}", sees_names=lambda _path: False)
        )
        assert (len(records), figure.n) == (rows, rows)
        assert sum(each.amount for each in records) == figure.scaled == total
        assert {each.who for each in records} == {"một người"}


def test_a_typed_name_is_one_subject_within_its_grassroots_organisation(honoured: World) -> None:
    household = SubjectEntry(SubjectKind.HOUSEHOLD, "Hộ ông Sình")
    for slug in (CELL, OTHER):
        rows = [book.Entered(book.Draft(household, 2, "Hiến đất mở đường"), TODAY)]
        book.enter_many(
            by=honoured.binh, unit_id=honoured.unit(slug).pk, year=YEAR, rows=rows, today=TODAY
        )
    keys = set(Entry.objects.values_list("subject_key", flat=True))
    assert len(keys) == 1
    assert keys.pop() % 4 == 0, "a drawn number, not one made of the name"


def test_a_registered_deed_brings_its_words_and_enters_once(honoured: World) -> None:
    deed = deed_of(honoured, "Chi")
    assert deed in deeds_to_honour(honoured.unit(CELL), YEAR)
    draft = book.Draft(person(honoured, "Chi"), 2, deed.text, deed_id=deed.pk)
    said: dict[str, Any] = {"unit_id": honoured.unit(CELL).pk, "year": YEAR, "today": TODAY}
    book.propose_entries(by=honoured.giang, drafts=[draft], **said)
    with pytest.raises(Refused) as caught:
        book.propose_entries(by=honoured.giang, drafts=[draft], **said)
    assert caught.value.refusal.code == "deed_entered"
    assert deed not in deeds_to_honour(honoured.unit(CELL), YEAR)


def test_a_withdrawn_entry_keeps_its_line_and_leaves_the_count(honoured: World) -> None:
    entry = entered(honoured)
    with pytest.raises(Refused):
        book.withdraw_entry(
            by=honoured.giang, entry_id=entry.pk, why="ghi trùng", decision="", today=TODAY
        )
    found = book.withdraw_entry(
        by=honoured.giang, entry_id=entry.pk, why="ghi trùng mục 2", decision="Biên bản số 4",
        today=TODAY,
    )  # fmt: skip
    assert (found.state, found.number, found.month) == (EntryState.WITHDRAWN, 1, None)
    assert count(honoured, "roll.individuals") == 0
    assert entered(honoured).number == 2, "a number is never given twice"


def test_a_meeting_concludes_on_the_whole_list_or_on_nothing(honoured: World) -> None:
    one, two, three = (proposed(honoured, name=name) for name in ("Chi", "Giang", "Thái"))
    sitting = book.Sitting(TODAY, 9, "Biên bản số 6")
    lines = [
        book.Line(one.pk, "Chi ủy", "xem tận nơi", None, 9, True),
        book.Line(two.pk, "Chi ủy", "hỏi dân", None, 2, False, "Việc được giao"),
        book.Line(three.pk, "Chi ủy", "hỏi dân", None, None, None),
    ]
    said: dict[str, Any] = {
        "unit_id": honoured.unit(CELL).pk,
        "year": YEAR,
        "sitting": sitting,
        "today": TODAY,
    }
    bad = [*lines[:2], book.Line(three.pk, "", "", None, None, True)]
    with pytest.raises(Refused):
        book.settle_entries(by=honoured.giang, lines=bad, **said)
    assert set(Entry.objects.values_list("state", flat=True)) == {EntryState.PROPOSED}
    assert book.settle_entries(by=honoured.giang, lines=lines, **said) == 2
    states = dict(Entry.objects.values_list("pk", "state"))
    assert states == {
        one.pk: EntryState.DECIDED, two.pk: EntryState.REFUSED, three.pk: EntryState.VERIFIED,
    }  # fmt: skip


def test_an_entry_climbs_level_by_level(honoured: World) -> None:
    entry = entered(honoured)
    up = raising.raise_entry(by=honoured.giang, entry_id=entry.pk, today=TODAY)
    assert up.unit == honoured.unit(COMMUNE)
    assert waiting_raises(honoured.binh) == [up]
    with pytest.raises(PermissionDenied):
        conclude(honoured, honoured.giang, up.pk)
    conclude(honoured, honoured.binh, up.pk)
    assert count(honoured, "roll.raised", DISTRICT) == 1
    with pytest.raises(Refused) as caught:
        raising.raise_entry(by=honoured.giang, entry_id=entry.pk, today=TODAY)
    assert caught.value.refusal.code == "consent_first"
    book.record_consent(
        by=honoured.giang, entry_id=entry.pk, given=True, paper="Phiếu ký", day=TODAY, today=TODAY
    )
    assert raising.raise_entry(by=honoured.giang, entry_id=entry.pk, today=TODAY).level == 3


def conclude(world: World, by: Actor, raise_id: int) -> None:
    raising.conclude_raise(
        by=by, raise_id=raise_id, enter=True, decision="QĐ 5", decided_on=TODAY, votes_for=7,
        votes_of=7, why="", today=TODAY,
    )  # fmt: skip


def test_consent_is_off_until_a_paper_says_otherwise(honoured: World) -> None:
    entry = entered(honoured)
    assert not entry.consented
    with pytest.raises(Refused):
        book.record_consent(
            by=honoured.giang, entry_id=entry.pk, given=True, paper="", day=TODAY, today=TODAY
        )
    assert [h.words for h in honours_of_person(honoured.people["Chi"].pk, YEAR)] == [
        "Ghi danh Người tốt, việc tốt: Giúp hộ nghèo sửa nhà"
    ]


def test_who_may_do_what(honoured: World) -> None:
    entry = proposed(honoured)
    for who in (honoured.chi, honoured.dung):
        with pytest.raises(PermissionDenied):
            proposed(honoured, by=who)
    with pytest.raises(Http404):
        entry_seen(honoured.dung, entry.pk)
    own = entry_seen(honoured.chi, entry.pk)
    assert (own.sees, own.may) == (True, frozenset())
    assert not entry_seen(honoured.an, entry.pk).sees
    assert {"verify", "change", "refuse"} <= entry_seen(honoured.giang, entry.pk).may


def test_a_closed_year_takes_corrections_with_a_reason(honoured: World) -> None:
    later = date(2023, 1, 10)
    close_year(by=honoured.machine, unit_id=honoured.unit("tinh").pk, year=YEAR, today=later)
    rows = [book.Entered(book.Draft(person(honoured, "Chi"), 4, "Giúp hộ nghèo"), TODAY)]
    said: dict[str, Any] = {
        "unit_id": honoured.unit(CELL).pk,
        "year": YEAR,
        "rows": rows,
        "today": later,
    }
    with pytest.raises(Refused) as caught:
        book.enter_many(by=honoured.giang, **said)
    assert caught.value.refusal.code == "year_closed"
    made = book.enter_many(by=honoured.giang, reason="bổ sung từ sổ giấy", **said)[0]
    assert made.month == 202206


def test_a_book_closes_when_nothing_waits_and_takes_nothing_more(honoured: World) -> None:
    entry = proposed(honoured)
    with pytest.raises(Refused) as caught:
        book.close_book(by=honoured.giang, book_id=entry.book_id, on=TODAY)
    assert caught.value.refusal.code == "entries_wait"
    book.refuse_entry(by=honoured.giang, entry_id=entry.pk, why="Việc được giao", today=TODAY)
    book.close_book(by=honoured.giang, book_id=entry.book_id, on=TODAY)
    with pytest.raises(Refused):
        proposed(honoured)
    assert AuditEntry.objects.filter(act="honours.decide").exists()
