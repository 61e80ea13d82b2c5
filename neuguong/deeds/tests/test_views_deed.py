"""The page of a deed, its results and pictures, and who may know of them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.models import Contribution, Deed, Evidence, Quantity, Result
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.lib.amounts import Qualifier
from tests.world import TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"
SAID = {
    "text": "Đường đã thông", "day": "10/6/2022", "finished": "xong", "so1-amount": "gần 700",
    "so1-unit": "m", "so1-qualifier": "1", "gop1-kind": "4", "gop1-people": "5", "gop1-days": "2",
}  # fmt: skip


def at(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


@pytest.fixture
def deed(world: World) -> Deed:
    """Chi's confirmed deed."""
    found = actions.begin_registration(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, today=TODAY,
        entries=[DeedEntry("Mở 700 m đường lâm nghiệp")], person_id=world.people["Chi"].pk,
        until=RegistrationState.CONFIRMED,
    )  # fmt: skip
    return found.deeds.get()


def photo(name: str = "duong.jpg") -> SimpleUploadedFile:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def disguised() -> SimpleUploadedFile:
    """A program under the name of a picture."""
    return SimpleUploadedFile("anh.jpg", b"MZ" + b"\0" * 400, "image/jpeg")


def url(name: str, row: Deed | Evidence | Contribution) -> str:
    """An address of this room."""
    return reverse(f"deeds:{name}", args=[row.pk])


def test_a_result_is_told_with_amounts_gifts_and_photos(world: World, deed: Deed) -> None:
    chi = at(world, "chi")
    answer = chi.post(url("report", deed), SAID | {"photos": [photo("1.jpg"), photo("2.jpg")]})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/viec-cua-toi/?nam={YEAR}#viec-{deed.pk}")
    deed.refresh_from_db()
    assert (deed.state, deed.state_on) == (DeedState.REPORTED, date(2022, 6, 10))
    amount, gift = Quantity.objects.get(), Contribution.objects.get()
    assert (amount.amount_scaled, amount.qualifier, amount.kind) == (700, Qualifier.AT_MOST, 1)
    assert (gift.kind, gift.amount_scaled, gift.people) == (ContributionKind.LABOUR_DAYS, 20, 5)
    assert Evidence.objects.filter(result=Result.objects.get()).count() == 2
    page = chi.get(url("deed", deed)).content.decode().replace("\u00a0", " ")
    for words in ("gần 700 m", "10 ngày công (5 người × 2 ngày)", "Đường đã thông"):
        assert words in page


def test_a_disguised_photo_is_refused_at_its_field_and_nothing_is_lost(
    world: World, deed: Deed
) -> None:
    answer = at(world, "chi").post(url("report", deed), SAID | {"photos": [photo(), disguised()]})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'href="#id_photos"' in text
    for typed in ("Đường đã thông", 'value="gần 700"', 'value="10/6/2022"', 'value="5"'):
        assert typed in text
    assert not Result.objects.exists()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "31/12/2199"}, "Ngày làm ở phía trước"),
        ({"day": "1/1/2010"}, "cách xa năm 2022"),
        ({"so1-amount": "15.50.000"}, "15.50.000"),
    ],
)
def test_what_is_refused_is_shown_at_the_field(
    world: World, deed: Deed, typed: dict[str, str], sentence: str
) -> None:
    answer = at(world, "chi").post(url("report", deed), SAID | typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_unit_confirms_or_returns_what_was_told(world: World, deed: Deed) -> None:
    chi, giang = at(world, "chi"), at(world, "giang")
    chi.post(url("report", deed), SAID)
    assert "Trả lại kết quả" in giang.get(url("deed", deed)).content.decode()
    assert giang.post(url("return_result", deed), {"why": "Thiếu ảnh"}).status_code == 302
    assert "“Thiếu ảnh”" in chi.get(url("report", deed)).content.decode()
    chi.post(url("report", deed), SAID | {"so1-amount": "", "gop1-kind": "", "gop1-people": "",
                                          "gop1-days": ""})  # fmt: skip
    assert giang.post(url("confirm_done", deed), {"day": "12/6/2022"}).status_code == 302
    deed.refresh_from_db()
    assert (deed.state, deed.state_on) == (DeedState.DONE, date(2022, 6, 12))
    assert Quantity.objects.get().counted == 1
    assert giang.post(url("reopen", deed), {"why": "Ghi nhầm số"}).status_code == 302
    assert Quantity.objects.get().counted == 0


def test_a_deed_is_begun_given_up_or_carried_over(world: World, deed: Deed) -> None:
    chi, giang = at(world, "chi"), at(world, "giang")
    assert chi.post(url("start", deed)).status_code == 302
    assert chi.post(url("carry_over", deed), {"why": "Mưa lớn"}).status_code == 403
    assert giang.post(url("carry_over", deed), {"why": "Mưa lớn"}).status_code == 302
    following = Deed.objects.get(carried_from=deed)
    assert following.year == YEAR + 1
    assert chi.post(url("give_up", following), {"why": ""}).status_code == 422
    assert chi.post(url("give_up", following), {"why": "Đã có người làm"}).status_code == 302
    following.refresh_from_db()
    assert (following.state, following.reason) == (DeedState.NOT_DONE, "Đã có người làm")


def test_a_gift_is_written_and_accepted(world: World, deed: Deed) -> None:
    chi, giang = at(world, "chi"), at(world, "giang")
    typed = {"kind": "1", "amount": "4,3 triệu", "day": "12/5/2022"}
    assert chi.post(url("add_deed_gift", deed), typed).status_code == 302
    gift = Contribution.objects.get()
    assert gift.amount_scaled == 4_300_000
    assert chi.post(url("accept_gift", gift)).status_code == 403
    assert giang.post(url("accept_gift", gift)).status_code == 302
    gift.refresh_from_db()
    assert gift.counted == 1
    beside = reverse("deeds:add_gift", args=[deed.registration_id])
    assert chi.post(beside, typed | {"kind": "5", "amount": "120 m²"}).status_code == 302
    assert "120" in chi.get(f"/viec-cua-toi/?nam={YEAR}").content.decode()


def test_pictures_are_added_seen_small_and_taken_away(world: World, deed: Deed) -> None:
    chi = at(world, "chi")
    answer = chi.post(url("add_photos", deed), {"photos": [disguised()], "caption": "Cầu"})
    assert answer.status_code == 422
    assert 'value="Cầu"' in answer.content.decode()
    assert (
        chi.post(url("add_photos", deed), {"photos": [photo()], "caption": "Cầu"}).status_code
        == 302
    )
    picture = Evidence.objects.get()
    assert f"{url('evidence', picture)}?nho=1" in chi.get(url("deed", deed)).content.decode()
    whole, small = chi.get(url("evidence", picture)), chi.get(f"{url('evidence', picture)}?nho=1")
    assert whole["Content-Type"] == small["Content-Type"] == "image/jpeg"
    assert len(b"".join(small)) < len(b"".join(whole))
    assert chi.post(url("remove_evidence", picture)).status_code == 302
    assert chi.get(url("evidence", picture)).status_code == 404


def test_the_signed_paper_is_kept_as_pdf_or_photo(world: World, deed: Deed) -> None:
    giang = at(world, "giang")
    parts = reverse("deeds:parts", args=[deed.registration_id])
    typed = {"pledge_text": "Tôi cam kết.", "signed": "paper"}
    answer = giang.post(parts, typed | {"scan": disguised()})
    assert answer.status_code == 422
    assert 'href="#id_scan"' in answer.content.decode()
    assert giang.post(parts, typed | {"scan": photo()}).status_code == 302
    paper = Evidence.objects.get()
    assert (paper.deed, paper.registration.signed_how) == (None, "paper")


READ = ("deed", "change_deed", "remove_deed", "replace_deed", "report", "start", "confirm_done",
        "return_result", "give_up", "reopen", "carry_over", "join_work", "add_deed_gift",
        "add_photos")  # fmt: skip


@pytest.mark.parametrize("page", READ)
def test_a_stranger_cannot_know_of_a_deed(world: World, deed: Deed, page: str) -> None:
    dung = at(world, "dung")
    assert dung.get(url(page, deed)).status_code == 404
    assert dung.post(url(page, deed), {"why": "x", "text": "x"}).status_code in (404, 405)


@pytest.mark.parametrize("page", ["registration", "submit", "confirm", "give_back", "withdraw",
                                  "parts", "add_deed", "add_gift"])  # fmt: skip
def test_a_stranger_cannot_know_of_a_registration(world: World, deed: Deed, page: str) -> None:
    address = reverse(f"deeds:{page}", args=[deed.registration_id])
    for who in ("dung", "an"):
        assert at(world, who).get(address).status_code == 404


def test_a_stranger_cannot_know_of_a_unit_or_its_files(world: World, deed: Deed) -> None:
    at(world, "chi").post(url("add_photos", deed), {"photos": [photo()]})
    picture = Evidence.objects.get()
    person = world.people["Chi"].pk
    dung = at(world, "dung")
    for address in (
        url("evidence", picture),
        reverse("deeds:collective", args=[CELL]),
        reverse("deeds:person", args=[person, CELL]),
        reverse("deeds:add_person", args=[CELL]),
        reverse("deeds:open_work", args=[CELL]),
    ):
        assert dung.get(address).status_code == 404, address
    assert dung.post(url("remove_evidence", picture)).status_code == 404


def test_a_member_may_not_decide_about_the_own_deed(world: World, deed: Deed) -> None:
    chi = at(world, "chi")
    for page in ("confirm_done", "return_result", "reopen", "carry_over"):
        answer = chi.get(url(page, deed))
        assert answer.status_code == 403
        assert "Người làm được: bí thư chi bộ" in answer.content.decode()
    for page in ("confirm", "give_back", "withdraw"):
        assert chi.get(reverse(f"deeds:{page}", args=[deed.registration_id])).status_code == 403


def test_a_deed_page_asks_a_fixed_number_of_questions(
    world: World, deed: Deed, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    at(world, "chi").post(url("report", deed), SAID)
    with django_assert_max_num_queries(34):
        at(world, "giang").get(url("deed", deed))
