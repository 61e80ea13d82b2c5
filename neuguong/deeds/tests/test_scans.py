"""Paper that comes back: the code, the reading of scans, and where each scan goes."""

import io
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from pypdf import PdfReader
from pytest_django import Settings

from neuguong.audit.queries import latest
from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.actions.scans import match_scan, take_in
from neuguong.deeds.models import Evidence, LooseScan, Registration
from neuguong.deeds.queries.papers import ScanPart, code_of, loose_scan_seen, owner_of, parts_of
from neuguong.deeds.rules.papers import (
    ALPHABET,
    LENGTH,
    PLEDGE,
    PaperKind,
    PaperMark,
    in_groups,
    letters_of,
    mark_of,
)
from neuguong.files.models import StoredFile
from neuguong.lib.refusal import Refused
from neuguong.people.models import Person
from neuguong.programme.actions import close_year
from tests.paper import heap_of_scans, page_with, scan_of
from tests.world import NOW, TODAY, YEAR, World

CELL, OTHER, FOREIGN = "tinh/huyen/xa/mot", "tinh/huyen/xa/hai", "khac/xa/ba"
PAGE = f"/ban-quet/{CELL}?nam={YEAR}"


def code(world: World, who: str, unit: str = CELL, kind: PaperKind = PaperKind.PROMISE) -> str:
    """The code on somebody's form."""
    return code_of(world.unit(unit).pk, world.people[who].pk, YEAR, kind)


def at(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


def send(world: World, *files: bytes, who: str = "giang", page: str = PAGE, **more: str) -> str:
    """What the page says after these files were sent."""
    uploads = [SimpleUploadedFile(f"quet-{n}", data) for n, data in enumerate(files, start=1)]
    answer = at(world, who).post(page, {"scans": uploads, "signed": "on", **more}, follow=True)
    return answer.content.decode()


@given(
    st.builds(
        PaperMark,
        kind=st.sampled_from(PaperKind),
        year=st.integers(2000, 2063),
        number=st.integers(0, 2**31 - 1),
        seal=st.integers(0, 2**36 - 1),
        of_unit=st.booleans(),
    )
)
def test_a_code_says_what_went_in_however_it_is_typed(mark: PaperMark) -> None:
    letters = letters_of(mark)
    assert len(letters) == LENGTH
    assert mark_of(letters) == mark
    typed = in_groups(letters).lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert mark_of(typed) == mark


@given(st.text(max_size=40))
def test_any_words_are_a_code_or_none_and_never_a_fault(words: str) -> None:
    mark_of(words)


def test_what_does_not_fit_is_not_written() -> None:
    for mark in (PaperMark(PaperKind.PROMISE, 1999, 1), PaperMark(PaperKind.PROMISE, YEAR, 2**31)):
        with pytest.raises(ValueError, match="PaperMark"):
            letters_of(mark)


def test_a_code_names_its_owner_and_holds_no_word_of_them(world: World) -> None:
    letters = code(world, "Chi")
    owner = owner_of(letters)
    assert owner is not None
    assert (owner.person, owner.unit) == (world.people["Chi"], world.unit(CELL))
    assert (owner.year, owner.kind) == (YEAR, PaperKind.PROMISE)
    assert set(letters) <= set(ALPHABET)


def test_a_code_with_one_letter_changed_is_nobodys(world: World) -> None:
    letters = code(world, "Chi")
    for place in range(LENGTH):
        for other in random.Random(place).sample(ALPHABET, 6):
            if other != letters[place]:
                assert owner_of(letters[:place] + other + letters[place + 1 :]) is None


def test_a_code_of_another_key_is_nobodys_and_an_older_key_still_holds(
    world: World, settings: Settings
) -> None:
    letters = code(world, "Chi")
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "x" * 50
    assert owner_of(letters) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert owner_of(letters) is not None


def test_a_unit_that_the_person_has_nothing_to_do_with_cannot_seal(world: World) -> None:
    assert owner_of(code(world, "Chi", OTHER)) is None


@pytest.mark.parametrize("turn", [0, 4, 90, 183])
def test_a_code_is_found_on_a_photo_however_it_lies(turn: int) -> None:
    letters = letters_of(PaperMark(PaperKind.PROMISE, YEAR, 12_345, 67_890))
    page = page_with(letters).rotate(turn, expand=True, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(1.2))
    assert parts_of(scan_of(page)) == [ScanPart("phieu.jpg", scan_of(page).read(), (letters,))]


def test_a_heap_in_one_pdf_is_cut_where_another_form_begins() -> None:
    one, two = (letters_of(PaperMark(PaperKind.PROMISE, YEAR, n, n)) for n in (7, 8))
    heap = heap_of_scans([page_with(one), page_with(""), page_with(two)])
    parts = parts_of(heap)
    assert [part.codes for part in parts] == [(one,), (two,)]
    assert [len(PdfReader(io.BytesIO(part.data)).pages) for part in parts] == [2, 1]
    assert [part.name for part in parts] == ["tap-1.pdf", "tap-2.pdf"]


def test_other_square_codes_say_nothing() -> None:
    assert parts_of(scan_of(page_with("HTTPS WWW")))[0].codes == ()


def test_a_broken_pdf_has_no_codes_and_is_refused_or_kept() -> None:
    with pytest.raises(Refused):
        parts_of(ContentFile(b"%PDF-1.7\nrubbish", name="x.pdf"))


def test_a_scan_opens_the_registration_and_counts_as_signed_on_paper(world: World) -> None:
    text = send(world, scan_of(page_with(code(world, "Chi"))).read())
    assert "Đã gắn 1 phiếu vào bản đăng ký: Nông Thị Chi." in text
    found = Registration.objects.get(person=world.people["Chi"], year=YEAR)
    assert (found.unit, found.signed_how) == (world.unit(CELL), "paper")
    assert found.pledge_text == str(PLEDGE)
    evidence = found.evidence.get()
    assert evidence.caption == "Bản đã ký trên giấy"
    verbs = {entry.detail.get("verb") for entry in latest()}
    assert {"opened", "signed", "evidence_added"} <= verbs


def test_what_was_written_and_signed_before_stays_as_it_was(world: World) -> None:
    found = actions.begin_registration(
        by=world.chi, unit_id=world.unit(CELL).pk, year=YEAR, entries=[DeedEntry("Làm cầu")],
        today=TODAY, person_id=world.people["Chi"].pk,
    )  # fmt: skip
    actions.sign_registration(
        by=world.chi, registration_id=found.pk, how="screen", pledge_text="Tôi xin hứa",
        version="2016", now=NOW, study_contents="Chuyên đề năm", action_programme="Của tôi",
    )  # fmt: skip
    send(world, scan_of(page_with(code(world, "Chi"))).read())
    found.refresh_from_db()
    assert (found.signed_how, found.pledge_text) == ("screen", "Tôi xin hứa")
    assert (found.study_contents, found.action_programme) == ("Chuyên đề năm", "Của tôi")
    assert found.evidence.count() == 1


def test_results_and_unsigned_papers_sign_nothing(world: World) -> None:
    letters = code(world, "Chi", kind=PaperKind.RESULTS)
    send(world, scan_of(page_with(letters)).read())
    send(world, scan_of(page_with(code(world, "Thái"))).read(), signed="")
    for who, caption in (("Chi", "Phiếu kết quả trên giấy"), ("Thái", "Phiếu đăng ký trên giấy")):
        found = Registration.objects.get(person=world.people[who])
        assert found.evidence.get().caption == caption
        assert found.signed_how == ("" if who == "Chi" else found.signed_how)


def test_the_same_scan_twice_is_kept_once(world: World) -> None:
    data = scan_of(page_with(code(world, "Chi"))).read()
    send(world, data, data)
    send(world, data)
    assert Evidence.objects.count() == 1


def test_two_forms_on_one_sheet_go_to_both(world: World) -> None:
    send(world, scan_of(page_with(code(world, "Chi"), code(world, "Thái"))).read())
    assert {found.person for found in Registration.objects.all()} == {
        world.people["Chi"], world.people["Thái"],
    }  # fmt: skip


def test_a_scan_without_a_code_waits_and_is_matched_by_code_or_by_person(world: World) -> None:
    blank = page_with("")
    text = send(world, scan_of(blank).read(), scan_of(blank.rotate(180)).read())
    assert "2 bản chưa biết của ai" in text
    assert "Không tìm thấy mã trên bản quét" in text
    first, second = LooseScan.objects.all()
    browser = at(world, "giang")
    url = reverse("deeds:scan", args=[first.pk])
    picture = browser.get(reverse("deeds:scan_file", args=[first.pk]))
    assert b"".join(picture).startswith(b"\xff\xd8")
    assert "Gõ mã trên phiếu, hoặc chọn người." in browser.post(url).content.decode()
    wrong = browser.post(url, {"code": "AAAAA-AAAAA-AAAAA"})
    assert wrong.status_code == 422
    assert "không đúng" in wrong.content.decode()
    browser.post(url, {"code": in_groups(code(world, "Chi")).lower(), "signed": "on"})
    browser.post(reverse("deeds:scan", args=[second.pk]), {"person": world.people["Thái"].pk})
    assert not LooseScan.objects.exists()
    assert Registration.objects.get(person=world.people["Chi"]).signed_how == "paper"
    assert Registration.objects.get(person=world.people["Thái"]).signed_how == ""
    assert StoredFile.objects.count() == 2


def test_a_waiting_scan_is_dropped_after_asking(world: World) -> None:
    send(world, scan_of(page_with("")).read())
    scan = LooseScan.objects.get()
    browser = at(world, "giang")
    url = reverse("deeds:scan_drop", args=[scan.pk])
    assert "không lấy lại được" in browser.get(url).content.decode()
    assert LooseScan.objects.exists()
    browser.post(url)
    assert not LooseScan.objects.exists()
    assert not StoredFile.objects.exists()
    assert latest(1)[0].detail == {"verb": "scan_dropped", "name": "quet-1.jpg"}


def test_the_paper_of_a_unit_goes_to_its_own_registration(world: World) -> None:
    unit = world.unit(CELL)
    letters = code_of(unit.pk, None, YEAR, PaperKind.PROMISE)
    owner = owner_of(letters)
    assert owner is not None
    assert (owner.person, owner.unit, owner.year) == (None, unit, YEAR)
    page = page_with(letters)
    text = send(world, scan_of(page).read())
    assert "Đã gắn 1 phiếu vào bản đăng ký: Chi bộ thôn Phiêng Tác." in text
    found = Registration.objects.get()
    assert (found.collective, found.person, found.signed_how) == (unit, None, "paper")
    assert (found.pledge_text, found.evidence.get().caption) == ("", "Bản đã ký trên giấy")
    results = code_of(unit.pk, None, YEAR, PaperKind.RESULTS)
    send(world, scan_of(page_with(results)).read(), who="binh", page="/ban-quet/tinh/huyen/xa")
    assert found.evidence.count() == 2
    for place in range(0, LENGTH, 3):
        wrong = "0" if letters[place] != "0" else "1"
        assert owner_of(letters[:place] + wrong + letters[place + 1 :]) is None


def test_a_paper_of_a_unit_without_a_code_is_matched_by_choosing_the_unit(world: World) -> None:
    send(world, scan_of(page_with("")).read())
    url = reverse("deeds:scan", args=[LooseScan.objects.get().pk])
    browser = at(world, "giang")
    assert "tập thể: Chi bộ thôn Phiêng Tác" in browser.get(url).content.decode()
    browser.post(url, {"person": "0", "signed": "on"})
    assert Registration.objects.get().collective == world.unit(CELL)
    assert not LooseScan.objects.exists()


def test_a_form_of_another_unit_is_not_taken_in_and_not_named(world: World) -> None:
    text = send(world, scan_of(page_with(code(world, "Dũng", FOREIGN))).read())
    assert "Phiếu này không phải của Chi bộ thôn Phiêng Tác" in text
    assert "Dũng" not in text
    assert not Registration.objects.exists()
    assert LooseScan.objects.get().unit == world.unit(CELL)


def test_the_commune_takes_in_the_papers_of_its_cells(world: World) -> None:
    pages = [page_with(code(world, "Chi")), page_with(code(world, "Đạt", OTHER))]
    send(world, heap_of_scans(pages).read(), who="binh", page="/ban-quet/tinh/huyen/xa")
    units = {found.unit.slug for found in Registration.objects.all()}
    assert units == {CELL, OTHER}


def test_who_registered_elsewhere_is_told_of_and_nothing_is_lost(world: World) -> None:
    person: Person = world.people["Chi"]
    Registration.objects.filter(person=person).delete()
    person.memberships.create(unit=world.unit(OTHER), category=8, valid_from=TODAY)
    actions.open_registration(
        by=world.binh, unit_id=world.unit(OTHER).pk, year=YEAR, today=TODAY, person_id=person.pk
    )
    text = send(world, scan_of(page_with(code(world, "Chi"))).read())
    assert "đã đăng ký năm 2022 tại Chi bộ thôn Đồng Ao" in text
    assert LooseScan.objects.count() == 1


def test_a_closed_year_asks_for_the_reason(world: World) -> None:
    close_year(by=world.an, unit_id=world.unit("tinh").pk, year=YEAR, today=TODAY)
    data = scan_of(page_with(code(world, "Chi"))).read()
    assert "ghi lý do đính chính" in send(world, data)
    assert not Evidence.objects.exists()
    send(world, data, reason="Tìm lại được phiếu")
    assert Evidence.objects.count() == 1


def test_a_file_that_is_no_scan_is_named_and_the_others_go_in(world: World) -> None:
    text = send(world, b"hello", scan_of(page_with(code(world, "Chi"))).read())
    assert "quet-1: Đây không phải bản quét" in text
    assert "Đã gắn 1 phiếu" in text
    assert "Chưa chọn tệp" in at(world, "giang").post(PAGE).content.decode()


def test_one_code_is_typed_for_one_file_only(world: World) -> None:
    data = scan_of(page_with("")).read()
    text = send(world, data, data, code=code(world, "Chi"))
    assert "Mã gõ tay chỉ dùng khi gửi một tệp" in text
    send(world, data, code=in_groups(code(world, "Chi")))
    assert Registration.objects.get().person == world.people["Chi"]


def test_who_may_not_take_papers_in(world: World) -> None:
    send(world, scan_of(page_with("")).read())
    scan = LooseScan.objects.get()
    one = reverse("deeds:scan", args=[scan.pk])
    assert Client().get(PAGE).status_code == 302
    for who, page, single in (("chi", 403, 404), ("dung", 404, 404), ("an", 403, 404)):
        assert at(world, who).get(PAGE).status_code == page, who
        for url in (one, f"{one}tep/", f"{one}bo/"):
            assert at(world, who).get(url).status_code == single, who
    with pytest.raises(Http404):
        loose_scan_seen(world.dung, scan.pk)
    with pytest.raises((Refused, PermissionDenied)):
        match_scan(
            by=world.dung, scan_id=scan.pk, code=code(world, "Chi"), signed=True, now=NOW,
            today=TODAY,
        )  # fmt: skip
    part = ScanPart("x", scan_of(page_with("")).read(), (code(world, "Chi"),))
    with pytest.raises(PermissionDenied):
        take_in(
            by=world.dung, unit_id=world.unit(CELL).pk, year=YEAR, part=part, signed=True, now=NOW,
            today=TODAY,
        )  # fmt: skip
    assert not Registration.objects.exists()


def test_an_empty_picture_is_no_fault() -> None:
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG")
    assert parts_of(ContentFile(out.getvalue(), name="a.png"))[0].codes == ()
