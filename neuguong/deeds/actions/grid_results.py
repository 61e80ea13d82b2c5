"""The act of the results grid: save the cells of one deed as its row is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import ContributionEntry, QuantityEntry
from neuguong.deeds.actions.grid import CellChanged
from neuguong.deeds.actions.guard import did, refuse
from neuguong.deeds.actions.outcome import (
    add_contribution,
    contribution_row,
    locked_deed,
    quantity_row,
    report_result,
    set_state,
)
from neuguong.deeds.models import Contribution, Deed, Evidence
from neuguong.deeds.queries.grid import Telling, telling_of
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind, DeedState
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import ParsedAmount, Qualifier
from neuguong.lib.listing import one_line
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

KINDS: Final = {"money": ContributionKind.OWN_MONEY, "labour": ContributionKind.LABOUR_DAYS}


@dataclass(frozen=True, slots=True)
class RowEntry:
    """What was typed in the cells of a row. Money in đồng, labour in days; None empties a cell.

    `was` holds, for each cell that was typed in, the text it was edited from; the others keep what
    stands in them. Its keys: text, amount, money, labour, day, finished.
    """

    was: Mapping[str, str]
    text: str = ""
    amount: QuantityEntry | None = None
    money: ParsedAmount | None = None
    labour: ParsedAmount | None = None
    day: date | None = None
    finished: bool = False
    shown: Mapping[str, str] = field(default_factory=dict)


class RowChanged(CellChanged):
    """Somebody wrote in the cell `name` of the row after it was shown."""

    def __init__(self, name: str, theirs: str) -> None:
        super().__init__(theirs)
        self.name = name


@transaction.atomic
def save_result(
    *, by: Actor, deed_id: int, entry: RowEntry, now: datetime, today: date, reason: str = ""
) -> Deed:
    """Save the cells of a deed that were typed in: words, amount, money, labour, day, finished or not.

    The first time tells a result; later the same result is mended, as long as it is not confirmed.
    Raises `RowChanged` when a cell was written by somebody else meanwhile.
    """
    deed = locked_deed(by, deed_id, Right.REPORT, reason)
    refuse(rules.may_report(deed.state) or _too_long(entry.text))
    before = telling_of(deed)
    _refuse_changed(before, entry)
    if before.several and not (entry.finished and set(entry.was) == {"finished"}):
        refuse(Refusal("told_often", _("Việc này đã báo nhiều lần. Ghi tiếp ở trang của việc.")))
    for name in before.locked & entry.was.keys():
        refuse(_locked_cell(name))
    day = _day(before, entry, deed.year, today)
    refuse(rules.day_problem(day, year=deed.year, today=today))
    if _empties(before, entry):
        return _take_back(by=by, before=before, today=today, reason=reason)
    if before.result is None or before.several:
        _tell(by, before, entry, day, now, today, reason)
    else:
        _mend(by, before, entry, day, today, reason)
    deed.refresh_from_db()
    return deed


def _refuse_changed(before: Telling, entry: RowEntry) -> None:
    """A cell is mended from what stands in it; who typed the same as the other is not asked."""
    said = before.said
    for name, was in entry.was.items():
        now = one_line(said[name])
        if one_line(was) != now and one_line(entry.shown.get(name, "")) != now:
            raise RowChanged(name, now)


def _locked_cell(name: str) -> Refusal:
    if name == "amount":
        return Refusal(
            "work_counts",
            _("Việc này thuộc công trình chung. Ghi số lượng ở công trình để không tính hai lần."),
        )
    return Refusal("gift_accepted", _("Đóng góp này đã được xác nhận, không sửa ở đây được."))


def _day(before: Telling, entry: RowEntry, year: int, today: date) -> date:
    """The day typed, else the one that stands there, else today within the year."""
    if "day" in entry.was and entry.day is not None:
        return entry.day
    return before.result.day if before.result else min(today, date(year, 12, 31))


def _after(before: Telling, entry: RowEntry) -> dict[str, object]:
    """What the row holds once saved, as far as it decides whether anything was told at all."""
    kept = {
        "text": before.result.text if before.result else "",
        "amount": before.quantity,
        "money": before.money,
        "labour": before.labour,
        "finished": before.deed.state == DeedState.REPORTED,
    }
    return {name: getattr(entry, name) if name in entry.was else kept[name] for name in kept}


def _empties(before: Telling, entry: RowEntry) -> bool:
    if any(_after(before, entry).values()):
        return False
    if before.is_blank:
        refuse(Refusal("result_empty", _("Ghi làm được gì hoặc bao nhiêu, rồi ghi ngày.")))
    return True


def _take_back(*, by: Actor, before: Telling, today: date, reason: str) -> Deed:
    """Nothing is left of what was told: the deed is under way again."""
    deed, result = before.deed, before.result
    if result is not None and Evidence.objects.filter(result=result, removed_at=None).exists():
        raise Refused(
            Refusal("result_shown", _("Kết quả này có ảnh. Bỏ ảnh ở trang của việc trước."))
        )
    for gift in (before.money, before.labour):
        if gift is not None:
            Contribution.objects.filter(pk=gift.pk).delete()
    if result is not None:
        Evidence.objects.filter(result=result).update(result=None)
        result.quantities.all().delete()
        type(result).objects.filter(pk=result.pk).delete()
    set_state(deed, DeedState.IN_PROGRESS, today)
    detail = did(Verb.REPORTED, before=before.said)
    record(by=by, act=Right.REPORT, subject=deed, reason=reason, detail=detail)
    return deed


def _tell(
    by: Actor, before: Telling, entry: RowEntry, day: date, now: datetime, today: date, reason: str
) -> None:
    """The first result, or a word more that all is done; a gift written apart is not written twice."""
    new = [_given(name, entry, day) for name in KINDS if _gift(before, name) is None]
    report_result(
        by=by, deed_id=before.deed.pk, day=day, text=entry.text,
        quantities=[entry.amount] if entry.amount else [],
        contributions=[gift for gift in new if gift], finished=entry.finished, now=now,
        today=today, reason=reason,
    )  # fmt: skip
    for name in KINDS:
        gift = _gift(before, name)
        if gift is not None and name in entry.was:
            _rewrite_gift(gift, _given(name, entry, gift.day), before.deed, today)


def _mend(by: Actor, before: Telling, entry: RowEntry, day: date, today: date, reason: str) -> None:
    deed, result = before.deed, before.result
    assert result is not None  # otherwise it is told, not mended
    moved, old_day = day != result.day, result.day
    result.day = day
    if "text" in entry.was:
        result.text = one_line(entry.text)
    result.save(update_fields=["day", "text"])
    if "amount" in entry.was or moved:
        _rewrite_quantity(before, entry)
    for name in KINDS:
        gift, given = _gift(before, name), _given(name, entry, day)
        if gift is None and given is not None:
            add_contribution(
                by=by, registration_id=deed.registration_id, entry=given, today=today,
                deed_id=deed.pk, reason=reason,
            )  # fmt: skip
        elif gift is not None and name in entry.was:
            _rewrite_gift(gift, given, deed, today)
        elif moved and gift is not None and gift.day == old_day and gift.accepted_on is None:
            _rewrite_gift(gift, _given_as(gift, day), deed, today)
    finished = entry.finished if "finished" in entry.was else deed.state == DeedState.REPORTED
    state = DeedState.REPORTED if finished else DeedState.IN_PROGRESS
    set_state(deed, state, day if finished else today)
    detail = did(Verb.REPORTED, before={name: before.said[name] for name in entry.was})
    record(by=by, act=Right.REPORT, subject=deed, reason=reason, detail=detail)


def _too_long(text: str) -> Refusal | None:
    if len(one_line(text)) <= 1000:
        return None
    return Refusal("result_long", _("Kết quả dài quá 1.000 chữ. Ghi ngắn lại."))


def _gift(before: Telling, name: str) -> Contribution | None:
    return before.money if name == "money" else before.labour


def _given(name: str, entry: RowEntry, day: date) -> ContributionEntry | None:
    typed = entry.money if name == "money" else entry.labour
    if name not in entry.was or typed is None:
        return None
    return ContributionEntry(KINDS[name], typed.value, day, typed.qualifier)


def _given_as(gift: Contribution, day: date) -> ContributionEntry:
    """The same amount on another day."""
    kind, qualifier = ContributionKind(gift.kind), Qualifier(gift.qualifier)
    return ContributionEntry(kind, gift.amount, day, qualifier, gift.people, gift.days)


def _rewrite_gift(
    gift: Contribution, given: ContributionEntry | None, deed: Deed, today: date
) -> None:
    """The gift as it is said now, in the row that it has; taken out when nothing is said."""
    if given is None:
        Contribution.objects.filter(pk=gift.pk).delete()
        return
    given = replace(
        given,
        words=gift.words,
        via=gift.via,
        place=gift.place,
        beneficiary_kind=BeneficiaryKind(gift.beneficiary_kind),
        beneficiary_count=gift.beneficiary_count,
    )
    row = contribution_row(given, deed.registration, deed, today)
    row.pk, row.uid = gift.pk, gift.uid
    row.save(force_update=True)


def _rewrite_quantity(before: Telling, entry: RowEntry) -> None:
    old, result = before.quantity, before.result
    assert result is not None
    typed = entry.amount
    if "amount" not in entry.was and old is not None:
        typed = QuantityEntry(old.kind, old.amount, old.unit_word, Qualifier(old.qualifier))
    if typed is not None:
        row = quantity_row(typed, before.deed, result)
        if old is not None:
            row.pk, row.uid = old.pk, old.uid
        row.save(force_update=old is not None)
    elif old is not None:
        type(old).objects.filter(pk=old.pk).delete()
