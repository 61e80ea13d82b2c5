"""Every address × every one of the cast: an address without a row in the table fails.

The left word of a cell is the answer to GET, the right one to an empty POST. A test that fails prints
the row as the site answers now, in the notation of the table: read it before you believe it.
"""

import pytest
from django.urls import reverse

from neuguong.people.roles import RIGHT_WORDS, ROLES
from tests.every_url import EXPECTED
from tests.rows import CAST, fitting, written
from tests.standing import ALL, Standing, arguments_of, files_that_vanish, standing  # noqa: F401

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row() -> None:
    assert set(ALL) == set(EXPECTED)


def test_every_role_is_one_of_the_cast(standing: Standing) -> None:  # noqa: F811
    held = {grant.role for by in standing.cast.actors.values() for grant in by.grants}
    assert held == set(ROLES)


def test_rows_ask_for_rights_that_there_are() -> None:
    for name, row in EXPECTED.items():
        assert row.sees in RIGHT_WORDS, name
        assert row.right is None or row.right in RIGHT_WORDS, name
        assert set(row.but) <= set(CAST), name


def answers(standing: Standing, name: str) -> dict[str, str]:  # noqa: F811
    """What an address answers now to each of the cast, `GET/POST`."""
    url = reverse(name, kwargs=arguments_of(name, standing.things))
    found = {}
    for who in CAST:
        client = standing.client(who, raise_request_exception=False)
        codes = [str(standing.ask(client, each, url).status_code) for each in ("get", "post")]
        found[who] = "/".join(codes)
    return found


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_address_answers_everyone_as_the_table_says(
    standing: Standing,  # noqa: F811
    name: str,
) -> None:
    found = answers(standing, name)
    expected = {who: EXPECTED[name].of(standing.cast, who) for who in CAST}
    room = name.partition(":")[0]
    assert found == expected, f'"{name}": {written(fitting(standing.cast, found, room))},'
