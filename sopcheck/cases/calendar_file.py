"""Dates as a calendar file (RFC 5545) that tells nothing of a case but that something is due.

Read by any calendar program, so nothing may stand in it that the vault keeps for itself: the words are the
same for every case, the id of an entry is a hash, and there is no alarm that would speak up by itself.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

PRODUCT = "-//sopcheck//reviews//EN"
_MOST_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One date: an id that stays when the date moves, when it is, and what is said of it."""

    uid: str
    at: datetime
    summary: str


def calendar_file(entries: Iterable[Entry], *, made: datetime) -> bytes:
    """The file: UTF-8, CR LF at the end of each line, lines folded at 75 octets."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for entry in entries for line in _event(entry, made)),
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(entry: Entry, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_utc(made)}"
    yield f"DTSTART:{_utc(entry.at)}"
    yield f"SUMMARY:{entry.summary.translate(_ESCAPED)}"
    yield "CLASS:PRIVATE"
    # Nobody is busy because something is due.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> bytes:
    """Fold between characters, never inside one; a line that goes on begins with a space."""
    parts, current = [], b""
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > _MOST_OCTETS:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current])
