"""Movements of a unit and of the levels above; who joined; and what a bulletin can say of this room."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, Q
from django.http import Http404

from neuguong.ceremonies.models import Joining, Movement, VolunteerDay
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of, lines_on, page_within, tops_of


def movements_for(unit: Unit, year: int) -> list[Movement]:
    """The movements that run in a year and concern a unit: its own and those of the levels above."""
    line = lines_on([unit], date(year, 12, 31))[unit.pk]
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Movement.objects.filter(unit__in=line, launched_on__lte=last)
    rows = rows.filter(Q(launched_on__year=year) | Q(ends_on__gte=first))
    own = Prefetch("joinings", Joining.objects.filter(unit=unit), to_attr="own")
    return list(rows.select_related("unit").prefetch_related(own))


def movement_seen(by: Actor, movement_id: int) -> Movement:
    """A movement of a unit one may see, or of a level above one's own; else 404."""
    found = Movement.objects.select_related("unit__type").filter(pk=movement_id).first()
    if found is None:
        raise Http404
    if by.may(Right.VIEW, at=found.unit):
        return found
    mine = [unit for unit in tops_of(by) if by.may(Right.VIEW, at=unit)]
    if any(found.unit_id in line for line in lines_on(mine, found.launched_on).values()):
        return found
    raise Http404


def joinings_in(movement: Movement, unit: Unit) -> list[Joining]:
    """Who joined a movement in the branch of a unit."""
    rows = movement.joinings.filter(unit__in=branch_of(unit)).select_related("unit")
    return list(rows.order_by("unit__path"))


def news_of(unit: Unit, since: date, until: date) -> list[tuple[str, list[str]]]:
    """For the bulletin of a unit: volunteer days held and to come, movements that were launched."""
    line = lines_on([unit], until)[unit.pk]
    days = VolunteerDay.objects.filter(unit__in=line, day__gte=since, day__lte=until)
    done, coming = [], []
    for row in days.order_by("day"):
        place = f", {row.place}" if row.place else ""
        words = f"{row.work}{place}."
        if row.state == EventState.HELD:
            done.append(words)
        else:
            coming.append(_("Ngày %(day)s: ") % {"day": format_day(row.day)} + words)
    rows = Movement.objects.filter(unit__in=line, launched_on__gte=since, launched_on__lte=until)
    started = [
        _("Phong trào “%(title)s” phát động ngày %(day)s.")
        % {"title": row.title, "day": format_day(row.launched_on)}
        for row in rows.order_by("launched_on")
    ]
    return [
        (_("Việc đã làm được"), done), (_("Sắp tới"), coming), (_("Phong trào thi đua"), started),
    ]  # fmt: skip


def list_movements(ask: Ask) -> Iterator[Record]:
    """The movements behind a count of them."""
    rows = Movement.objects.select_related("unit").filter(month__in=ask.months)
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="ceremonies.Movement", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=row.title, who=row.unit.name,
            day=row.launched_on, state="", link=("ceremonies:movement", row.pk),
        )  # fmt: skip


def list_joinings(ask: Ask) -> Iterator[Record]:
    """The units behind a count of participants: each is one, or so many people."""
    rows = Joining.objects.select_related("unit", "movement").filter(month__in=ask.months)
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="ceremonies.Joining", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=row.people if ask.value else 1, qualifier=1,
            text=row.movement.title, who=row.unit.name, day=row.joined_on, state="",
            link=("ceremonies:movement", row.movement_id),
        )  # fmt: skip
