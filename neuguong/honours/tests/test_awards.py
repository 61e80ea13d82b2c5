"""Awards by acts: proposals from the empty list to certificates, history, and what counts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.documents import certificate
from neuguong.documents.certificate import name_size
from neuguong.honours.actions import conferred, proposals
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.models import Award, Nominee, Proposal
from neuguong.honours.queries.achievement import achievement_of
from neuguong.honours.queries.papers import achievement_report, certificates, shortlist
from neuguong.honours.queries.proposals import counted, nominees_of, proposal_seen, quota_of
from neuguong.honours.rules.awards import ProposalState
from neuguong.honours.rules.catalogue import (
    ADVANCED_WORKER,
    BASE_FIGHTER,
    PARTY_MERIT,
    THEMATIC_MERIT,
)
from neuguong.honours.rules.subjects import SubjectKind
from neuguong.honours.tests.conftest import CELL, COMMUNE, DISTRICT, person
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.rollup.queries import figures_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db


def opened(world: World, *, to: str = COMMUNE, names: tuple[str, ...] = ("Chi",)) -> Proposal:
    made = proposals.open_proposal(
        by=world.giang, unit_id=world.unit(CELL).pk, to_unit_id=world.unit(to).pk, year=YEAR,
        title="khen thưởng năm 2022", occasion="tổng kết năm 2022", is_programme=True,
        made_on=TODAY,
    )  # fmt: skip
    rows = [
        proposals.Nomination(person(world, name), PARTY_MERIT, YEAR, YEAR, words="Làm cầu.")
        for name in names
    ]
    proposals.nominate(by=world.giang, proposal_id=made.pk, rows=rows, today=TODAY)
    return made


def voted_and_sent(world: World, proposal: Proposal) -> None:
    votes = dict.fromkeys(proposal.nominees.values_list("pk", flat=True), 9)
    proposals.record_vote(
        by=world.giang, proposal_id=proposal.pk, day=TODAY, votes_of=9, votes=votes, today=TODAY
    )
    proposals.send_proposal(by=world.giang, proposal_id=proposal.pk, today=TODAY)


def decided(world: World, proposal: Proposal, refused: dict[int, str] | None = None) -> list[Award]:
    return proposals.decide_proposal(
        by=world.binh, proposal_id=proposal.pk, decision="27-QĐ/ĐU", decided_on=TODAY,
        issuer="Đảng ủy xã Nà Thử", refused=refused or {}, today=TODAY,
    )  # fmt: skip


def figure(world: World, key: str, slug: str = DISTRICT, period: str = "2022") -> object:
    return figures_of(world.unit(slug), Period.parse(period), [key])[key]


def test_a_proposal_goes_its_way_to_awards_and_certificates(honoured: World) -> None:
    proposal = opened(honoured, names=("Chi", "Giang"))
    with pytest.raises(Refused) as caught:
        proposals.send_proposal(by=honoured.giang, proposal_id=proposal.pk, today=TODAY)
    assert caught.value.refusal.code == "vote_first"
    voted_and_sent(honoured, proposal)
    with pytest.raises(Refused):
        proposals.drop_nominee(by=honoured.giang, nominee_id=Nominee.objects.first().pk)  # type: ignore[union-attr]
    with pytest.raises(PermissionDenied):
        proposals.decide_proposal(
            by=honoured.giang, proposal_id=proposal.pk, decision="1", decided_on=TODAY, issuer="x",
            refused={}, today=TODAY,
        )  # fmt: skip
    last = proposal.nominees.get(person=honoured.people["Giang"])
    made = decided(honoured, proposal, {last.pk: "Đã được khen việc này"})
    assert [award.person for award in made] == [honoured.people["Chi"]]
    assert figure(honoured, "honours.awards.merit_individuals").scaled == 1  # type: ignore[attr-defined]
    page = proposal_seen(honoured.giang, proposal.pk)
    batch = certificates(page.proposal, [each.nominee for each in page.nominated])
    assert [each.name for each in batch.pages] == ["Đồng chí Nông Thị Chi"]
    assert certificate.as_pdf(batch)[:5] == b"%PDF-"
    assert certificate.as_pdf(batch) == certificate.as_pdf(batch)
    assert certificate.as_docx(batch) == certificate.as_docx(batch)


def test_long_names_are_set_smaller_and_stay_on_one_line() -> None:
    assert name_size("Đồng chí Lý A") > name_size(
        "Đồng chí Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thanh Hương"
    )


def test_a_returned_proposal_is_changed_and_sent_again(honoured: World) -> None:
    proposal = opened(honoured)
    voted_and_sent(honoured, proposal)
    proposals.return_proposal(by=honoured.binh, proposal_id=proposal.pk, why="Thiếu thành tích")
    row = proposals.Nomination(person(honoured, "Giang"), PARTY_MERIT, YEAR, YEAR)
    proposals.nominate(by=honoured.giang, proposal_id=proposal.pk, rows=[row], today=TODAY)
    voted_and_sent(honoured, proposal)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SENT
    assert len(decided(honoured, proposal)) == 2


def test_who_comes_after_the_vote_is_voted_on_too(honoured: World) -> None:
    proposal = opened(honoured)
    proposals.record_vote(
        by=honoured.giang, proposal_id=proposal.pk, day=TODAY, votes_of=9,
        votes={proposal.nominees.get().pk: 9}, today=TODAY,
    )  # fmt: skip
    row = proposals.Nomination(person(honoured, "Giang"), PARTY_MERIT, YEAR, YEAR)
    proposals.nominate(by=honoured.giang, proposal_id=proposal.pk, rows=[row], today=TODAY)
    proposal.refresh_from_db()
    assert proposal.voted_on is None


def test_warnings_come_from_what_is_there_and_hinder_nobody(honoured: World) -> None:
    first = opened(honoured)
    voted_and_sent(honoured, first)
    decided(honoured, first)
    second = opened(honoured, to=DISTRICT)
    (each,) = nominees_of(second)
    assert {warning.code for warning in each.warnings} == {"one_form", "consent"}
    voted_and_sent(honoured, second)


def test_a_quota_counts_those_who_have_the_title_and_those_nominated(honoured: World) -> None:
    proposal = opened(honoured, names=())
    rows = [
        proposals.Nomination(person(honoured, name), form, YEAR, YEAR)
        for name, form in (("Chi", BASE_FIGHTER), ("Giang", ADVANCED_WORKER))
    ]
    proposals.nominate(by=honoured.giang, proposal_id=proposal.pk, rows=rows, today=TODAY)
    (warning,) = quota_of(proposal, list(proposal.nominees.select_related("form__quota_of")))
    assert "15% của 1" in warning.text


def test_history_counts_as_at_least_its_floor_and_says_what_it_is(honoured: World) -> None:
    entry = conferred.History(
        BASE_FIGHTER, SubjectKind.INDIVIDUAL, 2016, 2020, 100, Qualifier.ORDER, "Báo cáo số 12"
    )
    unit = honoured.unit(DISTRICT)
    made = conferred.add_history(by=honoured.machine, unit_id=unit.pk, entry=entry, today=TODAY)
    shown = figure(honoured, "honours.titles.instances", period="2016-2020")
    assert shown.text == "ít nhất 100\xa0lượt"  # type: ignore[attr-defined]
    assert figure(honoured, "honours.titles.instances", period="2016-2019").scaled == 0  # type: ignore[attr-defined]
    (line,) = counted([made])
    assert (line.instances, line.subjects, line.has_history) == (100, 0, True)


def test_instances_and_subjects_by_decision_and_by_achievement(honoured: World) -> None:
    cell = honoured.unit(CELL)
    subject = SubjectEntry(SubjectKind.COLLECTIVE, unit_id=cell.pk)
    rows = [
        conferred.AwardEntry(subject, THEMATIC_MERIT, date(2022, 1, 10), 2021, 2021, "1-QĐ"),
        conferred.AwardEntry(subject, PARTY_MERIT, date(2022, 6, 1), 2022, 2022, "2-QĐ"),
    ]
    made = conferred.add_awards(by=honoured.giang, unit_id=cell.pk, rows=rows, today=TODAY)
    values = {
        key: figure(honoured, f"honours.awards.{key}").scaled  # type: ignore[attr-defined]
        for key in ("merit_collectives", "collectives", "collectives_by_achievement")
    }
    assert values == {"merit_collectives": 2, "collectives": 1, "collectives_by_achievement": 1}
    conferred.revoke_award(
        by=honoured.giang, award_id=made[0].pk, why="Quyết định đã hủy", today=TODAY
    )
    assert figure(honoured, "honours.awards.merit_collectives").scaled == 1  # type: ignore[attr-defined]


def test_what_is_achieved_is_drawn_from_the_records(honoured: World) -> None:
    proposal = opened(honoured)
    nominee = proposal.nominees.select_related("form", "unit").get()
    drawn = achievement_of(nominee)
    assert (drawn.registered, drawn.done) == (1, 1)
    assert [(each.label, each.words) for each in drawn.sums] == [("Cầu dân sinh", "1\xa0cầu")]
    document = achievement_report(proposal, nominee, today=TODAY)
    assert "Nông Thị Chi" in document.abstract
    assert shortlist(proposal, [nominee], today=TODAY).annexes[0].landscape


def test_the_one_who_decides_reads_a_sent_list_and_no_other(honoured: World) -> None:
    proposal = opened(honoured, to=DISTRICT)
    assert not proposal_seen(honoured.an, proposal.pk).sees
    voted_and_sent(honoured, proposal)
    assert proposal_seen(honoured.an, proposal.pk).sees
    with pytest.raises(Refused):
        opened(honoured, to="khac")
