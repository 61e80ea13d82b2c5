"""The same file from two browsers at once: both end well, nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from neuguong.deeds.models import Deed, Registration
from neuguong.exchange.actions import import_deeds
from neuguong.exchange.tests.samples import clean
from neuguong.org.models import Unit
from neuguong.people.models import Person
from tests.world import NOW, TODAY, YEAR, World

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_imports_of_one_file_take_turns(world: World) -> None:
    units, people = Unit.objects.count(), Person.objects.count()

    def bring(name: str) -> int:
        try:
            outcome = import_deeds(
                by=world.machine, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, data=clean(), name=name,
                today=TODAY, now=NOW,
            )  # fmt: skip
            return outcome.plan.deeds_new
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        added = sorted(pool.map(bring, ["mot.xlsx", "hai.xlsx"]))
    assert added == [0, 7]
    assert (Unit.objects.count() - units, Person.objects.count() - people) == (2, 3)
    assert (Registration.objects.count(), Deed.objects.count()) == (3, 7)
