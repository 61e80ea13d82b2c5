"""A workbook brought in, against django-import-export filling the same tables with the same checks.

Its side is written as its documentation asks: one resource, whose row finds or makes what the deed
hangs on, and whose hook writes what came of it. Its slow extras (differences, reports of skipped rows)
are off; its bulk mode cannot be used, since rows of five other tables need the id of each deed.
"""

import io
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from time import perf_counter
from typing import Any, Final

from django.db import models, transaction
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from bench import bulk
from bench.lines import Line
from bench.parts.importing import HEAD, YEAR, brought_and_back, commune, rows_of, workbook
from bench.sizes import Size
from bench.timing import Times
from neuguong.audit.actions import record
from neuguong.deeds.actions.guard import (
    guess_category,
    guess_kind,
    scaled_contribution,
    scaled_quantity,
)
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.queries import category_hints
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import (
    ContributionKind,
    DeedState,
    RegistrationState,
    Standing,
    SubjectKind,
)
from neuguong.lib.vietnamese import fold, person_sort_key
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.models import Membership, Person
from neuguong.people.rules import Category

PART: Final = "import_export"
LIMIT: Final = 1 / 20  # twenty times as fast (issue 3)
_NEW_YEAR: Final = date(YEAR, 1, 1)
_MONTH: Final = YEAR * 100 + 12


def measure(engine: str, size: Size) -> list[Line]:
    """Theirs once, since it takes its time; ours three times before and after."""
    place = commune()
    data = workbook(rows_of(size.import_rows))
    bulk.run("ANALYZE")
    now = timezone.now()
    ours = brought_and_back(place, data, now)
    ours()
    times = [_seconds(ours) for _ in range(3)]
    theirs = _seconds(lambda: _and_back(lambda: _imported(place, data, now), size.import_rows))
    return [
        Line(PART, engine, f"{size.import_rows:,} rows brought in",
             "django-import-export into the same tables", Times.of(times), Times.of([theirs]), LIMIT,
             f"{theirs / min(times):,.0f} times as fast; {size.import_rows / theirs:,.0f} rows a "
             "second there"),
    ]  # fmt: skip


def _seconds(run: Callable[[], object]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def _and_back(run: Callable[[], None], rows: int) -> None:
    with transaction.atomic():
        run()
        if Deed.objects.count() != rows:
            raise AssertionError(Deed.objects.count())
        transaction.set_rollback(True)


def _imported(place: Unit, data: bytes, now: datetime) -> None:
    dataset = Dataset().load(io.BytesIO(data), format="xlsx")
    result = DeedResource(place, now).import_data(dataset, raise_errors=True)
    if result.has_errors() or result.has_validation_errors():
        raise AssertionError(result.totals)


class DeedResource(ModelResource):  # type: ignore[misc]  # comes without types
    """The deeds of a workbook as django-import-export reads them."""

    text = Field(attribute="text", column_name=HEAD[4])
    unit = Field(attribute="unit", column_name=HEAD[2], widget=ForeignKeyWidget(Unit, "name"))

    class Meta:
        model = Deed
        fields = ("text", "unit")
        import_id_fields = ()
        clean_model_instances = True
        skip_diff = True
        report_skipped = False
        use_transactions = True

    def __init__(self, place: Unit, now: datetime) -> None:
        super().__init__()
        self.by, self.place, self.now = SystemActor("bench"), place, now
        self.today = timezone.localdate(now)
        self.hints = category_hints()
        self.found: dict[tuple[int, str], Registration] = {}
        self.numbers: Counter[int] = Counter()

    def import_instance(self, instance: Deed, row: dict[str, Any], **more: object) -> None:
        """Complete before the model is checked, which the library does right after this."""
        super().import_instance(instance, row, **more)
        self._complete(instance, row)

    def after_save_instance(self, instance: Deed, row: dict[str, Any], **_more: object) -> None:
        """What came of the deed, each row checked as the library checks its own."""
        if instance.state != DeedState.DONE:
            counted = 0
        else:
            counted = 1
            result = Result(deed=instance, day=self.today, by_name=self.by.name, at=self.now)
            _checked(result)
            amount, word = Decimal(str(row[HEAD[5]])), row[HEAD[6]]
            kind = guess_kind(instance.text, word)
            _checked(Quantity(
                result=result, kind=kind, amount=amount, unit_word=word, unit=instance.unit,
                amount_scaled=scaled_quantity(kind, amount, word), month=_MONTH, counted=counted,
                subject_kind=SubjectKind.INDIVIDUAL,
            ))  # fmt: skip
        gifts = ((ContributionKind.OWN_MONEY, HEAD[8]), (ContributionKind.LABOUR_DAYS, HEAD[9]))
        for given, column in gifts:
            if row[column]:
                value = Decimal(str(row[column]))
                _checked(Contribution(
                    registration=instance.registration, deed=instance, kind=given, amount=value,
                    amount_scaled=scaled_contribution(given, value), day=self.today,
                    unit=instance.unit, month=_MONTH, subject_kind=SubjectKind.INDIVIDUAL,
                    counted=counted, accepted_on=self.today if counted else None,
                ))  # fmt: skip

    def after_import(self, *_rest: object, **_more: object) -> None:
        """One entry of the log, as an act on a list has."""
        record(by=self.by, act=Right.REGISTER, subject=self.place, unit_id=self.place.pk)

    def _complete(self, deed: Deed, row: dict[str, Any]) -> None:
        found = self._registration(row[HEAD[1]], deed.unit)
        self.numbers[found.pk] += 1
        done = row[HEAD[10]] == "Hoàn thành"
        deed.registration, deed.number = found, self.numbers[found.pk]
        deed.search = fold(deed.text)
        deed.category_id = guess_category(deed.text, self.hints)
        deed.target_amount, deed.target_unit = Decimal(str(row[HEAD[5]])), row[HEAD[6]]
        deed.target_kind = guess_kind(deed.text, deed.target_unit)
        deed.deadline = datetime.strptime(row[HEAD[7]], "%d/%m/%Y").date()  # noqa: DTZ007 a day
        deed.state = DeedState.DONE if done else DeedState.REGISTERED
        deed.state_on, deed.year, deed.month = self.today, YEAR, _MONTH
        deed.done_month = _MONTH if done else None
        deed.subject_kind, deed.standing = SubjectKind.INDIVIDUAL, Standing.COUNTED

    def _person(self, name: str, unit: Unit) -> Person:
        known = Person.objects.filter(search=fold(name), memberships__unit=unit).first()
        if known is not None:
            return known
        person = Person(full_name=name, search=fold(name), sort=person_sort_key(name))
        _checked(person)
        _checked(Membership(
            person=person, unit=unit, category=Category.OFFICIAL, valid_from=_NEW_YEAR
        ))  # fmt: skip
        return person

    def _registration(self, name: str, unit: Unit) -> Registration:
        """That of the person, remembered from row to row as any good resource would."""
        key = (unit.pk, fold(name))
        if key in self.found:
            return self.found[key]
        person = self._person(name, unit)
        found = Registration(
            year=YEAR, unit=unit, person=person, subject_kind=SubjectKind.INDIVIDUAL,
            category=Category.OFFICIAL, name=person.full_name, search=person.search,
            sort=person.sort, unit_name=unit.name, state=RegistrationState.CONFIRMED,
            standing=Standing.COUNTED, month=_MONTH, registered_on=self.today,
            submitted_on=self.today, confirmed_on=self.today, entered_by_name=self.by.name,
        )  # fmt: skip
        _checked(found)
        self.found[key] = found
        return found


def _checked(row: models.Model) -> None:
    row.full_clean()
    row.save()
