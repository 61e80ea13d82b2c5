"""Reads of the honour roll: a book with its entries, what waits, one entry, deeds one may propose."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.http import Http404

from neuguong.deeds.models import Deed
from neuguong.deeds.rules import DeedState, Standing
from neuguong.honours.models import Book, Entry, Raise
from neuguong.honours.queries.levels import level_above, reads_names
from neuguong.honours.rights import Right
from neuguong.honours.rules.roll import OPEN, EntryState, RaiseState
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.programme.queries import year_closed

MOST = 500


@dataclass(frozen=True, slots=True)
class BookPage:
    """A unit's book of a year; `raised` are entries of below that wait for this unit's word."""

    book: Book | None
    entries: list[Entry]
    open: list[Entry]
    raised: list[Raise]
    below: list["BookLine"]


@dataclass(frozen=True, slots=True)
class BookLine:
    """A unit beneath with its book: how many stand in it, how many wait; None where there is none."""

    unit: Unit
    book: Book | None
    individuals: int
    collectives: int
    waiting: int


def book_page(by: Actor, unit: Unit, year: int) -> BookPage:
    """The book of a unit in a year and what is beneath it; five statements."""
    book = Book.objects.filter(unit=unit, year=year).first()
    entries = entries_of(unit, year)
    raised = list(
        Raise.objects.filter(unit=unit, entry__year=year, state=RaiseState.ASKED)
        .select_related("entry__unit", "entry__field")
        .order_by("asked_on", "pk")[:MOST]
    )
    return BookPage(
        book=book,
        entries=[entry for entry in entries if entry.state not in OPEN],
        open=[entry for entry in entries if entry.state in OPEN],
        raised=raised,
        below=_below(unit, year),
    )


def entries_of(unit: Unit, year: int) -> list[Entry]:
    """All entries of a book in its order: numbered ones first, then those on their way."""
    rows = Entry.objects.filter(unit=unit, year=year).select_related("unit", "field", "book")
    entries = list(rows.order_by("pk")[:MOST])
    return sorted(entries, key=lambda e: (e.number is None, e.number or 0, e.pk))


def open_entries(unit: Unit, year: int) -> list[Entry]:
    """The entries of a unit that a meeting may conclude on, in the order in which they came."""
    rows = Entry.objects.filter(unit=unit, year=year, state__in=OPEN)
    return list(rows.select_related("unit", "field").order_by("pk")[:MOST])


def waiting_raises(by: Actor, *, limit: int = 50) -> list[Raise]:
    """Entries sent up that wait where the reader decides; those of closed units too, by their heirs."""
    rows = within(
        Raise.objects.filter(state=RaiseState.ASKED), by.scope(Right.DECIDE), "unit__path"
    )
    return list(rows.select_related("entry__unit", "unit").order_by("asked_on", "pk")[:limit])


def book_of(unit: Unit, year: int) -> Book | None:
    """The book of a unit for a year, if it was opened."""
    return Book.objects.filter(unit=unit, year=year).first()


def _below(unit: Unit, year: int) -> list[BookLine]:
    """The Party units directly under a unit, each with its book of the year."""
    children = list(
        Unit.objects.filter(parent=unit, type__family="party")
        .filter(Q(closed_on=None) | Q(closed_on__year__gte=year), opened_on__year__lte=year)
        .select_related("type")
        .order_by("type__rank", "sort", "pk")
    )
    books = {b.unit_id: b for b in Book.objects.filter(unit__in=children, year=year)}
    person, collective = int(SubjectKind.INDIVIDUAL), int(SubjectKind.COLLECTIVE)
    entered = Q(state=EntryState.DECIDED)
    rows = (
        Entry.objects.filter(unit__in=children, year=year)
        .values("unit")
        .annotate(
            individuals=Count("pk", filter=entered & Q(subject_kind=person)),
            collectives=Count("pk", filter=entered & Q(subject_kind=collective)),
            waiting=Count("pk", filter=Q(state__in=OPEN)),
        )
        .order_by()
    )
    counts = {row["unit"]: row for row in rows}
    none = {"individuals": 0, "collectives": 0, "waiting": 0}
    return [
        BookLine(
            child, books.get(child.pk),
            *(counts.get(child.pk, none)[name] for name in ("individuals", "collectives", "waiting")),
        )
        for child in children
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry as a reader may see it, the level above, and what the reader may do."""

    entry: Entry
    raises: list[Raise]
    above: Unit | None
    sees: bool
    may: frozenset[str]
    closed: bool


def entry_seen(by: Actor, entry_id: int) -> EntryPage:
    """An entry for one who may look at its unit, or at a level before which it is; otherwise 404."""
    entry = (
        Entry.objects.select_related(
            "unit__type", "unit__parent", "book", "field", "person", "deed__registration"
        )
        .prefetch_related(Prefetch("raises", Raise.objects.select_related("unit")))
        .filter(pk=entry_id)
        .first()
    )
    if entry is None or not (by.may(Right.VIEW, at=entry.unit) or is_own(by, entry)):
        raise Http404
    raises = list(entry.raises.all())
    above = level_above(entry)
    return EntryPage(
        entry=entry,
        raises=raises,
        above=above,
        sees=sees_entry(by, entry),
        may=_may(by, entry, raises, above),
        closed=year_closed(entry.unit, entry.year),
    )


def is_own(by: Actor, entry: Entry) -> bool:
    """Whether the reader is who is honoured."""
    return by.person_id is not None and by.person_id == entry.person_id


def sees_entry(by: Actor, entry: Entry) -> bool:
    """Whether the reader may read who is meant and all that is said of them."""
    return is_own(by, entry) or reads_names(by, entry.unit)


def _may(by: Actor, entry: Entry, raises: Sequence[Raise], above: Unit | None) -> frozenset[str]:
    """What the reader may do with an entry as it stands."""
    found: set[str] = set()
    is_open, entered = entry.state in OPEN, entry.state == EntryState.DECIDED
    if by.may(Right.PROPOSE, at=entry.unit):
        found |= {"change", "verify"} if is_open else set()
        found |= {"vote"} if is_open and entry.state != EntryState.PROPOSED else set()
        found |= {"consent"} if entry.subject_kind != SubjectKind.COLLECTIVE else set()
    waits = any(each.state == RaiseState.ASKED for each in raises)
    if by.may(Right.DECIDE, at=entry.unit):
        found |= {"refuse"} if is_open else set()
        found |= {"decide"} if is_open and entry.state != EntryState.PROPOSED else set()
        found |= {"withdraw"} if entered else set()
        found |= {"raise"} if entered and above is not None and not waits else set()
    if any(
        each.state == RaiseState.ASKED and by.may(Right.DECIDE, at=each.unit) for each in raises
    ):
        found.add("conclude")
    return frozenset(found)


def raise_to_conclude(by: Actor, raise_id: int) -> Raise:
    """An entry before a level where the reader decides; 404, or 403 to who only looks."""
    found = Raise.objects.select_related("unit", "entry__unit").filter(pk=raise_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    by.require(Right.DECIDE, at=found.unit)
    return found


def deed_to_honour(by: Actor, deed_id: int) -> Deed:
    """A deed that the reader may propose for the book of its unit: 404, or 403 to who only reads."""
    deed = (
        Deed.objects.select_related("unit", "registration__person", "registration__collective")
        .prefetch_related("results__quantities", "contributions")
        .filter(pk=deed_id)
        .first()
    )
    if deed is None or not by.may(Right.VIEW, at=deed.unit):
        raise Http404
    by.require(Right.PROPOSE, at=deed.unit)
    return deed


def deeds_to_honour(unit: Unit, year: int) -> list[Deed]:
    """Deeds of a unit that are done and not yet in its book, those of collectives first."""
    taken = Entry.objects.filter(unit=unit, year=year, deed__isnull=False).exclude(
        state__in=(EntryState.REFUSED, EntryState.WITHDRAWN)
    )
    rows = Deed.objects.filter(
        unit=unit, year=year, state=DeedState.DONE, standing=Standing.COUNTED
    ).exclude(pk__in=taken.values("deed"))
    rows = rows.select_related("unit", "registration__person", "registration__collective")
    rows = rows.prefetch_related("results__quantities", "contributions")
    return list(rows.order_by("-subject_kind", "registration__sort", "number")[:MOST])


def count_open(unit: Unit, year: int) -> int:
    """How many entries of a unit's book wait for a meeting."""
    return Entry.objects.filter(unit=unit, year=year, state__in=OPEN).count()
