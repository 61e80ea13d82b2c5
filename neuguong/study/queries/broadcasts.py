"""Series and their runs, bulletins, and the news of a hamlet from which a bulletin is made."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.module_loading import import_string

from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import DeedState, Standing, mask_names
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import page_within
from neuguong.people.queries import memberships_on
from neuguong.study.models import RUN_LABELS, Broadcast, Bulletin, Series, Slot
from neuguong.study.queries.conferences import conferences_for
from neuguong.study.rights import Right
from neuguong.study.rules import RunState

_MOST_DEEDS: Final = 6
_NAMELESS: Final = "một đồng chí trong chi bộ"


def series_of(unit: Unit, year: int) -> list[Series]:
    """The series of a unit in a year, with their slots and runs."""
    rows = Series.objects.filter(unit=unit, year=year).select_related("theme")
    return list(rows.prefetch_related("slots", "broadcasts"))


def series_seen(by: Actor, series_id: int) -> Series:
    """A series with slots and runs, for those who may see study at its unit; else 404."""
    runs = Prefetch("broadcasts", Broadcast.objects.select_related("slot"))
    rows = Series.objects.select_related("unit__type", "theme").prefetch_related(
        Prefetch("slots", Slot.objects.order_by("begins")), runs
    )
    found = rows.filter(pk=series_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def bulletins_of(unit: Unit, year: int) -> list[Bulletin]:
    """The bulletins of a unit in a year, the newest first."""
    return list(Bulletin.objects.filter(unit=unit, day__year=year))


def bulletin_seen(by: Actor, bulletin_id: int) -> Bulletin:
    """A bulletin, for those who may see study at its unit; else 404."""
    found = Bulletin.objects.select_related("unit__type", "unit__parent").filter(pk=bulletin_id)
    bulletin = found.first()
    if bulletin is None or not by.may(Right.VIEW, at=bulletin.unit):
        raise Http404
    return bulletin


def broadcasts_between(unit: Unit, first: date, last: date) -> list[Broadcast]:
    """The runs planned at a unit in these days."""
    rows = Broadcast.objects.filter(unit=unit, day__gte=first, day__lte=last)
    return list(rows.filter(state=int(RunState.PLANNED)).select_related("series", "slot"))


def own_news(unit: Unit, since: date, until: date, today: date) -> list[tuple[str, list[str]]]:
    """What a bulletin can say of a unit: headings with sentences, without names of people.

    Deeds confirmed done from `since` to `today`, what comes until `until`, and what rooms above add:
    each function of BULLETIN_NEWS is called with unit, since, until and gives (heading, sentences).
    """
    found = [
        (_("Việc đã làm được"), _done(unit, since, today)),
        (_("Sắp tới"), _coming(unit, today, until)),
    ]
    for name in import_string(f"{settings.NEUGUONG_HANDLERS}.BULLETIN_NEWS"):
        ask: Callable[[Unit, date, date], list[tuple[str, list[str]]]] = import_string(name)
        found += ask(unit, since, until)
    joined: dict[str, list[str]] = {}
    for heading, sentences in found:
        joined.setdefault(heading, []).extend(sentences)
    return [(heading, lines) for heading, lines in joined.items() if lines]


def _done(unit: Unit, since: date, today: date) -> list[str]:
    """Deeds confirmed done at the unit: of the collective by name, of a person without it."""
    rows = Deed.objects.filter(
        unit=unit, state=int(DeedState.DONE), standing=int(Standing.COUNTED),
        state_on__gte=since, state_on__lte=today,
    ).select_related("registration")  # fmt: skip
    deeds = list(rows.order_by("-state_on", "pk")[:_MOST_DEEDS])
    names = [row.person.full_name for row in memberships_on(unit, today)] if deeds else []
    return [f"{_subject(deed.registration, unit)}: {_words(deed, names)}." for deed in deeds]


def _subject(found: Registration, unit: Unit) -> str:
    words = _NAMELESS if found.person_id is not None else unit.name
    return words[:1].upper() + words[1:]


def _words(deed: Deed, names: list[str]) -> str:
    text = mask_names(deed.text, names).strip().rstrip(".")
    return text[:1].lower() + text[1:]


def _coming(unit: Unit, today: date, until: date) -> list[str]:
    """Sessions of conferences that concern the unit, in the days to come."""
    lines = []
    for year in {today.year, until.year}:
        for conference in conferences_for(unit, year):
            for session in conference.sessions.all():
                if today < session.day <= until:
                    at = f", {session.place}" if session.place else ""
                    hour = f"{session.begins:%H giờ %M} " if session.begins else ""
                    words = {"day": format_day(session.day), "title": conference.title}
                    lines.append(hour + _("ngày %(day)s: %(title)s") % words + f"{at}.")
    return [line[:1].upper() + line[1:] for line in sorted(lines)]


def list_broadcasts(ask: Ask) -> Iterator[Record]:
    """The runs behind a count of broadcasts."""
    rows = Broadcast.objects.select_related("unit", "series", "slot").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="study.Broadcast", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1,
            text=f"{row.series.title}, {row.slot}", who=row.unit.name, day=row.day,
            state=str(RUN_LABELS[RunState(row.state)]), link=("study:series", row.series_id),
        )  # fmt: skip


def planned_before(unit: Unit, day: date) -> int:
    """How many runs of a unit should have been made by now and are not answered for."""
    rows = Broadcast.objects.filter(unit=unit, state=int(RunState.PLANNED))
    return rows.filter(Q(day__lt=day)).count()
