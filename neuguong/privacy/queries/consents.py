"""What people were told and said: bases and notices in force, consents of a person, who waits to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths
from neuguong.people.models import Membership, Person
from neuguong.people.queries import memberships_on
from neuguong.privacy.models import Consent, Forgetting, Notice, PurposeBasis, Telling, Told
from neuguong.privacy.rules import USES, Basis, Purpose

FIRST_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The notice of one use that holds on a day."""

    purpose: Purpose
    label: str
    consequence: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What one person has said of one use, and on what the use rests where they belong."""

    words: Words
    basis: Basis
    citation: str
    last: Consent | None

    @property
    def is_given(self) -> bool:
        """Whether a yes holds; nothing said means no."""
        return self.last is not None and self.last.given


def notices(day: date) -> dict[Purpose, Words]:
    """The notices that hold on a day, in the order of the uses."""
    rows = Notice.objects.filter(since__lte=day).order_by("purpose", "version")
    newest = {row.purpose: row for row in rows}
    found = {}
    for purpose, use in USES.items():
        row = newest.get(purpose.value)
        found[purpose] = Words(
            purpose, str(use.label), str(use.consequence),
            row.version if row else FIRST_VERSION, row.text if row else str(use.notice),
        )  # fmt: skip
    return found


def basis_of(unit: Unit | None, purpose: Purpose, day: date) -> tuple[Basis, str]:
    """On what a use rests at a unit, and the provision; consent where nobody has said otherwise."""
    return bases_of(unit, day)[purpose]


def bases_of(unit: Unit | None, day: date) -> dict[Purpose, tuple[Basis, str]]:
    """The same for every use: what the nearest unit at or above has set last."""
    found = dict.fromkeys(USES, (Basis.CONSENT, ""))
    if unit is None:
        return found
    paths = [*ancestor_paths(unit.path), unit.path]
    rows = PurposeBasis.objects.filter(unit__path__in=paths, since__lte=day)
    for row in rows.order_by("unit__path", "since", "pk"):
        found[Purpose(row.purpose)] = (Basis(row.basis), row.citation)
    return found


def stands_of(person_id: int, unit: Unit | None, day: date) -> list[Stand]:
    """What a person has said of every use."""
    last = last_words([person_id])
    bases = bases_of(unit, day)
    return [
        Stand(words, *bases[purpose], last.get((person_id, purpose)))
        for purpose, words in notices(day).items()
    ]


def last_words(person_ids: Collection[int]) -> dict[tuple[int, Purpose], Consent]:
    """The newest word of each of these people on each use."""
    newest = (
        Consent.objects.filter(person_id__in=list(person_ids))
        .order_by()
        .values("person_id", "purpose")
        .annotate(last=Max("pk"))
        .values_list("last", flat=True)
    )
    rows = Consent.objects.filter(pk__in=list(newest))
    return {(row.person_id, Purpose(row.purpose)): row for row in rows}


def consenting(person_ids: Collection[int], purpose: Purpose) -> set[int]:
    """Those of these people whose yes to a use holds; every room that names people asks here."""
    last = last_words(person_ids)
    return {person for (person, said), row in last.items() if said is purpose and row.given}


def untold(unit: Unit, day: date) -> QuerySet[Membership]:
    """Who belongs to a unit and was not told how their data is used, by given name."""
    told = Told.objects.filter(person=OuterRef("person"))
    gone = Forgetting.objects.filter(person=OuterRef("person"))
    return memberships_on(unit, day).filter(~Exists(told), ~Exists(gone))


def untold_counts(units: Sequence[Unit], day: date) -> Mapping[int, int]:
    """How many were not told, by unit; units where everyone was are left out."""
    counts: dict[int, int] = {}
    told = Told.objects.filter(person=OuterRef("person"))
    rows = Membership.objects.filter(unit__in=[unit.pk for unit in units], valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).filter(~Exists(told))
    for unit_id in rows.values_list("unit_id", flat=True):
        counts[unit_id] = counts.get(unit_id, 0) + 1
    return counts


def was_told(person_id: int) -> Told | None:
    """When a person was last told."""
    return Told.objects.filter(person_id=person_id).select_related("telling__unit").first()


def members_with_words(unit: Unit, day: date) -> list[tuple[Membership, Mapping[Purpose, Consent]]]:
    """Who belongs to a unit and what each has said, by given name."""
    rows = list(memberships_on(unit, day))
    last = last_words([row.person_id for row in rows])
    return [
        (row, {purpose: last[row.person_id, purpose] for purpose in USES
               if (row.person_id, purpose) in last})
        for row in rows
    ]  # fmt: skip


def tellings_of(unit: Unit) -> list[Telling]:
    """The meetings and sheets recorded for a unit, newest first."""
    return list(Telling.objects.filter(unit=unit)[:20])


def history_of(person: Person) -> QuerySet[Consent]:
    """Every word of a person, newest first."""
    return Consent.objects.filter(person=person)


def home_of(person_id: int, day: date) -> Unit | None:
    """Where a person belongs on a day: the cell first."""
    rows = Membership.objects.filter(person_id=person_id, valid_from__lte=day)
    found = rows.order_by("-valid_from", "category").select_related("unit").first()
    return found.unit if found else None
