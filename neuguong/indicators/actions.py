"""Acts on indicators: define them, set targets, state what others published, open the comparison."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.indicators import measures, rules
from neuguong.indicators.models import (
    ExternalFigure,
    Indicator,
    SiblingOpening,
    Target,
    ValidationRule,
)
from neuguong.indicators.queries.defined import indicator_for, read_formula
from neuguong.indicators.rights import Right
from neuguong.indicators.rules import IndicatorEntry, RuleEntry
from neuguong.indicators.rules.standard import INDICATORS, RULES
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc, slugify_vi
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import NATION
from neuguong.rollup.queries import measure_of

_LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """What is to be reached; `for_each`: the same holds for every unit beneath without its own."""

    key: str
    period: Period
    value: Decimal
    for_each: bool = False


@dataclass(frozen=True, slots=True)
class ExternalEntry:
    """A published figure: which, of what year, how much, and who says so where."""

    key: str
    year: int
    value: Decimal
    source: str


@transaction.atomic
def define_indicator(*, by: Actor, unit_id: int, entry: IndicatorEntry, since: date) -> Indicator:
    """Write an indicator for a branch; one of the same key ends on that day and stays for the past."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    if refusal := rules.may_define(entry):
        raise Refused(refusal)
    read_formula(entry.formula)
    key = entry.key or _free_key(unit, entry.name)
    open_one = Indicator.objects.select_for_update().filter(key=key, valid_to=None).first()
    if open_one is not None:
        _require_own(open_one.unit_id, unit)
        if since < open_one.valid_from:
            raise Refused(_before(open_one.valid_from))
    if open_one is not None and since > open_one.valid_from:
        open_one.valid_to = since
        open_one.save(update_fields=["valid_to"])
        open_one = None
    made = open_one or Indicator(unit=unit, key=key, valid_from=since)
    _fill(made, entry)
    made.save()
    record(by=by, act=Right.SET, subject=made, unit_id=unit.pk, detail={"formula": made.formula})
    return made


@transaction.atomic
def end_indicator(*, by: Actor, row_id: int, on: date) -> Indicator:
    """Let an indicator of the unit's own end; periods before keep it."""
    found = Indicator.objects.select_for_update().get(pk=row_id)
    _end(by, found, on)
    return found


@transaction.atomic
def write_rule(*, by: Actor, unit_id: int, entry: RuleEntry, since: date) -> ValidationRule:
    """Write a rule in words with two formulas for a branch."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    if refusal := rules.may_rule(entry):
        raise Refused(refusal)
    read_formula(entry.left)
    read_formula(entry.right)
    made = ValidationRule.objects.create(unit=unit, valid_from=since, **_rule_fields(entry))
    record(by=by, act=Right.SET, subject=made, unit_id=unit.pk)
    return made


@transaction.atomic
def end_rule(*, by: Actor, row_id: int, on: date) -> ValidationRule:
    """Let a rule end; one that began on that day or later never held."""
    found = ValidationRule.objects.select_for_update().get(pk=row_id)
    _end(by, found, on)
    return found


@transaction.atomic
def keep_standard(*, by: Actor, since: date) -> None:
    """Keep the indicators and rules every site begins with; what is there already stays as it is."""
    by.require(Right.SET, at=NATION)
    known = set(Indicator.objects.filter(unit=None).values_list("key", flat=True))
    made = []
    for entry in INDICATORS:
        if entry.key not in known:
            one = Indicator(key=entry.key, valid_from=since)
            _fill(one, entry)
            one.save()
            made.append(one.pk)
    record_bulk(by=by, act=Right.SET, subject_type="indicators.indicator", ids=made)
    said = set(ValidationRule.objects.filter(unit=None).values_list("sentence", flat=True))
    kept = [
        ValidationRule.objects.create(valid_from=since, **_rule_fields(entry)).pk
        for entry in RULES
        if entry.sentence not in said
    ]
    record_bulk(by=by, act=Right.SET, subject_type="indicators.validationrule", ids=kept)


@transaction.atomic
def set_target(*, by: Actor, unit_id: int, entry: TargetEntry, today: date) -> Target:
    """Set what a unit means to reach in a period for a measure or an indicator; again changes it."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.TARGET, at=unit)
    if indicator_for(unit, entry.key, entry.period.last_day) is None:
        measure_of(entry.key)
    if entry.period.last_day < unit.opened_on:
        raise Refused(_before(unit.opened_on))
    made, _is_new = Target.objects.update_or_create(
        unit=unit,
        key=entry.key,
        period=entry.period.key,
        defaults={
            "value": entry.value,
            "for_each": entry.for_each,
            "set_on": today,
            "set_by_name": by.name,
        },
    )
    record(by=by, act=Right.TARGET, subject=made, detail={"value": str(entry.value)})
    return made


@transaction.atomic
def drop_target(*, by: Actor, target_id: int) -> None:
    """Take a target back; the record of acts keeps what it was."""
    found = Target.objects.select_for_update().select_related("unit").get(pk=target_id)
    by.require(Right.TARGET, at=found.unit)
    record(by=by, act=Right.TARGET, subject=found, detail={"dropped": str(found.value)})
    found.delete()


@transaction.atomic
def state_external(*, by: Actor, unit_id: int, entry: ExternalEntry, today: date) -> ExternalFigure:
    """State a figure that others published about a unit, with its source; again corrects it."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.ENTER, at=unit)
    if entry.key not in {measure.key for measure in measures.MEASURES}:
        raise Refused(Refusal("external_unknown", _("Chọn một chỉ tiêu trong danh sách.")))
    if refusal := rules.may_state(entry.year, entry.source, today=today):
        raise Refused(refusal)
    made, _is_new = ExternalFigure.objects.update_or_create(
        unit=unit,
        key=entry.key,
        year=entry.year,
        defaults={
            "value": entry.value,
            "source": nfc(entry.source).strip(),
            "entered_on": today,
            "entered_by_name": by.name,
        },
    )
    record(by=by, act=Right.ENTER, subject=made, detail={"source": made.source})
    return made


@transaction.atomic
def drop_external(*, by: Actor, figure_id: int) -> None:
    """Take back a published figure that was typed wrongly; the record of acts keeps it."""
    found = ExternalFigure.objects.select_for_update().select_related("unit").get(pk=figure_id)
    by.require(Right.ENTER, at=found.unit)
    record(by=by, act=Right.ENTER, subject=found, detail={"dropped": str(found.value)})
    found.delete()


@transaction.atomic
def open_siblings(*, by: Actor, unit_id: int, today: date) -> SiblingOpening:
    """Let the units directly beneath see each other's whole years by name."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.OPEN, at=unit)
    made, _is_new = SiblingOpening.objects.get_or_create(
        unit=unit, defaults={"opened_on": today, "opened_by_name": by.name}
    )
    record(by=by, act=Right.OPEN, subject=made)
    return made


@transaction.atomic
def shut_siblings(*, by: Actor, unit_id: int) -> None:
    """Let each unit beneath see itself and the total only."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.OPEN, at=unit)
    found = SiblingOpening.objects.select_for_update().filter(unit=unit).first()
    if found is not None:
        record(by=by, act=Right.OPEN, subject=found, detail={"shut": True})
        found.delete()


def _end(by: Actor, found: Indicator | ValidationRule, on: date) -> None:
    by.require(Right.SET, at=found.unit or NATION)
    if refusal := rules.days_in_order(found.valid_from, on):
        raise Refused(refusal)
    found.valid_to = on
    found.save(update_fields=["valid_to"])
    record(by=by, act=Right.SET, subject=found, unit_id=found.unit_id)


def _fill(one: Indicator, entry: IndicatorEntry) -> None:
    one.name = nfc(entry.name).strip()
    one.formula = nfc(entry.formula).strip()
    one.unit_word = nfc(entry.unit).strip()
    one.decimals = entry.decimals
    one.direction = entry.direction
    one.note = nfc(entry.note).strip()


def _rule_fields(entry: RuleEntry) -> dict[str, str | int]:
    return {
        "sentence": nfc(entry.sentence).strip(),
        "left": nfc(entry.left).strip(),
        "operator": str(entry.operator),
        "right": nfc(entry.right).strip(),
        "severity": int(entry.severity),
    }


def _free_key(unit: Unit, name: str) -> str:
    """The key of the unit's indicator of that name, or a new one that nobody has."""
    known = Indicator.objects.filter(unit=unit, name=nfc(name).strip(), valid_to=None).first()
    if known is not None:
        return known.key
    base = rules.KEY_PREFIX + (slugify_vi(name).replace("-", "_") or "chi_so")
    base = base[: _LONGEST_KEY - 5]
    taken = set(Indicator.objects.filter(key__startswith=base).values_list("key", flat=True))
    taken |= {measure.key for measure in measures.MEASURES}
    return next(
        key
        for number in range(1, len(taken) + 2)
        if (key := base if number == 1 else f"{base}_{number}") not in taken
    )


def _require_own(owner_id: int | None, unit: Unit) -> None:
    if owner_id != unit.pk:
        raise Refused(
            Refusal(
                "indicator_of_another",
                _("Chỉ số này do đơn vị khác đặt. Đặt một chỉ số mới với tên riêng."),
            )
        )


def _before(day: date) -> Refusal:
    return Refusal(
        "day_too_early",
        _("Ngày này sớm hơn ngày %(day)s là ngày bắt đầu. Chọn ngày muộn hơn.")
        % {"day": day.strftime("%d/%m/%Y")},
    )
