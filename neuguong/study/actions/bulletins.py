"""Acts on bulletins: made from the news of a unit, mended by a person, read out."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.dates import format_day_long
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.study import rules
from neuguong.study.models import Bulletin
from neuguong.study.queries.broadcasts import own_news
from neuguong.study.rights import Right

_BACK: Final = timedelta(days=45)
_AHEAD: Final = timedelta(days=14)
_LONGEST: Final = 20_000


@transaction.atomic
def write_bulletin(*, by: Actor, unit_id: int, day: date, reason: str = "") -> Bulletin:
    """Draft a bulletin for a day from the news of a unit; one of that day is given as it is."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.NOTE, at=unit)
    require_year(by, unit, day.year, reason)
    there = Bulletin.objects.filter(unit=unit, day=day).first()
    if there is not None:
        return there
    title = _("Bản tin truyền thanh %(day)s") % {"day": format_day_long(day)}
    made = Bulletin.objects.create(unit=unit, day=day, title=title, body=_text(unit, day))
    record(by=by, act=Right.NOTE, subject=made, reason=reason, detail={"verb": "drafted"})
    return made


@transaction.atomic
def change_bulletin(
    *, by: Actor, bulletin_id: int, title: str, day: date, body: str, reason: str = ""
) -> Bulletin:
    """Mend title, day or words of a bulletin."""
    found = _locked(by, bulletin_id, reason)
    refuse(rules.title_problem(title, _("tên bản tin")))
    if len(body) > _LONGEST:
        raise Refused(Refusal("too_long", _("Bản tin dài quá 20.000 chữ cái. Viết ngắn lại.")))
    found.title, found.day, found.body = nfc(title).strip()[:200], day, nfc(body).strip()
    found.save(update_fields=["title", "day", "body"])
    record(by=by, act=Right.NOTE, subject=found, reason=reason, detail={"verb": "changed"})
    return found


@transaction.atomic
def refresh_bulletin(*, by: Actor, bulletin_id: int, reason: str = "") -> Bulletin:
    """Make the words of a bulletin anew from the news; what was typed is replaced."""
    found = _locked(by, bulletin_id, reason)
    found.body = _text(found.unit, found.day)
    found.save(update_fields=["body"])
    record(by=by, act=Right.NOTE, subject=found, reason=reason, detail={"verb": "refreshed"})
    return found


@transaction.atomic
def mark_read(*, by: Actor, bulletin_id: int, day: date, today: date) -> Bulletin:
    """Say on which day a bulletin was read out."""
    found = _locked(by, bulletin_id, "")
    if day > today:
        raise Refused(Refusal("day_ahead", _("Ngày này chưa đến.")))
    found.read_on = day
    found.save(update_fields=["read_on"])
    record(by=by, act=Right.NOTE, subject=found, detail={"verb": "read_out"})
    return found


def _locked(by: Actor, bulletin_id: int, reason: str) -> Bulletin:
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=bulletin_id)
    by.require(Right.NOTE, at=found.unit)
    require_year(by, found.unit, found.day.year, reason)
    return found


def _text(unit: Unit, day: date) -> str:
    """The words to begin with: a greeting, the news under headings, a close."""
    host = unit.name.removeprefix("Chi bộ ")
    parts = [_("Kính thưa bà con %(place)s.") % {"place": host}]
    for heading, lines in own_news(unit, day - _BACK, day + _AHEAD, day):
        parts.append(f"{heading}.\n" + "\n".join(lines))
    if len(parts) == 1:
        parts.append(_("[Viết tin của thôn ở đây: việc đã làm, việc sắp tới, người tốt việc tốt.]"))
    parts.append(_("Bản tin đến đây là hết. Cảm ơn bà con đã lắng nghe."))
    return "\n\n".join(parts)
