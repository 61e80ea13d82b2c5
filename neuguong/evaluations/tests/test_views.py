"""Pages of the yearly review: what they show to whom, one grid for all, a ballot from start to minutes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.evaluations import actions
from neuguong.evaluations.models import Ballot, Declaration, Rating, Review, SelfCheck
from neuguong.evaluations.rules.ballot import BallotState
from neuguong.evaluations.rules.levels import Level
from neuguong.evaluations.rules.rating import RatingState
from neuguong.evaluations.tests.conftest import CELL, COMMUNE
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.rules import Category
from neuguong.programme.actions import keep_pledge
from tests.world import FOUNDED, YEAR, World

pytestmark = pytest.mark.django_db
Q = f"?nam={YEAR}"


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def test_the_grid_proposes_for_all_members_at_once(country: World) -> None:
    chi, thai = country.people["Chi"].pk, country.people["Thái"].pk
    client = _client(country, "giang")
    page = client.get(f"/danh-gia/de-xuat/{CELL}{Q}").content.decode()
    assert len(re.findall(r'name="r\d+-level"', page)) == 4  # every Party member, nobody else
    answer = client.post(
        f"/danh-gia/de-xuat/{CELL}{Q}",
        {f"r{chi}-level": "m4", f"r{chi}-work_grade": "4", f"r{thai}-level": "k2"},
    )
    assert answer.status_code == 302
    assert Rating.objects.get(person=chi).proposed == Level.EXCELLENT
    assert Rating.objects.get(person=thai).why_not == 2
    bad = client.post(f"/danh-gia/de-xuat/{CELL}{Q}", {f"r{chi}-work_grade": "9"})
    assert bad.status_code == 422


def test_the_committee_decides_tells_and_answers(
    country: World, proposed: dict[str, Rating]
) -> None:
    actor = country.accounts["binh"].grants.get()
    actor.role = "unit_leader"
    actor.save()
    client = _client(country, "binh")
    row = proposed["Chi"]
    rows = {f"d{one.pk}-level": f"m{one.proposed}" for one in proposed.values()}
    answer = client.post(
        f"/danh-gia/quyet-dinh/{COMMUNE}{Q}",
        {**rows, f"d{row.pk}-take": "on", "number": "12-QĐ/ĐU", "day": "15/6/2022"},
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.level) == (RatingState.DECIDED, Level.EXCELLENT)
    client.post(f"/danh-gia/thong-bao/{COMMUNE}{Q}")
    row.refresh_from_db()
    assert row.noticed_on is not None
    own = _client(country, "chi")
    said = {"act": "object", "text": "Xin xem lại việc số ba của tôi"}
    assert own.post(f"/danh-gia/muc/{row.pk}/", said).status_code == 302
    reply = {"act": "answer", "text": "Đã xem lại, mở để xếp lại", "upheld": "on"}
    assert client.post(f"/danh-gia/muc/{row.pk}/", reply).status_code == 302
    row.refresh_from_db()
    assert row.state == RatingState.PROPOSED


def test_a_ballot_on_a_shared_machine_from_start_to_minutes(
    country: World, proposed: dict[str, Rating]
) -> None:
    rows = [
        (country.unit(CELL), PersonEntry(f"Lý Văn Số{n}", Category.OFFICIAL, 1980)) for n in "ABC"
    ]
    people = add_people(by=country.machine, rows=rows, since=FOUNDED)
    voters = [*people, *(country.people[name] for name in ("Giang", "Thái", "Chi"))]
    client = _client(country, "giang")
    opened = client.post(
        f"/danh-gia/mo-phieu/{CELL}{Q}",
        {"way": "screen", "teller_one": "Thái", "teller_two": "Chi", "code_one": "mã thứ nhất",
         "code_two": "mã thứ hai", "voters": [person.pk for person in voters]},
    )  # fmt: skip
    ballot = Ballot.objects.get()
    assert opened["Location"] == f"/danh-gia/bo-phieu/{ballot.pk}/"
    lines = {f"c{one.pk}": "3" for one in ballot.candidates.all()}
    for person in voters[:4]:
        slip = client.post(
            f"/danh-gia/bo-phieu/{ballot.pk}/phieu/?chung=1", {"person": person.pk, **lines}
        )
        assert slip.status_code == 302
    own = _client(country, "chi")
    assert "Bỏ phiếu" in own.get("/danh-gia/").content.decode()
    page = client.get(f"/danh-gia/bo-phieu/{ballot.pk}/").content.decode()
    assert "4 trong 6 người" in page
    codes = {"act": "close", "code_one": "mã thứ nhất", "code_two": "mã khác"}
    assert client.post(f"/danh-gia/bo-phieu/{ballot.pk}/", codes).status_code == 422
    codes["code_two"] = "mã thứ hai"
    assert client.post(f"/danh-gia/bo-phieu/{ballot.pk}/", codes).status_code == 302
    ballot.refresh_from_db()
    assert ballot.state == BallotState.CLOSED
    paper = client.get(f"/danh-gia/bo-phieu/{ballot.pk}/?dang=docx")
    assert paper.content[:2] == b"PK"


def test_a_review_is_written_and_heard_on_its_page(country: World) -> None:
    own = _client(country, "chi")
    chi = country.people["Chi"].pk
    answer = own.post(f"/danh-gia/mo-ban/{chi}/{CELL}{Q}")
    made = Review.objects.get()
    assert answer["Location"] == f"/danh-gia/ban/{made.pk}/"
    typed = {"form": "2A", "strengths": "Một", "faults": "Hai", "direction": "Ba", "own_level": "3"}
    assert own.post(answer["Location"], {**typed, "act": "send"}).status_code == 302
    keeper = _client(country, "giang")
    heard = {"act": "hear", "heard_on": "15/6/2022", "committee": "Nhất trí"}
    assert keeper.post(answer["Location"], heard).status_code == 302
    assert "Nhất trí" in own.get(answer["Location"]).content.decode()
    assert keeper.get(answer["Location"] + "?dang=exe").status_code == 409


def test_a_self_check_is_kept_handed_and_deleted_on_its_page(country: World) -> None:
    items = [(group, number, "điều") for group in (1, 2, 3) for number in range(1, 10)]
    keep_pledge(by=country.machine, version="thử", items=items)
    own = _client(country, "chi")
    here, chi = f"/danh-gia/tu-soi/{Q}", country.people["Chi"].pk
    said = {"act": "keep", "marks_1": ["1.2"], "note_1": "của riêng tôi"}
    assert own.post(here, said).status_code == 302
    assert "của riêng tôi" in own.get(here).content.decode()
    theirs = f"/danh-gia/duoc-dua/{chi}/{CELL}{Q}"
    assert _client(country, "giang").get(theirs).status_code == 404
    own.post(here, {"act": "hand", "unit": country.unit(CELL).pk})
    assert "của riêng tôi" in _client(country, "giang").get(theirs).content.decode()
    own.post(here, {"act": "drop"})
    assert not SelfCheck.objects.exists()


def test_declarations_and_the_quota_page(country: World, proposed: dict[str, Rating]) -> None:
    client = _client(country, "binh")
    said = {
        "act": "declare", "kind": "members_without_manifestation", "value": "100%", "of": "60",
        "minutes": "01-BB/ĐU", "minutes_on": "14/6/2022", "present": "9", "votes_for": "9",
    }  # fmt: skip
    assert client.post(f"/danh-gia/ke-khai/{COMMUNE}{Q}", said).status_code == 302
    assert Declaration.objects.get().of == 60
    bad = client.post(f"/danh-gia/ke-khai/{COMMUNE}{Q}", said | {"votes_for": "2"})
    assert bad.status_code == 422
    page = client.get(
        f"/danh-gia/ty-le/{COMMUNE}{Q}&excellent=120&good=451&done=27&failed=0&cua=2"
    ).content.decode()
    for share in ("26,6%", "21%", "20,1%"):
        assert share in page


def test_the_page_of_a_cell_costs_a_fixed_number_of_queries(
    country: World, proposed: dict[str, Rating]
) -> None:
    client = _client(country, "giang")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/danh-gia/don-vi/{CELL}{Q}")
        return len(asked)

    cost()
    before = cost()
    rows = [
        (country.unit(CELL), PersonEntry(f"Lý Văn Số{n}", Category.OFFICIAL, 1980))
        for n in "ABCDEF"
    ]
    people = add_people(by=country.machine, rows=rows, since=FOUNDED)
    for person in people:
        actions.open_review(
            by=country.machine, unit_id=country.unit(CELL).pk, year=YEAR, person_id=person.pk,
            today=country.giang.today,
        )  # fmt: skip
    assert cost() == before
    assert before <= 40
