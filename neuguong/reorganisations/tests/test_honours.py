"""Books stay with their unit when it ends; what it had still to decide is decided by its heir."""

from datetime import date

import pytest

from neuguong.honours.actions import decide_proposal, enter_many, keep_catalogue, proposals
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.actions.roll import Draft, Entered
from neuguong.honours.models import Award
from neuguong.honours.queries.proposals import waiting_proposals
from neuguong.honours.rules.catalogue import FORMS, PARTY_MERIT
from neuguong.honours.rules.roll import FIELDS
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor
from neuguong.people.actions import grant_role
from neuguong.reorganisations.tests.test_acts import MERGER, MOT, ON, XA, applied, unit
from neuguong.rollup.actions import verify
from neuguong.rollup.queries import figures_of
from tests.world import FOUNDED, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
KEY = "honours.roll.individuals"


def test_an_heir_decides_what_was_open_and_the_book_stays(world: World) -> None:
    by = world.machine
    keep_catalogue(by=by, fields=FIELDS, forms=FORMS, since=FOUNDED)
    chi = SubjectEntry(SubjectKind.INDIVIDUAL, person_id=world.people["Chi"].pk)
    cell = unit(MOT)
    enter_many(
        by=by, unit_id=cell.pk, year=YEAR, rows=[Entered(Draft(chi, 4, "Giúp hộ nghèo"), TODAY)],
        today=TODAY,
    )  # fmt: skip
    proposal = proposals.open_proposal(
        by=by, unit_id=cell.pk, to_unit_id=cell.pk, year=YEAR, title="khen", occasion="năm",
        is_programme=True, made_on=TODAY,
    )  # fmt: skip
    (nominee,) = proposals.nominate(
        by=by, proposal_id=proposal.pk, today=TODAY,
        rows=[proposals.Nomination(chi, PARTY_MERIT, YEAR, YEAR)],
    )  # fmt: skip
    proposals.record_vote(
        by=by, proposal_id=proposal.pk, day=TODAY, votes_of=9, votes={nominee.pk: 9}, today=TODAY
    )
    proposals.send_proposal(by=by, proposal_id=proposal.pk, today=TODAY)
    applied(world, MERGER)
    new = unit("moi")
    assert figures_of(unit(XA), Period("year", YEAR), [KEY])[KEY].scaled == 1
    account = world.accounts["chi"]
    grant_role(by=by, account_id=account.pk, role="cell_secretary", unit_id=new.pk, since=ON)
    heir = AccountActor(account, today=ON)
    assert waiting_proposals(heir) == [proposal]
    decide_proposal(
        by=heir, proposal_id=proposal.pk, decision="1-QĐ/CB", decided_on=ON, issuer=new.name,
        refused={}, today=ON,
    )  # fmt: skip
    assert Award.objects.get().unit == unit(MOT)
    with pytest.raises(Refused) as caught:
        enter_many(by=by, unit_id=cell.pk, year=2023, rows=[], today=date(2023, 1, 5))
    assert caught.value.refusal.code == "unit_closed"
    assert verify().differences == []
