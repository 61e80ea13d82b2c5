"""A calendar file that telephones read: escaped, folded between letters, in universal time."""

from datetime import UTC, datetime, timedelta, timezone

from neuguong.lib.calendar import Event, as_ics

HANOI = timezone(timedelta(hours=7))


def event(**more: object) -> Event:
    values = {
        "uid": "a@neuguong", "sequence": 2, "made_at": datetime(2026, 11, 1, tzinfo=UTC),
        "starts": datetime(2026, 11, 25, 19, 30, tzinfo=HANOI),
        "ends": datetime(2026, 11, 25, 21, 30, tzinfo=HANOI), "title": "Sinh hoạt",
    }  # fmt: skip
    return Event(**(values | more))  # type: ignore[arg-type]


def test_times_are_universal_and_lines_end_as_the_norm_asks() -> None:
    lines = as_ics(event()).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"DTSTART:20261125T123000Z" in lines
    assert b"SEQUENCE:2" in lines
    assert lines[-2:] == [b"END:VCALENDAR", b""]


def test_no_word_can_end_its_line() -> None:
    said = as_ics(event(title="A; B, C\\D\r\nATTENDEE:x", place="Nhà văn hóa")).decode()
    assert "SUMMARY:A\\; B\\, C\\\\D\\nATTENDEE:x\r\n" in said
    assert "\r\nATTENDEE" not in said


def test_long_lines_are_folded_between_letters() -> None:
    title = "Đánh giá việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh " * 3
    stored = as_ics(event(title=title))
    assert max(len(line) for line in stored.split(b"\r\n")) <= 75
    assert title.strip().replace(",", "\\,") in stored.decode().replace("\r\n ", "")
