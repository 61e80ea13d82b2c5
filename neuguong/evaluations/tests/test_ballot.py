"""The secret ballot attacked: dumps before and after closing, the order of rows, transactions, the log."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from neuguong.audit.models import AuditEntry
from neuguong.evaluations import actions
from neuguong.evaluations.actions import BallotEntry, ProposalEntry, keep_regimes, propose_many
from neuguong.evaluations.models import Ballot, Slip, Voter
from neuguong.evaluations.rules.ballot import COLUMNS, BallotState, Way
from neuguong.evaluations.rules.levels import Level
from neuguong.evaluations.tests.conftest import CELL, MERITS
from neuguong.lib import urn
from neuguong.lib.refusal import Refused
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.models import Person
from neuguong.people.rules import Category
from tests.world import FOUNDED, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
CODES = ("mã của ông Thái", "mã của bà Chi")
TELLERS = ("Hoàng Văn Thái", "Nông Thị Chi")
NAMES = ("Lý Văn Một", "Lý Văn Hai", "Lý Văn Ba", "Lý Văn Bốn", "Lý Văn Năm", "Lý Văn Sáu")


@pytest.fixture
def voters(world: World) -> list[Person]:
    """Six more members of the first cell, who vote; two ratings to vote on."""
    keep_regimes(by=world.machine)
    cell = world.unit(CELL)
    rows = [(cell, PersonEntry(name, Category.OFFICIAL, 1980)) for name in NAMES]
    people = add_people(by=world.machine, rows=rows, since=FOUNDED)
    entries = [
        ProposalEntry(world.people[name].pk, MERITS, Level.GOOD) for name in ("Chi", "Giang")
    ]
    propose_many(by=world.giang, unit_id=cell.pk, year=YEAR, entries=entries, today=TODAY)
    return people


def _open(world: World, voters: list[Person], way: Way = Way.SCREEN) -> Ballot:
    entry = BallotEntry(way, TELLERS, [person.pk for person in voters], CODES)
    return actions.open_ballot(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, entry=entry, today=TODAY
    )


def _vote(world: World, ballot: Ballot, person: Person, *levels: Level) -> None:
    pks = ballot.candidates.order_by("place").values_list("pk", flat=True)
    actions.cast_vote(
        voter=world.giang, ballot_id=ballot.pk, person_id=person.pk,
        choices=dict(zip(pks, levels, strict=False)),
    )  # fmt: skip


def _all_vote(world: World, ballot: Ballot, voters: list[Person]) -> None:
    """The first three say excellent for the first, the others failed; all the opposite for the second."""
    for number, person in enumerate(voters):
        one, two = (Level.EXCELLENT, Level.DONE) if number < 3 else (Level.FAILED, Level.GOOD)
        _vote(world, ballot, person, one, two)


def _dump() -> str:
    """Every value of every column of every table, as somebody with a copy of the database reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_what_was_voted_comes_out_and_nothing_stays_in_the_urn(
    world: World, voters: list[Person]
) -> None:
    ballot = _open(world, voters)
    _all_vote(world, ballot, voters)
    closed = actions.close_screen(by=world.giang, ballot_id=ballot.pk, codes=CODES, today=TODAY)
    first, second = closed.candidates.order_by("place")
    assert (first.excellent, first.failed, first.good) == (3, 3, 0)
    assert (second.done, second.good, second.blank) == (3, 3, 0)
    assert (closed.cast, closed.urn, closed.locked) == (6, "", "")
    assert Slip.objects.count() == 12


def test_an_open_urn_tells_nothing_even_to_who_has_the_key_of_the_site(
    world: World, voters: list[Person]
) -> None:
    ballot = _open(world, voters)
    _all_vote(world, ballot, voters)
    kept = Ballot.objects.get(pk=ballot.pk)  # reading it unseals what the key of the site opens
    slips = kept.urn.split()
    assert len(slips) == len(set(slips)) == 6  # equal votes look different
    assert len({len(slip) for slip in slips}) == 1  # and all are of one length
    assert slips == sorted(slips)  # in the order of ciphertext, which is chance
    assert Slip.objects.count() == 0
    for codes in (("đoán mò", "đoán mò nữa"), (CODES[0], CODES[0] + "1"), CODES[::-1]):
        with pytest.raises(Refused) as refused:
            urn.opened(kept.urn, kept.locked, codes)
        assert refused.value.refusal.code == "urn_codes_wrong"
    dump = _dump()
    assert CODES[0] not in dump
    assert CODES[1] not in dump


def test_a_new_slip_may_stand_anywhere_among_the_others() -> None:
    public, locked = urn.new_urn(CODES)
    places = set()
    for _time in range(40):
        kept = _three(public)
        before = set(kept.split())
        after = urn.dropped(kept, public, b"\x07").split()
        places.add(next(i for i, slip in enumerate(after) if slip not in before))
    assert places == {0, 1, 2, 3}
    assert sorted(urn.opened(_three(public), locked, CODES)) == [b"\0", b"\1", b"\2"]


def _three(public: str) -> str:
    kept = ""
    for number in range(3):
        kept = urn.dropped(kept, public, bytes([number]))
    return kept


def test_rows_after_closing_have_no_order_no_time_and_no_voter(
    world: World, voters: list[Person]
) -> None:
    ballot = _open(world, voters)
    _all_vote(world, ballot, voters)
    actions.close_screen(by=world.giang, ballot_id=ballot.pk, codes=CODES, today=TODAY)
    fields = {field.name for field in Slip._meta.get_fields()}
    assert fields == {"key", "candidate", "choice"}
    assert {uuid.UUID(str(slip.key)).version for slip in Slip.objects.all()} == {4}
    assert {field.name for field in Voter._meta.get_fields()} == {
        "id", "ballot", "person", "has_voted", "is_final",
    }  # fmt: skip
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM evaluations_slip ORDER BY {order}")
        laid = [str(uuid.UUID(str(key))) for (key,) in cursor.fetchall()]
    assert laid == sorted(laid)  # as they lie is the order of random keys


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_transactions_do_not_tell_who_came_when(world: World, voters: list[Person]) -> None:
    ballot = _open(world, voters)
    _all_vote(world, ballot, voters)
    actions.close_screen(by=world.giang, ballot_id=ballot.pk, codes=CODES, today=TODAY)
    with connection.cursor() as cursor:
        for table in ("evaluations_slip", "evaluations_voter"):
            cursor.execute(f"SELECT DISTINCT xmin::text FROM {table}")
            assert len(cursor.fetchall()) == 1, table


def test_no_trigger_looks_at_slips_voters_or_the_urn(world: World) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        watched = {name for (name,) in cursor.fetchall()}
    tables = {f"evaluations_{name}" for name in ("slip", "voter", "ballot", "candidate")}
    assert not watched & tables


def test_the_log_says_that_a_ballot_was_held_and_nothing_between(
    world: World, voters: list[Person]
) -> None:
    ballot = _open(world, voters)
    before = AuditEntry.objects.count()
    _all_vote(world, ballot, voters)
    assert AuditEntry.objects.count() == before
    actions.close_screen(by=world.giang, ballot_id=ballot.pk, codes=CODES, today=TODAY)
    entry = AuditEntry.objects.latest("pk")
    assert entry.detail == {"verb": "ballot_closed", "way": "screen", "issued": 6, "cast": 6}
    assert not any(name in str(entry.detail) for name in NAMES)


def test_one_vote_each_by_who_is_on_the_list(world: World, voters: list[Person]) -> None:
    ballot = _open(world, voters)
    _vote(world, ballot, voters[0], Level.GOOD, Level.GOOD)
    for person, code in ((voters[0], "voted_already"), (world.people["Đạt"], "no_voter")):
        with pytest.raises(Refused) as refused:
            _vote(world, ballot, person, Level.GOOD)
        assert refused.value.refusal.code == code
    for who in (world.chi, world.dung):
        with pytest.raises(PermissionDenied):
            actions.cast_vote(voter=who, ballot_id=ballot.pk, person_id=voters[1].pk, choices={})
    kept = Ballot.objects.get(pk=ballot.pk)
    assert len(kept.urn.split()) == 1


def test_hardly_any_slip_is_not_counted_and_a_void_ballot_forgets(
    world: World, voters: list[Person]
) -> None:
    ballot = _open(world, voters)
    _vote(world, ballot, voters[0], Level.GOOD, Level.GOOD)
    with pytest.raises(Refused) as refused:
        actions.close_screen(by=world.giang, ballot_id=ballot.pk, codes=CODES, today=TODAY)
    assert refused.value.refusal.code == "too_few_cast"
    void = actions.void_ballot(
        by=world.giang, ballot_id=ballot.pk, reason="Mất điện giữa chừng", today=TODAY
    )
    assert (void.state, void.urn, void.locked) == (BallotState.VOID, "", "")
    assert not Voter.objects.filter(has_voted=True).exists()


def test_wrong_codes_open_nothing_and_leave_everything(world: World, voters: list[Person]) -> None:
    ballot = _open(world, voters)
    _all_vote(world, ballot, voters)
    with pytest.raises(Refused):
        actions.close_screen(
            by=world.giang, ballot_id=ballot.pk, codes=(CODES[0], "nhầm rồi"), today=TODAY
        )
    kept = Ballot.objects.get(pk=ballot.pk)
    assert (kept.state, len(kept.urn.split())) == (BallotState.OPEN, 6)


def _counts(ballot: Ballot, **of_first: int) -> dict[int, dict[str, int]]:
    first, second = ballot.candidates.order_by("place")
    nothing = dict.fromkeys(COLUMNS.values(), 0)
    return {first.pk: nothing | of_first, second.pk: nothing | {"good": 6}}


def test_paper_is_counted_by_two_who_must_agree(world: World, voters: list[Person]) -> None:
    ballot = _open(world, voters, Way.PAPER)

    def count(teller: int, **of_first: int) -> Ballot:
        return actions.enter_count(
            by=world.giang, ballot_id=ballot.pk, teller=teller, issued=6, returned=6,
            numbers=_counts(ballot, **of_first), today=TODAY,
        )  # fmt: skip

    assert count(1, good=4, excellent=2).state == BallotState.OPEN
    assert count(2, good=5, excellent=1).state == BallotState.OPEN
    with pytest.raises(Refused):
        count(2, good=5, excellent=2)
    closed = count(2, good=4, excellent=2)
    assert closed.state == BallotState.CLOSED
    assert closed.candidates.order_by("place")[0].excellent == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tellers": ("Một", "Một")}, "two_tellers"),
        ({"codes": ("ngắn", "ngắn hơn")}, "urn_codes_weak"),
        ({"voter_ids": []}, "too_few_voters"),
    ],
)
def test_a_ballot_is_opened_as_the_rules_ask(
    world: World, voters: list[Person], change: dict[str, Any], code: str
) -> None:
    asked = {"tellers": TELLERS, "voter_ids": [p.pk for p in voters], "codes": CODES} | change
    with pytest.raises(Refused) as refused:
        actions.open_ballot(
            by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR,
            entry=BallotEntry(Way.SCREEN, **asked), today=TODAY,
        )  # fmt: skip
    assert refused.value.refusal.code == code


def test_no_other_table_points_at_slips() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            assert field.related_model is not Slip, field
