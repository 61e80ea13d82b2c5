"""Acts by which a committee declares something of its members, and titles are entered and taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.evaluations.models import Declaration, Title
from neuguong.evaluations.rights import Right, Verb
from neuguong.evaluations.rules import rating as rules
from neuguong.evaluations.rules.rating import DeclarationEntry, TitleKind
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A title: of what kind of body, its words, who gave it by which decision."""

    kind: TitleKind
    text: str
    issuer: str
    decision: str = ""
    decided_on: date | None = None


@transaction.atomic
def declare(
    *, by: Actor, unit_id: int, year: int, entry: DeclarationEntry, today: date, reason: str = ""
) -> Declaration:
    """Declare a share or number of a unit's members by its minutes; again corrects it.

    It says what the meeting said. It is derived from nothing and linked to nothing.
    """
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.DECLARE, at=unit)
    refuse(rules.months_ok(year, today=today) or rules.may_declare(entry, today=today))
    require_year(by, unit, year, reason)
    made, _is_new = Declaration.objects.update_or_create(
        unit=unit,
        year=year,
        kind=entry.kind.value,
        defaults={
            "value": entry.value,
            "qualifier": entry.qualifier,
            "of": entry.of,
            "minutes": nfc(entry.minutes).strip()[:60],
            "minutes_on": entry.minutes_on,
            "present": entry.present,
            "votes_for": entry.votes_for,
            "declared_on": today,
            "by_id": by.id,
            "by_name": by.name[:160],
        },
    )
    record(
        by=by, act=Right.DECLARE, subject=made, reason=reason,
        detail={"verb": Verb.DECLARED, "kind": entry.kind, "value": entry.value,
                "minutes": entry.minutes},
    )  # fmt: skip
    return made


@transaction.atomic
def drop_declaration(*, by: Actor, declaration_id: int, reason: str) -> None:
    """Take back a declaration that was entered wrongly; the log keeps what it said."""
    rows = Declaration.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=declaration_id)
    by.require(Right.DECLARE, at=found.unit)
    refuse(rules.reason_problem(reason))
    require_year(by, found.unit, found.year, reason)
    record(
        by=by, act=Right.DECLARE, subject=found, reason=reason,
        detail={"verb": Verb.DECLARATION_DROPPED, "kind": found.kind, "value": found.value},
    )  # fmt: skip
    found.delete()


@transaction.atomic
def give_title(
    *, by: Actor, unit_id: int, year: int, entry: TitleEntry, today: date, reason: str = ""
) -> Title:
    """Enter the yearly title of a body with the decision that gave it; again corrects it."""
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.DECLARE, at=unit)
    refuse(rules.months_ok(year, today=today))
    require_year(by, unit, year, reason)
    if not entry.text.strip() or not entry.issuer.strip():
        raise Refused(Refusal("title_words", _("Ghi tên danh hiệu và nơi công nhận.")))
    if entry.decided_on is not None and entry.decided_on > today:
        raise Refused(Refusal("day_to_come", _("Ngày quyết định không sau hôm nay.")))
    made, _is_new = Title.objects.update_or_create(
        unit=unit,
        year=year,
        kind=entry.kind,
        defaults={
            "text": nfc(entry.text).strip()[:160],
            "issuer": nfc(entry.issuer).strip()[:200],
            "decision": nfc(entry.decision).strip()[:60],
            "decided_on": entry.decided_on,
            "by_id": by.id,
            "by_name": by.name[:160],
        },
    )
    record(
        by=by, act=Right.DECLARE, subject=made, reason=reason,
        detail={"verb": Verb.TITLE_GIVEN, "text": made.text},
    )  # fmt: skip
    return made


@transaction.atomic
def drop_title(*, by: Actor, title_id: int, reason: str) -> None:
    """Take back a title that was entered wrongly; the log keeps it."""
    found = Title.objects.select_for_update(of=("self",)).select_related("unit").get(pk=title_id)
    by.require(Right.DECLARE, at=found.unit)
    refuse(rules.reason_problem(reason))
    require_year(by, found.unit, found.year, reason)
    record(
        by=by, act=Right.DECLARE, subject=found, reason=reason,
        detail={"verb": Verb.TITLE_DROPPED, "text": found.text},
    )  # fmt: skip
    found.delete()
