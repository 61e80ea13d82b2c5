"""What counting costs a bulk insert: deeds into their table and into the same table without triggers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from bench import bulk
from bench.lines import Line
from bench.sizes import Size
from bench.timing import Side, alternate
from neuguong.deeds.actions import set_categories
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import CATEGORIES, DeedState, Standing, SubjectKind
from neuguong.lib.ids import uuid7
from neuguong.org.actions import UnitEntry, found_units, set_unit_types
from neuguong.org.models import Unit
from neuguong.org.rules import UNIT_TYPES
from neuguong.people.access import SystemActor
from neuguong.people.models import Person
from neuguong.rollup import triggers
from neuguong.rollup.actions import drop_triggers, fold_all
from neuguong.rollup.compile import lists

PART: Final = "counting"
YEAR: Final = 2026
SINCE: Final = date(2020, 1, 1)
CELLS, DEEDS_EACH = 50, 5
# Counting may cost a bulk write a quarter, on SQLite a third (issue 4).
LIMITS: Final = {"postgresql": 1.25, "sqlite": 1.35}
FOLDED: Final = 1 / 0.5  # with the fold beside it, half the throughput


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of deeds as the driver takes them."""

    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]

    @classmethod
    def of(cls, deeds: list[Deed]) -> "Rows":
        """The rows of these deeds; the database gives the ids."""
        fields = [field for field in Deed._meta.concrete_fields if not field.primary_key]
        values = [
            tuple(
                field.get_db_prep_save(getattr(deed, field.attname), connection) for field in fields
            )
            for deed in deeds
        ]
        return cls(tuple(str(field.column) for field in fields), values)

    def put(self, at_once: int = 0) -> None:
        """All of them in one transaction, in statements as the house makes them or of some rows."""
        with transaction.atomic():
            bulk.insert(Deed._meta.db_table, self.columns, self.values, at_once=at_once)

    def put_and_fold(self) -> None:
        """The same, and the totals of all units above brought up to date."""
        self.put()
        fold_all()


def _create(deeds: list[Deed]) -> None:
    """All of them as an act writes them."""
    for deed in deeds:
        deed.pk, deed._state.adding = None, True
    with transaction.atomic():
        Deed.objects.bulk_create(deeds, batch_size=500)


def measure(engine: str, size: Size) -> list[Line]:
    """The rows by COPY or a prepared statement, and by the ORM as acts write them."""
    deeds = _deeds(_registrations(size.deeds // DEEDS_EACH))
    rows = Rows.of(deeds)
    awake, away = _emptied(awake=True), _emptied(awake=False)
    with_, folded, without, orm_with, orm_without = alternate(
        Side(rows.put, awake),
        Side(rows.put_and_fold, awake),
        Side(rows.put, away),
        Side(lambda: _create(deeds), awake),
        Side(lambda: _create(deeds), away),
        seconds=size.seconds * 6,
    )
    alone: list[Line] = []
    if connection.vendor == "sqlite":
        slow, bare = alternate(
            Side(lambda: rows.put(1), awake), Side(lambda: rows.put(1), away),
            seconds=size.seconds * 2,
        )  # fmt: skip
        alone = [Line(PART, engine, f"{size.deeds:,} deeds, each in a statement of its own",
                      "the same without triggers", slow, bare)]  # fmt: skip
    left = _images_of(rows.put)
    if left != _images_of(lambda: _create(deeds)):
        raise AssertionError(f"{left} images")
    what = f"{size.deeds:,} deeds"
    return [
        Line(PART, engine, f"{what} inserted", "the same without triggers", with_, without,
             LIMITS[connection.vendor], f"counted {left:,} times"),
        Line(PART, engine, f"{what} by bulk_create", "the same without triggers", orm_with,
             orm_without, LIMITS[connection.vendor]),
        Line(PART, engine, f"{what} inserted and folded", "the same without triggers", folded,
             without, FOLDED),
        *alone,
    ]  # fmt: skip


def _images_of(put: Callable[[], None]) -> int:
    """How many rows the images of these deeds stand for; on PostgreSQL equal ones are one image."""
    _emptied(awake=True)()
    put()
    return bulk.one("SELECT sum(sign) FROM rollup_outbox")


def _emptied(*, awake: bool) -> Callable[[], None]:
    """What makes the table empty, nothing waiting, and the triggers awake or away."""

    def make() -> None:
        drop_triggers()
        if connection.vendor == "postgresql":
            bulk.run("TRUNCATE deeds_deed CASCADE", "TRUNCATE rollup_outbox", "CHECKPOINT")
        else:
            bulk.run("DELETE FROM deeds_deed", "DELETE FROM rollup_outbox",
                     "PRAGMA wal_checkpoint(TRUNCATE)")  # fmt: skip
        if awake:
            triggers.make(list(lists().sources.values()))

    return make


def _registrations(count: int) -> list[Registration]:
    """Registrations of invented people in the cells of a district, confirmed in March."""
    by = SystemActor("bench")
    set_unit_types(by=by, types=UNIT_TYPES)
    set_categories(by=by, entries=CATEGORIES, since=SINCE)
    entries = [
        UnitEntry("mau", "Tỉnh Mẫu", "province"),
        UnitEntry("mau/huyen", "Huyện Mẫu", "district", "mau"),
        *(
            UnitEntry(f"mau/huyen/{number}", f"Chi bộ {number}", "base_cell", "mau/huyen")
            for number in range(CELLS)
        ),
    ]
    cells: list[Unit] = found_units(by=by, entries=entries, on=SINCE)[2:]
    people = Person.objects.bulk_create(
        [Person(full_name=f"Người {number}") for number in range(count)], batch_size=500
    )
    registrations = [
        Registration(
            year=YEAR, unit=cells[number % CELLS], person=person, name=person.full_name,
            subject_kind=SubjectKind.INDIVIDUAL, unit_name="", month=YEAR * 100 + 3,
            standing=Standing.COUNTED, registered_on=date(YEAR, 3, 1),
        )
        for number, person in enumerate(people)
    ]  # fmt: skip
    return Registration.objects.bulk_create(registrations, batch_size=500)


def _deeds(registrations: list[Registration]) -> list[Deed]:
    """Deeds of these registrations, half of them done, over the months and categories."""
    deeds = []
    for registration in registrations:
        for number in range(DEEDS_EACH):
            month = YEAR * 100 + 1 + (registration.pk + number) % 12
            done = number % 2 == 0
            deeds.append(
                Deed(
                    uid=uuid7(), registration=registration, number=number + 1,
                    text=f"Trồng {number + 1} ha rừng ở thôn và giữ sạch đường làng",
                    search="trong rung o thon va giu sach duong lang",
                    category_id=CATEGORIES[number % len(CATEGORIES)].number,
                    state=DeedState.DONE if done else DeedState.IN_PROGRESS,
                    state_on=date(YEAR, 6, 1), unit_id=registration.unit_id, year=YEAR,
                    month=month, done_month=month if done else None,
                    subject_kind=SubjectKind.INDIVIDUAL, standing=Standing.COUNTED,
                )
            )  # fmt: skip
    return deeds
