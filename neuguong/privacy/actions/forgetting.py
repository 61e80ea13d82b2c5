"""The acts by which a person is forgotten while every figure stays: names go, counted facts remain.

This act writes rows of every room, since names stand in the texts of all; which columns those are is
said by the privacy tags. No column that is counted is touched (property test, on both engines).
"""

import json
import secrets
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from django.db import models, transaction

from neuguong.audit.actions import erase_personal, record
from neuguong.deeds.models import Evidence, Registration
from neuguong.evaluations.actions import forget_texts_of
from neuguong.files.actions import discard
from neuguong.files.models import StoredFile
from neuguong.honours.actions import forget_honoured
from neuguong.lib.actor import Actor
from neuguong.lib.ids import uuid7
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold, nfc, person_sort_key
from neuguong.lib.words import gettext as _
from neuguong.people.models import Account, Grant, Person, Post
from neuguong.privacy.models import DataRequest, Forgetting, Hold
from neuguong.privacy.queries.forgetting import (
    drop_uploads,
    forgotten,
    hindrance,
    log_of,
    person_of_desk,
    rows_of,
    units_near,
    units_of_lists,
)
from neuguong.privacy.queries.naming import (
    accounts_of,
    by_columns,
    loose_in,
    mentions_of,
    text_columns,
    without,
)
from neuguong.privacy.rights import Right

_LETTERS: Final = "ACDEFGHKLMNPQRTUVXY34679"


@transaction.atomic
def hold_person(
    *, by: Actor, person_id: int, reason: str, since: date, until: date | None, today: date
) -> Hold:
    """Say that a person's data must be kept, until a day or further notice, and why."""
    person, unit = person_of_desk(by, person_id, today=today)
    by.require(Right.DESK, at=unit)
    if len(reason.strip()) < 10:
        raise Refused(Refusal("reason_short", _("Ghi rõ vì sao phải giữ, ít nhất 10 chữ.")))
    made = Hold.objects.create(
        person=person, reason=nfc(reason).strip(), since=since, until=until, by_id=by.id,
        by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.DESK, subject=person, unit_id=unit.pk, detail={"verb": "held"})
    return made


@transaction.atomic
def release_hold(*, by: Actor, hold_id: int, today: date) -> Hold:
    """End a hold today."""
    hold = Hold.objects.select_for_update(of=("self",)).select_related("person").get(pk=hold_id)
    _person, unit = person_of_desk(by, hold.person_id, today=today)
    by.require(Right.DESK, at=unit)
    hold.delete() if hold.since >= today else _end(hold, today)
    record(by=by, act=Right.DESK, subject=hold.person, unit_id=unit.pk, detail={"verb": "released"})
    return hold


@transaction.atomic
def forget_person(
    *,
    by: Actor,
    person_id: int,
    reason: str,
    also: Collection[str] = (),
    now: datetime,
    today: date,
) -> Forgetting:
    """Take a person's name out of everything for ever; figures and memberships stay. Twice is as once.

    `also` are the keys of texts that only may name them and of scans without an owner that are theirs,
    ticked by the one who looked at them. Refused with
    the reason while their data must be kept.
    """
    person, unit = person_of_desk(by, person_id, today=today)
    by.require(Right.DESK, at=unit)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if done := forgotten(person.pk):
        return done
    if len(reason.strip()) < 10:
        raise Refused(Refusal("reason_short", _("Ghi rõ lý do xóa, ít nhất 10 chữ.")))
    if without(reason, person, given_too=True) != nfc(reason):
        raise Refused(
            Refusal("reason_names", _("Lý do được giữ lại, nên không ghi tên người ở đây."))
        )
    if refusal := hindrance(person, unit, today):
        raise Refused(refusal)
    accounts = accounts_of(person)
    entries = log_of(person)
    surrogate = "Người số " + "".join(secrets.choice(_LETTERS) for _place in range(6))
    uploads = drop_uploads()(by=by, rows=rows_of(person), unit_ids=units_of_lists(person))
    counts = {
        "uploads": uploads,
        "pictures": _drop_pictures(person, accounts),
        "loose": _drop_loose(person, also),
        "own": _mask_own(person, surrogate),
        "reviews": forget_texts_of(by=by, person_id=person.pk, name=surrogate),
        "honours": forget_honoured(by=by, person_id=person.pk, name=surrogate),
        "texts": _mask_others(person, also),
        "signed": _mask_writer(accounts, surrogate),
        "posts": Post.objects.filter(person=person).delete()[0],
        "accounts": _close_accounts(accounts, surrogate, today),
    }
    DataRequest.objects.filter(person=person).update(note="", answer="", proof="", asker="")
    _rename(person, surrogate)
    counts["log"] = erase_personal(by=by, entry_ids=entries, reason=_("xóa tên theo yêu cầu"))
    made = Forgetting.objects.create(
        person=person, at=now, reason=nfc(reason).strip(), counts=counts, by_id=by.id,
        by_name=by.name[:160] if by.id not in accounts else surrogate,
    )  # fmt: skip
    record(
        by=by, act=Right.DESK, subject=person, unit_id=unit.pk,
        detail={"verb": "forgotten", **counts},
    )  # fmt: skip
    return made


def _end(hold: Hold, today: date) -> None:
    hold.until = today
    hold.save(update_fields=["until"])


def _drop_pictures(person: Person, accounts: list[int]) -> int:
    """Photos and scans of the person's registrations: rows and, once nobody uses them, bytes."""
    rows = Evidence.objects.filter(registration__person=person).select_related("file")
    files = [row.file for row in rows]
    rows.delete()
    for file in files:
        discard(file=file)
    StoredFile.objects.filter(by_id__in=accounts).update(original_name="")
    return len(files)


def _drop_loose(person: Person, also: Collection[str]) -> int:
    """Scans without an owner that somebody has looked at and found to be the person's."""
    scans = [scan for scan in loose_in(units_near(person)) if f"deeds.loosescan:{scan.pk}" in also]
    for scan in scans:
        file = scan.file
        scan.delete()
        discard(file=file)
    return len(scans)


def _mask_own(person: Person, surrogate: str) -> int:
    """The snapshots in the person's own registrations, and every word there that names them."""
    theirs = Registration.objects.filter(person=person)
    count = theirs.update(
        name=surrogate, search=fold(surrogate), sort=person_sort_key(surrogate), post="",
        pledge_text="", action_programme="", study_contents="", return_reason="",
    )  # fmt: skip
    return count


def _mask_others(person: Person, also: Collection[str]) -> int:
    """Every text with the full name, and those ticked with only a part of it, wherever they stand."""
    columns = {f"{c.model._meta.label_lower}.{c.field.name}": c for c in text_columns()}
    changed = 0
    for mention in mentions_of(person, units_near(person)):
        if not mention.is_sure and mention.key not in also:
            continue
        name, _colon, pk = mention.key.partition(":")
        column = columns[name]
        clean = without(mention.text, person, given_too=True)
        value: Any = json.loads(clean) if isinstance(column.field, models.JSONField) else clean
        # The one act that writes rows of every room: it must not miss one.
        rows = column.model._base_manager.filter(pk=int(pk))
        rows.update(**{column.field.name: value, **_keys(column.model, column.field.name, clean)})
        changed += 1
    return changed


def _keys(model: type[models.Model], field: str, clean: str) -> dict[str, str]:
    """The search key that goes with a text, where the model keeps one of it."""
    names = {each.name for each in model._meta.concrete_fields}
    return {"search": fold(clean)} if "search" in names and field in ("text", "title") else {}


def _mask_writer(accounts: list[int], surrogate: str) -> int:
    """Copies of the name beside what the person entered, in every room."""
    if not accounts:
        return 0
    changed = 0
    for model, number, name in by_columns():
        rows = model._base_manager.filter(**{f"{number}__in": accounts})
        changed += rows.update(**{name: surrogate})
    return changed


def _close_accounts(accounts: list[int], surrogate: str, today: date) -> int:
    """No sign-in any more: neither name nor password nor any role from today on.

    Roles held until today stay without a name: by them the log answers who did it as an office.
    """
    Grant.objects.filter(account__in=accounts, valid_from__gt=today).delete()
    live = Grant.objects.filter(account__in=accounts).filter(
        models.Q(valid_to=None) | models.Q(valid_to__gt=today)
    )
    live.update(valid_to=today)
    for account in Account.objects.filter(pk__in=accounts):
        account.username = f"da-xoa-{secrets.token_hex(6)}"
        account.name, account.is_active, account.last_login = surrogate, False, None
        account.set_unusable_password()
        account.save()
    return len(accounts)


def _rename(person: Person, surrogate: str) -> None:
    person.uid, person.full_name, person.nickname = uuid7(), surrogate, ""
    person.birth_year, person.sex = None, ""
    person.search, person.sort = fold(surrogate), person_sort_key(surrogate)
    person.save()
