"""Acts that close a gap: people who missed a conference study its theme in another way."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for
from neuguong.study import rules
from neuguong.study.models import Learner
from neuguong.study.rights import Right
from neuguong.study.rules import Means


@transaction.atomic
def make_up(
    *,
    by: Actor,
    unit_id: int,
    learner_ids: Collection[int],
    means: Means,
    day: date,
    words: str = "",
    today: date,
    reason: str = "",
) -> int:
    """Note that people of a unit made up for a theme, how and when; gives how many gaps it closed."""
    unit, found = _gaps(by, unit_id, learner_ids)
    for learner in found:
        require_year(by, unit, learner.theme.year, reason)
        first = learner.conference.roster_on if learner.conference else None
        refuse(rules.may_make_up(day, words, means, first=first, today=today))
        learner.means, learner.studied_on = int(means), day
        learner.words = nfc(words).strip()[:300]
        learner.month = month_for(unit, day, learner.theme.year)
        learner.save(update_fields=["means", "studied_on", "words", "month"])
    _note(by, unit, found, "made_up", reason)
    return len(found)


@transaction.atomic
def make_up_count(
    *,
    by: Actor,
    unit_id: int,
    theme_id: int,
    party: int,
    number: int,
    means: Means,
    day: date,
    words: str = "",
    today: date,
    reason: str = "",
) -> int:
    """The same by number, where the unit gave numbers instead of a list; gives how many it closed."""
    rows = Learner.objects.filter(
        unit=unit_id, theme=theme_id, party=party, person=None, means=int(Means.NOT_YET)
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[: max(number, 0)])
    if number > len(ids):
        raise Refused(
            Refusal("more_than_left", _("Chỉ còn %(left)s người phải học bù.") % {"left": len(ids)})
        )
    return make_up(
        by=by, unit_id=unit_id, learner_ids=ids, means=means, day=day, words=words, today=today,
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def excuse(*, by: Actor, unit_id: int, learner_ids: Collection[int], reason: str) -> int:
    """Take people off the list of those who have to study, with the reason; gives how many."""
    unit, found = _gaps(by, unit_id, learner_ids)
    if not reason.strip():
        raise Refused(Refusal("reason_missing", _("Ghi lý do không phải học.")))
    for learner in found:
        require_year(by, unit, learner.theme.year, reason)
    _note(by, unit, found, "excused", reason)
    Learner.objects.filter(pk__in=[learner.pk for learner in found]).delete()
    return len(found)


def _gaps(by: Actor, unit_id: int, ids: Collection[int]) -> tuple[Unit, list[Learner]]:
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.NOTE, at=unit)
    rows = Learner.objects.select_for_update(of=("self",)).select_related("theme")
    found = list(rows.filter(pk__in=list(ids), unit=unit, means=int(Means.NOT_YET)).order_by("pk"))
    if not found:
        raise Refused(Refusal("nobody_chosen", _("Đánh dấu ít nhất một người trong danh sách.")))
    return unit, found


def _note(by: Actor, unit: Unit, found: list[Learner], verb: str, reason: str) -> None:
    record_bulk(
        by=by, act=Right.NOTE, subject_type="study.learner", ids=[each.pk for each in found],
        unit_id=unit.pk, reason=reason, detail={"verb": verb},
    )  # fmt: skip
