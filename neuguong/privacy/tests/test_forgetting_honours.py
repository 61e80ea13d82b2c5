"""Who is forgotten vanishes from books, proposals and awards, and no number changes."""

import pytest

from neuguong.honours.actions import (
    add_awards,
    enter_many,
    keep_catalogue,
    nominate,
    open_proposal,
)
from neuguong.honours.actions.conferred import AwardEntry
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.actions.proposals import Nomination
from neuguong.honours.actions.roll import Draft, Entered
from neuguong.honours.models import Award, Entry, Nominee
from neuguong.honours.rules.catalogue import FORMS, PARTY_MERIT
from neuguong.honours.rules.roll import FIELDS
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.dates import Period
from neuguong.people.access import AccountActor
from neuguong.privacy.actions.forgetting import forget_person
from neuguong.privacy.queries.own import everything_about
from neuguong.privacy.tests.conftest import CELL, LATER
from neuguong.rollup.queries import catalogue, figures_of
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def honoured(lively: World) -> World:
    """Chi stands in the book, another entry names her; she is proposed and has an award."""
    by, cell = lively.machine, lively.unit(CELL)
    keep_catalogue(by=by, fields=FIELDS, forms=FORMS, since=FOUNDED)
    chi = SubjectEntry(SubjectKind.INDIVIDUAL, person_id=lively.people["Chi"].pk)
    giang = SubjectEntry(SubjectKind.INDIVIDUAL, person_id=lively.people["Giang"].pk)
    rows = [
        Entered(Draft(chi, 4, "Giúp hộ nghèo sửa nhà", address="thôn Phiêng Tác"), TODAY),
        Entered(Draft(giang, 4, "Cùng chị Nông Thị Chi mở đường"), TODAY),
    ]
    enter_many(by=by, unit_id=cell.pk, year=YEAR, rows=rows, today=LATER)
    proposal = open_proposal(
        by=by, unit_id=cell.pk, to_unit_id=cell.pk, year=YEAR, title="khen", occasion="năm",
        is_programme=True, made_on=TODAY,
    )  # fmt: skip
    nomination = Nomination(chi, PARTY_MERIT, YEAR, YEAR, words="Chị Nông Thị Chi làm cầu")
    nominate(by=by, proposal_id=proposal.pk, rows=[nomination], today=TODAY)
    award = AwardEntry(chi, PARTY_MERIT, TODAY, YEAR, YEAR, "01-QĐ")
    add_awards(by=by, unit_id=cell.pk, rows=[award], today=LATER)
    return lively


def figures(world: World) -> dict[str, object]:
    keys = [key for key in catalogue() if key.startswith("honours.")]
    found = figures_of(world.unit("tinh"), Period("year", YEAR), keys)
    return {key: (figure.value, figure.n) for key, figure in found.items()}


def test_the_forgotten_vanish_and_every_number_stays(
    honoured: World, officer: AccountActor
) -> None:
    before, chi = figures(honoured), honoured.people["Chi"]
    forget_person(
        by=officer, person_id=chi.pk, reason="Người đó yêu cầu bằng đơn", now=NOW, today=TODAY
    )
    assert figures(honoured) == before
    for model in (Entry, Nominee, Award):
        for row in model._default_manager.all().values():
            assert "chi" not in str(row["search"]).split(), model
            for value in row.values():
                assert "Nông Thị Chi" not in str(value), (model, value)
    named = Entry.objects.get(person=chi)
    assert named.name.startswith("Người số ")
    assert named.address == ""


def test_the_copy_for_oneself_holds_honours(honoured: World) -> None:
    found = {part.key: part.rows for part in everything_about(honoured.people["Chi"])}
    assert len(found["entries"]) == len(found["awards"]) == len(found["nominees"]) == 1
