"""Reads of reorganisations, and the tree as one of them plans it, for figures seen beforehand."""

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.lib.overlay import Overlay
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries.resolving import overlay_of, resolve
from neuguong.reorganisations.rules import Played, ReorganisationState
from neuguong.rollup.queries import View, ViewKind

_DISTRICT_RANK: Final = 20
_PLANNED: Final = (ReorganisationState.DRAFT, ReorganisationState.APPROVED)


def may_see(by: Actor, reorganisation: Reorganisation) -> bool:
    """Drafts are known to those who change or reorganise the branch; what was applied, to its viewers."""
    at = reorganisation.unit or NATION
    rights = [Right.CHANGE, Right.REORGANISE]
    if reorganisation.state in (ReorganisationState.APPLIED, ReorganisationState.UNDONE):
        rights.append(Right.VIEW)
    return any(by.may(right, at=at) for right in rights)


def reorganisation_seen(by: Actor, reorganisation_id: int) -> Reorganisation:
    """The reorganisation, for one who may know of it; otherwise 404."""
    found = Reorganisation.objects.select_related("unit").filter(pk=reorganisation_id).first()
    if found is None or not may_see(by, found):
        raise Http404
    return found


def reorganisations_seen(by: Actor) -> QuerySet[Reorganisation]:
    """Those the actor may know of, by day, the newest first."""
    rows = Reorganisation.objects.select_related("unit")
    if any(by.may(right, at=NATION) for right in (Right.CHANGE, Right.REORGANISE)):
        return rows.order_by("-effective_on", "-pk")
    units = [
        within(Unit.objects.order_by(), by.scope(right)).values("pk")
        for right in (Right.CHANGE, Right.REORGANISE, Right.VIEW)
    ]
    settled = (ReorganisationState.APPLIED, ReorganisationState.UNDONE)
    known = Q(unit__in=units[0]) | Q(unit__in=units[1]) | Q(unit__in=units[2], state__in=settled)
    if by.may(Right.VIEW, at=NATION):
        known |= Q(unit=None, state__in=settled)
    return rows.filter(known).order_by("-effective_on", "-pk")


def reorganisations_of_unit(unit: Unit) -> QuerySet[Reorganisation]:
    """Applied reorganisations that changed a unit, oldest first (for thirty days and while kept)."""
    rows = Reorganisation.objects.filter(
        journal__kind="org.unit", journal__row=unit.pk, state=ReorganisationState.APPLIED
    )
    return rows.distinct().order_by("effective_on", "pk")


def due(today: date) -> QuerySet[Reorganisation]:
    """Approved reorganisations whose day has come, the earliest first."""
    rows = Reorganisation.objects.filter(state=ReorganisationState.APPROVED)
    return rows.filter(effective_on__lte=today).order_by("effective_on", "pk")


def planned_overlay(reorganisation: Reorganisation) -> Overlay:
    """Where units would stand under a draft or an approved reorganisation; new ones are negative."""
    return overlay_of(resolve(reorganisation))


def planned_view(by: Actor, reorganisation_id: int) -> View:
    """The view "as planned" of a draft or an approved reorganisation; 404 where it may not be known.

    Raises `Refused` when its steps cannot be done, or when it is no plan any more.
    """
    found = reorganisation_seen(by, reorganisation_id)
    if found.state not in _PLANNED:
        text = _("Phương án “%(title)s” đã áp dụng hoặc đã hoàn tác. Xem theo hôm nay.")
        raise Refused(Refusal("no_plan", text % {"title": found.title}))
    played = resolve(found)
    if played.faults:
        raise Refused(played.faults[0].refusal)
    return view_of(found, played)


def view_of(reorganisation: Reorganisation, played: Played) -> View:
    """The same of a plan that was played already."""
    plan = played.plan
    return View(
        ViewKind.PLAN,
        f"plan:{reorganisation.pk}",
        overlay_of(played),
        {pk: plan.lives[pk].last.name for pk in plan.touched},
        {pk: _heading(played, pk) for pk in plan.closed},
        _("Theo dự kiến: %(title)s") % {"title": reorganisation.title},
    )


def _heading(played: Played, unit: int) -> str:
    """Under which heading a unit stands that the plan ends."""
    kind = played.plan.known.types[played.plan.lives[unit].last.type]
    heirs = sum(1 for before, _heir in played.plan.successions if before == unit)
    if heirs > 1:
        return _("Trước khi chia tách")
    if kind.rank == _DISTRICT_RANK:
        return _("Đơn vị cấp huyện trước khi kết thúc")
    return _("Trước khi hợp nhất") if heirs else _("Đã kết thúc")
