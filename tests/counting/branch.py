"""Writes units and records straight into the tables, and counts them again by plain loops.

The loops here know the constants of the measures and the parents of units, and nothing else of the
engine: they are what its answers are compared with.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.apps import apps

from neuguong.config import measures as declared
from neuguong.deeds.models import (
    Contribution,
    Deed,
    DeedCategory,
    Quantity,
    Registration,
    Work,
)
from neuguong.lib.dates import Period
from neuguong.lib.ids import path_code
from neuguong.lib.measure import Feed, Kind, Measure, Source
from neuguong.org.models import Unit, UnitLink, UnitState, UnitType
from neuguong.people.models import Membership, Person
from neuguong.rollup.models import Image
from neuguong.rollup.verify import recount

MEASURES = {measure.key: measure for measure in declared.MEASURES}
COUNTED = [m for m in declared.MEASURES if m.kind in (Kind.SUM, Kind.STOCK)]
_numbers = count(1)


@dataclass
class Branch:
    """Units in the order in which they were founded."""

    units: list[Unit] = field(default_factory=list)

    def unit(self, number: int) -> Unit:
        """Any of the units, by any number."""
        return self.units[number % len(self.units)]

    def found(self, parent: Unit | None, *, rolled: bool, on: date = date(2015, 1, 1)) -> Unit:
        """One more unit, with an open state of a Party cell."""
        number = next(_numbers)
        kind, _new = UnitType.objects.get_or_create(
            code="thu", defaults={"label": "thử", "family": "party", "rank": 50, "valid_from": on}
        )
        unit = Unit(
            slug=f"thu-{number}", parent=parent, path=f"?{number}", rolled=rolled, sort=f"{number:09}",
            name=f"Đơn vị {number}", short_name=f"Đv {number}", search="", type=kind, opened_on=on,
        )  # fmt: skip
        unit.save()
        unit.path = (parent.path if parent else "") + path_code(unit.pk)
        unit.save(update_fields=["path"])
        UnitState.objects.create(
            unit=unit, valid_from=on, name=unit.name, short_name=unit.short_name, type=kind,
            parent=parent, family=1, is_cell=1,
        )  # fmt: skip
        UnitLink.objects.create(unit=unit, parent=parent, valid_from=on)
        self.units.append(unit)
        return unit

    def join(self, unit: Unit, start: date, end: date | None, category: int = 1) -> Membership:
        """A member from a day to a day."""
        person = Person.objects.create(full_name=f"Người {next(_numbers)}", search="", sort="")
        return Membership.objects.create(
            person=person, unit=unit, category=category, valid_from=start, valid_to=end
        )

    def register(self, unit: Unit, month: int, *, kind: int = 1, standing: int = 2) -> Registration:
        """A registration of a person, or of the unit itself where `kind` says so."""
        person = collective = None
        if kind == 1:
            person = Person.objects.create(full_name=f"Người {next(_numbers)}", search="", sort="")
        else:  # the subject does not matter to the count; once a year each
            collective = Unit.objects.exclude(own_registrations__year=month // 100).first()
            collective = collective or self.found(None, rolled=False)
        return Registration.objects.create(
            year=month // 100, unit=unit, person=person, collective=collective, subject_kind=kind,
            name="Tên", search="", sort="", unit_name=unit.name, state=3, standing=standing,
            month=month, registered_on=date(month // 100, month % 100, 5),
        )  # fmt: skip

    def deeds(self, registration: Registration, number: int, *, state: int = 1) -> list[Deed]:
        """Deeds of a registration, made at once."""
        category, _new = DeedCategory.objects.get_or_create(
            number=7, defaults={"code": "G", "label": "thử", "valid_from": date(2015, 1, 1)}
        )
        start = registration.deeds.count() + 1
        return Deed.objects.bulk_create(
            Deed(
                registration=registration, number=place, text="Làm đường", search="",
                category=category, state=state, state_on=registration.registered_on,
                unit=registration.unit, year=registration.year, month=registration.month,
                done_month=registration.month if state == 4 else None,
                subject_kind=registration.subject_kind, standing=registration.standing,
            )
            for place in range(start, start + number)
        )  # fmt: skip

    def work(self, unit: Unit, month: int, amounts: list[tuple[int, int, int]]) -> Work:
        """A shared work with quantities given as kind, smallest units and qualifier."""
        work = Work.objects.create(
            unit=unit, year=month // 100, month=month, title="Cầu", search="", counted=1,
            done_on=date(month // 100, month % 100, 9),
        )  # fmt: skip
        for kind, amount, qualifier in amounts:
            Quantity.objects.create(
                work=work, kind=kind, amount=amount, unit_word="m", amount_scaled=amount,
                qualifier=qualifier, unit=unit, month=month, subject_kind=2, counted=1,
            )  # fmt: skip
        return work

    def give(self, registration: Registration, kind: int, amount: int, qualifier: int = 1) -> Any:
        """A contribution that counts."""
        return Contribution.objects.create(
            registration=registration, kind=kind, amount=amount, amount_scaled=amount,
            qualifier=qualifier, day=registration.registered_on, unit=registration.unit,
            month=registration.month, subject_kind=registration.subject_kind, counted=1,
        )  # fmt: skip


def line_of(unit_id: int) -> list[int]:
    """The unit and those above it, by their parents."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    line: list[int] = []
    at: int | None = unit_id
    while at is not None:
        line.append(at)
        at = parents[at]
    return line


def rows_of(feed: Feed, period: Period) -> Iterator[dict[str, Any]]:
    """The records that a feed counts in a period: in its months, or valid on its last day."""
    source = feed.source
    model = next(m for m in apps.get_models() if m._meta.db_table == source.table)
    for row in model._default_manager.values():
        if all(row[facet] in allowed for facet, allowed in feed.where.items()) and _is_in(
            source, row, period
        ):
            yield row


def _is_in(source: Source, row: dict[str, Any], period: Period) -> bool:
    if source.month is not None:
        return row[source.month] in period.months
    start, end = row[source.start or ""], row[source.end or ""]
    return bool(start <= period.last_day and (end is None or end > period.last_day))


def counts_by_unit(measure: Measure, period: Period) -> dict[int, Counter[str]]:
    """What each unit's own records give a measure: rows, sum, and parts that are not exact."""
    found: dict[int, Counter[str]] = {}
    for feed in measure.feeds:
        for row in rows_of(feed, period):
            own = found.setdefault(row[feed.source.unit], Counter())
            qualifier = row[feed.source.qualifier] if feed.source.qualifier else 1
            own["n"] += 1
            own["v"] += row[feed.value] if feed.value else 1
            own[f"q{qualifier}"] += 1
    return found


def truth(measure: Measure, period: Period) -> dict[int, Counter[str]]:
    """What each unit's branch gives a measure."""
    found: dict[int, Counter[str]] = {}
    for unit_id, own in counts_by_unit(measure, period).items():
        for above in line_of(unit_id):
            found.setdefault(above, Counter()).update(own)
    return found


def wrong_totals() -> list[dict[str, Any]]:
    """What a recount finds; sentences about copied columns are not meant for rows written here."""
    return [difference for difference in recount().differences if difference["measure"]]


def compared_keys() -> list[str]:
    """The keys of all measures but those that ask statements of their own: attributes and the like."""
    return [key for key, measure in MEASURES.items() if not measure.kind.stands_alone]


def pending() -> int:
    """How many images wait."""
    return Image.objects.count()
