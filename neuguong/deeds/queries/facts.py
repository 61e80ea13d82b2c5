"""What is written of a deed, as plain values that can be compared, kept and put back; and its stamp."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from neuguong.deeds.models import (
    Contribution,
    Deed,
    Evidence,
    Quantity,
    Registration,
    Result,
    Work,
)

_BATCH: Final = 400
_WORDS: Final = ("text", "field", "tags", "place", "partners", "expected_evidence", "target_unit")
_WORDS_OF: Final = itemgetter(*_WORDS)
_REST_OF: Final = itemgetter(
    "target_kind", "planned_cost", "beneficiary_kind", "beneficiary_count", "deadline", "state",
    "state_on", "reason", "standing", "unit_id", "work_id",
)  # fmt: skip
_QUANTITY_OF: Final = itemgetter("kind", "amount_scaled", "unit_word", "qualifier")
_GIFT_OF: Final = itemgetter(
    "kind", "amount_scaled", "qualifier", "day", "accepted_on", "people", "words", "via", "place",
    "beneficiary_kind", "beneficiary_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuantityFact:
    """An amount achieved, in the unit word written; `kind` and `qualifier` are numbers."""

    kind: int
    amount: Decimal
    unit_word: str
    qualifier: int


@dataclass(frozen=True, slots=True)
class ResultFact:
    """What was told on a day."""

    day: date
    text: str
    quantities: tuple[QuantityFact, ...] = ()


@dataclass(frozen=True, slots=True)
class GiftFact:
    """What was given for a deed, and since when it is accepted."""

    kind: int
    amount: Decimal
    qualifier: int
    day: date
    accepted_on: date | None = None
    people: int | None = None
    days: Decimal | None = None
    words: str = ""
    via: str = ""
    place: str = ""
    beneficiary_kind: int = 0
    beneficiary_count: int | None = None


@dataclass(frozen=True, slots=True)
class DeedFacts:
    """Everything that people write of a deed; money in đồng, amounts in the unit word beside them."""

    text: str
    category: int
    field: str
    tags: str
    target_amount: Decimal | None
    target_kind: int
    target_unit: str
    planned_cost: int | None
    place: str
    beneficiary_kind: int
    beneficiary_count: int | None
    partners: str
    deadline: date | None
    expected_evidence: str
    state: int
    state_on: date
    reason: str
    results: tuple[ResultFact, ...] = ()
    gifts: tuple[GiftFact, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """For JSON: days and amounts as text."""
        return dict(asdict(self, dict_factory=_plain_pairs))

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "DeedFacts":
        """The same facts again."""
        results = tuple(
            ResultFact(
                date.fromisoformat(each["day"]),
                each["text"],
                tuple(
                    QuantityFact(q["kind"], Decimal(q["amount"]), q["unit_word"], q["qualifier"])
                    for q in each["quantities"]
                ),
            )
            for each in data["results"]
        )
        gifts = tuple(
            GiftFact(
                **{
                    **each,
                    "amount": Decimal(each["amount"]),
                    "day": date.fromisoformat(each["day"]),
                    "accepted_on": _day(each["accepted_on"]),
                    "days": _amount(each["days"]),
                }
            )
            for each in data["gifts"]
        )
        mine = {
            "target_amount": _amount(data["target_amount"]),
            "deadline": _day(data["deadline"]),
            "state_on": date.fromisoformat(data["state_on"]),
            "results": results,
            "gifts": gifts,
        }
        return cls(**{**data, **mine})


def facts_of(deed_ids: Collection[int]) -> dict[int, DeedFacts]:
    """What stands of these deeds, by id; four statements for some hundreds."""
    return {deed.pk: _facts(deed, results, gifts) for deed, results, gifts in _written(deed_ids)}


def deed_stamps(deed_ids: Collection[int]) -> dict[int, str]:
    """The stamp of each deed as it stands now, by id; those that are gone are left out."""
    return {
        deed.pk: deed_stamp(deed, results, gifts) for deed, results, gifts in _written(deed_ids)
    }


Told = tuple[Result, Sequence[Quantity]]
Values = Mapping[str, Any]  # of a row, by the names of its columns


def deed_stamp(deed: Deed, results: Iterable[Told], gifts: Iterable[Contribution]) -> str:
    """Sixteen letters that change whenever anything people write of a deed does, its standing included."""
    told = [(vars(result), [vars(each) for each in amounts]) for result, amounts in results]
    return values_stamp(vars(deed), told, [vars(gift) for gift in gifts])


def values_stamp(
    deed: Values, results: Iterable[tuple[Values, Iterable[Values]]], gifts: Iterable[Values]
) -> str:
    """The same from the values of the rows, before they are rows."""
    parts: list[object] = [*_WORDS_OF(deed), deed["category_id"], _figure(deed["target_amount"])]
    parts += _REST_OF(deed)
    for result, quantities in results:
        parts += ["result", result["day"], result["text"]]
        for quantity in quantities:
            parts += _QUANTITY_OF(quantity)
    for gift in gifts:
        parts.append("gift")
        parts += _GIFT_OF(gift)
    return stamp_of(parts)


def work_stamps(work_ids: Collection[int]) -> dict[int, str]:
    """The stamp of each shared work as it stands now, with what it came to, by id."""
    found = {}
    for ids in _batches(work_ids):
        for work in Work.objects.filter(pk__in=ids).prefetch_related("quantities"):
            amounts = [_QUANTITY_OF(vars(each)) for each in work.quantities.all()]
            parts = [work.title, work.place, work.unit_id, work.done_on, *amounts]
            found[work.pk] = stamp_of(parts)
    return found


def gift_stamps(gift_ids: Collection[int]) -> dict[int, str]:
    """The stamp of each gift beside all deeds as it stands now, by id."""
    return {
        gift.pk: stamp_of([*_GIFT_OF(vars(gift)), gift.deed_id])
        for ids in _batches(gift_ids)
        for gift in Contribution.objects.filter(pk__in=ids)
    }


def registration_stamp(found: Registration) -> str:
    """The same of a registration without its deeds."""
    return stamp_of([
        found.name, found.category, found.post, found.unit_id, int(found.state),
        found.study_contents, found.action_programme, found.pledge_text, found.signed_how,
        found.return_reason,
    ])  # fmt: skip


def stamp_of(parts: Iterable[object]) -> str:
    """Sixteen letters for a list of values."""
    text = "\x1f".join(["" if part is None else str(part) for part in parts])
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def deeds_in_use(deed_ids: Collection[int], *, apart_from_works: bool = False) -> set[int]:
    """Those with photos, in a shared work, or tied to another deed: more than what was written at once.

    With `apart_from_works` being part of a shared work is no use, since a list may say that too.
    """
    ties = ("replaced_by__isnull", "carried_from__isnull")
    used: set[int] = set()
    for ids in _batches(deed_ids):
        shown = Evidence.objects.filter(deed__in=ids).values_list("deed_id", flat=True)
        used |= {pk for pk in shown if pk is not None}
        mine = Deed.objects.filter(pk__in=ids)
        for names in ties if apart_from_works else ("work__isnull", *ties):
            used |= set(mine.filter(**{names: False}).values_list("pk", flat=True))
        for other in ("replaces__isnull", "carried_to__isnull"):
            used |= set(mine.filter(**{other: False}).values_list("pk", flat=True))
    return used


def rounded(facts: DeedFacts) -> DeedFacts:
    """The same with amounts in their shortest form, so that 2 and 2.0000 are one."""
    return replace(
        facts,
        target_amount=_shortest(facts.target_amount),
        results=tuple(
            replace(r, quantities=tuple(
                replace(q, amount=Decimal(_figure(q.amount))) for q in r.quantities
            ))
            for r in facts.results
        ),
        gifts=tuple(
            replace(g, amount=Decimal(_figure(g.amount)), days=_shortest(g.days))
            for g in facts.gifts
        ),
    )  # fmt: skip


def _written(
    deed_ids: Collection[int],
) -> Iterator[tuple[Deed, list[Told], list[Contribution]]]:
    for ids in _batches(deed_ids):
        results: dict[int, list[Told]] = defaultdict(list)
        quantities: dict[int, list[Quantity]] = defaultdict(list)
        gifts: dict[int, list[Contribution]] = defaultdict(list)
        for quantity in Quantity.objects.filter(result__deed__in=ids).order_by("id"):
            quantities[quantity.result_id or 0].append(quantity)
        for result in Result.objects.filter(deed__in=ids).order_by("id"):
            results[result.deed_id].append((result, quantities[result.pk]))
        for gift in Contribution.objects.filter(deed__in=ids).order_by("id"):
            gifts[gift.deed_id or 0].append(gift)
        for deed in Deed.objects.filter(pk__in=ids).order_by("id"):
            yield deed, results[deed.pk], gifts[deed.pk]


def _facts(deed: Deed, results: Iterable[Told], gifts: Iterable[Contribution]) -> DeedFacts:
    return rounded(
        DeedFacts(
            **{name: getattr(deed, name) for name in _WORDS},
            category=deed.category_id,
            target_amount=deed.target_amount,
            target_kind=deed.target_kind,
            planned_cost=deed.planned_cost,
            beneficiary_kind=deed.beneficiary_kind,
            beneficiary_count=deed.beneficiary_count,
            deadline=deed.deadline,
            state=deed.state,
            state_on=deed.state_on,
            reason=deed.reason,
            results=tuple(
                ResultFact(
                    result.day,
                    result.text,
                    tuple(
                        QuantityFact(q.kind, q.amount, q.unit_word, q.qualifier) for q in amounts
                    ),
                )
                for result, amounts in results
            ),
            gifts=tuple(
                GiftFact(
                    gift.kind, gift.amount, gift.qualifier, gift.day, gift.accepted_on,
                    gift.people, gift.days, gift.words, gift.via, gift.place,
                    gift.beneficiary_kind, gift.beneficiary_count,
                )
                for gift in gifts
            ),
        )
    )  # fmt: skip


def _batches(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _figure(amount: Decimal | None) -> str:
    """The shortest figures of an amount: 2 for 2.0000."""
    if amount is None:
        return ""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shortest(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else Decimal(_figure(amount))


def _plain_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: _figure(value) if isinstance(value, Decimal)
        else value.isoformat() if isinstance(value, date)
        else value
        for name, value in pairs
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
