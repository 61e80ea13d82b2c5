"""Guidelines and score sheets as rows: those every site begins with, and those an officer sets by date."""

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.meetings import rules
from neuguong.meetings.actions.entries import RuleEntry
from neuguong.meetings.actions.guard import did, refuse, words
from neuguong.meetings.models import MeetingRule, ScoreCriterion, ScoreSheet, ScoreStep
from neuguong.meetings.rights import Right, Verb
from neuguong.meetings.rules.standard import GUIDELINES, SHEETS, STEPS, Sheet
from neuguong.org.models import Unit
from neuguong.org.rules import NATION


@transaction.atomic
def keep_guidelines(*, by: Actor) -> list[MeetingRule]:
    """Keep the guidelines and sheets that hold everywhere; those already there stay as they are."""
    by.require(Right.SET, at=NATION)
    kept = {sheet.code: _sheet(sheet) for sheet in SHEETS}
    found = []
    for each in GUIDELINES:
        values = {
            name: getattr(each, name)
            for name in (
                "citation", "minutes", "minutes_combined", "large_from", "minutes_large",
                "regular_a_month", "thematic_a_quarter", "materials_days", "send_days",
                "never_merged",
            )
        }  # fmt: skip
        values["sheet"] = kept[SHEETS[0].code]
        found.append(
            MeetingRule.objects.get_or_create(unit=None, since=each.since, defaults=values)[0]
        )
    record_bulk(
        by=by, act=Right.SET, subject_type="meetings.meetingrule", ids=[row.pk for row in found]
    )
    return found


@transaction.atomic
def set_rule(*, by: Actor, unit_id: int, entry: RuleEntry) -> MeetingRule:
    """Set what holds for meetings of a branch from a day on; the same day set again is corrected."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    refuse(rules.may_set_rules(entry.citation, entry.minutes, entry.minutes_combined))
    sheet = ScoreSheet.objects.filter(code=entry.sheet).first()
    if sheet is None:
        raise Refused(Refusal("sheet_unknown", _("Không có phiếu tự chấm điểm này.")))
    made, _new = MeetingRule.objects.update_or_create(
        unit=unit, since=entry.since,
        defaults={
            "citation": words(entry.citation, 300), "minutes": entry.minutes,
            "minutes_combined": entry.minutes_combined, "large_from": entry.large_from,
            "minutes_large": entry.minutes_large, "regular_a_month": entry.regular_a_month,
            "thematic_a_quarter": entry.thematic_a_quarter,
            "materials_days": entry.materials_days, "send_days": entry.send_days,
            "never_merged": entry.never_merged, "sheet": sheet, "set_by_id": by.id,
            "set_by_name": by.name[:160],
        },
    )  # fmt: skip
    record(by=by, act=Right.SET, subject=made, unit_id=unit.pk, detail=did(Verb.RULES_SET))
    return made


def _sheet(sheet: Sheet) -> ScoreSheet:
    found, is_new = ScoreSheet.objects.get_or_create(
        code=sheet.code, defaults={"title": sheet.title, "source": sheet.source}
    )
    if is_new:
        ScoreCriterion.objects.bulk_create(
            ScoreCriterion(
                sheet=found, number=n, text=line.text, most=line.most, kind=line.kind,
                bands=line.bands,
            )
            for n, line in enumerate(sheet.lines, 1)
        )  # fmt: skip
        ScoreStep.objects.bulk_create(
            ScoreStep(sheet=found, grade=grade, least=least) for grade, least in STEPS
        )
    return found
