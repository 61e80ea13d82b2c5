"""A nation with its records: `python -m bench.records SIZE records|fewer` fills the database named.

Rows are made by SQL out of arithmetic, copies of one template row each; totals come from `rebuild`.
Beside them stand the sums of each unit's own records and, where they are installed, the same units as
trees of django-treebeard and django-mptt.
"""

import sys
from datetime import date
from typing import Final

import django
from django.core.management.color import no_style
from django.db import connection, models, transaction

django.setup()

from bench import bulk, rivals, synthetic  # noqa: E402 - after the rooms are known
from bench.sizes import SIZES, Records  # noqa: E402
from bench.synthetic import Nation  # noqa: E402
from neuguong.deeds.actions import set_categories  # noqa: E402
from neuguong.deeds.models import Contribution, Deed, Registration  # noqa: E402
from neuguong.deeds.rules import CATEGORIES, Standing, SubjectKind  # noqa: E402
from neuguong.org.models import Unit, UnitState  # noqa: E402
from neuguong.people.access import SystemActor  # noqa: E402
from neuguong.people.models import Person  # noqa: E402
from neuguong.people.rules import Category  # noqa: E402
from neuguong.rollup import actions, triggers  # noqa: E402
from neuguong.rollup.compile import lists  # noqa: E402

YEAR: Final = rivals.YEAR
_TEMPLATE: Final = 10**12  # the id of the row that is copied, and goes away afterwards
_KINDS: Final = ("province", "province", "commune", "cell")
_SINCE: Final = date(2020, 1, 1)
_DAY: Final = date(YEAR, 3, 1)


def main() -> None:
    """Fill the database that the environment names."""
    size = SIZES[sys.argv[1]]
    build(size.records if sys.argv[2] == "records" else size.fewer)


def build(size: Records) -> None:
    """Units, records, totals, and what rivals read."""
    with transaction.atomic():
        root = synthetic.found(Nation(size.communes, size.cells, 0, 1), _KINDS)
        _states_of_cells()
        actions.fold_all()
        actions.drop_triggers()
        _fill(size)
    with transaction.atomic():
        triggers.make(list(lists().sources.values()))
        actions.rebuild()
    rivals.keep_own_sums()
    rivals.plant_trees(root)
    bulk.run("ANALYZE")


def _states_of_cells() -> None:
    """The state of every unit that keeps no totals, so that it can be moved as any other."""
    of_commune = "FROM org_unitstate s WHERE s.unit_id = u.parent_id LIMIT 1"
    own = {
        "unit_id": "u.id", "name": "u.name", "short_name": "u.short_name",
        "type_id": "u.type_id", "parent_id": "u.parent_id", "is_cell": "1",
    }  # fmt: skip
    fields = UnitState._meta.concrete_fields
    columns = [str(field.column) for field in fields if not field.primary_key]
    values = [own.get(column, f"(SELECT s.{column} {of_commune})") for column in columns]
    bulk.run(
        f"INSERT INTO org_unitstate ({', '.join(columns)}) SELECT {', '.join(values)}"
        " FROM org_unit u WHERE NOT u.rolled ORDER BY u.id"
    )


def _fill(size: Records) -> None:
    """People, registrations, deeds and contributions of every unit at the bottom."""
    set_categories(by=SystemActor("bench"), entries=CATEGORIES, since=_SINCE)
    _templates()
    first = bulk.one("SELECT min(id) FROM org_unit WHERE NOT rolled")
    cells = f"(SELECT id AS unit_id, id - {first} AS c FROM org_unit WHERE NOT rolled) u"
    each = f"{_numbers(size.people + 1)} r"
    kind = f"CASE WHEN r.k > 0 THEN {SubjectKind.INDIVIDUAL} ELSE 2 + u.c % 2 END"
    number = f"(1 + u.c * {size.people + 1} + r.k)"
    lot = "(u.c * 3 + r.k) % 25"
    standing = (
        f"CASE {lot} WHEN 0 THEN {Standing.WAITING} WHEN 1 THEN {Standing.NONE}"
        f" ELSE {Standing.COUNTED} END"
    )
    _copies(Person, f"{cells} CROSS JOIN {each}", "r.k > 0", id=number)
    _copies(
        Registration, f"{cells} CROSS JOIN {each}", id=number, unit_id="u.unit_id",
        person_id=f"CASE WHEN r.k > 0 THEN {number} END",
        collective_id="CASE WHEN r.k = 0 THEN u.unit_id END", subject_kind=kind,
        category=f"CASE WHEN r.k > 0 THEN {int(Category.OFFICIAL)} ELSE 0 END",
        state=f"CASE {lot} WHEN 0 THEN 2 WHEN 1 THEN 1 ELSE 3 END", standing=standing,
        month=f"{YEAR * 100 + 1} + u.c % 12",
    )  # fmt: skip
    registered = f"deeds_registration r CROSS JOIN {_numbers(size.deeds)} d"
    month = f"{YEAR * 100 + 1} + (r.id + d.k) % 12"
    state = "CASE WHEN (r.id + d.k * 7) % 20 < 12 THEN 4 ELSE 1 + (r.id + d.k * 7) % 3 END"
    ended = "CASE WHEN (r.id + d.k * 7) % 20 > 17 THEN 5 + r.id % 2"
    state = f"{ended} ELSE {state} END"
    _copies(
        Deed, registered, f"r.id < {_TEMPLATE}", id=f"(r.id - 1) * {size.deeds} + d.k + 1",
        registration_id="r.id", number="d.k + 1",
        unit_id="r.unit_id", subject_kind="r.subject_kind", standing="r.standing", state=state,
        month=month, done_month=f"CASE WHEN ({state}) = 4 THEN {month} END",
        category_id=f"1 + (r.id + d.k) % {min(9, len(CATEGORIES))}",
    )  # fmt: skip
    _copies(
        Contribution, "deeds_registration r", f"r.id < {_TEMPLATE}", id="r.id",
        registration_id="r.id", kind=f"1 + (r.unit_id + r.id % {size.people + 1}) % 6",
        amount_scaled="1000 + r.id % 977", subject_kind="r.subject_kind", unit_id="r.unit_id",
        month="r.month", counted=f"CASE WHEN r.standing = {Standing.COUNTED} THEN 1 ELSE 0 END",
    )  # fmt: skip
    made = (Contribution, Deed, Registration, Person)
    bulk.run(*(f"DELETE FROM {model._meta.db_table} WHERE id = {_TEMPLATE}" for model in made))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)
    if connection.vendor == "sqlite":
        bulk.run(
            *(
                f"UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM {model._meta.db_table})"
                f" WHERE name = '{model._meta.db_table}'"
                for model in made
            )
        )


def _templates() -> None:
    """One row of each kind, of which all others are copies."""
    person = Person.objects.create(pk=_TEMPLATE, full_name="Người Mẫu", search="nguoi mau")
    unit = Unit.objects.filter(rolled=False).order_by("pk")[0]
    registration = Registration.objects.create(
        pk=_TEMPLATE, year=YEAR, unit=unit, person=person, subject_kind=SubjectKind.INDIVIDUAL,
        name=person.full_name, unit_name=unit.name, month=YEAR * 100 + 1, registered_on=_DAY,
    )  # fmt: skip
    Deed.objects.create(
        pk=_TEMPLATE, registration=registration, number=1,
        text="Trồng một ha rừng ở thôn", search="trong mot ha rung o thon",
        category_id=CATEGORIES[0].number, state_on=_DAY, unit=unit, year=YEAR,
        month=YEAR * 100 + 1, subject_kind=SubjectKind.INDIVIDUAL,
    )  # fmt: skip
    Contribution.objects.create(
        pk=_TEMPLATE, registration=registration, kind=1, amount=1, amount_scaled=1, day=_DAY,
        unit=unit, month=YEAR * 100 + 1, subject_kind=SubjectKind.INDIVIDUAL,
    )  # fmt: skip


def _copies(
    model: type[models.Model], source: str, where: str = "1 = 1", **expressions: str
) -> None:
    """A copy of the template for every row of the source, with these columns of its own."""
    known = [str(field.column) for field in model._meta.concrete_fields]
    if "uid" in known:
        random = "gen_random_uuid()"
        if connection.vendor == "sqlite":
            random = "lower(hex(randomblob(16)))"
        expressions["uid"] = random
    if strange := expressions.keys() - set(known):
        raise ValueError(strange)
    values = ", ".join(expressions.get(column, f"t.{column}") for column in known)
    table = model._meta.db_table
    bulk.run(
        f"INSERT INTO {table} ({', '.join(known)}) SELECT {values} FROM {table} t"
        f" CROSS JOIN {source} WHERE t.id = {_TEMPLATE} AND {where}"
    )


def _numbers(count: int) -> str:
    """The numbers from 0 as a table with the column `k`."""
    return f"({' UNION ALL '.join(f'SELECT {number} AS k' for number in range(count))})"


def late(count: int, start: int = 0) -> None:
    """So many deeds that come now, one by one, each with its image that waits to be folded."""
    last = bulk.one("SELECT max(id) FROM deeds_registration")
    for number in range(start, start + count):
        registration = Registration.objects.get(pk=1 + number * 7919 % last)
        Deed.objects.create(
            registration=registration, number=1000 + number // last, text="Việc thêm",
            category_id=CATEGORIES[number % 9].number, state_on=_DAY, year=YEAR,
            unit_id=registration.unit_id, month=YEAR * 100 + 1 + number % 12,
            subject_kind=registration.subject_kind, standing=registration.standing,
        )  # fmt: skip


if __name__ == "__main__":
    main()
