"""The standard fields of life and the catalogue of awards, kept as rows; and forms of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record, record_bulk
from neuguong.honours.actions.guard import refuse
from neuguong.honours.models import AwardForm, Conferrer, HonourField
from neuguong.honours.rights import Right
from neuguong.honours.rules.awards import FormEntry, Level, Tally, Track
from neuguong.honours.rules.roll import FieldEntry
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import nfc, slugify_vi
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import NATION

_OWN: Final = 1000  # numbers of forms that units set for themselves begin here


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form of award that a unit sets for its branch; `subjects` as in the catalogue."""

    label: str
    track: Track
    tally: Tally
    subjects: int
    conferrer: str
    basis: str = ""


@transaction.atomic
def keep_catalogue(
    *, by: Actor, fields: Sequence[FieldEntry], forms: Sequence[FormEntry], since: date
) -> None:
    """Make the standard rows equal to the lists; a number keeps its meaning, none is removed."""
    by.require(Right.CATALOGUE, at=NATION)
    for field in fields:
        HonourField.objects.update_or_create(
            number=field.number, defaults={"label": field.label, "valid_from": since}
        )
    for form in forms:
        AwardForm.objects.update_or_create(
            number=form.number,
            defaults={
                "code": form.code, "label": form.label, "track": form.track, "tally": form.tally,
                "level": form.level, "subjects": form.subjects, "classes": form.classes,
                "needs_times": form.needs_times, "quota": form.quota, "gap": form.gap,
                "basis": form.basis, "valid_from": form.since, "valid_to": form.until,
            },
        )  # fmt: skip
    for form in forms:
        AwardForm.objects.filter(number=form.number).update(
            needs=form.needs or None, quota_of=form.quota_of or None
        )
        for line in form.conferred:
            Conferrer.objects.update_or_create(
                form_id=form.number, valid_from=line.since,
                defaults={"words": line.words, "valid_to": line.until},
            )  # fmt: skip
    record_bulk(
        by=by, act=Right.CATALOGUE, subject_type="honours.awardform",
        ids=[form.number for form in forms],
    )  # fmt: skip


@transaction.atomic
def define_form(*, by: Actor, unit_id: int, entry: OwnForm, since: date) -> AwardForm:
    """Set a form of award for one's own branch from a day on."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CATALOGUE, at=unit)
    label, conferrer = nfc(entry.label).strip(), nfc(entry.conferrer).strip()
    if not label or not conferrer or not entry.subjects:
        refuse(Refusal("form_unfinished", _("Ghi tên hình thức, ai khen và dùng cho ai.")))
    last = AwardForm.objects.filter(number__gte=_OWN).aggregate(last=Max("number"))["last"]
    number = (last or _OWN) + 1
    made = AwardForm.objects.create(
        number=number, code=f"{slugify_vi(label)[:30]}-{number}", label=label, unit=unit,
        track=entry.track, tally=entry.tally, level=Level.BASE, subjects=entry.subjects,
        basis=nfc(entry.basis).strip(), valid_from=since,
    )  # fmt: skip
    Conferrer.objects.create(form=made, words=conferrer, valid_from=since)
    record(by=by, act=Right.CATALOGUE, subject=made)
    return made


@transaction.atomic
def end_form(*, by: Actor, number: int, on: date) -> AwardForm:
    """Let a form of one's own end on a day; what was conferred stays."""
    form = AwardForm.objects.select_for_update(of=("self",)).select_related("unit").get(pk=number)
    if form.unit is None:
        refuse(Refusal("form_standard", _("Hình thức này dùng chung, không sửa ở đây.")))
        raise AssertionError
    by.require(Right.CATALOGUE, at=form.unit)
    form.valid_to = on
    form.save(update_fields=["valid_to"])
    Conferrer.objects.filter(form=form, valid_to=None).update(valid_to=on)
    record(by=by, act=Right.CATALOGUE, subject=form)
    return form
