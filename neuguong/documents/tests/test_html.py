"""The preview on paper, where figures open, and the file that stands alone."""

import json
from dataclasses import replace

from django.template.loader import render_to_string

from neuguong.documents import html, shape
from neuguong.documents.document import Paragraph, Signature, Text
from neuguong.documents.tests.sample import sample


def test_figures_open_their_records_in_words_and_annex() -> None:
    page = render_to_string("documents/_paper.html", html.context(sample()))
    link = '<a class="bound" href="/don-vi/ban-ghi/mau/khuoi-sao?do=deeds.people&amp;ky=2022">3.485'
    assert page.count(link) == 3  # once with its unit in the words, twice in annexes
    assert '<span class="gap">Viết một đoạn về kiểm tra, giám sát.</span>' in page
    assert "<h3>I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO</h3>" in page


def test_a_table_names_its_rows_and_columns() -> None:
    page = render_to_string("documents/_paper.html", html.context(sample()))
    assert '<th scope="col">Chỉ tiêu</th>' in page
    assert '<th scope="row">Người đăng ký\n</th>' in page
    assert '<th scope="rowgroup" colspan="4">I. Lãnh đạo, chỉ đạo' in page


def test_what_is_still_open_is_marked() -> None:
    page = render_to_string("documents/_paper.html", html.context(sample(number="", day=None)))
    assert "số sẽ cấp khi ký" in page
    assert "ngày ký" in page


def test_words_are_escaped() -> None:
    page = html.render(sample(blocks=(Paragraph((Text("<script>x</script>"),)),))).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_file_needs_no_other_and_asks_no_host() -> None:
    page = html.render(sample()).decode()
    assert page.startswith("<!doctype html>")
    assert "href=" not in page
    assert "src=" not in page
    assert "url(" not in page


def test_with_a_site_the_figures_of_the_file_open_there() -> None:
    page = html.render(sample(), site="https://neu-guong.test").decode()
    assert 'href="https://neu-guong.test/don-vi/ban-ghi/mau/khuoi-sao?' in page


def test_json_holds_document_figures_and_sources() -> None:
    body = json.loads(shape.as_json(sample()))
    assert body["figures"]["deeds.people"]["value"] == 3485
    assert body["figures"]["results.forest_planted"]["value"] == 12.5
    assert body["figures"]["plans.grassroots_with_plan"] == {
        "value": None,
        "text": "35/35",
        "href": "/don-vi/ban-ghi/mau/khuoi-sao?do=plans",
    }
    assert body["document"]["head"]["issuer"] == "HUYỆN ỦY KHUỔI SAO"
    assert [source["key"] for source in body["sources"]] == ["deeds.people", "contributions.money"]


def test_minutes_are_signed_on_both_sides() -> None:
    both = replace(sample(), beside=Signature("Người ghi biên bản", "", "Ma Thị Sao"))
    page = html.render(both).decode()
    assert "NGƯỜI GHI BIÊN BẢN" in page
    assert "Nơi nhận" not in page
