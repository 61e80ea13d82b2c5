"""The page that will be signed: one family of letters, archive format, the right things together."""

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject
from pytest_django import Settings

from neuguong.documents import fonts, pdf
from neuguong.documents.document import Document, Paragraph, Signature, Text
from neuguong.documents.rules import layout_named
from neuguong.documents.tests.sample import annex_of_figures, annex_of_units, body, sample


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(document)))


def pages(document: Document) -> list[str]:
    """The words of each page, with single spaces between them."""
    return [" ".join(page.extract_text().split()) for page in read(document).pages]


def font_names(reader: PdfReader) -> Iterator[str]:
    """The names of all fonts of a file, each of which must be embedded."""
    for page in reader.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        fonts_used = resources["/Font"]
        assert isinstance(fonts_used, DictionaryObject)
        for font in fonts_used.values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert (
                "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
            )
            yield str(inner["/BaseFont"]).partition("+")[2]


@pytest.fixture
def no_office_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which only the letters inside the compiler are found."""
    monkeypatch.setattr(fonts, "DEBIAN_FOLDER", Path("/no/such/folder"))
    fonts._face.cache_clear()
    yield
    fonts._face.cache_clear()


def test_one_family_is_embedded_and_no_other() -> None:
    family = fonts.face().family.replace(" ", "")
    names = set(font_names(read(sample())))
    assert names
    assert all(name.startswith(family) for name in names)


@pytest.mark.usefixtures("no_office_fonts")
def test_without_office_fonts_all_is_in_the_built_in_family() -> None:
    assert fonts.face().family == fonts.BUILT_IN
    assert all(name.startswith("LibertinusSerif") for name in font_names(read(sample())))


@pytest.mark.usefixtures("no_office_fonts")
def test_a_folder_without_a_whole_family_is_passed_over(tmp_path: Path, settings: Settings) -> None:
    settings.FONTS_ROOT = tmp_path
    assert fonts.face().family == fonts.BUILT_IN


def test_a_sign_that_the_family_lacks_is_left_out_and_never_borrowed() -> None:
    document = sample(blocks=(Paragraph((Text("Trồng cây 🌳 gây rừng 漢"),)),))
    reader = read(document)
    assert "Trồng cây gây rừng ?" in " ".join(reader.pages[0].extract_text().split())
    family = fonts.face().family.replace(" ", "")
    assert all(name.startswith(family) for name in font_names(reader))


def test_it_is_a_tagged_archive_file_in_vietnamese() -> None:
    reader = read(sample())
    catalogue = reader.trailer["/Root"]
    assert isinstance(catalogue, DictionaryObject)
    assert str(catalogue["/Lang"]).startswith("vi")
    assert "/StructTreeRoot" in catalogue
    assert "/OutputIntents" in catalogue
    stream = catalogue["/Metadata"]
    assert isinstance(stream, StreamObject)
    about = stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert reader.metadata is not None
    assert reader.metadata.title == sample().title


def test_the_paper_is_a4_and_numbered_from_the_second_page() -> None:
    reader = read(sample())
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    first, second = (page.extract_text().split() for page in reader.pages[:2])
    assert first[0] != "1"
    assert second[0] == "2"


def test_stacked_marks_come_back_as_they_were_written() -> None:
    text = " ".join(pages(sample()))
    for words in ("đường lâm nghiệp", "HUYỆN ỦY KHUỔI SAO", "nền nếp", "Số 12-BC/HU", "Pác Ẳng"):
        assert words in text


def test_markup_in_words_is_only_words() -> None:
    trap = '#panic("x") *đậm* $y$ \\u{41} <nhãn> @tên [x] // hết'
    text = pages(sample(blocks=(Paragraph((Text(trap),)),)))[0]
    assert '#panic("x") *đậm* $y$ \\u{41} <nhãn> @tên [x] // hết' in text


@pytest.mark.parametrize("paragraphs", range(6, 16))
def test_the_signature_never_stands_alone(paragraphs: int) -> None:
    words = "Cấp ủy các cấp tiếp tục gắn việc học tập và làm theo với nhiệm vụ hằng ngày. " * 3
    blocks = tuple(Paragraph((Text(f"Đoạn {n}. {words}"),)) for n in range(paragraphs))
    found = pages(sample(blocks=blocks, annexes=()))
    assert f"Đoạn {paragraphs - 1}." in found[-1]
    assert "PHÓ BÍ THƯ" in found[-1]
    assert "Lục Thị Mẫu" in found[-1]


def test_an_annex_begins_a_page_and_repeats_its_heads() -> None:
    annex = annex_of_units()
    table = annex.tables[0]
    long = replace(annex, tables=(replace(table, rows=table.rows[:-1] * 4),))
    found = pages(sample(blocks=body()[:2], annexes=(annex_of_figures(), long)))
    assert "Phụ lục 1" in found[1]
    assert "Phụ lục 2" in found[2]
    assert all("Đơn vị" in page and "Tiền đóng góp" in page for page in found[2:])
    assert len(found) == 4


def test_a_page_turns_on_its_side_for_a_wide_table() -> None:
    reader = read(sample(annexes=(annex_of_units(landscape=True),)))
    box = reader.pages[-1].mediabox
    assert box.width > box.height


def test_a_draft_without_number_and_day_leaves_room_for_both() -> None:
    text = pages(sample(number="", day=None, draft=True))[0]
    assert "DỰ THẢO" in text
    assert "Số -BC/HU" in text
    assert "Khuổi Sao, ngày tháng 12 năm 2022" in text


def test_who_signs_in_whose_place_is_said_line_by_line() -> None:
    signature = Signature("T/L Ban Thường vụ", "Phó Chánh Văn phòng", "", "Chánh Văn phòng")
    text = " ".join(pages(sample(signature=signature)))
    lines = ("T/L BAN THƯỜNG VỤ", "K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    places = [text.index(line) for line in lines]
    assert places == sorted(places)


def test_the_newer_layout_and_an_office_of_its_own_mind() -> None:
    newer = sample(layout_key="05-HD/VPTW", document_date=date(2026, 12, 15))
    roomy = replace(layout_named("05-HD/VPTW"), line_spacing=24)
    assert pdf.render(newer) != pdf.render(sample())
    found = PdfReader(io.BytesIO(pdf.render(newer, roomy)))
    assert len(found.pages) >= len(read(newer).pages)


def test_a_commune_has_its_report_within_a_second() -> None:
    pdf.render(sample())
    start = time.perf_counter()
    pdf.render(sample(number="99"))
    assert time.perf_counter() - start < 1


def test_minutes_are_signed_on_both_sides() -> None:
    document = replace(
        sample(), beside=Signature("Người ghi biên bản", "", "Ma Thị Sao"),
        signature=Signature("Chủ trì hội nghị", "", "Lý Văn Núi"),
    )  # fmt: skip
    last = " ".join(pages(document))
    assert "NGƯỜI GHI BIÊN BẢN" in last
    assert "Lý Văn Núi" in last
    assert "Nơi nhận" not in last
