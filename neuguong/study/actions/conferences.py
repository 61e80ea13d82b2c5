"""Acts on themes and conferences: set, prepare, hold, call off."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.files.actions import store_scan
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of
from neuguong.people.rules import PARTY_MEMBERS
from neuguong.programme.queries import month_for
from neuguong.study import rules
from neuguong.study.models import Conference, Learner, Material, Session, Theme
from neuguong.study.queries.conferences import sessions_of
from neuguong.study.queries.rolls import asked_at
from neuguong.study.rights import Right
from neuguong.study.rules import ConferenceState, Form

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """What is to be studied in a year."""

    year: int
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConferenceEntry:
    """A conference: on which theme, in which form, for which categories and units (empty means all)."""

    theme_id: int
    title: str
    form: Form = Form.IN_PERSON
    speaker: str = ""
    categories: Collection[int] = ()
    unit_ids: Collection[int] = ()
    roster_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A sitting: day, hour, place, and where it is online its address."""

    day: date
    begins: time | None = None
    place: str = ""
    url: str = ""


@transaction.atomic
def add_theme(*, by: Actor, unit_id: int, entry: ThemeEntry, reason: str = "") -> Theme:
    """Set a theme of a year for a unit and all beneath it; the same title again changes its note."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.RUN, at=unit)
    require_year(by, unit, entry.year, reason)
    title = nfc(entry.title).strip()
    refuse(rules.title_problem(title, _("tên chuyên đề")))
    made, _is_new = Theme.objects.update_or_create(
        unit=unit, year=entry.year, title=title[:400], defaults={"note": nfc(entry.note).strip()}
    )
    record(by=by, act=Right.RUN, subject=made, reason=reason, detail={"verb": "theme_set"})
    return made


@transaction.atomic
def add_material(
    *,
    by: Actor,
    theme_id: int,
    title: str,
    url: str = "",
    upload: File | None = None,  # type: ignore[type-arg]
) -> Material:
    """Add something to read on a theme: a link, or a PDF or picture kept here."""
    theme = Theme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=theme_id)
    by.require(Right.RUN, at=theme.unit)
    refuse(rules.title_problem(title, _("tên tài liệu")))
    refuse(rules.url_problem(url.strip()))
    if not url.strip() and upload is None:
        raise Refused(Refusal("nothing_given", _("Dán đường dẫn hoặc chọn một tệp.")))
    file = store_scan(by=by, upload=upload) if upload is not None else None
    made = Material.objects.create(
        theme=theme, title=nfc(title).strip()[:200], url=url.strip()[:400], file=file
    )
    record(by=by, act=Right.RUN, subject=theme, detail={"verb": "material_added"})
    return made


@transaction.atomic
def remove_material(*, by: Actor, material_id: int) -> None:
    """Take a material off a theme; the file stays with the log until it is cleared away."""
    found = Material.objects.select_for_update(of=("self",)).select_related("theme__unit")
    material = found.get(pk=material_id)
    by.require(Right.RUN, at=material.theme.unit)
    detail = {"verb": "material_removed", "title": material.title}
    record(by=by, act=Right.RUN, subject=material.theme, detail=detail)
    material.delete()


@transaction.atomic
def add_conference(
    *,
    by: Actor,
    unit_id: int,
    entry: ConferenceEntry,
    sessions: Iterable[SessionEntry] = (),
    reason: str = "",
) -> Conference:
    """Plan a conference with its first sessions; the roll is of the day of the first one."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.RUN, at=unit)
    theme = Theme.objects.select_related("unit").get(pk=entry.theme_id)
    require_year(by, unit, theme.year, reason)
    planned = list(sessions)
    day = entry.roster_on or min((each.day for each in planned), default=None)
    if day is None:
        raise Refused(Refusal("no_session", _("Ghi ngày tổ chức.")))
    made = Conference(unit=unit, theme=theme, roster_on=day)
    _say(made, entry)
    made.save()
    made.units.set(_invited(unit, entry.unit_ids))
    record(by=by, act=Right.RUN, subject=made, reason=reason, detail={"verb": "planned"})
    for each in planned:
        add_session(by=by, conference_id=made.pk, entry=each, reason=reason)
    return made


@transaction.atomic
def change_conference(
    *, by: Actor, conference_id: int, entry: ConferenceEntry, reason: str = ""
) -> Conference:
    """Say a conference anew; who was noted stays noted."""
    found = locked_conference(conference_id)
    by.require(Right.RUN, at=found.unit)
    require_year(by, found.unit, found.theme.year, reason)
    refuse(rules.may_change(found.state))
    _say(found, entry)
    found.roster_on = entry.roster_on or found.roster_on
    found.save()
    found.units.set(_invited(found.unit, entry.unit_ids))
    record(by=by, act=Right.RUN, subject=found, reason=reason, detail={"verb": "changed"})
    return found


@transaction.atomic
def add_session(*, by: Actor, conference_id: int, entry: SessionEntry, reason: str = "") -> Session:
    """Add a sitting, with a code of its own by which people check in there."""
    found = locked_conference(conference_id)
    by.require(Right.RUN, at=found.unit)
    require_year(by, found.unit, found.theme.year, reason)
    refuse(rules.may_change(found.state) or rules.session_problem(entry.day, found.theme.year))
    refuse(rules.url_problem(entry.url.strip()))
    last = sessions_of(found.pk).last()
    made = Session.objects.create(
        conference=found, unit=found.unit, number=last.number + 1 if last else 1, day=entry.day,
        begins=entry.begins, place=nfc(entry.place).strip()[:200], url=entry.url.strip()[:400],
        code=secrets.token_urlsafe(12), held=0,
        month=month_for(found.unit, entry.day, found.theme.year),
    )  # fmt: skip
    record(by=by, act=Right.RUN, subject=found, reason=reason, detail={"verb": "session_added"})
    return made


@transaction.atomic
def remove_session(*, by: Actor, session_id: int, reason: str = "") -> None:
    """Take a sitting away that nobody was noted at."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("conference__theme")
    session = rows.select_related("unit", "conference__theme").get(pk=session_id)
    by.require(Right.RUN, at=session.unit)
    require_year(by, session.unit, session.conference.theme.year, reason)
    if session.attendances.exists():
        raise Refused(Refusal("session_used", _("Đợt này đã có người điểm danh, không bỏ được.")))
    detail = {"verb": "session_removed", "number": session.number}
    record(by=by, act=Right.RUN, subject=session.conference, reason=reason, detail=detail)
    session.delete()


@transaction.atomic
def hold_conference(*, by: Actor, conference_id: int, today: date, reason: str = "") -> Conference:
    """Say that a conference was held: its sessions count, and whoever was asked has to study.

    Sessions still to come count from their day: said again, the act counts those that have come.
    """
    found = locked_conference(conference_id)
    by.require(Right.RUN, at=found.unit)
    require_year(by, found.unit, found.theme.year, reason)
    days = list(sessions_of(found.pk).values_list("day", flat=True))
    refuse(rules.may_hold(found.state, days, today=today))
    found.state = int(ConferenceState.HELD)
    found.save(update_fields=["state"])
    sessions_of(found.pk).filter(day__lte=today).update(held=1)
    asked = _ask_all(found)
    detail = {"verb": "held", "asked": asked}
    record(by=by, act=Right.RUN, subject=found, reason=reason, detail=detail)
    return found


@transaction.atomic
def call_off(*, by: Actor, conference_id: int, reason: str) -> Conference:
    """Call a conference off that has not been held."""
    found = locked_conference(conference_id)
    by.require(Right.RUN, at=found.unit)
    if found.state != ConferenceState.PLANNED or found.attendances.exists():
        raise Refused(Refusal("already_held", _("Hội nghị đã tổ chức hoặc đã có người điểm danh.")))
    if not reason.strip():
        raise Refused(Refusal("reason_missing", _("Ghi lý do hủy.")))
    found.state = int(ConferenceState.CALLED_OFF)
    found.note = f"{found.note}\n{nfc(reason).strip()}".strip()
    found.save(update_fields=["state", "note"])
    record(by=by, act=Right.RUN, subject=found, reason=reason, detail={"verb": "called_off"})
    return found


def locked_conference(conference_id: int) -> Conference:
    """A conference with its theme and unit, locked for the act."""
    rows = Conference.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "theme").get(pk=conference_id)


def _say(made: Conference, entry: ConferenceEntry) -> None:
    refuse(rules.title_problem(entry.title, _("tên hội nghị")))
    made.title = nfc(entry.title).strip()[:300]
    made.form = int(entry.form)
    made.speaker = nfc(entry.speaker).strip()[:160]
    made.categories = rules.words_of_categories(entry.categories)
    made.note = nfc(entry.note).strip()


def _invited(unit: Unit, ids: Collection[int]) -> list[Unit]:
    """The units beneath that are asked; none named means all."""
    return list(branch_of(unit).filter(pk__in=list(ids))) if ids else []


def _ask_all(conference: Conference) -> int:
    """Put everyone who is asked and not yet listed into the list of the theme; how many there were."""
    invited = list(conference.units.all()) or [conference.unit]
    units = {unit.pk: unit for place in invited for unit in branch_of(place)}
    listed = set(
        Learner.objects.filter(theme=conference.theme_id, person__isnull=False)
        .values_list("person", flat=True)
    )  # fmt: skip
    month = month_for(conference.unit, conference.roster_on, conference.theme.year)
    made: list[Learner] = []
    for row in asked_at(conference, units.values()):
        if row.person_id in listed:
            continue
        listed.add(row.person_id)
        made.append(
            Learner(
                theme=conference.theme, conference=conference, unit_id=row.unit_id,
                person_id=row.person_id, category=row.category, month=month,
                party=int(row.category in PARTY_MEMBERS),
            )
        )  # fmt: skip
    Learner.objects.bulk_create(made, batch_size=_BATCH)
    return len(made)
