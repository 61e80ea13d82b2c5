"""The gentle checks over what a file would add: they explain beside the cell, and never keep a row out."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.deeds.actions.guard import scaled_contribution, scaled_quantity
from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import (
    ContributionKind,
    Hint,
    contribution_hints,
    deed_hints,
    quantity_hints,
    shared_gift_hint,
)
from neuguong.exchange.queries.entries import gifts_of, quantities_of
from neuguong.exchange.queries.plan import Plan, Subject
from neuguong.exchange.queries.works import place_key
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft, fault
from neuguong.exchange.workbook.giving import GIVEN
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.refusal import Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_MOST_TOLD: Final = 1_000  # of one file; the rest is only counted
_BATCH: Final = 400
_COLUMN: Final = {kind: key for key, kind in GIVEN.items()}
_ANY_DAY: Final = date(2000, 1, 1)  # amounts have none
Asked = tuple[str, Hint]


def tell_hints(plan: Plan) -> None:
    """Put what a reader might ask beside the deeds that the file would add."""
    told = left = 0
    for row, key, hint in _Hints(plan).all():
        if told < _MOST_TOLD:
            row.warnings.append(fault(row, key, hint.code, hint.text, None))
            told += 1
        else:
            left += 1
    if left:
        text = _("Còn %(count)s chỗ khác nên xem lại, không kể hết ở đây.")
        plan.reading.notes.append(text % {"count": left})


class _Hints:
    """Looks at each deed alone, then at what stands beside it and what stood there last year."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._alone: dict[int, list[Asked]] = {}
        self._folded: dict[str, str] = {}

    def all(self) -> Iterator[tuple[RowDraft, str, Hint]]:
        """Row, column and hint, in the order of the subjects."""
        beside, before, shared = self._beside(), self._last_year(), self._shared()
        for subject in self.plan.subjects:
            place = place_key(subject.place)
            earlier = before.get(_who(subject), {})
            for row, draft in subject.deeds:
                text = self._fold(draft.text)
                is_beside = not draft.work and len(beside[place, text]) > 1
                for hint in deed_hints(draft.text, before=earlier.get(text), beside=is_beside):
                    yield row, "deed", hint
                for key, hint in self._of_amounts(draft):
                    yield row, key, hint
                if (given := _gave(place, draft)) and len(shared[given]) > 1:
                    yield row, "money", shared_gift_hint()

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    def _of_amounts(self, draft: DeedDraft) -> list[Asked]:
        """Amounts far from the usual; drafts that rows share are looked at once."""
        if id(draft) not in self._alone:
            self._alone[id(draft)] = list(_amount_hints(draft))
        return self._alone[id(draft)]

    def _beside(self) -> dict[tuple[str, str], set[int]]:
        """Who of a place says the same words."""
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for subject in self.plan.subjects:
            place = place_key(subject.place)
            for _row, draft in subject.deeds:
                found[place, self._fold(draft.text)].add(id(subject))
        return found

    def _shared(self) -> dict[tuple[str, Decimal], set[SubjectForm]]:
        """Whether the collective of a place and one of its people both gave the same money."""
        found: dict[tuple[str, Decimal], set[SubjectForm]] = defaultdict(set)
        for subject in self.plan.subjects:
            place = place_key(subject.place)
            for _row, draft in subject.deeds:
                if key := _gave(place, draft):
                    found[key].add(subject.form)
        return found

    def _last_year(self) -> dict[tuple[str, int], dict[str, str]]:
        """The deeds of the year before, by their subject and their words."""
        found: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        wanted: dict[str, list[int]] = defaultdict(list)
        for subject in self.plan.subjects:
            kind, pk = _who(subject)
            if pk:
                wanted[kind].append(pk)
        for kind, ids in wanted.items():
            name = f"registration__{kind}"
            for start in range(0, len(ids), _BATCH):
                some = {f"{name}__in": ids[start : start + _BATCH]}
                rows = Deed.objects.filter(year=self.plan.year - 1, **some)
                for pk, search, text in rows.values_list(name, "search", "text"):
                    found[kind, pk][search] = text
        return found


def _gave(place: str, draft: DeedDraft) -> tuple[str, Decimal] | None:
    """The place and the money given for a deed that is done and nobody else's."""
    if draft.money is None or not draft.completed or draft.work:
        return None
    return place, draft.money.value


def _who(subject: Subject) -> tuple[str, int]:
    """Whose registrations of other years are meant; 0 for somebody new."""
    if subject.form is SubjectForm.PERSON:
        return "person", subject.known.person.pk if subject.known else 0
    return "collective", getattr(subject.place, "pk", 0)


def _amount_hints(draft: DeedDraft) -> Iterator[Asked]:
    try:
        for entry in quantities_of(draft):
            kind = RESULT_KIND.get(entry.kind)
            if kind is not None:
                scaled = scaled_quantity(entry.kind, entry.amount, entry.unit_word)
                key = "achieved" if draft.achieved else "quantity"
                for hint in quantity_hints(kind.number, scaled, kind.words, entry.unit_word):
                    yield key, hint
        for gift in gifts_of(draft, _ANY_DAY):
            scaled = scaled_contribution(gift.kind, gift.amount)
            for hint in contribution_hints(gift.kind, scaled):
                yield _COLUMN[ContributionKind(gift.kind)], hint
    except Refused:
        return  # an amount that cannot be kept is a fault, told elsewhere
