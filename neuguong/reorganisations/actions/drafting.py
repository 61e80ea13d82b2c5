"""Acts on drafts: begin one, say what it is, put its steps in order, drop it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor, HasPath
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.rules import ReorganisationState, StepEntry, may_change


@dataclass(frozen=True, slots=True)
class ReorganisationEntry:
    """What one says of a reorganisation; without `unit_id` it is for the whole tree."""

    title: str
    effective_on: date
    unit_id: int | None = None
    decision: str = ""
    decided_on: date | None = None
    signer: str = ""


@transaction.atomic
def draft_reorganisation(
    *, by: Actor, entry: ReorganisationEntry, steps: Sequence[StepEntry] = ()
) -> Reorganisation:
    """Begin a draft, with its steps where they are known already."""
    unit = Unit.objects.get(pk=entry.unit_id) if entry.unit_id is not None else None
    by.require(Right.CHANGE, at=unit or NATION)
    found = Reorganisation(unit=unit, drafted_by_id=by.id, drafted_by_name=nfc(by.name)[:160])
    _say(found, entry)
    found.save()
    _put_steps(found, steps)
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "drafted"})
    return found


@transaction.atomic
def change_reorganisation(
    *, by: Actor, reorganisation_id: int, entry: ReorganisationEntry
) -> Reorganisation:
    """Say again what a draft is: title, day, decision, branch."""
    found = locked_draft(by, reorganisation_id)
    unit = Unit.objects.get(pk=entry.unit_id) if entry.unit_id is not None else None
    by.require(Right.CHANGE, at=unit or NATION)
    found.unit = unit
    _say(found, entry)
    found.save()
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "changed"})
    return found


@transaction.atomic
def set_steps(*, by: Actor, reorganisation_id: int, entries: Iterable[StepEntry]) -> Reorganisation:
    """Replace all steps of a draft, thousands at once."""
    found = locked_draft(by, reorganisation_id)
    found.steps.all().delete()
    made = _put_steps(found, list(entries))
    record_bulk(
        by=by, act=Right.CHANGE, subject_type="reorganisations.step", ids=made,
        unit_id=found.unit_id, detail={"verb": "steps", "reorganisation": found.pk},
    )  # fmt: skip
    return found


@transaction.atomic
def add_step(*, by: Actor, reorganisation_id: int, entry: StepEntry) -> Step:
    """Add a step at the end of a draft."""
    found = locked_draft(by, reorganisation_id)
    last = found.steps.order_by("-order").values_list("order", flat=True).first() or 0
    step = _step(found, last + 1, entry)
    step.save()
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "step_added", "step": step.pk})
    return step


@transaction.atomic
def change_step(*, by: Actor, step_id: int, entry: StepEntry) -> Step:
    """Say a step of a draft again; it keeps its place."""
    old = Step.objects.select_for_update().get(pk=step_id)
    found = locked_draft(by, old.reorganisation_id)
    step = _step(found, old.order, entry)
    step.pk = old.pk
    step.save()
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "step_changed", "step": step.pk})
    return step


@transaction.atomic
def remove_step(*, by: Actor, step_id: int) -> None:
    """Take a step out of a draft."""
    step = Step.objects.select_for_update().get(pk=step_id)
    found = locked_draft(by, step.reorganisation_id)
    step.delete()
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "step_removed", "step": step_id})


@transaction.atomic
def order_steps(*, by: Actor, reorganisation_id: int, step_ids: Sequence[int]) -> None:
    """Put the steps of a draft in this order; it must name each of them once."""
    found = locked_draft(by, reorganisation_id)
    known = dict(found.steps.values_list("pk", "order"))
    if sorted(known) != sorted(step_ids):
        text = _("Danh sách bước đã thay đổi. Tải lại trang rồi sắp xếp lại.")
        raise Refused(Refusal("steps_changed", text))
    moved = {pk: at for at, pk in enumerate(step_ids, 1) if known[pk] != at}
    away = 1 + max([*known.values(), len(known)], default=0)
    for start in (away, 0):  # once out of the way, so that no two ever have one place
        for pk, at in moved.items():
            Step.objects.filter(pk=pk).update(order=start + at)
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "steps_ordered"})


@transaction.atomic
def drop_reorganisation(*, by: Actor, reorganisation_id: int) -> None:
    """Throw a draft away."""
    found = locked_draft(by, reorganisation_id)
    record(by=by, act=Right.CHANGE, subject=found, detail={"verb": "dropped"})
    found.delete()


def locked_draft(by: Actor, reorganisation_id: int) -> Reorganisation:
    """The draft, locked, for one who may change it."""
    found = locked_reorganisation(reorganisation_id)
    by.require(Right.CHANGE, at=place_of(found))
    if refusal := may_change(ReorganisationState(found.state)):
        raise Refused(refusal)
    return found


def locked_reorganisation(reorganisation_id: int) -> Reorganisation:
    """The reorganisation, locked until the transaction ends."""
    return (
        Reorganisation.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=reorganisation_id)
    )


def place_of(reorganisation: Reorganisation) -> HasPath:
    """Where one needs the right: at its unit, or at the whole tree."""
    return reorganisation.unit or NATION


def _say(found: Reorganisation, entry: ReorganisationEntry) -> None:
    if not entry.title.strip():
        raise Refused(Refusal("title_empty", _("Ghi tên phương án.")))
    found.title = nfc(entry.title).strip()
    found.effective_on = entry.effective_on
    found.decision, found.signer = nfc(entry.decision).strip(), nfc(entry.signer).strip()
    found.decided_on = entry.decided_on


def _put_steps(found: Reorganisation, entries: Sequence[StepEntry]) -> list[int]:
    steps = [_step(found, place, entry) for place, entry in enumerate(entries, 1)]
    return [step.pk for step in Step.objects.bulk_create(steps, batch_size=500)]


def _step(found: Reorganisation, order: int, entry: StepEntry) -> Step:
    values: dict[str, Any] = {
        name: nfc(value).strip() if isinstance(value, str) else value
        for name, value in asdict(entry).items()
    }
    values["units"], values["parts"] = list(entry.units), list(entry.parts)
    values["children"], values["members"] = dict(entry.children), dict(entry.members)
    values["kind"] = entry.kind.value
    return Step(reorganisation=found, order=order, **values)
