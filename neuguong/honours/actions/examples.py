"""Acts on good models: described, recognised, shown, taken over by others, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.files.actions import discard, store_photo
from neuguong.honours.actions.guard import did, refuse, require_year
from neuguong.honours.models import Adoption, GoodModel, ModelPhoto
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules import examples as rules
from neuguong.honours.rules.examples import ModelKind, ModelState
from neuguong.honours.rules.roll import day_problem
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """What one says of a model."""

    kind: ModelKind
    field: int
    title: str
    how: str
    started_on: date
    result: str = ""
    place: str = ""
    is_open: bool = False


@transaction.atomic
def write_model(
    *, by: Actor, unit_id: int, year: int, entry: ModelEntry, today: date, reason: str = ""
) -> GoodModel:
    """Describe a model a unit is trying."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.PROPOSE, at=unit)
    require_year(by, unit, year, reason)
    refuse(rules.described(entry.title, entry.how) or day_problem(entry.started_on, today))
    made = GoodModel(unit=unit, year=year, by_id=by.id, by_name=by.name[:160])
    _describe(made, entry)
    made.save()
    record(by=by, act=Right.PROPOSE, subject=made, reason=reason, detail=did(Verb.MODEL))
    return made


@transaction.atomic
def change_model(
    *, by: Actor, model_id: int, entry: ModelEntry, today: date, reason: str = ""
) -> GoodModel:
    """Describe it better."""
    found = _locked(by, model_id, Right.PROPOSE, reason)
    refuse(rules.described(entry.title, entry.how) or day_problem(entry.started_on, today))
    _describe(found, entry)
    found.save()
    Adoption.objects.filter(model=found).update(kind=found.kind)
    record(by=by, act=Right.PROPOSE, subject=found, reason=reason, detail=did(Verb.CHANGED))
    return found


@transaction.atomic
def recognise_model(
    *, by: Actor, model_id: int, decision: str, day: date, today: date, reason: str = ""
) -> GoodModel:
    """The committee recognises a model; from now on it counts."""
    found = _locked(by, model_id, Right.DECIDE, reason)
    refuse(rules.may_recognise(found.state, day, today))
    found.state, found.recognised_on = ModelState.RECOGNISED, day
    found.decision = nfc(decision).strip()
    found.month = month_for(found.unit, day, found.year)
    found.save()
    record(by=by, act=Right.DECIDE, subject=found, reason=reason, detail=did(Verb.RECOGNISED))
    return found


@transaction.atomic
def end_model(*, by: Actor, model_id: int, why: str, today: date) -> GoodModel:
    """Say that a model is no longer kept up; the year that recognised it still counts it."""
    found = GoodModel.objects.select_for_update(of=("self",)).select_related("unit").get(
        pk=model_id
    )  # fmt: skip
    by.require(Right.DECIDE, at=found.unit)
    refuse(rules.may_end(found.state, why))
    found.state, found.ended_on, found.reason = ModelState.ENDED, today, nfc(why).strip()
    found.save(update_fields=["state", "ended_on", "reason"])
    record(by=by, act=Right.DECIDE, subject=found, reason=why, detail=did(Verb.ENDED))
    return found


@transaction.atomic
def add_photos(
    *,
    by: Actor,
    model_id: int,
    uploads: Sequence[File[bytes]],
    caption: str,
    is_open: bool,
    now: datetime,
) -> list[ModelPhoto]:
    """Show a model by some photos, all or none; `is_open` says that nobody in them minds strangers."""
    found = GoodModel.objects.select_related("unit").get(pk=model_id)
    by.require(Right.PROPOSE, at=found.unit)
    if not uploads:
        refuse(Refusal("no_photo", _("Chọn ít nhất một ảnh.")))
    made = [
        ModelPhoto.objects.create(
            model=found, file=store_photo(by=by, upload=upload), caption=nfc(caption).strip()[:200],
            is_open=is_open,
            added_at=now,
        )
        for upload in uploads
    ]  # fmt: skip
    record(by=by, act=Right.PROPOSE, subject=found, detail=did(Verb.PHOTO, added=len(made)))
    return made


@transaction.atomic
def remove_photo(*, by: Actor, photo_id: int) -> None:
    """Take a photo away, its bytes too once nobody else uses them."""
    photo = ModelPhoto.objects.select_related("model__unit", "file").get(pk=photo_id)
    by.require(Right.PROPOSE, at=photo.model.unit)
    file = photo.file
    photo.delete()
    discard(file=file)
    record(by=by, act=Right.PROPOSE, subject=photo.model, detail=did(Verb.PHOTO, removed=photo_id))


@transaction.atomic
def adopt_model(
    *,
    by: Actor,
    model_id: int,
    unit_id: int,
    since: date,
    result: str,
    today: date,
    reason: str = "",
) -> Adoption:
    """A unit says that it does the same, since when and with what result."""
    model = GoodModel.objects.select_related("unit").get(pk=model_id)
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.PROPOSE, at=unit)
    require_year(by, unit, since.year, reason)
    refuse(
        rules.may_adopt(
            model.state,
            is_own=model.unit_id == unit.pk,
            already=Adoption.objects.filter(model=model, unit=unit).exists(),
            since=since,
            started=model.started_on,
            today=today,
        )
    )
    made = Adoption.objects.create(
        model=model, unit=unit, year=since.year, kind=model.kind, since=since,
        result=nfc(result).strip(), month=month_for(unit, since, since.year), by_id=by.id,
        by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.PROPOSE, subject=made, reason=reason, detail=did(Verb.ADOPTED))
    return made


@transaction.atomic
def tell_adoption(*, by: Actor, adoption_id: int, result: str, reason: str = "") -> Adoption:
    """Say what came of doing the same."""
    found = Adoption.objects.select_for_update(of=("self",)).select_related("unit").get(
        pk=adoption_id
    )  # fmt: skip
    by.require(Right.PROPOSE, at=found.unit)
    require_year(by, found.unit, found.year, reason)
    found.result = nfc(result).strip()
    found.save(update_fields=["result"])
    record(by=by, act=Right.PROPOSE, subject=found, reason=reason, detail=did(Verb.CHANGED))
    return found


def _describe(model: GoodModel, entry: ModelEntry) -> None:
    model.kind, model.field_id = entry.kind, entry.field
    model.title, model.how = nfc(entry.title).strip(), nfc(entry.how).strip()
    model.search = fold(model.title)
    model.result, model.place = nfc(entry.result).strip(), nfc(entry.place).strip()
    model.started_on, model.is_open = entry.started_on, entry.is_open


def _locked(by: Actor, model_id: int, right: Right, reason: str) -> GoodModel:
    rows = GoodModel.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=model_id)
    by.require(right, at=found.unit)
    require_year(by, found.unit, found.year, reason)
    return found
