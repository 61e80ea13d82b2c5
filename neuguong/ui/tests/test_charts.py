"""Drawings show their numbers, open their records, and let no foreign markup through."""

import re
from html.parser import HTMLParser
from typing import Final

import pytest

from neuguong.ui.charts import (
    BarChart,
    BarRow,
    LineChart,
    Part,
    Point,
    Series,
    Sparkline,
    StackChart,
    _scale,
)

OURS: Final = {
    *("ul", "li", "a", "span", "p", "i", "b", "div", "svg", "rect"),
    *("line", "polyline", "circle", "text", "title", "g"),
}
EVIL: Final = '"><script>alert(1)</script>'


def _bars(last: int | None = 50) -> BarChart:
    rows = [
        BarRow("Mường Chải", 200, "200", "/a?x=1&y=2", last=100, last_shown="100"),
        BarRow("Huổi Lếch", 50, "50", last=last, last_shown="" if last is None else str(last)),
    ]
    return BarChart("Việc theo xã", rows, this="2026", last="2025")


def test_a_bar_is_as_long_as_its_share_of_the_longest() -> None:
    assert re.findall(r'class="b" y="20%" width="([0-9.]+)%"', _bars().svg) == ["100.0", "25.0"]
    assert re.findall(r'class="t" x="([0-9.]+)%"', _bars().svg) == ["50.0", "25.0"]


def test_a_longer_last_year_stays_inside_the_frame() -> None:
    chart = BarChart("x", [BarRow("a", 10, "10", last=40, last_shown="40")], "2026", "2025")
    assert re.findall(r'class="t" x="([0-9.]+)%"', chart.svg) == ["99.0"]
    assert 'width="25.0%"' in chart.svg


def test_values_are_doors_and_last_year_is_read_aloud() -> None:
    svg = _bars().svg
    assert '<a href="/a?x=1&amp;y=2">' in svg
    assert svg.count("<a ") == 1
    assert ", 2025: 100</span>" in svg


def test_bars_without_last_year_have_no_tick_and_no_key() -> None:
    chart = BarChart("x", [BarRow("a", 10, "10")], this="2026", last="2025")
    assert 'class="t"' not in chart.svg
    assert chart.key == ""
    assert "2025" in _bars().key


def test_nothing_at_all_is_drawn_without_dividing_by_nothing() -> None:
    assert 'width="0.0%"' in BarChart("x", [BarRow("a", 0, "0")]).svg
    assert "<svg" in StackChart("x", [Part("a", 0, "0")]).svg
    assert "<svg" in Sparkline("x", []).svg
    assert "<svg" in LineChart("x", [], Series("2026", [])).svg
    assert BarChart("x", []).svg == '<ul class="bars" aria-label="x"></ul>'


def test_the_twin_of_bars_is_the_same_numbers() -> None:
    twin = _bars().twin
    assert [column.label for column in twin.columns][1:] == ["2026", "2025"]
    assert [[cell.text for cell in row] for row in twin.rows] == [
        ["Mường Chải", "200", "100"],
        ["Huổi Lếch", "50", "50"],
    ]
    assert twin.rows[0][1].url == "/a?x=1&y=2"


def _line() -> LineChart:
    this = Series(
        "2026", [Point(0, "0 việc"), Point(3540, "3.540 việc", "/x"), Point(7320, "7.320 việc")]
    )
    last = Series("2025", [Point(v, str(v)) for v in (0, 3010, 5000, 6390)])
    return LineChart("Cộng dồn", ["I", "II", "III", "IV"], this, last)


def test_a_line_stands_on_zero_and_ends_where_the_year_stands() -> None:
    svg = _line().svg
    full = re.search(r'class="l1" points="([^"]+)"', svg)
    dashed = re.search(r'class="l2" points="([^"]+)"', svg)
    assert full
    assert dashed
    assert full[1].split()[0] == dashed[1].split()[0] == "58,170"
    assert len(full[1].split()) == 3
    assert dashed[1].split()[-1] == "590,50"
    assert 'aria-label="II: 3.540 việc"' in svg
    assert re.findall(r">([0-9.]+)</text>", svg)[:5] == ["0", "2.000", "4.000", "6.000", "8.000"]


def test_names_at_the_end_of_two_lines_do_not_cover_each_other() -> None:
    two = LineChart("x", ["1", "2"], Series("2026", [Point(1, ""), Point(99, "")]),
                    Series("2025", [Point(1, ""), Point(100, "")]))  # fmt: skip
    heights = [float(y) for y in re.findall(r'y="([0-9]+)" text-anchor="start"', two.svg)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 15


def test_the_twin_of_a_line_leaves_months_to_come_open() -> None:
    assert [[cell.text for cell in row] for row in _line().twin.rows][-1] == ["IV", "6390", "–"]


@pytest.mark.parametrize(
    ("top", "levels"),
    [
        (8, [0, 2, 4, 6, 8]),
        (431, [0, 100, 200, 300, 400, 500]),
        (7320, [0, 2000, 4000, 6000, 8000]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (87_800_000, [0, 20e6, 40e6, 60e6, 80e6, 100e6]),
        (0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (10, [0, 2, 4, 6, 8, 10]),
    ],
)
def test_gridlines_are_round_and_four_or_five(top: float, levels: list[float]) -> None:
    assert _scale(top) == pytest.approx(levels)


def test_the_parts_of_a_whole_fill_it_and_are_named() -> None:
    chart = StackChart(
        "Trạng thái", [Part("đã gửi", 3, "3", "sent", "/x"), Part("chưa ghi", 1, "1", "none")]
    )
    cuts = re.findall(r'<rect class="(\w+)" x="([0-9.]+)%" width="([0-9.]+)%"', chart.svg)
    assert cuts == [("sent", "0.00", "75.00"), ("none", "75.00", "25.00")]
    assert '<a class="n" href="/x">3</a> đã gửi' in chart.svg
    assert [[cell.text for cell in row] for row in chart.twin.rows] == [
        ["đã gửi", "3"],
        ["chưa ghi", "1"],
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        BarChart(EVIL, [BarRow(EVIL, 1, EVIL, EVIL, 1, EVIL)], EVIL, EVIL).svg,
        BarChart(EVIL, [BarRow(EVIL, 1, EVIL, EVIL, 1, EVIL)], EVIL, EVIL).key,
        LineChart(
            EVIL, [EVIL], Series(EVIL, [Point(1, EVIL, EVIL)]), Series(EVIL, [Point(1, EVIL)])
        ).svg,
        StackChart(EVIL, [Part(EVIL, 1, EVIL, EVIL, EVIL)]).svg,
        Sparkline(EVIL, [1, 2]).svg,
    ],
)
def test_no_foreign_markup_comes_through(drawn: str) -> None:
    tags: set[str] = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.add(tag)  # type: ignore[method-assign]
    reader.feed(drawn)
    assert tags
    assert tags <= OURS
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("drawn", [_bars().svg, _line().svg, Sparkline("x", [1, 2]).svg])
def test_no_drawing_carries_a_style_or_a_script(drawn: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", drawn)
