"""Acts on a registration and its deeds, from the first word to the cell's confirmation."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.actions.evidence import add_evidence
from neuguong.deeds.actions.guard import (
    collective_kind,
    did,
    guess_category,
    guess_kind,
    refuse,
    require_write,
    require_year,
)
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration
from neuguong.deeds.queries import category_hints, deed_counts, is_used
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import STANDING, DeedState, RegistrationState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc, person_sort_key, sort_key
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.people.queries import category_on, post_title
from neuguong.people.rules import Category
from neuguong.programme.queries import month_for


@transaction.atomic
def open_registration(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    today: date,
    person_id: int | None = None,
    reason: str = "",
) -> Registration:
    """Open the year's registration of a person at a unit, or of the unit itself; one for each."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    person = Person.objects.get(pk=person_id) if person_id is not None else None
    found = Registration(year=year, unit=unit, registered_on=today)
    if person is None:
        found.collective, found.subject_kind = unit, collective_kind(unit)
        found.name, found.sort = unit.name, sort_key(unit.name)
    else:
        found.person, found.subject_kind = person, rules.SubjectKind.INDIVIDUAL
        found.name, found.sort = person.full_name, person_sort_key(person.full_name)
        found.category = category_on(person, unit, today) or Category.RESIDENT
        found.post = post_title(person, unit, today)
    require_write(by, found)
    require_year(by, unit, year, reason)
    refuse(_already(found))
    if person is not None:
        refuse(_belongs(person, unit))
    found.search, found.unit_name = fold(found.name), unit.name
    found.month = month_for(unit, today, year)
    found.entered_by_id, found.entered_by_name = by.id, by.name
    found.save()
    record(by=by, act=Right.REGISTER, subject=found, reason=reason, detail=did(Verb.OPENED))
    return found


@transaction.atomic
def begin_registration(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    entries: Sequence[DeedEntry],
    today: date,
    person_id: int | None = None,
    until: RegistrationState = RegistrationState.DRAFT,
    reason: str = "",
) -> Registration:
    """Open a registration with its deeds, all or nothing, and take it on to sent or confirmed."""
    found = open_registration(
        by=by, unit_id=unit_id, year=year, today=today, person_id=person_id, reason=reason
    )
    for entry in entries:
        add_deed(by=by, registration_id=found.pk, entry=entry, today=today, reason=reason)
    if until in (RegistrationState.SUBMITTED, RegistrationState.CONFIRMED):
        found = submit_registration(by=by, registration_id=found.pk, today=today, reason=reason)
    if until == RegistrationState.CONFIRMED:
        found = confirm_registration(by=by, registration_id=found.pk, today=today, reason=reason)
    return found


def _already(found: Registration) -> Refusal | None:
    rows = Registration.objects.filter(year=found.year)
    rows = rows.filter(person=found.person, collective=found.collective)
    other = rows.first()
    if other is None:
        return None
    return Refusal(
        "registered_already",
        _("%(name)s đã đăng ký năm %(year)s tại %(unit)s. Mỗi năm chỉ đăng ký một nơi.")
        % {"name": found.name, "year": found.year, "unit": other.unit_name},
    )


def _belongs(person: Person, unit: Unit) -> Refusal | None:
    if person.memberships.filter(unit=unit).exists():
        return None
    return Refusal(
        "not_of_unit",
        _("%(name)s không thuộc %(unit)s. Thêm người vào đơn vị trước.")
        % {"name": person.full_name, "unit": unit.name},
    )


def _locked(by: Actor, registration_id: int, right: Right, reason: str) -> Registration:
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("unit__type")
        .get(pk=registration_id)
    )
    if right is Right.REGISTER:
        require_write(by, found)
    else:
        by.require(right, at=found.unit)
    require_year(by, found.unit, found.year, reason)
    return found


@transaction.atomic
def add_deed(
    *, by: Actor, registration_id: int, entry: DeedEntry, today: date, reason: str = ""
) -> Deed:
    """Write one more deed; after confirmation the registration waits to be confirmed again."""
    found = _locked(by, registration_id, Right.REGISTER, reason)
    refuse(rules.text_problem(entry.text))
    top = found.deeds.aggregate(top=Max("number"))["top"] or 0
    deed = Deed(registration=found, number=top + 1, state_on=today)
    _fill(deed, entry)
    deed.unit, deed.year, deed.subject_kind = found.unit, found.year, found.subject_kind
    deed.month, deed.standing = month_for(found.unit, today, found.year), found.standing
    deed.save()
    _amended(by, found)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=did(Verb.ADDED))
    return deed


@transaction.atomic
def change_deed(
    *, by: Actor, deed_id: int, entry: DeedEntry, today: date, reason: str = ""
) -> Deed:
    """Change the words or the target of a deed that is still open."""
    deed = Deed.objects.select_for_update().get(pk=deed_id)
    found = _locked(by, deed.registration_id, Right.REGISTER, reason)
    refuse(
        rules.text_problem(entry.text)
        or rules.may_change_deed(deed.state, counted=found.standing == Standing.COUNTED)
    )
    before = {"text": deed.text}
    _fill(deed, entry)
    deed.save()
    _amended(by, found)
    detail = did(Verb.CHANGED, before=before)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=detail)
    return deed


def _fill(deed: Deed, entry: DeedEntry) -> None:
    text = " ".join(nfc(entry.text).split())
    deed.text, deed.search = text, fold(text)
    deed.category_id = entry.category or guess_category(text, category_hints())
    deed.target_amount, deed.target_unit = entry.target_amount, nfc(entry.target_unit).strip()
    deed.target_kind = entry.target_kind or guess_kind(text, entry.target_unit)
    deed.planned_cost, deed.deadline = entry.planned_cost, entry.deadline
    deed.beneficiary_kind = entry.beneficiary_kind
    deed.beneficiary_count = entry.beneficiary_count
    for name in ("field", "tags", "place", "partners", "expected_evidence"):
        setattr(deed, name, nfc(getattr(entry, name)).strip())


def _amended(by: Actor, found: Registration) -> None:
    """A confirmed registration that its own subject changes waits to be confirmed again."""
    if found.state == RegistrationState.CONFIRMED and not by.may(Right.CONFIRM, at=found.unit):
        _move(found, RegistrationState.AMENDED)


@transaction.atomic
def remove_deed(*, by: Actor, deed_id: int, reason: str = "") -> Registration:
    """Take out a deed that was never confirmed; a confirmed one is replaced or ended instead."""
    deed = Deed.objects.select_for_update().get(pk=deed_id)
    found = _locked(by, deed.registration_id, Right.REGISTER, reason)
    others = Deed.objects.filter(registration=found).exclude(pk=deed.pk)
    refuse(
        rules.may_remove_deed(
            found.state, used=found.standing == Standing.COUNTED or is_used(deed),
            last=not others.exists(),
        )
    )  # fmt: skip
    detail = did(Verb.REMOVED, removed=deed.text)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=detail)
    deed.delete()
    for number, rest in enumerate(found.deeds.order_by("number"), start=1):
        if rest.number != number:
            Deed.objects.filter(pk=rest.pk).update(number=number)
    return found


@transaction.atomic
def sign_registration(
    *, by: Actor, registration_id: int, how: str, pledge_text: str, version: str, now: datetime,
    study_contents: str = "", action_programme: str = "", scan: File[bytes] | None = None,
    reason: str = "",
) -> Registration:  # fmt: skip
    """Write the optional parts: study, own programme, pledge, and how it was signed (D5.1).

    A signature stands as long as the pledge it was put under; on a screen a person signs themselves.
    """
    found = _locked(by, registration_id, Right.REGISTER, reason)
    pledge = nfc(pledge_text).strip()
    if how != found.signed_how or pledge != found.pledge_text:
        refuse(rules.may_sign(how, own=found.person_id in (None, by.person_id)))
        found.signed_how, found.signed_at = how, now if how else None
    found.study_contents = nfc(study_contents).strip()
    found.action_programme = nfc(action_programme).strip()
    found.pledge_text, found.pledge_version = pledge, version if pledge else ""
    found.save()
    if scan is not None:
        add_evidence(
            by=by, registration_id=found.pk, upload=scan, now=now, scan=True, reason=reason,
            caption=_("Bản đã ký trên giấy"),
        )  # fmt: skip
    record(by=by, act=Right.REGISTER, subject=found, reason=reason, detail=did(Verb.SIGNED))
    return found


@transaction.atomic
def submit_registration(
    *, by: Actor, registration_id: int, today: date, reason: str = ""
) -> Registration:
    """Send a draft, or a returned one that was mended, to the cell."""
    found = _locked(by, registration_id, Right.REGISTER, reason)
    refuse(rules.may_submit(found.state, deed_counts([found.pk]).get(found.pk, 0)))
    found.submitted_on, found.return_reason = today, ""
    found.save(update_fields=["submitted_on", "return_reason"])
    _move(found, RegistrationState.SUBMITTED)
    record(by=by, act=Right.REGISTER, subject=found, reason=reason, detail=did(Verb.SUBMITTED))
    return found


@transaction.atomic
def confirm_registration(
    *, by: Actor, registration_id: int, today: date, reason: str = ""
) -> Registration:
    """Confirm what was sent; from now on it counts."""
    found = _locked(by, registration_id, Right.CONFIRM, reason)
    refuse(rules.may_confirm(found.state))
    found.confirmed_on = today
    found.save(update_fields=["confirmed_on"])
    _move(found, RegistrationState.CONFIRMED)
    record(by=by, act=Right.CONFIRM, subject=found, reason=reason, detail=did(Verb.CONFIRMED))
    return found


@transaction.atomic
def return_registration(
    *, by: Actor, registration_id: int, reason: str, today: date
) -> Registration:
    """Give a registration back with the reason its owner reads."""
    found = _locked(by, registration_id, Right.CONFIRM, reason)
    refuse(rules.may_return(found.state, reason))
    found.return_reason = nfc(reason).strip()
    found.save(update_fields=["return_reason"])
    _move(found, RegistrationState.RETURNED)
    record(by=by, act=Right.CONFIRM, subject=found, reason=reason, detail=did(Verb.RETURNED))
    return found


@transaction.atomic
def withdraw_registration(
    *, by: Actor, registration_id: int, reason: str, today: date
) -> Registration:
    """Take a registration out of the count, with its reason; it stays readable."""
    found = _locked(by, registration_id, Right.CONFIRM, reason)
    refuse(rules.may_withdraw(found.state, reason))
    found.return_reason = nfc(reason).strip()
    found.save(update_fields=["return_reason"])
    _move(found, RegistrationState.WITHDRAWN)
    record(by=by, act=Right.CONFIRM, subject=found, reason=reason, detail=did(Verb.WITHDRAWN))
    return found


def _move(found: Registration, state: RegistrationState) -> None:
    """Change the state, and with it whether the rows of this registration count."""
    found.state, found.standing = state, STANDING[state]
    found.save(update_fields=["state", "standing"])
    counted = int(found.standing == Standing.COUNTED)
    Deed.objects.filter(registration=found).exclude(state=DeedState.REPLACED).update(
        standing=found.standing
    )
    gifts = Contribution.objects.filter(registration=found)
    quantities = Quantity.objects.filter(result__deed__registration=found)
    if counted:
        gifts.filter(accepted_on__isnull=False).update(counted=1)
        quantities.filter(
            result__deed__state=DeedState.DONE, result__deed__work__isnull=True
        ).update(counted=1)
    else:
        gifts.update(counted=0)
        quantities.update(counted=0)
