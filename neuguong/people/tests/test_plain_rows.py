"""Rows as plain values land in their tables as model instances would."""

import pytest
from django.db import transaction

from neuguong.jobs.models import Job
from neuguong.lib.ids import uuid7s
from neuguong.lib.rows import PlainRows
from neuguong.people.models import Person


@pytest.mark.django_db
def test_drawn_rows_are_copied_and_have_ids_and_uids_of_their_own() -> None:
    rows = PlainRows(Person)
    drawn = rows.draw({"full_name": "Nông Thị Chi", "search": "nong thi chi", "sort": "A"})
    made = [rows.add(drawn), rows.add(drawn, birth_year=1970)]
    with transaction.atomic():
        rows.write()
    first, second = Person.objects.order_by("pk")
    assert [rows.id_of(row) for row in made] == [first.pk, second.pk]
    assert first.uid != second.uid
    assert (first.birth_year, second.birth_year) == (None, 1970)
    assert first.full_name == second.full_name == "Nông Thị Chi"


def test_a_default_that_is_made_anew_for_each_row_is_not_shared() -> None:
    with pytest.raises(TypeError):
        PlainRows(Job)


def test_identifiers_made_at_once_differ_and_say_their_version() -> None:
    made = list(uuid7s(500))
    assert len(set(made)) == 500
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
