"""What officers have written into the report of a unit and period, and who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.org.rules import Family
from neuguong.reports import rules
from neuguong.reports.models import ReportDraft, ReportWords
from neuguong.reports.rights import Right


@dataclass(frozen=True, slots=True)
class Written:
    """The heading (unsaved where nothing was set), the words by part, the ids of chosen deeds in order."""

    heading: ReportDraft
    words: Mapping[str, ReportWords]
    examples: tuple[int, ...]

    def text_of(self, part: str) -> str:
        """What was written for a part, unless it stays out of the report."""
        words = self.words.get(part)
        return "" if words is None or words.left_out else words.text

    def is_left_out(self, part: str) -> bool:
        """Whether the writer said that the report does without this part."""
        words = self.words.get(part)
        return words is not None and words.left_out


def unit_to_report(by: Actor, slug: str, right: Right = Right.VIEW) -> Unit:
    """A unit whose report the actor may read or make: 404 for one not theirs to know, 403, a refusal."""
    unit = unit_seen(by, slug)
    require_report(by, unit, right)
    return unit


def first_to_report(by: Actor) -> Unit | None:
    """The highest Party organisation whose report the actor may read, the first of several."""
    tops = [branch.lo for branch in by.scope(Right.VIEW)]
    rows = Unit.objects.filter(path__in=tops, type__family=Family.PARTY)
    return rows.order_by("path").first()


def require_report(by: Actor, unit: Unit, right: Right = Right.VIEW) -> None:
    """Refuse who may not, and units that do not report for themselves."""
    by.require(right, at=unit)
    above = unit.parent.name if unit.parent else ""
    if refusal := rules.reports_for_itself(unit.type.family, unit.name, above):
        raise Refused(refusal)


def written(unit: Unit, period: Period) -> Written:
    """What has been written so far."""
    found = ReportDraft.objects.filter(unit=unit, period=period.key).first()
    if found is None:
        return Written(ReportDraft(unit=unit, period=period.key), {}, ())
    words = {row.part: row for row in found.words.all()}
    return Written(found, words, tuple(found.examples.values_list("deed_id", flat=True)))
