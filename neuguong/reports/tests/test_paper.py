"""Forms on paper: what stands in them, the code that leads home, letters, pages, who may print them."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from neuguong.audit.queries import latest
from neuguong.audit.rules import Part
from neuguong.deeds import actions
from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry, QuantityEntry
from neuguong.deeds.queries.papers import owner_of
from neuguong.deeds.rules import ContributionKind, RegistrationState
from neuguong.deeds.rules.papers import PaperKind
from neuguong.documents import fonts
from neuguong.lib.qr import codes_of_pdf, drawing
from neuguong.programme.actions import keep_pledge
from neuguong.reports import paper
from neuguong.reports.paper import DeedLine, Form, Heap
from neuguong.reports.queries.papers import heap_of
from tests.world import NOW, TODAY, YEAR, World

CELL, WOMEN = "tinh/huyen/xa/mot", "tinh/huyen/xa/phu-nu"
PAGE = reverse("reports:paper", args=[CELL]) + f"?nam={YEAR}"


@pytest.fixture
def filled(world: World) -> World:
    """One with two deeds, one of them told as done; the others have nothing yet."""
    found = actions.begin_registration(
        by=world.giang,
        unit_id=world.unit(CELL).pk,
        year=YEAR,
        entries=[
            DeedEntry(
                "Vận động 12 hộ mở đường Pác Ẳng", target_amount=Decimal(700), target_unit="m",
                place="Phiêng Tác", partners="Ban công tác Mặt trận", deadline=date(2022, 9, 30),
            ),
            DeedEntry("Giúp hộ nghèo làm nhà"),
        ],
        today=TODAY,
        person_id=world.people["Chi"].pk,
        until=RegistrationState.CONFIRMED,
    )  # fmt: skip
    deed = found.deeds.get(number=1)
    actions.report_result(
        by=world.giang, deed_id=deed.pk, day=TODAY, text="Đường đã thông.", finished=True, now=NOW,
        today=TODAY, quantities=[QuantityEntry(1, Decimal(700), "m")],
        contributions=[ContributionEntry(ContributionKind.OWN_MONEY, Decimal(500_000), TODAY)],
    )  # fmt: skip
    actions.confirm_done(by=world.giang, deed_id=deed.pk, day=TODAY, today=TODAY)
    return world


def heap(world: World, kind: PaperKind = PaperKind.PROMISE, slug: str = CELL) -> Heap:
    """The forms of a unit, as they are on the day of the tests."""
    return heap_of(world.unit(slug), YEAR, kind, TODAY)


def of_name(found: Heap, name: str) -> Form:
    """The first form of a name."""
    return next(form for form in found.forms if form.name == name)


def pages(content: bytes) -> list[str]:
    """The words of each page, with single spaces between them."""
    found = PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def font_names(content: bytes) -> Iterator[str]:
    """The names of all embedded fonts."""
    for page in PdfReader(io.BytesIO(content)).pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for font in resources["/Font"].values():  # type: ignore[attr-defined]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
            yield str(inner["/BaseFont"]).partition("+")[2]


def test_what_is_registered_stands_in_the_form_and_the_rest_is_empty(filled: World) -> None:
    found = of_name(heap(filled), "Nông Thị Chi")
    assert (found.birth_year, found.category) == ("1985", "đảng viên chính thức")
    first, second, third = found.lines
    assert first == DeedLine(
        1, "Vận động 12 hộ mở đường Pác Ẳng", "700\u00a0m", "Phiêng Tác; Ban công tác Mặt trận",
        "30/9/2022",
    )  # fmt: skip
    assert second.text == "Giúp hộ nghèo làm nhà"
    assert third == DeedLine(3)
    empty = of_name(heap(filled), "Lường Văn Giang")
    assert empty.lines == (DeedLine(1), DeedLine(2), DeedLine(3))
    assert empty.post == "Bí thư chi bộ"


def test_at_the_end_of_the_year_there_is_what_came_of_it(filled: World) -> None:
    found = of_name(heap(filled, PaperKind.RESULTS), "Nông Thị Chi")
    first, second = found.lines
    assert first.result == "Đường đã thông, 700\u00a0m"
    assert first.gifts == "500.000\u00a0đồng (tiền của mình)"
    assert (first.word, second.word) == ("Hoàn thành", "")


@pytest.mark.parametrize("kind", PaperKind)
def test_the_words_of_a_page(filled: World, kind: PaperKind) -> None:
    with translation.override("en"):
        content = paper.render(heap(filled, kind))
    chi = next(page for page in pages(content) if "Nông Thị Chi" in page)
    for words in (
        "ĐẢNG BỘ XÃ NÀ THỬ", "CHI BỘ THÔN PHIÊNG TÁC", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Học tập và làm theo Bác, năm 2022", "Chuyên đề: Nói đi đôi với làm", "Năm sinh: 1985",
        "Vận động 12 hộ mở đường Pác Ẳng", "XÁC NHẬN CỦA CHI ỦY", "NGƯỜI ĐĂNG KÝ", "Mã phiếu:",
    ):  # fmt: skip
        assert words in chi
    own = {
        PaperKind.PROMISE: ("BẢN ĐĂNG KÝ", "Tôi cam kết tu dưỡng", "A. Nội dung học tập"),
        PaperKind.RESULTS: ("PHIẾU KẾT QUẢ", "Đường đã thông", "Khó khăn, đề nghị"),
    }
    for words in own[kind]:
        assert words in chi


def test_the_pledge_line_counts_the_manifestations(filled: World) -> None:
    assert "biểu hiện suy thoái" not in pages(paper.render(heap(filled)))[0]
    items = [(1, n, f"Biểu hiện {n}") for n in (1, 2)]
    keep_pledge(by=filled.machine, version="2016", items=items)
    assert "D. 2 biểu hiện suy thoái" in pages(paper.render(heap(filled)))[0]


def test_an_association_writes_under_the_motto_of_the_state(filled: World) -> None:
    unit, person = filled.unit(WOMEN), filled.people["Chi"]
    person.memberships.create(unit=unit, category=9, valid_from=date(2020, 1, 1))
    found = heap_of(unit, YEAR + 1, PaperKind.PROMISE, date(2023, 2, 1))
    text = pages(paper.render(found))[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "ĐẢNG CỘNG SẢN" not in text
    assert "XÁC NHẬN CỦA ĐƠN VỊ" in text


@pytest.mark.parametrize(("size", "number"), [("a4", 5), ("a5", 3)])
@pytest.mark.parametrize("kind", PaperKind)
def test_one_to_a_page_or_two_to_a_sheet_each_with_its_own_code(
    filled: World, size: str, number: int, kind: PaperKind
) -> None:
    found = heap(filled, kind)
    content = paper.render(found, size)
    box = PdfReader(io.BytesIO(content)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == ((595, 842) if size == "a4" else (842, 595))
    codes = codes_of_pdf(content)
    assert len(codes) == number
    assert sorted(code for page in codes for code in page) == sorted(
        form.code for form in found.forms
    )
    for form in found.forms:
        owner = owner_of(form.code)
        assert owner is not None
        assert owner.person is not None
        assert (owner.person.full_name, owner.kind) == (form.name, kind)
        assert owner_of(form.code_words) == owner


@pytest.mark.parametrize("size", paper.SIZES)
def test_a_long_form_goes_on_with_its_code_on_every_page(filled: World, size: str) -> None:
    found = heap(filled)
    many = tuple(DeedLine(n, "Vận động bà con mở đường lâm nghiệp " * 5) for n in range(1, 31))
    long = replace(found, forms=(replace(found.forms[0], lines=many), *found.forms[1:2]))
    codes = codes_of_pdf(paper.render(long, size))
    flat = [code for page in codes for code in page]
    assert len(codes) > 2
    assert set(flat) == {found.forms[0].code, found.forms[1].code}
    assert found.forms[1].code in codes[-1]
    assert all(found.forms[0].code in page for page in codes[:-1])


def test_one_family_the_archive_format_and_the_same_bytes(filled: World) -> None:
    found = heap(filled)
    content = paper.render(found)
    assert content == paper.render(heap(filled))
    family = fonts.face().family.replace(" ", "")
    assert all(name.startswith(family) for name in font_names(content))
    catalogue = PdfReader(io.BytesIO(content)).trailer["/Root"]
    about = catalogue["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "/StructTreeRoot" in catalogue  # type: ignore[operator]


def test_markup_and_strange_signs_in_words_are_only_words(filled: World) -> None:
    found = heap(filled)
    trap = '#panic("x") *đậm* $y$ <nhãn> 🌳 \x07 // hết'
    line = DeedLine(1, trap, target="#x", place="[y]")
    form = replace(found.forms[0], lines=(line,), study=("= Đề mục",), name='Đỗ "Ấ" Ệ')
    text = pages(paper.render(replace(found, forms=(form,))))[0]
    assert '#panic("x") *đậm* $y$ <nhãn>' in text
    assert "= Đề mục" in text


def test_a_drawing_is_plain_svg() -> None:
    text = drawing("K7M2P9QXT4HDWAB")
    assert text.startswith("<svg ")
    assert "<script" not in text


def test_there_is_room_for_a_hand(filled: World) -> None:
    """Below an empty form's signature line there is white space of at least 20 mm to sign in."""
    found = heap(filled)
    content = paper.render(replace(found, forms=(of_name(found, "Lường Văn Giang"),)))
    with pypdfium2.PdfDocument(content) as pdf:
        picture = pdf[0].render(scale=2, grayscale=True).to_pil().convert("L")
    wide, high = picture.size
    right = picture.crop((wide // 2, 0, wide, high))
    rows = [min(right.crop((0, y, right.width, y + 1)).tobytes()) > 250 for y in range(high)]
    longest = run = 0
    for blank in rows[high // 2 :]:
        run = run + 1 if blank else 0
        longest = max(longest, run)
    assert longest / 2 / 72 * 25.4 >= 20


def at(world: World, who: str) -> Client:
    """A browser at which one of the cast has signed in."""
    browser = Client()
    browser.force_login(world.accounts[who])
    return browser


def test_the_page_offers_and_the_file_is_shown(filled: World) -> None:
    browser = at(filled, "giang")
    text = browser.get(PAGE).content.decode()
    for words in (
        "In phiếu năm 2022",
        "Nông Thị Chi",
        "Hoàng Văn Thái (1991)",
        "hai người một tờ A4",
        "Mở tệp để in",
    ):
        assert words in text
    answer = browser.get(f"{PAGE}&khuon=a4&mau=dang-ky&ai={filled.people['Chi'].pk}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="phieu-dang-ky-mot-2022.pdf"'
    assert len(pages(answer.content)) == 1
    assert len(pages(browser.get(f"{PAGE}&khuon=a5&mau=ket-qua").content)) == 3
    for wrong in ("khuon=a9", "khuon=a4&ai=99999999", "khuon=a4&mau=x"):
        assert browser.get(f"{PAGE}&{wrong}").status_code == 422


def test_a_unit_without_people_says_so(filled: World) -> None:
    page = reverse("reports:paper", args=[WOMEN]) + f"?nam={YEAR}"
    text = at(filled, "binh").get(page).content.decode()
    assert "chưa có ai" in text
    assert "Tập thể: Hội Phụ nữ" in text
    assert at(filled, "binh").get(f"{page}&khuon=a4").status_code == 422


def test_who_may_not_print(filled: World) -> None:
    assert Client().get(PAGE).status_code == 302
    for who, status in (("chi", 403), ("dung", 404), ("an", 403), ("binh", 200)):
        for more in ("", "&khuon=a4"):
            answer = at(filled, who).get(PAGE + more)
            assert answer.status_code == status, who
            if status == 403:
                assert b"%PDF" not in answer.content
    assert "chưa mở với anh, chị" in at(filled, "an").get(PAGE).content.decode()
    assert at(filled, "giang").post(PAGE).status_code == 405


def _whole(filled: World, kind: PaperKind, slug: str = CELL) -> Heap:
    return heap_of(filled.unit(slug), YEAR, kind, TODAY, collective=True)


def test_a_cell_prints_what_it_promises_as_a_whole(filled: World) -> None:
    actions.begin_registration(
        by=filled.giang, unit_id=filled.unit(CELL).pk, year=YEAR, today=TODAY,
        entries=[DeedEntry("Mở 2 km đường", planned_cost=5_000_000, partners="Đoàn thanh niên")],
    )  # fmt: skip
    (form,) = _whole(filled, PaperKind.PROMISE).forms
    assert (form.name, form.members) == ("Chi bộ thôn Phiêng Tác", "4")
    assert (form.lines[0].text, form.lines[0].cost) == ("Mở 2 km đường", "5.000.000\u00a0đồng")
    text = pages(paper.render(_whole(filled, PaperKind.PROMISE)))[0]
    for words in (
        "BẢN ĐĂNG KÝ CỦA TẬP THỂ", "Số đảng viên: 4", "Hội nghị thông qua ngày", "Người phụ trách",
        "Kinh phí, nguồn", "5.000.000", "B. Việc đột phá", "Dân vận khéo", "kết nghĩa", "T/M CHI BỘ",
        "BÍ THƯ", "XÁC NHẬN CỦA ĐẢNG BỘ XÃ NÀ THỬ", "Mã phiếu:",
    ):  # fmt: skip
        assert words in text
    for words in ("Tôi cam kết", "NGƯỜI ĐĂNG KÝ", "Năm sinh"):
        assert words not in text
    results = pages(paper.render(_whole(filled, PaperKind.RESULTS)))[0]
    assert "PHIẾU KẾT QUẢ CỦA TẬP THỂ" in results
    assert "Mở 2 km đường" in results


@pytest.mark.parametrize("size", paper.SIZES)
@pytest.mark.parametrize("slug", [CELL, WOMEN, "tinh/huyen/xa"])
def test_the_code_of_a_unit_leads_home_from_one_page(filled: World, slug: str, size: str) -> None:
    found = _whole(filled, PaperKind.PROMISE, slug)
    codes = codes_of_pdf(paper.render(found, size))
    assert codes == [[found.forms[0].code]]
    owner = owner_of(codes[0][0])
    assert owner is not None
    assert (owner.person, owner.unit) == (None, filled.unit(slug))


def test_the_whole_is_printed_alone_or_with_those_chosen(filled: World) -> None:
    browser, chi = at(filled, "giang"), filled.people["Chi"].pk
    ask = f"{PAGE}&khuon=a4&mau=dang-ky"
    assert "T/M CHI BỘ" in pages(browser.get(f"{ask}&ai=0").content)[0]
    assert len(pages(browser.get(f"{ask}&ai=0").content)) == 1
    assert len(pages(browser.get(f"{ask}&ai=0&ai={chi}").content)) == 2
    assert "T/M CHI BỘ" not in " ".join(pages(browser.get(ask).content))


def test_printing_names_is_noted_as_a_reading_and_the_whole_alone_is_not(filled: World) -> None:
    browser, chi = at(filled, "giang"), filled.people["Chi"].pk
    ask = f"{PAGE}&khuon=a4&mau=dang-ky"

    def noted(address: str) -> list[int]:
        before = {entry.pk for entry in latest()}
        browser.get(address)
        return [entry.bulk_count or 0 for entry in latest() if entry.pk not in before]

    assert noted(f"{ask}&ai={chi}") == [1]
    assert noted(ask) == [len(heap(filled).forms)]
    assert noted(f"{ask}&ai=0") == []
    assert latest(1)[0].part == Part.PRINT
