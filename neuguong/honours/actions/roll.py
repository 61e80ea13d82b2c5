"""Acts on the book and on entries on their way into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record, record_bulk
from neuguong.deeds.models import Deed
from neuguong.honours.actions.guard import SubjectEntry, Subjects, did, refuse, require_year
from neuguong.honours.models import Book, Entry
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules import roll as rules
from neuguong.honours.rules.roll import OPEN, EntryState
from neuguong.honours.rules.subjects import votes_problem
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.rows import insert_rows
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed for the book; `deed_id` is the registered deed it comes from."""

    subject: SubjectEntry
    field: int
    summary: str
    result: str = ""
    place: str = ""
    happened: str = ""
    address: str = ""
    proposer: str = ""
    deed_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that concluded on entries: its day, how many were there, what it decided by."""

    day: date
    votes_of: int | None
    decision: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a meeting made of one entry; `enter` None leaves it open."""

    entry_id: int
    verified_by: str
    verified_how: str
    verified_on: date | None
    votes_for: int | None
    enter: bool | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry that stands in a paper book already, as it is taken over whole."""

    draft: Draft
    decided_on: date
    decision: str = ""
    verified_by: str = ""
    verified_how: str = ""
    votes_for: int | None = None
    votes_of: int | None = None


@transaction.atomic
def open_book(
    *, by: Actor, unit_id: int, year: int, keeper: str, opened_on: date, reason: str = ""
) -> Book:
    """Open the book of a unit for a year; the one that is open already stays as it is."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.PROPOSE, at=unit)
    require_year(by, unit, year, reason)
    found = Book.objects.filter(unit=unit, year=year).first()
    if found is not None:
        return found
    book = Book.objects.create(
        unit=unit, year=year, keeper=nfc(keeper).strip()[:160], opened_on=opened_on, by_id=by.id,
        by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.PROPOSE, subject=book, reason=reason, detail=did(Verb.BOOK_OPENED))
    return book


@transaction.atomic
def close_book(*, by: Actor, book_id: int, on: date, reason: str = "") -> Book:
    """Close a book in which nothing waits."""
    book = Book.objects.select_for_update(of=("self",)).select_related("unit").get(pk=book_id)
    by.require(Right.DECIDE, at=book.unit)
    require_year(by, book.unit, book.year, reason)
    waiting = Entry.objects.filter(book=book, state__in=OPEN).count()
    refuse(rules.may_close_book(closed_on=book.closed_on, waiting=waiting))
    book.closed_on = on
    book.save(update_fields=["closed_on"])
    record(by=by, act=Right.DECIDE, subject=book, reason=reason, detail=did(Verb.BOOK_CLOSED))
    return book


@transaction.atomic
def propose_entries(
    *, by: Actor, unit_id: int, year: int, drafts: Sequence[Draft], today: date, reason: str = ""
) -> list[Entry]:
    """Propose entries for the book of a unit, which is opened if it is not yet; all or nothing."""
    if not drafts:
        refuse(Refusal("nothing_chosen", _("Chưa chọn việc nào.")))
    book = open_book(
        by=by, unit_id=unit_id, year=year, keeper=by.name, opened_on=today, reason=reason
    )
    refuse(rules.book_takes(closed_on=book.closed_on))
    made = _rows(book, drafts, today)
    _write(made)
    record_bulk(
        by=by, act=Right.PROPOSE, subject_type="honours.entry", ids=[entry.pk for entry in made],
        unit_id=unit_id, reason=reason, detail=did(Verb.PROPOSED),
    )  # fmt: skip
    return made


@transaction.atomic
def enter_many(
    *, by: Actor, unit_id: int, year: int, rows: Sequence[Entered], today: date, reason: str = ""
) -> list[Entry]:
    """Take over what stands in a book already: each entry decided on its day, numbered in order."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.DECIDE, at=unit)
    first = min((row.decided_on for row in rows), default=today)
    book = open_book(
        by=by, unit_id=unit_id, year=year, keeper=by.name, opened_on=first, reason=reason
    )
    refuse(rules.book_takes(closed_on=book.closed_on))
    ordered = sorted(rows, key=lambda row: row.decided_on)
    made = _rows(book, [row.draft for row in ordered], today)
    number = _last_number(book)
    for entry, row in zip(made, ordered, strict=True):
        refuse(votes_problem(row.votes_for, row.votes_of) or _not_ahead(row.decided_on, today))
        number += 1
        entry.number, entry.state = number, EntryState.DECIDED
        entry.decided_on, entry.decision = row.decided_on, nfc(row.decision).strip()
        entry.proposed_on = entry.verified_on = entry.voted_on = row.decided_on
        entry.verified_by, entry.verified_how = row.verified_by, row.verified_how
        entry.votes_for, entry.votes_of = row.votes_for, row.votes_of
        entry.month = month_for(unit, row.decided_on, year)
        entry.asked_month = entry.month
    _write(made)
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="honours.entry", ids=[entry.pk for entry in made],
        unit_id=unit_id, reason=reason, detail=did(Verb.DECIDED),
    )  # fmt: skip
    return made


@transaction.atomic
def change_entry(*, by: Actor, entry_id: int, draft: Draft, today: date, reason: str = "") -> Entry:
    """Correct what is proposed while nothing is concluded."""
    entry = locked_entry(by, entry_id, Right.PROPOSE, reason)
    refuse(rules.may_verify(entry.state))
    for name, value in _values(Subjects(entry.unit, [draft.subject], today), draft).items():
        setattr(entry, name, value)
    entry.save()
    record(by=by, act=Right.PROPOSE, subject=entry, reason=reason, detail=did(Verb.CHANGED))
    return entry


@transaction.atomic
def verify_entry(
    *, by: Actor, entry_id: int, who: str, how: str, day: date | None, today: date, reason: str = ""
) -> Entry:
    """Say who looked into a proposed entry, how and when."""
    entry = locked_entry(by, entry_id, Right.PROPOSE, reason)
    refuse(rules.may_verify(entry.state) or rules.verification_problem(who, how, day, today))
    entry.verified_by, entry.verified_how = nfc(who).strip(), nfc(how).strip()
    entry.verified_on = day
    entry.state = max(entry.state, EntryState.VERIFIED)
    entry.save()
    record(by=by, act=Right.PROPOSE, subject=entry, reason=reason, detail=did(Verb.VERIFIED))
    return entry


@transaction.atomic
def vote_entry(
    *, by: Actor, entry_id: int, day: date | None, votes_for: int, votes_of: int, today: date,
    reason: str = "",
) -> Entry:  # fmt: skip
    """Write how the meeting voted."""
    entry = locked_entry(by, entry_id, Right.PROPOSE, reason)
    refuse(
        rules.may_vote(entry.state)
        or rules.day_problem(day, today)
        or votes_problem(votes_for, votes_of)
    )
    entry.voted_on, entry.votes_for, entry.votes_of = day, votes_for, votes_of
    entry.state = EntryState.VOTED
    entry.save()
    record(by=by, act=Right.PROPOSE, subject=entry, reason=reason, detail=did(Verb.VOTED))
    return entry


@transaction.atomic
def decide_entry(
    *, by: Actor, entry_id: int, decision: str, decided_on: date | None, today: date,
    reason: str = "",
) -> Entry:  # fmt: skip
    """Enter it into the book under the next number; from now on it counts."""
    entry = locked_entry(by, entry_id, Right.DECIDE, reason)
    refuse(
        rules.book_takes(closed_on=entry.book.closed_on)
        or rules.may_decide(entry.state, decided_on, today)
    )
    entry.number = _last_number(entry.book) + 1
    entry.state, entry.decision = EntryState.DECIDED, nfc(decision).strip()
    entry.decided_on = decided_on
    entry.month = month_for(entry.unit, decided_on or today, entry.year)
    entry.save()
    record(by=by, act=Right.DECIDE, subject=entry, reason=reason, detail=did(Verb.DECIDED))
    return entry


@transaction.atomic
def refuse_entry(*, by: Actor, entry_id: int, why: str, today: date, reason: str = "") -> Entry:
    """Conclude that it is not entered, and why."""
    entry = locked_entry(by, entry_id, Right.DECIDE, reason)
    refuse(rules.may_refuse(entry.state, why))
    entry.state, entry.reason, entry.decided_on = EntryState.REFUSED, nfc(why).strip(), today
    entry.save()
    record(by=by, act=Right.DECIDE, subject=entry, reason=reason, detail=did(Verb.REFUSED))
    return entry


@transaction.atomic
def settle_entries(
    *, by: Actor, unit_id: int, year: int, sitting: Sitting, lines: Sequence[Line], today: date,
    reason: str = "",
) -> int:  # fmt: skip
    """Write what one meeting made of many entries; all or nothing. Gives how many were concluded."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.DECIDE, at=unit)
    here = set(
        Entry.objects.filter(unit=unit, year=year, state__in=OPEN).values_list("pk", flat=True)
    )
    concluded = 0
    for line in lines:
        if line.entry_id not in here:
            refuse(Refusal("entry_gone", _("Có mục đã được kết luận trong lúc này. Mở lại trang.")))
        concluded += _settle(by, line, sitting, today, reason)
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="honours.entry",
        ids=[line.entry_id for line in lines], unit_id=unit_id, reason=reason,
        detail={"sitting": sitting.day},
    )  # fmt: skip
    return concluded


@transaction.atomic
def withdraw_entry(
    *, by: Actor, entry_id: int, why: str, decision: str, today: date, reason: str = ""
) -> Entry:
    """Withdraw an entry from the book: its line stays, it no longer counts."""
    entry = locked_entry(by, entry_id, Right.DECIDE, reason)
    refuse(rules.may_withdraw(entry.state, why, decision))
    entry.state, entry.reason, entry.month = EntryState.WITHDRAWN, nfc(why).strip(), None
    entry.withdrawn_on, entry.withdrawn_decision = today, nfc(decision).strip()
    entry.consented = False
    entry.save()
    record(by=by, act=Right.DECIDE, subject=entry, reason=reason or why, detail=did(Verb.WITHDRAWN))
    return entry


@transaction.atomic
def record_consent(
    *, by: Actor, entry_id: int, given: bool, paper: str, day: date | None, today: date
) -> Entry:
    """Record that who is honoured agrees to be named and shown in public, or no longer does.

    Asked in no closed year for a reason: a yes or no of the person is theirs at any time.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("unit").get(pk=entry_id)
    by.require(Right.PROPOSE, at=entry.unit)
    refuse(rules.consent_problem(given=given, paper=paper, day=day, today=today))
    entry.consented, entry.consent_on = given, day if given else None
    entry.consent_paper = nfc(paper).strip() if given else ""
    entry.save(update_fields=["consented", "consent_on", "consent_paper"])
    record(by=by, act=Right.PROPOSE, subject=entry, detail=did(Verb.CONSENT, given=given))
    return entry


def locked_entry(by: Actor, entry_id: int, right: Right, reason: str) -> Entry:
    """The entry, locked, after the checks that every act on it shares."""
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("unit", "book")
        .get(pk=entry_id)
    )
    by.require(right, at=entry.unit)
    require_year(by, entry.unit, entry.year, reason)
    return entry


def _settle(by: Actor, line: Line, sitting: Sitting, today: date, reason: str) -> int:
    """One line of a sitting: verified, voted, concluded, as far as it says."""
    number = line.entry_id
    if line.verified_by or line.verified_how:
        verify_entry(
            by=by, entry_id=number, who=line.verified_by, how=line.verified_how,
            day=line.verified_on or sitting.day, today=today, reason=reason,
        )  # fmt: skip
    if line.votes_for is not None:
        vote_entry(
            by=by, entry_id=number, day=sitting.day, votes_for=line.votes_for,
            votes_of=sitting.votes_of or 0, today=today, reason=reason,
        )  # fmt: skip
    if line.enter is None:
        return 0
    if line.enter:
        decide_entry(
            by=by, entry_id=number, decision=sitting.decision, decided_on=sitting.day, today=today,
            reason=reason,
        )  # fmt: skip
    else:
        refuse_entry(by=by, entry_id=number, why=line.reason, today=today, reason=reason)
    return 1


def _rows(book: Book, drafts: Sequence[Draft], today: date) -> list[Entry]:
    """The entries of some drafts, not yet written."""
    subjects = Subjects(book.unit, [draft.subject for draft in drafts], today)
    month = month_for(book.unit, today, book.year)
    return [
        Entry(
            book=book, unit=book.unit, year=book.year, proposed_on=today, asked_month=month,
            **_values(subjects, draft),
        )
        for draft in drafts
    ]  # fmt: skip


def _write(made: Sequence[Entry]) -> None:
    """Write new entries; each deed at most once in the same book."""
    deeds = [entry.deed_id for entry in made if entry.deed_id]
    taken = Entry.objects.filter(deed__in=deeds).exclude(
        state__in=(EntryState.REFUSED, EntryState.WITHDRAWN)
    )
    books = {entry.book_id for entry in made}
    if len(set(deeds)) != len(deeds) or taken.filter(book__in=books).exists():
        refuse(Refusal("deed_entered", _("Việc này đã có trong sổ.")))
    insert_rows(made)


def _values(subjects: Subjects, draft: Draft) -> Mapping[str, Any]:
    """The columns that a draft says."""
    refuse(rules.summary_problem(draft.summary))
    deed = Deed.objects.filter(pk=draft.deed_id).first() if draft.deed_id else None
    return {
        **subjects.values(draft.subject),
        "field_id": draft.field,
        "summary": nfc(draft.summary).strip()[:1000],
        "result": nfc(draft.result).strip()[:300],
        "place": nfc(draft.place).strip(),
        "happened": nfc(draft.happened).strip(),
        "address": nfc(draft.address).strip(),
        "proposer": nfc(draft.proposer).strip(),
        "deed": deed,
        "from_deed": int(deed is not None),
    }


def _last_number(book: Book) -> int:
    found = Entry.objects.filter(book=book).aggregate(last=Max("number"))["last"]
    return int(found or 0)


def _not_ahead(day: date, today: date) -> Refusal | None:
    return rules.day_problem(day, today)
