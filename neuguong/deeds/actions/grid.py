"""Acts of the grid of a cell: save one cell as it is left, send and confirm what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.actions.guard import guess_category, require_write
from neuguong.deeds.actions.outcome import confirm_done
from neuguong.deeds.actions.registration import (
    add_deed,
    change_deed,
    confirm_registration,
    open_registration,
    remove_deed,
    submit_registration,
)
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries import category_hints, told_deeds, waiting_registrations
from neuguong.deeds.queries.grid import unsent_registrations
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import BeneficiaryKind, DeedState, RegistrationState
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import AmountError, ParsedAmount, parse_amount
from neuguong.lib.listing import one_line
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person


class CellChanged(Refused):
    """Somebody wrote in the cell after it was shown; `theirs` is what stands there now."""

    def __init__(self, theirs: str) -> None:
        text = (
            _("Ô này vừa có người khác sửa. Chọn giữ bản nào.")
            if theirs
            else _("Việc trong ô này vừa có người khác bỏ. Chọn ghi lại hay để trống.")
        )
        super().__init__(Refusal("cell_changed", text))
        self.theirs = theirs


@transaction.atomic
def save_cell(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    person_id: int | None,
    number: int,
    text: str,
    was: str,
    today: date,
    deed_id: int | None = None,
    reason: str = "",
) -> Deed | None:
    """Save one cell: write, change or (when emptied) take out the deed in it; None when it is empty.

    The cell is the deed `deed_id`, else the place `number` of a person, or of the unit itself
    (`person_id` None); place 0 comes after all others. `was` is the text it was edited from: raises
    `CellChanged` when another stands there by now. Opens the registration when there is none.
    """
    unit = Unit.objects.get(pk=unit_id)
    found = _registration(by, unit, year, person_id)
    deed = _deed_in(found, number, deed_id) if found else None
    now, text, was = deed.text if deed else "", one_line(text), one_line(was)
    if text == now:
        return deed
    if was != now:
        raise CellChanged(now)
    if deed is not None and not text:
        remove_deed(by=by, deed_id=deed.pk, reason=reason)
        return None
    if deed is not None:
        return change_deed(
            by=by, deed_id=deed.pk, entry=_reworded(deed, text), today=today, reason=reason
        )
    if found is None:
        found = open_registration(
            by=by, unit_id=unit_id, year=year, today=today, person_id=person_id, reason=reason
        )
    target = target_in(text)
    return add_deed(
        by=by,
        registration_id=found.pk,
        entry=DeedEntry(
            text,
            target_amount=target.value if target else None,
            target_unit=_unit(target),
        ),
        today=today,
        reason=reason,
    )


def _registration(by: Actor, unit: Unit, year: int, person_id: int | None) -> Registration | None:
    """The subject's registration of the year, for one who may write there; locks the subject.

    With the subject locked two people who begin the same row make one registration.
    """
    if person_id is None:
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
        shell = Registration(unit=unit, collective=unit)
        rows = Registration.objects.filter(year=year, collective=unit)
    else:
        here = Membership.objects.filter(person=OuterRef("pk"), unit=unit)
        people = Person.objects.select_for_update(no_key=True).filter(Exists(here))
        person = people.filter(pk=person_id).first()
        if person is None:
            raise Refused(Refusal("not_of_unit", _("Người này không thuộc đơn vị.")))
        shell = Registration(unit=unit, person=person)
        rows = Registration.objects.filter(year=year, person=person)
    require_write(by, shell)
    found = rows.select_related("unit").first()
    if found is not None and found.unit_id != unit.pk:
        text = _("Năm %(year)s người này đăng ký tại %(unit)s. Sửa ở đó.")
        raise Refused(
            Refusal("registered_elsewhere", text % {"year": year, "unit": found.unit_name})
        )
    if found is not None and found.state == RegistrationState.WITHDRAWN:
        raise Refused(
            Refusal("already_withdrawn", _("Bản đăng ký này đã rút, không ghi thêm được."))
        )
    return found


def _deed_in(found: Registration, number: int, deed_id: int | None) -> Deed | None:
    rows = found.deeds.exclude(state=DeedState.REPLACED)
    if deed_id is not None:
        return rows.filter(pk=deed_id).first()
    return rows.filter(number=number).first()


def _reworded(deed: Deed, text: str) -> DeedEntry:
    """The deed with other words; what was read from the old ones is read anew, the rest is kept."""
    hints = category_hints()
    read, target = target_in(deed.text), target_in(text)
    chosen = deed.target_amount is not None and (
        read is None or (deed.target_amount, deed.target_unit) != (read.value, _unit(read))
    )
    guessed = deed.category_id == guess_category(deed.text, hints)
    return DeedEntry(
        text=text,
        category=None if guessed else deed.category_id,
        field=deed.field,
        tags=deed.tags,
        target_amount=deed.target_amount if chosen else target.value if target else None,
        target_kind=deed.target_kind if chosen else 0,
        target_unit=deed.target_unit if chosen else _unit(target),
        planned_cost=deed.planned_cost,
        place=deed.place,
        beneficiary_kind=BeneficiaryKind(deed.beneficiary_kind),
        beneficiary_count=deed.beneficiary_count,
        partners=deed.partners,
        deadline=deed.deadline,
        expected_evidence=deed.expected_evidence,
    )


def _unit(target: ParsedAmount | None) -> str:
    return (target.unit_text or "") if target else ""


# Numbers that name a day, a place or a document are no amounts, nor are rates ("mỗi tháng 2 buổi").
_NAMES: Final = (
    r"tháng|quý|năm|ngày|tuần|thứ|đợt|số|thôn|bản|ấp|khu|xóm|tổ|đội|nhóm|cụm|lớp|khối|khóa|điều"
    r"|chương|mục|bài|quyển|tập|tuyến|cấp|loại"
)
_NUMBER: Final = re.compile(
    r"(?P<each>mỗi\s+(?:\w+\s+)?)?(?P<name>(?:" + _NAMES + r")\s+)?"
    r"(?P<said>(?:(?:hơn|trên|gần|khoảng|ít nhất)\s+)?(?<![\w.,/])\d(?:[\d.,]*\d)?)(?P<day>[/-]\d+)*",
    re.IGNORECASE,
)
_ACHIEVED: Final = sorted(
    {word for kind in RESULT_KINDS for word in kind.words}, key=len, reverse=True
)
_GIVEN: Final = ("ngày công", "triệu đồng", "nghìn đồng", "triệu", "nghìn", "đồng", "đ", "công")
_MONEY: Final = {"triệu", "nghìn", "đ"}
_RATE: Final = re.compile(r"[^\d\s,.;/]+(?:\s[^\d\s,.;/]+)?\s*/")
_YEARS: Final = range(1930, 2100)


def target_in(text: str) -> ParsedAmount | None:
    """The amount that a sentence promises: "Mở 700 m đường, 12 ngày công" promises 700 m.

    What is achieved goes before what is given for it; None where a sentence names two of a kind, or
    another number whose meaning is not known.
    """
    achieved, given = [], []
    for match in _NUMBER.finditer(text):
        said = match["said"]
        rest = text[match.end() :].lstrip().lower()
        if match["each"] or match["name"] or match["day"] or _is_year(said) or _RATE.match(rest):
            continue
        if unit := _leading(rest, _ACHIEVED):
            achieved.append(f"{said} {unit}")
        elif unit := _leading(rest, _GIVEN):
            given.append(f"{said} {unit}{' đồng' if unit in _MONEY else ''}")
        else:
            return None
    candidates = achieved or given
    if len(candidates) != 1:
        return None
    try:
        parsed = parse_amount(candidates[0])
    except AmountError:
        return None
    return parsed if parsed.value > 0 else None


def _is_year(said: str) -> bool:
    return said.isdigit() and int(said) in _YEARS


def _leading(rest: str, words: Sequence[str]) -> str:
    """The word with which the rest begins, whole; the longest of several."""
    for word in words:
        if rest.startswith(word) and not rest[len(word) : len(word) + 1].isalnum():
            return word
    return ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of several acts were done, and what was refused, each named."""

    done: int
    refused: tuple[str, ...]


@transaction.atomic
def send_drafts(*, by: Actor, unit_id: int, year: int, today: date, reason: str = "") -> Outcome:
    """Send every draft of a unit that holds a deed; one that is refused stays and is named.

    What was given back is left alone: its owner mends and sends it.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.REGISTER, at=unit)
    return _each(
        unsent_registrations(unit, year),
        lambda found: submit_registration(
            by=by, registration_id=found.pk, today=today, reason=reason
        ),
    )


@transaction.atomic
def confirm_sent(*, by: Actor, unit_id: int, year: int, today: date, reason: str = "") -> Outcome:
    """Confirm every registration of a unit that waits; one that is refused stays and is named."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CONFIRM, at=unit)
    return _each(
        list(waiting_registrations(unit, year)),
        lambda found: confirm_registration(
            by=by, registration_id=found.pk, today=today, reason=reason
        ),
    )


@transaction.atomic
def confirm_told(*, by: Actor, unit_id: int, year: int, today: date, reason: str = "") -> Outcome:
    """Confirm every result of a unit that was told as finished, each on the day that was told."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CONFIRM, at=unit)
    done, refused = 0, []
    for deed in told_deeds(unit, year):
        try:
            confirm_done(by=by, deed_id=deed.pk, day=deed.state_on, today=today, reason=reason)
        except Refused as refusal:
            refused.append(f"{deed.registration.name}: {refusal.refusal.text}")
        else:
            done += 1
    return Outcome(done, tuple(refused))


def _each(rows: Sequence[Registration], act: Callable[[Registration], object]) -> Outcome:
    done, refused = 0, []
    for found in rows:
        try:
            act(found)
        except Refused as refusal:
            refused.append(f"{found.name}: {refusal.refusal.text}")
        else:
            done += 1
    return Outcome(done, tuple(refused))
