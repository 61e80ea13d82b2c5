"""The facts of a person's year, each with a door to its record: what a self-review arrives filled with.

One function for each room below that keeps such facts; `facts_of` asks them in the order of the form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.deeds.models import DEED_LABELS, Contribution, Deed, Registration
from neuguong.deeds.models.outcome import CONTRIBUTION_LABELS
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.evaluations.models import Review
from neuguong.evaluations.rules.reviewing import ReviewState
from neuguong.honours.queries.years import honours_of_person
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.words import gettext as _
from neuguong.meetings.queries.roster import attendance_of
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.study.queries.rolls import studied_of

_SHOWN: Final = 40
_OPEN: Final = (DeedState.REGISTERED, DeedState.IN_PROGRESS, DeedState.REPORTED)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: of what kind in words, what it says, where it opens (a named address and its number)."""

    kind: str
    text: str
    link: tuple[str, int | str] | None = None


def facts_of(person: Person, unit: Unit, year: int) -> list[Fact]:
    """Everything recorded of a person's year that a self-review may rest on."""
    return [fact for ask in FACTS for fact in ask(person, unit, year)]


def _promises(person: Person, unit: Unit, year: int) -> list[Fact]:
    """The year's registration and each deed with what came of it."""
    found = Registration.objects.filter(person=person, year=year).first()
    if found is None:
        return [Fact(_("Việc đăng ký"), _("Không có bản đăng ký học tập và làm theo trong năm."))]
    deeds = list(Deed.objects.filter(registration=found).order_by("number"))
    kept = [deed for deed in deeds if deed.state != DeedState.REPLACED]
    done = sum(deed.state == DeedState.DONE for deed in kept)
    words = _("Đăng ký %(all)s việc, xong %(done)s.") % {"all": len(kept), "done": done}
    facts = [Fact(_("Việc đăng ký"), words, ("deeds:registration", found.pk))]
    for deed in kept[:_SHOWN]:
        state = str(DEED_LABELS[DeedState(deed.state)])
        facts.append(Fact(_("Việc làm theo"), f"{deed.text} ({state})", ("deeds:deed", deed.pk)))
    return facts


def _gifts(person: Person, unit: Unit, year: int) -> list[Fact]:
    """What was given and accepted, piece by piece."""
    rows = Contribution.objects.filter(
        registration__person=person, registration__year=year, counted=1
    ).select_related("deed")
    units = {ContributionKind.LABOUR_DAYS: _("ngày công"), ContributionKind.LAND: "m²"}
    return [
        Fact(
            _("Đóng góp"),
            f"{CONTRIBUTION_LABELS[ContributionKind(row.kind)]}: "
            + format_amount(
                row.amount, units.get(ContributionKind(row.kind), _("đồng")),
                Qualifier(row.qualifier),
            ),
            ("deeds:deed", row.deed_id) if row.deed_id else None,
        )
        for row in rows.order_by("pk")[:_SHOWN]
    ]  # fmt: skip


def _studied(person: Person, unit: Unit, year: int) -> list[Fact]:
    """Each theme the person was asked to study, and how it was done."""
    return [
        Fact(
            _("Học tập"),
            f"{row.theme.title}: {row.get_means_display()}",
            ("study:theme", row.theme_id),
        )
        for row in studied_of(person.pk, year)
    ]


def _attended(person: Person, unit: Unit, year: int) -> list[Fact]:
    """How many meetings of their cells the person came to."""
    found = attendance_of(person, date(year, 1, 1), date(year, 12, 31))
    if not found.meetings:
        return []
    words = _(
        "Dự %(came)s/%(held)s kỳ sinh hoạt; vắng có lý do %(excused)s, không lý do %(absent)s."
    )
    return [
        Fact(
            _("Sinh hoạt"),
            words % {"came": found.present, "held": found.meetings, "excused": found.excused,
                     "absent": found.absent},
            ("meetings:unit", unit.slug),
        )
    ]  # fmt: skip


def _honoured(person: Person, unit: Unit, year: int) -> list[Fact]:
    """What was said to the person's honour."""
    return [
        Fact(_("Ghi danh, khen thưởng"), found.words, found.link)
        for found in honours_of_person(person.pk, year)
    ]


def _last_faults(person: Person, unit: Unit, year: int) -> list[Fact]:
    """What the person named as still to be mended a year ago."""
    row = (
        Review.objects.filter(person=person, year=year - 1).exclude(state=ReviewState.ENDED).first()
    )
    if row is None or not row.faults:
        return []
    return [Fact(_("Hạn chế nêu năm trước"), row.faults, ("evaluations:review", row.pk))]


FACTS: tuple[Callable[[Person, Unit, int], list[Fact]], ...] = (
    _promises,
    _gifts,
    _studied,
    _attended,
    _honoured,
    _last_faults,
)


def programme_kept(unit: Unit, year: int) -> dict[int, tuple[int, int]]:
    """How many of the year's deeds people of a unit finished, of how many: by number of the person.

    The programme's result is a criterion of the rating (domain 5.6); it is shown, people tick it.
    """
    rows = Deed.objects.filter(
        registration__unit=unit, registration__year=year, registration__person__isnull=False
    ).exclude(state=DeedState.REPLACED)
    found: dict[int, tuple[int, int]] = {}
    for person_id, state in rows.values_list("registration__person_id", "state"):
        done, every = found.get(person_id, (0, 0))
        found[person_id] = (done + int(state == DeedState.DONE), every + 1)
    return found


def bodies_kept(unit_ids: list[int], year: int) -> dict[int, tuple[int, int]]:
    """The same for collectives, by number of the unit."""
    rows = Deed.objects.filter(
        registration__collective__in=unit_ids, registration__year=year
    ).exclude(state=DeedState.REPLACED)
    found: dict[int, tuple[int, int]] = {}
    for unit_id, state in rows.values_list("registration__collective_id", "state"):
        done, every = found.get(unit_id, (0, 0))
        found[unit_id] = (done + int(state == DeedState.DONE), every + 1)
    return found
