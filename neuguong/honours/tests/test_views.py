"""Pages of honours: what each reader finds, the ways by form, papers as files, statements counted."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.audit.models import AuditEntry
from neuguong.honours.actions import roll as book
from neuguong.honours.actions.roll import Draft, Entered
from neuguong.honours.models import Award, Entry, Proposal
from neuguong.honours.rules.awards import ProposalState
from neuguong.honours.rules.catalogue import PARTY_MERIT
from neuguong.honours.rules.roll import EntryState
from neuguong.honours.tests.conftest import CELL, COMMUNE, DISTRICT, Door, deed_of, person
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return " ".join(response.content.decode().split())


def fill(world: World, count: int) -> None:
    rows = [
        Entered(Draft(person(world, "Chi"), 4, f"Việc tốt số {n}"), TODAY) for n in range(count)
    ]
    book.enter_many(by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, rows=rows, today=TODAY)


def test_names_are_read_in_the_base_and_masked_above_it(honoured: World, visit: Door) -> None:
    fill(honoured, 1)
    url = f"/guong/so/{CELL}?ky={YEAR}"
    assert "Nông Thị Chi" in page(visit("giang"), url)
    assert "Nông Thị Chi" in page(visit("binh"), url)
    above = page(visit("an"), url)
    assert "Nông Thị Chi" not in above
    assert "một người" in above
    entry = Entry.objects.get()
    assert "Nông Thị Chi" not in page(visit("an"), f"/guong/muc/{entry.pk}")
    assert "Nông Thị Chi" in page(visit("chi"), f"/guong/muc/{entry.pk}"), "her own"
    assert "Nông Thị Chi" in page(visit("giang"), f"/guong/muc/{entry.pk}")
    assert visit("dung").get(f"/guong/muc/{entry.pk}").status_code == 404
    assert AuditEntry.objects.filter(act="honours.view", person_id=entry.person_id).exists()


def test_a_deed_is_proposed_from_its_own_page(honoured: World, visit: Door) -> None:
    client, deed = visit("giang"), deed_of(honoured, "Chi")
    assert f'href="/guong/tu-viec/{deed.pk}"' in page(client, f"/viec/{deed.pk}/")
    form = page(client, f"/guong/tu-viec/{deed.pk}")
    assert "Làm cầu qua suối" in form
    assert "1\u00a0cầu" in client.get(f"/guong/tu-viec/{deed.pk}").content.decode()
    said = {"who": f"p{honoured.people['Chi'].pk}", "field": "2", "summary": "Làm cầu qua suối"}
    assert client.post(f"/guong/tu-viec/{deed.pk}", said).status_code == 302
    entry = Entry.objects.get()
    assert (entry.deed, entry.from_deed, entry.name) == (deed, 1, "Nông Thị Chi")


def test_many_deeds_are_ticked_and_one_meeting_concludes(honoured: World, visit: Door) -> None:
    client = visit("giang")
    picks = f"/guong/chon-viec/{CELL}?ky={YEAR}"
    numbers = re.findall(r'name="viec" value="(\d+)"', page(client, picks))
    assert len(numbers) == 2
    assert client.post(picks, {"viec": []}).status_code == 422
    assert client.post(picks, {"viec": numbers}).status_code == 302
    one, two = Entry.objects.order_by("pk")
    said = {
        "day": "15/6/2022", "votes_of": "9", "decision": "Biên bản số 6",
        f"m{one.pk}-by": "Chi ủy", f"m{one.pk}-how": "xem tận nơi", f"m{one.pk}-votes": "9",
        f"m{one.pk}-end": "1", f"m{two.pk}-end": "",
    }  # fmt: skip
    answer = client.post(f"/guong/hop-xet/{CELL}?ky={YEAR}", said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (EntryState.DECIDED, EntryState.PROPOSED)
    assert (one.votes_for, one.votes_of, one.decision) == (9, 9, "Biên bản số 6")


@pytest.mark.parametrize(("shape", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_book_is_taken_away_and_that_is_noted(
    honoured: World, visit: Door, shape: str, begins: bytes
) -> None:
    fill(honoured, 3)
    answer = visit("giang").get(f"/guong/in-so/{CELL}?ky={YEAR}&dang={shape}")
    assert answer.content[:4].startswith(begins)
    assert AuditEntry.objects.filter(act="honours.view", kind=AuditEntry.READ).exists()
    above = visit("an").get(f"/guong/in-so/{CELL}?ky={YEAR}&dang=csv").content.decode()
    assert "Nông Thị Chi" not in above
    assert visit("an").get(f"/guong/in-so/{CELL}?ky={YEAR}&dang=pdf").status_code == 403


def test_a_proposal_from_the_empty_list_to_the_certificates(honoured: World, visit: Door) -> None:
    giang, binh = visit("giang"), visit("binh")
    said = {"title": "khen thưởng", "occasion": "tổng kết năm", "is_programme": "on",
            "to_unit": str(honoured.unit(COMMUNE).pk)}  # fmt: skip
    assert giang.post(f"/guong/lap-de-nghi/{CELL}?ky={YEAR}", said).status_code == 302
    proposal = Proposal.objects.get()
    base = f"/guong/de-nghi/{proposal.pk}"
    chosen = {"form_number": str(PARTY_MERIT), "first_year": "2022", "last_year": "2022",
              "people": [str(honoured.people["Chi"].pk), str(honoured.people["Giang"].pk)]}  # fmt: skip
    assert giang.post(f"{base}/them", chosen).status_code == 302
    one, two = proposal.nominees.order_by("number")
    votes = {"day": "15/6/2022", "votes_of": "9", f"n{one.pk}": "9", f"n{two.pk}": "10"}
    assert giang.post(f"{base}/bieu-quyet", votes).status_code == 422
    assert giang.post(f"{base}/bieu-quyet", votes | {f"n{two.pk}": "8"}).status_code == 302
    assert "Chưa viết thành tích" in page(giang, f"{base}/gui")
    assert giang.post(f"{base}/gui").status_code == 302
    decision = {"day": "15/6/2022", "decision": "27-QĐ/ĐU", "issuer": "Đảng ủy xã",
                f"k{two.pk}": "Đã được khen việc này"}  # fmt: skip
    assert giang.post(f"{base}/quyet-dinh", decision).status_code == 403
    assert binh.post(f"{base}/quyet-dinh", decision).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECIDED
    assert Award.objects.get().person == honoured.people["Chi"]
    for paper in ("to=trich-ngang&dang=pdf", "to=trich-ngang&dang=docx", "to=giay-khen&dang=pdf",
                  "to=giay-khen&dang=docx"):  # fmt: skip
        assert giang.get(f"{base}/in?{paper}").status_code == 200, paper
    assert giang.get(f"/guong/duoc-de-nghi/{one.pk}/in?dang=docx").status_code == 200
    assert page(giang, f"/guong/khen/{CELL}?ky={YEAR}").count("Giấy khen của cấp ủy cơ sở") == 1


def test_history_is_typed_with_its_qualifier_and_source(honoured: World, visit: Door) -> None:
    said = {"form_number": "2", "kind": "1", "first_year": "2016", "last_year": "2020",
            "qualifier": "5", "count": "100", "source": "Báo cáo số 12"}  # fmt: skip
    client = visit("binh")
    assert client.post(f"/guong/lich-su/{COMMUNE}?ky={YEAR}", said).status_code == 302
    html = page(client, f"/guong/khen/{COMMUNE}?ky=2016-2020")
    assert "lịch sử nhập" in html
    assert "ít nhất 100" in html
    bad = client.post(f"/guong/lich-su/{COMMUNE}?ky={YEAR}", said | {"first_year": "2021"})
    assert bad.status_code == 422


def test_a_form_of_ones_own_is_offered_in_the_branch_only(honoured: World, visit: Door) -> None:
    said = {"label_text": "Giấy khen Hoa ban", "track": "2", "tally": "5", "subjects": ["1", "2"],
            "conferrer": "Đảng ủy xã", "since": "01/01/2022"}  # fmt: skip
    assert visit("binh").post(f"/guong/danh-muc/{COMMUNE}", said).status_code == 302
    assert "Giấy khen Hoa ban" in page(visit("giang"), f"/guong/danh-muc/{CELL}")
    assert "Giấy khen Hoa ban" not in page(visit("an"), f"/guong/danh-muc/{DISTRICT}")


@pytest.mark.parametrize("path", ["so", "khen", "mo-hinh", "danh-muc"])
def test_a_longer_book_asks_no_more_statements(honoured: World, visit: Door, path: str) -> None:
    client = visit("giang")
    url = f"/guong/{path}/{CELL}?ky={YEAR}"
    fill(honoured, 2)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    fill(honoured, 30)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few) <= 45
