"""A calendar file that a reader of RFC 5545 understands; the reader is the test's own."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.calendar_file import Entry, calendar_file

MADE = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
DUE = Entry(uid="ab12", at=datetime(2026, 5, 8, 10, 15, tzinfo=UTC), summary="SOP checklist: a review is due")
Property = tuple[str, str]
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200)


def content_lines(data: bytes) -> list[str]:
    """RFC 5545, 3.1: octets to unfolded lines; what breaks a rule fails here."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    unfolded: list[bytes] = []
    for line in raw:
        if line.startswith(b" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return [line.decode() for line in unfolded]


def properties(data: bytes) -> list[Property]:
    found = [line.partition(":") for line in content_lines(data)]
    assert all(colon for _, colon, _ in found)
    return [(name, value) for name, _, value in found]


def events(data: bytes) -> list[dict[str, str]]:
    """The properties of each VEVENT of the one VCALENDAR."""
    read = properties(data)
    assert (read[0], read[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    found: list[dict[str, str]] = []
    inside = False
    for name, value in read[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
            inside = True
        elif (name, value) == ("END", "VEVENT"):
            inside = False
        elif inside:
            assert name not in found[-1]
            found[-1][name] = value
    return found


def text_of(value: str) -> str:
    """RFC 5545, 3.3.11: a TEXT without its escapes."""
    read, letters = "", iter(value)
    for letter in letters:
        assert letter not in ",;"
        escaped = next(letters) if letter == "\\" else ""
        read += {"n": "\n", "N": "\n"}.get(escaped, escaped) if escaped else letter
    return read


def test_what_the_calendar_must_have_is_there() -> None:
    head = dict(properties(calendar_file([], made=MADE)))
    assert (head["VERSION"], head["PRODID"]) == ("2.0", "-//sopcheck//reviews//EN")


def test_an_entry_has_its_id_its_stamp_its_time_and_its_words() -> None:
    (event,) = events(calendar_file([DUE], made=MADE))
    assert event == {
        "UID": "ab12",
        "DTSTAMP": "20260507T130000Z",
        "DTSTART": "20260508T101500Z",
        "SUMMARY": "SOP checklist: a review is due",
        "CLASS": "PRIVATE",
        "TRANSP": "TRANSPARENT",
    }


def test_nothing_in_it_raises_an_alarm() -> None:
    assert b"VALARM" not in calendar_file([DUE, DUE], made=MADE)


def test_a_time_is_told_in_utc_whatever_its_offset() -> None:
    summer = timezone(timedelta(hours=1))
    entry = Entry(uid="a", at=datetime(2026, 5, 8, 11, 15, tzinfo=summer), summary="x")
    (event,) = events(calendar_file([entry], made=MADE))
    assert event["DTSTART"] == "20260508T101500Z"


@given(texts)
def test_any_words_are_read_as_they_were_written(words: str) -> None:
    entry = Entry(uid="a", at=MADE, summary=words)
    (event,) = events(calendar_file([entry], made=MADE))
    assert text_of(event["SUMMARY"]) == words


@pytest.mark.parametrize("length", [66, 67, 68, 150])
def test_a_line_is_folded_at_75_octets(length: int) -> None:
    entry = Entry(uid="a", at=MADE, summary="é" * length)
    (event,) = events(calendar_file([entry], made=MADE))
    assert event["SUMMARY"] == "é" * length


def test_a_line_break_in_the_words_adds_no_line_of_its_own() -> None:
    entry = Entry(uid="a", at=MADE, summary="one\r\nATTENDEE:mailto:x")
    (event,) = events(calendar_file([entry], made=MADE))
    assert text_of(event["SUMMARY"]) == "one\nATTENDEE:mailto:x"
