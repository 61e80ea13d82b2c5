"""Two who begin the same row at the same moment: one registration, and each learns of the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from neuguong.deeds.actions.grid import CellChanged, save_cell
from neuguong.deeds.models import Deed, Registration
from neuguong.people.access import AccountActor
from tests.world import TODAY, YEAR, build

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_the_same_empty_cell_written_by_two_at_once() -> None:
    world = build()
    start = Barrier(2)

    def write(by: AccountActor, text: str) -> str:
        try:
            start.wait()
            save_cell(
                by=by, unit_id=world.unit("tinh/huyen/xa/mot").pk, year=YEAR, number=1, text=text,
                person_id=world.people["Chi"].pk, was="", today=TODAY,
            )  # fmt: skip
        except CellChanged as changed:
            return changed.theirs
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as together:
        first = together.submit(write, world.giang, "Mở 300 m đường")
        second = together.submit(write, world.chi, "Dạy chữ cho 5 cháu")
        answers = {first.result(), second.result()}
    kept = Deed.objects.get()
    assert answers == {"", kept.text}
    assert Registration.objects.count() == 1
