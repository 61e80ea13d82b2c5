"""One event as a calendar file (RFC 5545), which every telephone takes over into its own calendar."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_LINE: Final = 75  # octets before a line is folded
_STAMP: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Event:
    """What is in a calendar: `uid` is the same for every new version, of which `sequence` is the number.

    Times are aware; `minutes_before` is when one is reminded.
    """

    uid: str
    sequence: int
    made_at: datetime
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    text: str = ""
    minutes_before: int = 120


def as_ics(event: Event) -> bytes:
    """The calendar file of an event, in UTF-8 with folded lines."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Neu Guong//VI",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.made_at)}",
        f"DTSTART:{_utc(event.starts)}",
        f"DTEND:{_utc(event.ends)}",
        f"SUMMARY:{_escaped(event.title)}",
        *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
        *([f"DESCRIPTION:{_escaped(event.text)}"] if event.text else []),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(event.title)}",
        f"TRIGGER:-PT{event.minutes_before}M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STAMP)


def _escaped(text: str) -> str:
    """Text as a value: no character of it ends the value or begins another line."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join("".join(c for c in line if c.isprintable()) for line in text.splitlines())


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never parted within a letter."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > _LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += encoded
    pieces.append(piece)
    return b"\r\n ".join(pieces) + b"\r\n"
