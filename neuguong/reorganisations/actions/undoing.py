"""The act that takes a reorganisation back, to the very tree that was, within thirty days."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from neuguong.audit.actions import record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import pointed_at
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.actions import (
    Rewriting,
    lock_tree,
    paths_after,
    take_away,
    write_lives,
    write_states,
)
from neuguong.org.models import Succession, Unit
from neuguong.org.queries import OF_SOME, known_for, lives_of, mark_of, parts, paths_astray
from neuguong.org.rights import Right
from neuguong.org.rules import Life, Plan, problems
from neuguong.people.actions import Image, changed_since, put_back
from neuguong.plans.actions import is_ours, put_plans_back
from neuguong.reorganisations.actions.drafting import locked_reorganisation, place_of
from neuguong.reorganisations.models import Journal, Reorganisation
from neuguong.reorganisations.rules import ReorganisationState, may_undo
from neuguong.reorganisations.rules.journal import UNIT_KIND, read, stands
from neuguong.rollup.actions import fold_all, moving_totals

_OWN: Final = ("org.unitstate", "org.unitlink", "org.unit", "org.succession")
_TOLD: Final = 3


@transaction.atomic
def undo_reorganisation(
    *, by: Actor, reorganisation_id: int, now: datetime, reason: str
) -> Reorganisation:
    """Take an applied reorganisation back; refused in a sentence that names what stands in the way."""
    found = locked_reorganisation(reorganisation_id)
    by.require(Right.REORGANISE, at=place_of(found))
    applied_on = timezone.localdate(found.applied_at) if found.applied_at else None
    refusal = may_undo(
        ReorganisationState(found.state), applied_on=applied_on, today=timezone.localdate(now)
    )
    if refusal:
        raise Refused(refusal)
    lock_tree()
    rewriting = _back(found)
    founded = [pk for pk, (_now, before) in rewriting.lives.items() if before is None]
    _put_people_back(found)
    _must_be_unused(founded, rewriting)
    write_states(rewriting)
    if founded:  # what was counted of them is led up while they still stand somewhere
        fold_all()
    with moving_totals(rewriting.shifts, rewriting.rolled):
        write_lives(rewriting, states=False)
    take_away(founded)
    _must_be_as_it_was(found, rewriting)
    found.journal.all().delete()
    found.state, found.undone_at = ReorganisationState.UNDONE, now
    found.save()
    record_bulk(
        by=by, act=Right.REORGANISE, subject_type="org.unit", ids=rewriting.lives,
        unit_id=found.unit_id, reason=nfc(reason),
        detail={"verb": "undone", "reorganisation": found.pk},
    )  # fmt: skip
    return found


Images = Mapping[int, tuple[Any, Any]]  # a unit before and after, as the journal holds it


def _back(found: Reorganisation) -> Rewriting:
    """What must be written to have the tree as it was; refused where others changed it since."""
    rows: Images = {
        row: (before, after)
        for row, before, after in found.journal.filter(kind=UNIT_KIND).values_list(
            "row", "before", "after"
        )
    }
    now = lives_of(rows)
    _must_be_newest(found, rows)
    for pk, (_before, after) in rows.items():
        if pk not in now or not stands(now[pk], after):
            text = _("%(name)s đã thay đổi sau khi phương án được áp dụng nên không hoàn tác được.")
            name = now[pk].last.name if pk in now else after["slug"]
            raise Refused(Refusal("changed_since", text % {"name": name}))
    was = {pk: read(before) if before else None for pk, (before, _after) in rows.items()}
    lives = _as_before(found, now, was)
    above = {pk: life.path for pk, life in _above(lives).items()}
    return Rewriting(lives, paths_after(lives, above), {}, [], _successions(rows))


def _as_before(
    found: Reorganisation, now: Mapping[int, Life], was: Mapping[int, Life | None]
) -> dict[int, tuple[Life | None, Life | None]]:
    """Lives now and as they were, checked against the tree as it is beside them."""
    wanted = {link.parent for life in was.values() if life for link in life.links}
    known = known_for({*now, *(pk for pk in wanted if pk is not None)}, found.effective_on)
    plan = Plan(known, found.effective_on)
    for pk, life in was.items():
        if life is None:
            del plan.lives[pk]
        else:
            plan.lives[pk] = life.copy()
            plan.touched.add(pk)
    plan.finish()
    for refusal in problems(plan):
        if refusal.code in {"unit_in_its_branch", "left_without_parent"}:
            raise Refused(refusal)
    founded = {pk: (now[pk], None) for pk, life in was.items() if life is None}
    return {**founded, **plan.changed()}


def _above(lives: Mapping[int, tuple[Life | None, Life | None]]) -> dict[int, Life]:
    ids = set(lives)
    for _now, before in lives.values():
        if before is not None and before.parent is not None:
            ids.add(before.parent)
    return lives_of(ids)


def _successions(rows: Images) -> list[tuple[int, int]]:
    """Successions of units that this reorganisation ended."""
    found: list[tuple[int, int]] = []
    ended = [
        pk
        for pk, (before, after) in rows.items()
        if before and after["closed_on"] and not before["closed_on"]
    ]
    for part in parts(ended):
        pairs = Succession.objects.filter(predecessor__in=part)
        found += pairs.values_list("predecessor_id", "successor_id")
    return found


def _must_be_newest(found: Reorganisation, rows: Images) -> None:
    """A later reorganisation that touched one of the units is undone first."""
    newest = found.journal.aggregate(top=Max("pk"))["top"] or 0
    for part in parts(rows):
        later = (
            Journal.objects.filter(kind=UNIT_KIND, row__in=part, pk__gt=newest)
            .select_related("reorganisation")
            .order_by("-pk")
            .first()
        )
        if later is not None:
            text = _(
                "Phương án “%(title)s” được áp dụng sau cũng thay đổi các đơn vị này."
                " Hoàn tác phương án đó trước."
            )
            words = {"title": later.reorganisation.title}
            raise Refused(Refusal("undo_later_first", text % words))


def _must_be_as_it_was(found: Reorganisation, rewriting: Rewriting) -> None:
    """The mark of what was touched is that of before, and all that moved along hangs where it should."""
    touched = found.journal.filter(kind=UNIT_KIND).values_list("row", flat=True)
    astray = paths_astray([shift.new_path for shift in rewriting.shifts])
    is_comparable = found.hash_before.startswith(OF_SOME)  # older ones are of the whole tree
    if astray or (is_comparable and mark_of(touched) != found.hash_before):
        text = _(
            "Hoàn tác không trả lại đúng cây như trước nên đã dừng, chưa có gì thay đổi."
            " Người vận hành hãy chạy neuguong check."
        )
        raise Refused(Refusal("undo_not_same", text))


def _put_people_back(found: Reorganisation) -> None:
    images = [
        Image(*row)
        for row in found.journal.exclude(kind=UNIT_KIND).values_list(
            "kind", "row", "before", "after"
        )
    ]
    plans = [image for image in images if is_ours(image)]
    images = [image for image in images if not is_ours(image)]
    if changed := [*changed_since(images), *put_plans_back(images=plans)]:
        text = _(
            "%(count)s dòng về nơi sinh hoạt, chức vụ hoặc quyền đã được sửa sau khi áp dụng."
            " Trả chúng về như lúc áp dụng rồi hoàn tác."
        )
        raise Refused(Refusal("people_changed_since", text % {"count": len(changed)}))
    put_back(images=images)


def _must_be_unused(founded: list[int], rewriting: Rewriting) -> None:
    """Nothing points at the units that the reorganisation founded, and nothing stands under them."""
    if not founded:
        return
    used = pointed_at(Unit, founded, apart=_OWN)
    for part in parts(founded):
        beneath = Unit.objects.filter(parent__in=part).exclude(pk__in=list(rewriting.lives))
        used |= {pk for pk in beneath.values_list("parent_id", flat=True) if pk is not None}
    if used:
        names = Unit.objects.filter(pk__in=sorted(used)[:_TOLD]).values_list("name", flat=True)
        text = _(
            "Đã có người, bản đăng ký, đơn vị hoặc số liệu ở %(names)s, đơn vị do phương án này lập."
            " Chuyển chúng đi rồi hoàn tác."
        )
        raise Refused(Refusal("founded_in_use", text % {"names": ", ".join(names)}))
