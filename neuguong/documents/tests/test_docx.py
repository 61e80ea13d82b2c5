"""The Word file: styles instead of looks, heads that repeat, gaps to type into."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import docx as word
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from neuguong.documents import docx, styles
from neuguong.documents.document import Document, Paragraph, Signature, Text
from neuguong.documents.tests.sample import annex_of_units, sample


def read(document: Document) -> WordFile:
    return word.Document(io.BytesIO(docx.render(document)))


@pytest.fixture(scope="module")
def file() -> WordFile:
    return read(sample())


def test_every_paragraph_has_a_style_of_the_layout(file: WordFile) -> None:
    used = {paragraph.style.name for paragraph in file.paragraphs if paragraph.style}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Body Text"} <= used
    assert styles.ANNEX_TITLE in used
    assert "Normal" not in {p.style.name for p in file.paragraphs if p.text and p.style}


def test_all_letters_are_times_new_roman(file: WordFile) -> None:
    for element in file.styles.element.iter(qn("w:rFonts")):
        assert {value for name, value in element.items() if name != qn("w:hint")} == {styles.FONT}


def test_words_stand_in_order_and_figures_are_plain(file: WordFile) -> None:
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Có 3.485\u00a0người đăng ký 6.868\u00a0việc, 96,8% đã hoàn thành." in text
    assert text.index("BÁO CÁO") < text.index("I- CÔNG TÁC") < text.index("Phụ lục 1")
    assert "hyperlink" not in file.element.xml


def test_head_and_signature_stand_beside_each_other(file: WordFile) -> None:
    head, sign = file.tables[0].rows[0].cells, file.tables[1].rows[0].cells
    assert head[0].text.splitlines() == ["TỈNH ỦY MẪU", "HUYỆN ỦY KHUỔI SAO", "*", "Số 12-BC/HU"]
    assert head[1].text.splitlines()[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert sign[0].text.startswith("Nơi nhận:\n- Thường trực Tỉnh ủy (báo cáo),")
    assert sign[1].text.splitlines()[0] == "T/M BAN THƯỜNG VỤ"
    assert sign[1].text.splitlines()[-1] == "Lục Thị Mẫu"


def test_heads_of_tables_repeat_and_rows_do_not_break(file: WordFile) -> None:
    for table in file.tables[2:]:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(
            row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
            for row in table.rows
        )


def test_a_gap_is_a_field_whose_prompt_goes_when_one_types(file: WordFile) -> None:
    fields = list(file.element.iter(qn("w:sdt")))
    assert len(fields) == 1
    assert fields[0].find(f".//{qn('w:showingPlcHdr')}") is not None
    assert [text.text for text in fields[0].iter(qn("w:t"))] == [
        "[Viết một đoạn về kiểm tra, giám sát.]"
    ]


def test_pages_are_numbered_from_the_second(file: WordFile) -> None:
    first, *annexes = file.sections
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert not any(section.different_first_page_header_footer for section in annexes)
    assert all(section.header.is_linked_to_previous for section in annexes)


def test_an_annex_may_lie_on_its_side() -> None:
    section = read(sample(annexes=(annex_of_units(landscape=True),))).sections[-1]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_the_properties_tell_of_the_document_only(file: WordFile) -> None:
    facts = file.core_properties
    assert facts.title == sample().title
    assert facts.author == "Huyện ủy Khuổi Sao"
    assert facts.created is not None
    assert facts.created.replace(tzinfo=None) == datetime(2022, 12, 15)  # noqa: DTZ001 - files have no zone
    assert facts.comments == ""


def test_nothing_of_the_librarys_template_is_left_over() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(sample()))) as parts:
        names = parts.namelist()
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_characters_that_xml_refuses_do_no_harm() -> None:
    file = read(sample(blocks=(Paragraph((Text("a\x00b\x0bc <d> & \ud800e\nf"),)),)))
    assert any(paragraph.text == "abc <d> & e f" for paragraph in file.paragraphs)


def test_minutes_are_signed_on_both_sides() -> None:
    both = replace(sample(), beside=Signature("Người ghi biên bản", "", "Ma Thị Sao"))
    cells = [cell.text for table in read(both).tables for row in table.rows for cell in row.cells]
    assert any("NGƯỜI GHI BIÊN BẢN" in cell and "Ma Thị Sao" in cell for cell in cells)
    assert not any("Nơi nhận" in cell for cell in cells)
