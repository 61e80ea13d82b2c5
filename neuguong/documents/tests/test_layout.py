"""The layouts by date, and the lines they prescribe."""

from datetime import date

import pytest

from neuguong.documents import rules


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2012, 12, 20), "36-HD/VPTW"),  # the oldest we hold
        (date(2018, 4, 3), "36-HD/VPTW"),
        (date(2022, 12, 15), "36-HD/VPTW"),
        (date(2026, 5, 26), "36-HD/VPTW"),
        (date(2026, 5, 27), "05-HD/VPTW"),
        (date(2030, 1, 1), "05-HD/VPTW"),
    ],
)
def test_the_day_of_a_document_chooses_its_layout(day: date, key: str) -> None:
    assert rules.layout_on(day).key == key
    assert rules.layout_named(key).key == key


def test_layouts_follow_each_other_without_a_gap() -> None:
    for older, newer in zip(rules.LAYOUTS, rules.LAYOUTS[1:], strict=False):
        assert older.valid_to == newer.valid_from
    assert rules.LAYOUTS[-1].valid_to is None


@pytest.mark.parametrize(
    ("level", "numbering", "line"),
    [
        (1, "II", "II- KẾT QUẢ"),
        (2, "1", "1. Kết quả"),
        (3, "a", "a) Kết quả"),
        (1, "", "KẾT QUẢ"),
        (2, "", "Kết quả"),
    ],
)
def test_headings_bear_the_signs_of_their_level(level: int, numbering: str, line: str) -> None:
    assert rules.heading_line(level, numbering, "Kết quả") == line


def test_recipients_end_in_commas_and_the_last_in_a_full_stop() -> None:
    given = ("Thường trực Tỉnh ủy (báo cáo);", " ", "Các chi bộ,", "Lưu Đảng ủy")
    lines = ("- Thường trực Tỉnh ủy (báo cáo),", "- Các chi bộ,", "- Lưu Đảng ủy.")
    assert rules.recipient_lines(given) == lines


@pytest.mark.parametrize(
    ("day", "short", "words"),
    [
        (date(2026, 2, 5), "05/02/2026", "tháng 02 năm 2026"),
        (date(2022, 12, 15), "15/12/2022", "tháng 12 năm 2022"),
        (date(2018, 4, 3), "03/4/2018", "tháng 4 năm 2018"),
    ],
)
def test_days_below_ten_and_two_months_are_padded(day: date, short: str, words: str) -> None:
    assert (rules.short_day(day), rules.month_words(day)) == (short, words)
