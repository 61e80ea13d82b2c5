"""Tables as machines write them: three shapes, marks, times, and cells that say nothing known."""

from datetime import UTC, date, datetime, time

import pytest

from neuguong.attendance.rules import (
    DayMark,
    Hours,
    Mark,
    Shape,
    after_hours,
    filled,
    read_table,
    summed,
)
from neuguong.attendance.rules.layouts import Line
from neuguong.lib.workdays import is_working

OCTOBER = 202610


def plain(*parts: int) -> datetime:
    """A moment as cells hold it, of no zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc,arg-type]  # parts of a day


def lines(*rows: list[object]) -> list[Line]:
    return list(enumerate(rows, 1))


def test_a_grid_of_days_with_its_month_above() -> None:
    found = read_table(
        lines(
            ["BẢNG CHẤM CÔNG THÁNG 9 NĂM 2026"],
            ["STT", "Họ và tên", *range(1, 32)],
            [1, "Lò Thị Mai", "x", "M", "P", "K", "1/2", "CN", None, "7:28 17:02", 8.0, "ct"],
            [2, "Lò Văn An", "X", "?"],
            ["", "Tổng cộng", 5, 5],
        ),
        OCTOBER,
    )
    assert found.shape is Shape.GRID
    assert found.months == {202609}
    mai = [mark.mark for mark in found.marks if mark.name == "Lò Thị Mai"]
    assert mai == [
        Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT, Mark.HALF, Mark.OFF, Mark.PRESENT,
        Mark.PRESENT, Mark.PRESENT,
    ]  # fmt: skip
    timed = next(mark for mark in found.marks if mark.first)
    assert (timed.day, timed.first, timed.last) == (date(2026, 9, 8), time(7, 28), time(17, 2))
    assert [(fault.row, fault.column) for fault in found.faults] == [(4, 4)]
    assert "“?”" in found.faults[0].text


def test_a_row_a_day_with_times_as_text_and_as_cells() -> None:
    found = read_table(
        lines(
            ["Mã NV", "Họ tên", "Ngày", "Giờ vào", "Giờ ra"],
            ["007", "Lò Thị Mai", "05/10/2026", "07:28", "17:05"],
            [7.0, "Lò Thị Mai", plain(2026, 10, 6), time(8, 15), 0.7083333],
            ["007", "Lò Thị Mai", "07/10/2026", None, None],
            ["007", "Lò Thị Mai", "hôm qua", "07:30", "17:00"],
        ),
        OCTOBER,
    )
    assert found.shape is Shape.DAILY
    marks = [after_hours(mark, Hours()) for mark in found.marks]
    assert [mark.mark for mark in marks] == [Mark.PRESENT, Mark.LATE, Mark.ABSENT]
    assert marks[1].last == time(17, 0)
    assert [fault.row for fault in found.faults] == [5]


def test_a_row_a_stamp_becomes_first_and_last_of_the_day() -> None:
    found = read_table(
        lines(
            ["User ID", "Name", "Date Time"],
            ["7", "Lò Thị Mai", plain(2026, 10, 5, 7, 31)],
            ["7", "Lò Thị Mai", "05/10/2026 11:30"],
            ["7", "Lò Thị Mai", "05/10/2026 17:01"],
            ["8", "Lò Văn An", "05/10/2026 7:50"],
        ),
        OCTOBER,
    )
    assert found.shape is Shape.STAMPS
    mai, an = (after_hours(mark, Hours()) for mark in found.marks)
    assert (mai.first, mai.last, mai.mark) == (time(7, 31), time(17, 1), Mark.PRESENT)
    assert an.mark is Mark.LATE


def test_what_is_no_table_of_attendance_is_none() -> None:
    assert (
        read_table(lines(["Họ và tên", "Việc làm"], ["Lò Thị Mai", "Làm cầu"]), OCTOBER).shape
        is None
    )


@pytest.mark.parametrize(
    ("first", "last", "mark"),
    [
        (time(7, 40), time(17), Mark.PRESENT),
        (time(7, 41), time(17), Mark.LATE),
        (time(7, 30), time(11, 30), Mark.HALF),
        (time(7, 30), time(9), Mark.ABSENT),
        (time(9), None, Mark.LATE),
    ],
)
def test_the_hours_say_what_a_day_was(first: time, last: time | None, mark: Mark) -> None:
    day = DayMark("Mai", "", date(2026, 10, 5), Mark.PRESENT, first, last)
    assert after_hours(day, Hours()).mark is mark


def test_working_days_without_a_stamp_are_absent_up_to_the_last_day_of_the_file() -> None:
    marks = [
        DayMark("Mai", "", date(2026, 10, 7), Mark.PRESENT),
        DayMark("An", "", date(2026, 10, 5), Mark.PRESENT),
    ]
    sums = summed(filled(marks, is_working))
    # 1, 2, 5, 6, 7 October 2026 are working days: five for each of two.
    assert (sums.people, sums.due, sums.there, sums.absent) == (2, 20, 4, 8)
