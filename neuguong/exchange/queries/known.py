"""Which deeds of a file are there already: the same, changed or nearly so; what the file leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.deeds.queries import category_hints
from neuguong.deeds.queries.facts import deed_stamps, facts_of
from neuguong.deeds.rights import Right as DeedRight
from neuguong.deeds.rules import Standing
from neuguong.exchange import rules
from neuguong.exchange.models import ImportRow
from neuguong.exchange.queries.changes import Change, change_of
from neuguong.exchange.queries.entries import Moment
from neuguong.exchange.rules import MadeKind, RunState
from neuguong.exchange.workbook.drafts import DeedDraft, GiftDraft, RowDraft, fault
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_BATCH: Final = 400
_MOST_COMPARED: Final = 40
_Gift = tuple[int, Decimal, int]
Drafts = list[tuple[RowDraft, DeedDraft]]
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What only a person can tell: the cell, a sentence with both sides, and what may be answered.

    `key` is what the answer is kept under; `chosen` the answer so far, or what is done without one.
    """

    row: RowDraft
    column: str
    key: str
    code: str
    text: str
    typed: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an earlier import took a deed from, and its stamp as that import left it."""

    sheet: str
    number: int
    stamp: str
    run_id: int


@dataclass(slots=True)
class Matched:
    """What became of the drafts of one registration; `same` are rows whose deed stands there as it is."""

    fresh: Drafts
    same: list[RowDraft]
    changes: list[Change]
    doubts: list[Doubt]
    absent: list[str]


@dataclass(frozen=True, slots=True)
class _There:
    """A deed that is there."""

    pk: int
    search: str
    work: str


class KnownDeeds:
    """The deeds of some registrations, with where they came from and whether they were touched since."""

    def __init__(
        self, by: Actor, registrations: Mapping[int, Registration], moment: Moment,
        answers: Answers, run_id: int = 0,
    ) -> None:  # fmt: skip
        self.by = by
        self.registrations = registrations
        self.moment = moment
        self.answers = answers
        self._hints = category_hints() if registrations else []
        self._there: dict[int, list[_There]] = defaultdict(list)
        for ids in _batches(list(registrations)):
            rows = Deed.objects.filter(registration__in=ids).order_by("registration_id", "number")
            wanted = ("pk", "registration_id", "search", "work__search")
            for pk, found, search, work in rows.values_list(*wanted):
                self._there[found].append(_There(pk, search, work or ""))
        self._origins = _origins([deed.pk for deeds in self._there.values() for deed in deeds])
        mine = {pk for pk, origin in self._origins.items() if origin.run_id == run_id}
        for key, deeds in self._there.items():
            self._there[key] = [deed for deed in deeds if deed.pk not in mine]
        there = [deed.pk for deeds in self._there.values() for deed in deeds]
        self._facts = facts_of(there)
        self._stamps = deed_stamps(there)
        self._gifts = _gifts_beside(list(registrations))

    def match(self, registration: Registration, drafts: Drafts) -> Matched:
        """Each draft with the deed it means: by its words, then by its old row, then by near words."""
        found = Matched([], [], [], [], [])
        rest = list(self._there[registration.pk])
        left: Drafts = []
        for row, draft in drafts:
            text = fold(draft.text)
            there = next((deed for deed in rest if deed.search == text), None)
            if there is None:
                left.append((row, draft))
                continue
            rest.remove(there)
            self._compare(found, registration, row, draft, there)
        for row, draft in left:
            self._match_near(found, registration, row, draft, rest)
        found.absent = [self._facts[deed.pk].text for deed in rest]
        return found

    def new_gifts(
        self, registration: Registration, gifts: Sequence[tuple[RowDraft, GiftDraft]]
    ) -> list[tuple[RowDraft, GiftDraft]]:
        """What was given beside all deeds and does not stand there yet, amount by amount."""
        there = self._gifts.get(registration.pk, Counter())
        fresh = []
        for row, gift in gifts:
            key = (int(gift.kind), gift.amount.value, int(gift.amount.qualifier))
            if there[key]:
                there[key] -= 1
            else:
                fresh.append((row, gift))
        return fresh

    def _match_near(
        self, found: Matched, registration: Registration, row: RowDraft, draft: DeedDraft,
        rest: list[_There],
    ) -> None:  # fmt: skip
        text = fold(draft.text)
        likeness = [(_likeness(text, deed.search), deed) for deed in rest[:_MOST_COMPARED]]
        for share, deed in likeness:
            origin = self._origins.get(deed.pk)
            mine = origin and (origin.sheet, origin.number) == (row.sheet[:100], row.number)
            if mine and share >= rules.SAME_WORDS and not self._is_touched(deed.pk):
                rest.remove(deed)
                self._compare(found, registration, row, draft, deed)
                return
        share, near = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
        if near is None or share < rules.NEAR_WORDS:
            found.fresh.append((row, draft))
            return
        key = f"near:{near.pk}:{text[:120]}"
        chosen = self.answers.get(key, "other")
        words = _(
            "gần giống việc đã có “%(there)s”; nếu là một việc thì chọn sửa việc đó, nếu không sẽ thêm mới."
        )
        found.doubts.append(
            Doubt(
                row, "deed", key, "deed_near", words % {"there": self._facts[near.pk].text},
                draft.text, (("same", _("Là việc đó, sửa lại")), ("other", _("Là việc khác"))),
                chosen,
            )
        )  # fmt: skip
        if chosen == "same":
            rest.remove(near)
            self._compare(found, registration, row, draft, near)
        else:
            found.fresh.append((row, draft))

    def _compare(
        self, found: Matched, registration: Registration, row: RowDraft, draft: DeedDraft,
        there: _There,
    ) -> None:  # fmt: skip
        if draft.work and fold(draft.work) != there.work:
            text = _("việc này chưa thuộc công trình đó; hãy gắn ở trang của việc.")
            row.warnings.append(fault(row, "work", "work_other", text, draft.work))
        may = registration.standing == Standing.COUNTED and self.by.may(
            DeedRight.CONFIRM, at=registration.unit
        )
        change = change_of(
            row, draft, there.pk, self._facts[there.pk], self.moment, registration.year,
            self._hints, may_confirm=may,
        )  # fmt: skip
        if change is None:
            found.same.append(row)
            return
        if not self._is_touched(there.pk):
            found.changes.append(change)
            return
        key = f"deed:{there.pk}"
        chosen = self.answers.get(key, "keep")
        found.doubts.append(_touched(change, key, chosen))
        if chosen == "file":
            found.changes.append(change)
        else:
            found.same.append(row)

    def _is_touched(self, deed_id: int) -> bool:
        """Whether a person wrote in the deed since an import left it, or wrote it in the first place."""
        origin = self._origins.get(deed_id)
        return origin is None or origin.stamp != self._stamps[deed_id]


def _touched(change: Change, key: str, chosen: str) -> Doubt:
    """Somebody's own entry is never overwritten without asking."""
    first = change.cells[0]
    gap = "; ".join(f"{cell.was} → {cell.will}" for cell in change.cells)
    text = _(
        "đã được ghi hoặc sửa trong hệ thống, khác với tệp (%(gap)s); chọn giữ số trong hệ thống hay"
        " lấy theo tệp."
    )
    options = (("keep", _("Giữ như trong hệ thống")), ("file", _("Lấy theo tệp")))
    return Doubt(
        change.row, first.key, key, "deed_touched", text % {"gap": gap}, "", options, chosen
    )


def _origins(deed_ids: list[int]) -> dict[int, Origin]:
    """The latest import of each deed."""
    found: dict[int, Origin] = {}
    for ids in _batches(deed_ids):
        rows = ImportRow.objects.filter(
            kind__in=(MadeKind.DEED, MadeKind.CHANGE), object_id__in=ids
        ).exclude(run__state=RunState.UNDONE)
        rows = rows.order_by("id")
        for row in rows.only("object_id", "sheet", "number", "stamp", "run_id"):
            found[row.object_id] = Origin(row.sheet, row.number, row.stamp, row.run_id)
    return found


def _gifts_beside(ids: list[int]) -> dict[int, "Counter[_Gift]"]:
    """What was given beside all deeds, by registration."""
    found: dict[int, Counter[_Gift]] = defaultdict(Counter)
    for some in _batches(ids):
        rows = Contribution.objects.filter(registration__in=some, deed=None)
        for gift in rows.only("registration_id", "kind", "amount", "qualifier"):
            found[gift.registration_id][gift.kind, gift.amount, gift.qualifier] += 1
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= rules.SAME_WORDS else 0.0


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
